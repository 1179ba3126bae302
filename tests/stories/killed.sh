#!/usr/bin/env bash
# kill -9 in the middle of acts, uploads and a search, again and again: what was acknowledged is there,
# the ledger verifies, and what was half done is nowhere.
#   ROUNDS=200 tests/stories/killed.sh   for a long night
source "$(dirname "$0")/lib.sh"
rounds=${ROUNDS:-3}
desk=$WORK/desk
pack_evidence "$WORK"
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
case=$(ll case open --subject "The case that is always being worked on" --json | at 'j["id"]')
# Enough to search for some seconds: rows of invented people.
python3 - "$WORK/rows.csv" <<'PY'
import random, sys
r = random.Random(11)
with open(sys.argv[1], "w") as out:
    out.write("first_name,last_name,ssn,state\n")
    for i in range(30_000):
        out.write("Ann%d,Invented%d,%03d-%02d-%04d,CT\n" % (i, i, r.randint(1, 665), r.randint(1, 99), r.randint(1, 9999)))
PY
ll evidence add "$case" "$WORK/rows.csv" > /dev/null
: > "$WORK/acts"; : > "$WORK/files"; : > "$WORK/codes"
files=1
acknowledged() { [ -s "$WORK/acts" ] && [ -s "$WORK/files" ] && [ -s "$WORK/codes" ]; }
for round in $(seq "$rounds"); do
  serve "$desk"
  python3 "$here/reporter.py" "$site" many "round $round" >> "$WORK/codes" 2> /dev/null & flood=$!
  ( while ll case open --subject "Act of round $round" --json 2> /dev/null | at 'j["id"]' >> "$WORK/acts"; do :; done ) 2> /dev/null & acts=$!
  ( i=0
    while :; do
      i=$((i + 1))
      { printf '%s\n' "$round.$i"; head -c 300000 /dev/zero | tr '\0' 'a'; } > "$WORK/upload.$round.$i"
      ll evidence add "$case" "$WORK/upload.$round.$i" --json 2> /dev/null | at 'j[0]["sha256"]' >> "$WORK/files" || exit 0
      rm "$WORK/upload.$round.$i"
    done ) 2> /dev/null & uploads=$!
  "$LEDGELIGHT" discover "$case" > /dev/null 2>&1 & search=$!
  # The last round ends when something of each kind was acknowledged, however slow the machine is.
  [ "$round" -lt "$rounds" ] || comes "an act, a file and a report" acknowledged
  python3 -c "import random, time; time.sleep(random.Random($round).uniform(0.3, 1.6))"
  # Whatever they are doing, they end here: the server, the search and both command lines. Both stand still first, so that
  # they begin nothing that is not seen here.
  kill -STOP "$acts" "$uploads" 2> /dev/null || true
  children=$(ps -o pid= --ppid "$acts,$uploads" || true)
  kill -9 "$acts" "$uploads" 2> /dev/null || true
  kill -9 "$server" "$search" 2> /dev/null || true
  for p in $children; do kill -9 "$p" 2> /dev/null || true; done
  wait "$server" "$search" "$acts" "$uploads" "$flood" 2> /dev/null || true
  ends 0 ll verify "$desk"
done
sort -u "$WORK/acts" > "$WORK/told"
ll case list --json | at '"\n".join(c["id"] for c in j)' | sort -u > "$WORK/there"
same "acknowledged acts that are missing" "$(comm -23 "$WORK/told" "$WORK/there" | head -3)" ""
sort -u "$WORK/files" > "$WORK/told.files"
ll evidence list "$case" --json | at '"\n".join(e["sha256"] for e in j)' | sort -u > "$WORK/there.files"
same "acknowledged files that are missing" "$(comm -23 "$WORK/told.files" "$WORK/there.files" | head -3)" ""
lost=0
for c in $(tail -n 12 "$WORK/codes"); do
  LEDGELIGHT_CODE=$c ll report status --json > /dev/null 2>&1 || lost=$((lost + 1))
done
same "acknowledged reports that are missing" "$lost" 0
[ -s "$WORK/told" ] && [ -s "$WORK/told.files" ] && [ -s "$WORK/codes" ] || fail "nothing was acknowledged: the rounds are too short"
say "$rounds rounds: $(wc -l < "$WORK/told") acts, $(wc -l < "$WORK/told.files") files and $(wc -l < "$WORK/codes") reports acknowledged, none lost"

ll evidence check "$case" > /dev/null
ll discover "$case" --json > "$WORK/run.json"
same "a search after all that reads everything" "$(at 'j["unread"]' < "$WORK/run.json")" "[]"
has "the desk serves again" "$(serve "$desk"; curl -sS "$site/healthz"; stop)" ok
ends 0 ll verify "$desk"
say "every file reads, the search runs to its end, the desk verifies"
