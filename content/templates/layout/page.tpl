<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{#ERROR}}[[http.layout.error-prefix]] {{/ERROR}}{{TITLE}} – {{SITE}}, {{CITY}}</title>
<link rel="icon" href="{{ASSETS}}/img/ledgelight.svg" type="image/svg+xml">
<script src="{{ASSETS}}/js/uswds-init.min.js"></script>
<link rel="stylesheet" href="{{ASSETS}}/css/uswds.min.css">
<link rel="stylesheet" href="{{ASSETS}}/css/ledgelight.css">
</head>
<body>
<a class="usa-skipnav" href="#main-content">[[http.layout.skip]]</a>
{{#DEMONSTRATION}}
<section class="ll-demonstration" aria-label="[[http.layout.demonstration]]"><div class="grid-container"><strong>[[http.layout.demonstration]]</strong> [[http.layout.demonstration-what]]</div></section>
{{/DEMONSTRATION}}
{{#OFFICIAL}}
<section class="usa-banner" aria-label="[[http.layout.banner-label city=CITY]]">
<div class="usa-banner__header">
<div class="usa-banner__inner">
<div class="grid-col-fill tablet:grid-col-auto">
<p class="usa-banner__header-text">[[http.layout.banner city=CITY]] [[http.layout.banner-how domain=DOMAIN]]</p>
</div>
</div>
</div>
</section>
{{/OFFICIAL}}
<header class="usa-header usa-header--basic ll-header">
<div class="usa-nav-container">
<div class="usa-navbar">
<div class="usa-logo"><a class="usa-logo__text" href="/"><span class="ll-city">{{CITY}}</span> <span class="ll-site">{{SITE}}</span></a></div>
</div>
<div class="ll-header__side">
{{#LEAVE_NOW}}
<a class="usa-button usa-button--secondary ll-leave" href="https://www.weather.gov/" rel="noreferrer noopener">[[http.layout.leave-now]]</a>
{{/LEAVE_NOW}}
{{#LANGUAGES}}
<nav class="ll-languages" aria-label="[[http.layout.languages]]">
<ul>
{{#LANGUAGE}}
<li><a href="{{ADDRESS}}" lang="{{CODE}}" hreflang="{{CODE}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{NAME}}</a></li>
{{/LANGUAGE}}
</ul>
</nav>
{{/LANGUAGES}}
{{#SIGNED_IN}}
<form class="ll-sign-out" method="post" action="{{SIGN_OUT}}">
<input type="hidden" name="csrf" value="{{TOKEN}}">
<span>{{NAME}}</span> <button class="usa-button usa-button--unstyled" type="submit">[[http.layout.sign-out]]</button>
</form>
{{/SIGNED_IN}}
</div>
</div>
{{#NAVIGATION}}
<nav class="ll-navigation" aria-label="[[http.layout.navigation]]">
<ul class="grid-container">
{{#LINK}}
<li><a href="{{ADDRESS}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{TEXT}}</a></li>
{{/LINK}}
</ul>
</nav>
{{/NAVIGATION}}
</header>
{{#ALERT}}
<section class="usa-site-alert usa-site-alert--info ll-alert" aria-label="[[http.layout.alert]]"><div class="usa-alert"><div class="usa-alert__body"><p class="usa-alert__text"><strong>{{ALERT_TITLE}}</strong> {{ALERT_TEXT}}</p></div></div></section>
{{/ALERT}}
<main id="main-content" class="usa-section ll-main" tabindex="-1">
<div class="grid-container">
{{#DONE}}<div class="usa-alert usa-alert--success usa-alert--slim ll-done" id="done" role="status" tabindex="-1"><div class="usa-alert__body"><p class="usa-alert__text">{{DONE_TEXT}}</p></div></div>{{/DONE}}
{{>PROBLEMS}}
{{>BODY}}
</div>
</main>
<footer class="ll-footer">
{{#IDENTIFIED}}
<div class="usa-identifier">
<section class="usa-identifier__section usa-identifier__section--masthead" aria-label="[[http.layout.identifier-label]]">
<div class="usa-identifier__container">
<div class="usa-identifier__identity">
<p class="usa-identifier__identity-domain">{{DOMAIN}}</p>
<p class="usa-identifier__identity-disclaimer">[[http.layout.identifier city=CITY]]</p>
</div>
</div>
</section>
</div>
{{/IDENTIFIED}}
<div class="grid-container ll-footer__words">
<p>[[http.layout.footer site=SITE city=CITY]]</p>
</div>
</footer>
<script src="{{ASSETS}}/js/uswds.min.js"></script>
</body>
</html>
