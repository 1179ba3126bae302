<p class="ll-step">[[portal.report.step.kind]]</p>
<h1>{{TITLE}}</h1>
{{#PROBLEM}}<p class="usa-error-message">{{PROBLEM_TEXT}}</p>{{/PROBLEM}}
<form class="usa-form usa-form--large" method="post" action="/report/kind" novalidate>
<input type="hidden" name="carry" value="{{CARRY}}">
<fieldset class="usa-fieldset" id="kind"{{#AT_KIND}} aria-describedby="kind-problem"{{/AT_KIND}}><legend class="usa-legend">[[portal.report.kind.which]]</legend>{{#AT_KIND}}<span class="usa-error-message" id="kind-problem">{{PROBLEM_TEXT}}</span>{{/AT_KIND}}
{{#KINDS}}<div class="usa-radio"><input class="usa-radio__input" type="radio" name="kind" id="kind-{{CHOICE}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}><label class="usa-radio__label" for="kind-{{CHOICE}}">{{CHOICE_NAME}}</label></div>
{{/KINDS}}</fieldset><fieldset class="usa-fieldset" id="urgency"{{#AT_URGENCY}} aria-describedby="urgency-problem"{{/AT_URGENCY}}><legend class="usa-legend">[[portal.report.kind.urgent]]</legend>{{#AT_URGENCY}}<span class="usa-error-message" id="urgency-problem">{{PROBLEM_TEXT}}</span>{{/AT_URGENCY}}
{{#URGENCIES}}<div class="usa-radio"><input class="usa-radio__input" type="radio" name="urgency" id="urgency-{{CHOICE}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}><label class="usa-radio__label" for="urgency-{{CHOICE}}">{{CHOICE_NAME}}</label></div>
{{/URGENCIES}}</fieldset>
<button class="usa-button" type="submit">[[portal.report.continue]]</button>
<button class="usa-button usa-button--outline" type="submit" name="save" value="yes">[[portal.report.save]]</button>
</form>
<p class="ll-quiet">[[portal.report.back]]</p>
