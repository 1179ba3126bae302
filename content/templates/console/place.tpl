<h1>{{TITLE}}</h1>
{{#OPEN}}<div class="usa-alert usa-alert--success usa-alert--slim"><div class="usa-alert__body"><p class="usa-alert__text">[[console.place.open]]</p></div></div>{{/OPEN}}
{{#CLOSED}}<div class="usa-alert usa-alert--warning usa-alert--slim"><div class="usa-alert__body"><p class="usa-alert__text">[[console.place.closed missing=MISSING]]</p></div></div>{{/CLOSED}}
<p>[[console.place.how]]</p>
{{#LINES}}
<section class="ll-item">
<h2 class="ll-place">{{FACT_TITLE}}{{#NEEDED}} <span class="usa-tag">[[console.place.needed]]</span>{{/NEEDED}}</h2>
{{#CONTACT}}<p>{{#VALUED}}<strong>{{VALUE}}</strong>{{/VALUED}}{{#NONE}}<strong>[[console.place.has_none]]</strong>{{/NONE}} · [[console.place.read_on]] {{SOURCE}}</p>
{{#CHECKED}}<p class="ll-quiet">[[console.place.checked by=BY day=DAY]]{{#STALE}} · <strong>[[console.place.stale]]</strong>{{/STALE}}</p>{{/CHECKED}}{{/CONTACT}}
{{#MAY_CHECK}}<form method="post" action="/staff/place/check"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="fact" value="{{FACT}}"><button class="usa-button usa-button--outline" type="submit" aria-label="[[console.place.still_one contact=FACT_TITLE]]">[[console.place.still]]</button></form>{{/MAY_CHECK}}
<details{{#OPENED}} open{{/OPENED}}><summary>[[console.place.enter]]<span class="usa-sr-only">: {{FACT_TITLE}}</span></summary>
<form class="usa-form" method="post" action="/staff/place/enter" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="fact" value="{{FACT}}">
<label class="usa-label" for="{{ID}}">[[console.place.value]]</label><input class="usa-input" id="{{ID}}" name="value" value="{{TYPED}}">
<div class="usa-checkbox"><input class="usa-checkbox__input" type="checkbox" id="{{ID}}-none" name="none" value="yes"><label class="usa-checkbox__label" for="{{ID}}-none">[[console.place.none]]</label></div>
<label class="usa-label" for="{{ID}}-es">[[console.place.value_es]]</label><input class="usa-input" id="{{ID}}-es" name="value_es" value="{{TYPED_ES}}">
<label class="usa-label" for="{{ID}}-source">[[console.place.source]]</label><input class="usa-input" id="{{ID}}-source" name="source" value="{{TYPED_SOURCE}}">
<button class="usa-button" type="submit">[[console.place.button]]</button>
</form></details>
</section>
{{/LINES}}
<h2 id="sources">[[console.place.change]]</h2>
<p>[[console.place.change_how]]</p>
{{#MARKS}}<section class="ll-item"><p>[[console.place.change_seen fact=FACT_TITLE day=DAY by=BY note=NOTE]]</p><p class="ll-quiet"><code>{{FACT}}</code></p>
<form method="post" action="/staff/place/source-checked" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="fact" value="{{FACT}}"><label class="usa-label">[[console.place.change_note]] <input class="usa-input" name="note" value="" autocomplete="off"></label><button class="usa-button usa-button--outline" type="submit">[[console.place.change_cleared]]</button></form></section>{{/MARKS}}
<form class="usa-form" method="get" action="/staff/place#sources" novalidate>
<label class="usa-label" for="source-fact">[[console.place.find]]</label><span class="usa-hint" id="source-fact-hint">[[console.place.find_hint]]</span><input class="usa-input" id="source-fact" name="find" value="{{FIND}}" aria-describedby="source-fact-hint" autocomplete="off">
<button class="usa-button usa-button--outline" type="submit">[[console.place.find_go]]</button></form>
{{#FOUND_NONE}}<p role="status">[[console.place.find_none]]</p>{{/FOUND_NONE}}
{{#FOUND}}<form class="usa-form usa-form--large" method="post" action="/staff/place/source-changed" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="find" value="{{FIND}}">
<fieldset class="usa-fieldset"><legend class="usa-legend">[[console.place.change_fact]]</legend>
{{#FACTS}}<div class="usa-radio"><input class="usa-radio__input" type="radio" id="source-fact-{{FACT_NO}}" name="fact" value="{{FACT}}"{{#CHOSEN}} checked{{/CHOSEN}}><label class="usa-radio__label" for="source-fact-{{FACT_NO}}">{{FACT_TITLE}}<span class="usa-radio__label-description">{{FACT_SAYS}} · [[console.duties.source]] {{FACT_CITES}} · <code>{{FACT}}</code></span></label></div>
{{/FACTS}}</fieldset>{{#FOUND_MORE}}<p class="usa-hint">[[console.place.find_more]]</p>{{/FOUND_MORE}}
<label class="usa-label" for="source-on">[[console.place.change_on]]</label><input class="usa-input" id="source-on" name="on" value="{{MARK_ON}}" autocomplete="off">
<label class="usa-label" for="source-note">[[console.place.change_note]]</label><input class="usa-input" id="source-note" name="note" value="{{MARK_NOTE}}" autocomplete="off">
<button class="usa-button" type="submit">[[console.place.change_mark]]</button></form>{{/FOUND}}
{{#HISTORY}}<h2 id="history">[[console.place.history]]</h2>
<details><summary>[[console.place.history_open]]</summary><div class="ll-scroll" role="region" aria-labelledby="history" tabindex="0"><table class="usa-table usa-table--borderless usa-table--stacked ll-dense"><caption class="usa-sr-only">[[console.place.history]]</caption>
<thead><tr><th scope="col">[[console.record.at]]</th><th scope="col">[[console.record.what]]</th><th scope="col">[[console.place.history_fact]]</th><th scope="col">[[console.place.history_words]]</th><th scope="col">[[console.evidence.by]]</th><th scope="col">[[console.record.index]]</th></tr></thead><tbody>
{{#ACTS}}<tr><th scope="row" data-label="[[console.record.at]]">{{ACT_AT}}</th><td data-label="[[console.record.what]]">{{ACT_WHAT}}</td><td data-label="[[console.place.history_fact]]">{{ACT_FACT}}</td><td data-label="[[console.place.history_words]]">{{ACT_WORDS}}</td><td data-label="[[console.evidence.by]]">{{ACT_BY}}</td><td data-label="[[console.record.index]]">{{ACT_EVENT}}</td></tr>
{{/ACTS}}</tbody></table></div></details>{{/HISTORY}}
