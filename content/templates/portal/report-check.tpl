<p class="ll-step">[[portal.report.step.check]]</p>
<h1>{{TITLE}}</h1>
{{#PROBLEM}}<p class="usa-error-message">{{PROBLEM_TEXT}}</p>{{/PROBLEM}}
<form class="ll-check" method="post" action="/report/check"><input type="hidden" name="carry" value="{{CARRY}}">
<dl class="ll-facts">
<div><dt>[[portal.report.check.kind]]</dt><dd>{{KIND}} <button class="usa-button usa-button--unstyled" type="submit" name="change" value="kind">[[portal.report.check.change]] <span class="usa-sr-only">[[portal.report.check.kind]]</span></button></dd></div>
<div><dt>[[portal.report.check.what]]</dt><dd><span class="ll-verbatim">{{WHAT}}</span><br>{{WHERE_TEXT}} <ul class="usa-list">{{#FILES}}<li>{{FILE_NAME}} ({{FILE_SIZE}})</li>{{/FILES}}</ul><button class="usa-button usa-button--unstyled" type="submit" name="change" value="what">[[portal.report.check.change]] <span class="usa-sr-only">[[portal.report.check.what]]</span></button></dd></div>
<div><dt>[[portal.report.check.when]]</dt><dd>{{WHEN}} <button class="usa-button usa-button--unstyled" type="submit" name="change" value="when">[[portal.report.check.change]] <span class="usa-sr-only">[[portal.report.check.when]]</span></button></dd></div>
<div><dt>[[portal.report.check.contact]]</dt><dd>{{REPLY}} {{CONTACT}} <button class="usa-button usa-button--unstyled" type="submit" name="change" value="contact">[[portal.report.check.change]] <span class="usa-sr-only">[[portal.report.check.contact]]</span></button></dd></div>
</dl>
{{#TRACES}}<p class="ll-flag"><strong class="ll-verbatim">{{TRACE_FILE}}</strong> [[portal.traces.tells]] {{TOLD}}.</p>{{/TRACES}}
{{#CLEAN}}<fieldset class="usa-fieldset"><legend class="usa-legend">[[portal.traces.choice]]</legend>
<div class="usa-radio"><input class="usa-radio__input" type="radio" id="copies-clean" name="copies" value="clean"{{#CLEAN_ON}} checked{{/CLEAN_ON}}><label class="usa-radio__label" for="copies-clean">[[portal.traces.clean]]</label></div>
<div class="usa-radio"><input class="usa-radio__input" type="radio" id="copies-as-is" name="copies" value="as-is"{{#AS_IS_ON}} checked{{/AS_IS_ON}}><label class="usa-radio__label" for="copies-as-is">[[portal.traces.as_is]]</label></div></fieldset>{{/CLEAN}}
{{#DOCUMENTS}}<p>[[portal.traces.documents]]</p>{{/DOCUMENTS}}
{{#NOT_LOOKED}}<p>[[portal.traces.not_looked]]</p>{{/NOT_LOOKED}}
<p>[[portal.report.check.next]]</p>
<button class="usa-button usa-button--big" type="submit">[[portal.report.check.send]]</button>
<button class="usa-button usa-button--outline" type="submit" name="save" value="yes">[[portal.report.save]]</button>
</form>
