# What the stories share. Each is bash, takes LEDGELIGHT (the program) and WORK (an empty folder),
# and runs alone: tests/stories/job.sh
set -eEuo pipefail
story=$(basename "$0" .sh)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_dir=$(cd "$here/../.." && pwd)
LEDGELIGHT=${LEDGELIGHT:-$source_dir/build/release/ledgelight}
[ -x "$LEDGELIGHT" ] || { echo "no program at $LEDGELIGHT: build it, or set LEDGELIGHT" >&2; exit 2; }
own_work=
if [ -z "${WORK:-}" ]; then
  WORK=$(mktemp -d)
  own_work=1
fi
unset LEDGELIGHT_DESK LEDGELIGHT_PASSWORD LEDGELIGHT_TOTP LEDGELIGHT_PASSPHRASE LEDGELIGHT_CODE
servers=()

finish() {
  local code=$?
  for pid in "${servers[@]:-}"; do [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true; done
  if [ "$code" != 0 ]; then
    echo "FAILED: $story, see $WORK" >&2
  elif [ -n "$own_work" ]; then
    chmod -R u+w "$WORK" && rm -rf "$WORK"
  fi
  exit "$code"
}
trap finish EXIT
trap 'echo "$story: line $LINENO: $BASH_COMMAND" >&2' ERR

say() { echo "  $story: $*"; }
fail() { echo "  $story: NOT SO: $*" >&2; exit 1; }
ll() { "$LEDGELIGHT" "$@"; }

# same WHAT GOT EXPECTED
same() { [ "$2" = "$3" ] || fail "$1: got '$2', not '$3'"; }
# has WHAT TEXT PART
has() { case "$2" in *"$3"*) ;; *) fail "$1: '$3' is not in: ${2:0:2000}" ;; esac; }
lacks() { case "$2" in *"$3"*) fail "$1: '$3' is in it" ;; *) ;; esac; }
# ends CODE COMMAND…: runs it, keeps what it said in $said, and holds its exit code to CODE.
ends() {
  local expected=$1 code=0
  shift
  said=$("$@" 2>&1) || code=$?
  [ "$code" = "$expected" ] || fail "exit $code, not $expected: $* said: ${said:0:2000}"
}
# at EXPRESSION < JSON: a Python expression over `j`.
at() {
  python3 -c '
import json, sys
j = json.load(sys.stdin)
v = eval(sys.argv[1])
print(v if isinstance(v, str) else json.dumps(v))' "$1"
}

# pack_evidence DIR: payroll.zip and access.log.gz, the same bytes each time.
pack_evidence() {
  python3 - "$source_dir/tests/data/evidence" "$1" <<'PY'
import gzip, pathlib, sys, zipfile
src, out = map(pathlib.Path, sys.argv[1:])
with zipfile.ZipFile(out / "payroll.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr(zipfile.ZipInfo("export/payroll.csv", (2026, 2, 27, 22, 0, 0)), (src / "payroll.csv").read_bytes())
(out / "access.log.gz").write_bytes(gzip.compress((src / "access.log").read_bytes(), mtime=0))
PY
}

# officer DESK LOGIN ROLES: with password $password; sets $totp_secret.
password="an invented password"
officer() {
  LEDGELIGHT_NEW_PASSWORD="$password" ll officer add "$2" --roles "$3" --password --desk "$1" --json > "$WORK/officer.json"
  totp_secret=$(ll officer totp "$2" --desk "$1" --json | at 'j["secret"]')
}
code_of() { oathtool --totp -b "$1"; }
code_of_step() { oathtool --totp -b -N "@$(($2 * 30))" "$1"; }
# as SECRET LOGIN COMMAND…: a code works once, so a second use within 30 seconds waits for the next.
as() {
  local secret=$1 login=$2 now step
  shift 2
  now=$(date +%s)
  step=$((now / 30))
  if [ "${last_step[$secret]:-0}" -ge "$step" ]; then
    sleep $(((${last_step[$secret]} + 1) * 30 - now))
    step=$((${last_step[$secret]} + 1))
  fi
  last_step[$secret]=$step
  LEDGELIGHT_PASSWORD="$password" LEDGELIGHT_TOTP=$(code_of_step "$secret" "$step") "$LEDGELIGHT" "$@" --as "$login"
}
declare -A last_step

# comes WHAT COMMAND…: waits until the command succeeds. Only what never comes takes the whole of the time.
comes() {
  local what=$1 end=$((SECONDS + 300))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "$what never came"
    sleep 0.1
  done
}
line_in() { [ "$(wc -l < "$1")" -gt 0 ]; }

# serve DESK [OPTIONS…]: sets $site and $server (process); its log goes to $WORK/server.log
serve() {
  local at=$1
  shift
  : > "$WORK/serve.json"
  "$LEDGELIGHT" serve --desk "$at" --listen "${LISTEN:-127.0.0.1:0}" --json "$@" > "$WORK/serve.json" 2>> "$WORK/server.log" &
  server=$!
  servers+=("$server")
  serves() { line_in "$WORK/serve.json" || ! kill -0 "$server" 2> /dev/null; }
  comes "the address of the server" serves
  line_in "$WORK/serve.json" || fail "the server ended: $(tail -3 "$WORK/server.log")"
  site=$(head -1 "$WORK/serve.json" | at 'j["site"]')
}
stop() {
  kill -TERM "$server"
  wait "$server" || fail "the server ended badly: $?"
}
# hidden NAME < PAGE: the value of the first input of that name, as a browser would send it.
hidden() {
  python3 -c '
import html.parser, sys
class P(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag in ("input", "button") and a.get("name") == sys.argv[1]:
            print(a.get("value", "")); raise SystemExit
P().feed(sys.stdin.read()); sys.exit("no input named " + sys.argv[1])' "$1"
}
# words < PAGE: what a reader sees, without markup.
words() {
  python3 -c '
import html.parser, sys
class P(html.parser.HTMLParser):
    out, skip = [], 0
    def handle_starttag(self, tag, attrs):
        self.skip += tag in ("script", "style")
    def handle_endtag(self, tag):
        self.skip -= tag in ("script", "style")
    def handle_data(self, d):
        if not self.skip and d.strip(): self.out.append(" ".join(d.split()))
p = P(); p.feed(sys.stdin.read()); print("\n".join(p.out))'
}
