{{>HEAD}}

{{#JOBS}}<div class="usa-alert usa-alert--info usa-alert--slim" role="status"><div class="usa-alert__body"><p class="usa-alert__text">{{JOB_STATE}} · {{DONE}} / {{JOB_TOTAL}} {{JOB_MESSAGE}} <progress class="ll-bar" max="{{JOB_MOST}}" value="{{JOB_DONE}}" aria-label="[[console.discovery.progress]]"></progress></p>
{{#PAUSE}}<form method="post" action="{{CASE_LINK}}/discovery/pause"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="job" value="{{JOB}}"><button class="usa-button usa-button--outline" type="submit">[[console.discovery.pause]]</button> <a class="usa-link" href="{{CASE_LINK}}/discovery">[[console.discovery.refresh]]</a></form>{{/PAUSE}}
{{#RESUME}}<p class="usa-alert__text">[[console.discovery.paused]]</p><form method="post" action="{{CASE_LINK}}/discovery/resume"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="job" value="{{JOB}}"><button class="usa-button" type="submit">[[console.discovery.resume]]</button></form>{{/RESUME}}
</div></div>{{/JOBS}}
{{#NEVER_RUN}}<p>[[console.discovery.never]]</p>{{/NEVER_RUN}}
{{#START}}<form method="post" action="{{CASE_LINK}}/discovery"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button" type="submit">[[console.discovery.start]]</button></form>{{/START}}
{{#RUNS}}
<h2>[[console.discovery.run]] {{AT}}</h2>
<p>[[console.discovery.read files=FILES size=SIZE findings=FINDINGS people=PEOPLE]]</p>
<p><progress class="ll-bar" max="{{ALL_BYTES}}" value="{{READ_BYTES}}" aria-label="[[console.discovery.progress]]"></progress> [[console.discovery.coverage read=READ_SIZE total=ALL_SIZE]]</p>
{{#TAKEN_UP}}<p>[[console.discovery.taken_up items=ITEMS]]</p>{{/TAKEN_UP}}
{{#UNREAD_HEAD}}<h3>[[console.discovery.unread]]</h3>{{/UNREAD_HEAD}}
<ul class="usa-list">{{#UNREAD}}<li class="ll-unread"><code>{{PATH}}</code> · {{SIZE}} · {{REASON}}</li>{{/UNREAD}}</ul>
{{/RUNS}}
{{#HAS_RUN}}<ul class="usa-list">
<li><a class="usa-link" href="{{CASE_LINK}}/names">[[console.names.title]]</a></li>
<li><a class="usa-link" href="{{CASE_LINK}}/links">[[console.links.title]]</a></li>
<li><a class="usa-link" href="{{CASE_LINK}}/sample">[[console.discovery.check]]</a></li>
</ul>{{/HAS_RUN}}
{{#PEOPLE_BY_STATE}}
<h2>[[console.discovery.by_state]]</h2>
<p>[[console.discovery.by_state_intro total=PEOPLE_TOTAL]]</p>
{{#UNCERTAIN}}<p>[[console.people.uncertain people=PEOPLE]] <a class="usa-link" href="{{LINK}}">[[console.people.uncertain_list]]</a> · <a class="usa-link" href="{{CASE_LINK}}/links">[[console.links.title]]</a></p>{{/UNCERTAIN}}
<table class="usa-table usa-table--borderless ll-bars">
<caption class="usa-sr-only">[[console.discovery.by_state]]</caption>
<thead><tr><th scope="col">[[console.people.state]]</th><th scope="col" class="ll-number">[[people.standing.accepted]]</th><th scope="col" class="ll-number">[[people.standing.proposed]]</th><td class="ll-bars__bar"></td></tr></thead>
<tbody>
{{#STATE_ROWS}}
<tr><th scope="row"><a class="usa-link" href="{{STATE_LINK}}">{{STATE_NAME}}</a></th><td class="ll-number">{{STATE_ACCEPTED}}</td><td class="ll-number">{{STATE_PROPOSED}}</td><td class="ll-bars__bar" aria-hidden="true"><span class="ll-part ll-part-{{ACCEPTED_WIDTH}}"></span><span class="ll-part ll-part--open ll-part-{{PROPOSED_WIDTH}}"></span></td></tr>
{{#WHY}}<tr class="ll-why"><td colspan="4">{{WHY_PEOPLE}}: {{WHY_TEXT}}</td></tr>{{/WHY}}
{{/STATE_ROWS}}
</tbody>
</table>
{{/PEOPLE_BY_STATE}}
{{#HEAT}}
<h2>[[console.discovery.by_file]]</h2>
<div class="ll-scroll" role="region" aria-label="[[console.discovery.by_file]]" tabindex="0">
<table class="usa-table usa-table--borderless ll-dense ll-heat">
<caption class="usa-sr-only">[[console.discovery.by_file]]</caption>
<thead><tr><th scope="col">[[console.discovery.item]]</th>{{#KINDS}}<th scope="col">{{KIND}}</th>{{/KINDS}}</tr></thead>
<tbody>
{{#ITEMS}}<tr><th scope="row">{{ITEM}}</th>{{#CELLS}}<td class="ll-heat-{{SHADE}}">{{N}}</td>{{/CELLS}}</tr>
{{/ITEMS}}
</tbody>
</table>
</div>
{{/HEAT}}
<h2>[[console.discovery.by_element]]</h2>
<div class="ll-scroll" role="region" aria-label="[[console.discovery.by_element]]" tabindex="0">
<table class="usa-table usa-table--borderless ll-dense">
<caption class="usa-sr-only">[[console.discovery.by_element]]</caption>
<thead><tr><th scope="col">[[console.discovery.element]]</th><th scope="col">[[finding.state.proposed]]</th><th scope="col">[[finding.state.accepted]]</th><th scope="col">[[finding.state.rejected]]</th></tr></thead>
<tbody>
{{#SUMS}}
<tr><th scope="row"><a class="usa-link" href="{{LINK}}">{{ELEMENT}}</a></th><td>{{PROPOSED}}</td><td>{{ACCEPTED}}</td><td>{{REJECTED}}</td></tr>
{{/SUMS}}
</tbody>
</table>
</div>

<h2>[[console.discovery.findings]]</h2>
<div class="ll-scroll" role="region" aria-label="[[console.discovery.findings]]" tabindex="0">
<table class="usa-table usa-table--borderless ll-dense">
<caption class="usa-sr-only">[[console.discovery.findings]]</caption>
<thead><tr><th scope="col">[[console.discovery.element]]</th><th scope="col">[[console.discovery.sample]]</th><th scope="col">[[console.discovery.path]]</th><th scope="col">[[console.discovery.reason]]</th><th scope="col">[[console.discovery.person]]</th><th scope="col">[[console.discovery.judge]]</th></tr></thead>
<tbody>
{{#FINDINGS}}
<tr><th scope="row">{{ELEMENT}}</th><td><code>{{MASKED}}</code>{{#REVEALED}}<br><strong>{{VALUE}}</strong>{{/REVEALED}}</td><td><code class="ll-digest">{{PATH}}</code></td><td>{{REASON}} ({{CONFIDENCE}})</td><td>{{PERSON}}</td><td>{{FINDING_STATE}}
<form method="post" action="{{CASE_LINK}}/finding"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="finding" value="{{FINDING}}"><button class="usa-button usa-button--unstyled" name="state" value="accepted" type="submit">[[console.discovery.accept]]</button> <button class="usa-button usa-button--unstyled" name="state" value="rejected" type="submit">[[console.discovery.reject]]</button></form>
<details><summary>[[console.discovery.reveal]]</summary><form method="post" action="{{CASE_LINK}}/finding/reveal"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="finding" value="{{FINDING}}"><label class="usa-label" for="purpose-{{FINDING}}">[[console.report.purpose]]</label><input class="usa-input" id="purpose-{{FINDING}}" name="purpose"><button class="usa-button usa-button--outline" type="submit">[[console.discovery.reveal]]</button></form></details></td></tr>
{{/FINDINGS}}
</tbody>
</table>
</div>

<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}</p></nav>
