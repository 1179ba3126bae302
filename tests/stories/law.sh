# Law over time: a count, a closure, a clock, what was known then, sheets reckoned again, and what a
# corrected line would change.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
export LEDGELIGHT_DESK=$desk
ll init "$desk" --city us/ct/stamford > /dev/null

counted=$(ll law clock --unit business-days --days 4 --from 2027-01-15 --calendar us/ct)
same "one line a day, the last day last" "$counted" "2027-01-16 skipped Saturday
2027-01-17 skipped Sunday
2027-01-18 skipped Martin Luther King Jr. Day
2027-01-19 counted 1
2027-01-20 counted 2
2027-01-21 counted 3
2027-01-22 counted 4"
for json in --json "--format json"; do
  answer=$(ll law clock --unit business-days --days 4 --from 2027-01-15 --calendar us/ct $json)
  same "the last day with $json" "$(at 'j["last_day"]' <<< "$answer")" 2027-01-22
  same "a line with $json" "$(at 'j["days"][2]' <<< "$answer")" \
    '{"because": "Martin Luther King Jr. Day", "counted": false, "date": "2027-01-18"}'
done
has "a closure, and the day without it" \
  "$(ll law clock --unit business-days --days 4 --from 2027-01-15 --closed '2027-01-20=snow')" "or 2027-01-22 if the closure"
has "a holiday on which City Hall is open, and both days" \
  "$(ll law clock --unit business-days --days 4 --from 2027-02-08 --open 2027-02-12)" "or 2027-02-16 if the legal holiday"
has "hours that passed" "$(ll law clock --unit hours --hours 72 --from 2027-03-12T10:00)" "Monday, March 15, 2027, 11:00 AM EDT"
ends 1 ll law clock --unit school-days --days 3 --from 2027-01-15
has "no school calendar was read" "$said" "states a school calendar"
ends 2 ll law clock --unit weeks --days 3 --from 2027-01-15
elsewhere=$(ll law clock --unit business-days --days 2 --from 2027-01-15 --calendar us/ny)
has "holidays that no pack states are said to be unseen" "$elsewhere" "legal holidays of us/ny: not seen"
same "and the last day is last all the same" "$(tail -1 <<< "$elsewhere")" "2027-01-19 counted 2"
same "to programs too" "$(ll law clock --unit business-days --days 2 --from 2027-01-15 --calendar us/ny --json | at 'len(j["notes"])')" 1
same "days of the calendar need no holidays" "$(ll law clock --days 2 --from 2027-01-15 --calendar us/ny --json | at '[j["last_day"], j["notes"]]')" \
  '["2027-01-17", []]'
ends 2 ll law duties --facts - <<< '{"discovered":"2026-02-30","data":[{"elements":["tin"]}],"people":[{"state":"US-XX","count":-1}]}'
same "a line for each bad fact, and no other" "$(wc -l <<< "$said")" 4
say "days, business days and hours are counted as the calendar says"

case=$(ll case open --subject "A list on a bus" --json | at 'j["id"]')
today=$(TZ=America/New_York date +%F)
ll case fact "$case" entity.role owner > /dev/null
ll case fact "$case" discovered "$today" > /dev/null
ll case fact "$case" access acquired > /dev/null
ll case fact "$case" data '[{"elements":["name","ssn"],"medium":"electronic","protection":"none"}]' > /dev/null
ll case fact "$case" people '[{"state":"US-CT","count":900}]' > /dev/null
ll duties decide "$case" > /dev/null
old=$(ll law versions --json | at 'j[0]["digest"]')

