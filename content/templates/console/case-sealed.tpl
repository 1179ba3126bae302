{{>HEAD}}

<h2>[[console.sealed.title]]</h2>
<p>[[console.sealed.help]]</p>
{{#OPENED}}<div class="usa-summary-box" role="region" aria-labelledby="opened"><div class="usa-summary-box__body"><h3 class="usa-summary-box__heading" id="opened">{{OPENED_TITLE}}</h3><div class="usa-summary-box__text"><ul class="usa-list">{{#LINES}}<li class="ll-verbatim">{{LINE}}</li>{{/LINES}}</ul><p>[[console.sealed.once]]</p></div></div></div>{{/OPENED}}
<h3>[[console.sealed.suspects]]</h3>
{{#NO_SUSPECTS}}<p>[[console.sealed.none]]</p>{{/NO_SUSPECTS}}
{{#SUSPECTS}}
<article class="ll-item"><h4>[[console.sealed.person letter=LETTER]]</h4>
<p class="ll-quiet">{{BY}} · {{AT}}</p>
{{#MAY_OPEN}}<details><summary>[[console.sealed.open]]</summary><form class="usa-form usa-form--large" method="post" action="{{CASE_LINK}}/sealed/open" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="suspect" value="{{LETTER}}">
<label class="usa-label" for="reason-{{LETTER}}">[[console.sealed.why]]</label><input class="usa-input" id="reason-{{LETTER}}" name="reason">
<button class="usa-button usa-button--outline" type="submit">[[console.sealed.open]]</button></form></details>{{/MAY_OPEN}}
</article>
{{/SUSPECTS}}
{{#MAY_NAME}}<form class="usa-form usa-form--large" method="post" action="{{CASE_LINK}}/sealed" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="names">[[console.sealed.names]]</label><span class="usa-hint" id="names-hint">[[console.sealed.names_hint]]</span>
<textarea class="usa-textarea" id="names" name="names" aria-describedby="names-hint"></textarea>
<label class="usa-label" for="note">[[console.sealed.note]]</label><textarea class="usa-textarea" id="note" name="note"></textarea>
<button class="usa-button" type="submit">[[console.sealed.name]]</button>
</form>{{/MAY_NAME}}
<h3>[[console.sealed.facts]]</h3>
{{#NO_FACTS}}<p>[[console.sealed.no_facts]]</p>{{/NO_FACTS}}
{{#FACTS}}
<article class="ll-item"><h4>{{LABEL}}</h4>
{{#MAY_OPEN_FACT}}<details><summary>[[console.sealed.open]]</summary><form class="usa-form usa-form--large" method="post" action="{{CASE_LINK}}/sealed/open" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="fact" value="{{FACT}}">
<label class="usa-label" for="reason-{{FACT}}">[[console.sealed.why]]</label><input class="usa-input" id="reason-{{FACT}}" name="reason">
<button class="usa-button usa-button--outline" type="submit">[[console.sealed.open]]</button></form></details>{{/MAY_OPEN_FACT}}
</article>
{{/FACTS}}
