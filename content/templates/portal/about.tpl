<h1>{{TITLE}}</h1>

<h2>[[portal.about.what]]</h2><p>[[portal.about.what_text]]</p>
<h2>[[portal.about.privacy]]</h2><p>[[portal.about.privacy_text]]</p>
<h2>[[portal.about.access]]</h2><p>[[portal.about.access_text]]</p>
<h2>[[portal.about.advice]]</h2><p>[[portal.about.advice_text]]</p>
