{{>HEAD}}

{{#JOBS}}<div class="usa-alert usa-alert--{{LOOK}} usa-alert--slim" role="status"><div class="usa-alert__body"><p class="usa-alert__text"><strong>{{JOB_STATE}}</strong> · {{PERCENT}} % · {{DONE}} / {{JOB_TOTAL}} · [[console.discovery.since]] {{JOB_SINCE}} {{JOB_MESSAGE}} <progress class="ll-bar" max="{{JOB_MOST}}" value="{{JOB_DONE}}" aria-label="[[console.discovery.progress]]"></progress></p>
{{#PAUSE}}<form method="post" action="{{CASE_LINK}}/discovery/pause"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="job" value="{{JOB}}"><button class="usa-button usa-button--outline" type="submit">[[console.discovery.pause]]</button> <a class="usa-link" href="{{CASE_LINK}}/discovery">[[console.discovery.refresh]]</a></form>{{/PAUSE}}
{{#RESUME}}<p class="usa-alert__text">[[console.discovery.paused]]</p><form method="post" action="{{CASE_LINK}}/discovery/resume"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="job" value="{{JOB}}"><button class="usa-button" type="submit">[[console.discovery.resume]]</button></form>{{/RESUME}}
</div></div>{{/JOBS}}
{{#NO_EVIDENCE}}<p>[[console.discovery.no_evidence]] <a class="usa-link" href="{{CASE_LINK}}/evidence">[[console.tab.evidence]]</a></p>{{/NO_EVIDENCE}}
{{#NEVER_RUN}}<p>[[console.discovery.never]]</p>{{/NEVER_RUN}}
{{#START}}<form method="post" action="{{CASE_LINK}}/discovery"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button" type="submit">[[console.discovery.start]]</button></form>{{/START}}
{{#LAST}}
<h2>[[console.discovery.was_read]]</h2>
<p><progress class="ll-bar" max="{{ALL_BYTES}}" value="{{READ_BYTES}}" aria-label="[[console.discovery.was_read]]"></progress> [[console.discovery.coverage read=READ_SIZE total=ALL_SIZE]]</p>
<dl class="ll-figures">
<div><dt>[[console.discovery.files]]</dt><dd>{{FILES}}</dd></div>
<div><dt>[[console.discovery.findings]]</dt><dd>{{FINDINGS}}</dd></div>
<div><dt>[[console.discovery.people]]</dt><dd>{{PEOPLE}}</dd></div>
</dl>
<p class="ll-quiet">[[console.discovery.run]] {{AT}}. [[console.discovery.took]] {{TOOK}}.{{#TAKEN_UP}} [[console.discovery.taken_up items=ITEMS]]{{/TAKEN_UP}}</p>
{{#ALL_READ}}<p>[[console.discovery.all_read]]</p>{{/ALL_READ}}
{{#UNREAD_HEAD}}
<h3>[[console.discovery.unread]]</h3>
<p class="ll-unread"><strong>{{HOW_MUCH_UNREAD}}</strong> <a class="usa-link" href="{{CASE_LINK}}/discovery/unread.tsv">[[console.table.take]]</a></p>
{{#BY_REASON}}<ul class="usa-list">{{#REASONS}}<li class="ll-unread">{{WHY}} · {{N}} · {{SIZE}}</li>{{/REASONS}}</ul>
<p><a class="usa-link" href="{{CASE_LINK}}/discovery/unread">[[console.discovery.unread_all n=ALL_UNREAD]]</a></p>{{/BY_REASON}}
<ul class="usa-list">{{#UNREAD}}<li class="ll-unread"><span class="ll-verbatim">{{PATH}}</span> <span class="ll-quiet">{{ITEM}}</span> · {{SIZE}} · {{REASON}}</li>{{/UNREAD}}</ul>
{{/UNREAD_HEAD}}
{{/LAST}}
{{#AGAIN}}<form method="post" action="{{CASE_LINK}}/discovery"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button usa-button--outline" type="submit">[[console.discovery.again]]</button> <span class="ll-quiet">[[console.discovery.again_means]]</span></form>{{/AGAIN}}
{{#NEXT_STEPS}}
<h2>[[console.discovery.next]]</h2>
<ul class="usa-list">
{{#NAMES}}<li><a class="usa-link" href="{{CASE_LINK}}/names">[[console.names.title]]</a> [[console.names.open]] <strong>{{OPEN}}</strong> · [[console.names.answered]] {{ANSWERED}}</li>{{/NAMES}}
{{#LINKS}}<li><a class="usa-link" href="{{CASE_LINK}}/links">[[console.links.title]]</a> [[console.links.open]] <strong>{{OPEN}}</strong> · [[console.links.answered]] {{ANSWERED}}</li>{{/LINKS}}
{{#SAMPLE}}<li><a class="usa-link" href="{{CASE_LINK}}/sample">[[console.discovery.check]]</a> {{#NOT_JUDGED}}[[sample.waiting]]{{/NOT_JUDGED}}{{#JUDGED}}[[sample.precision.short]] <strong>{{PRECISION}}</strong> · [[sample.recall.short]] <strong>{{RECALL}}</strong>{{/JUDGED}}</li>{{/SAMPLE}}
<li><a class="usa-link" href="{{CASE_LINK}}/findings?state=proposed&amp;order=doubtful-first">[[console.discovery.doubtful]]</a> [[console.discovery.not_judged]] <strong>{{PROPOSED_FINDINGS}}</strong></li>
</ul>
{{/NEXT_STEPS}}
{{#PEOPLE_BY_STATE}}
<h2>[[console.discovery.by_state]]</h2>
<p>[[console.discovery.by_state_intro total=PEOPLE_TOTAL]] <a class="usa-link" href="{{CASE_LINK}}/discovery/states.tsv">[[console.table.take]]</a></p>
{{#UNCERTAIN}}<p>{{WORDS}} <a class="usa-link" href="{{LINK}}">[[console.people.uncertain_list]]</a> · <a class="usa-link" href="{{CASE_LINK}}/links">[[console.links.title]]</a></p>{{/UNCERTAIN}}
<table class="usa-table usa-table--borderless ll-bars">
<caption class="usa-sr-only">[[console.discovery.by_state]]</caption>
<thead><tr><th scope="col">[[console.people.state]]</th><th scope="col" class="ll-number">[[people.standing.accepted]]</th><th scope="col" class="ll-number">[[people.standing.proposed]]</th><td class="ll-bars__bar"></td></tr></thead>
<tbody>
{{#STATE_ROWS}}
<tr><th scope="row"><a class="usa-link" href="{{STATE_LINK}}">{{STATE_NAME}}</a></th><td class="ll-number" data-label="[[people.standing.accepted]]">{{STATE_ACCEPTED}}</td> <td class="ll-number" data-label="[[people.standing.proposed]]">{{STATE_PROPOSED}}</td> <td class="ll-bars__bar" aria-hidden="true"><svg class="ll-bar-pair" viewBox="0 0 1000 16" preserveAspectRatio="none" focusable="false"><rect class="ll-part" width="{{ACCEPTED_WIDTH}}" height="16"></rect><rect class="ll-part ll-part--open" x="{{ACCEPTED_WIDTH}}" width="{{PROPOSED_WIDTH}}" height="16"></rect></svg></td></tr>
{{#WHY}}<tr class="ll-why"><td colspan="4">{{WHY_PEOPLE}}: {{WHY_TEXT}}</td></tr>{{/WHY}}
{{/STATE_ROWS}}
</tbody>
</table>
{{/PEOPLE_BY_STATE}}
{{#NOTHING_FOUND}}<p>[[console.discovery.nothing_found]]</p>{{/NOTHING_FOUND}}
{{#BY_FILE}}
<h2>[[console.discovery.by_file]]</h2>
<p>[[console.discovery.by_file_intro shown=SHOWN total=FILES_TOTAL]] <a class="usa-link" href="{{CASE_LINK}}/discovery/files">[[console.discovery.files_all]]</a> · <a class="usa-link" href="{{CASE_LINK}}/discovery/files.tsv">[[console.table.take]]</a></p>
{{#HEAT}}
<div class="ll-scroll ll-heat-box" role="region" aria-label="[[console.discovery.by_file]]" tabindex="0">
<table class="usa-table usa-table--borderless ll-dense ll-heat">
<caption class="usa-sr-only">[[console.discovery.by_file]]</caption>
<thead><tr><th scope="col">[[console.discovery.file]]</th><th scope="col" class="ll-heat__all">[[console.discovery.all_kinds]]</th>{{#KINDS}}<th scope="col"><span class="ll-upright">{{KIND}}</span></th>{{/KINDS}}</tr></thead>
<tbody>
{{#ITEMS}}<tr><th scope="row"><a class="usa-link" href="{{FILE_LINK}}">{{FILE}}</a> <span class="ll-quiet">{{ITEM}}</span></th><td class="ll-heat__all" data-label="[[console.discovery.all_kinds]]">{{ALL}}</td>{{#CELLS}}<td class="ll-heat-{{SHADE}}" data-label="{{OF_KIND}}">{{#SOME}}<a href="{{CELL_LINK}}" aria-label="{{OF_KIND}}: {{N}}">{{N}}</a>{{/SOME}}</td>{{/CELLS}}</tr>
{{/ITEMS}}
</tbody>
</table>
</div>
{{/HEAT}}
{{/BY_FILE}}
{{#BY_KIND}}
<h2>[[console.discovery.by_element]]</h2>
<p><a class="usa-link" href="{{CASE_LINK}}/findings">[[console.discovery.findings_all]]</a> · <a class="usa-link" href="{{CASE_LINK}}/findings.tsv">[[console.table.take]]</a></p>
<table class="usa-table usa-table--borderless ll-bars">
<caption class="usa-sr-only">[[console.discovery.by_element]]</caption>
<thead><tr><th scope="col">[[console.discovery.element]]</th><th scope="col" class="ll-number">[[finding.state.proposed]]</th><th scope="col" class="ll-number">[[finding.state.accepted]]</th><th scope="col" class="ll-number">[[finding.state.rejected]]</th></tr></thead>
<tbody>
{{#SUMS}}
<tr><th scope="row"><a class="usa-link" href="{{LINK}}">{{ELEMENT}}</a></th><td class="ll-number" data-label="[[finding.state.proposed]]">{{PROPOSED}}</td> <td class="ll-number" data-label="[[finding.state.accepted]]">{{ACCEPTED}}</td> <td class="ll-number" data-label="[[finding.state.rejected]]">{{REJECTED}}</td></tr>
{{/SUMS}}
</tbody>
</table>
{{/BY_KIND}}
{{#EARLIER}}<details><summary>[[console.discovery.earlier]]</summary>
<ul class="usa-list">{{#RUNS}}<li>{{AT}}: [[console.discovery.read files=FILES size=SIZE findings=FINDINGS people=PEOPLE unread=UNREAD]]</li>{{/RUNS}}</ul>
{{#OLDER}}<p>[[console.discovery.older n=N]]</p>{{/OLDER}}</details>{{/EARLIER}}
