#!/usr/bin/env bash
# kill -9 in the middle of a search: the next one reads no item again that was done with, and comes to
# what a search comes to that nobody killed.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
case=$(ll case open --subject "A long search" --json | at 'j["id"]')
for part in 0 1 2 3 4 5; do
  { printf 'Name,SSN\nAnna Invented,517-46-92%s1\n' "$part"
    { yes "10.0.0.$part GET /index.html 200 words that speak of nobody, again and again" || true; } | head -c 70000000
    printf '\nthe last line: SSN 517-46-92%s2\n' "$part"; } > "$WORK/part$part.log"
  ll evidence add "$case" "$WORK/part$part.log" > /dev/null
  rm "$WORK/part$part.log"
done
counts() {
  ll findings list "$case" --limit 1000000 --json | at 'sorted((f["evidence"], f["element"], f["path"], f["person"]) for f in j)' | sha256sum
  ll people list "$case" --json | at 'sorted((p["id"], p["name"], p["residence"], p["ground"]) for p in j["people"])' | sha256sum
}
done_with() { sqlite3 -readonly "$desk/store.sqlite" 'SELECT items FROM searches' 2> /dev/null || true; }

# caught LOOK: begins a search, and holds it still where the number that LOOK tells is one or more. It stands still while we look; on a
# machine that is busy with other things one step may see the search to its end: then it was $missed, and there is another.
caught() {
  local look=$1 try i
  missed=
  for try in $(seq 10); do
    "$LEDGELIGHT" discover "$case" > /dev/null & search=$!
    servers+=("$search")
    for i in $(seq 6000); do
      kill -STOP "$search" 2> /dev/null || break
      now=$("$look")
      [ "${now:-0}" -lt 1 ] || return 0
      kill -CONT "$search" 2> /dev/null || break
      sleep 0.02
    done
    wait "$search" || fail "the search ended badly: $?"
    missed=yes
  done
  return 1
}
caught done_with || fail "nothing was kept while it ran"
kill -9 "$search"
wait "$search" 2> /dev/null || true
same "what was kept is there after kill -9" "$(done_with)" "$now"
[ "$now" -lt 6 ] || fail "the search was over before it was killed: make it longer"
[ -n "$missed" ] || same "nothing is proposed of a search that is not over" "$(ll findings list "$case" --json)" "[]"
ends 0 ll verify "$desk"

ll discover "$case" --json > "$WORK/run.json"
same "no item is read again that was done with" "$(at 'j["taken_up"]' < "$WORK/run.json")" "$now"
same "nothing of it stays" "$(done_with)" ""
resumed=$(counts)
files=$(at '[j["files"], j["bytes"], j["findings"], j["people"]]' < "$WORK/run.json")
ll discover "$case" --json > "$WORK/whole.json"
same "a whole search takes nothing up" "$(at 'j["taken_up"]' < "$WORK/whole.json")" 0
same "and finds the same" "$(counts)" "$resumed"
same "as often" "$(at '[j["files"], j["bytes"], j["findings"], j["people"]]' < "$WORK/whole.json")" "$files"
same "twelve numbers" "$(ll findings list "$case" --element SSN --json | at 'len(j)')" 12
ends 0 ll verify "$desk"
say "killed after $now of 6 items; the next search read the other $((6 - now)), with the same result"

# One large item: what stands before the last place kept is not searched again.
case=$(ll case open --subject "One large log" --json | at 'j["id"]')
for part in 0 1 2 3 4 5 6 7; do
  printf 'from here on part %s: SSN 517-46-93%s1\n' "$part" "$part"
  { yes "10.0.0.$part GET /index.html 200 words that speak of nobody, again and again" || true; } | head -c 70000000
  printf '\nthe last line of it: SSN 517-46-93%s2\n' "$part"
done > "$WORK/large.log"
large=$(stat -c %s "$WORK/large.log")
ll evidence add "$case" "$WORK/large.log" > /dev/null
rm "$WORK/large.log"
kept_parts() { sqlite3 -readonly "$desk/store.sqlite" "SELECT parts FROM searches WHERE case_id = '$case'" 2> /dev/null || true; }
caught kept_parts || fail "nothing of the item was kept while it was searched"
kill -9 "$search"
wait "$search" 2> /dev/null || true
same "no item is done with" "$(done_with)" 0
ll discover "$case" --json > "$WORK/run.json"
same "no whole item was taken up" "$(at 'j["taken_up"]' < "$WORK/run.json")" 0
before=$(at 'j["taken_up_bytes"]' < "$WORK/run.json")
[ "$before" -ge 30000000 ] && [ "$before" -lt "$large" ] || fail "$before of $large bytes were not searched again"
resumed=$(counts)
ll discover "$case" --json > "$WORK/whole.json"
same "a whole search takes nothing up" "$(at 'j["taken_up_bytes"]' < "$WORK/whole.json")" 0
same "and finds the same in it" "$(counts)" "$resumed"
same "sixteen numbers" "$(ll findings list "$case" --element SSN --json | at 'len(j)')" 16
ends 0 ll verify "$desk"
say "killed within one item of $large bytes; the next search went on behind $before of them"
