<p class="ll-step">[[portal.report.step.kind]]</p>
<h1>{{TITLE}}</h1>
{{#PROBLEM}}<p class="usa-error-message">{{PROBLEM_TEXT}}</p>{{/PROBLEM}}
<form class="usa-form usa-form--large" method="post" action="/report/kind" novalidate>
<input type="hidden" name="carry" value="{{CARRY}}">
<fieldset class="usa-fieldset" id="kind"><legend class="usa-legend">[[portal.report.kind.which]]</legend>
{{#KINDS}}<div class="usa-radio"><input class="usa-radio__input" type="radio" name="kind" id="kind-{{CHOICE}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}><label class="usa-radio__label" for="kind-{{CHOICE}}">{{CHOICE_NAME}}</label></div>
{{/KINDS}}</fieldset><fieldset class="usa-fieldset" id="urgency"><legend class="usa-legend">[[portal.report.kind.urgent]]</legend>
{{#URGENCIES}}<div class="usa-radio"><input class="usa-radio__input" type="radio" name="urgency" id="urgency-{{CHOICE}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}><label class="usa-radio__label" for="urgency-{{CHOICE}}">{{CHOICE_NAME}}</label></div>
{{/URGENCIES}}</fieldset>
<button class="usa-button" type="submit">[[portal.report.continue]]</button>
<button class="usa-button usa-button--outline" type="submit" name="save" value="yes">[[portal.report.save]]</button>
</form>
<p class="ll-quiet">[[portal.report.back]]</p>
