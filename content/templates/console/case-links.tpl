{{>HEAD}}

<h2>[[console.links.title]]</h2>
<p>[[console.links.intro]]</p>
<p>[[console.links.open]] <strong>{{OPEN}}</strong> · [[console.links.answered]] <strong>{{ANSWERED}}</strong> · <a class="usa-link" href="{{CASE_LINK}}/people">[[console.links.back]]</a></p>
{{#NONE}}<p>[[console.links.none]]</p>{{/NONE}}
{{#QUESTION}}
<h3>[[console.links.question]]</h3>
<p>[[console.links.likely]] <strong>{{PERCENT}} %</strong>. {{REASON}}</p>
<div class="grid-row grid-gap">
{{#SIDE}}
<section class="tablet:grid-col-6" aria-label="{{PERSON}}">
<h4>{{PERSON}}</h4>
<dl>
<dt>[[console.people.name]]</dt><dd>{{NAME}}</dd>
<dt>[[console.people.address]]</dt><dd class="ll-verbatim">{{ADDRESS}}{{#NO_ADDRESS}}[[console.person.no_address]]{{/NO_ADDRESS}}</dd>
<dt>[[console.people.state]]</dt><dd>{{RESIDENCE}} <span class="ll-quiet">{{GROUND}}</span></dd>
<dt>[[console.people.standing]]</dt><dd>{{STANDING}}</dd>
<dt>[[console.people.elements]]</dt><dd>{{ELEMENTS}}</dd>
<dt>[[console.links.where]]</dt><dd class="ll-verbatim">{{WHERE}}</dd>
</dl>
</section>
{{/SIDE}}
</div>
<form method="post" action="{{CASE_LINK}}/links"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="left" value="{{LEFT}}"><input type="hidden" name="right" value="{{RIGHT}}"><input type="hidden" name="after" value="{{AFTER}}">
<button class="usa-button" name="verdict" value="same" type="submit" accesskey="1">1 · [[console.links.same]]</button>
<button class="usa-button usa-button--outline" name="verdict" value="apart" type="submit" accesskey="2">2 · [[console.links.different]]</button>
<a class="usa-button usa-button--unstyled" href="{{LATER_LINK}}" accesskey="3">3 · [[console.links.later]]</a>
</form>
{{/QUESTION}}
{{#MERGED_HEAD}}<h3>[[console.links.merged]]</h3>{{/MERGED_HEAD}}
<ul class="usa-list">
{{#MERGED}}
<li><form method="post" action="{{CASE_LINK}}/links"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="left" value="{{INTO}}"><input type="hidden" name="right" value="{{PERSON}}">{{PERSON}} {{NAME}}: [[console.links.is]] {{INTO}} <button class="usa-button usa-button--unstyled" name="verdict" value="split" type="submit" aria-label="[[console.links.split]] {{PERSON}}">[[console.links.split]]</button></form></li>
{{/MERGED}}
</ul>
