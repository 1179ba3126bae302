<h1>{{TITLE}}</h1>
<p class="usa-intro">[[portal.resources.intro]]</p>
<h2>[[portal.resources.sections]]</h2>
<ul class="usa-card-group ll-choices">
{{#SECTIONS}}<li class="ll-choice"><h3><a class="usa-link" href="{{SECTION_LINK}}">{{SECTION_TITLE}}</a></h3><p>{{SECTION_HOW}}</p></li>
{{/SECTIONS}}
</ul>
<h2>[[law.topic.directory]]</h2>
{{>DIRECTORY}}
