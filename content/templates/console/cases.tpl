<h1>{{TITLE}}</h1>

<nav aria-label="[[console.filters]]"><ul class="usa-list usa-list--unstyled ll-filters">
{{#FILTERS}}<li>{{#FILTER_CURRENT}}<a class="usa-link" href="{{FILTER_LINK}}" aria-current="page">{{FILTER_NAME}}</a>{{/FILTER_CURRENT}}{{#FILTER_OTHER}}<a class="usa-link" href="{{FILTER_LINK}}">{{FILTER_NAME}}</a>{{/FILTER_OTHER}}</li>{{/FILTERS}}
</ul><ul class="usa-list usa-list--unstyled ll-filters">
{{#ORDERS}}<li>{{#ORDER_CURRENT}}<a class="usa-link" href="{{ORDER_LINK}}" aria-current="true">{{ORDER_NAME}}</a>{{/ORDER_CURRENT}}{{#ORDER_OTHER}}<a class="usa-link" href="{{ORDER_LINK}}">{{ORDER_NAME}}</a>{{/ORDER_OTHER}}</li>{{/ORDERS}}
</ul></nav>
{{#EMPTY}}<p>[[console.cases.empty]]</p>{{/EMPTY}}
<div class="ll-scroll" role="region" aria-label="{{TITLE}}" tabindex="0">
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">{{TITLE}}</caption>
<thead><tr><th scope="col">[[console.cases.id]]</th><th scope="col">[[console.cases.subject]]</th><th scope="col">[[console.cases.state]]</th><th scope="col">[[console.cases.severity]]</th><th scope="col">[[console.cases.owner]]</th><th scope="col">[[console.cases.due]]</th><th scope="col">[[console.cases.age]]</th></tr></thead>
<tbody>
{{#CASES}}
<tr><th scope="row" data-label="[[console.cases.id]]"><a class="usa-link" href="{{LINK}}">{{CASE_ID}}</a></th><td data-label="[[console.cases.subject]]">{{SUBJECT}}</td><td data-label="[[console.cases.state]]">{{CASE_STATE}}</td><td data-label="[[console.cases.severity]]">{{SEVERITY}}</td><td data-label="[[console.cases.owner]]">{{OWNER}}</td><td data-label="[[console.cases.due]]">{{NEXT_DUE}}</td><td data-label="[[console.cases.age]]">{{AGE}}</td></tr>
{{/CASES}}
</tbody>
</table>
</div>

<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#FIRST}}<a class="usa-link" href="{{FIRST_LINK}}">[[console.pager.first]]</a>{{/FIRST}}
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}
{{#LAST}}<a class="usa-link" href="{{LAST_LINK}}">[[console.pager.last]]</a>{{/LAST}}</p></nav>
<h2>[[console.cases.open]]</h2>
<form class="usa-form usa-form--large" method="post" action="/staff/cases" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="subject">[[console.cases.subject]]</label><input class="usa-input" id="subject" name="subject" value="">
<button class="usa-button" type="submit">[[console.cases.open_button]]</button>
</form>
