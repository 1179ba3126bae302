<h1>{{TITLE}}</h1>

<p class="usa-intro">[[portal.report.kept.intro ref=REFERENCE]]</p>
<p><a class="usa-button" href="/">[[portal.nav.home]]</a></p>
