#!/usr/bin/env bash
# Containers as other people's tools make them: disks with three file systems, in one file and in E01 segments, archives,
# databases with a log, old Office files. Each planted number is found under its path, and the offset leads to the byte.
source "$(dirname "$0")/lib.sh"
PATH=$PATH:/usr/sbin:/sbin
missing=
for tool in mke2fs debugfs mkfs.vfat mcopy mdel mkntfs ntfscp sfdisk ewfacquirestream 7z xz zstd sqlite3; do
  command -v "$tool" > /dev/null || missing="$missing $tool"
done
[ -z "$missing" ] || fail "not here:$missing (tools/install test)"
in=$WORK/in
mkdir -p "$in" "$WORK/root/home" "$WORK/parts"

# What is planted: one number a place, so that each finding says where it came from.
row() { printf 'name,ssn,city\nAda Example,%s,Stamford\nNobody,,Stamford\n' "$1"; }
row 219-12-1001 > "$WORK/export.csv"
(cd "$WORK" && python3 -c 'import zipfile; z = zipfile.ZipFile("root/home/a.zip", "w", zipfile.ZIP_DEFLATED); z.write("export.csv"); z.close()')
row 219-12-1002 > "$WORK/root/home/plain.csv"
row 219-12-1003 > "$WORK/root/home/gone.csv"
cp "$source_dir/fuzz/corpus/old_office/payroll.xls" "$WORK/root/home/payroll.xls"
truncate -s 4M "$WORK/parts/1"
mke2fs -q -F -t ext4 -d "$WORK/root" "$WORK/parts/1"
debugfs -w -R 'rm home/gone.csv' "$WORK/parts/1" 2> /dev/null

