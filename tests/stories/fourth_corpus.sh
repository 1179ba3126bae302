#!/usr/bin/env bash
# A hundred and twenty-six files of invented people, in layouts that were written down before their author had read the rules,
# are read and counted. The floors lie a little below what docs/accuracy.md prints.
source "$(dirname "$0")/lib.sh"
python3 "$source_dir/bench/fourth_corpus.py" make "$WORK/corpus" > /dev/null
ll discover "$WORK/corpus/evidence" --out "$WORK/out" --reveal --purpose "to measure" > /dev/null
cat > "$WORK/floors" <<'FLOORS'
SSN .99 .98
ITIN .99 .97
CARD .99 .94
CARDSEC .99 .85
ACCT .94 .84
ROUTING .99 .84
DL .99 .87
PASSPORT .99 .99
MBI .99 .77
MRN .99 .99
HPLAN .73 .89
DX .99 .96
DOB .99 .90
NAME .98 .89
ADDR .99 .97
EMAIL .96 .96
PHONE .99 .99
STUDENTID .99 .99
people .97 .94
FLOORS
python3 "$source_dir/bench/fourth_corpus.py" score "$WORK/corpus" "$WORK/out" --floors "$WORK/floors" > "$WORK/score"
say "$(grep '^people' "$WORK/score")"
