{{>HEAD}}

<h2>[[console.discovery.unread]]</h2>
<p>[[console.discovery.unread_lead]] <a class="usa-link" href="{{CASE_LINK}}/discovery">[[console.names.back]]</a> · <a class="usa-link" href="{{CASE_LINK}}/discovery/unread.tsv">[[console.table.take]]</a></p>
{{#NONE}}<p>[[console.discovery.all_read]]</p>{{/NONE}}
<ul class="usa-list">{{#UNREAD}}<li class="ll-unread"><span class="ll-verbatim">{{PATH}}</span> <span class="ll-quiet">{{ITEM}}</span> · {{SIZE}} · {{REASON}}</li>
{{/UNREAD}}</ul>
<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}</p></nav>
