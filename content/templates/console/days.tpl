<h1>{{TITLE}}</h1>
<p>[[day.help]]</p>
{{#ENTERED}}<div class="usa-alert usa-alert--success" role="status"><div class="usa-alert__body"><p class="usa-alert__text">[[day.entered]] {{#NONE}}[[day.none_moved]]{{/NONE}}</p></div></div>{{/ENTERED}}
<ul class="usa-list">{{#MOVED}}<li><a class="usa-link" href="{{CASE_HREF}}">{{CASE_ID}}</a> {{TITLE_MOVED}}: {{BEFORE}} → <strong>{{AFTER}}</strong></li>{{/MOVED}}</ul>
{{#MAY_ENTER}}
<form class="usa-form" method="post" action="/staff/days" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="date">[[clock.day]]</label><span class="usa-hint" id="date_hint">2027-01-20</span><input class="usa-input" id="date" name="date" value="{{TYPED_DATE}}" aria-describedby="date_hint" autocomplete="off">
<label class="usa-label" for="what">[[day.what]]</label>
<select class="usa-select" id="what" name="what"><option value="closed">[[day.what.closed]]</option><option value="open">[[day.what.open]]</option><option value="ordinary">[[day.what.ordinary]]</option></select>
<label class="usa-label" for="because">[[day.because]]</label><input class="usa-input" id="because" name="because" value="{{TYPED_BECAUSE}}" autocomplete="off">
<button class="usa-button" type="submit">[[day.enter]]</button>
</form>
{{/MAY_ENTER}}
<h2 id="entries">[[day.entries]]</h2>
{{#EMPTY}}<p>[[day.empty]]</p>{{/EMPTY}}
<div class="ll-scroll" role="region" aria-labelledby="entries" tabindex="0"><table class="usa-table usa-table--borderless usa-table--stacked ll-dense"><caption class="usa-sr-only">[[day.entries]]</caption>
<thead><tr><th scope="col">[[clock.day]]</th><th scope="col">[[day.what]]</th><th scope="col">[[clock.reason]]</th><th scope="col">[[clock.by]]</th><th scope="col">[[clock.entered]]</th><th scope="col">[[day.standing]]</th></tr></thead><tbody>
{{#ENTRIES}}<tr><th scope="row" data-label="[[clock.day]]">{{DATE}}</th><td data-label="[[day.what]]">{{WHAT}}</td><td data-label="[[clock.reason]]">{{WHY}}</td><td data-label="[[clock.by]]">{{BY}}</td><td data-label="[[clock.entered]]">{{AT}}</td><td data-label="[[day.standing]]">{{HOLDS}}</td></tr>{{/ENTRIES}}
</tbody></table></div>
