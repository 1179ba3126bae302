{{>HEAD}}

{{#EMPTY}}<p>[[console.people.empty]]</p>{{/EMPTY}}
{{#SOME}}
<h2>[[console.people.by_state]]</h2>
<table class="usa-table usa-table--borderless usa-table--stacked ll-bars">
<caption class="usa-sr-only">[[console.people.by_state]]</caption>
<thead><tr><th scope="col">[[console.people.state]]</th><th scope="col" class="ll-number">[[people.standing.proposed]]</th><th scope="col" class="ll-number">[[people.standing.uncertain]]</th><th scope="col" class="ll-number">[[people.standing.accepted]]</th><th scope="col" class="ll-number">[[people.standing.rejected]]</th></tr></thead>
<tbody>
{{#STATES}}
<tr><th scope="row" data-label="[[console.people.state]]"><a class="usa-link" href="{{LINK}}">{{RESIDENCE}}</a></th><td class="ll-number" data-label="[[people.standing.proposed]]">{{PROPOSED}}</td><td class="ll-number" data-label="[[people.standing.uncertain]]">{{HELD}}</td><td class="ll-number" data-label="[[people.standing.accepted]]">{{ACCEPTED}}</td><td class="ll-number" data-label="[[people.standing.rejected]]">{{REJECTED}}</td></tr>
{{/STATES}}
</tbody>
</table>
{{/SOME}}

<p>[[console.people.balance]] {{#BALANCE}}<span class="ll-balance">{{STATUS}}: <strong>{{COUNT}}</strong></span>{{/BALANCE}}</p>
{{#UNCERTAIN}}<p>{{WORDS}} <a class="usa-link" href="{{LINK}}">[[console.people.uncertain_list]]</a> · <a class="usa-link" href="{{CASE_LINK}}/links">[[console.links.title]]</a></p>{{/UNCERTAIN}}
{{#SOME_PROPOSED}}<form method="post" action="{{CASE_LINK}}/people"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="person" value=""><button class="usa-button" name="standing" value="accepted" type="submit">[[console.people.accept_all]] ({{PROPOSED_PEOPLE}})</button></form>{{/SOME_PROPOSED}}
<form method="post" action="{{CASE_LINK}}/people/register"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button usa-button--outline" type="submit">[[console.people.register]]</button> <span class="ll-quiet">[[console.people.register_means]]</span></form>
<ul class="usa-list">
<li><a class="usa-link" href="{{CASE_LINK}}/names">[[console.names.title]]</a></li>
<li><a class="usa-link" href="{{CASE_LINK}}/links">[[console.links.title]]</a></li>
</ul>
<h2>[[console.people.list]]</h2>
<form class="ll-narrow" method="get" action="{{CASE_LINK}}/people" aria-label="[[console.filters]]">
<div><label class="usa-label" for="state">[[console.people.state]]</label><select class="usa-select" id="state" name="state">{{#STATE_CHOICES}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORDS}}</option>{{/STATE_CHOICES}}</select></div>
<div><label class="usa-label" for="standing">[[console.people.standing]]</label><select class="usa-select" id="standing" name="standing">{{#STANDINGS}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORDS}}</option>{{/STANDINGS}}</select></div>
<div><button class="usa-button usa-button--outline" type="submit">[[findings.narrow]]</button></div>
</form>
<p><a class="usa-link" href="{{TABLE_LINK}}">[[console.table.take]]</a> <span class="ll-quiet">[[console.people.table_note]]</span></p>
{{#NONE_FIT}}<p>[[console.people.none_fit]]</p>{{/NONE_FIT}}
{{#NOT_FOR_YOU}}<p>[[findings.not_for_you]]</p>{{/NOT_FOR_YOU}}
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">[[console.people.list]]</caption>
<thead><tr><th scope="col">[[console.people.person]]</th><th scope="col">[[console.people.name]]</th><th scope="col">[[console.people.address]]</th><th scope="col">[[console.people.state]]</th><th scope="col">[[console.people.elements]]</th><th scope="col">[[console.people.standing]]</th><th scope="col">[[console.discovery.judge]]</th></tr></thead>
<tbody>
{{#PEOPLE}}
<tr id="{{PERSON}}" tabindex="-1"><th scope="row" data-label="[[console.people.person]]"><a class="usa-link" href="{{PERSON_LINK}}">{{PERSON}}</a></th><td data-label="[[console.people.name]]">{{NAME}}</td><td class="ll-verbatim" data-label="[[console.people.address]]">{{ADDRESS}}</td><td data-label="[[console.people.state]]">{{RESIDENCE}}<br><span class="ll-quiet">{{GROUND}}</span></td><td data-label="[[console.people.elements]]">{{ELEMENTS}}</td><td data-label="[[console.people.standing]]">{{STANDING}} · [[console.people.letter]] {{STATUS}}</td><td data-label="[[console.discovery.judge]]"><form method="post" action="{{CASE_LINK}}/people"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="person" value="{{PERSON}}"><input type="hidden" name="back" value="{{BACK}}">{{#MAY_ACCEPT}}<button class="usa-button usa-button--unstyled" name="standing" value="accepted" type="submit" aria-label="[[console.discovery.accept]] {{PERSON}}">[[console.discovery.accept]]</button>{{/MAY_ACCEPT}} {{#MAY_REJECT}}<button class="usa-button usa-button--unstyled" name="standing" value="rejected" type="submit" aria-label="[[console.discovery.reject]] {{PERSON}}">[[console.discovery.reject]]</button>{{/MAY_REJECT}}</form></td></tr>
{{/PEOPLE}}
</tbody>
</table>

<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}</p></nav>
