<p class="ll-step">[[portal.report.step.contact]]</p>
<h1>{{TITLE}}</h1>
{{#PROBLEM}}<p class="usa-error-message">{{PROBLEM_TEXT}}</p>{{/PROBLEM}}
<form class="usa-form usa-form--large" method="post" action="/report/contact" novalidate>
<input type="hidden" name="carry" value="{{CARRY}}">
<fieldset class="usa-fieldset" id="reply"{{#AT_REPLY}} aria-describedby="reply-problem"{{/AT_REPLY}}><legend class="usa-legend">[[portal.report.contact.reply]]</legend>{{#AT_REPLY}}<span class="usa-error-message" id="reply-problem">{{PROBLEM_TEXT}}</span>{{/AT_REPLY}}
{{#REPLIES}}<div class="usa-radio"><input class="usa-radio__input" type="radio" name="reply" id="reply-{{CHOICE}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}><label class="usa-radio__label" for="reply-{{CHOICE}}">{{CHOICE_NAME}}</label></div>
{{/REPLIES}}</fieldset>
<p class="usa-hint">[[portal.report.contact.only]]</p>
<label class="usa-label" for="name">[[portal.report.contact.name]]</label>{{#AT_NAME}}<span class="usa-error-message" id="name-problem">{{PROBLEM_TEXT}}</span>{{/AT_NAME}}<input class="usa-input" id="name" name="name" autocomplete="name" value="{{NAME}}"{{#AT_NAME}} aria-invalid="true" aria-describedby="name-problem"{{/AT_NAME}}>
<label class="usa-label" for="email">[[portal.report.contact.email]]</label>{{#AT_EMAIL}}<span class="usa-error-message" id="email-problem">{{PROBLEM_TEXT}}</span>{{/AT_EMAIL}}<input class="usa-input" id="email" name="email" type="email" autocomplete="email" value="{{EMAIL}}"{{#AT_EMAIL}} aria-invalid="true" aria-describedby="email-problem"{{/AT_EMAIL}}>
<label class="usa-label" for="phone">[[portal.report.contact.phone]]</label>{{#AT_PHONE}}<span class="usa-error-message" id="phone-problem">{{PROBLEM_TEXT}}</span>{{/AT_PHONE}}<input class="usa-input" id="phone" name="phone" type="tel" autocomplete="tel" value="{{PHONE}}"{{#AT_PHONE}} aria-invalid="true" aria-describedby="phone-problem"{{/AT_PHONE}}>
<fieldset class="usa-fieldset" id="how"{{#AT_HOW}} aria-describedby="how-problem"{{/AT_HOW}}><legend class="usa-legend">[[portal.report.contact.how]]</legend>{{#AT_HOW}}<span class="usa-error-message" id="how-problem">{{PROBLEM_TEXT}}</span>{{/AT_HOW}}
{{#HOWS}}<div class="usa-radio"><input class="usa-radio__input" type="radio" name="how" id="how-{{CHOICE}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}><label class="usa-radio__label" for="how-{{CHOICE}}">{{CHOICE_NAME}}</label></div>
{{/HOWS}}</fieldset>
<button class="usa-button" type="submit">[[portal.report.continue]]</button>
<button class="usa-button usa-button--outline" type="submit" name="save" value="yes">[[portal.report.save]]</button>
</form>
<p class="ll-quiet">[[portal.report.back]]</p>
