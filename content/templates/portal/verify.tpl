<h1>{{TITLE}}</h1>

<p class="usa-intro">[[portal.verify.intro]]</p>
<ol class="usa-process-list">
<li class="usa-process-list__item"><h2 class="usa-process-list__heading">[[portal.verify.one]]</h2><p>[[portal.verify.one_how]]</p></li>
<li class="usa-process-list__item"><h2 class="usa-process-list__heading">[[portal.verify.two]]</h2><p><code class="ll-digest">ledgelight verify FILE --vkey {{VKEY}}</code></p></li>
<li class="usa-process-list__item"><h2 class="usa-process-list__heading">[[portal.verify.three]]</h2><p>[[portal.verify.three_how]] <a class="usa-link" href="/ledger/checkpoint">/ledger/checkpoint</a> ({{ORIGIN}})</p></li>
</ol>
<h2>[[portal.verify.not]]</h2>
<p>[[portal.verify.not_what]]</p>
