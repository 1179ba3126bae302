{{>HEAD}}

<h2>[[console.names.title]]</h2>
<p>[[console.names.intro]]</p>
<p><a class="usa-link" href="{{CASE_LINK}}/discovery">[[console.names.back]]</a></p>
<p id="queue" tabindex="-1" role="status">[[console.names.open]] <strong>{{OPEN}}</strong> · [[console.names.answered]] <strong>{{ANSWERED}}</strong></p>
{{#NONE}}<p>[[console.names.none]]</p>{{/NONE}}
{{#QUESTION}}
<h3>[[console.names.question]]</h3>
<p class="ll-words">{{WORDS}}</p>
<dl class="ll-facts">
<div><dt>[[console.names.why]]</dt><dd>{{REASON}} <span class="ll-quiet">[[console.names.confidence n=CONFIDENCE]]</span></dd></div>
<div><dt>[[console.names.with]]</dt><dd>{{ELEMENTS}}</dd></div>
<div><dt>[[console.names.how_often]]</dt><dd>{{PLACES}}; {{PEOPLE}}</dd></div>
<div><dt>[[console.links.where]]</dt><dd class="ll-verbatim">{{WHERE}}</dd></div>
</dl>
<form method="post" action="{{CASE_LINK}}/names"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="finding" value="{{FINDING}}"><input type="hidden" name="after" value="{{AFTER}}">
<button class="usa-button" name="verdict" value="name" type="submit" accesskey="1">1 · [[console.names.yes]]</button>
<button class="usa-button usa-button--outline" name="verdict" value="not-a-name" type="submit" accesskey="2">2 · [[console.names.no]]</button>
<a class="usa-button usa-button--unstyled" href="{{LATER_LINK}}" accesskey="3">3 · [[console.links.later]]</a>
</form>
{{/QUESTION}}
{{#SAID}}
<h3>[[console.names.said]]</h3>
<p>[[console.names.said_intro]]</p>
<div class="ll-scroll" role="region" aria-label="[[console.names.said]]" tabindex="0">
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">[[console.names.said]]</caption>
<thead><tr><th scope="col">[[console.names.words]]</th><th scope="col">[[console.names.verdict]]</th><th scope="col">[[console.names.change]]</th></tr></thead>
<tbody>
{{#SAID_ROWS}}
<tr><th scope="row" data-label="[[console.names.words]]">{{SAID_WORDS}}</th><td data-label="[[console.names.verdict]]">{{SAID_VERDICT}}</td><td data-label="[[console.names.change]]"><form method="post" action="{{CASE_LINK}}/names"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="finding" value="{{SAID_FINDING}}"><button class="usa-button usa-button--unstyled" name="verdict" value="{{OTHER}}" type="submit" aria-label="{{OTHER_WORDS}}: {{SAID_WORDS}}">{{OTHER_WORDS}}</button></form></td></tr>
{{/SAID_ROWS}}
</tbody>
</table>
</div>
<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}</p></nav>
{{/SAID}}
