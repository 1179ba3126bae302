{{>HEAD}}

<h2>{{PERSON}} {{NAME}}</h2>
<p><a class="usa-link" href="{{CASE_LINK}}/people">[[console.links.back]]</a></p>
<dl class="ll-facts">
<div><dt>[[console.people.address]]</dt><dd class="ll-verbatim">{{ADDRESS}}{{#NO_ADDRESS}}[[console.person.no_address]]{{/NO_ADDRESS}}</dd></div>
<div><dt>[[console.people.state]]</dt><dd>{{RESIDENCE}} <span class="ll-quiet">{{GROUND}}</span></dd></div>
<div><dt>[[console.people.elements]]</dt><dd>{{ELEMENTS}}</dd></div>
<div><dt>[[console.people.standing]]</dt><dd>{{STANDING}} · [[console.people.letter]] {{STATUS}}{{#BECAUSE}} · {{WHY}}{{/BECAUSE}}</dd></div>
<div><dt>[[console.links.where]]</dt><dd><ul class="usa-list usa-list--unstyled">{{#PLACES}}<li><span class="ll-verbatim">{{NAME_OF_ITEM}}</span> <a class="usa-link" href="{{ITEM_LINK}}">{{ITEM}}</a> <span class="ll-quiet ll-digest">{{AT_BYTES}}</span></li>
{{/PLACES}}</ul></dd></div>
</dl>
{{#MAY_CORRECT}}
<h3>[[console.person.correct]]</h3>
<p>[[console.person.help]]</p>
<form class="usa-form usa-form--large" method="post" action="{{CASE_LINK}}/person/{{PERSON_LINK}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="name">[[console.people.name]]</label><input class="usa-input" id="name" name="name" value="{{TYPED_NAME}}" autocomplete="off">
<label class="usa-label" for="address">[[console.people.address]]</label><span class="usa-hint" id="address-hint">[[console.person.address_hint]]</span>
<textarea class="usa-textarea" id="address" name="address" aria-describedby="address-hint" autocomplete="off">{{TYPED_ADDRESS}}</textarea>
<label class="usa-label" for="residence">[[console.person.residence]]</label><select class="usa-select" id="residence" name="residence"><option value="">[[people.no_state]]</option>{{#CODES}}<option value="{{CODE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{CODE_NAME}}</option>{{/CODES}}</select>
<label class="usa-label" for="reason">[[console.person.reason]]</label><input class="usa-input" id="reason" name="reason" value="{{TYPED_REASON}}" autocomplete="off">
<button class="usa-button" type="submit">[[console.person.button]]</button>
</form>
{{/MAY_CORRECT}}
{{#CHANGES_HEAD}}<h3>[[console.person.before]]</h3>{{/CHANGES_HEAD}}
{{#CHANGES}}
<article class="ll-item"><p class="ll-quiet">{{AT}} · {{BY}}</p>
<p>[[console.person.why]] {{REASON}}</p>
<p class="ll-verbatim">{{BEFORE_NAME}}
{{BEFORE_ADDRESS}}</p>
<p class="ll-quiet">{{BEFORE_RESIDENCE}} · {{BEFORE_GROUND}}</p></article>
{{/CHANGES}}
