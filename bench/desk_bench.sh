#!/bin/sh
# What a desk with many cases costs, in one run on one machine, over loopback: pages beside nginx
# sending a file, start, memory, one acknowledged act beside one fdatasync, import.
# usage: bench/desk_bench.sh BUILD_DIR [CASES] [SECONDS]
#   needs nginx, wrk and curl, and in BUILD_DIR: ledgelight seed_bench act_bench http_bench
#   BENCH_DIR: a folder on the disk to measure (default: that of mktemp); removed inside are only ours
#   LEDGELIGHT_DATA: with vcdb-sample.jsonl there, the import is measured as well
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:?usage: bench/desk_bench.sh BUILD_DIR [CASES] [SECONDS]}
cases=${2:-100000}
seconds=${3:-5}
program=$build/ledgelight
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/ledgelight-bench.XXXXXX")
ours=; theirs=
stop() {
  [ -z "$ours" ] || kill "$ours" 2>/dev/null || true
  [ -z "$theirs" ] || kill "$theirs" 2>/dev/null || true
  [ -z "$ours$theirs" ] || wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM

milliseconds() { echo $(($(date +%s%N) / 1000000)); }
# Out of the page cache: a start right after boot reads the disk.
forget() { find "$@" -type f -exec dd if={} iflag=nocache count=0 status=none \; ; }
start() {
  : > "$work/said"
  "$program" serve --desk "$work/desk" --listen 127.0.0.1:0 > "$work/said" 2> "$work/log" &
  ours=$!
  site=
  while [ -z "$site" ]; do
    kill -0 "$ours" 2>/dev/null || { cat "$work/log" >&2; echo "ledgelight did not start" >&2; exit 1; }
    site=$(sed -n 's|.*is open: \(http://[^/ ]*\)/$|\1|p' "$work/said")
    [ -n "$site" ] || sleep 0.002
  done
}
halt() { kill "$ours"; wait "$ours" || true; ours=; }
# Processor time of our process so far, all threads: what a busy machine does not blur.
spent() { sed 's/.*) //' "/proc/$ours/stat" | awk '{print $12 + $13}'; }
# $1 name, $2 connections, $3 url, $4 cookie, $5 pages to jump about in, if any. The first line measured
# is what the ratios are to.
base=
measure() {
  threads=2; [ "$2" -gt 1 ] || threads=1
  # The first seconds fill caches on either side.
  wrk -t$threads -c"$2" -d1s -H "Cookie: $4" "$3" > /dev/null
  before=$(spent)
  line=$(wrk -t$threads -c"$2" -d"${seconds}s" -s "$here/latency.lua" -H "Cookie: $4" "$3" -- "${5:-0}" | sed -n 's/^RESULT //p')
  # shellcheck disable=SC2086
  set -- "$1" "$2" $line
  base=${base:-$3}
  ticks=$(($(spent) - before))
  case $1 in nginx*) ticks=0 ;; esac
  awk -v t="$ticks" -v hz="$(getconf CLK_TCK)" -v s="$seconds" \
      -v what="$1" -v c="$2" -v r="$3" -v a="$4" -v b="$5" -v d="$6" -v bad="$7" -v base="$base" 'BEGIN {
    printf "  %-42s %2d %9.0f %8.2f %8.2f %8.2f %8s %6.3f%s\n", what, c, r, a, b, d,
           (t > 0) ? sprintf("%.2f", t / hz * 1000 / (r * s)) : "-", r / base,
           (bad > 0 ? "  NOT ANSWERED 200: " bad : "") }'
}

made=$("$build/seed_bench" "$work/desk" "$cases")
echo "desk with $cases cases: made in $made s, store $(du -m "$work/desk/store.sqlite" | cut -f1) MB"

echo "start to first answered request, ms (files out of the page cache | in it)"
cold=; warm=
for turn in 1 2 3 4 5; do
  for kind in cold warm; do
    [ $kind = warm ] || forget "$program" "$work/desk"
    from=$(milliseconds)
    start
    curl -sf -o /dev/null "$site/report"
    took=$(($(milliseconds) - from))
    if [ $kind = cold ]; then cold="$cold $took"; else warm="$warm $took"; fi
    [ $turn$kind = 5warm ] || halt
  done
done
echo " $cold |$warm"
sleep 2
echo "idle memory after the start: $(awk '/^VmRSS/ {printf "%.1f MB", $2 / 1024}' "/proc/$ours/status")"

sign_in() {
  curl -sf -o /dev/null -D - "$site/staff/sign-in" --data-urlencode "login=$1" \
    --data-urlencode "password=an invented password" --data-urlencode code= \
    | tr -d '\r' | sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\);.*/\1/p' | tail -1
}
cookie=$(sign_in bench); own=$(sign_in bench-own)
[ -n "$cookie" ] && [ -n "$own" ] || { echo "the officers could not sign in" >&2; exit 1; }
# $1 page, $2 cookie: where its link to the next page leads.
next_of() {
  curl -sf "$site$1" -H "Cookie: $2" | grep -o 'href="[^"]*[?&;]after=[^"]*"' | head -1 | sed 's/^href="//; s/"$//; s/&amp;/\&/g'
}

