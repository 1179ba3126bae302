<h1>{{TITLE}}</h1>

<p>[[console.invite.intro]]</p>
<form class="usa-form usa-form--large" method="post" action="/staff/invite/{{TOKEN}}" novalidate>
{{#FIRST}}
<label class="usa-label" for="login">[[console.sign_in.login]]</label>
<input class="usa-input" id="login" name="login" value="{{LOGIN}}" autocomplete="username" autocapitalize="off" spellcheck="false">
<label class="usa-label" for="name">[[console.invite.name]]</label>
<input class="usa-input" id="name" name="name" value="{{NAME}}" autocomplete="name">
{{/FIRST}}
{{#KNOWN}}
<p>[[console.invite.for name=NAME login=LOGIN]]</p>
{{/KNOWN}}
<label class="usa-label" for="password">[[console.invite.password]]</label>
<span class="usa-hint" id="password-hint">[[console.invite.password_hint]]</span>
<input class="usa-input" id="password" name="password" type="password" autocomplete="new-password" aria-describedby="password-hint">
<label class="usa-label" for="again">[[console.invite.again]]</label>
<input class="usa-input" id="again" name="again" type="password" autocomplete="new-password">
<h2>[[console.invite.second]]</h2>
<p>[[console.invite.second_how]]</p>
<p class="ll-code">{{TOTP_SECRET}}</p>
<p>[[console.invite.open_app]]: <span class="ll-code">{{TOTP_URI}}</span></p>
<label class="usa-label" for="code">[[console.sign_in.code]]</label>
<input class="usa-input" id="code" name="code" inputmode="numeric" autocomplete="one-time-code">
<button class="usa-button" type="submit">[[console.invite.button]]</button>
</form>
