<h1>{{TITLE}}</h1>

<nav aria-label="[[console.filters]]"><ul class="usa-list usa-list--unstyled ll-filters">
{{#FILTERS}}<li>{{#FILTER_CURRENT}}<a class="usa-link" href="{{FILTER_LINK}}" aria-current="page">{{FILTER_NAME}}</a>{{/FILTER_CURRENT}}{{#FILTER_OTHER}}<a class="usa-link" href="{{FILTER_LINK}}">{{FILTER_NAME}}</a>{{/FILTER_OTHER}}</li>{{/FILTERS}}
</ul></nav>
{{#EMPTY}}<p>[[console.inbox.empty]]</p>{{/EMPTY}}
<div class="ll-scroll" role="region" aria-label="{{TITLE}}" tabindex="0">
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">{{TITLE}}</caption>
<thead><tr><th scope="col">[[console.inbox.reference]]</th><th scope="col">[[console.inbox.since]]</th><th scope="col">[[console.inbox.kind]]</th><th scope="col">[[console.inbox.line]]</th><th scope="col">[[console.inbox.state]]</th><th scope="col">[[console.inbox.who]]</th><th scope="col">[[console.inbox.files]]</th></tr></thead>
<tbody>
{{#REPORTS}}
<tr><th scope="row" data-label="[[console.inbox.reference]]"><a class="usa-link" href="{{LINK}}">{{REF}}</a></th><td data-label="[[console.inbox.since]]">{{AGE}}<br><span class="ll-quiet">{{RECEIVED}}</span></td><td data-label="[[console.inbox.kind]]">{{KIND}}</td><td data-label="[[console.inbox.line]]">{{LINE}}</td><td data-label="[[console.inbox.state]]">{{REPORT_STATE}}{{#NOT_LOOKED}} <strong>[[console.inbox.not_looked]]</strong>{{/NOT_LOOKED}}{{#LOOKED}} [[console.inbox.looked]]{{/LOOKED}}</td><td data-label="[[console.inbox.who]]">{{#ANONYMOUS}}[[console.inbox.anonymous]]{{/ANONYMOUS}}{{#NAMED}}[[console.inbox.named]]{{/NAMED}}</td><td data-label="[[console.inbox.files]]">{{FILES}}</td></tr>
{{/REPORTS}}
</tbody>
</table>
</div>

<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#FIRST}}<a class="usa-link" href="{{FIRST_LINK}}">[[console.pager.first]]</a>{{/FIRST}}
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}
{{#LAST}}<a class="usa-link" href="{{LAST_LINK}}">[[console.pager.last]]</a>{{/LAST}}</p></nav>
