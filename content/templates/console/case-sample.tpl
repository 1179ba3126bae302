{{>HEAD}}

<h2>[[sample.title]]</h2>
<p>[[sample.lead]]</p>
{{#NEVER}}<p>[[sample.never]]</p>{{/NEVER}}
{{#SAMPLES}}
<section class="ll-item" aria-label="{{RUN}}">
<h3>[[console.discovery.run]] {{AT}} ({{RUN}})</h3>
<p>[[sample.dealt findings=FINDINGS_DEALT lines=LINES_DEALT]]</p>
{{#WAITING}}<p>[[sample.waiting]]</p>{{/WAITING}}
{{#RESULT}}
<dl class="ll-facts">
<div><dt>[[sample.precision]]</dt><dd><strong>{{PRECISION}}</strong><br><span class="ll-quiet">[[sample.precision.ground right=RIGHT judged=JUDGED]]</span></dd></div>
<div><dt>[[sample.recall]]</dt><dd><strong>{{RECALL}}</strong><br><span class="ll-quiet">[[sample.recall.ground missed=MISSED judged=LINES_JUDGED with=LINES_WITH without=LINES_WITHOUT]]</span></dd></div>
</dl>
<p class="ll-quiet">[[sample.by]] {{BY}}</p>
{{/RESULT}}
<form method="post" action="{{CASE_LINK}}/sample/open"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="sample" value="{{SAMPLE}}"><label class="usa-label" for="purpose-{{RUN}}">[[console.report.purpose]]</label><input class="usa-input" id="purpose-{{RUN}}" name="purpose" required><button class="usa-button usa-button--outline" type="submit">[[sample.open]]</button></form>
</section>
{{/SAMPLES}}
{{#OPEN}}
<form method="post" action="{{CASE_LINK}}/sample" class="ll-sample"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="sample" value="{{SAMPLE}}">
<h3>[[sample.findings]]</h3>
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
