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
<p>{{#REVIEWED}}[[console.duties.reviewed by=REVIEWED_BY]]{{/REVIEWED}}{{#NOT_REVIEWED}}[[console.duties.not_reviewed]]{{/NOT_REVIEWED}}</p>
<p>[[console.duties.made at=AT known=KNOWN_AT]] <a class="usa-link" href="{{PDF_LINK}}">PDF</a></p>
<p class="ll-quiet">[[console.duties.digests]] <code class="ll-digest">{{FACTS_DIGEST}}</code> <code class="ll-digest">{{PACKS_DIGEST}}</code></p>
{{#SIGN_FIRST}}<p>[[console.duties.sign_first]]</p>{{/SIGN_FIRST}}{{#MAY_RELEASE}}<form method="post" action="{{RELEASE_LINK}}"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button usa-button--outline" type="submit">[[console.duties.release]]</button></form>{{/MAY_RELEASE}}
{{/SHEET}}
{{#NO_DUTIES}}<p>[[console.duties.nothing]]</p>{{/NO_DUTIES}}
{{#DUTIES}}
<article class="ll-duty ll-duty--{{STATE_CLASS}}" id="duty-{{DUTY_NO}}">
<h3>{{RECIPIENT}} <span class="usa-tag">{{DUTY_STATE}}</span></h3>
<p class="ll-due"><strong>{{DUE}}</strong> {{DUE_TEXT}}{{#WORKING}} · [[console.duties.working]] {{WORKING_DUE}}{{/WORKING}}</p>
<p>{{KIND}} · {{JURISDICTION}}{{#COUNTED}} · {{PEOPLE_WORDS}}{{/COUNTED}}{{#SERVICES}} · {{SERVICES_WORDS}}{{/SERVICES}}</p>
{{#ALTERNATIVES}}<p>[[console.duties.other]] <strong>{{ALT_DUE}}</strong> {{ALT_BECAUSE}}</p>{{/ALTERNATIVES}}
{{#DUTY_FLAGS}}<ul class="usa-list ll-flag">{{#FLAG_ROWS}}<li>{{FLAG}} <span class="ll-quiet">{{CODE}}</span></li>{{/FLAG_ROWS}}</ul>{{/DUTY_FLAGS}}
<p><a class="usa-link" href="{{RECKONING}}">[[clock.how]]</a></p>
{{#RESTS_ON}}<p class="ll-rests-on">[[reading.rests_on]]: {{#REST}}<a class="usa-link" href="#rests-{{REST_NO}}">[[reading.number no=REST_NO]]</a> {{/REST}}{{#ALL_SIGNED}}✓ [[reading.all_signed]]{{/ALL_SIGNED}}{{#SOME_OPEN}}<strong>✕ [[reading.some_open]]</strong>{{/SOME_OPEN}}</p>{{/RESTS_ON}}
{{#GIVE}}<details><summary>[[console.duties.given]]</summary><form class="usa-form" method="post" action="{{CASE_LINK}}/notices" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="duty" value="{{GIVE_DUTY}}">
<label class="usa-label">[[console.duties.given_on]] <input class="usa-input" name="on" value="" placeholder="2027-05-04" autocomplete="off"></label>
<label class="usa-label">[[console.duties.given_how]] <input class="usa-input" name="how" value="" autocomplete="off"></label>
<button class="usa-button usa-button--outline" type="submit">[[console.duties.given_go]]</button></form></details>{{/GIVE}}
<details><summary>[[console.duties.why]]</summary>
<ul class="usa-list">{{#BECAUSE}}<li>{{FACT}}: <strong>{{VALUE}}</strong> <code class="ll-quiet">{{KEY}}</code></li>{{/BECAUSE}}</ul>
<p>[[console.duties.content]]</p><ul class="usa-list">{{#CONTENT}}<li>{{ITEM}}</li>{{/CONTENT}}</ul>
<p>[[console.duties.methods]]</p><ul class="usa-list">{{#METHODS}}<li>{{METHOD}}</li>{{/METHODS}}</ul>
</details>
{{#CITATIONS}}<p class="ll-source">[[console.duties.source]] {{CITE}}{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer">[[console.duties.link]]</a>{{/URL}} · [[console.duties.read]] {{READ}} · {{CONFIDENCE}}{{#UNVERIFIED}} · <strong>[[console.duties.unverified]]</strong>{{/UNVERIFIED}}</p>{{/CITATIONS}}
<p class="ll-quiet">{{RULE}}</p>
</article>
{{/DUTIES}}
{{#RESTS}}
<h2 id="rests">[[reading.title]]</h2>
<p>[[reading.intro]]</p>
{{#READINGS}}<section class="ll-reading{{#NOT_SIGNED}} ll-flag{{/NOT_SIGNED}}" id="rests-{{READING_NO}}" aria-labelledby="rests-{{READING_NO}}-title"><h3 id="rests-{{READING_NO}}-title">[[reading.number no=READING_NO]] · {{READING_KIND}}</h3>
<p>{{READING}}</p>
<p class="ll-quiet">[[reading.of]] {{#OF}}<a class="usa-link" href="#duty-{{OF_NO}}">{{OF_DUTY}}</a>; {{/OF}}</p>
{{#SIGNED}}<p>✓ [[reading.signed by=SIGNED_BY on=SIGNED_ON]] {{SIGNED_WHY}}</p>{{/SIGNED}}{{#NOT_SIGNED}}<p><strong>✕ [[reading.not_signed]]</strong></p>{{/NOT_SIGNED}}
{{#SIGN}}<details><summary>[[reading.sign]]</summary><form class="usa-form" method="post" action="{{SIGN_LINK}}" novalidate><input type="hidden" name="csrf" value="{{CSRF}}">{{#SIGN_IDS}}<input type="hidden" name="reading" value="{{READING_ID}}">{{/SIGN_IDS}}
<label class="usa-label">[[reading.scope]] <select class="usa-select" name="scope"><option value="case">[[reading.scope.case]]</option>{{#FOR_PACK}}<option value="pack">[[reading.scope.pack]]</option>{{/FOR_PACK}}</select></label>
<label class="usa-label">[[reading.reason]] <input class="usa-input" name="reason" value="" autocomplete="off"></label>
<button class="usa-button usa-button--outline" type="submit">[[reading.sign]]</button></form></details>{{/SIGN}}</section>
{{/READINGS}}
{{/RESTS}}
<h2>[[console.duties.questions]]</h2>
<ul class="usa-list">{{#QUESTIONS}}<li><strong>{{FACT}}</strong>: {{WHY}} <code class="ll-quiet">{{KEY}}</code></li>{{/QUESTIONS}}</ul>
<h2>[[console.duties.not_required]]</h2>
{{#NOT_REQUIRED}}<article><h3 class="ll-quiet">{{JURISDICTION}} · {{RULE}}</h3><p>{{WHY}}</p>{{#CITATIONS}}<p class="ll-source">[[console.duties.source]] {{CITE}}{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer">[[console.duties.link]]</a>{{/URL}} · [[console.duties.read]] {{READ}} · {{CONFIDENCE}}{{#UNVERIFIED}} · <strong>[[console.duties.unverified]]</strong>{{/UNVERIFIED}}</p>{{/CITATIONS}}</article>{{/NOT_REQUIRED}}
{{#FLAGS}}<p class="ll-flag"><strong>{{CODE}}</strong> {{FLAG}}</p>{{/FLAGS}}
<h2>[[clock.of_case]]</h2>
<ul class="usa-list">{{#CLOCKS}}<li><a class="usa-link" href="{{CLOCK_HREF}}">{{CLOCK_TITLE}}</a> · {{CLOCK_STATE}} · <strong>{{CLOCK_DAY}}</strong>{{#CLOCK_LATE}} ✕ [[clock.mark.overdue]]{{/CLOCK_LATE}}</li>{{/CLOCKS}}</ul>
{{#MAY_START}}<details><summary>[[clock.start]]</summary><form class="usa-form" method="post" action="{{CASE_LINK}}/clocks" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="clock_title">[[clock.start_title]]</label><input class="usa-input" id="clock_title" name="title" value="" autocomplete="off">
<label class="usa-label" for="clock_n">[[clock.start_n]]</label><input class="usa-input usa-input--small" id="clock_n" name="n" value="" inputmode="numeric" autocomplete="off">
<label class="usa-label" for="clock_unit">[[clock.start_unit]]</label><select class="usa-select" id="clock_unit" name="unit"><option value="calendar-days">[[clock.unit.calendar-days]]</option><option value="business-days">[[clock.unit.business-days]]</option><option value="school-days">[[clock.unit.school-days]]</option><option value="hours">[[clock.unit.hours]]</option></select>
<label class="usa-label" for="clock_from">[[clock.start_from]]</label><span class="usa-hint" id="clock_from_hint">2027-01-15 · 2027-01-15T10:00</span><input class="usa-input" id="clock_from" name="from" value="" aria-describedby="clock_from_hint" autocomplete="off">
<label class="usa-label" for="clock_authority">[[clock.start_authority]]</label><input class="usa-input" id="clock_authority" name="authority" value="" autocomplete="off">
<label class="usa-label" for="clock_because">[[clock.reason]]</label><input class="usa-input" id="clock_because" name="because" value="" autocomplete="off">
<button class="usa-button" type="submit">[[clock.start]]</button></form></details>{{/MAY_START}}
<h2 id="then">[[then.title]]</h2>
<form class="usa-form" method="get" action="{{CASE_LINK}}/duties#then" novalidate><label class="usa-label" for="day">[[then.day]]</label><span class="usa-hint" id="day_hint">2027-05-04</span><input class="usa-input" id="day" name="day" value="{{THEN_TYPED}}" aria-describedby="day_hint" autocomplete="off">
<button class="usa-button usa-button--outline" type="submit">[[then.go]]</button></form>
{{#THEN}}
<h3>[[then.known day=THEN_DAY]]</h3>
<ul class="usa-list">{{#KNOWN}}<li><strong>{{FACT}}</strong>, {{CERTAINTY}}: {{VALUE}} <span class="ll-quiet">{{ENTERED}} · {{BY}}</span></li>{{/KNOWN}}</ul>
{{#NOT_YET}}<p>[[then.not_yet]] {{NAMES}}</p>{{/NOT_YET}}
<h3>[[then.owed]]</h3>
{{#NOTHING_OWED}}<p>[[then.nothing]]</p>{{/NOTHING_OWED}}
<ul class="usa-list">{{#OWED}}<li><strong>{{DUE}}</strong> {{DUTY_TITLE}}, {{RECIPIENT}} · {{DUTY_STATE}}</li>{{/OWED}}</ul>
{{#SHEET_THEN}}<p>[[then.sheet]] <a class="usa-link" href="{{LINK}}">{{SHEET_ID}}</a></p>{{/SHEET_THEN}}
{{/THEN}}
<h2>[[console.duties.sheets]]</h2>
<ul class="usa-list">{{#SHEETS}}<li><a class="usa-link" href="{{LINK}}">{{SHEET_ID}}</a> {{AT}} · {{KNOWN_AT}}</li>{{/SHEETS}}</ul>
