#!/usr/bin/env bash
# The same from the pages: a resident reports, an officer accepts, and a killed server loses nothing
# that it acknowledged.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
pack_evidence "$WORK"
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
reporter() { python3 "$here/reporter.py" "$@"; }
jar=$WORK/cookies
get() { curl -sS -b "$jar" -c "$jar" "$site$1"; }
post() { # PATH FIELD=VALUE… : the page; its status in $WORK/status
  local path=$1 args=()
  shift
  for field in "$@"; do args+=(--data-urlencode "$field"); done
  curl -sS -b "$jar" -c "$jar" -H "Origin: $site" -w '%{stderr}%{http_code}' "${args[@]}" "$site$path" 2> "$WORK/status"
}
answered() { same "$1" "$(cat "$WORK/status")" "$2"; }

ends 2 ll serve --listen 0.0.0.0:0
has "off this machine" "$said" "TLS"
serve "$desk"
first=$(head -1 "$WORK/serve.json" | at 'j["first_officer"]')
same "healthy" "$(curl -sS "$site/healthz" | at 'j["status"]')" ok
for page in / /report /status /responsible /penalties /verify /about /staff/sign-in; do
  curl -sS -D "$WORK/head" -o "$WORK/page" "$site$page"
  has "$page" "$(head -1 "$WORK/head")" 200
  has "$page keeps scripts out" "$(tr -d '\r' < "$WORK/head" | tr 'A-Z' 'a-z')" "content-security-policy:"
  ! grep -Eq '(src|<link[^>]* href|action)="(https?:)?//' "$WORK/page" || fail "$page fetches from others"
done
same "staff pages lead to the sign-in" "$(curl -sS -o /dev/null -w '%{http_code} %{redirect_url}' "$site/staff/cases" | sed 's/?.*//')" \
  "303 $site/staff/sign-in"
say "public pages are open, staff pages are not, 0.0.0.0 needs TLS"

reporter "$site" one "Payroll papers lay on the copier." "$WORK/payroll.zip" > "$WORK/receipt.json"
ref=$(at 'j["reference"]' < "$WORK/receipt.json")
code=$(at 'j["code"]' < "$WORK/receipt.json")
same "a double send is one report under one code" "$(at 'j["again"] == [j["reference"], j["code"]]' < "$WORK/receipt.json")" true
same "one report" "$(ll report list --json | at 'len(j)')" 1
post /status "code=$code" | words > "$WORK/page"
answered "the code opens" 200
has "the status page" "$(cat "$WORK/page")" "Payroll papers lay on the copier."
has "with its file" "$(cat "$WORK/page")" "payroll.zip"
lower=$(echo "$code" | tr 'A-Z' 'a-z' | tr -d '-')
post /status "code=$lower" > /dev/null
answered "typed without dashes, in small letters" 200
post /status "code=2222-2222-2222-2222-2222" > "$WORK/page"
answered "a wrong code opens nothing" 422
lacks "a wrong code" "$(cat "$WORK/page")" "copier"
post /status/message "code=$code" "text=It was the third floor." > /dev/null
answered "a message" 200
say "a report by all pages with a file; status, message and a wrong code"

head -c 3000000 /dev/urandom > "$WORK/big.bin"
before=$(find "$desk/vault" -type f | wc -l)
reporter "$site" cut "$WORK/big.bin"
undone() { [ "$(find "$desk/vault" -type f | wc -l)" = "$before" ]; }
comes "the end of what was cut off" undone
same "a cut-off upload leaves nothing" "$(find "$desk/vault" -type f | wc -l)" "$before"
same "and no report" "$(ll report list --json | at 'len(j)')" 1
say "an upload cut off leaves nothing behind"

get "$first" > "$WORK/invite"
secret=$(grep -oE '[A-Z2-7]{4}(-[A-Z2-7]{4}){7}' "$WORK/invite" | head -1 | tr -d -)
has "the address for the authenticator" "$(cat "$WORK/invite")" "otpauth://totp/"
enrolled=$(code_of "$secret")
post "$first" login=rivera "name=A. Rivera" "password=$password" "again=$password" "code=$enrolled" > "$WORK/page"
answered "the first officer" 303
post "$first" login=again "name=B" "password=$password" "again=$password" "code=$enrolled" > /dev/null
answered "the link works once" 404
post /staff/sign-in next=/staff/inbox login=rivera "password=not this one" code=000000 > /dev/null
answered "a wrong password" 422
# The code that enrolled is used up: the one of the next half minute is taken.
post /staff/sign-in next=/staff/inbox login=rivera "password=$password" "code=$enrolled" > /dev/null
answered "a code works once" 422
post /staff/sign-in next=/staff/inbox login=rivera "password=$password" \
  "code=$(oathtool --totp -b -N "$(date -u -d '+30 seconds' '+%F %T UTC')" "$secret")" > /dev/null
answered "sign-in" 303
get /staff/inbox > "$WORK/page"
has "the inbox" "$(cat "$WORK/page")" "$ref"
get "/staff/report/$ref" > "$WORK/page"
has "the message arrived" "$(cat "$WORK/page")" "third floor"
post "/staff/report/$ref/accept" "subject=Copier" > /dev/null
answered "a form without its token" 403
post "/staff/report/$ref/accept" "csrf=$(hidden csrf < "$WORK/page")" "subject=Papers on the copier" > /dev/null
answered "accepted" 303
case=$(ll case list --json | at 'j[0]["id"]')
for part in "" /timeline /evidence /discovery /people /duties /letters /record; do
  get "/staff/case/$case$part" > "$WORK/page"
  has "/staff/case/$case$part" "$(cat "$WORK/page")" "Papers on the copier"
