{{>HEAD}}

{{#EMPTY}}<p>[[console.people.empty]]</p>{{/EMPTY}}
<h2>[[console.people.by_state]]</h2>
<div class="ll-scroll" role="region" aria-label="[[console.people.by_state]]" tabindex="0">
<table class="usa-table usa-table--borderless ll-dense">
<caption class="usa-sr-only">[[console.people.by_state]]</caption>
<thead><tr><th scope="col">[[console.people.state]]</th><th scope="col">[[people.standing.proposed]]</th><th scope="col">[[people.standing.uncertain]]</th><th scope="col">[[people.standing.accepted]]</th><th scope="col">[[people.standing.rejected]]</th></tr></thead>
<tbody>
{{#STATES}}
<tr><th scope="row"><a class="usa-link" href="{{LINK}}">{{RESIDENCE}}</a></th><td>{{PROPOSED}}</td><td>{{HELD}}</td><td>{{ACCEPTED}}</td><td>{{REJECTED}}</td></tr>
{{/STATES}}
</tbody>
</table>
</div>

<p>[[console.people.balance]] {{#BALANCE}}<span class="ll-balance">{{STATUS}}: <strong>{{COUNT}}</strong></span>{{/BALANCE}}</p>
{{#UNCERTAIN}}<p>[[console.people.uncertain people=PEOPLE]] <a class="usa-link" href="{{LINK}}">[[console.people.uncertain_list]]</a> · <a class="usa-link" href="{{CASE_LINK}}/links">[[console.links.title]]</a></p>{{/UNCERTAIN}}
{{#SOME_PROPOSED}}<form method="post" action="{{CASE_LINK}}/people"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="person" value=""><button class="usa-button" name="standing" value="accepted" type="submit">[[console.people.accept_all]] ({{PROPOSED_PEOPLE}})</button></form>{{/SOME_PROPOSED}}
<form method="post" action="{{CASE_LINK}}/people/register"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="usa-button usa-button--outline" type="submit">[[console.people.register]]</button></form>
<ul class="usa-list">
<li><a class="usa-link" href="{{CASE_LINK}}/names">[[console.names.title]]</a></li>
<li><a class="usa-link" href="{{CASE_LINK}}/links">[[console.links.title]]</a></li>
</ul>
<h2>[[console.people.list]]</h2>
<div class="ll-scroll" role="region" aria-label="[[console.people.list]]" tabindex="0">
<table class="usa-table usa-table--borderless ll-dense">
<caption class="usa-sr-only">[[console.people.list]]</caption>
<thead><tr><th scope="col">[[console.people.person]]</th><th scope="col">[[console.people.name]]</th><th scope="col">[[console.people.address]]</th><th scope="col">[[console.people.state]]</th><th scope="col">[[console.people.elements]]</th><th scope="col">[[console.people.standing]]</th><th scope="col">[[console.discovery.judge]]</th></tr></thead>
<tbody>
{{#PEOPLE}}
<tr><th scope="row"><a class="usa-link" href="{{PERSON_LINK}}">{{PERSON}}</a></th><td>{{NAME}}</td><td class="ll-verbatim">{{ADDRESS}}</td><td>{{RESIDENCE}}<br><span class="ll-quiet">{{GROUND}}</span></td><td>{{ELEMENTS}}</td><td>{{STANDING}} · {{STATUS}}</td><td><form method="post" action="{{CASE_LINK}}/people"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="person" value="{{PERSON}}"><button class="usa-button usa-button--unstyled" name="standing" value="accepted" type="submit">[[console.discovery.accept]]</button> <button class="usa-button usa-button--unstyled" name="standing" value="rejected" type="submit">[[console.discovery.reject]]</button></form></td></tr>
{{/PEOPLE}}
</tbody>
</table>
</div>

<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}</p></nav>