clock=$(ll clock start "$case" --title "Answer to the request" --unit business-days --n 4 --from "$today" --because "request received" --json)
last=$(at 'j["last_day"]' <<< "$clock")
first=$(at '[d["date"] for d in j["days"] if d["counted"]][0]' <<< "$clock")
moved=$(ll day enter "$first" --because "City Hall closed: snow emergency" --json)
same "the clock is moved from its last day" "$(at '[m["from"] for m in j["moved"] if m["what"] == "c-1"][0]' <<< "$moved")" "$last"
has "and says so" "$(ll clock show c-1)" "$first skipped City Hall closed: snow emergency"
has "with the day without the closure" "$(ll clock show c-1)" "law is silent"
ll clock pause c-1 --on "$today" --because "the requester is asked" > /dev/null
same "no last day while paused" "$(ll clock show c-1 --json | at 'j["last_day"] is None')" true
has "on the board" "$(ll duties clocks)" "Answer to the request"
say "a closure found late moved an open clock"

mkdir -p "$WORK/overlay/us/ct"
sed 's/value: 60/value: 50/' "$source_dir/rules/us/ct/breach.yaml" > "$WORK/overlay/us/ct/breach.yaml"
diff=$(ll law diff "${old:0:12}" "$WORK/overlay")
has "the case would change" "$diff" "$case"
has "by its day" "$diff" "due: "
same "one of one" "$(ll law diff program "$WORK/overlay" --json | at '[j["looked_at"], len(j["cases"])]')" "[1, 1]"
same "the folder may be named by --rules everywhere" "$(ll law diff desk program --rules "$WORK/overlay" --json | at 'len(j["cases"])')" 1
same "and the version it makes is listed" "$(ll law versions --rules "$WORK/overlay" --json | at 'j[-1]["rules"]')" "$WORK/overlay"
code=0; ll law check --rules "$WORK/overlay" > "$WORK/check.txt" || code=$?
same "a changed line fails the cases that hold the old one" "$code" 1
has "and says what came instead" "$(cat "$WORK/check.txt")" "us/ct/breach/notify-residents"
has "nothing against itself" "$(ll law diff "$old" desk)" "0 would change"
sed -i "s#^overlay = .*#overlay = \"$WORK/overlay\"#" "$desk/desk.toml"
ll duties decide "$case" > /dev/null
checked=$(ll duties recheck)
has "old and new, each by its own rules" "$checked" "came out the same, to the byte"
same "two versions are kept" "$(ll law versions --json | at 'len(j)')" 2
same "all of them" "$(ll duties recheck --json | at 'j["same"] == j["checked"] and j["checked"] >= 2')" true
ends 0 ll verify "$desk"
flat() { tr -s ' \n' ' ' <<< "$said"; }
has "verify reckons every sheet again" "$(flat)" "was reckoned again from the facts and rules of its day, to the same bytes"
mv "$desk/desk.key" "$WORK/desk.key"
ends 0 ll verify "$desk"
has "without the key it says that one is needed" "$(flat)" "every duty sheet is reckoned again"
mv "$WORK/desk.key" "$desk/desk.key"
chmod u+w "$desk/rules/$old/us/ct/breach.yaml"
echo "# changed" >> "$desk/rules/$old/us/ct/breach.yaml"
ends 1 ll duties recheck
has "a kept rule that was changed is found" "$said" "were changed"
ends 1 ll verify "$desk"
has "verify names the sheet" "$(flat)" "Duty sheet s-1 of case $case cannot be reckoned again by the rules it quotes"
then=$(ll duties as-of "$case" --day "$today")
has "what was known" "$then" "discovered (known)"
has "the day before nothing was" "$(ll duties as-of "$case" --day "$(date -d "$today - 1 day" +%F)")" "Nothing was on the record"
say "every sheet came out the same by the rules it was made with"

ll duties calendar --out "$WORK/deadlines.ics" > /dev/null
if /usr/bin/python3 -c 'import icalendar' 2> /dev/null; then
  /usr/bin/python3 - "$WORK/deadlines.ics" <<'PY'
import icalendar, sys
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
events = list(calendar.walk("VEVENT"))
assert events and not any(e.errors for e in events), events
assert all(e.decoded("dtend") > e.decoded("dtstart") for e in events)
PY
  say "another program reads the calendar"
fi
