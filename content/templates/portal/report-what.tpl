<p class="ll-step">[[portal.report.step.what]]</p>
<h1>{{TITLE}}</h1>
{{#PROBLEM}}<p class="usa-error-message">{{PROBLEM_TEXT}}</p>{{/PROBLEM}}
<form class="usa-form usa-form--large" method="post" action="/report/what" enctype="multipart/form-data" novalidate>
<input type="hidden" name="carry" value="{{CARRY}}">
<label class="usa-label" for="what">[[portal.report.what.what]]</label><span class="usa-hint" id="what-hint">[[portal.report.what.hint]]</span>
{{#AT_WHAT}}<span class="usa-error-message" id="what-problem">{{PROBLEM_TEXT}}</span>{{/AT_WHAT}}<textarea class="usa-textarea" id="what" name="what" aria-describedby="what-hint{{#AT_WHAT}} what-problem{{/AT_WHAT}}"{{#AT_WHAT}} aria-invalid="true"{{/AT_WHAT}}>{{WHAT}}</textarea>
<label class="usa-label" for="where">[[portal.report.what.where]]</label>{{#AT_WHERE}}<span class="usa-error-message" id="where-problem">{{PROBLEM_TEXT}}</span>{{/AT_WHERE}}<input class="usa-input" id="where" name="where" value="{{WHERE_TEXT}}"{{#AT_WHERE}} aria-invalid="true" aria-describedby="where-problem"{{/AT_WHERE}}>
<label class="usa-label" for="files">[[portal.report.what.files]]</label><span class="usa-hint" id="files-hint">[[portal.report.what.files_hint]]</span>
<ul class="usa-list">{{#FILES}}<li>{{FILE_NAME}} ({{FILE_SIZE}})</li>{{/FILES}}</ul>{{#AT_FILES}}<span class="usa-error-message" id="files-problem">{{PROBLEM_TEXT}}</span>{{/AT_FILES}}<input class="ll-file" id="files" name="files" type="file" multiple aria-describedby="files-hint{{#AT_FILES}} files-problem{{/AT_FILES}}"{{#AT_FILES}} aria-invalid="true"{{/AT_FILES}}>
<button class="usa-button" type="submit">[[portal.report.continue]]</button>
<button class="usa-button usa-button--outline" type="submit" name="save" value="yes">[[portal.report.save]]</button>
</form>
<p class="ll-quiet">[[portal.report.back]]</p>