truncate -s 4M "$WORK/parts/2"
mkntfs -F -q -Q -L SHARE "$WORK/parts/2" > "$WORK/mkntfs.log" 2>&1
row 219-12-1004 > "$WORK/resident.csv"
{ row 219-12-1005; head -c 40000 /dev/zero | tr '\0' '\n'; } > "$WORK/long.csv"
row 219-12-1006 > "$WORK/stream.csv"
ntfscp -q "$WORK/parts/2" "$WORK/resident.csv" resident.csv
ntfscp -q "$WORK/parts/2" "$WORK/long.csv" long.csv
ntfscp -q -N hidden "$WORK/parts/2" "$WORK/stream.csv" long.csv
# Two files that somebody deleted: one so small that it stood in the table of files, one in clusters of its own. The driver
# that could delete them needs a mount, so their entries are put as NTFS leaves them: no longer in use, their clusters free.
{ row 219-12-1014; } > "$WORK/ntfs_small.csv"
{ row 219-12-1015; head -c 9000 /dev/zero | tr '\0' '\n'; } > "$WORK/ntfs_large.csv"
ntfscp -q "$WORK/parts/2" "$WORK/ntfs_small.csv" "deleted small.csv"
ntfscp -q "$WORK/parts/2" "$WORK/ntfs_large.csv" "deleted large.csv"
python3 - "$WORK/parts/2" <<'PY'
import struct, sys
with open(sys.argv[1], "r+b") as f:
    disk = bytearray(f.read())
    bytes_per, per_cluster = struct.unpack_from("<HB", disk, 11)
    cluster = bytes_per * per_cluster
    mft = struct.unpack_from("<Q", disk, 48)[0] * cluster
    per = struct.unpack_from("<b", disk, 64)[0]
    size = 1 << -per if per < 0 else per * cluster
    def attributes(at):
        a = at + struct.unpack_from("<H", disk, at + 20)[0]
        while struct.unpack_from("<I", disk, a)[0] != 0xFFFFFFFF:
            yield struct.unpack_from("<I", disk, a)[0], a
            a += struct.unpack_from("<I", disk, a + 4)[0]
    def runs(a):
        k, lcn, out = a + struct.unpack_from("<H", disk, a + 32)[0], 0, []
        while disk[k]:
            n, o = disk[k] & 15, disk[k] >> 4
            length = int.from_bytes(disk[k + 1:k + 1 + n], "little")
            lcn += int.from_bytes(disk[k + 1 + n:k + 1 + n + o], "little", signed=True)
            out.append((lcn, length)); k += 1 + n + o
        return out
    # $Bitmap is entry 6: a bit a cluster.
    bitmap = next(a for kind, a in attributes(mft + 6 * size) if kind == 0x80)
    bits = runs(bitmap)[0][0] * cluster if disk[bitmap + 8] else bitmap + struct.unpack_from("<H", disk, bitmap + 20)[0]
    gone = 0
    for number in range(24, 200):
        at = mft + number * size
        if disk[at:at + 4] != b"FILE" or "deleted ".encode("utf-16le") not in disk[at:at + size]: continue
        flags = struct.unpack_from("<H", disk, at + 22)[0]
        struct.pack_into("<H", disk, at + 16, struct.unpack_from("<H", disk, at + 16)[0] + 1)
        struct.pack_into("<H", disk, at + 22, flags & ~1)
        for kind, a in attributes(at):
            if kind == 0x80 and disk[a + 8]:
                for lcn, length in runs(a):
                    for c in range(lcn, lcn + length): disk[bits + c // 8] &= ~(1 << c % 8)
        gone += 1
    # Their names leave the index of the folder (entry 5), whose sectors end in check bytes.
    index = next(a for kind, a in attributes(mft + 5 * size) if kind == 0xA0)
    for lcn, length in runs(index):
        for at in range(lcn * cluster, (lcn + length) * cluster, 4096):
            if disk[at:at + 4] != b"INDX": continue
            usa, n = struct.unpack_from("<HH", disk, at + 4)
            for i in range(1, n): disk[at + i * 512 - 2:at + i * 512] = disk[at + usa + 2 * i:at + usa + 2 * i + 2]
            k = at + 24 + struct.unpack_from("<I", disk, at + 24)[0]
            while not struct.unpack_from("<I", disk, k + 12)[0] & 2:
                length_of = struct.unpack_from("<H", disk, k + 8)[0]
                end = at + 24 + struct.unpack_from("<I", disk, at + 28)[0]
                if "deleted ".encode("utf-16le") in disk[k:k + length_of]:
                    disk[k:end - length_of] = disk[k + length_of:end]
                    struct.pack_into("<I", disk, at + 28, end - length_of - at - 24)
                    gone += 1
                else: k += length_of
            for i in range(1, n):
                disk[at + usa + 2 * i:at + usa + 2 * i + 2] = disk[at + i * 512 - 2:at + i * 512]
                disk[at + i * 512 - 2:at + i * 512] = disk[at + usa:at + usa + 2]
    if gone != 4: sys.exit(f"{gone} entries and names were found, not 4")
    f.seek(0); f.write(disk)
PY

truncate -s 2M "$WORK/parts/3"
mkfs.vfat -n STICK "$WORK/parts/3" > /dev/null
row 219-12-1007 > "$WORK/kept.csv"
row 219-12-1008 > "$WORK/removed.csv"
mcopy -i "$WORK/parts/3" "$WORK/kept.csv" "::kept.csv"
mcopy -i "$WORK/parts/3" "$WORK/removed.csv" "::removed with a long name.csv"
mdel -i "$WORK/parts/3" "::removed with a long name.csv"

# A GPT with the three, a number in sectors that no file of the first has, and one that no partition has.
truncate -s 14M "$in/disk.dd"
sfdisk -q "$in/disk.dd" > /dev/null <<'PARTS'
label: gpt
start=2048, size=8192, type=L
start=10240, size=8192, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7
start=18432, size=4096, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7
PARTS
dd if="$WORK/parts/1" of="$in/disk.dd" bs=512 seek=2048 conv=notrunc status=none
dd if="$WORK/parts/2" of="$in/disk.dd" bs=512 seek=10240 conv=notrunc status=none
dd if="$WORK/parts/3" of="$in/disk.dd" bs=512 seek=18432 conv=notrunc status=none
python3 - "$in/disk.dd" "$WORK/places" <<'PY'
import sys
with open(sys.argv[1], "r+b") as f:
    disk = f.read()
    free = 2048 * 512 + 3 * 1024 * 1024
    while any(disk[free:free + 4096]): free += 4096
    for at, ssn in ((free, b"219-12-1009"), (13 * 1024 * 1024, b"219-12-1010")):
        f.seek(at)
        f.write(b"Her SSN is " + ssn + b", she said.")
        print(at + 11, file=open(sys.argv[2], "a"))
PY
{ read -r in_free; read -r behind; } < "$WORK/places"
(cd "$in" && ewfacquirestream -q -t ./whole -c fast < disk.dd > "$WORK/ewf.log" 2>&1)
(cd "$in" && ewfacquirestream -q -t ./cut -c none -S 1048576 < disk.dd >> "$WORK/ewf.log" 2>&1)
[ -e "$in/whole.E01" ] && [ ! -e "$in/whole.E02" ] && [ -e "$in/cut.E10" ] || fail "the images were not made: $(cat "$WORK/ewf.log")"
mkdir "$in/alone"
cp "$in/cut.E02" "$in/alone/lost.E02"
cp "$in/cut.E01" "$in/alone/first.E01"
cp "$in/cut.E03" "$in/alone/first.E03" # behind a gap: nobody reads it with the first
# The same disk cut into pieces; one that lacks its second; and numbered files that are no disk.
split -b 5M --numeric-suffixes=1 -a 3 "$in/disk.dd" "$in/raw."
cp "$in/raw.001" "$in/gap.001"; cp "$in/raw.003" "$in/gap.003"
row 219-12-1016 > "$in/notes.001"; row 219-12-1017 > "$in/notes.002"
cp "$WORK/parts/1" "$in/ext4.img"; cp "$WORK/parts/2" "$in/ntfs.img"; cp "$WORK/parts/3" "$in/fat.img"

row 219-12-1011 > "$WORK/packed.csv"
(cd "$WORK" && 7z a -bd "$in/packed.7z" packed.csv > /dev/null && tar cf packed.tar packed.csv && xz -k packed.tar && mv packed.tar.xz "$in/"
 zstd -q packed.csv -o "$in/packed.csv.zst" && xz -kc packed.csv > "$in/packed.csv.xz")
python3 - "$in" "$WORK/packed.csv" <<'PY'
import pathlib, sqlite3, struct, shutil, sys, zlib
out, plain = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_bytes()
# RAR 4, one member stored: nothing in Debian packs RAR.
def block(kind, flags, body, data=b""):
    rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest + data
name = b"packed.csv"
entry = struct.pack("<IIBIIBBHI", len(plain), len(plain), 3, zlib.crc32(plain), 0x5B210000, 20, 0x30, len(name), 0o100644) + name
(out / "packed.rar").write_bytes(b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + block(0x74, 0x8000, entry, plain) + block(0x7B, 0x4000, b""))
# A database whose last rows stand in its log alone.
made = out.parent / "app.db"
db = sqlite3.connect(made)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA wal_autocheckpoint = 0")
db.execute("CREATE TABLE patron(full_name TEXT, ssn TEXT)")
db.execute("INSERT INTO patron VALUES('Ada Example', '219-12-1012')")
db.commit()
db.execute("PRAGMA wal_checkpoint(FULL)")
db.execute("INSERT INTO patron VALUES('Bea Sample', '219-12-1013')")
db.commit()
for end in ("", "-wal"):
    shutil.copy(str(made) + end, out / ("app.db" + end))
shutil.copy(made, out / "without.db")
# The same two and the segments of the image as somebody packs them: either first, with more around them.
import tarfile, zipfile
with zipfile.ZipFile(out / "both.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for name in ("data/app.db-wal", "data/more.csv", "data/app.db"):
        z.write(sys.argv[2] if name.endswith("csv") else out / name.split("/")[1], name)
with tarfile.open(out / "image.tar.gz", "w:gz") as t:
    for part in reversed(sorted(out.glob("cut.E*"))): t.add(part, "case/" + part.name)
PY
mkdir -p "$WORK/with_db/app"
cp "$in/app.db" "$in/app.db-wal" "$WORK/with_db/app/"
truncate -s 2M "$in/with_db.img"
mke2fs -q -F -t ext4 -d "$WORK/with_db" "$in/with_db.img"
cp "$source_dir"/fuzz/corpus/old_office/* "$in/"
(cd "$in" && find . -type f -exec sha256sum {} + | sort -k 2) > "$WORK/before"

timeout 300 "$LEDGELIGHT" discover "$in" --out "$WORK/out" --threads 1 --reveal --purpose "a test" > /dev/null || fail "discover ended $?"
(cd "$in" && find . -type f -exec sha256sum {} + | sort -k 2) > "$WORK/after"
cmp -s "$WORK/before" "$WORK/after" || fail "the evidence was changed"

python3 - "$WORK" "$in_free" "$behind" <<'PY'
import pathlib, sys
work = pathlib.Path(sys.argv[1]); in_free, behind = map(int, sys.argv[2:])
table = lambda name: [line.split("\t") for line in (work / "out" / name).read_text().split("\n")[1:-1]]
rows = table("findings.tsv")
head = (work / "out/findings.tsv").read_text().split("\n")[0].split("\t")
at = {h: i for i, h in enumerate(head)}
ssn = {}
for r in rows:
    if r[at["element"]] == "SSN": ssn.setdefault(r[at["norm"]], []).append(r)
paths = lambda n: [r[at["path"]] for r in ssn.get("219121%03d" % n, [])]
faults = []
def want(n, path):
    if path not in paths(n): faults.append(f"{n}: {path} is not among {paths(n)}")
def some(n, start):
    if not any(p.startswith(start) for p in paths(n)): faults.append(f"{n}: nothing from {start} among {paths(n)}")
offset = len("name,ssn,city\nAda Example,")
disk = (work / "in/disk.dd").read_bytes()
for image in ("disk.dd", "whole.E01", "cut.E01", "raw.001"):
    want(1, f"{image}/p1/home/a.zip/export.csv@{offset}")
    want(2, f"{image}/p1/home/plain.csv@{offset}")
    some(3, image)  # by its name below $Deleted, or in the blocks it left
    want(4, f"{image}/p2/resident.csv@{offset}")
    want(5, f"{image}/p2/long.csv@{offset}")
    want(6, f"{image}/p2/long.csv:hidden@{offset}")
    want(7, f"{image}/p3/kept.csv@{offset}")
    some(8, f"{image}/p3/$Deleted/")
    want(14, f"{image}/p2/$Deleted/deleted small.csv@{offset}"); want(15, f"{image}/p2/$Deleted/deleted large.csv@{offset}")
    want(9, f"{image}@{in_free}")
    want(10, f"{image}@{behind}")
# The offset of what no file holds is that of the disk.
for n, where in ((3, "disk.dd"), (9, "disk.dd"), (10, "disk.dd")):
    for r in ssn.get("219121%03d" % n, []):
        if r[at["file"]] == where and r[at["member"]] == "":
            o = int(r[at["offset"]])
            if disk[o:o + 11] != b"219-12-1%03d" % n: faults.append(f"{n}: not at {o} of {where}")
for image, n, path in (("ext4.img", 1, "home/a.zip/export.csv"), ("ntfs.img", 6, "long.csv:hidden"), ("fat.img", 7, "kept.csv")):
    want(n, f"{image}/{path}@{offset}")
some(8, "fat.img/$Deleted/")
want(14, f"ntfs.img/$Deleted/deleted small.csv@{offset}"); want(15, f"ntfs.img/$Deleted/deleted large.csv@{offset}")
for path in ("packed.7z/packed.csv", "packed.tar.xz/packed.tar/packed.csv", "packed.csv.zst/packed.csv", "packed.csv.xz/packed.csv", "packed.rar/packed.csv"):
    want(11, f"{path}@{offset}")
some(12, "app.db/table:patron"); some(13, "app.db/table:patron"); some(12, "without.db/table:patron")
# The same inside an archive and on a disk, whichever part comes first.
for n in (12, 13):
    some(n, "both.zip/data/app.db/table:patron"); some(n, "with_db.img/app/app.db/table:patron")
want(1, f"image.tar.gz/image.tar/case/cut.E01/p1/home/a.zip/export.csv@{offset}")
want(10, f"image.tar.gz/image.tar/case/cut.E01@{behind}")
if any(p.startswith("without.db") for p in paths(13)): faults.append("a log was read that is not there")
# Cells of old sheets under their headings, tied into one record; letters too.
def record(start, *norms):
    got = {}
    for r in rows:
        if r[at["path"]].startswith(start) and r[at["norm"]] in norms: got.setdefault(r[at["person"]], set()).add(r[at["norm"]])
    if set(norms) not in got.values(): faults.append(f"{start}: {norms} are not of one person: {got}")
record("payroll.xls/Payroll@", "Ada Example", "019121234", "1971-02-03", "004455667788")
record("payroll.xls/Payroll@", "Cy Núñez", "219121236", "1990-12-31", "004455667700")
record("letter.doc/text@", "Bea Sample", "219121235", "1971-02-03")
record("disk.dd/p1/home/payroll.xls/Payroll@", "Bea Sample", "219121235", "1982-03-04")
kinds = {r[0]: r[1] for r in table("files.tsv")}
unread = {r[0]: r[1] for r in table("unread.tsv")}
for n in ("raw.002", "raw.003"):
    if kinds.get(n) != "disk" or n in unread: faults.append(f"{n}: {kinds.get(n)}, {unread.get(n)}")
if any(r[at["file"]] in ("raw.002", "raw.003") for r in rows): faults.append("a piece was searched a second time")
want(16, f"notes.001@{offset}"); want(17, f"notes.002@{offset}")
some(10, "gap.003@")
for n in ("gap.001", "gap.003"):
    if not any(p.startswith(n) for p in unread): faults.append(f"{n} is not listed")
unread = {p: why for p, why in unread.items() if not p.startswith("gap.")}
for n in range(2, 11):
    if kinds.get("cut.E%02d" % n) != "ewf": faults.append(f"cut.E{n:02}: {kinds.get('cut.E%02d' % n)}")
    if "cut.E%02d" % n in unread: faults.append(f"cut.E{n:02} is unread though it was read with its first")
if kinds.get("app.db-wal") != "sqlite-wal" or "app.db-wal" in unread: faults.append("app.db-wal: " + str(kinds.get("app.db-wal")))
for lost in ("alone/lost.E02", "alone/first.E01", "alone/first.E03"):
    if "segment" not in unread.get(lost, ""): faults.append(f"{lost}: {unread.get(lost)}")
more = [p for p in unread if not p.startswith("alone/")]
if more: faults.append(f"unread: {[(p, unread[p]) for p in more]}")
print("\n".join(faults))
sys.exit(1 if faults else 0)
PY
say "ext4, NTFS and FAT, whole, in E01 and in fourteen segments: files, streams, deleted files and free sectors, to the byte"
say "7z, tar.xz, zst, xz, rar, a database with its log, .xls and .doc; no evidence changed"

# The same from sealed evidence: what arrived together is put together, and nothing is written in clear.
ll init "$WORK/desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$WORK/desk
case=$(ll case open --subject "A disk and a database" --json | at 'j["id"]')
ll evidence add "$case" "$in/app.db" "$in/app.db-wal" "$in"/cut.E* > /dev/null
timeout 300 "$LEDGELIGHT" discover "$case" --json > "$WORK/run.json" || fail "discovery of the case ended $?"
found=$(ll findings list "$case" --element SSN --json | at '"\n".join(sorted(f["masked"] + " " + f["path"] for f in j))')
has "a row that stands in the log alone" "$found" "***-**-1013 table:patron"
has "a file on the disk in segments" "$found" "***-**-1001 p1/home/a.zip/export.csv"
same "nothing of them is unread" "$(at '[u for u in j["unread"] if "segment" in u["reason"] or "log" in u["reason"]]' < "$WORK/run.json")" "[]"
ll evidence check "$case" > /dev/null
say "sealed evidence: the log counts, the segments are one disk"

# The tables of the same case are made by the same reading: what was jumped in, and what was put together.
truncate -s 513M "$in/disk.dd"
ends 0 timeout 300 "$LEDGELIGHT" discover "$in/disk.dd" --case "$case" --out "$WORK/tables" --threads 2
python3 - "$WORK" <<'PY'
import csv, pathlib, sys
work = pathlib.Path(sys.argv[1])
def rows(folder, name): return [line.split("\t") for line in (work / folder / name).read_text().split("\n")]
faults = []
def found(folder):
    head, *lines = rows(folder, "findings.tsv")
    keep = [i for i, h in enumerate(head) if h not in ("norm", "person")]
    return sorted(tuple(l[i] for i in keep) for l in lines if l[0].startswith(("app.db", "cut.E", "disk.dd")))
plain, sealed = found("out"), found("tables")
if plain != sealed: faults.append(f"{len(plain)} findings of the files, {len(sealed)} of the same sealed: {set(plain) ^ set(sealed)}")
if not any(l[0] == "disk.dd" and "a.zip" in l[1] for l in rows("tables", "findings.tsv")[1:-1]): faults.append("nothing was found on the large disk")
unread = [l for l in rows("tables", "unread.tsv")[1:-1]]
if unread: faults.append(f"unread: {unread}")
print("\n".join(faults))
sys.exit(1 if faults else 0)
PY
has "custody says that the tables were made" "$(ll evidence custody "$case")" "tables of discovery"
say "the tables of the case: a disk of 513 MiB, the segments and the log, as from the files themselves"
