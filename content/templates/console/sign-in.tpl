<h1>{{TITLE}}</h1>

<form class="usa-form usa-form--large" method="post" action="/staff/sign-in" novalidate>
<input type="hidden" name="next" value="{{NEXT}}">
<label class="usa-label" for="login">[[console.sign_in.login]]</label>
<input class="usa-input" id="login" name="login" value="{{LOGIN}}" autocomplete="username" autocapitalize="off" spellcheck="false">
<label class="usa-label" for="password">[[console.sign_in.password]]</label>
<input class="usa-input" id="password" name="password" type="password" autocomplete="current-password">
<label class="usa-label" for="code">[[console.sign_in.code]]</label>
<span class="usa-hint" id="code-hint">[[console.sign_in.code_hint]]</span>
<input class="usa-input" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" aria-describedby="code-hint">
<button class="usa-button" type="submit">[[console.sign_in.button]]</button>
</form>
<p class="ll-quiet">[[console.sign_in.help]]</p>
