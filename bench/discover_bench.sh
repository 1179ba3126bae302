#!/usr/bin/env bash
# The whole of `ledgelight discover`, hash and link and register with it, on invented mixed evidence, beside SHA-256
# alone; and the search in memory beside its peers (bench/discover_bench.cpp).
#   bench/discover_bench.sh [BUILD (build/release)] [MEBIBYTES (1024)] [EVERY (2000)]
# MB/s are by processor time (user and system) of all threads and by wall time. On a machine that others use too only
# the first is ours.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "${1:-build/release}"); size=${2:-1024}; every=${3:-2000}
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/discover-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
echo "$(date -u '+%F %H:%M UTC'), $(git rev-parse --short HEAD), $(nproc) cores, $(lscpu | sed -n 's/^Model name: *//p' | head -1), load $(cut -d' ' -f1 /proc/loadavg)"
"$build/discover_bench"
"$build/evidence_bench" "$work/evidence" "$size" "$every"
bytes=$(du -sb --apparent-size "$work/evidence" | cut -f1)
cat "$work"/evidence/* > /dev/null
TIMEFORMAT='%R %U %S'
measure() { # NAME COMMAND…
  local name=$1 times; shift
  times=$( { time "$@" > /dev/null 2>&1; } 2>&1 )
  awk -v b="$bytes" -v n="$name" '{ printf "%-34s %8.0f MB/s by processor, %6.0f by the clock (%.2f s, %.2f s)\n", n, b/1e6/($2+$3), b/1e6/$1, $2+$3, $1 }' <<< "$times"
}
measure "SHA-256 alone (openssl)" openssl dgst -sha256 "$work"/evidence/*
measure "discover, one thread" "$build/ledgelight" discover "$work/evidence" --out "$work/one" --threads 1
measure "discover, two threads" "$build/ledgelight" discover "$work/evidence" --out "$work/two" --threads 2
for table in findings people states unread files; do
  cmp "$work/one/$table.tsv" "$work/two/$table.tsv"
done
python3 - "$work/one/summary.json" "$bytes" <<'P'
import json, sys
s = json.load(open(sys.argv[1]))
print(f"{s['files']} files, {s['findings']} findings ({s['findings'] / (int(sys.argv[2]) / 1e6):.0f} a MB), {s['affected']} people")
P
