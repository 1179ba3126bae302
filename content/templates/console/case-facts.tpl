{{>HEAD}}

<div class="ll-columns">
<div>
{{#GROUPS}}
<h2>{{GROUP_NAME}}</h2>
<dl class="ll-facts">
{{#FACTS}}
<div><dt><a class="usa-link" href="{{LINK}}">{{LABEL}}</a></dt><dd><span class="ll-certainty ll-certainty--{{CERTAINTY_CLASS}}">{{CERTAINTY}}</span> <span class="ll-verbatim">{{VALUE}}</span>{{#SEALED}} <a class="usa-link" href="{{CASE_LINK}}/sealed">[[console.sealed.value]]</a>{{/SEALED}}{{#SAID}}<br><span class="ll-quiet">[[console.facts.said by=BY entered=ENTERED]]</span>{{/SAID}}</dd></div>
{{/FACTS}}
</dl>
{{/GROUPS}}
</div>
<aside>
<h2>[[console.cases.severity]]</h2>
<p><strong>{{SEVERITY_WORDS}}</strong><br><span class="ll-quiet">{{ARITHMETIC}}</span></p>
<h2>[[console.cases.owner]]</h2>
<p>{{OWNER}}</p>
<h2>[[console.case.members]]</h2>
<ul class="usa-list">{{#MEMBERS}}<li>{{MEMBER}} <span class="ll-quiet">{{MEMBER_ID}}</span></li>{{/MEMBERS}}</ul>
{{#MAY_ADD_MEMBER}}<form class="usa-form" method="post" action="{{CASE_LINK}}/member" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="login">[[console.case.add_member]]</label><input class="usa-input" id="login" name="login" value="">
<button class="usa-button" type="submit">[[console.case.add_button]]</button>
</form>{{/MAY_ADD_MEMBER}}
<h2>[[console.sealed.title]]</h2>
<p><a class="usa-link" href="{{CASE_LINK}}/sealed">[[console.sealed.count suspects=SUSPECTS facts=SEALED_FACTS]]</a></p>

<h2>[[console.case.reports]]</h2>
<ul class="usa-list">{{#REPORTS}}<li><a class="usa-link" href="{{LINK}}">{{REF}}</a></li>{{/REPORTS}}</ul>
{{#MAY_CHANGE_STATE}}<h2>[[console.case.change_state]]</h2>
<form class="usa-form" method="post" action="{{CASE_LINK}}/state" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="state">[[console.cases.state]]</label><select class="usa-select" id="state" name="state">{{#STATES}}<option value="{{NEXT_STATE}}">{{NEXT_STATE_NAME}}</option>{{/STATES}}</select><label class="usa-label" for="reason">[[console.case.reason]]</label><textarea class="usa-textarea" id="reason" name="reason"></textarea>
<button class="usa-button" type="submit">[[console.case.change_state]]</button>
</form>{{/MAY_CHANGE_STATE}}

</aside>
</div>
