<h1>{{TITLE}}</h1>

<p><a class="usa-link" href="{{CASE_LINK}}">{{CASE_ID}}</a> · <a class="usa-link" href="{{LINK}}">{{BATCH}}</a> · <strong>{{BATCH_STATE}}</strong> · [[console.letters.n letters=LETTERS]]</p>
<p>[[console.letters.prepared]]: {{RENDERED}} · {{RENDERED_BY}}{{#APPROVED}} · [[console.letters.approved]]: {{APPROVED_BY}}{{/APPROVED}}</p>
<p>SHA-256 <code class="ll-digest">{{DIGEST}}</code></p>
{{#GAPS}}<div class="usa-alert usa-alert--error usa-alert--slim"><div class="usa-alert__body"><p class="usa-alert__text">{{GAP}}</p></div></div>{{/GAPS}}
{{#FINDINGS}}<p class="ll-flag">{{FINDING}}</p>{{/FINDINGS}}
{{#TOLD}}<p class="ll-told">{{TOLD_WORDS}}</p>{{/TOLD}}
{{#MAY_APPROVE}}<h2>[[console.letters.approve]]</h2><p>[[console.letters.approve_help]]</p><form class="usa-form" method="post" action="/staff/batch/{{BATCH}}/approve" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="digest" value="{{DIGEST}}">
<button class="usa-button" type="submit">[[console.letters.approve]]</button>
</form>
{{/MAY_APPROVE}}
{{#MAY_MAIL}}<h2>[[console.letters.mail]]</h2><form class="usa-form" method="post" action="/staff/batch/{{BATCH}}/mailed" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="on">[[console.letters.on]]</label><input class="usa-input" id="on" name="on" value="{{TODAY}}">
<button class="usa-button" type="submit">[[console.letters.mail]]</button>
</form>
{{/MAY_MAIL}}
<div class="ll-scroll" role="region" aria-label="{{TITLE}}" tabindex="0">
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">{{TITLE}}</caption>
<thead><tr><th scope="col">[[console.letters.letter]]</th><th scope="col">[[console.people.person]]</th><th scope="col">[[console.cases.state]]</th><th scope="col">[[console.letters.on]]</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
{{#LETTER_ROWS}}
<tr><th scope="row" data-label="[[console.letters.letter]]">{{#MAY_READ}}<a class="usa-link" href="{{PDF_LINK}}">{{LETTER}}</a>{{/MAY_READ}}{{#MAY_NOT_READ}}{{LETTER}}{{/MAY_NOT_READ}}</th><td data-label="[[console.people.person]]">{{PERSON}}</td><td data-label="[[console.cases.state]]">{{LETTER_STATE}}</td><td data-label="[[console.letters.on]]">{{MAILED_ON}}</td><td data-label="SHA-256"><code class="ll-digest">{{SHA256}}</code></td></tr>
{{/LETTER_ROWS}}
</tbody>
</table>
</div>
