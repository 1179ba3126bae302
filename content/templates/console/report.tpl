<h1>{{TITLE}}</h1>

<div class="ll-columns">
<div>
{{#URGENT}}<div class="usa-alert usa-alert--error"><div class="usa-alert__body"><p class="usa-alert__text">{{URGENCY}}</p></div></div>{{/URGENT}}
<dl class="ll-facts">
<div><dt>[[console.inbox.kind]]</dt><dd>{{KIND}}</dd></div>
<div><dt>[[console.report.received]]</dt><dd>{{RECEIVED}} ({{AGE}}), {{CHANNEL}}</dd></div>
<div><dt>[[console.inbox.state]]</dt><dd>{{REPORT_STATE}}</dd></div>
<div><dt>[[console.report.when]]</dt><dd>{{WHEN}}</dd></div>
{{#WHERE}}<div><dt>[[console.report.where]]</dt><dd class="ll-verbatim">{{WHERE_TEXT}}</dd></div>{{/WHERE}}
{{#IN_CASE}}<div><dt>[[console.report.case]]</dt><dd><a class="usa-link" href="{{LINK}}">{{CASE_ID}}</a></dd></div>{{/IN_CASE}}
</dl>
<h2>[[console.report.what]]</h2>
<p class="ll-verbatim">{{WHAT}}</p>
<h2>[[console.report.files]]</h2>
{{#NO_FILES}}<p>[[console.report.no_files]]</p>{{/NO_FILES}}{{#HAS_FILES}}<p class="ll-quiet">[[console.report.files_help]]</p>{{/HAS_FILES}}
{{#FILES}}
<p><strong>{{FILE_NAME}}</strong> {{FILE_SIZE}}<br><code class="ll-digest">{{FILE_SHA256}}</code></p>
{{#MAY_COPY}}<form method="post" action="/staff/report/{{REF}}/file"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="file" value="{{FILE}}">
<label class="usa-label" for="purpose-{{FILE}}">[[console.report.purpose]]</label><input class="usa-input" id="purpose-{{FILE}}" name="purpose">
<button class="usa-button usa-button--outline" type="submit">[[console.report.download]]</button></form>{{/MAY_COPY}}
{{/FILES}}
<h2>[[console.report.thread]]</h2>
{{#NO_MESSAGES}}<p>[[console.report.no_messages]]</p>{{/NO_MESSAGES}}
{{#MESSAGES}}<article class="ll-message"><p class="ll-quiet">{{#FROM_US}}[[console.report.from_us]]{{/FROM_US}}{{#FROM_THEM}}[[console.report.from_them]]{{/FROM_THEM}} · {{AT}}</p><p class="ll-verbatim">{{TEXT}}</p></article>{{/MESSAGES}}
{{#MAY_TRIAGE}}<form class="usa-form usa-form--large" method="post" action="/staff/report/{{REF}}/message" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="text">[[console.report.message]]</label><textarea class="usa-textarea" id="text" name="text"></textarea>
<div class="usa-checkbox"><input class="usa-checkbox__input" type="checkbox" id="asks" name="asks" value="yes"><label class="usa-checkbox__label" for="asks">[[console.report.asks]]</label></div>
<button class="usa-button" type="submit">[[console.report.send]]</button>
</form>{{/MAY_TRIAGE}}

</div>
<aside>
<h2>[[console.report.decide]]</h2>
{{#MAY_ACCEPT}}<form class="usa-form usa-form--large" method="post" action="/staff/report/{{REF}}/accept" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
{{#NEW_CASE}}<label class="usa-label" for="subject">[[console.report.subject]]</label><input class="usa-input" id="subject" name="subject" value="{{SUBJECT}}">{{/NEW_CASE}}<label class="usa-label" for="into">[[console.report.into]]</label><input class="usa-input" id="into" name="into" value="">
<button class="usa-button" type="submit">[[console.report.accept]]</button>
</form>
{{/MAY_ACCEPT}}
{{#MAY_ROUTE}}<details><summary>[[console.report.route]]</summary><form class="usa-form usa-form--large" method="post" action="/staff/report/{{REF}}/route" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="where">[[console.report.office]]</label><input class="usa-input" id="where" name="where" value=""><label class="usa-label" for="reason--route">[[console.report.reason_route]]</label><textarea class="usa-textarea" id="reason--route" name="reason"></textarea>
<button class="usa-button" type="submit">[[console.report.route]]</button>
</form>
</details>{{/MAY_ROUTE}}
{{#MAY_REJECT}}<details><summary>[[console.report.reject]]</summary><form class="usa-form usa-form--large" method="post" action="/staff/report/{{REF}}/reject" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="reason--reject">[[console.report.reason]]</label><textarea class="usa-textarea" id="reason--reject" name="reason"></textarea>
<button class="usa-button" type="submit">[[console.report.reject]]</button>
</form>
</details>{{/MAY_REJECT}}
{{#MAY_CLOSE}}<details><summary>[[console.report.close]]</summary><form class="usa-form usa-form--large" method="post" action="/staff/report/{{REF}}/close" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="reason--close">[[console.report.outcome]]</label><textarea class="usa-textarea" id="reason--close" name="reason"></textarea>
<button class="usa-button" type="submit">[[console.report.close]]</button>
</form>
</details>{{/MAY_CLOSE}}
<h2>[[console.report.reporter]]</h2>
{{#ANONYMOUS}}<p>[[console.inbox.anonymous]]</p>{{/ANONYMOUS}}
{{#SEALED}}<p>[[console.report.sealed]]</p>{{#MAY_OPEN}}<form class="usa-form usa-form--large" method="post" action="/staff/report/{{REF}}/contact" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="reason--contact">[[console.report.why_identity]]</label><input class="usa-input" id="reason--contact" name="reason" value="">
<button class="usa-button" type="submit">[[console.report.open_identity]]</button>
</form>{{/MAY_OPEN}}
{{/SEALED}}
{{#CONTACT}}<dl class="ll-facts"><div><dt>[[console.report.name]]</dt><dd>{{NAME}}</dd></div><div><dt>[[console.report.email]]</dt><dd>{{EMAIL}}</dd></div><div><dt>[[console.report.phone]]</dt><dd>{{PHONE}}</dd></div><div><dt>[[console.report.how]]</dt><dd>{{HOW}}</dd></div></dl>{{/CONTACT}}
<h2>[[console.report.similar]]</h2>
{{#NONE_SIMILAR}}<p>[[console.report.none_similar]]</p>{{/NONE_SIMILAR}}
<ul class="usa-list">{{#SIMILAR}}<li><a class="usa-link" href="{{LINK}}">{{OTHER}}</a> {{OTHER_LINE}}
{{#MERGEABLE}}<form method="post" action="/staff/report/{{REF}}/merge"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="other" value="{{OTHER}}"><button class="usa-button usa-button--outline" type="submit">[[console.report.merge]]</button></form>{{/MERGEABLE}}</li>{{/SIMILAR}}</ul>
</aside>
</div>
