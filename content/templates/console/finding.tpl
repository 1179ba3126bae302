{{>HEAD}}

<h2>{{ELEMENT}} <code>{{MASKED}}</code></h2>
<p><a class="usa-link" href="{{BACK_LINK}}">[[findings.back]]</a></p>
{{#CONTEXT}}<h3>[[findings.context]]</h3>
<p class="ll-context">{{BEFORE}}<mark>{{VALUE}}</mark>{{AFTER}}</p>
<p class="ll-quiet">[[findings.context_note]]</p>{{/CONTEXT}}
{{#NO_CONTEXT}}<h3>[[findings.context]]</h3>
<p>[[findings.no_context]] {{WHY_NOT}}.</p>{{/NO_CONTEXT}}
<dl class="ll-facts">
<div><dt>[[findings.sureness]]</dt><dd><strong>{{SURENESS}} ({{CONFIDENCE}})</strong><br>{{SURENESS_MEANS}}</dd></div>
<div><dt>[[console.discovery.reason]]</dt><dd>{{REASON}}</dd></div>
<div><dt>[[console.discovery.item]]</dt><dd><span class="ll-verbatim">{{ITEM_NAME}}</span> <a class="usa-link" href="{{CASE_LINK}}/evidence#{{ITEM}}">{{ITEM}}</a> <span class="ll-quiet">{{ITEM_SIZE}}</span></dd></div>
<div><dt>[[console.discovery.path]]</dt><dd><code class="ll-digest">{{ITEM}} {{PATH}}</code><br><span class="ll-quiet">[[findings.offset offset=OFFSET length=LENGTH]]</span></dd></div>
<div><dt>[[console.discovery.person]]</dt><dd>{{PERSON_ID}}{{#PERSON}} <a class="usa-link" href="{{PERSON_LINK}}">[[findings.person]]</a>{{/PERSON}}</dd></div>
<div><dt>[[findings.state]]</dt><dd>{{FINDING_STATE}}
<form method="post" action="{{CASE_LINK}}/finding"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="finding" value="{{FINDING}}"><input type="hidden" name="back" value="{{BACK}}"><input type="hidden" name="from" value="one">{{#MAY_ACCEPT}}<button class="usa-button usa-button--unstyled" name="state" value="accepted" type="submit">[[console.discovery.accept]]</button>{{/MAY_ACCEPT}} {{#MAY_REJECT}}<button class="usa-button usa-button--unstyled" name="state" value="rejected" type="submit">[[console.discovery.reject]]</button>{{/MAY_REJECT}}</form></dd></div>
</dl>
{{#REVEALED}}<h3>[[findings.value]]</h3>
<p class="ll-words" role="status">{{VALUE}}</p>
<p class="ll-quiet">[[findings.value_note]]</p>{{/REVEALED}}
{{#MAY_REVEAL}}<h3>[[console.discovery.reveal]]</h3>
<p>[[findings.reveal_note]]</p>
<form method="post" action="{{CASE_LINK}}/finding/reveal" novalidate><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="finding" value="{{FINDING}}"><input type="hidden" name="back" value="{{BACK}}"><label class="usa-label" for="purpose">[[console.report.purpose]]</label><input class="usa-input" id="purpose" name="purpose" value="{{TYPED}}" autocomplete="off"><button class="usa-button usa-button--outline" type="submit">[[console.discovery.reveal]]</button></form>{{/MAY_REVEAL}}
<details><summary>[[findings.means.title]]</summary>
<dl class="ll-facts">
<div><dt>[[sureness.sure]]</dt><dd>[[sureness.means.sure]]</dd></div>
<div><dt>[[sureness.likely]]</dt><dd>[[sureness.means.likely]]</dd></div>
<div><dt>[[sureness.doubtful]]</dt><dd>[[sureness.means.doubtful]]</dd></div>
<div><dt>[[console.discovery.reason]]</dt><dd>[[findings.means.reason]]</dd></div>
<div><dt>[[console.discovery.sample]]</dt><dd>[[findings.means.masked]]</dd></div>
<div><dt>[[console.discovery.path]]</dt><dd>[[findings.means.path]]</dd></div>
<div><dt>[[console.discovery.judge]]</dt><dd>[[findings.means.judge]]</dd></div>
</dl></details>
