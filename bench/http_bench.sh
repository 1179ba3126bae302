#!/bin/sh
# Pages a second against nginx sending the same bytes from a file: one run, same machine, loopback.
# usage: bench/http_bench.sh BUILD_DIR [SECONDS]   (needs nginx and wrk; `ninja http_bench` first)
set -eu
build=${1:?usage: bench/http_bench.sh BUILD_DIR [SECONDS]}
seconds=${2:-5}
work=$(mktemp -d)
ours=; theirs=
stop() {
  [ -z "$ours" ] || kill "$ours" 2>/dev/null || true
  [ -z "$theirs" ] || kill "$theirs" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT INT TERM

"$build/http_bench" > "$work/port" &
ours=$!
while [ ! -s "$work/port" ]; do
  kill -0 "$ours" 2>/dev/null || { echo "http_bench did not start" >&2; exit 1; }
  sleep 0.1
done
read -r port size < "$work/port"

# The same page as a file, and a port that was free a moment ago.
mkdir "$work/www" "$work/tmp"
curl -s "http://127.0.0.1:$port/kept" -o "$work/www/page.html"
other=$((port > 60000 ? port - 1000 : port + 1000))
cat > "$work/nginx.conf" <<C
daemon off; worker_processes 2; pid $work/pid; error_log $work/error.log;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types { text/html html; }
  client_body_temp_path $work/tmp; proxy_temp_path $work/tmp; fastcgi_temp_path $work/tmp;
  uwsgi_temp_path $work/tmp; scgi_temp_path $work/tmp;
  server { listen 127.0.0.1:$other; root $work/www; } }
C
chmod -R a+rX "$work"
nginx -c "$work/nginx.conf" -e "$work/error.log" 2>/dev/null &
theirs=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
  curl -s -o /dev/null "http://127.0.0.1:$other/page.html" && break
  sleep 0.2
done

rate() { wrk -t2 -c32 -d"${seconds}s" "$1" | awk '/Requests\/sec/ {print $2}'; }
nginx_rate=$(rate "http://127.0.0.1:$other/page.html")
page_rate=$(rate "http://127.0.0.1:$port/page")
kept_rate=$(rate "http://127.0.0.1:$port/kept")
awk -v n="$nginx_rate" -v p="$page_rate" -v k="$kept_rate" -v s="$size" 'BEGIN {
  printf "page of %d bytes, 32 connections, requests/s\n", s
  printf "  nginx, file          %8.0f  1.00\n", n
  printf "  ours, kept bytes     %8.0f  %.2f\n", k, k / n
  printf "  ours, rendered anew  %8.0f  %.2f\n", p, p / n }'
