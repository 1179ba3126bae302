<p class="ll-step">[[portal.report.step.contact]]</p>
<h1>{{TITLE}}</h1>
{{#PROBLEM}}<p class="usa-error-message">{{PROBLEM_TEXT}}</p>{{/PROBLEM}}
<form class="usa-form usa-form--large" method="post" action="/report/contact" novalidate>
<input type="hidden" name="carry" value="{{CARRY}}">
<fieldset class="usa-fieldset" id="reply"><legend class="usa-legend">[[portal.report.contact.reply]]</legend>
{{#REPLIES}}<div class="usa-radio"><input class="usa-radio__input" type="radio" name="reply" id="reply-{{CHOICE}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}><label class="usa-radio__label" for="reply-{{CHOICE}}">{{CHOICE_NAME}}</label></div>
{{/REPLIES}}</fieldset>
<p class="usa-hint">[[portal.report.contact.only]]</p>
<label class="usa-label" for="name">[[portal.report.contact.name]]</label><input class="usa-input" id="name" name="name" autocomplete="name" value="{{NAME}}">
<label class="usa-label" for="email">[[portal.report.contact.email]]</label><input class="usa-input" id="email" name="email" type="email" autocomplete="email" value="{{EMAIL}}">
<label class="usa-label" for="phone">[[portal.report.contact.phone]]</label><input class="usa-input" id="phone" name="phone" type="tel" autocomplete="tel" value="{{PHONE}}">
<fieldset class="usa-fieldset" id="how"><legend class="usa-legend">[[portal.report.contact.how]]</legend>
{{#HOWS}}<div class="usa-radio"><input class="usa-radio__input" type="radio" name="how" id="how-{{CHOICE}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}><label class="usa-radio__label" for="how-{{CHOICE}}">{{CHOICE_NAME}}</label></div>
{{/HOWS}}</fieldset>
<button class="usa-button" type="submit">[[portal.report.continue]]</button>
<button class="usa-button usa-button--outline" type="submit" name="save" value="yes">[[portal.report.save]]</button>
</form>
<p class="ll-quiet">[[portal.report.back]]</p>
