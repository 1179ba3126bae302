#!/usr/bin/env bash
# Go-live by the command line: what is missing, what does not count yet, what opens the public side; and
# a second city from a folder of rules.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
rules=$source_dir/tests/data/new-city
ends 0 ll law check "$rules"
has "the second city is fit" "$said" "fit to load"
ll init "$desk" --city us/ct/port-elm --rules "$rules" > /dev/null
export LEDGELIGHT_DESK=$desk
same "not yet open" "$(ll place status --json | at 'j["open"]')" false
fact=$(ll place status --json | at '[c["fact"] for c in j["contacts"] if c["standing"] == "missing"][0]')
same "one is missing" "$fact" us/ct/port-elm/office/information-systems/e-mail
ends 2 ll place enter "$fact" desk@port-elm.invalid
has "a source is asked for" "$said" "--source"
ends 0 ll place enter "$fact" desk@port-elm.invalid --source "the counter"
has "the command line has no name" "$said" "once an officer has verified it"
same "still not open" "$(ll place status --json | at 'j["open"]')" false
ends 0 ll officer add clerk --roles clerk --json
code=0; ll place check "$fact" > /dev/null 2>&1 || code=$?
[ "$code" != 0 ] || fail "the command line verified a contact"
ends 0 ll place enter "$fact" other@port-elm.invalid --source "the counter, again"
same "what was replaced is kept" "$(ll place history "$fact" --json | at '[a["record"]["body"]["value"] for a in j]')" \
  '["desk@port-elm.invalid", "other@port-elm.invalid"]'
has "a fact is found by its words" "$(ll place find 36a-701b)" "us/ct/"
serve "$desk"
has "the notice" "$(curl -sS "$site/")" "This site is not yet open."
has "its own name" "$(curl -sS "$site/responsible")" "Port Elm"
lacks "nobody else's" "$(curl -sS "$site/responsible")" "Stamford"
say "a second city of data opens its desk; a contact without a name behind it does not open the public side"
