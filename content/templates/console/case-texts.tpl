{{>HEAD}}

<h2>[[console.texts.title]]</h2>
<p>[[console.texts.help]]</p>
<p><strong>[[console.texts.count waiting=WAITING_COUNT]]</strong></p>
{{#EMPTY}}<p>[[console.texts.empty]]</p>{{/EMPTY}}
{{#MAY_RELEASE_CLEAR}}<form method="post" action="{{CASE_LINK}}/texts"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="clear" value="yes"><button class="usa-button usa-button--outline" type="submit">[[console.texts.release_clear clear=CLEAR_COUNT]]</button></form>{{/MAY_RELEASE_CLEAR}}
<form class="usa-form ll-wide" method="post" action="{{CASE_LINK}}/texts" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#TEXTS}}
<div class="ll-item">
<p class="ll-quiet">{{EVENT}} · {{KIND}} {{ABOUT}} · {{BY}} · {{AT}}</p>
<p class="ll-verbatim">{{TEXT}}</p>
{{#FOUND}}<p class="ll-flag">[[console.texts.found what=WHAT]]</p>{{/FOUND}}
{{#RELEASED}}<p><span class="usa-tag">[[console.texts.released]]</span></p>{{/RELEASED}}
{{#WAITING}}<div class="usa-checkbox"><input class="usa-checkbox__input" type="checkbox" id="event-{{EVENT}}" name="event" value="{{EVENT}}"><label class="usa-checkbox__label" for="event-{{EVENT}}">[[console.texts.release_one event=EVENT]]</label></div>{{/WAITING}}
</div>
{{/TEXTS}}
<button class="usa-button" type="submit">[[console.texts.release]]</button>
</form>
