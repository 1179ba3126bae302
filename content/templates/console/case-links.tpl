{{>HEAD}}

<h2>[[console.links.title]]</h2>
<p>[[console.links.intro]]</p>
<p><a class="usa-link" href="{{CASE_LINK}}/people">[[console.links.back]]</a></p>
<p id="queue" tabindex="-1" role="status">[[console.links.open]] <strong>{{OPEN}}</strong> · [[console.links.answered]] <strong>{{ANSWERED}}</strong></p>
{{#NONE}}<p>[[console.links.none]]</p>{{/NONE}}
{{#QUESTION}}
<h3>[[console.links.question]]</h3>
<p>[[console.links.likely]] <strong>{{PERCENT}} %</strong></p>
<p>[[console.links.because]] {{REASON}}</p>
<div class="grid-row grid-gap">
{{#SIDE}}
<section class="tablet:grid-col-6" aria-label="{{PERSON}}">
<h4>{{PERSON}}</h4>
<dl class="ll-facts ll-facts--narrow">
<div><dt>[[console.people.name]]</dt><dd>{{NAME}}</dd></div>
<div><dt>[[console.people.address]]</dt><dd class="ll-verbatim">{{ADDRESS}}{{#NO_ADDRESS}}[[console.person.no_address]]{{/NO_ADDRESS}}</dd></div>
<div><dt>[[console.people.state]]</dt><dd>{{RESIDENCE}} <span class="ll-quiet">{{GROUND}}</span></dd></div>
<div><dt>[[console.people.standing]]</dt><dd>{{STANDING}}</dd></div>
<div><dt>[[console.people.elements]]</dt><dd>{{ELEMENTS}}</dd></div>
<div><dt>[[console.links.where]]</dt><dd class="ll-verbatim">{{WHERE}}</dd></div>
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
