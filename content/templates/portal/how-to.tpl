<h1>{{TITLE}}</h1>
<p class="usa-intro">[[portal.how_to.intro]]</p>
<ul class="usa-list ll-contents">{{#CONTENTS}}<li><a class="usa-link" href="#{{GROUP_ANCHOR}}">{{GROUP_TITLE}}</a></li>{{/CONTENTS}}</ul>
{{#GROUPS}}
<h2 id="{{GROUP_ANCHOR}}">{{#GROUP_NAMED}}{{GROUP_TITLE}}{{/GROUP_NAMED}}</h2>
<ol class="usa-process-list">
{{#FACTS}}<li class="usa-process-list__item"><h3 class="usa-process-list__heading">{{FACT_TITLE}}</h3>{{>FACT}}</li>
{{/FACTS}}</ol>
{{/GROUPS}}
