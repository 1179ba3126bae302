{{>HEAD}}
{{#MAY_EXPORT}}<p><a class="usa-link" href="{{CASE_LINK}}/report.pdf">[[console.record.report]]</a></p>
<form method="post" action="{{CASE_LINK}}/export"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button" type="submit">[[console.record.export]]</button></form>{{/MAY_EXPORT}}
{{#MAY_RELEASE}}<p><a class="usa-link" href="{{CASE_LINK}}/texts">[[console.texts.title]]</a></p>{{/MAY_RELEASE}}
{{#MAY_SEAL}}<details><summary>[[console.record.sealed]]</summary>
<form class="usa-form usa-form--large" method="post" action="{{CASE_LINK}}/export-sealed" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<p>[[console.record.sealed_help]]</p>
<div class="usa-checkbox"><input class="usa-checkbox__input" type="checkbox" id="personal" name="personal" value="yes"><label class="usa-checkbox__label" for="personal">[[console.record.personal]]</label></div>
<div class="usa-checkbox"><input class="usa-checkbox__input" type="checkbox" id="privileged" name="privileged" value="yes"><label class="usa-checkbox__label" for="privileged">[[console.record.privileged]]</label></div>
<label class="usa-label" for="purpose">[[console.record.purpose]]</label><input class="usa-input" id="purpose" name="purpose">
<label class="usa-label" for="passphrase">[[console.record.passphrase]]</label><span class="usa-hint" id="passphrase-hint">[[console.record.passphrase_hint]]</span><input class="usa-input" id="passphrase" name="passphrase" type="password" autocomplete="new-password" aria-describedby="passphrase-hint">
<button class="usa-button" type="submit">[[console.record.seal]]</button>
</form></details>{{/MAY_SEAL}}
<p>[[console.record.size size=SIZE published=PUBLISHED]]</p>
<p>[[console.record.root]] <code class="ll-digest">{{ROOT}}</code><br>[[console.record.key]] <code class="ll-digest">{{VKEY}}</code></p>
<div class="ll-scroll" role="region" aria-label="[[console.record.title]]" tabindex="0">
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">[[console.record.title]]</caption>
<thead><tr><th scope="col">[[console.record.index]]</th><th scope="col">[[console.record.at]]</th><th scope="col">[[console.record.what]]</th><th scope="col">[[console.evidence.by]]</th><th scope="col">[[console.cases.id]]</th><th scope="col">[[console.record.subject]]</th><th scope="col">[[console.record.published]]</th></tr></thead>
<tbody>
{{#EVENTS}}
<tr><th scope="row" data-label="[[console.record.index]]">{{INDEX}}</th><td data-label="[[console.record.at]]">{{AT}}</td><td data-label="[[console.record.what]]">{{KIND}}</td><td data-label="[[console.evidence.by]]">{{BY}}</td><td data-label="[[console.cases.id]]">{{EVENT_CASE}}</td><td data-label="[[console.record.subject]]">{{SUBJECT_ID}}</td><td data-label="[[console.record.published]]">{{#IS_PUBLISHED}}[[yes_no.yes]]{{/IS_PUBLISHED}}{{#NOT_PUBLISHED}}[[yes_no.no]]{{/NOT_PUBLISHED}}</td></tr>
{{/EVENTS}}
</tbody>
</table>
</div>

<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}</p></nav>
