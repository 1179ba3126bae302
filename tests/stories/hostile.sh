#!/usr/bin/env bash
# What strangers send: a clear answer, bounded work, and nothing lost.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
pack_evidence "$WORK"
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
serve "$desk"
status() { curl -sS -o "$WORK/page" -w '%{http_code}' "$@" || true; }

same "a form without its parts" "$(status -d 'x=1' "$site/report/begin")" 400
same "a carry that was changed" "$(status -d "carry=$(printf 'a%.0s' {1..200})" "$site/report/kind")" 400
same "a form of another site" "$(status -H 'Sec-Fetch-Site: cross-site' -d 'code=x' "$site/status")" 403
same "multipart without a boundary" "$(status -H 'Content-Type: multipart/form-data' -d 'x' "$site/report/what")" 400
printf -- '--b\r\nContent-Disposition: form-data; name="carry"\r\n\r\nx' > "$WORK/cut"
same "multipart cut off" "$(status -H 'Content-Type: multipart/form-data; boundary=b' --data-binary "@$WORK/cut" "$site/report/what")" 400
printf 'carry=%s' "$(head -c 3000000 /dev/zero | tr '\0' 'a')" > "$WORK/long"
same "a form that is too long" "$(status -H 'Expect:' --data-binary "@$WORK/long" "$site/report/kind")" 413
big=$(head -c 100000 /dev/zero | tr '\0' h)
case "$(status -H "X-Big: $big" "$site/")" in 431 | 400 | 000) ;; *) fail "a giant header was taken" ;; esac
same "a way out of the folder" "$(status --path-as-is "$site/ledger/../desk.key")" 400
same "the same, in disguise" "$(status --path-as-is "$site/ledger/%2e%2e/desk.key")" 400
same "and the database" "$(status --path-as-is "$site/ledger/..%2fstore.sqlite")" 400
case "$(status --path-as-is "$site/%00")" in 400 | 404) ;; *) fail "a NUL in a path was taken" ;; esac
same "an unknown method" "$(status -X DELETE "$site/status")" 405
python3 - "${site#http://}" <<'PY'
import socket, sys
host, port = sys.argv[1].split(":")
def say(raw, want):
    s = socket.create_connection((host, int(port)), 10)
    s.sendall(raw)
    s.settimeout(10)
    try: got = s.recv(200)
    except OSError: got = b""
    s.close()
    if got and not any(got.startswith(b"HTTP/1.1 " + w) for w in want): sys.exit("%r answered %r" % (raw[:60], got[:80]))
