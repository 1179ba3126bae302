<h1>{{TITLE}}</h1>

<div class="ll-columns">
<div>
{{#INBOX}}
<section><h2>[[console.today.inbox]] ({{WAITING}})</h2>
<ul class="usa-list">
{{#REPORTS}}<li><a class="usa-link" href="{{LINK}}">{{REF}}</a> · {{AGE}} · {{LINE}}</li>{{/REPORTS}}
</ul>
<p><a class="usa-link" href="/staff/inbox">[[console.today.all_reports]]</a></p></section>
{{/INBOX}}
{{#CLOCKS}}
<section><h2>[[console.today.clocks]]</h2>
{{#NONE}}<p>[[console.clocks.empty]]</p>{{/NONE}}
<ul class="usa-list">
{{#ROWS}}<li>{{#DAY}}<strong>{{DUE_DAY}}</strong> · {{/DAY}}<a class="usa-link" href="{{LINK}}">{{CASE_ID}}</a> · {{RULE}} · {{DUE_STATE}} <span class="ll-quiet">{{DUE}}</span></li>{{/ROWS}}
</ul></section>
{{/CLOCKS}}
</div>
<aside>
{{#MINE}}
<section><h2>[[console.today.mine]]</h2>
{{#NONE}}<p>[[console.cases.empty]]</p>{{/NONE}}
<ul class="usa-list">{{#ROWS}}<li><a class="usa-link" href="{{LINK}}">{{CASE_ID}}</a> {{SUBJECT}}</li>{{/ROWS}}</ul></section>
{{/MINE}}
</aside>
</div>
