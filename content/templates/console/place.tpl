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
{{#MARKS}}<section class="ll-item"><p>[[console.place.change_seen fact=FACT day=DAY by=BY note=NOTE]]</p>
<form method="post" action="/staff/place/source-checked" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="fact" value="{{FACT}}"><label class="usa-label">[[console.place.change_note]] <input class="usa-input" name="note" value="" autocomplete="off"></label><button class="usa-button usa-button--outline" type="submit">[[console.place.change_cleared]]</button></form></section>{{/MARKS}}
<form class="usa-form" method="post" action="/staff/place/source-changed" novalidate><input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="source-fact">[[console.place.change_fact]]</label><input class="usa-input" id="source-fact" name="fact" value="{{MARK_FACT}}" autocomplete="off">
<label class="usa-label" for="source-on">[[console.place.change_on]]</label><input class="usa-input" id="source-on" name="on" value="{{MARK_ON}}" autocomplete="off">
<label class="usa-label" for="source-note">[[console.place.change_note]]</label><input class="usa-input" id="source-note" name="note" value="{{MARK_NOTE}}" autocomplete="off">
<button class="usa-button" type="submit">[[console.place.change_mark]]</button></form>
