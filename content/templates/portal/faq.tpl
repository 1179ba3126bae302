<h1>{{TITLE}}</h1>
<p class="usa-intro">[[portal.faq.intro]]</p>
{{#QUESTIONS}}
<section class="ll-question">
<h2 id="{{QUESTION_ANCHOR}}">{{QUESTION}}</h2>
{{>FACT}}
{{#RESTS}}<div class="ll-rests"><p class="ll-subtitle"><a class="usa-link" href="{{REST_LINK}}">{{REST_TITLE}}</a></p>{{>FACT}}</div>{{/RESTS}}
</section>
{{/QUESTIONS}}
