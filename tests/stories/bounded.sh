#!/usr/bin/env bash
# However little of what is found may be held in memory, and however many read at once, the tables are the same; what waits on disk is
# gone with the process.
source "$(dirname "$0")/lib.sh"
in=$WORK/in
mkdir -p "$in/b"
python3 - "$in" <<'P'
import io, os, random, sys, zipfile
there = sys.argv[1]
dice = random.Random(7)
parts = "ab an ber cal dal el fan gor har in jo kel lan mor nel or pel qui ros sen tam ul ves wil".split()
name = lambda n: "".join(dice.choice(parts) for _ in range(n)).capitalize()
people = [(name(3), name(2), f"{dice.randrange(101, 600)}-{dice.randrange(10, 99)}-{dice.randrange(1000, 9999)}",
           f"{dice.randrange(1, 13)}/{dice.randrange(1, 29)}/19{dice.randrange(40, 99)}", f"{dice.randrange(1, 999)} {name(3)} St",
           dice.choice(["CT,06901", "NY,10001", "MA,02108"])) for _ in range(9000)]
def table(some):
    out = io.StringIO()
    out.write("name,ssn,dob,address,city,state,zip,email\n")
    for last, first, ssn, born, street, place in some:
        out.write(f'"{last}, {first}",{ssn},{born},{street},{name(2)}ville,{place},{first.lower()}.{last.lower()}@mail.example\n')
    return out.getvalue()
open(there + "/one.csv", "w").write(table(people))
open(there + "/two.csv", "w").write(table(people[2000:6000]))
open(there + "/b/notes.txt", "w").write("".join(f"Resident {p[1]} {p[0]}, SSN {p[2]}, born {p[3]}.\n\n" for p in people[::7]))
with zipfile.ZipFile(there + "/b/more.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for n in range(20):
        z.writestr(f"{n}.csv", table(people[n * 50:n * 60 + 200]))
P
for how in "--threads 1" "--threads 2 --memory 1" "--threads 3 --memory 0" "--threads 1 --memory 0 --reveal --purpose test"; do
  out="$WORK/out${how// /}"
  ll discover "$in" --out "$out" $how > /dev/null
  same "nothing but the tables is left ($how)" "$(cd "$out" && echo * .[!.]*)" "files.tsv findings.tsv people.tsv states.tsv summary.json unread.tsv .[!.]*"
done
for table in findings people states unread files; do
  cmp "$WORK/out--threads1/$table.tsv" "$WORK/out--threads2--memory1/$table.tsv"
  cmp "$WORK/out--threads1/$table.tsv" "$WORK/out--threads3--memory0/$table.tsv"
done
findings=$(at 'j["findings"]' < "$WORK/out--threads1/summary.json")
[ "$findings" -gt 100000 ] || fail "only $findings findings: too few to leave memory"
has "values are written when asked for" "$(head -3 "$WORK/out--threads1--memory0--reveal--purposetest/findings.tsv")" "-"

# Half way: what waits has no name in the folder, and no value stands in it in clear.
ssn=$(sed -n 2p "$in/one.csv" | cut -d, -f3)
waiting=0
# On a machine that is busy with other things one step may see it to its end: then there is another.
for try in $(seq 10); do
  rm -rf "$WORK/killed"
  "$LEDGELIGHT" discover "$in" --out "$WORK/killed" --memory 0 --threads 1 > /dev/null & search=$!
  servers+=("$search")
  for i in $(seq 20000); do
    sleep 0.002
    kill -STOP "$search" 2> /dev/null || break
    waiting=0
    for fd in /proc/"$search"/fd/*; do
      case $(readlink "$fd") in "$WORK/killed/"*"(deleted)") waiting=$((waiting + $(stat -Lc %s "$fd"))) ;; esac
    done
    [ "$waiting" -gt 1000000 ] && break 2
    kill -CONT "$search" 2> /dev/null || break
  done
  wait "$search" || fail "the search ended badly: $?"
done
[ "$waiting" -gt 1000000 ] || fail "nothing waited on disk while it ran"
same "no name leads to it" "$(ls -A "$WORK/killed")" ""
for fd in /proc/"$search"/fd/*; do
  case $(readlink "$fd") in "$WORK/killed/"*) grep -aq -e "$ssn" -e "${ssn//-/}" "$fd" && fail "a value stands in clear: $(readlink "$fd")" ;; esac
done
kill -9 "$search"
wait "$search" 2> /dev/null || true
same "nothing stays of it" "$(ls -A "$WORK/killed")" ""
say "$findings findings in any memory: the same tables"
