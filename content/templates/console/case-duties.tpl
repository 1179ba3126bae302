{{>HEAD}}

{{#NO_SHEET}}<p>[[console.duties.none]]</p>{{/NO_SHEET}}
<form class="usa-form" method="post" action="{{CASE_LINK}}/duties" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="known_at">[[console.duties.known_at]]</label><input class="usa-input" id="known_at" name="known_at" value="">
<button class="usa-button" type="submit">[[console.duties.decide]]</button>
</form>

{{#SHEET}}
<div class="usa-alert usa-alert--warning usa-alert--slim"><div class="usa-alert__body"><p class="usa-alert__text">{{#DRAFT}}[[console.duties.not_advice]]{{/DRAFT}}{{#RELEASED}}[[console.duties.released]]{{/RELEASED}}</p></div></div>
<h2>[[console.duties.sheet]] {{SHEET_ID}}</h2>
<p>[[console.duties.made at=AT known=KNOWN_AT]] <a class="usa-link" href="{{PDF_LINK}}">PDF</a></p>
<p class="ll-quiet">[[console.duties.digests]] <code class="ll-digest">{{FACTS_DIGEST}}</code> <code class="ll-digest">{{PACKS_DIGEST}}</code></p>
{{#MAY_RELEASE}}<form method="post" action="{{RELEASE_LINK}}"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button usa-button--outline" type="submit">[[console.duties.release]]</button></form>{{/MAY_RELEASE}}
{{/SHEET}}
{{#NO_DUTIES}}<p>[[console.duties.nothing]]</p>{{/NO_DUTIES}}
{{#DUTIES}}
<article class="ll-duty ll-duty--{{STATE_CLASS}}">
<h3>{{RECIPIENT}} <span class="usa-tag">{{DUTY_STATE}}</span></h3>
<p class="ll-due"><strong>{{DUE}}</strong> {{DUE_TEXT}}{{#WORKING}} · [[console.duties.working]] {{WORKING_DUE}}{{/WORKING}}</p>
<p>{{KIND}} · {{JURISDICTION}}{{#COUNTED}} · [[console.duties.people count=COUNT]]{{/COUNTED}}{{#SERVICES}} · [[console.duties.services months=MONTHS count=COUNT]]{{/SERVICES}}</p>
{{#ALTERNATIVES}}<p>[[console.duties.other]] <strong>{{ALT_DUE}}</strong> {{ALT_BECAUSE}}</p>{{/ALTERNATIVES}}
{{#FLAGS}}<p class="ll-flag"><strong>{{CODE}}</strong> {{FLAG}}</p>{{/FLAGS}}
<details><summary>[[console.duties.why]]</summary>
<ul class="usa-list">{{#BECAUSE}}<li><code>{{FACT}}</code> {{VALUE}}</li>{{/BECAUSE}}</ul>
<p>[[console.duties.content]]</p><ul class="usa-list">{{#CONTENT}}<li>{{ITEM}}</li>{{/CONTENT}}</ul>
<p>[[console.duties.methods]]</p><ul class="usa-list">{{#METHODS}}<li>{{METHOD}}</li>{{/METHODS}}</ul>
</details>
{{#CITATIONS}}<p class="ll-source">[[console.duties.source]] {{CITE}}{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer">[[console.duties.link]]</a>{{/URL}} · [[console.duties.read]] {{READ}} · {{CONFIDENCE}}{{#UNVERIFIED}} · <strong>[[console.duties.unverified]]</strong>{{/UNVERIFIED}}</p>{{/CITATIONS}}
<p class="ll-quiet">{{RULE}}</p>
</article>
{{/DUTIES}}
<h2>[[console.duties.questions]]</h2>
<ul class="usa-list">{{#QUESTIONS}}<li><code>{{FACT}}</code> {{WHY}}</li>{{/QUESTIONS}}</ul>
<h2>[[console.duties.not_required]]</h2>
{{#NOT_REQUIRED}}<article><h3 class="ll-quiet">{{RULE}}</h3><p>{{WHY}}</p>{{#CITATIONS}}<p class="ll-source">[[console.duties.source]] {{CITE}}{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer">[[console.duties.link]]</a>{{/URL}} · [[console.duties.read]] {{READ}} · {{CONFIDENCE}}{{#UNVERIFIED}} · <strong>[[console.duties.unverified]]</strong>{{/UNVERIFIED}}</p>{{/CITATIONS}}</article>{{/NOT_REQUIRED}}
{{#FLAGS}}<p class="ll-flag"><strong>{{CODE}}</strong> {{FLAG}}</p>{{/FLAGS}}
<h2>[[console.duties.sheets]]</h2>
<ul class="usa-list">{{#SHEETS}}<li><a class="usa-link" href="{{LINK}}">{{SHEET_ID}}</a> {{AT}} · {{KNOWN_AT}}</li>{{/SHEETS}}</ul>
