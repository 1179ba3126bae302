{{>HEAD}}

<h2>{{LABEL}}</h2>
<p class="usa-hint">{{HELP}}</p>
{{#MAY_STATE}}<form class="usa-form usa-form--large" method="post" action="{{ACTION}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<fieldset class="usa-fieldset"><legend class="usa-legend">[[console.fact.how_sure]]</legend>
{{#CERTAINTIES}}<div class="usa-radio"><input class="usa-radio__input" type="radio" name="certainty" id="certainty-{{CERTAINTY}}" value="{{CERTAINTY}}"{{#CHOSEN}} checked{{/CHOSEN}}{{#NOT_CHOSEN}}{{/NOT_CHOSEN}}><label class="usa-radio__label" for="certainty-{{CERTAINTY}}">{{CERTAINTY_NAME}}</label></div>{{/CERTAINTIES}}
</fieldset>
<div id="value-inputs">
{{#INPUTS}}
{{#ROW_HEAD}}<h3>{{INPUT_LABEL}} {{ROW_NUMBER}}</h3>{{/ROW_HEAD}}
{{#SHORT}}<label class="usa-label" for="{{INPUT_ID}}">{{INPUT_LABEL}}</label><input class="usa-input" id="{{INPUT_ID}}" name="{{INPUT_NAME}}" value="{{INPUT_VALUE}}">{{/SHORT}}
{{#LONG}}<label class="usa-label" for="{{INPUT_ID}}">{{INPUT_LABEL}}</label><textarea class="usa-textarea" id="{{INPUT_ID}}" name="{{INPUT_NAME}}">{{INPUT_VALUE}}</textarea>{{/LONG}}
{{#NUMBER}}<label class="usa-label" for="{{INPUT_ID}}">{{INPUT_LABEL}}</label><input class="usa-input usa-input--medium" id="{{INPUT_ID}}" name="{{INPUT_NAME}}" inputmode="numeric" value="{{INPUT_VALUE}}">{{/NUMBER}}
{{#DAY}}<label class="usa-label" for="{{INPUT_ID}}">{{INPUT_LABEL}}</label><span class="usa-hint" id="{{INPUT_ID}}-hint">[[console.fact.day_hint]]</span><input class="usa-input usa-input--medium" id="{{INPUT_ID}}" name="{{INPUT_NAME}}" value="{{INPUT_VALUE}}" aria-describedby="{{INPUT_ID}}-hint">{{/DAY}}
{{#RADIO}}<fieldset class="usa-fieldset" id="{{INPUT_ID}}"><legend class="usa-legend">{{INPUT_LABEL}}</legend>{{#CHOICES}}<div class="usa-radio"><input class="usa-radio__input" type="radio" id="{{CHOICE_ID}}" name="{{INPUT_NAME}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}{{#OFF}}{{/OFF}}><label class="usa-radio__label" for="{{CHOICE_ID}}">{{CHOICE_NAME}}</label></div>{{/CHOICES}}</fieldset>{{/RADIO}}
{{#SELECT}}<label class="usa-label" for="{{INPUT_ID}}">{{INPUT_LABEL}}</label><select class="usa-select" id="{{INPUT_ID}}" name="{{INPUT_NAME}}"><option value="">[[console.fact.choose]]</option>{{#CHOICES}}<option id="{{CHOICE_ID}}" value="{{CHOICE}}"{{#ON}} selected{{/ON}}{{#OFF}}{{/OFF}}>{{CHOICE_NAME}}</option>{{/CHOICES}}</select>{{/SELECT}}
{{#CHECK}}<fieldset class="usa-fieldset" id="{{INPUT_ID}}"><legend class="usa-legend">{{INPUT_LABEL}}</legend>{{#CHOICES}}<div class="usa-checkbox"><input class="usa-checkbox__input" type="checkbox" id="{{CHOICE_ID}}" name="{{INPUT_NAME}}" value="{{CHOICE}}"{{#ON}} checked{{/ON}}{{#OFF}}{{/OFF}}><label class="usa-checkbox__label" for="{{CHOICE_ID}}">{{CHOICE_NAME}}</label></div>{{/CHOICES}}</fieldset>{{/CHECK}}
{{/INPUTS}}
</div>
<label class="usa-label" for="said_by">[[console.fact.said_by]]</label><input class="usa-input" id="said_by" name="said_by" value="{{SAID_BY}}"><label class="usa-label" for="note">[[console.fact.note]]</label><textarea class="usa-textarea" id="note" name="note">{{NOTE}}</textarea>
<button class="usa-button" type="submit">[[console.fact.button]]</button>
</form>{{/MAY_STATE}}
<h2>[[console.fact.history]]</h2>
<ul class="usa-list">{{#HISTORY}}<li>{{ENTERED}} · {{BY}} · <strong>{{CERTAINTY_NAME}}</strong> <span class="ll-verbatim">{{VALUE}}</span> <span class="ll-quiet">{{SAID}}</span></li>{{/HISTORY}}</ul>
<p class="ll-quiet">{{FACT}}</p>
