<h1>{{TITLE}}</h1>

<p class="usa-intro">[[portal.report.start.intro]]</p>
<div class="usa-alert usa-alert--warning usa-alert--slim" role="note"><div class="usa-alert__body"><p class="usa-alert__text"><strong>[[portal.home.urgent]]</strong> [[portal.home.urgent_how]]</p></div></div>
<ul class="usa-list"><li>[[portal.report.start.time]]</li><li>[[portal.report.start.name]]</li><li>[[portal.report.start.code]]</li></ul>
<div class="usa-summary-box" role="note"><div class="usa-summary-box__body"><h2 class="usa-summary-box__heading">[[portal.report.start.anonymous]]</h2><div class="usa-summary-box__text"><p>[[portal.report.start.anonymous_how]]</p></div></div></div>
<form method="post" action="/report/begin"><input type="hidden" name="carry" value="{{CARRY}}"><button class="usa-button usa-button--big" type="submit">[[portal.report.start.button]]</button></form>
