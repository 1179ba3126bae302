<h1>{{TITLE}}</h1>

{{#INVITED}}
<div class="usa-alert usa-alert--success" role="status"><div class="usa-alert__body">
<h2 class="usa-alert__heading">[[console.officers.invited]]</h2>
<p class="usa-alert__text">[[console.officers.invited_how]]</p>
<p class="ll-code">{{INVITE_LINK}}</p>
</div></div>
{{/INVITED}}
<div class="ll-scroll" role="region" aria-label="{{TITLE}}" tabindex="0">
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">{{TITLE}}</caption>
<thead><tr><th scope="col">[[console.officers.id]]</th><th scope="col">[[console.sign_in.login]]</th><th scope="col">[[console.invite.name]]</th><th scope="col">[[console.officers.roles]]</th><th scope="col">[[console.officers.second]]</th><th scope="col">[[console.officers.state]]</th></tr></thead>
<tbody>
{{#OFFICERS}}
<tr><th scope="row" data-label="[[console.officers.id]]">{{ID}}</th><td data-label="[[console.sign_in.login]]">{{LOGIN}}</td><td data-label="[[console.invite.name]]">{{NAME}}</td><td data-label="[[console.officers.roles]]">{{ROLES}}</td>
<td data-label="[[console.officers.second]]">{{#HAS_TOTP}}[[yes_no.yes]]{{/HAS_TOTP}}{{#NO_TOTP}}[[yes_no.no]]{{/NO_TOTP}}</td>
<td data-label="[[console.officers.state]]"><form method="post" action="/staff/officers/{{ID}}/active"><input type="hidden" name="csrf" value="{{CSRF}}">
{{#ACTIVE}}<button class="usa-button usa-button--outline" name="active" value="no" type="submit">[[console.officers.suspend]]</button>{{/ACTIVE}}
{{#INACTIVE}}<button class="usa-button usa-button--outline" name="active" value="yes" type="submit">[[console.officers.restore]]</button>{{/INACTIVE}}
</form></td></tr>
{{/OFFICERS}}
</tbody>
</table>
</div>
<h2>[[console.officers.add]]</h2>
<form class="usa-form usa-form--large" method="post" action="/staff/officers" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="login">[[console.sign_in.login]]</label>
<input class="usa-input" id="login" name="login" autocapitalize="off" spellcheck="false">
<label class="usa-label" for="name">[[console.invite.name]]</label>
<input class="usa-input" id="name" name="name">
<fieldset class="usa-fieldset"><legend class="usa-legend">[[console.officers.roles]]</legend>
{{#ROLE}}
<div class="usa-checkbox"><input class="usa-checkbox__input" type="checkbox" id="role-{{ROLE_NAME}}" name="role" value="{{ROLE_NAME}}"><label class="usa-checkbox__label" for="role-{{ROLE_NAME}}">{{ROLE_WORD}}<span class="usa-checkbox__label-description">{{ROLE_HELP}}</span></label></div>
{{/ROLE}}
</fieldset>
<button class="usa-button" type="submit">[[console.officers.button]]</button>
</form>
