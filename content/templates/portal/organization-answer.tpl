<div class="usa-alert usa-alert--warning"><div class="usa-alert__body"><p class="usa-alert__text">[[portal.org.not_advice]]</p></div></div>
<p>[[portal.org.as_of day=DAY]] [[portal.org.not_stored]] <a class="usa-link" href="#change">[[portal.org.change]]</a></p>
{{#GAP}}<p class="ll-note">[[portal.words.english_only]]</p>{{/GAP}}
<h2>[[portal.org.duties]]</h2>
{{#UNDECIDED}}<div class="usa-alert usa-alert--warning usa-alert--slim"><div class="usa-alert__body"><p class="usa-alert__text"><strong>[[portal.org.undecided]]</strong></p></div></div>{{/UNDECIDED}}
{{#NO_DUTIES}}<p><strong>[[portal.org.no_duties]]</strong></p>{{/NO_DUTIES}}
{{#DUTIES}}<article class="ll-duty ll-duty--{{STATE_CLASS}}">
<h3>{{#HEADING}}<span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{DUTY}}</span>{{/HEADING}} · {{JURISDICTION}} <span class="usa-tag">{{DUTY_STATE}}</span></h3>
<p class="ll-due">{{#DATED}}<strong>{{DUE}}</strong> · {{/DATED}}{{#UNTIL}}<span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{DUE_TEXT}}</span>{{/UNTIL}}</p>
{{#WORKING}}<p>[[portal.org.working day=WORKING_DUE]]</p>{{/WORKING}}
<p>[[portal.org.to]] {{#WHO}}<span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{RECIPIENT}}</span>{{/WHO}}{{#COUNTED}} · {{COUNT_WORDS}}{{/COUNTED}}{{#SERVICES}} · [[portal.org.months months=MONTHS]]{{/SERVICES}}</p>
{{#ALTERNATIVES}}<p>[[portal.org.other]] <strong>{{ALT_DUE}}</strong>: <span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{ALT_BECAUSE}}</span></p>{{/ALTERNATIVES}}
{{#FLAGS}}<p class="ll-flag"><strong>[[portal.org.counsel]]</strong> <span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{FLAG}}</span></p>{{/FLAGS}}
{{#HAS_METHODS}}<h4>[[portal.org.ways]]</h4><ul class="usa-list">{{#METHODS}}<li><span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{WAY}}</span>{{#WAY_LINK}}<a class="usa-link" href="{{WAY_ADDRESS}}" rel="noreferrer">{{WAY_ADDRESS}}</a>{{WAY_AFTER}}{{/WAY_LINK}}</li>{{/METHODS}}</ul>{{/HAS_METHODS}}
{{#HAS_CONTENT}}<h4>[[portal.org.content]]</h4><ul class="usa-list">{{#CONTENT}}<li><span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{WAY}}</span>{{#WAY_LINK}}<a class="usa-link" href="{{WAY_ADDRESS}}" rel="noreferrer">{{WAY_ADDRESS}}</a>{{WAY_AFTER}}{{/WAY_LINK}}</li>{{/CONTENT}}</ul>{{/HAS_CONTENT}}
{{#SOURCES}}<p class="ll-source">[[portal.facts.source]] <span lang="en">{{CITE}}</span>{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer" aria-label="[[portal.facts.open cite=CITE]]">[[portal.facts.link]]</a>{{/URL}}{{#LOOKED}} · [[portal.facts.read]] {{READ}}{{/LOOKED}} · {{CONFIDENCE}}{{#SOURCE_NOTED}} · {{SOURCE_NOTE}}{{/SOURCE_NOTED}}{{#STALE}} · <strong>[[portal.facts.stale]]</strong>{{/STALE}}{{#UNVERIFIED}} · <strong>[[portal.facts.unverified]]</strong>{{/UNVERIFIED}}</p>{{/SOURCES}}
</article>
{{/DUTIES}}
<h2>[[portal.org.route state=REGULATOR_STATE]]</h2>
<p><a class="usa-link" href="/forms/attorney-general">[[portal.org.prepare]]</a></p>
{{>ROUTE}}
{{#HAS_QUESTIONS}}<h2>[[portal.org.questions]]</h2>
<p>[[portal.org.questions_how]]</p>
<ul class="usa-list">{{#QUESTIONS}}<li><span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{WHY}}</span></li>{{/QUESTIONS}}</ul>{{/HAS_QUESTIONS}}
{{#HAS_NOT_REQUIRED}}<h2>[[portal.org.not_required]]</h2>
{{#NOT_REQUIRED}}<div class="ll-law"><p>{{JURISDICTION}}: <span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{WHY}}</span></p>
{{#SOURCES}}<p class="ll-source">[[portal.facts.source]] <span lang="en">{{CITE}}</span>{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer" aria-label="[[portal.facts.open cite=CITE]]">[[portal.facts.link]]</a>{{/URL}}{{#LOOKED}} · [[portal.facts.read]] {{READ}}{{/LOOKED}} · {{CONFIDENCE}}{{#SOURCE_NOTED}} · {{SOURCE_NOTE}}{{/SOURCE_NOTED}}{{#STALE}} · <strong>[[portal.facts.stale]]</strong>{{/STALE}}{{#UNVERIFIED}} · <strong>[[portal.facts.unverified]]</strong>{{/UNVERIFIED}}</p>{{/SOURCES}}</div>{{/NOT_REQUIRED}}{{/HAS_NOT_REQUIRED}}
{{#FLAGS}}<p class="ll-flag"><strong>[[portal.org.counsel]]</strong> <span{{#ENGLISH}} lang="en"{{/ENGLISH}}>{{FLAG}}</span></p>{{/FLAGS}}
<p class="ll-quiet">[[portal.org.rules]] {{#PACKS}}{{PACK}} {{VERSION}} ({{DIGEST}}) {{/PACKS}}</p>
