{{>HEAD}}

<h2>[[console.discovery.by_file]]</h2>
<p>[[console.discovery.files_lead]] <a class="usa-link" href="{{CASE_LINK}}/discovery">[[console.names.back]]</a> · <a class="usa-link" href="{{CASE_LINK}}/discovery/files.tsv">[[console.table.take]]</a></p>
{{#NONE}}<p>[[console.discovery.nothing_found]]</p>{{/NONE}}
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
<nav aria-label="[[console.pager]]"><p class="ll-quiet">[[console.pager.rows from=FROM to=TO total=TOTAL]]
{{#PREV}}<a class="usa-link" href="{{PREV_LINK}}">[[console.pager.prev]]</a>{{/PREV}}
{{#NEXT}}<a class="usa-link" href="{{NEXT_LINK}}">[[console.pager.next]]</a>{{/NEXT}}</p></nav>
