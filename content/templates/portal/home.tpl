<h1>{{TITLE}}</h1>
<p class="usa-intro">[[portal.home.intro]]</p>
<div class="usa-alert usa-alert--warning" role="note"><div class="usa-alert__body"><h2 class="usa-alert__heading">[[portal.home.urgent]]</h2><p class="usa-alert__text">[[portal.home.urgent_how]]</p></div></div>
<ul class="usa-card-group ll-choices">
<li class="ll-choice"><h2><a class="usa-link" href="/report">[[portal.home.report]]</a></h2><p>[[portal.home.report_how]]</p></li>
<li class="ll-choice"><h2><a class="usa-link" href="/status">[[portal.home.status]]</a></h2><p>[[portal.home.status_how]]</p></li>
<li class="ll-choice"><h2><a class="usa-link" href="/responsible">[[portal.home.responsible]]</a></h2><p>[[portal.home.responsible_how]]</p></li>
<li class="ll-choice"><h2><a class="usa-link" href="/penalties">[[portal.home.penalties]]</a></h2><p>[[portal.home.penalties_how]]</p></li>
</ul>
<h2>[[portal.home.more]]</h2>
<ul class="usa-list ll-contents">
<li><a class="usa-link" href="/organization">[[portal.page.organization]]</a>: [[portal.home.organization_how]]</li>
<li><a class="usa-link" href="/breach-notice">[[portal.page.breach-notice]]</a></li>
<li><a class="usa-link" href="/how-to">[[portal.page.how-to]]</a></li>
<li><a class="usa-link" href="/faq">[[portal.page.faq]]</a></li>
<li><a class="usa-link" href="/forms">[[portal.page.forms]]</a></li>
<li><a class="usa-link" href="/resources">[[portal.page.resources]]</a></li>
<li><a class="usa-link" href="/verify">[[portal.nav.verify]]</a></li>
<li><a class="usa-link" href="/about">[[portal.about.title]]</a></li>
</ul>
