<h1><span class="ll-quiet">{{CASE_ID}}</span> {{SUBJECT}} <span class="usa-tag">{{STATE}}</span></h1>
<nav class="ll-tabs" aria-label="[[console.tabs]]"><ul class="usa-list usa-list--unstyled ll-filters">
{{#TABS}}<li>{{#TAB_CURRENT}}<a class="usa-link" href="{{TAB_LINK}}" aria-current="page">{{TAB_NAME}}</a>{{/TAB_CURRENT}}{{#TAB_OTHER}}<a class="usa-link" href="{{TAB_LINK}}">{{TAB_NAME}}</a>{{/TAB_OTHER}}</li>{{/TABS}}
</ul></nav>
