{{#GROUPS}}
{{#GROUP_NAMED}}<h3 id="{{GROUP_ANCHOR}}">{{GROUP_TITLE}}</h3>{{/GROUP_NAMED}}
<dl class="ll-facts">
{{#FACTS}}<div><dt>{{FACT_TITLE}}</dt><dd>{{>FACT}}</dd></div>{{/FACTS}}
</dl>
{{/GROUPS}}
