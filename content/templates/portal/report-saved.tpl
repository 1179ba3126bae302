<h1>{{TITLE}}</h1>

<p class="usa-intro">[[portal.report.saved.intro]]</p>
<dl class="ll-facts">
<div><dt>[[portal.report.receipt.code]]</dt><dd><strong class="ll-code">{{CODE}}</strong><br>[[portal.report.saved.code_how]]</dd></div>
<div><dt>[[portal.report.saved.until]]</dt><dd>{{ENDS}}</dd></div>
</dl>
<h2>[[portal.report.receipt.next]]</h2>
<ul class="usa-list"><li>[[portal.report.saved.how]]</li><li>[[portal.report.saved.not_sent]]</li><li>[[portal.report.saved.ends]]</li></ul>
<form method="post" action="/report/resume"><input type="hidden" name="code" value="{{CODE}}"><button class="usa-button" type="submit">[[portal.report.saved.go_on]]</button></form>
<p><a class="usa-link" href="/status">[[portal.report.saved.where]]</a></p>
