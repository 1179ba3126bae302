<p class="ll-step">[[portal.report.step.when]]</p>
<h1>{{TITLE}}</h1>
{{#PROBLEM}}<p class="usa-error-message">{{PROBLEM_TEXT}}</p>{{/PROBLEM}}
<form class="usa-form usa-form--large" method="post" action="/report/when" novalidate>
<input type="hidden" name="carry" value="{{CARRY}}">
<fieldset class="usa-fieldset" id="when" aria-describedby="when-hint{{#AT_WHEN_YEAR}} when_year-problem{{/AT_WHEN_YEAR}}{{#AT_WHEN_MONTH}} when_month-problem{{/AT_WHEN_MONTH}}{{#AT_WHEN_DAY}} when_day-problem{{/AT_WHEN_DAY}}"><legend class="usa-legend">[[portal.report.when.when]]</legend><span class="usa-hint" id="when-hint">[[portal.report.when.hint]]</span>
{{#AT_WHEN_MONTH}}<span class="usa-error-message" id="when_month-problem">{{PROBLEM_TEXT}}</span>{{/AT_WHEN_MONTH}}{{#AT_WHEN_DAY}}<span class="usa-error-message" id="when_day-problem">{{PROBLEM_TEXT}}</span>{{/AT_WHEN_DAY}}{{#AT_WHEN_YEAR}}<span class="usa-error-message" id="when_year-problem">{{PROBLEM_TEXT}}</span>{{/AT_WHEN_YEAR}}
<div class="usa-memorable-date">
<div class="usa-form-group usa-form-group--month"><label class="usa-label" for="when_month">[[portal.report.when.month]]</label><input class="usa-input" id="when_month" name="when_month" inputmode="numeric" maxlength="2" value="{{MONTH}}"{{#AT_WHEN_MONTH}} aria-invalid="true" aria-describedby="when_month-problem"{{/AT_WHEN_MONTH}}></div>
<div class="usa-form-group usa-form-group--day"><label class="usa-label" for="when_day">[[portal.report.when.day]]</label><input class="usa-input" id="when_day" name="when_day" inputmode="numeric" maxlength="2" value="{{DAY}}"{{#AT_WHEN_DAY}} aria-invalid="true" aria-describedby="when_day-problem"{{/AT_WHEN_DAY}}></div>
<div class="usa-form-group usa-form-group--year"><label class="usa-label" for="when_year">[[portal.report.when.year]]</label><input class="usa-input" id="when_year" name="when_year" inputmode="numeric" maxlength="4" value="{{YEAR}}"{{#AT_WHEN_YEAR}} aria-invalid="true" aria-describedby="when_year-problem"{{/AT_WHEN_YEAR}}></div>
</div></fieldset>
<div class="usa-checkbox"><input class="usa-checkbox__input" type="checkbox" id="when_unsure" name="when_unsure" value="yes"{{#UNSURE_ON}} checked{{/UNSURE_ON}}><label class="usa-checkbox__label" for="when_unsure">[[portal.report.when.unsure]]</label></div>
<button class="usa-button" type="submit">[[portal.report.continue]]</button>
<button class="usa-button usa-button--outline" type="submit" name="save" value="yes">[[portal.report.save]]</button>
</form>
<p class="ll-quiet">[[portal.report.back]]</p>
