#!/usr/bin/env bash
# The whole job on the command line: from a resident's report to an export that a stranger checks.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
pack_evidence "$WORK"

ll init "$desk" --city us/ct/stamford --json > "$WORK/init.json"
vkey=$(at 'j["vkey"]' < "$WORK/init.json")
export LEDGELIGHT_DESK=$desk
same "the key is for its owner only" "$(stat -c %a "$desk/desk.key")" 600
has "the key of the ledger" "$(ll ledger vkey)" "$vkey"
say "a desk out of an empty folder"

ll report new --kind exposed_records --what "The payroll export could be read by anyone." \
  --when unknown --email reporter@mail.example --file "$WORK/payroll.zip" --json > "$WORK/report.json"
ref=$(at 'j["id"]' < "$WORK/report.json")
code=$(at 'j["code"]' < "$WORK/report.json")
has "the inbox" "$(ll report list)" "$ref"
same "one report waits" "$(ll report list --state received --json | at 'len(j)')" 1
same "what the reporter sees" "$(LEDGELIGHT_CODE=$code ll report status --json | at 'j["status"]')" received
ends 1 env LEDGELIGHT_CODE=2222-2222-2222-2222-2222 "$LEDGELIGHT" report status
say "a report with a reference and a code; a wrong code opens nothing"

case=$(ll report accept "$ref" --subject "Payroll export on the web" --json | at 'j["id"]')
same "its file is evidence by its digest" "$(ll evidence list "$case" --json | at 'j[0]["sha256"]')" \
  "$(sha256sum "$WORK/payroll.zip" | cut -d' ' -f1)"
ll evidence add "$case" "$WORK/access.log.gz" "$WORK/payroll.zip" --purpose "server log" --json > "$WORK/added.json"
same "bytes sealed before are not sealed twice" "$(at '[e["already"] for e in j]' < "$WORK/added.json")" "[false, true]"
same "two items" "$(ll evidence list "$case" --json | at 'len(j)')" 2
ll evidence check "$case" > /dev/null
say "accepted into case $case, evidence sealed and read again"

ll discover "$case" --json > "$WORK/run.json"
same "nothing unread" "$(at 'j["unread"]' < "$WORK/run.json")" "[]"
same "six numbers in the zip" "$(ll findings list "$case" --element SSN --json |
  at 'sum("payroll.csv" in f["path"] for f in j)')" 6
same "one number in the log" "$(ll findings list "$case" --element SSN --json |
  at 'sum(f["evidence"].endswith("/E2") for f in j)')" 1
lacks "findings are masked" "$(ll findings list "$case" --json)" "517-23-48"
ll people list "$case" --json > "$WORK/people.json"
same "six people" "$(at 'len(j["people"])' < "$WORK/people.json")" 6
same "five of Connecticut" "$(at 'sum(p["residence"] == "US-CT" for p in j["people"])' < "$WORK/people.json")" 5
finding=$(ll findings list "$case" --element SSN --limit 1 --json | at 'j[0]["id"]')
has "a value is shown for a purpose" "$(ll findings reveal "$finding" --purpose "to compare")" 517
has "and custody says so" "$(ll evidence custody "$case")" "to compare"
# The five of Connecticut. The sixth lives in New York, whose law wants its Attorney General's contact in the letter.
read -ra five <<< "$(at '" ".join(p["id"] for p in j["people"] if p["residence"] == "US-CT")' < "$WORK/people.json")"
ll people accept "$case" "${five[@]}" > /dev/null
ll people register "$case" > /dev/null
say "discovery: seven numbers at their places, six people, five of Connecticut"

