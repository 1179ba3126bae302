#!/usr/bin/env bash
# What the command reports in files that hold nobody's data, by element and for each MB that was read: programs, manuals,
# licences. BIN is the program, with its decoders beside it. Without paths, what every Debian has.
#   bench/nobody.sh BIN [PATH...]
# E-mail addresses, names, telephones and addresses are those of authors and firms: true findings of public data.
set -euo pipefail
bin=$1
shift
[ $# -gt 0 ] || set -- /usr/share/common-licenses /usr/share/perl /usr/share/doc /usr/share/man /usr/include
paths=()
for path in "$@"; do if [ -e "$path" ]; then paths+=("$path"); fi; done
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$bin" discover "${paths[@]}" --out "$out/tables" --reveal --purpose "to measure" | head -1
bytes=$(sed -n 's/^ *"bytes": \([0-9]*\),*$/\1/p' "$out/tables/summary.json")
tail -n +2 "$out/tables/findings.tsv" | cut -f5 | sort | uniq -c | sort -rn |
  awk -v mb="$(awk -v b="$bytes" 'BEGIN { print b / 1e6 }')" '{ printf "%-12s%9d%12.4f a MB\n", $2, $1, $1 / mb }'
