#!/bin/sh
# What a case with very many findings costs: the search of what is sealed, the room it takes, and how
# long the pages take that show it.
# usage: bench/case_bench.sh BUILD_DIR [ROWS] [MEMORY]   rows of people, eight findings each; mebibytes
#   needs curl, python3 and, in BUILD_DIR: ledgelight evidence_bench seed_bench
#   BENCH_DIR: a folder on the disk to measure (default: that of mktemp); removed inside are only ours
set -eu
build=${1:?usage: bench/case_bench.sh BUILD_DIR [ROWS] [MEMORY]}
rows=${2:-2500000}
memory=${3:-512}
program=$build/ledgelight
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/ledgelight-case.XXXXXX")
ours=
stop() {
  [ -z "$ours" ] || kill "$ours" 2>/dev/null || true
  [ -z "$ours" ] || wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
export LEDGELIGHT_DESK="$work/desk"

"$build/seed_bench" "$work/desk" 1 > /dev/null
case=$("$program" case list --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
"$build/evidence_bench" "$work/evidence" people "$rows"
"$program" evidence add "$case" "$work"/evidence/* > /dev/null
echo "sealed: $(du -sm "$work/desk/vault" | cut -f1) MB"
rm -rf "$work/evidence"
# Seconds of processor, seconds, memory at the height; the log of the store while it goes on.
searched() {
  ( while sleep 1; do stat -c %s "$work/desk/store.sqlite-wal" 2>/dev/null || true; done > "$work/wal" ) &
  watch=$!
  python3 - "$work/json" "$program" discover "$case" --memory "$memory" --json <<'PY'
import os, resource, subprocess, sys, time
begin = time.time()
with open(sys.argv[1], "w") as out:
    code = subprocess.call(sys.argv[2:], stdout=out)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("  %.1f s of processor (%.1f in the kernel), %.1f s, %d MB at the height, exit code %d" % (
    used.ru_utime + used.ru_stime, used.ru_stime, time.time() - begin, used.ru_maxrss / 1024, code))
PY
  kill "$watch"; wait "$watch" 2>/dev/null || true
  python3 -c 'import json, sys; j = json.load(open(sys.argv[1])); print("  %d findings, %d people" % (j["findings"], j["people"]))' "$work/json"
  echo "  store $(du -m "$work/desk/store.sqlite" | cut -f1) MB, its log $(sort -n "$work/wal" | tail -1 | awk '{printf "%d", $1 / 1048576}') MB at the most"
}
echo "first search:"
searched
: > "$work/said"
"$program" serve --desk "$work/desk" --listen 127.0.0.1:0 > "$work/said" 2> "$work/log" &
ours=$!
site=
while [ -z "$site" ]; do
  kill -0 "$ours" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  site=$(sed -n 's|.*is open: \(http://[^/ ]*\)/$|\1|p' "$work/said")
  [ -n "$site" ] || sleep 0.01
done
cookie=$(curl -sf -o /dev/null -D - "$site/staff/sign-in" --data-urlencode login=bench \
  --data-urlencode "password=an invented password" --data-urlencode code= |
  tr -d '\r' | sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\);.*/\1/p' | tail -1)
echo "pages, ms (first time | again):"
page() {
  first=$(curl -sS -o "$work/page" -w '%{http_code} %{time_total}' "$site/staff/case/$case/$2" -H "Cookie: $cookie")
  again=$(curl -sS -o /dev/null -w '%{time_total}' "$site/staff/case/$case/$2" -H "Cookie: $cookie")
  echo "$first $again" | awk -v what="$1" '{printf "  %-44s %9.1f | %9.1f%s\n", what, $2 * 1000, $3 * 1000, ($1 == 200) ? "" : "  NOT ANSWERED 200: " $1}'
}
page "discovery" discovery
page "findings" findings
page "findings, one kind" "findings?element=SSN"
page "findings, the doubtful first" "findings?order=doubtful-first"
page "findings, the sure first" "findings?order=sure-first"
page "findings, one kind, the doubtful first" "findings?element=SSN&order=doubtful-first"
page "findings that are doubtful" "findings?sureness=doubtful"
page "findings of one file" "findings?file=3"
page "findings that were accepted" "findings?state=accepted"
page "findings, page 10,000" "findings?page=10000"
page "findings, page 200,000" "findings?page=200000"
page "people" people
page "files" discovery/files
kill "$ours"; wait "$ours" || true; ours=
[ -n "${ONCE:-}" ] || { echo "another search of the same case, in its place:"; searched; }
