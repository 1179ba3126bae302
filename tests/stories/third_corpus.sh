#!/usr/bin/env bash
# Ninety-three files of invented people, in layouts that were written down before their author had read the rules, are read and
# counted. The floors lie a little below what docs/accuracy.md prints.
source "$(dirname "$0")/lib.sh"
python3 "$source_dir/bench/third_corpus.py" make "$WORK/corpus" > /dev/null
ll discover "$WORK/corpus/evidence" --out "$WORK/out" --reveal --purpose "to measure" > /dev/null
cat > "$WORK/floors" <<'FLOORS'
SSN .99 .98
ITIN .98 .98
CARD .995 .98
CARDSEC .98 .98
ACCT .98 .98
ROUTING .98 .98
DL .98 .98
PASSPORT .98 .98
MBI .98 .98
MRN .98 .98
HPLAN .98 .98
DX .98 .98
DOB .98 .95
PASSWORD .98 .98
NAME .98 .90
ADDR .98 .95
EMAIL .98 .98
PHONE .98 .95
people .97 .88
FLOORS
python3 "$source_dir/bench/third_corpus.py" score "$WORK/corpus" "$WORK/out" --floors "$WORK/floors" > "$WORK/score"
say "$(grep '^people' "$WORK/score")"
