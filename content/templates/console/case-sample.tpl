{{>HEAD}}

<h2>[[sample.title]]</h2>
<p>[[sample.lead]] <a class="usa-link" href="{{CASE_LINK}}/discovery">[[console.names.back]]</a></p>
{{#NEVER}}<p>[[sample.never]]</p>{{/NEVER}}
{{#SAMPLES}}
<section class="ll-item" aria-label="{{RUN}}">
<h3>[[console.discovery.run]] {{AT}} ({{RUN}})</h3>
<p>[[sample.dealt findings=FINDINGS_DEALT lines=LINES_DEALT]]</p>
{{#WAITING}}<p>[[sample.waiting]]</p>{{/WAITING}}
{{#RESULT}}
<dl class="ll-facts">
<div><dt>[[sample.precision]]</dt><dd><strong>{{PRECISION}}</strong><br><span class="ll-quiet">[[sample.precision.ground right=RIGHT judged=JUDGED]]{{#OF_ALL}} [[sample.of_all all=ALL_FINDINGS]]{{/OF_ALL}}</span></dd></div>
<div><dt>[[sample.recall]]</dt><dd><strong>{{RECALL}}</strong><br><span class="ll-quiet">[[sample.recall.ground missed=MISSED judged=LINES_JUDGED with=LINES_WITH without=LINES_WITHOUT]]</span></dd></div>
{{#LEFT_OUT}}<div><dt>[[sample.left_out]]</dt><dd>[[sample.left_out.counts findings=FINDINGS_LEFT lines=LINES_LEFT]]<br><span class="ll-quiet">[[sample.left_out.worst precision=WORST_PRECISION recall=WORST_RECALL]]</span></dd></div>{{/LEFT_OUT}}
</dl>
<p class="ll-quiet">[[sample.by]] {{BY}}</p>
{{/RESULT}}
{{#MAY_JUDGE}}<p><a class="usa-link" href="{{JUDGE_LINK}}">[[sample.judge]] ({{RUN}})</a></p>{{/MAY_JUDGE}}
</section>
{{/SAMPLES}}
{{#METHOD}}<details><summary>[[sample.method]]</summary>
<ul class="usa-list">
<li>[[sample.method.deal]]</li>
<li>[[sample.method.precision]]</li>
<li>[[sample.method.recall]]</li>
<li>[[sample.method.lines]]</li>
<li>[[sample.method.interval]]</li>
<li>[[sample.method.limits]]</li>
</ul>
<p class="ll-source">[[sample.method.sources]]</p></details>{{/METHOD}}
{{#OPEN}}
<form method="post" action="{{CASE_LINK}}/sample" class="ll-sample" id="deal" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="sample" value="{{SAMPLE}}">
<h3>[[sample.findings]] ({{RUN}})</h3>
{{#MASKED}}<p>[[sample.masked]]</p>{{/MASKED}}
{{#REAL}}<p role="status">[[sample.real]]</p>{{/REAL}}
{{#MAY_READ}}<div class="ll-purpose"><label class="usa-label" for="purpose">[[console.report.purpose]]</label><input class="usa-input" id="purpose" name="purpose" value="{{TYPED}}" autocomplete="off"><button class="usa-button usa-button--outline" type="submit" formaction="/staff/case/{{IN_PATH}}/sample/open">[[sample.open]]</button></div>{{/MAY_READ}}
<ol class="ll-deal">
{{#FINDINGS}}
<li><fieldset class="usa-fieldset"><legend><strong>{{NUMBER}}. {{ELEMENT}}</strong></legend>
<p class="ll-context"><span class="ll-quiet">{{BEFORE}}</span><mark>{{VALUE}}</mark><span class="ll-quiet">{{AFTER}}</span></p>
<p class="ll-quiet">{{REASON}} · <code class="ll-digest">{{PATH}}</code></p>
<div class="ll-verdicts">{{#CHOICES}}<span class="usa-radio"><input class="usa-radio__input" type="radio" name="{{FIELD}}" id="{{CHOICE}}" value="{{WORD}}"{{#CHOSEN}} checked{{/CHOSEN}}><label class="usa-radio__label" for="{{CHOICE}}">{{LABEL}}</label></span>{{/CHOICES}}</div></fieldset></li>
{{/FINDINGS}}
</ol>
<h3>[[sample.lines]]</h3>
<p>[[sample.lines.lead]]</p>
<ol class="ll-deal">
{{#LINES}}
<li><fieldset class="usa-fieldset"><legend><strong>{{NUMBER}}.</strong></legend>
<p class="ll-context">{{TEXT}}</p>
<p class="ll-quiet"><code class="ll-digest">{{PATH}}</code></p>
<div class="ll-verdicts">{{#CHOICES}}<span class="usa-radio"><input class="usa-radio__input" type="radio" name="{{FIELD}}" id="{{CHOICE}}" value="{{WORD}}"{{#CHOSEN}} checked{{/CHOSEN}}><label class="usa-radio__label" for="{{CHOICE}}">{{LABEL}}</label></span>{{/CHOICES}}</div></fieldset></li>
{{/LINES}}
</ol>
<button class="usa-button" type="submit">[[sample.save]]</button>
</form>
{{/OPEN}}
