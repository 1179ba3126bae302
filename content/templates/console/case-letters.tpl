{{>HEAD}}

{{#BALANCE}}
<div class="ll-scroll" role="region" aria-label="[[console.letters.balance]]" tabindex="0">
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption>[[console.letters.balance]]</caption>
<thead><tr><th scope="col">[[console.letters.stands]]</th><th scope="col">[[console.letters.people]]</th><th scope="col">[[console.letters.because]]</th></tr></thead>
<tbody>
{{#LINES}}
<tr><th scope="row" data-label="[[console.letters.stands]]">{{STANDS}}</th><td data-label="[[console.letters.people]]">{{PEOPLE}}</td><td data-label="[[console.letters.because]]">{{BECAUSE}}</td></tr>
{{/LINES}}
</tbody>
<tfoot><tr><th scope="row" data-label="[[console.letters.stands]]">[[console.letters.all]]</th><td data-label="[[console.letters.people]]">{{PEOPLE}}</td><td></td></tr></tfoot>
</table>
</div>
{{/BALANCE}}
{{#EMPTY}}<p>[[console.letters.empty]]</p>{{/EMPTY}}
<div class="ll-scroll" role="region" aria-label="[[console.letters.batches]]" tabindex="0">
<table class="usa-table usa-table--borderless usa-table--stacked ll-dense">
<caption class="usa-sr-only">[[console.letters.batches]]</caption>
<thead><tr><th scope="col">[[console.letters.batch]]</th><th scope="col">[[console.cases.state]]</th><th scope="col">[[console.letters.count]]</th><th scope="col">[[console.letters.prepared]]</th><th scope="col">[[console.letters.approved]]</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
{{#BATCHES}}
<tr><th scope="row" data-label="[[console.letters.batch]]"><a class="usa-link" href="{{LINK}}">{{BATCH}}</a></th><td data-label="[[console.cases.state]]">{{BATCH_STATE}}</td><td data-label="[[console.letters.count]]">{{LETTERS}}</td><td data-label="[[console.letters.prepared]]">{{RENDERED}} · {{RENDERED_BY}}</td><td data-label="[[console.letters.approved]]">{{#APPROVED}}{{APPROVED_BY}}{{/APPROVED}}</td><td data-label="SHA-256"><code class="ll-digest">{{DIGEST}}</code></td></tr>
{{/BATCHES}}
</tbody>
</table>
</div>

{{#MAY_RENDER}}<h2>[[console.letters.prepare]]</h2>
<p>[[console.letters.help]]</p>
<form class="usa-form usa-form--large" method="post" action="{{CASE_LINK}}/letters" novalidate>
<input type="hidden" name="csrf" value="{{CSRF}}">
<label class="usa-label" for="what_happened">[[console.letters.what_happened]]</label><textarea class="usa-textarea" id="what_happened" name="what_happened">{{WHAT_HAPPENED}}</textarea><label class="usa-label" for="what_we_do">[[console.letters.what_we_do]]</label><textarea class="usa-textarea" id="what_we_do" name="what_we_do">{{WHAT_WE_DO}}</textarea><label class="usa-label" for="contact_name">[[console.letters.contact_name]]</label><input class="usa-input" id="contact_name" name="contact_name" value="{{CONTACT_NAME}}"><label class="usa-label" for="contact_phone">[[console.letters.contact_phone]]</label><input class="usa-input" id="contact_phone" name="contact_phone" value="{{CONTACT_PHONE}}"><label class="usa-label" for="contact_mail">[[console.letters.contact_mail]]</label><input class="usa-input" id="contact_mail" name="contact_mail" value="{{CONTACT_MAIL}}"><label class="usa-label" for="contact_hours">[[console.letters.contact_hours]]</label><input class="usa-input" id="contact_hours" name="contact_hours" value="{{CONTACT_HOURS}}"><label class="usa-label" for="contact_address">[[console.letters.contact_address]]</label><textarea class="usa-textarea" id="contact_address" name="contact_address">{{CONTACT_ADDRESS}}</textarea><label class="usa-label" for="enrol_how">[[console.letters.enrol_how]]</label><textarea class="usa-textarea" id="enrol_how" name="enrol_how">{{ENROL_HOW}}</textarea><label class="usa-label" for="enrol_until">[[console.letters.enrol_until]]</label><input class="usa-input" id="enrol_until" name="enrol_until" value="{{ENROL_UNTIL}}"><label class="usa-label" for="signer">[[console.letters.signer]]</label><input class="usa-input" id="signer" name="signer" value="{{SIGNER}}"><label class="usa-label" for="signer_title">[[console.letters.signer_title]]</label><input class="usa-input" id="signer_title" name="signer_title" value="{{SIGNER_TITLE}}"><label class="usa-label" for="state">[[console.letters.state]]</label><input class="usa-input" id="state" name="state" value="{{STATE_CODE}}"><label class="usa-label" for="state_attorney_contact">[[console.letters.state_attorney]]</label><input class="usa-input" id="state_attorney_contact" name="state_attorney_contact" value="{{STATE_ATTORNEY}}">
<button class="usa-button" type="submit">[[console.letters.render]]</button>
</form>{{/MAY_RENDER}}
