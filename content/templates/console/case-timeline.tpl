{{>HEAD}}

<nav aria-label="[[console.filters]]"><ul class="usa-list usa-list--unstyled ll-filters"><li><a class="usa-link" href="{{CASE_LINK}}/timeline">[[console.timeline.all]]</a></li><li><a class="usa-link" href="{{CASE_LINK}}/timeline?show=written">[[console.timeline.written]]</a></li><li><a class="usa-link" href="{{CASE_LINK}}/timeline?show=automatic">[[console.timeline.automatic]]</a></li></ul></nav>
<ol class="ll-timeline">
{{#ENTRIES}}<li id="{{ENTRY}}"><p><strong>{{HAPPENED}}</strong> · {{BY}}{{#PRIVILEGED}} <span class="usa-tag">[[console.timeline.privileged]]</span>{{/PRIVILEGED}}{{#AUTOMATIC}} <span class="ll-quiet">[[console.timeline.automatic_mark]]</span>{{/AUTOMATIC}}</p>
<p class="ll-verbatim">{{TEXT}}</p>
<p class="ll-quiet">[[console.timeline.entered entered=ENTERED]] · {{EVENT}}{{#CORRECTS}} · <a class="usa-link" href="#{{CORRECTED}}">[[console.timeline.corrects]]</a>{{/CORRECTS}}{{#WRITTEN}} · <a class="usa-link" href="?corrects={{ENTRY}}#text">[[console.timeline.correct]]</a>{{/WRITTEN}}</p></li>{{/ENTRIES}}
</ol>
{{#MAY_WRITE}}<h2>[[console.timeline.write]]</h2>
<form class="usa-form usa-form--large" method="post" action="{{CASE_LINK}}/timeline" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="text">[[console.timeline.text]]</label><textarea class="usa-textarea" id="text" name="text">{{TYPED}}</textarea><label class="usa-label" for="happened">[[console.timeline.happened]]</label><span class="usa-hint" id="happened-hint">[[console.fact.day_hint]]</span><input class="usa-input" id="happened" name="happened" value="{{TYPED_HAPPENED}}" aria-describedby="happened-hint"><label class="usa-label" for="corrects">[[console.timeline.corrects_id]]</label><input class="usa-input" id="corrects" name="corrects" value="{{CORRECTS_ID}}">
<div class="usa-checkbox"><input class="usa-checkbox__input" type="checkbox" id="privileged" name="privileged" value="yes"><label class="usa-checkbox__label" for="privileged">[[console.timeline.mark_privileged]]</label></div>
<button class="usa-button" type="submit">[[console.timeline.button]]</button>
</form>{{/MAY_WRITE}}
