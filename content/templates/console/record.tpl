<h1>{{TITLE}}</h1>
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
