#!/usr/bin/env bash
# Where the desk listens: the public's door and the staff's, with and without TLS.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
ll init "$desk" --city us/ct/stamford > /dev/null
status() { curl -sS -k -o "$WORK/page" -w '%{http_code}' "$@"; }

ends 2 timeout 300 "$LEDGELIGHT" serve --desk "$desk" --listen 0.0.0.0:0
has "it says what to do" "$said" "--tls-cert"
ends 2 timeout 300 "$LEDGELIGHT" serve --desk "$desk" --listen 127.0.0.1:0 --staff-listen 0.0.0.0:0
has "the staff's door too" "$said" "--behind-proxy"
ends 2 timeout 300 "$LEDGELIGHT" serve --desk "$desk" --listen 127.0.0.1:0 --tls-cert "$WORK/none.pem"
ends 2 timeout 300 "$LEDGELIGHT" serve --desk "$desk" --listen 127.0.0.1:0 --behind-proxy proxy.example
has "a proxy has an address" "$said" "not by a name"
say "off this machine without TLS or a declared proxy it does not start"

serve "$desk" --staff-listen 127.0.0.1:0
staff=$(head -1 "$WORK/serve.json" | at 'j["staff"]')
[ "$staff" != "$site" ] || fail "one address for both"
same "the public's page" "$(status "$site/")" 200
same "no staff page at the public's door" "$(status "$site/staff/sign-in")" 404
same "no counters at the public's door" "$(status "$site/metrics")" 404
same "the staff's page" "$(status "$staff/staff/sign-in")" 200
same "no report page at the staff's door" "$(status "$staff/report")" 404
same "well" "$(status "$site/healthz")" 200
same "counters on this machine" "$(status "$staff/metrics")" 200
has "they count" "$(cat "$WORK/page")" "ledgelight_"
lacks "and name nobody" "$(cat "$WORK/page")" "/staff/case/"
stop
say "staff pages can listen apart from public ones"

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=desk.example -keyout "$WORK/key.pem" -out "$WORK/cert.pem" 2> /dev/null
serve "$desk" --tls-cert "$WORK/cert.pem" --tls-key "$WORK/key.pem"
has "over TLS" "$site" "https://"
same "answers" "$(status "$site/")" 200
has "and stays so" "$(curl -sSik "$site/")" "Strict-Transport-Security"
stop
say "with a certificate it speaks TLS"

serve "$desk" --behind-proxy 127.0.0.1
same "this machine sees the counters" "$(status --interface 127.0.0.2 "$site/metrics")" 200
same "the proxy that does not say for whom it asks does not" "$(status "$site/metrics")" 404
same "whom a proxy on it serves does not" "$(status -H 'X-Forwarded-For: 127.0.0.1' "$site/metrics")" 404
stop
# An address of this machine that is not the loopback: a stranger on the city's network comes so.
outside=$(hostname -I 2> /dev/null | tr ' ' '\n' | grep -m1 -E '^[0-9]+\.[0-9.]+$' || true)
if [ -n "$outside" ]; then
  LISTEN=0.0.0.0:0 serve "$desk" --behind-proxy 127.0.0.1
  door=http://$outside:${site##*:}
  same "around the proxy" "$(status "$door/report")" 403
  has "it is told" "$(cat "$WORK/page")" "proxy"
  same "around the proxy, with its headers" "$(status -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-For: 127.0.0.1' "$door/staff/sign-in")" 403
  same "and with a body" "$(status -d 'code=x' "$door/status")" 403
  same "through the proxy" "$(status -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-For: 192.0.2.7' "http://127.0.0.1:${site##*:}/report")" 200
  stop
  LISTEN=0.0.0.0:0 serve "$desk" --behind-proxy "$outside"
  same "the proxy itself" "$(status -H 'X-Forwarded-Proto: https' -H 'X-Forwarded-For: 192.0.2.7' "http://$outside:${site##*:}/report")" 200
  stop
  say "behind a proxy nobody is served in clear around it"
else
  say "skipped: this machine has no address beside the loopback, nobody can come around the proxy"
fi
