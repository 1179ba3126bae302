#!/usr/bin/env bash
# The disk runs full under the real program: every act says so, nothing acknowledged is lost, and with
# room again the desk goes on.
if [ -z "${FULL_DISK_APART:-}" ] && unshare --mount true 2> /dev/null; then
  # In a name space of its own the small file system goes with the story, however it ends.
  FULL_DISK_APART=1 exec unshare --mount --propagation private bash "$0"
fi
source "$(dirname "$0")/lib.sh"
pack_evidence "$WORK"
small=$WORK/small
mkdir "$small"
if [ -n "${FULL_DISK_APART:-}" ] && mount -t tmpfs -o size=16m,mode=0700 tmpfs "$small" 2> /dev/null; then
  room=16
  shrink() { :; }
  more_room() { mount -o remount,size=64m "$small"; }
  say "a file system of $room MB"
else
  say "skipped: without the right to mount, no file system can be filled; a limit on the size of files stands in"
  room=
  # Any file that would grow beyond fails as on a full disk; the limit is of the commands begun after it.
  shrink() { ulimit -S -f 1600; }
  more_room() { ulimit -S -f unlimited; }
fi
desk=$small/desk
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
case=$(ll case open --subject "Before the disk ran full" --json | at 'j["id"]')
ll evidence add "$case" "$WORK/payroll.zip" > /dev/null
if [ -n "$room" ]; then
  serve "$desk"
  python3 "$here/reporter.py" "$site" one "Seen before the disk ran full." > "$WORK/reported"
  early=$(at 'j["code"]' < "$WORK/reported")
fi
shrink

# Evidence and acts until there is no room.
python3 -c 'import sys; sys.stdout.buffer.write(__import__("random").Random(5).randbytes(2_500_000))' > "$WORK/large.bin"
added=1; code=0
for i in $(seq 40); do
  printf 'item %s' "$i" | cat - "$WORK/large.bin" > "$WORK/item.bin"
  code=0; ll evidence add "$case" "$WORK/item.bin" > "$WORK/said" 2>&1 || code=$?
  [ "$code" = 0 ] || break
  added=$((added + 1))
done
same "evidence that has no room" "$code" 3
has "is refused in words" "$(cat "$WORK/said")" "301 disk-full"
opened=0
for i in $(seq 4000); do
  [ -z "$room" ] || head -c 200000 /dev/zero >> "$small/filler" 2> /dev/null || true
  code=0; ll case fact "$case" access "$(printf 'words that need room %.0s' $(seq 1500))" > /dev/null 2> /dev/null || code=$?
  [ "$code" = 0 ] || code=0
  ll case open --subject "Case $i on a disk that fills" --json > "$WORK/said" 2>&1 || code=$?
  [ "$code" = 0 ] || break
  opened=$((opened + 1))
  [ -n "$room" ] || [ "$i" -lt 60 ] || break  # a limit on sizes may never reach the small rows
done
if [ -n "$room" ]; then
  same "an act that has no room" "$code" 3
  same "is refused by the same number" "$(at 'j["error"]["name"]' < "$WORK/said")" disk-full
fi
say "$added files and $opened acts were acknowledged, then the desk said that the disk is full"

# Full to the last byte, whoever comes new still reads: the store keeps room for that.
all_is_read() {
  same "every acknowledged case" "$(ll case list --json | at 'len(j)')" $((opened + 1))
  same "every acknowledged file" "$(ll evidence list "$case" --json | at 'len(j)')" "$added"
}
[ -z "$room" ] || { cat /dev/zero >> "$small/filler" 2> /dev/null || true; }
all_is_read

if [ -n "$room" ]; then
  same "a server that runs already still reads" "$(curl -sS "$site/healthz")" '{"status":"ok"}'
  has "a reporter still sees how it stands" "$(curl -sS -H "Origin: $site" --data-urlencode "code=$early" "$site/status" | words)" "before the disk ran full"
  if python3 "$here/reporter.py" "$site" one "on a full disk" "$WORK/large.bin" > "$WORK/reported" 2> "$WORK/refused"; then
    fail "a report was acknowledged without room"
  fi
  grep -qE 'answered (507|503)' "$WORK/refused" || fail "no clear answer: $(head -c 300 "$WORK/refused")"
  kill -0 "$server" || fail "the server ended"
  say "full, it is read, and takes nothing that it could not keep"
  stop
  cat /dev/zero >> "$small/filler" 2> /dev/null || true
  same "no byte is free" "$(df --output=avail "$small" | tail -1 | tr -d ' ')" 0
  all_is_read
  all_is_read
  serve "$desk"
  has "a server begun on a full disk reads too" "$(curl -sS -H "Origin: $site" --data-urlencode "code=$early" "$site/status" | words)" "before the disk ran full"
  say "full to the last byte, a new command and a new server read"
  more_room
  rm -f "$small/filler"
  python3 "$here/reporter.py" "$site" one "after room was made" > "$WORK/reported"
  late=$(at 'j["code"]' < "$WORK/reported")
  stop
  for code in "$early" "$late"; do
    same "the report" "$(LEDGELIGHT_CODE=$code ll report status --json | at 'j["status"]')" received
  done
  say "the same server, told of room, takes a report"
else
  more_room
fi
same "every acknowledged case" "$(ll case list --json | at 'len(j)')" $((opened + 1))
same "every acknowledged file" "$(ll evidence list "$case" --json | at 'len(j)')" "$added"
ends 0 ll verify "$desk"
ll case open --subject "With room again" > /dev/null
ll evidence add "$case" "$WORK/large.bin" > /dev/null
same "it goes on where it was" "$(ll case list --json | at 'len(j)')" $((opened + 2))
ll evidence check "$case" > /dev/null
ends 0 ll verify "$desk"
same "nothing half-written is left in the vault" "$(find "$desk" -name '.writing-*' | wc -l)" 0
say "with room it goes on, and verifies"
