{{>HEAD}}

<h2>[[console.discovery.findings]]</h2>
<p><a class="usa-link" href="{{CASE_LINK}}/discovery">[[console.names.back]]</a> · <a class="usa-link" href="{{TABLE_LINK}}">[[console.table.take]]</a></p>
<form class="ll-narrow" method="get" action="{{CASE_LINK}}/findings" aria-label="[[console.filters]]">
<input type="hidden" name="file" value="{{FILE_NUMBER}}">
<div><label class="usa-label" for="element">[[console.discovery.element]]</label><select class="usa-select" id="element" name="element">{{#KINDS}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORDS}}</option>{{/KINDS}}</select></div>
<div><label class="usa-label" for="sureness">[[findings.sureness]]</label><select class="usa-select" id="sureness" name="sureness">{{#SURENESSES}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORDS}}</option>{{/SURENESSES}}</select></div>
<div><label class="usa-label" for="state">[[findings.state]]</label><select class="usa-select" id="state" name="state">{{#STATES}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORDS}}</option>{{/STATES}}</select></div>
<div><label class="usa-label" for="order">[[findings.order]]</label><select class="usa-select" id="order" name="order">{{#ORDERS}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORDS}}</option>{{/ORDERS}}</select></div>
<div><label class="usa-label" for="item">[[findings.item]]</label><input class="usa-input" id="item" name="item" value="{{ITEM_TYPED}}" autocomplete="off"></div>
<div><button class="usa-button usa-button--outline" type="submit">[[findings.narrow]]</button> <a class="usa-link" href="{{CLEAR_LINK}}">[[findings.clear]]</a></div>
</form>
{{#ONE_FILE}}<p>[[findings.one_file]] <strong class="ll-verbatim">{{NAME}}</strong> <span class="ll-quiet">{{ITEM}}</span> <a class="usa-link" href="{{ALL_LINK}}">[[findings.all_files]]</a></p>{{/ONE_FILE}}
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
{{#NONE}}<p>[[findings.none]]</p>{{/NONE}}
{{#NOT_FOR_YOU}}<p>[[findings.not_for_you]]</p>{{/NOT_FOR_YOU}}
{{#LIST}}
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">[[console.discovery.findings]]</caption>
<thead><tr><th scope="col">[[console.discovery.element]]</th><th scope="col">[[console.discovery.sample]]</th><th scope="col">[[findings.sureness]]</th><th scope="col">[[console.discovery.reason]]</th><th scope="col">[[console.discovery.path]]</th><th scope="col">[[console.discovery.person]]</th><th scope="col">[[console.discovery.judge]]</th></tr></thead>
<tbody>
{{#FINDINGS}}
<tr id="{{FINDING}}" tabindex="-1"><th scope="row" data-label="[[console.discovery.element]]">{{ELEMENT}}</th><td data-label="[[console.discovery.sample]]"><code class="ll-digest">{{MASKED}}</code></td><td data-label="[[findings.sureness]]">{{SURENESS}} ({{CONFIDENCE}})</td><td data-label="[[console.discovery.reason]]">{{REASON}}</td><td data-label="[[console.discovery.path]]"><a class="usa-link" href="{{FINDING_LINK}}?{{BACK}}"><code class="ll-digest">{{ITEM_SHORT}} {{PATH}}</code></a></td><td data-label="[[console.discovery.person]]">{{PERSON_ID}}</td><td data-label="[[console.discovery.judge]]">{{FINDING_STATE}}
<form method="post" action="{{CASE_LINK}}/finding"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="finding" value="{{FINDING}}"><input type="hidden" name="back" value="{{BACK}}">{{#MAY_ACCEPT}}<button class="usa-button usa-button--unstyled" name="state" value="accepted" type="submit" aria-label="[[console.discovery.accept]]: {{ELEMENT}} {{MASKED}}">[[console.discovery.accept]]</button>{{/MAY_ACCEPT}} {{#MAY_REJECT}}<button class="usa-button usa-button--unstyled" name="state" value="rejected" type="submit" aria-label="[[console.discovery.reject]]: {{ELEMENT}} {{MASKED}}">[[console.discovery.reject]]</button>{{/MAY_REJECT}}</form></td></tr>
{{/FINDINGS}}
</tbody>
</table>
{{/LIST}}

<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}</p></nav>
