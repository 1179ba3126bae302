{{#CONFIRMED}}<p class="ll-answer"><span class="ll-verbatim">{{CONTACT}}</span></p><p class="ll-source">[[portal.contact.checked day=DAY]]{{#STALE}} · <strong>[[portal.facts.stale]]</strong>{{/STALE}}</p>{{/CONFIRMED}}
{{#CHANGED}}<p class="ll-answer ll-answer--unseen"><strong>[[portal.facts.changed]]</strong> [[portal.facts.changed_on day=CHANGED_ON]]</p>{{/CHANGED}}
{{#VALUE}}<p class="ll-answer"><span class="ll-verbatim">{{TEXT}}</span>{{#TEXT_LINK}}<a class="usa-link" href="{{TEXT_ADDRESS}}" rel="noreferrer">{{TEXT_ADDRESS}}</a><span class="ll-verbatim">{{TEXT_AFTER}}</span>{{/TEXT_LINK}}</p>{{/VALUE}}
{{#SILENT}}<p class="ll-answer ll-answer--silent"><strong>[[portal.answer.silent]]</strong> {{WHAT}}.</p><p class="ll-ask">[[portal.answer.controls]] {{ASK}}</p>{{/SILENT}}
{{#UNSEEN}}<p class="ll-answer ll-answer--unseen"><strong>[[portal.answer.unseen]]</strong> {{WHAT}}.</p><p class="ll-ask">[[portal.answer.look]] {{ASK}}{{#LOOKED_ON}} · [[portal.facts.looked]] {{DAY}}{{/LOOKED_ON}}</p>{{/UNSEEN}}
{{#DISAGREE}}<p class="ll-answer ll-answer--disagree"><strong>[[portal.answer.disagree]]</strong></p><ul class="usa-list">{{#READINGS}}<li>{{READING}} <span class="ll-source" lang="en">({{CITE}})</span></li>{{/READINGS}}</ul>{{/DISAGREE}}
{{#NOTHING}}<p class="ll-answer ll-answer--unseen"><strong>[[portal.answer.nothing]]</strong></p>{{/NOTHING}}
{{#NOTED}}<p class="ll-note">{{NOTE}}</p>{{/NOTED}}
{{#BINDS}}<p class="ll-note"><strong>[[portal.answer.binds]]</strong> {{BINDS_HOW}}</p>{{/BINDS}}
{{#COUNTED}}<p class="ll-note">[[portal.answer.counted event=EVENT today=TODAY last=LAST_DAY]]</p>{{/COUNTED}}
{{#SEE}}<p class="ll-see">→ <a class="usa-link" href="{{SEE_LINK}}">{{SEE_TITLE}}</a></p>{{/SEE}}
{{#SOURCES}}<p class="ll-source">[[portal.facts.source]] <span lang="en">{{CITE}}</span>{{#URL}} <a class="usa-link" href="{{HREF}}" rel="noreferrer" aria-label="[[portal.facts.open cite=CITE]]">[[portal.facts.link]]</a>{{/URL}}{{#LOOKED}} · [[portal.facts.read]] {{READ}}{{/LOOKED}} · {{CONFIDENCE}}{{#SOURCE_NOTED}} · {{SOURCE_NOTE}}{{/SOURCE_NOTED}}{{#STALE}} · <strong>[[portal.facts.stale]]</strong>{{/STALE}}{{#UNVERIFIED}} · <strong>[[portal.facts.unverified]]</strong>{{/UNVERIFIED}}</p>{{/SOURCES}}
