#!/usr/bin/env bash
# An officer judges a random deal of a search; precision and recall come out, with intervals.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
case=$(ll case open --subject "A list on a bus" --json | at 'j["id"]')
python3 - "$WORK" <<'PY'
import sys
with open(sys.argv[1] + "/list.csv", "w") as f:
    f.write("name,ssn\n")
    for i in range(70): f.write(f"Imogen Sample{chr(97 + i % 26)},219-45-{1000 + i}\n")
with open(sys.argv[1] + "/pumps.txt", "w") as f:
    for i in range(90): f.write(f"Pump {i} was looked at and is well.\n")
PY
ll evidence add "$case" "$WORK/list.csv" "$WORK/pumps.txt" > /dev/null
ll discover "$case" > /dev/null
sample=$(ll sample list "$case" --json | at 'j[0]["id"]')
ends 2 ll sample show "$sample"
ll sample show "$sample" --purpose "to judge the search" --json > "$WORK/dealt.json"
same "findings dealt" "$(at 'len(j["findings"])' < "$WORK/dealt.json")" 50
same "lines dealt" "$(at 'len(j["lines"])' < "$WORK/dealt.json")" 50
has "the look is in custody" "$(ll evidence custody "$case" --json)" "to judge the search"
ends 2 ll sample judge "$sample" --findings "right,perhaps"
judged=$(ll sample judge "$sample" --json --findings "$(python3 -c 'print(",".join(["right"] * 49 + ["wrong"]))')" \
  --lines "$(python3 -c 'print(",".join(["clean"] * 50))')")
same "precision" "$(at 'j["precision"]["value"]' <<< "$judged")" 0.98
same "nothing missed" "$(at 'j["recall"]["value"]' <<< "$judged")" 1.0
same "fifty lines do not prove more" "$(at 'j["recall"]["low"] < 0.95' <<< "$judged")" true
has "the result is listed" "$(ll sample list "$case")" "98.0 %"
ends 0 ll verify "$desk"
: > "$desk/vault/notes of somebody.txt"
has "a stray file in the vault is named" "$(ll verify "$desk" 2>&1)" "vault/notes of somebody.txt"
ends 2 ll case fact "$case" discovered "$(date -d '3 days' +%F)"
has "a day to come is no discovery" "$said" "has not come yet"
case "$(ll case list)" in *" EST"* | *" EDT"*) ;; *) fail "a time without its zone: $(ll case list)" ;; esac
say "a sample is dealt, judged and on the record; the desk verifies"
