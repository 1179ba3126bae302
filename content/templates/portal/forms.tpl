<h1>{{TITLE}}</h1>
<p class="usa-intro">[[portal.forms.intro]]</p>
{{#FORMS}}
<section class="ll-form">
<h2 id="{{FORM_ANCHOR}}">{{FORM_TITLE}}</h2>
<dl class="ll-facts">
{{#PARTS}}<div><dt>{{PART}}</dt><dd>{{#FACTS}}{{>FACT}}{{/FACTS}}{{#REACHES}}<p class="ll-subtitle">{{REACH_TITLE}}</p>{{>FACT}}{{/REACHES}}</dd></div>{{/PARTS}}
</dl>
<p><a class="usa-button usa-button--outline" href="{{PRINT_LINK}}" aria-label="[[portal.forms.print_one form=FORM_TITLE]]">[[portal.forms.print]]</a></p>
</section>
{{/FORMS}}
