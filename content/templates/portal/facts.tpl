<h1>{{TITLE}}</h1>

<p class="usa-intro">{{INTRO}}</p>
{{#TOPICS}}
<h2>{{TOPIC}}</h2>
<dl class="ll-facts">
{{#FACTS}}<div><dt>{{FACT_TITLE}}</dt><dd><span class="ll-verbatim">{{FACT_TEXT}}</span> <span class="ll-quiet">{{NOTE}}</span>
{{#SOURCES}}<p class="ll-source">[[portal.facts.source]] {{CITE}}{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer">[[portal.facts.link]]</a>{{/URL}} · [[portal.facts.read]] {{READ}} · {{CONFIDENCE}}{{#STALE}} · <strong>[[portal.facts.stale]]</strong>{{/STALE}}</p>{{/SOURCES}}</dd></div>{{/FACTS}}
</dl>
{{/TOPICS}}
