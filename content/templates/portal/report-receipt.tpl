<h1>{{TITLE}}</h1>

{{#ALREADY}}<div class="usa-alert usa-alert--info"><div class="usa-alert__body"><p class="usa-alert__text">[[portal.report.receipt.already]]</p></div></div>{{/ALREADY}}
<dl class="ll-facts">
<div><dt>[[portal.report.receipt.reference]]</dt><dd><strong class="ll-code">{{REFERENCE}}</strong><br>[[portal.report.receipt.reference_how]]</dd></div>
<div><dt>[[portal.report.receipt.code]]</dt><dd><strong class="ll-code">{{CODE}}</strong><br>[[portal.report.receipt.code_how]]</dd></div>
<div><dt>[[portal.report.receipt.received]]</dt><dd>{{RECEIVED}}</dd></div>
</dl>
<h2>[[portal.report.receipt.next]]</h2>
<ul class="usa-list"><li>[[portal.report.receipt.next_look]]</li><li>[[portal.report.receipt.next_read]]</li><li>[[portal.report.receipt.next_proof]]</li><li>[[portal.report.receipt.next_human]]</li></ul>
<form class="usa-form usa-form--large" method="post" action="/report/kept" novalidate>
<input type="hidden" name="reference" value="{{REFERENCE}}"><input type="hidden" name="code" value="{{CODE}}"><input type="hidden" name="received" value="{{RECEIVED_AT}}">
<label class="usa-label" for="last">[[portal.report.receipt.last]]</label><span class="usa-hint" id="last-hint">[[portal.report.receipt.last_hint]]</span>
<input class="usa-input usa-input--small" id="last" name="last" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="last-hint">
<button class="usa-button" type="submit">[[portal.report.receipt.done]]</button>
</form>
