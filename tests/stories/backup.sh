#!/usr/bin/env bash
# A backup while the desk serves, the way back, and what an old database does under a newer ledger.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
pack_evidence "$WORK"
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
case=$(ll case open --subject "A case before the backup" --json | at 'j["id"]')
ll evidence add "$case" "$WORK/payroll.zip" > /dev/null
cp "$desk/desk.key" "$WORK/safe.key"
serve "$desk"
python3 "$here/reporter.py" "$site" many "while serving" > "$WORK/acknowledged" & flood=$!
comes "an acknowledged report" line_in "$WORK/acknowledged"
acknowledged=$(head -1 "$WORK/acknowledged")
ll backup "$WORK/one.tar" > /dev/null
ends 2 ll backup "$WORK/one.tar"
before=$(wc -l < "$WORK/acknowledged")
one_more() { [ "$(wc -l < "$WORK/acknowledged")" -gt "$before" ]; }
comes "a report after the backup" one_more
kill -9 "$server"; wait "$server" 2>/dev/null || true
wait "$flood" || true
! tar -tf "$WORK/one.tar" | grep -q 'desk\.key$' || fail "the backup holds the key unasked"
say "a backup was written while reports came in, without the key"

ll restore "$WORK/one.tar" "$WORK/restored" --key "$WORK/safe.key" > /dev/null
ends 0 ll verify "$WORK/restored"
same "the report is there" "$(LEDGELIGHT_CODE=$acknowledged ll report status --desk "$WORK/restored" --json | at 'j["status"]')" received
ll evidence check "$case" --desk "$WORK/restored" > /dev/null
ends 2 ll restore "$WORK/one.tar" "$WORK/restored" --key "$WORK/safe.key"
say "the restored desk verifies; nothing is restored over it"

head -c 20000 "$WORK/one.tar" > "$WORK/half.tar"
code=0; ll restore "$WORK/half.tar" "$WORK/never" --key "$WORK/safe.key" > /dev/null 2>&1 || code=$?
[ "$code" != 0 ] && [ ! -e "$WORK/never" ] || fail "half a backup was restored"
python3 - "$WORK/one.tar" "$WORK/bad.tar" <<'PY'
import io, sys, tarfile
src = tarfile.open(sys.argv[1])
out = tarfile.open(sys.argv[2], "w", format=tarfile.PAX_FORMAT)
for m in src:
    out.addfile(m, src.extractfile(m) if m.isfile() else None)
evil = tarfile.TarInfo("../outside")
evil.size = 4
out.addfile(evil, io.BytesIO(b"evil"))
out.close()
PY
code=0; ll restore "$WORK/bad.tar" "$WORK/never" --key "$WORK/safe.key" > "$WORK/said" 2>&1 || code=$?
same "a backup with a way out of its folder" "$code" 2
[ ! -e "$WORK/never" ] && [ ! -e "$WORK/outside" ] || fail "something was left behind"
cp "$WORK/one.tar" "$WORK/good.tar"
python3 - "$WORK/one.tar" <<'PY'
import sys, tarfile
m = next(m for m in tarfile.open(sys.argv[1]) if "vault/" in m.name and m.isfile() and m.size > 100)
with open(sys.argv[1], "r+b") as f:
    f.seek(m.offset_data + 90)
    byte = f.read(1)
    f.seek(m.offset_data + 90)
    f.write(bytes([byte[0] ^ 1]))
PY
code=0; ll restore "$WORK/one.tar" "$WORK/never" --key "$WORK/safe.key" > /dev/null 2>&1 || code=$?
[ "$code" != 0 ] && [ ! -e "$WORK/never" ] || fail "a damaged backup was restored"
# A byte of a file that nothing sealed and no act names: a pack of the rules; and one left out.
for how in change drop; do
  python3 - "$WORK/good.tar" "$WORK/rules.tar" $how <<'PY'
import io, sys, tarfile
src = tarfile.open(sys.argv[1])
out = tarfile.open(sys.argv[2], "w", format=tarfile.PAX_FORMAT)
done = False
for m in src:
    data = src.extractfile(m).read()
    if not done and m.name.endswith("breach.cases.yaml"):
        done = True
        if sys.argv[3] == "drop": continue
        data = data[:-1] + b"#"
    out.addfile(m, io.BytesIO(data))
out.close()
assert done
PY
  ends 1 ll restore "$WORK/rules.tar" "$WORK/never" --key "$WORK/safe.key"
  has "the file is named" "$said" "breach.cases.yaml"
  [ ! -e "$WORK/never" ] || fail "a damaged backup was restored"
done
rules=$(ls -d "$WORK/restored/rules/"*/ | head -1)
chmod -R u+w "$rules" && echo "# another law" >> "$rules/us/ct/breach.yaml"
ends 1 ll verify "$WORK/restored"
has "the version of the rules is named" "$said" "rules/$(basename "$rules")"
sed -i '$d' "$rules/us/ct/breach.yaml"
ends 0 ll verify "$WORK/restored"
say "half, hostile and damaged backups are refused and leave nothing"

cp "$WORK/restored/store.sqlite" "$WORK/old.sqlite"
ll case open --subject "After the copy" --desk "$WORK/restored" > /dev/null
for end in "" -wal -shm; do rm -f "$WORK/restored/store.sqlite$end"; done
cp "$WORK/old.sqlite" "$WORK/restored/store.sqlite"
ends 1 ll case open --subject "On top of an old database" --desk "$WORK/restored"
has "an old database under a newer ledger" "$said" "rolled-back"
ends 1 ll verify "$WORK/restored"
say "an old database under a newer ledger is refused, and verify says so"