# The same page as a file, and a port that was free a moment ago.
mkdir "$work/www" "$work/tmp"
curl -sf "$site/report" -o "$work/www/report.html"
curl -sf "$site/staff/cases" -H "Cookie: $cookie" -o "$work/www/cases.html"
grep -q "number $cases" "$work/www/cases.html" || { echo "the list shows no cases" >&2; exit 1; }
port=${site##*:}
other=$((port > 60000 ? port - 1000 : port + 1000))
cat > "$work/nginx.conf" <<C
daemon off; worker_processes 2; pid $work/pid; error_log $work/error.log;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types { text/html html; }
  client_body_temp_path $work/tmp; proxy_temp_path $work/tmp; fastcgi_temp_path $work/tmp;
  uwsgi_temp_path $work/tmp; scgi_temp_path $work/tmp;
  server { listen 127.0.0.1:$other; root $work/www; } }
C
# nginx's workers give root up; only what they send is opened to them.
chmod 711 "$work"; chmod -R a+rX "$work/www"
nginx -c "$work/nginx.conf" -e "$work/error.log" 2>/dev/null &
theirs=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
  curl -sf -o /dev/null "http://127.0.0.1:$other/report.html" && break
  sleep 0.2
done

report_size=$(wc -c < "$work/www/report.html"); list_size=$(wc -c < "$work/www/cases.html")
printf "  %-42s %2s %9s %8s %8s %8s %8s %6s\n" "page" "c" "pages/s" "p50 ms" "p95 ms" "p99 ms" "cpu ms" "ratio"
for c in 1 8; do
  base=
  measure "nginx, report as a file ($report_size bytes)" $c "http://127.0.0.1:$other/report.html" ""
  measure "ours, report (first page of the form)" $c "$site/report" ""
  base=
  measure "nginx, list as a file ($list_size bytes)" $c "http://127.0.0.1:$other/cases.html" ""
  measure "ours, list, newest first" $c "$site/staff/cases" "$cookie"
  measure "ours, list, earliest due" $c "$site/staff/cases?order=due" "$cookie"
  pages=$(((cases + 49) / 50))
  measure "ours, list, any state, page 1" $c "$site/staff/cases?state=any" "$cookie"
  measure "ours, list, any state, page $((pages / 2))" $c "$site/staff/cases?state=any&page=$((pages / 2))" "$cookie"
  measure "ours, the page after that, by its link" $c "$site$(next_of "/staff/cases?state=any&page=$((pages / 2))" "$cookie")" "$cookie"
  measure "ours, list, any state, page $pages" $c "$site/staff/cases?state=any&page=$pages" "$cookie"
  measure "ours, any of $pages pages, at random" $c "$site/staff/cases?state=any" "$cookie" "$pages"
  measure "ours, the same by severity" $c "$site/staff/cases?state=any&order=severity" "$cookie" "$pages"
  measure "ours, the same by earliest due" $c "$site/staff/cases?state=any&order=due" "$cookie" "$pages"
  measure "ours, of $((cases / 50)) cases of their own, page 1" $c "$site/staff/cases?state=any" "$own"
  measure "ours, of those, any page at random" $c "$site/staff/cases?state=any" "$own" "$((cases / 2500))"
  measure "ours, today" $c "$site/staff" "$cookie"
done
echo "memory after that: $(awk '/^VmRSS/ {printf "%.1f MB", $2 / 1024}' "/proc/$ours/status")"
halt

"$build/act_bench" "$work/desk" 300 | awk '{
  printf "one acknowledged act (a case opened): p50 %d µs, p95 %d µs\n", $1, $2
  printf "one fdatasync of 4 KB appended:       p50 %d µs, p95 %d µs; the act costs %.2f of it\n", $3, $4, $5 }'

"$here/http_bench.sh" "$build" "$seconds"

sample=${LEDGELIGHT_DATA:-}/vcdb-sample.jsonl
if [ -n "${LEDGELIGHT_DATA:-}" ] && [ -f "$sample" ]; then
  "$program" init "$work/import" --city us/ct/stamford > /dev/null
  from=$(milliseconds)
  code=0
  "$program" import veris "$sample" --desk "$work/import" > "$work/imported" || code=$?
  awk -v ms=$(($(milliseconds) - from)) -v n="$(wc -l < "$sample")" -v code=$code 'BEGIN {
    printf "import of %d incidents: %.2f s, exit code %d\n", n, ms / 1000, code }'
  sed 's/^/  /' "$work/imported" | head -3
else
  echo "LEDGELIGHT_DATA is not set: no import measured"
fi
