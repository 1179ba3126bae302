#!/usr/bin/env bash
# Folders as they are found: links in circles, pipes, devices, files without an end or a size, names too
# long to open. Each is read or listed with a reason, and none holds the search up.
source "$(dirname "$0")/lib.sh"
in=$WORK/in
mkdir -p "$in/below"
printf 'name,ssn\nAda Example,219-12-1234\n' > "$in/below/list.csv"
: > "$in/empty"
ln -s . "$in/circle"
ln -s nowhere "$in/dangling"
mkfifo "$in/pipe"
python3 - "$in" <<'PY'
import os, sys
os.chdir(sys.argv[1])
for _ in range(24):
    os.mkdir("d" * 200)
    os.chdir("d" * 200)
open("deep.txt", "w").write("SSN 219-12-1235\n")
PY
reason() { awk -F'\t' -v p="$1" 'index($1, p) == 1 { print $2 }' "$WORK/out/unread.tsv"; }
timeout 300 "$LEDGELIGHT" discover "$in" --out "$WORK/out" > /dev/null
same "a link in a circle" "$(reason circle)" "a link; not followed"
same "a link to nothing" "$(reason dangling)" "a link; not followed"
same "a pipe" "$(reason pipe)" "a pipe; not read"
has "a file below a path that no call takes" "$(grep deep.txt "$WORK/out/findings.tsv" | cut -f5)" SSN
same "every other file" "$(awk -F'\t' '$2 != "not read"' "$WORK/out/files.tsv" | cut -f1 | grep -v '^d' | paste -sd ' ')" "path below/list.csv empty"
same "the people" "$(tail -1 "$WORK/out/states.tsv" | cut -f2)" 2
if [ -r /proc/self/pagemap ]; then
  timeout 300 "$LEDGELIGHT" discover /proc/version /proc/self/pagemap --out "$WORK/proc" > /dev/null
  [ "$(awk -F'\t' '$1 == "version" { print $3 }' "$WORK/proc/files.tsv")" -gt 0 ] || fail "a file that says it is empty was not read"
  has "a file without an end" "$(grep ^pagemap "$WORK/proc/unread.tsv")" "longer than it said"
fi
say "circles, pipes, long paths and files without an end: each read or listed"

# The same folder into a case: what cannot be sealed is in the tables too.
ll init "$WORK/desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$WORK/desk
case=$(ll case open --subject "Odd files" --json | at 'j["id"]')
ll discover "$in" --case "$case" --out "$WORK/sealed" > "$WORK/said" 2> /dev/null
has "what was left" "$(cat "$WORK/said")" "not sealed, and so not read"
has "and in the table" "$(cat "$WORK/sealed/unread.tsv")" "not sealed: a pipe; not read"
has "and in the run" "$(ll findings runs "$case" --json)" "not sealed: a pipe; not read"
say "what cannot be sealed is listed as unread"
ends 2 ll discover "$in" --out ""
ends 2 ll link "$in" --out "$WORK/pairs.csv"
ends 2 ll link "$in/below/list.csv" --out ""
say "no folder, no file: said in words"
