<h1>{{TITLE}}</h1>
<p><a class="usa-link" href="/staff/days">[[day.title]]</a> · <a class="usa-link" href="/staff/calendar">[[console.clocks.file]]</a></p>
<p class="ll-quiet">[[console.clocks.not_advice]]</p>
{{#NEW_LINK}}<div class="usa-alert usa-alert--success" role="status"><div class="usa-alert__body"><p class="usa-alert__text">[[console.clocks.link_new]]<br><code class="ll-digest">{{FEED}}</code></p></div></div>{{/NEW_LINK}}
{{#EMPTY}}<p>[[console.clocks.empty]]</p>{{/EMPTY}}
{{#GROUPS}}
<h2 id="{{GROUP}}">{{GROUP_NAME}}</h2>
<div class="ll-scroll" role="region" aria-labelledby="{{GROUP}}" tabindex="0"><table class="usa-table usa-table--borderless usa-table--stacked ll-dense"><caption class="usa-sr-only">{{GROUP_NAME}}</caption>
<thead><tr><th scope="col">[[console.clocks.what]]</th><th scope="col">[[console.clocks.due]]</th><th scope="col">[[console.clocks.left]]</th><th scope="col">[[console.clocks.owner]]</th><th scope="col">[[console.cases.id]]</th></tr></thead><tbody>
{{#CLOCKS}}<tr><th scope="row" data-label="[[console.clocks.what]]"><a class="usa-link" href="{{DETAIL}}">{{WHAT}}</a><br><span class="ll-quiet">{{DUE_TEXT}} · {{RULE}}</span>{{#REVIEW}}<br><span class="ll-quiet">{{REVIEW_WORDS}}</span>{{/REVIEW}}{{#UNSIGNED}}<details class="ll-unsigned"><summary><strong>{{UNSIGNED_WORDS}}</strong></summary><ul class="usa-list">{{#NOT_SIGNED}}<li>{{READING_KIND}}: {{READING}}</li>{{/NOT_SIGNED}}</ul></details>{{/UNSIGNED}}</th><td data-label="[[console.clocks.due]]">{{DUE}}</td><td data-label="[[console.clocks.left]]"><span class="ll-clock ll-clock--{{STYLE}}">{{MARK}}</span>{{#LEFT}} {{LEFT_WORDS}}{{/LEFT}}{{#PAUSED}} [[clock.paused_since since=SINCE]] {{WHY}}{{/PAUSED}}</td><td data-label="[[console.clocks.owner]]">{{OWNER}}</td><td data-label="[[console.cases.id]]"><a class="usa-link" href="{{CASE_HREF}}">{{CASE_ID}}</a> {{SUBJECT}}</td></tr>{{/CLOCKS}}
</tbody></table></div>
{{/GROUPS}}
<h2>[[console.clocks.calendar]]</h2>
<p>[[console.clocks.calendar_help]]</p>
<form method="post" action="/staff/calendar"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button usa-button--outline" type="submit">[[console.clocks.link_make]]</button></form>
{{#HAS_LINK}}<form method="post" action="/staff/calendar"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="drop" value="yes"><button class="usa-button usa-button--unstyled" type="submit">[[console.clocks.link_drop]]</button></form>{{/HAS_LINK}}
