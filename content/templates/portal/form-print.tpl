<p class="ll-step ll-screen"><a class="usa-link" href="/forms">[[portal.page.forms]]</a> · [[portal.forms.how_print]]</p>
<h1>{{TITLE}}</h1>
{{#PURPOSE}}<p class="usa-intro">{{PURPOSE_TEXT}}</p>{{/PURPOSE}}
<ol class="ll-paper">
{{#QUESTIONS}}<li><p>{{QUESTION}}</p><p class="ll-lines" aria-hidden="true"></p></li>
{{/QUESTIONS}}
</ol>
<p class="ll-signed">[[portal.forms.date]] <span class="ll-line" aria-hidden="true"></span></p>
<h2>[[portal.forms.where]]</h2>
{{#WAYS}}<p class="ll-subtitle">{{PART}}</p><p>{{WAY}}</p>{{#REACHES}}<p><strong>{{REACH_TITLE}}:</strong> {{REACH_TEXT}}</p>{{/REACHES}}{{/WAYS}}
<p class="ll-source">[[portal.forms.printed city=CITY day=DAY]]</p>
