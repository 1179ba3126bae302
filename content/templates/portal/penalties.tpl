<h1>{{TITLE}}</h1>
<p class="usa-intro">[[portal.penalties.intro]]</p>
<div class="usa-summary-box" role="note"><div class="usa-summary-box__body"><h2 class="usa-summary-box__heading">[[portal.penalties.read]]</h2><div class="usa-summary-box__text"><ul class="usa-list"><li>[[portal.penalties.read_silent]]</li><li>[[portal.penalties.read_city]]</li><li>[[portal.penalties.read_advice]]</li></ul></div></div></div>
<h2>[[portal.penalties.rules]]</h2>
<table class="usa-table usa-table--stacked-header ll-rules">
<caption>[[portal.penalties.overview]]</caption>
<thead><tr><th scope="col">[[portal.penalties.rule]]</th><th scope="col">[[law.part.amount]]</th></tr></thead>
<tbody>{{#OVERVIEW}}<tr><th scope="row" data-label="[[portal.penalties.rule]]"><a class="usa-link" href="#{{RULE_ANCHOR}}">{{RULE_TITLE}}</a></th><td data-label="[[law.part.amount]]">{{#AMOUNTS}}<p>{{AMOUNT}}{{#UNCERTAIN}} <span class="ll-quiet">([[portal.penalties.uncertain]])</span>{{/UNCERTAIN}}</p>{{/AMOUNTS}}</td></tr>{{/OVERVIEW}}</tbody>
</table>
{{#RULES}}
<section class="ll-rule">
<h3 id="{{RULE_ANCHOR}}">{{RULE_TITLE}}</h3>
<dl class="ll-facts">
{{#PARTS}}<div><dt>{{PART}}</dt><dd>{{#FACTS}}{{#SUBTITLED}}<p class="ll-subtitle">{{SUBTITLE}}</p>{{/SUBTITLED}}{{>FACT}}{{/FACTS}}{{#MISSING}}<p class="ll-answer ll-answer--unseen"><strong>[[portal.answer.unseen]]</strong> [[portal.penalties.missing]]</p>{{/MISSING}}</dd></div>{{/PARTS}}
</dl>
</section>
{{/RULES}}
<h2>[[law.topic.enforcement]]</h2>
{{>CITATIONS}}
<h2>[[law.topic.crime]]</h2>
<p>[[portal.penalties.crimes]]</p>
{{>CRIMES}}
<h2>[[law.topic.unspecified]]</h2>
{{>UNSPECIFIED}}
