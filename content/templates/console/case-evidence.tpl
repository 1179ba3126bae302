{{>HEAD}}

<h2>[[console.evidence.items]]</h2>
{{#EMPTY}}<p>[[console.evidence.empty]]</p>{{/EMPTY}}
{{#ITEMS}}
<article class="ll-item" id="{{ITEM}}"><h3>{{ITEM}} <span class="ll-verbatim">{{NAME}}</span></h3>
<p>{{SIZE}} ([[console.evidence.bytes n=BYTES]]) · {{AT}} · {{FROM_WHERE}}{{#CHECKED}} · <strong>{{CHECK_WORDS}}</strong>{{/CHECKED}}</p>
<p>SHA-256 <code class="ll-digest">{{SHA256}}</code></p>
{{#MAY_COPY}}<details><summary>[[console.evidence.copy]] <span class="usa-sr-only">{{NUMBER}}</span></summary>
<form method="post" action="{{GET_LINK}}"><input type="hidden" name="csrf" value="{{CSRF}}"><label class="usa-label" for="purpose-{{NUMBER}}">[[console.report.purpose]]</label><input class="usa-input" id="purpose-{{NUMBER}}" name="purpose"><button class="usa-button usa-button--outline" type="submit">[[console.report.download]]</button></form></details>{{/MAY_COPY}}</article>
{{/ITEMS}}
<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}</p></nav>
<form method="post" action="{{CASE_LINK}}/evidence/check"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button usa-button--outline" type="submit">[[console.evidence.check]]</button></form>
{{#MAY_ADD}}<h2>[[console.evidence.add]]</h2>
<form class="usa-form usa-form--large" method="post" action="{{CASE_LINK}}/evidence" enctype="multipart/form-data" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="purpose">[[console.evidence.why]]</label><input class="usa-input" id="purpose" name="purpose">
<label class="usa-label" for="file">[[console.evidence.file]]</label><span class="usa-hint" id="file-hint">[[console.evidence.file_hint]]</span>
<input class="ll-file" id="file" name="file" type="file" multiple aria-describedby="file-hint">
<button class="usa-button" type="submit">[[console.evidence.seal]]</button>
</form>{{/MAY_ADD}}
<h2>[[console.evidence.custody]]</h2>
{{#OLDER}}<p>[[console.evidence.newest shown=NEWEST total=ALL_TOUCHES]]</p>{{/OLDER}}
<div class="ll-scroll" role="region" aria-label="[[console.evidence.custody]]" tabindex="0">
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">[[console.evidence.custody]]</caption>
<thead><tr><th scope="col">[[console.evidence.item]]</th><th scope="col">[[console.evidence.act]]</th><th scope="col">[[console.evidence.by]]</th><th scope="col">[[console.evidence.at]]</th><th scope="col">[[console.evidence.purpose]]</th><th scope="col">[[console.evidence.giver]]</th><th scope="col">[[console.evidence.taker]]</th><th scope="col">[[console.record.index]]</th></tr></thead>
<tbody>
{{#CUSTODY}}
<tr><th scope="row" data-label="[[console.evidence.item]]">{{ITEM}}</th><td data-label="[[console.evidence.act]]">{{ACTION}}</td><td data-label="[[console.evidence.by]]">{{BY}}</td><td data-label="[[console.evidence.at]]">{{AT}}</td><td data-label="[[console.evidence.purpose]]">{{PURPOSE}}</td><td data-label="[[console.evidence.giver]]">{{GIVER}}</td><td data-label="[[console.evidence.taker]]">{{TAKER}}</td><td data-label="[[console.record.index]]">{{EVENT}}</td></tr>
{{/CUSTODY}}
</tbody>
</table>
</div>
