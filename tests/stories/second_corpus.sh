#!/usr/bin/env bash
# Sixty-five files of invented people, in layouts that the rules were not made from, are read and counted: what is found, what is
# wrongly found, whose it is. The floors lie a little below what docs/accuracy.md prints.
source "$(dirname "$0")/lib.sh"
python3 "$source_dir/bench/second_corpus.py" make "$WORK/corpus" > /dev/null
ll discover "$WORK/corpus/evidence" --out "$WORK/out" --reveal --purpose "to measure" > /dev/null
cat > "$WORK/floors" <<'FLOORS'
SSN .99 .98
ITIN .98 .97
CARD .995 .97
EMAIL .98 .98
MBI .98 .97
ROUTING .98 .97
DL .97 .95
PASSPORT .97 .97
ACCT .97 .95
MRN .97 .95
HPLAN .97 .95
DOB .98 .97
NAME .97 .97
PHONE .97 .97
ADDR .97 .97
people .98 .97
FLOORS
python3 "$source_dir/bench/second_corpus.py" score "$WORK/corpus" "$WORK/out" --floors "$WORK/floors" > "$WORK/score"
say "$(grep '^people' "$WORK/score")"
