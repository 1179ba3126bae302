<h1>{{TITLE}}</h1>

<p class="usa-intro">[[portal.status.draft.intro]]</p>
<p>[[portal.status.draft.until ends=ENDS]]</p>
<form method="post" action="/report/resume"><input type="hidden" name="code" value="{{CODE}}"><button class="usa-button" type="submit">[[portal.report.saved.go_on]]</button></form>
