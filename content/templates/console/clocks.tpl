<h1>{{TITLE}}</h1>

{{#EMPTY}}<p>[[console.clocks.empty]]</p>{{/EMPTY}}
{{#GROUPS}}
<h2 id="{{GROUP}}">{{GROUP_NAME}}</h2>
<div class="ll-scroll" role="region" aria-labelledby="{{GROUP}}" tabindex="0"><table class="usa-table usa-table--borderless ll-dense"><caption class="usa-sr-only">{{GROUP_NAME}}</caption>
<thead><tr><th scope="col">[[console.clocks.due]]</th><th scope="col">[[console.clocks.left]]</th><th scope="col">[[console.clocks.what]]</th><th scope="col">[[console.cases.id]]</th><th scope="col">[[console.cases.subject]]</th></tr></thead><tbody>
{{#CLOCKS}}<tr><th scope="row">{{DUE}}</th><td><span class="ll-clock ll-clock--{{GROUP}}">{{CLOCK_STATE}}</span>{{#LEFT}} {{LEFT_WORDS}}{{/LEFT}}</td><td>{{RECIPIENT}}<br><span class="ll-quiet">{{DUE_TEXT}} · {{RULE}}</span></td><td><a class="usa-link" href="{{LINK}}">{{CASE_ID}}</a></td><td>{{SUBJECT}}</td></tr>{{/CLOCKS}}
</tbody></table></div>
{{/GROUPS}}
