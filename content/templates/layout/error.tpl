<h1>{{TITLE}}</h1>
<p class="usa-intro">{{WHAT}}</p>
{{#TYPED}}
<p>[[http.error.typed]]</p>
{{/TYPED}}
<p>[[http.error.next]]</p>
<p><a class="usa-button" href="/">[[http.error.home]]</a></p>
<p class="ll-quiet">[[http.error.quote request=REQUEST]]</p>
