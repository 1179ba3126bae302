<h1>{{TITLE}}</h1>
<p class="usa-intro">[[portal.breach.intro statute=STATUTE]]</p>
<div class="usa-summary-box" role="note"><div class="usa-summary-box__body"><h2 class="usa-summary-box__heading">[[portal.breach.short]]</h2><div class="usa-summary-box__text"><ul class="usa-list">{{#DAYS_NOW}}<li>[[portal.breach.short_days days=DAYS soft=SOFT]]</li>{{/DAYS_NOW}}<li>[[portal.breach.short_affected]]</li><li><a class="usa-link" href="/organization">[[portal.page.organization]]</a></li></ul></div></div></div>
{{#GAP}}<p class="ll-note">[[portal.words.english_only]]</p>{{/GAP}}
<h2 id="what">[[portal.breach.what]]</h2>
<table class="usa-table usa-table--stacked-header"><caption>[[portal.breach.what_how]]</caption>
<thead><tr><th scope="col">[[portal.breach.kind]]</th><th scope="col">[[portal.breach.condition]]</th><th scope="col">[[portal.breach.since]]</th></tr></thead>
<tbody>{{#ELEMENTS}}<tr><th scope="row" data-label="[[portal.breach.kind]]">{{ELEMENT}}</th><td data-label="[[portal.breach.condition]]">{{#WITH_NAME}}[[portal.breach.with_name]]{{/WITH_NAME}}{{#ALONE}}[[portal.breach.alone]]{{/ALONE}}{{#ONLY_WITH}}; [[portal.breach.only_with other=OTHER]]{{/ONLY_WITH}}{{#WITHIN}}; [[portal.breach.within_feet feet=FEET]]{{/WITHIN}}</td><td data-label="[[portal.breach.since]]">{{SINCE}}</td></tr>{{/ELEMENTS}}</tbody></table>
{{#SECTIONS}}
<h2 id="{{SECTION_ANCHOR}}">{{SECTION_TITLE}}</h2>
{{#LINES}}<div class="ll-law"><p class="ll-answer{{#LINE_SILENT}} ll-answer--silent{{/LINE_SILENT}}">{{#LINE_SILENT}}<strong>[[portal.answer.silent]]</strong> {{/LINE_SILENT}}{{#LINE_SINCE}}<strong>{{SPAN}}</strong> {{/LINE_SINCE}}<span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{LINE}}</span>{{#IF_ANY}} <span class="ll-quiet">[[portal.breach.if_any kinds=KINDS]]</span>{{/IF_ANY}}</p>
{{#SOURCES}}<p class="ll-source">[[portal.facts.source]] <span lang="en">{{CITE}}</span>{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer" aria-label="[[portal.facts.open cite=CITE]]">[[portal.facts.link]]</a>{{/URL}}{{#LOOKED}} · [[portal.facts.read]] {{READ}}{{/LOOKED}} · {{CONFIDENCE}}{{#SOURCE_NOTED}} · {{SOURCE_NOTE}}{{/SOURCE_NOTED}}{{#STALE}} · <strong>[[portal.facts.stale]]</strong>{{/STALE}}{{#UNVERIFIED}} · <strong>[[portal.facts.unverified]]</strong>{{/UNVERIFIED}}</p>{{/SOURCES}}</div>
{{/LINES}}
{{/SECTIONS}}
<h2 id="more">[[portal.breach.more]]</h2>
{{>BREACH}}
<p><a class="usa-link" href="/resources/federal">[[law.topic.federal]]</a></p>
