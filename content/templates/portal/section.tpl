<p class="ll-step"><a class="usa-link" href="/resources">[[portal.page.resources]]</a></p>
<h1>{{TITLE}}</h1>
<p class="usa-intro">{{INTRO}}</p>
{{>FACTS_HERE}}
{{#HOLIDAYS}}
<h2 id="holidays">{{HOLIDAYS_TITLE}}</h2>
<table class="usa-table"><caption>{{HOLIDAYS_CAPTION}}</caption>
<thead><tr><th scope="col">[[portal.holidays.day]]</th><th scope="col">[[portal.holidays.name]]</th></tr></thead>
<tbody>{{#DAYS}}<tr><td>{{DAY}}</td><td><span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{NAME}}</span>{{#SHIFTED}} · [[portal.holidays.shifted]]{{/SHIFTED}}{{#ASSUMED}} · [[portal.holidays.assumed]]{{/ASSUMED}}</td></tr>{{/DAYS}}</tbody></table>
{{#SOURCES}}<p class="ll-source">[[portal.facts.source]] <span lang="en">{{CITE}}</span>{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer" aria-label="[[portal.facts.open cite=CITE]]">[[portal.facts.link]]</a>{{/URL}}{{#LOOKED}} · [[portal.facts.read]] {{READ}}{{/LOOKED}} · {{CONFIDENCE}}{{#SOURCE_NOTED}} · {{SOURCE_NOTE}}{{/SOURCE_NOTED}}{{#STALE}} · <strong>[[portal.facts.stale]]</strong>{{/STALE}}{{#UNVERIFIED}} · <strong>[[portal.facts.unverified]]</strong>{{/UNVERIFIED}}</p>{{/SOURCES}}
{{/HOLIDAYS}}