discovered=$(TZ=America/New_York date -d '3 days ago' +%F)
due=$(date -d "$discovered + 60 days" +%F)
ll case fact "$case" incident.kind published_file > /dev/null
ll case fact "$case" entity.role owner --said-by "the contract" > /dev/null
ll case fact "$case" discovered "$discovered" > /dev/null
ll case fact "$case" window "$(date -d "$discovered - 9 days" +%F)/$(date -d "$discovered - 8 days" +%F)" > /dev/null
ll case fact "$case" access acquired --certainty suspected > /dev/null
ll case fact "$case" data '[{"elements":["name","ssn","dob"],"medium":"electronic","protection":"none"}]' > /dev/null
ll case entry "$case" "The export was taken off the web server." --happened "$discovered" > /dev/null
ll case entry "$case" "Counsel was asked." --privileged > /dev/null
ends 2 ll case fact "$case" discovered "not a day"
ends 2 ll case fact "$case" no.such.fact x
ll duties decide "$case" --json > "$WORK/sheet.json"
duty() { at "[d for d in j['reckoning']['duties'] if d['kind'] == '$1' and d['jurisdiction'] == 'US-CT'][0]$2" < "$WORK/sheet.json"; }
same "residents are written to within 60 days" "$(duty notify-individuals '["due"]')" "$due"
has "by the statute" "$(duty notify-individuals '["citations"]')" "36a-701b"
same "24 months of services" "$(duty offer-services '["services"]["months"]')" 24
at '[d["recipient"] for d in j["reckoning"]["duties"]]' < "$WORK/sheet.json" > "$WORK/recipients"
has "the Attorney General" "$(cat "$WORK/recipients")" "Attorney General"
first=$(at 'min(d["due"] for d in j["reckoning"]["duties"] if d["due"])' < "$WORK/sheet.json")
has "the next day shows in the list" "$(ll case list)" "$first"
say "duties: residents by $due, Attorney General, 24 months of services, each with its source"

cat > "$WORK/inputs.json" <<J
{"contact_name":"Privacy desk","contact_phone":"203-555-0100","contact_mail":"privacy@stamford.example",
 "contact_hours":"Monday to Friday, 9 to 5","contact_address":"1 Invented Plaza\nStamford, CT 06901",
 "enrol_how":"Call 203-555-0101 and give the code on this letter.","enrol_until":"$(date -d '+180 days' +%F)",
 "what_happened":"A file with payroll records could be read on our web server.",
 "what_we_do":"The file was taken away and the server was closed to the outside.",
 "signer":"I. Invented","signer_title":"Privacy officer"}
J
ll letters render "$case" --inputs "$WORK/inputs.json" --json > "$WORK/batch.json"
batch=$(at 'j["id"]' < "$WORK/batch.json")
digest=$(at 'j["digest"]' < "$WORK/batch.json")
same "nothing is missing" "$(at 'j["gaps"]' < "$WORK/batch.json")" "[]"
same "a letter for each of Connecticut" "$(at 'j["letters"]' < "$WORK/batch.json")" 5
ends 1 ll letters mailed "$batch"
ends 1 ll letters approve "$batch" --digest "$digest"
has "the command line approves nothing" "$said" "needs-approval"
officer "$desk" okafor counsel
ends 1 env LEDGELIGHT_PASSWORD="$password" "$LEDGELIGHT" letters approve "$batch" --digest "$digest" --as okafor
has "without the second factor" "$said" "bad-credential"
sheet=$(at 'j["id"]' < "$WORK/sheet.json")
mapfile -t open_readings < <(at '"\n".join(r["id"] for r in j["readings"] if not r["signed"])' < "$WORK/sheet.json")
[ -n "${open_readings[0]}" ] || fail "a sheet that rests on a suspicion names no reading"
ends 1 ll duties sign "$sheet" --reading "${open_readings[0]}" --reason "the command line is no counsel"
as "$totp_secret" okafor duties sign "$sheet" $(printf -- '--reading %s ' "${open_readings[@]}") \
  --reason "The earlier day and the wider duty are taken." > /dev/null
has "counsel's name stands on the sheet" "$(ll duties show "$sheet")" "signed by"
as "$totp_secret" okafor letters approve "$batch" --digest "$digest" > /dev/null
mailed=$(ll letters mailed "$batch" --json)
same "everybody of Connecticut was written to" "$(at '[(s["state"], s["why"], s["mailed"]) for s in j["states"]]' <<< "$mailed")" \
  '[["US-CT", "whole", 5]]'
