<h1>{{TITLE}}</h1>

<p>[[portal.status.ask.intro]]</p>
<form class="usa-form usa-form--large" method="post" action="/status" novalidate>
<label class="usa-label" for="code">[[portal.status.ask.code]]</label><span class="usa-hint" id="code-hint">[[portal.status.ask.hint]]</span>
<input class="usa-input" id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint">
<button class="usa-button" type="submit">[[portal.status.ask.button]]</button>
</form>
<p class="ll-quiet">[[portal.status.ask.lost]]</p>
