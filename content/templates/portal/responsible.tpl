<h1>{{TITLE}}</h1>
<p class="usa-intro">[[portal.responsible.intro]]</p>
<table class="usa-table usa-table--stacked-header ll-matters">
<caption>[[portal.responsible.matters]]</caption>
<thead><tr><th scope="col">[[portal.responsible.matter]]</th><th scope="col">[[portal.responsible.city_office]]</th><th scope="col">[[portal.responsible.other_office]]</th></tr></thead>
<tbody>
{{#MATTERS}}<tr><th scope="row" data-label="[[portal.responsible.matter]]">{{MATTER}}<span class="ll-matter-words">{{MATTER_WORDS}}</span></th>
<td data-label="[[portal.responsible.city_office]]">{{#CITY_OFFICES}}<p><a class="usa-link" href="{{OFFICE_LINK}}">{{OFFICE}}</a>{{#REACH}}<br>{{REACH_HOW}}: {{REACH_TEXT}}{{/REACH}}</p>{{/CITY_OFFICES}}{{#NO_CITY_OFFICE}}–{{/NO_CITY_OFFICE}}</td>
<td data-label="[[portal.responsible.other_office]]">{{#OTHER_OFFICES}}<p><a class="usa-link" href="{{OFFICE_LINK}}">{{OFFICE}}</a></p>{{/OTHER_OFFICES}}{{#NO_OTHER_OFFICE}}–{{/NO_OTHER_OFFICE}}</td></tr>
{{/MATTERS}}
</tbody>
</table>
<p class="ll-quiet">[[portal.responsible.order]]</p>
<h2>[[law.topic.office]]</h2>
{{>OFFICES}}
<h2>[[law.topic.place]]</h2>
{{>PLACE}}
<p><a class="usa-link" href="/resources">[[portal.page.resources]]</a></p>
