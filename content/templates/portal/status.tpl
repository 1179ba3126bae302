<h1>{{TITLE}}</h1>

{{#SENT}}<div class="usa-alert usa-alert--success usa-alert--slim" role="status"><div class="usa-alert__body"><p class="usa-alert__text">[[portal.status.sent]]</p></div></div>{{/SENT}}
<p class="usa-intro"><strong>{{STATUS}}</strong>. {{MEANING}}</p>
<dl class="ll-facts">
<div><dt>[[portal.report.receipt.reference]]</dt><dd><span class="ll-code">{{REFERENCE}}</span></dd></div>
<div><dt>[[portal.report.receipt.received]]</dt><dd>{{RECEIVED}}</dd></div>
</dl>
<h2>[[portal.status.messages]]</h2>
{{#MESSAGES}}<article class="ll-message"><p class="ll-quiet">{{#FROM_DESK}}[[portal.status.from_desk]]{{/FROM_DESK}}{{#FROM_YOU}}[[portal.status.from_you]]{{/FROM_YOU}} · {{AT}}</p><p class="ll-verbatim">{{TEXT}}</p></article>{{/MESSAGES}}
<form class="usa-form usa-form--large" method="post" action="/status/message" novalidate>
<input type="hidden" name="code" value="{{CODE}}">
<label class="usa-label" for="text">[[portal.status.write]]</label><textarea class="usa-textarea" id="text" name="text">{{TYPED}}</textarea>
<button class="usa-button" type="submit">[[portal.status.send]]</button>
</form>
<h2>[[portal.status.proof]]</h2>
{{#PUBLISHED}}<p>[[portal.status.position index=INDEX]]</p>
<form method="post" action="/status/receipt"><input type="hidden" name="code" value="{{CODE}}"><input type="hidden" name="reference" value="{{REFERENCE}}"><button class="usa-button usa-button--outline" type="submit">[[portal.status.receipt]]</button></form>
<p class="ll-quiet">[[portal.status.receipt_how]] <a class="usa-link" href="/verify">[[portal.nav.verify]]</a></p>{{/PUBLISHED}}
{{#NOT_PUBLISHED}}<p>[[portal.status.not_published]]</p>{{/NOT_PUBLISHED}}
<h2>[[portal.report.check.what]]</h2>
<p class="ll-verbatim">{{WHAT}}</p>
<ul class="usa-list">{{#FILES}}<li>{{FILE_NAME}}</li>{{/FILES}}</ul>
