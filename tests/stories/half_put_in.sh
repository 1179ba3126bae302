#!/usr/bin/env bash
# kill -9 while a search puts what it found in its place: nobody sees any of it, what was there before
# stays as it was, and the next search takes away what was left and comes to its own result.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
case=$(ll case open --subject "A search that was killed at the end" --json | at 'j["id"]')
printf 'name,ssn\nAnna Invented,517-46-9231\nBert Invented,517-46-9232\n' > "$WORK/small.csv"
ll evidence add "$case" "$WORK/small.csv" > /dev/null
ll discover "$case" > /dev/null
first=$(ll findings list "$case" --element SSN --limit 1 --json | at 'j[0]["id"]')
ll findings reject "$first" > /dev/null
python3 - "$WORK/rows.csv" <<'PY'
import random, sys
r = random.Random(5)
with open(sys.argv[1], "w") as out:
    out.write("name,ssn,city,state\n")
    first = ["Ada", "Bert", "Cora", "Dan", "Ella", "Finn", "Gina", "Hugo"]
    last = ["Example", "Sample", "Invented", "Mooring", "Harbor", "Quarry"]
    for i in range(60_000):
        out.write("%s %s,%03d-%02d-%04d,Stamford,CT\n" % (r.choice(first), r.choice(last), r.randint(1, 665), r.randint(1, 99), 1 + i % 3000))
PY
ll evidence add "$case" "$WORK/rows.csv" > /dev/null
seen() {
  ll findings list "$case" --limit 1000 --json | at 'sorted((f["id"], f["path"], f["state"], f["person"]) for f in j)'
  ll people list "$case" --json | at 'sorted((p["id"], p["name"], p["standing"]) for p in j["people"]) + j["counts"]'
  ll findings runs "$case" --json | at '[r["id"] for r in j]'
}
asked() { sqlite3 -readonly "$desk/store.sqlite" "$1" 2> /dev/null || true; }
rows=
# On a machine that is busy with other things it may be over before we look: then there is another.
for try in $(seq 10); do
  before=$(seen)
  "$LEDGELIGHT" discover "$case" > /dev/null & search=$!
  servers+=("$search")
  for i in $(seq 6000); do
    # It stands still while we look.
    kill -STOP "$search" 2> /dev/null || break
    case "$(cut -d' ' -f3 "/proc/$search/stat" 2> /dev/null || true)" in Z | "") break ;; esac
    rows=$(asked "SELECT count(*) FROM findings WHERE lot IN (SELECT lot FROM lots WHERE state = 'filling')")
    [ "${rows:-0}" -ge 1000 ] && break 2
    kill -CONT "$search"
    sleep 0.01
  done
  wait "$search" || fail "the search ended badly: $?"
done
[ "${rows:-0}" -ge 1000 ] || fail "nothing was put in while we looked"
kill -9 "$search"
wait "$search" 2> /dev/null || true
same "what is seen is what was there before" "$(seen)" "$before"
same "rows that nobody sees" "$(asked "SELECT count(*) FROM lots WHERE state = 'filling'")" 1
ends 0 ll verify "$desk"
serve "$desk"
has "the desk serves" "$(curl -sS "$site/healthz")" ok
stop
ll discover "$case" --json > "$WORK/run.json"
same "no item is searched again" "$(at 'j["taken_up"]' < "$WORK/run.json")" 2
same "one lot is left" "$(asked "SELECT count(*), min(state) FROM lots WHERE case_id = '$case'")" "1|shown"
same "and its rows are all there are" "$(asked "SELECT count(*) FROM findings WHERE lot NOT IN (SELECT lot FROM lots)")" 0
same "nor keys of people who are not" "$(asked "SELECT count(*) FROM keys WHERE id LIKE 'k-person-%' AND id NOT IN (SELECT seal_key FROM people)")" 0
same "all that was found is listed" "$(ll findings list "$case" --limit 1000000 --json | at 'len(j)')" "$(at 'j["findings"]' < "$WORK/run.json")"
same "what was judged stays judged" "$(ll findings list "$case" --state rejected --json | at '[f["id"] for f in j]')" "[\"$first\"]"
ends 0 ll verify "$desk"
say "killed with $rows findings half put in: nothing of them was seen, and the next search is whole"