same "so the duty to write to them is met" \
  "$(ll duties list "$case" --json | at '[d["state"] for d in j[0]["reckoning"]["duties"] if d["kind"] == "notify-individuals" and d["jurisdiction"] == "US-CT"]')" '["met"]'
attorney=$(at 'next(d["id"] for d in j["reckoning"]["duties"] if d["kind"] == "notify-regulator")' < "$WORK/sheet.json")
given=$(ll duties given "$case" --duty "$attorney" --on "$(TZ=America/New_York date +%F)" --how "the portal, receipt 4711" --json)
same "the filing is on the record and meets its duty" "$(at 'j["state"]' <<< "$given")" met
letter=$(ll letters show "$batch" --json | at 'j["rows"][0]["id"]')
ll letters pdf "$letter" --out "$WORK/letter.pdf" > /dev/null
same "a PDF" "$(head -c 5 "$WORK/letter.pdf")" "%PDF-"
say "five letters, approved by a second officer with password and code, mailed"

size=$(ll ledger publish --json | at 'j["size"]')
ll export "$case" --out "$WORK/bag" --at "$size" > /dev/null
ll export "$case" --out "$WORK/bag2" --at "$size" > /dev/null
diff -r "$WORK/bag" "$WORK/bag2" || fail "the same case at the same size gave other bytes"
ends 2 ll export "$case" --out "$WORK/bag"
ends 0 ll verify "$WORK/bag" --vkey "$vkey"
ends 0 ll verify "$WORK/bag"
has "without a key it asks to confirm it" "$said" "onfirm"
ends 1 ll verify "$WORK/bag" --vkey "$(ll init "$WORK/other" --city us/ct/stamford --json | at 'j["vkey"]')"
(cd "$WORK/bag" && sha256sum --quiet -c manifest-sha256.txt && sha256sum --quiet -c tagmanifest-sha256.txt)
python3 "$source_dir/examples/verify.py" "$WORK/bag" "$vkey" > "$WORK/stranger" || fail "$(cat "$WORK/stranger")"
for part in data/case.json data/timeline.jsonl data/custody.jsonl data/report.pdf ledgelight/checkpoint; do
  [ -s "$WORK/bag/$part" ] || fail "the export has no $part"
done
for canary in 517-23-48 517234811 Quillfeather Oakenshaw reporter@mail.example "Counsel was asked" "$code"; do
  ! grep -rqaF "$canary" "$WORK/bag" || fail "'$canary' is in an export without personal data"
done
say "the export verifies with our program, with sha256sum and with a script that is not ours"

cp -r "$WORK/bag" "$WORK/changed"
chmod -R u+w "$WORK/changed"
printf 'X' | dd of="$WORK/changed/data/timeline.jsonl" bs=1 seek=40 conv=notrunc status=none
ends 1 ll verify "$WORK/changed" --vkey "$vkey"
has "the fault is named" "$said" "data/timeline.jsonl"
ends 1 python3 "$source_dir/examples/verify.py" "$WORK/changed" "$vkey"
has "the stranger names it too" "$said" "data/timeline.jsonl"
say "one byte changed: both name data/timeline.jsonl"

LEDGELIGHT_CODE=$code ll report receipt --out "$WORK/mine.receipt.json" > /dev/null
ends 0 ll verify "$WORK/mine.receipt.json" --vkey "$vkey"
sed 's/read by anyone/read by no one/' "$WORK/mine.receipt.json" > "$WORK/forged.receipt.json"
ends 1 ll verify "$WORK/forged.receipt.json" --vkey "$vkey"
ends 0 ll verify "$desk" --vkey "$vkey"
say "the receipt proves the filing, a forged one does not; the desk verifies"

other=$(ll case open --subject "Another case on the same desk" --json | at 'j["id"]')
ll evidence add "$other" "$WORK/payroll.zip" --purpose "a copy" > /dev/null
ll discover "$other" --json > "$WORK/other.json"
same "a second case is searched too" "$(at 'j["unread"]' < "$WORK/other.json")" "[]"
same "and searched again" "$(ll discover "$other" --json | at 'j["findings"]')" "$(at 'j["findings"]' < "$WORK/other.json")"
say "two cases on one desk, the second searched twice"
