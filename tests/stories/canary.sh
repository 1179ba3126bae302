#!/usr/bin/env bash
# Canaries travel through every step; then everything the desk wrote is searched for them.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
mkdir "$WORK/in" "$WORK/out" "$WORK/tmp"
export TMPDIR=$WORK/tmp
ulimit -c unlimited
cat > "$WORK/in/canary-file-name.csv" <<'C'
Name,SSN,Address,City,State,ZIP
Canarina Birdwhistle,517-46-9281,8 Cagewire Terrace,Stamford,CT,06902
C
python3 - "$WORK/in" <<'PY'
import pathlib, sys, zipfile
d = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(d / "canary-zip-name.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.write(d / "canary-file-name.csv", "canary-member-name.csv")
PY
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
serve "$desk"
python3 "$here/reporter.py" "$site" one "The canarywords were read aloud at the counter." "$WORK/in/canary-file-name.csv" > "$WORK/in/web.json"
code=$(at 'j["code"]' < "$WORK/in/web.json")
curl -sS -o /dev/null -H "Origin: $site" --data-urlencode "code=$code" --data-urlencode "text=canarymessage from the web" "$site/status/message"
curl -sS -o /dev/null -o /dev/null "$site/status?canaryquery=1" "$site/canarypath" -H "Referer: $site/canaryreferer" -A canaryagent
ll report new --kind other --what "The canarywords came by telephone." --name "Canarina Reporter" \
  --email canary@mail.example --phone "203 555 0142" --json > "$WORK/in/phone.json"
ref=$(at 'j["id"]' < "$WORK/in/phone.json")
ll report contact "$ref" --reason "canaryreason to write back" > /dev/null
ll report message "$ref" "canaryanswer from the desk" > /dev/null
case=$(ll report accept "$(at 'j["reference"]' < "$WORK/in/web.json")" --subject "canarysubject of the case" --json | at 'j["id"]')
ll report merge "$ref" "$(at 'j["reference"]' < "$WORK/in/web.json")" > /dev/null
ll evidence add "$case" "$WORK/in/canary-zip-name.zip" --purpose "canarypurpose" --from "canarysource" > /dev/null
ll discover "$case" --json > "$WORK/in/run.json"
[ "$(ll findings list "$case" --element SSN --json | at 'len(j)')" -ge 1 ] || fail "the canary was not found"
finding=$(ll findings list "$case" --element SSN --limit 1 --json | at 'j[0]["id"]')
ll findings reveal "$finding" --purpose "canaryreveal" > /dev/null
ll people accept "$case" > /dev/null
ll people register "$case" > /dev/null
ll case fact "$case" incident.summary "canaryfact" --said-by "canaryspeaker" --note "canarynote" > /dev/null
ll case fact "$case" entity.role owner > /dev/null
ll case fact "$case" discovered "$(date -d '2 days ago' +%F)" > /dev/null
ll case fact "$case" access acquired > /dev/null
ll case fact "$case" data '[{"elements":["name","ssn"],"medium":"electronic","protection":"none"}]' > /dev/null
ll case entry "$case" "canaryentry" --privileged > /dev/null
python3 "$here/reporter.py" "$site" draft "The canarydraft was begun." "$WORK/in/canary-file-name.csv" > "$WORK/in/draft.json"
printf 'Canarina Suspectson\ncanaryalias\n' | ll suspect name "$case" --names - --note "canarysuspect" > /dev/null
ll case entry "$case" "Canarina Suspectson and canaryalias were seen." > /dev/null
lacks "the suspect is a letter" "$(ll case timeline "$case")" Suspectson
has "the suspect is a letter" "$(ll case timeline "$case")" "Person A and Person A were seen."
has "opened for a reason" "$(ll suspect open "$case" A --reason "canaryreason to write")" "Canarina Suspectson"
ll case severity "$case" 3 --reason "canaryseverity" > /dev/null
ll duties decide "$case" > /dev/null
# What later rooms keep: a judged sample, a clock, a day of the place, a signed reading, who is who.
sample=$(ll sample list "$case" --json | at 'j[0]["id"]')
ll sample show "$sample" --purpose "canarysample to judge the search" > "$WORK/in/sample.txt"
grep -q 517-46-9281 "$WORK/in/sample.txt" || fail "the sample shows nothing of the canary"
ll sample judge "$sample" --findings "$(ll sample show "$sample" --purpose canarysample --json | at '",".join("right" for f in j["findings"])')" > /dev/null
clock=$(ll clock start "$case" --title "canaryclock" --n 5 --from "$(date -d '2 days ago' +%F)" --authority "canaryauthority" --because "canarybecause" --json | at 'j["id"]')
ll clock pause "$clock" --on "$(date -d yesterday +%F)" --because "canarypause" > /dev/null
ll day enter "$(date -d '3 days' +%F)" --because "canaryday: the boiler burst" > /dev/null
ll letters render "$case" --what-happened "canaryletter words" --contact-name "canarycontact" > /dev/null
LEDGELIGHT_NEW_PASSWORD="canarypassword is long" ll officer add canarylogin --name "Canary Officer" --roles privacy --password > /dev/null
ll officer totp canarylogin --json > "$WORK/in/totp.json"
ends 1 env LEDGELIGHT_PASSWORD="canarypassword, wrong" "$LEDGELIGHT" case show "$case" --as canarylogin
LEDGELIGHT_PASSWORD="canarypassword is long" LEDGELIGHT_TOTP=$(oathtool --totp -b "$(at 'j["secret"]' < "$WORK/in/totp.json")") \
  ll case show "$case" --as canarylogin > /dev/null
officer "$desk" canarycounsel counsel; mv "$WORK/officer.json" "$WORK/in/"
sheet=$(ll duties list "$case" --json | at 'j[0]["id"]')
reading=$(ll duties readings "$sheet" --json | at 'j[0]["id"]')
as "$totp_secret" canarycounsel duties sign "$sheet" --reading "$reading" --reason "canaryreading holds" > /dev/null
ll export "$case" --out "$WORK/out/bag" > /dev/null
LEDGELIGHT_EXPORT_PASSPHRASE="canarypassphrase, long" ll export "$case" --out "$WORK/out/personal" --personal \
  --privileged --purpose "canaryexport for the insurer" > /dev/null
LEDGELIGHT_EXPORT_PASSPHRASE="canarypassphrase, long" python3 "$source_dir/examples/open_export.py" \
  "$WORK/out/personal" "$WORK/in/opened.tar"
LEDGELIGHT_EXPORT_PASSPHRASE="canarypassphrase, long" ll unseal "$WORK/out/personal" --out "$WORK/in/unsealed" > /dev/null
ends 0 ll verify "$WORK/in/unsealed"
LEDGELIGHT_EXPORT_PASSPHRASE="canarypassphrase, long" ll unseal "$WORK/out/personal" --out "$WORK/in/copy/" > /dev/null
diff -r "$WORK/in/unsealed" "$WORK/in/copy" || fail "'copy/' is not copy"
same "and nothing is left beside it" "$(find "$WORK/in" -name '*.partial*')" ""
ends 1 env LEDGELIGHT_EXPORT_PASSPHRASE="another passphrase" "$LEDGELIGHT" unseal "$WORK/out/personal" --out "$WORK/in/none"
has "a wrong passphrase is told as one" "$said" "bad-credential"
grep -qa "Birdwhistle" "$WORK/in/opened.tar" || fail "the encrypted export does not hold the register"
ll backup "$WORK/out/backup.tar" --with-key > /dev/null
ll verify "$desk" > "$WORK/out/verify.txt"
# The server dies in the middle, with its memory full of them: no core, and the write-ahead log stays.
kill -ABRT "$server"; wait "$server" 2>/dev/null || true
ls -la "$desk" > "$WORK/in/listing"
say "canaries went through the pages, the command line, discovery, letters, exports and a backup"

cp "$WORK/server.log" "$WORK/out/"
find / -xdev -maxdepth 1 -name 'core*' -type f -newer "$WORK/in" -exec cp {} "$WORK/out/" \; 2>/dev/null || true
find . -maxdepth 1 -name 'core*' -type f -newer "$WORK/in" -exec cp {} "$WORK/out/" \; 2>/dev/null || true
python3 - "$desk" "$WORK/out" "$WORK/tmp" "$WORK/in" "$code" <<'PY'
import base64, json, os, pathlib, sys
places, inputs, code = sys.argv[1:4], pathlib.Path(sys.argv[4]), sys.argv[5]
secret = json.load(open(inputs / "totp.json"))["secret"]
phone = json.load(open(inputs / "phone.json"))["code"]
draft = json.load(open(inputs / "draft.json"))["code"]
words = ["517-46-9281", "517469281", "517 46 9281", "Birdwhistle", "Cagewire", "canary", "Canarina", "CANARY", "Canary",
         "203 555 0142", "2035550142", "203-555-0142", code, code.replace("-", ""), phone, phone.replace("-", ""), draft, draft.replace("-", ""), "Suspectson", secret]
words += ["canarywords", "canarymessage", "canaryanswer", "canary@mail", "canary-file-name", "canary-zip-name",
          "canarysample", "canaryclock", "canaryauthority", "canarybecause", "canarypause", "canaryday", "canaryreading",
          "canarycounsel", "canary-member-name", "canaryentry", "canaryletter", "canarylogin", "canarypass"]
forms = {}
for w in words:
    raw = w.encode()
    forms[raw] = w
    forms[w.encode("utf-16-le")] = w + " (UTF-16)"
    forms[w.encode("utf-16-be")] = w + " (UTF-16)"
    if len(raw) >= 9: forms[raw.hex().encode()] = w + " (hex)"
    for pad in range(3):  # base64 at each of its offsets, without the signs its neighbours change
        whole = base64.b64encode(b"\0" * pad + raw).decode()
        inner = whole[(0, 2, 3)[pad]:].rstrip("=")
        inner = inner[: len(inner) - (1 if (pad + len(raw)) % 3 else 0)]
        if len(inner) >= 7: forms[inner.encode()] = w + " (base64)"
found, files, size = [], 0, 0
for place in places:
    for root, _, names in os.walk(place):
        for name in names:
            path = os.path.join(root, name)
            data = open(path, "rb").read()
            files, size = files + 1, size + len(data)
            for form, what in forms.items():
                if form in data: found.append("%s: %s" % (path, what))
            for form, what in forms.items():
                if form in name.encode(): found.append("%s, its name: %s" % (path, what))
if found:
    print("\n".join(sorted(set(found))[:40])); sys.exit(1)
if files < 20: sys.exit("only %d files were searched" % files)
print("  canary: none of %d forms in %d files, %d bytes" % (len(forms), files, size))
PY
grep -qa 517-46-9281 "$WORK/in/canary-file-name.csv" || fail "the search itself is broken"
[ -s "$desk/store.sqlite-wal" ] || say "(the write-ahead log was empty)"
python3 - "$WORK/server.log" <<'PY'
import json, sys
for n, line in enumerate(open(sys.argv[1]), 1):
    try: json.loads(line)
    except ValueError: sys.exit("the log's line %d is not JSON: %s" % (n, line))
PY
say "the log is JSON and holds none of them"
