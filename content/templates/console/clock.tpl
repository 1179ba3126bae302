<h1>{{HEADING}}</h1>
<p><a class="usa-link" href="{{CASE_HREF}}">{{CASE_ID}}</a> · <a class="usa-link" href="/staff/clocks">[[console.clocks.title]]</a></p>
{{#WHAT_IF}}<div class="usa-alert usa-alert--info usa-alert--slim"><div class="usa-alert__body"><p class="usa-alert__text">[[clock.what_if_now]] <a class="usa-link" href="{{SELF}}">[[clock.what_if_back]]</a></p></div></div>{{/WHAT_IF}}
<dl class="ll-facts"><dt>[[clock.last_day]]</dt><dd>{{#LAST}}<strong>{{LAST_DAY}}</strong>{{/LAST}}{{#PAUSED}}[[clock.paused_since since=SINCE]] {{WHY}}{{/PAUSED}}{{#LATE}} <strong>✕ [[clock.mark.overdue]]</strong>{{/LATE}}</dd>
{{#OTHER}}<dt>[[clock.other]]</dt><dd>{{OTHER_DAY}} {{OTHER_WHY}}</dd>{{/OTHER}}
<dt>[[clock.period]]</dt><dd>{{PERIOD}}</dd><dt>[[clock.authority]]</dt><dd>{{AUTHORITY}}</dd><dt>[[clock.state]]</dt><dd>{{STATE}}</dd></dl>
<h2 id="lines">[[clock.how]]</h2>
<div class="ll-scroll" role="region" aria-labelledby="lines" tabindex="0"><table class="usa-table usa-table--borderless usa-table--stacked ll-dense"><caption class="usa-sr-only">[[clock.how]]</caption>
<thead><tr><th scope="col">[[clock.day]]</th><th scope="col">[[clock.counted_or_not]]</th><th scope="col">[[clock.reason]]</th></tr></thead><tbody>
{{#LINES}}<tr class="ll-line--{{LINE_STYLE}}"><th scope="row" data-label="[[clock.day]]">{{DATE}}</th><td data-label="[[clock.counted_or_not]]">{{COUNTED}}</td><td data-label="[[clock.reason]]">{{BECAUSE}}</td></tr>{{/LINES}}
</tbody></table></div>
{{#DAYS}}<h2>[[clock.what_if]]</h2>
<p class="usa-hint">[[clock.what_if_help]]</p>
<form class="usa-form" method="get" action="{{SELF}}" novalidate>
<label class="usa-label" for="from">[[clock.what_if_from]]</label><input class="usa-input" id="from" name="from" value="{{IF_FROM}}" placeholder="2027-01-15" autocomplete="off">
<label class="usa-label" for="closed">[[clock.what_if_closed]]</label><input class="usa-input" id="closed" name="closed" value="{{IF_CLOSED}}" autocomplete="off">
<button class="usa-button usa-button--outline" type="submit">[[clock.what_if_go]]</button>
</form>{{/DAYS}}
<h2 id="changes">[[clock.changes]]</h2>
<div class="ll-scroll" role="region" aria-labelledby="changes" tabindex="0"><table class="usa-table usa-table--borderless usa-table--stacked ll-dense"><caption class="usa-sr-only">[[clock.changes]]</caption>
<thead><tr><th scope="col">[[clock.entered]]</th><th scope="col">[[clock.by]]</th><th scope="col">[[console.clocks.what]]</th><th scope="col">[[clock.on]]</th><th scope="col">[[clock.reason]]</th></tr></thead><tbody>
{{#CHANGES}}<tr><th scope="row" data-label="[[clock.entered]]">{{AT}}</th><td data-label="[[clock.by]]">{{BY}}</td><td data-label="[[console.clocks.what]]">{{WHAT}}</td><td data-label="[[clock.on]]">{{ON}}</td><td data-label="[[clock.reason]]">{{WHY}}</td></tr>{{/CHANGES}}
</tbody></table></div>
{{#TURN}}
<h2>[[clock.turn]]</h2>
<form class="usa-form" method="post" action="{{SELF}}" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="event">[[clock.turn_what]]</label>
<select class="usa-select" id="event" name="event"><option value="pause">[[clock.change.pause]]</option><option value="resume">[[clock.change.resume]]</option><option value="end">[[clock.change.end]]</option></select>
<label class="usa-label" for="on">[[clock.on]]</label><input class="usa-input" id="on" name="on" value="" autocomplete="off">
<label class="usa-label" for="because">[[clock.reason]]</label><input class="usa-input" id="because" name="because" value="" autocomplete="off">
<button class="usa-button" type="submit">[[clock.turn_go]]</button>
</form>
{{/TURN}}
