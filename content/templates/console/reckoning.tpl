{{>HEAD}}

{{#NO_DUTY}}<p>[[clock.no_duty]]</p>{{/NO_DUTY}}
{{#DUTY}}
<h2>{{DUTY_TITLE}} <span class="usa-tag">{{STATE}}</span></h2>
<p>{{RECIPIENT}} · <strong>{{DUE}}</strong> {{DUE_TEXT}}<br><span class="ll-quiet">{{RULE}} · {{SHEET_ID}}</span></p>
{{/DUTY}}
{{#WHAT_IF}}<div class="usa-alert usa-alert--info usa-alert--slim"><div class="usa-alert__body"><p class="usa-alert__text">[[clock.what_if_now]]</p></div></div>{{/WHAT_IF}}
{{#NO_COUNT}}<p>[[clock.no_count]]</p>{{/NO_COUNT}}
{{#COUNT}}
<dl class="ll-facts"><dt>[[clock.event]]</dt><dd>{{EVENT}} {{FROM}}</dd><dt>[[clock.last_day]]</dt><dd><strong>{{LAST_DAY}}</strong></dd><dt>[[clock.working]]</dt><dd>{{WORKING}}</dd></dl>
{{/COUNT}}
{{#OTHER}}<p>[[clock.other]] <strong>{{OTHER_DAY}}</strong> {{OTHER_WHY}}</p>{{/OTHER}}
<h2 id="lines">[[clock.how]]</h2>
<div class="ll-scroll" role="region" aria-labelledby="lines" tabindex="0"><table class="usa-table usa-table--borderless usa-table--stacked ll-dense"><caption class="usa-sr-only">[[clock.how]]</caption>
<thead><tr><th scope="col">[[clock.day]]</th><th scope="col">[[clock.counted_or_not]]</th><th scope="col">[[clock.reason]]</th></tr></thead><tbody>
{{#LINES}}<tr class="ll-line--{{LINE_STYLE}}"><th scope="row" data-label="[[clock.day]]">{{DATE}}</th><td data-label="[[clock.counted_or_not]]">{{COUNTED}}</td><td data-label="[[clock.reason]]">{{BECAUSE}}</td></tr>{{/LINES}}
</tbody></table></div>
<h2>[[clock.what_if]]</h2>
<p class="usa-hint">[[clock.what_if_help]]</p>
<form class="usa-form" method="get" action="{{SELF}}" novalidate>
<input type="hidden" name="duty" value="{{DUTY_ID}}"><label class="usa-label" for="from">[[clock.what_if_from]]</label><input class="usa-input" id="from" name="from" value="{{IF_FROM}}" placeholder="2027-01-15" autocomplete="off">
<label class="usa-label" for="closed">[[clock.what_if_closed]]</label><input class="usa-input" id="closed" name="closed" value="{{IF_CLOSED}}" autocomplete="off">
<button class="usa-button usa-button--outline" type="submit">[[clock.what_if_go]]</button>
</form>
<h2 id="changes">[[clock.changes]]</h2>
<div class="ll-scroll" role="region" aria-labelledby="changes" tabindex="0"><table class="usa-table usa-table--borderless usa-table--stacked ll-dense"><caption class="usa-sr-only">[[clock.changes]]</caption>
<thead><tr><th scope="col">[[clock.entered]]</th><th scope="col">[[clock.by]]</th><th scope="col">[[clock.sheet]]</th><th scope="col">[[clock.last_day]]</th><th scope="col">[[clock.working]]</th><th scope="col">[[clock.state]]</th></tr></thead><tbody>
{{#CHANGES}}<tr><th scope="row" data-label="[[clock.entered]]">{{AT}}</th><td data-label="[[clock.by]]">{{BY}}</td><td data-label="[[clock.sheet]]"><a class="usa-link" href="{{SHEET_HREF}}">{{SHEET_ID}}</a></td><td data-label="[[clock.last_day]]">{{ON}}</td><td data-label="[[clock.working]]">{{WORKING}}</td><td data-label="[[clock.state]]">{{STATE}}</td></tr>{{/CHANGES}}
</tbody></table></div>