done
get "/staff/case/$case/evidence" > "$WORK/page"
curl -sS -b "$jar" -o /dev/null -w '%{http_code}' -H "Origin: $site" -F "csrf=$(hidden csrf < "$WORK/page")" -F purpose=log \
  -F "file=@$WORK/access.log.gz" "$site/staff/case/$case/evidence" > "$WORK/status"
answered "evidence from the browser" 303
same "two items" "$(ll evidence list "$case" --json | at 'len(j)')" 2
csrf=$(hidden csrf < "$WORK/page")
post "/staff/case/$case/discovery" "csrf=$csrf" > /dev/null
answered "discovery is queued" 303
searched() { [ "$(ll findings runs "$case" --json | at '[r["state"] for r in j][:1]')" = '["done"]' ]; }
comes "the end of the search" searched
same "the server did the work" "$(ll findings list "$case" --element SSN --json | at 'len(j)')" 7
curl -sS -b "$jar" -H "Origin: $site" --data-urlencode "csrf=$csrf" -o "$WORK/export.tar" "$site/staff/case/$case/export"
mkdir "$WORK/unpacked" && tar -xf "$WORK/export.tar" -C "$WORK/unpacked"
ends 0 ll verify "$(dirname "$(find "$WORK/unpacked" -name bagit.txt)")"
say "an officer signs in with password and code, accepts, adds evidence, discovers, exports"

post /status "code=$code" > "$WORK/page"
# The server publishes once a second what happened since.
proved() {
  post /status/receipt "code=$code" "reference=$ref" > "$WORK/web.receipt.json"
  ll verify "$WORK/web.receipt.json" --vkey "$(ll ledger vkey)" > /dev/null 2>&1
}
comes "a receipt that verifies" proved
published() {
  curl -sS "$site/ledger/checkpoint" > "$WORK/checkpoint"
  [ "$(sed -n 2p "$WORK/checkpoint")" = "$(sqlite3 -readonly "$desk/store.sqlite" 'SELECT count(*) FROM events')" ]
}
comes "a checkpoint of all acts" published
cmp -s "$WORK/checkpoint" "$desk/ledger/checkpoint" || fail "the published checkpoint is another"
bundle=$(cd "$desk/ledger" && find tile/entries -type f | sort | tail -1)
curl -sS -H 'Accept-Encoding: gzip' -D "$WORK/head" "$site/ledger/$bundle" | gzip -dc > "$WORK/bundle"
grep -qi '^content-encoding: gzip' "$WORK/head" || fail "a bundle is not sent smaller to who can read it"
cmp -s "$WORK/bundle" "$desk/ledger/$bundle" || fail "the unpacked bundle is another"
curl -sS -D "$WORK/head" "$site/ledger/$bundle" | cmp -s - "$desk/ledger/$bundle" || fail "the plain bundle is another"
grep -qi '^vary: accept-encoding' "$WORK/head" || fail "a cache cannot tell the two forms apart"
say "the reporter's receipt verifies; the ledger is published"

reporter "$site" draft "I began this at the bus stop." "$WORK/access.log.gz" > "$WORK/draft.json"
half=$(at 'j["code"]' < "$WORK/draft.json")
post /status "code=$half" > "$WORK/page"
has "not sent yet" "$(cat "$WORK/page")" "/report/resume"
lacks "and no report" "$(ll report list)" "bus stop"
reporter "$site" finish "$half" > "$WORK/finished.json"
same "the code stays" "$(at 'j["code"]' < "$WORK/finished.json")" "$half"
post /status "code=$half" > "$WORK/page"
has "now it opens the report" "$(cat "$WORK/page")" "$(at 'j["reference"]' < "$WORK/finished.json")"
same "its file came along" "$(ll report show "$(at 'j["reference"]' < "$WORK/finished.json")" --json | at 'len(j["files"])')" 1
say "a report begun, saved, opened by its code and sent, without cookies or scripts"

for n in 1 2 3; do reporter "$site" many "flood $n" > "$WORK/acknowledged.$n" 2>> "$WORK/flood.log" & flood[n]=$!; done
flooded() { [ "$(cat "$WORK"/acknowledged.? | wc -l)" -gt 3 ]; }
comes "more than three reports" flooded
kill -9 "$server"
wait "$server" 2>/dev/null || true
for n in 1 2 3; do wait "${flood[n]}" || true; done
cat "$WORK"/acknowledged.? > "$WORK/acknowledged"
count=$(wc -l < "$WORK/acknowledged")
[ "$count" -gt 3 ] || fail "only $count reports were acknowledged: $(tail -3 "$WORK/flood.log")"
serve "$desk"
for acknowledged in $(cat "$WORK/acknowledged"); do
  post /status "code=$acknowledged" > /dev/null
  answered "an acknowledged report after kill -9" 200
done
stop
ends 0 ll verify "$desk"
say "killed in the middle: all $count acknowledged reports are there, and the desk verifies"
