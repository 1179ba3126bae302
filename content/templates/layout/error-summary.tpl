<div class="usa-alert usa-alert--error ll-problems" id="problems" role="alert" tabindex="-1" autofocus>
<div class="usa-alert__body">
<h2 class="usa-alert__heading">[[http.layout.problems]]</h2>
<ul class="usa-list">
{{#PROBLEM}}
<li>{{#FIELD}}<a href="#{{ID}}">{{/FIELD}}{{MESSAGE}}{{#FIELD}}</a>{{/FIELD}}</li>
{{/PROBLEM}}
</ul>
</div>
</div>
