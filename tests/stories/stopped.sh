#!/usr/bin/env bash
# SIGTERM while a search runs: the server ends within seconds, and after a new start the search comes
# to the same result as one that nobody stopped.
source "$(dirname "$0")/lib.sh"
# Long to read and little in it: what is stopped is the reading, whatever the machine.
for part in 0 1 2 3; do
  { printf 'Name,SSN\nAnna Invented,517-46-92%s1\n' "$part"
    { yes "10.0.0.$part GET /index.html 200 words that speak of nobody, again and again" || true; } | head -c 40000000
    printf '\nthe last line: SSN 517-46-92%s2\n' "$part"; } > "$WORK/part$part.log"
done
counts() { ll findings list "$1" --limit 1000000 --json --desk "$2" | at 'sorted((f["element"], f["path"].split("/")[-1], f["offset"]) for f in j)' | sha256sum; }
totp_secret=
made() {
  ll init "$1" --city us/ct/stamford > /dev/null
  case=$(ll case open --subject "A long search" --desk "$1" --json | at 'j["id"]')
  ll evidence add "$case" "$WORK"/part*.log --desk "$1" --json > /dev/null
}
made "$WORK/whole"
ll discover "$case" --desk "$WORK/whole" > /dev/null
whole=$(counts "$case" "$WORK/whole")

desk=$WORK/desk
made "$desk"
officer "$desk" pat privacy
sign_in() {
  curl -sS -c "$WORK/jar" -o "$WORK/page" "$site/staff/sign-in"
  curl -sS -b "$WORK/jar" -c "$WORK/jar" -o "$WORK/page" -w '%{http_code}' -H "Origin: $site" \
    --data-urlencode login=pat --data-urlencode "password=$password" --data-urlencode "code=$(code_of "$totp_secret")" "$site/staff/sign-in"
}
job() { ll jobs list "$case" --desk "$desk" --json | at 'j[0]["state"] + " " + str(j[0]["done"])'; }
signed_in=
# On a machine that is busy with other things a step may be long enough for the whole search: then there is another.
for try in $(seq 10); do
  serve "$desk"
  [ -n "$signed_in" ] || same "the officer signs in" "$(sign_in)" 303
  signed_in=yes
  curl -sS -b "$WORK/jar" "$site/staff/case/$case/discovery" > "$WORK/page"
  csrf=$(hidden csrf < "$WORK/page")
  same "the search is begun on the page" "$(curl -sS -b "$WORK/jar" -o /dev/null -w '%{http_code}' -H "Origin: $site" --data-urlencode "csrf=$csrf" "$site/staff/case/$case/discovery")" 303
  # The server stands still while we look, so that a slow machine does not miss the moment: it runs in
  # short steps until the search is under way, and SIGTERM is the first thing it meets after that.
  for i in $(seq 3000); do
    kill -STOP "$server"
    now=$(job || true)
    case "$now" in "running "*|done*) break ;; esac
    kill -CONT "$server"
    sleep 0.02
  done
  began=$(date +%s%N)
  kill -TERM "$server"
  kill -CONT "$server"
  wait "$server" || fail "the server ended badly: $?"
  took=$((($(date +%s%N) - began) / 1000000))
  ended=$(job)
  case "$ended" in done*) ;; *) break ;; esac
done
has "the search ran" "$now" running
has "the search was not over" "$ended" " "
case "$ended" in done*) fail "each search was over before it was stopped: make it longer" ;; esac
say "SIGTERM during a search: ended in $took ms, the search is '$ended'"
ends 0 ll verify "$desk"

serve "$desk"
job_ended() { case "$(job)" in done* | failed*) ;; *) return 1 ;; esac; }
comes "the end of the search" job_ended
has "the search goes on by itself" "$(job)" done
stop
same "and finds what a search that nobody stopped finds" "$(counts "$case" "$desk")" "$whole"
ends 0 ll verify "$desk"
say "after the start it went on, with the same result"
