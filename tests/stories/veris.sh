#!/usr/bin/env bash
# Records of incidents that others kept become cases, once, and what had no home is said.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
take() { # FILE CASES: imports twice
  local before after code=0
  rm -f "$WORK/report.json"
  before=$(ll case list --json | at 'len(j)')
  ll import veris "$1" --report "$WORK/report.json" > "$WORK/said" 2>&1 || code=$?
  [ "$code" -le 1 ] || fail "$(cat "$WORK/said")"
  after=$(ll case list --json | at 'len(j)')
  same "cases made" "$((after - before))" "$2"
  rm "$WORK/report.json"
  ll import veris "$1" --report "$WORK/report.json" > /dev/null 2>&1 || true
  same "importing again adds none" "$(ll case list --json | at 'len(j)')" "$after"
}
expected() { # lines that hold a record with an incident_id of their own
  python3 -c '
import json, sys
ids = set()
for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
    try: r = json.loads(line)
    except ValueError: continue
    if isinstance(r, dict) and r.get("incident_id"): ids.add(r["incident_id"])
print(len(ids))' "$1"
}
invented=$source_dir/tests/data/veris-invented.jsonl
take "$invented" "$(expected "$invented")"
[ -s "$WORK/report.json" ] || fail "no report file"
has "the report has a line for each record" "$(at 'list(j)' < "$WORK/report.json")" records
case=$(ll case list --order id --json | at 'j[-1]["id"]')
has "the origin is a fact" "$(ll case show "$case" --json | at '[f["name"] for f in j["facts"]]')" origin
say "the invented records are cases, once each"
sample=${LEDGELIGHT_DATA:-}/vcdb-sample.jsonl
if [ -n "${LEDGELIGHT_DATA:-}" ] && [ -f "$sample" ]; then
  start=$(date +%s.%N)
  take "$sample" 400
  say "400 real incidents, twice, in $(python3 -c "import time; print(round(time.time() - $start, 1))") s"
  python3 - "$WORK/report.json" <<'PY'
import collections, json, sys
r = json.load(open(sys.argv[1]))
homeless = collections.Counter(k for rec in r["records"] for k in (rec.get("no_home") or rec.get("unmapped") or rec.get("leftover") or []) if isinstance(k, str))
print("  veris: most often without a home:", ", ".join("%s (%d)" % p for p in homeless.most_common(5)) or "nothing")
PY
else
  say "LEDGELIGHT_DATA is not set: the 400 real incidents were not asked for"
fi
ends 2 ll import veris "$WORK/none.jsonl"
printf 'not json\n{"incident_id":1}\n[]\n{"incident_id":"ok-1","summary":"x"}\n' > "$WORK/bad.jsonl"
ends 1 ll import veris "$WORK/bad.jsonl"
has "bad lines are named" "$said" "1"
ends 0 ll verify "$desk"
say "broken lines are named, the others are in; the desk verifies"