say(b"GARBAGE\r\n\r\n", [b"400"])
say(b"GET / HTTP/1.1\r\n\r\n", [b"400"])
say(b"POST /status HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\ncode=", [b"400"])
say(b"POST /status HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [b"400"])
say(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 300, [b"400"])
PY
same "after all that it serves" "$(status "$site/healthz")" 200
stop
say "broken forms, headers, paths and requests are refused one by one"

case=$(ll case open --subject "Hostile evidence" --json | at 'j["id"]')
python3 - "$WORK" <<'PY'
import io, pathlib, sys, zipfile
w = pathlib.Path(sys.argv[1])
zeros = b"\0" * (1 << 20)
with zipfile.ZipFile(w / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
    with z.open("zeros", "w", force_zip64=True) as f:
        for _ in range(300): f.write(zeros)
inner = io.BytesIO()
with zipfile.ZipFile(inner, "w") as z: z.writestr("note.txt", "SSN 517-23-4899\n")
data = inner.getvalue()
for _ in range(20):
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as z: z.writestr("inside.zip", data)
    data = outer.getvalue()
(w / "nested.zip").write_bytes(data)
with zipfile.ZipFile(w / "ways.zip", "w") as z:
    z.writestr("../../../../tmp/ledgelight-escaped.txt", "SSN 517-23-4898\n")
    z.writestr("/etc/ledgelight-escaped.txt", "SSN 517-23-4897\n")
    z.writestr("bell\x07\x1b[31mred.txt", "nothing\n")
good = (w / "payroll.zip").read_bytes()
(w / "half.zip").write_bytes(good[: len(good) // 2])
(w / "half.gz").write_bytes((w / "access.log.gz").read_bytes()[:60])
(w / "random.bin").write_bytes(bytes((i * 7919 + i // 251) % 256 for i in range(100000)))
(w / "odd.csv").write_bytes(b'Name,SSN\n"Unclosed quote,517-23-4896\nBad \xff\xfe utf,517-23-4895\n' + b"," * 100000 + b"\n")
PY
ugly=$WORK/$'bell\a\e[31m\xff name.txt'
echo "SSN 517-23-4894" > "$ugly"
ll evidence add "$case" "$WORK"/{bomb,nested,ways,half}.zip "$WORK/half.gz" "$WORK/random.bin" "$WORK/odd.csv" "$ugly" > "$WORK/added"
LC_ALL=C grep -q $'[\a\e]' "$WORK/added" && fail "a file's name reached the terminal as it was"
ends 2 ll evidence add "$case" "$WORK/no such file"
ends 2 ll evidence add "$case" "$WORK"
start=$(date +%s)
( ulimit -v 4000000; timeout 300 "$LEDGELIGHT" discover "$case" --json ) > "$WORK/run.json" || fail "discovery did not end within its bounds"
took=$(($(date +%s) - start))
unread=$(at '[(u["path"], u["reason"]) for u in j["unread"]]' < "$WORK/run.json")
for item in E1 E2 E4 E5; do has "unread is said" "$unread" "$case/$item"; done  # bomb, nested, halves
has "the bomb" "$unread" "1000 times its size"
has "the nesting" "$unread" "nested deeper"
same "each with a reason" "$(at 'all(u["reason"] for u in j["unread"])' < "$WORK/run.json")" true
[ ! -e /tmp/ledgelight-escaped.txt ] && [ ! -e /etc/ledgelight-escaped.txt ] || fail "a member got out of its zip"
found=$(ll findings list "$case" --element SSN --json | at 'len(j)')
[ "$found" -ge 3 ] || fail "only $found numbers were found beside the broken files"
ll evidence check "$case" > /dev/null
say "a bomb, 20 nestings, ways out, halves and garbage: ${took} s, each unread part named, $found numbers found"

mkdir -p "$WORK/overlay/us/ct"
ends 2 ll case fact "$case" --from <(echo '{')
ends 2 ll case fact "$case" --from <(echo '{"name":"people.total"}')
ends 2 ll case fact "$case" --from <(echo '[{"name":"people.total","certainty":"known","value":"many"}]')
ends 2 ll case fact "$case" --from <(python3 -c 'print("[" * 100000)')
ends 2 ll case fact "$case" --from <(echo '[{"name":"people.total","certainty":"sure","value":1}]')
ends 2 ll case fact "$case" people.total 99999999999999999999
ends 2 ll case fact "$case" window 2026-13
same "no bad fact was stated" "$(ll case show "$case" --json | at 'len(j["facts"])')" 0
ends 2 ll case open
ends 2 ll case open --subject ""
ends 2 ll case opne --subject x
ends 2 ll init "$WORK/x" --city us/ct/nowhere
[ ! -e "$WORK/x" ] || fail "a failed init left a folder"
ends 1 ll case show 2026-9999
ends 2 ll case list --desk "$WORK/nowhere"
ends 2 ll serve --listen nonsense
ends 2 ll case list --json --limit minus
has "errors are JSON when asked" "$(echo "$said" | at 'list(j)')" error
say "bad facts and words: exit 2 and what to do"

broken() { # WHAT: the overlay's breach.yaml was written
  ends 2 ll init "$WORK/packed" --city us/ct/stamford --rules "$WORK/overlay"
  has "$1 names the file" "$said" "breach.yaml"
  [ ! -e "$WORK/packed" ] || fail "$1: a folder was left"
}
echo 'breach: [' > "$WORK/overlay/us/ct/breach.yaml"; broken "no YAML"
echo 'breach: 7' > "$WORK/overlay/us/ct/breach.yaml"; broken "a number"
python3 - "$source_dir/rules/us/ct/breach.yaml" "$WORK/overlay/us/ct/breach.yaml" <<'PY'
import sys
open(sys.argv[2], "w").write(open(sys.argv[1]).read() + "\nno_such_key: 1\n")
PY
broken "a key nobody knows"
python3 -c '
print("a: &a [x,x,x,x,x,x,x,x,x,x]")
for i in range(1, 12): print("%s: &%s [%s]" % (chr(97+i), chr(97+i), ",".join(["*" + chr(96+i)] * 10)))' > "$WORK/overlay/us/ct/breach.yaml"
broken "a billion laughs"
say "bad packs are refused by file, line and what to write"
head -c 5000 /dev/urandom > "$WORK/junk"
for thing in "$WORK/junk" "$WORK/payroll.zip" "$WORK/overlay"; do
  code=0; ll verify "$thing" > "$WORK/said" 2>&1 || code=$?
  case $code in 1 | 2) ;; *) fail "verify $thing ended with $code: $(cat "$WORK/said")" ;; esac
done
ends 0 ll verify "$desk"
say "verify tells what is no record; the desk is whole"
