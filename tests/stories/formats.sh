#!/usr/bin/env bash
# Formats of other people's programs, written here by the rules of each: every planted number is found under its path, what is
# damaged is listed and read as far as it goes, and nothing is found where nobody is.
source "$(dirname "$0")/lib.sh"
in=$WORK/in
mkdir -p "$in"
python3 - "$source_dir/tests/stories" "$in" <<'PY'
import lzma, pathlib, struct, sys, zipfile, zlib
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import event_log
out = pathlib.Path(sys.argv[2])

# Event logs. The reader's library was written from other people's files, this writer from the description of the format.
user = "S-1-5-21-1004336348-1177238915-682003330-1104"
logon = ("Security", "Microsoft-Windows-Security-Auditing", 4624, "S-1-5-18",
         {"SubjectUserSid": "S-1-5-18", "TargetUserSid": user, "TargetUserName": "operrin", "TargetDomainName": "CITY", "TargetLogonId": "0x3e7219", "LogonType": "3",
          "LogonGuid": "{54849625-5478-4994-a5ba-3e3b0328c30d}", "WorkstationName": "HR-PC-04", "IpAddress": "10.20.1.44", "IpPort": "50123"})
refused = lambda n: ("Application", "Payroll Import", 1000, user, {"": f"Row {n % 100} refused: Odalys Perrin, SSN 219-45-{1000 + n}, 9 Tinder Hill Road, Stamford, CT 06905"})
script = ("Microsoft-Windows-PowerShell/Operational", "Microsoft-Windows-PowerShell", 4104, user,
          {"MessageNumber": "1", "MessageTotal": "1", "ScriptBlockText": "$people = @'\nname,ssn\nQuillan Marsh,219-45-2290\nIngrid Solberg,219-45-7788\n'@\n$people | Export-Csv c:\\out.csv",
           "ScriptBlockId": "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "Path": ""})
(out / "logons.evtx").write_bytes(event_log.log([logon] * 300))
(out / "mixed.evtx").write_bytes(event_log.log([logon, refused(1), script], first=70001))
whole = event_log.log([refused(n) for n in range(400)])
chunk = 4096
(out / "whole.evtx").write_bytes(whole)
spoilt = bytearray(whole); spoilt[chunk + event_log.CHUNK] = 0  # the mark of the second chunk
(out / "spoilt.evtx").write_bytes(spoilt)
(out / "cut.evtx").write_bytes(whole[:chunk + event_log.CHUNK + 30000])
(out / "head.evtx").write_bytes(whole[:8] + b"\xff" * 4088 + whole[4096:])
# Copied while it was written: its head knows of one chunk, and there are two.
behind = bytearray(event_log.log([refused(n) for n in range(400)], dirty=True))
struct.pack_into("<Q", behind, 16, 0); struct.pack_into("<H", behind, 42, 1)
(out / "behind.evtx").write_bytes(behind)
# The second half of the first chunk was given up, as when a log is cleared: the records still stand there.
cleared, at, places = bytearray(whole), chunk + 512, []
while struct.unpack_from("<I", cleared, at)[0] == 0x2A2A:
    places.append(at - chunk); at += struct.unpack_from("<I", cleared, at + 4)[0]
half = len(places) // 2
struct.pack_into("<QQQQIIII", cleared, chunk + 8, 1, half, 1, half, 128, places[half - 1], places[half], zlib.crc32(cleared[chunk + 512:chunk + places[half]]))
struct.pack_into("<I", cleared, chunk + 124, zlib.crc32(bytes(cleared[chunk:chunk + 120] + cleared[chunk + 128:chunk + 512])))
(out / "cleared.evtx").write_bytes(cleared)

# Tables with memos: dBASE III, IV and FoxPro, beside each other, in a zip (the memos first), and a memo file that is alone.
def table(version, fields, rows, flag=0):
    head = struct.pack("<BBBBIHH16xBBH", version, 126, 11, 26, len(rows), 33 + 32 * len(fields), 1 + sum(f[2] for f in fields), flag, 0, 0)
    for name, kind, size in fields: head += struct.pack("<11sc4xB15x", name.encode(), kind.encode(), size)
    return head + b"\r" + b"".join(b" " + b"".join(c if isinstance(c, bytes) else c.encode().ljust(f[2]) for c, f in zip(r, fields)) for r in rows) + b"\x1a"
fields = [("OWNER", "C", 24), ("NOTE", "M", 10)]
said = lambda n: f"Called on Monday. SSN 219-46-{n}, said the caller."
at = lambda block: str(block).rjust(10)
memo = lambda text: (text.encode() + b"\x1a\x1a").ljust(512, b"\0")
long = said(1003) + " More was said, and nothing of it matters." * 200
(out / "parcels.dbf").write_bytes(table(0x83, fields, [("Odalys Perrin", at(1)), ("Quillan Marsh", at(2)), ("Ingrid Solberg", at(4))]))
(out / "parcels.dbt").write_bytes(struct.pack("<I", 5).ljust(512, b"\0") + memo(said(1001)) + memo(said(1002)) + memo("Removed: " + said(1009)) + long.encode() + b"\x1a\x1a")
block = lambda text: b"\xff\xff\x08\0" + struct.pack("<I", len(text) + 8) + text.encode()
(out / "FOUR.DBF").write_bytes(table(0x8B, fields, [("Odalys Perrin", at(1))]))
(out / "FOUR.DBT").write_bytes(struct.pack("<I16xH", 2, 512).ljust(512, b"\0") + block(said(1004)))
(out / "fox.dbf").write_bytes(table(0x30, [("OWNER", "C", 24), ("NOTE", "M", 4)], [("Odalys Perrin", struct.pack("<I", 8))], flag=2))
(out / "fox.fpt").write_bytes(struct.pack(">IHH", 9, 0, 64).ljust(512, b"\0") + struct.pack(">II", 1, len(said(1005))) + said(1005).encode())
with zipfile.ZipFile(out / "tables.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for name in ("parcels.dbt", "parcels.dbf"): z.writestr("gis/" + name, (out / name).read_bytes())
(out / "alone.dbt").write_bytes((out / "parcels.dbt").read_bytes())
(out / "notes.fpt").write_text("Ada Example, SSN 219-46-1007\n")

# Drawings: an enhanced metafile with a table as a sheet pastes it, one with a transform and one by GDI+ alone, a plain one, a Word
# document with one in it; and one that is cut.
def record(kind, body): return struct.pack("<II", kind, 8 + len(body)) + body
def text_out(x, y, text, dx=6, wide=True):
    raw = text.encode("utf-16le" if wide else "cp1252"); raw += bytes(-len(raw) % 4)
    return record(84 if wide else 83, bytes(16) + struct.pack("<Iff", 1, 1.0, 1.0) + struct.pack("<iiIII", x, y, len(text), 76, 0) + bytes(16) + struct.pack("<I", 76 + len(raw)) + raw + struct.pack("<I", dx) * len(text))
def emf(*records):
    body = b"".join(records) + record(14, struct.pack("<III", 0, 16, 20))
    head = bytes(32) + b" EMF" + struct.pack("<IIIHH", 0x10000, 108 + len(body), len(records) + 2, 1, 0) + bytes(108 - 8 - 32 - 4 - 16)
    return record(1, head) + body
font = record(82, struct.pack("<Ii", 1, -12) + bytes(312)) + record(37, struct.pack("<I", 1))
cells = [("Name", "SSN", "Date of birth"), ("Odalys Perrin", "219-47-1001", "02/03/1971"), ("Quillan Marsh", "219-47-1002", "04/05/1980"), ("Ingrid Solberg", "219-47-1003", "12/31/1990")]
sheet = emf(font, *[text_out(20 + 160 * c, 30 + 20 * r, cell, wide=(r % 2 == 0)) for r, row in enumerate(cells) for c, cell in enumerate(row)])
(out / "sheet.emf").write_bytes(sheet)
(out / "cut.emf").write_bytes(sheet[:len(sheet) // 2])
(out / "turned.emf").write_bytes(emf(font, record(35, struct.pack("<ffffff", 2, 0, 0, 2, 100, 50)), text_out(10, 10, "SSN"), text_out(60, 10, "219-47-1004")))
drawn = "SSN 219-47-1005".encode("utf-16le") + b"\0\0"
plus = struct.pack("<HHIIIII", 0x401C, 0x8000, 28 + 12 + len(drawn), 28 + len(drawn), 0, 0, 15) + struct.pack("<ffff", 10, 10, 100, 20) + drawn
(out / "plus.emf").write_bytes(emf(record(70, struct.pack("<I", 4 + len(plus)) + b"EMF+" + plus)))
def meta(function, body):
    body += bytes(len(body) % 2)
    return struct.pack("<IH", 3 + len(body) // 2, function) + body
def ext(x, y, text): return meta(0x0A32, struct.pack("<hhHH", y, x, len(text), 0) + text.encode() + bytes(len(text) % 2) + struct.pack("<h", 60) * len(text))
words = [meta(0x02FA, bytes(10)), meta(0x02FB, struct.pack("<h", -120) + bytes(48)), meta(0x012D, struct.pack("<H", 1)), ext(100, 100, "Account holder: Odalys Perrin"), ext(100, 300, "SSN: 219-47-1006"),
         meta(0x0521, struct.pack("<H", 16) + b"SSN: 219-47-1007" + struct.pack("<hh", 500, 100)), meta(0, b"")]
body = b"".join(words)
wmf = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, 2, 40, 0) + body
(out / "plain.wmf").write_bytes(wmf)
(out / "placed.wmf").write_bytes(struct.pack("<IHhhhhHIH", 0x9AC6CDD7, 0, 0, 0, 1000, 1000, 1440, 0, 0) + wmf)
with zipfile.ZipFile(out / "pasted.docx", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    z.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    z.writestr("word/document.xml", '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>The list:</w:t></w:r></w:p></w:body></w:document>')
    z.writestr("word/media/image1.emf", sheet)

# A help file whose pages are not packed: its head, its directory of one chunk, the pages behind each other.
def number(n): return (number(n >> 7)[:-1] + bytes([number(n >> 7)[-1] | 0x80, n & 0x7F])) if n > 127 else bytes([n])
pages = [("/index.htm", b"<html><body>Nothing here.</body></html>"), ("/list.htm", b"<html><body><p>Odalys Perrin, SSN 219-48-1001</p></body></html>")]
entries, at_page = b"", 0
for name, page in pages:
    entries += number(len(name)) + name.encode() + number(0) + number(at_page) + number(len(page)); at_page += len(page)
chunk_ = struct.pack("<4sIIii", b"PMGL", 4096 - 20 - len(entries), 0, -1, -1) + entries
chunk_ += bytes(4096 - len(chunk_))
itsp = struct.pack("<4sIIIIiiIiiIiI16sIiii", b"ITSP", 1, 84, 10, 4096, 2, 1, 0, 0, 0, 0xFFFFFFFF, 1, 1033, bytes(16), 84, -1, -1, -1)[:84]
head = 96
itsf = struct.pack("<4sIIIII16s16sQQQQQ", b"ITSF", 3, head, 1, 0, 1033, bytes.fromhex("10fd017caa7bd0119e0c00a0c922e6ec"), bytes.fromhex("11fd017caa7bd0119e0c00a0c922e6ec"), head, 24, head + 24, 84 + 4096, head + 24 + 84 + 4096)
section = struct.pack("<QQQ", 0x1FE, head + 24 + 84 + 4096 + at_page, 0)
help_ = itsf + section + itsp + chunk_ + b"".join(page for _, page in pages)
(out / "help.chm").write_bytes(help_)
(out / "cut.chm").write_bytes(help_[:-10])
(out / "spoilt.chm").write_bytes(help_[:head + 24] + b"XXXX" + help_[head + 28:])

# LZMA without a container, as lzma and xz --format=lzma write it; one that is cut.
plain = b"name,ssn\nOdalys Perrin,219-46-2001\n" + b"Nobody,\n" * 3000
packed = lzma.compress(plain, format=lzma.FORMAT_ALONE)
(out / "export.csv.lzma").write_bytes(packed)
(out / "cut.csv.lzma").write_bytes(packed[:len(packed) // 2])
PY

# Images of what changed on a virtual disk, beside the image each goes back to, and alone.
PATH=$PATH:/usr/sbin:/sbin
for tool in qemu-img qemu-io mke2fs; do command -v "$tool" > /dev/null || fail "not here: $tool (tools/install test)"; done
truncate -s 6M "$WORK/raw"
mke2fs -q -F -t ext2 -b 1024 "$WORK/raw"
python3 - "$WORK" <<'PY'
import pathlib, sys
work = pathlib.Path(sys.argv[1])
disk = bytearray((work / "raw").read_bytes())
for at, n in ((1 << 20, 1), (5 << 20, 2)):
    if any(disk[at:at + 1024]): sys.exit(f"the block at {at} is not free")
    text = b"Odalys Perrin, SSN 219-49-100%d.\n" % n
    disk[at:at + len(text)] = text
(work / "raw").write_bytes(disk)
(work / "new").write_bytes(b"Ingrid Solberg, SSN 219-49-1003.\n".ljust(65536, b"\n"))
PY
mkdir -p "$in/alone"
for kind in qcow2 vmdk; do
  qemu-img convert -f raw -O "$kind" "$WORK/raw" "$in/base.$kind"
  (cd "$in" && qemu-img create -q -f "$kind" -b "base.$kind" -F "$kind" "changed.$kind")
  qemu-io -f "$kind" -c "write -q -s $WORK/new 2M 64k" "$in/changed.$kind" > /dev/null
  # After it: a VMDK says of which state of its parent it holds the changes.
  (cd "$in" && qemu-img create -q -f "$kind" -b "changed.$kind" -F "$kind" "again.$kind")
  cp "$in/changed.$kind" "$in/alone/"
done
qemu-img convert -f raw -O vpc -o subformat=dynamic,force_size=on "$WORK/raw" "$in/base.vhd"
python3 - "$WORK" <<'PY'
import pathlib, struct, sys
work = pathlib.Path(sys.argv[1])
base = (work / "in/base.vhd").read_bytes()
footer = bytearray(base[:512]); footer[60:64] = struct.pack(">I", 4); footer[68:84] = bytes(range(16))
size, block = struct.unpack_from(">Q", footer, 48)[0], 2 << 20
def summed(b, at): b[at:at + 4] = bytes(4); b[at:at + 4] = struct.pack(">I", ~sum(b) & 0xFFFFFFFF); return bytes(b)
entries = -(-size // block)
head = bytearray(1024)
struct.pack_into(">8sQQIII", head, 0, b"cxsparse", (1 << 64) - 1, 1536, 0x10000, entries, block)
head[40:56] = base[68:84]
head[64:64 + 16] = "base.vhd".encode("utf-16be")
table = bytearray(b"\xff" * 512)
table[4:8] = struct.pack(">I", 4)  # the second block, from sector 4 on
bitmap = bytearray(512); bitmap[:16] = b"\xff" * 16
changed = bytes(bitmap) + (work / "new").read_bytes() + bytes(block - 65536)
footer = summed(footer, 64)
(work / "in/changed.vhd").write_bytes(footer + summed(head, 36) + bytes(table) + changed + footer)
(work / "in/alone/changed.vhd").write_bytes((work / "in/changed.vhd").read_bytes())
PY

timeout 300 "$LEDGELIGHT" discover "$in" --out "$WORK/out" --threads 2 --reveal --purpose "a test" > /dev/null || fail "discover ended $?"
cat > "$WORK/tables.py" <<'PY'
import pathlib, sys
work = pathlib.Path(sys.argv[1])
table = lambda name: [line.split("\t") for line in (work / "out" / name).read_text().split("\n")[1:-1]]
head = (work / "out/findings.tsv").read_text().split("\n")[0].split("\t")
found = [dict(zip(head, r)) for r in table("findings.tsv")]
unread = {r[0]: (r[1], int(r[2])) for r in table("unread.tsv")}
kinds = {r[0]: r[1] for r in table("files.tsv")}
faults = []
def ssn(file): return [f for f in found if f["file"] == file and f["element"] == "SSN"]
def same(what, got, expected):
    if got != expected: faults.append(f"{what}: {got}, not {expected}")
def end():
    print("\n".join(faults))
    sys.exit(1 if faults else 0)
PY
python3 - "$WORK" <<'PY'
import sys; sys.path.insert(0, sys.argv[1])
from tables import *
same("a log of logons tells nothing", [(f["element"], f["path"]) for f in found if f["file"] == "logons.evtx"], [])
same("its records", sum(p.startswith("logons.evtx/record ") for p in kinds), 300)
same("what a program told and what a script held", sorted((f["path"].split("@")[0], f["norm"]) for f in ssn("mixed.evtx")),
     [("mixed.evtx/record 70002", "219451001"), ("mixed.evtx/record 70003", "219452290"), ("mixed.evtx/record 70003", "219457788")])
same("who stands beside it", [f["norm"] for f in found if f["member"] == "record 70002" and f["element"] == "NAME"], ["Odalys Perrin"])
all_of_them = {f"21945{1000 + n}" for n in range(400)}
for name in ("whole", "behind", "cleared", "spoilt"): same(f"{name}.evtx is read whole", {f["norm"] for f in ssn(name + ".evtx")}, all_of_them)
same("whole and behind", [unread.get(n + ".evtx") for n in ("whole", "behind", "cleared")], [None, None, None])
same("each once where nothing is spoilt", [len(ssn(n + ".evtx")) for n in ("whole", "behind", "cleared")], [400, 400, 400])
recovered = sum(f["member"].startswith("recovered ") for f in ssn("cleared.evtx"))
if not 100 < recovered < 200: faults.append(f"{recovered} of the cleared half were recovered")
bytes_ = (pathlib.Path(sys.argv[1]) / "in/spoilt.evtx").read_bytes()
raw = [f for f in ssn("spoilt.evtx") if f["member"] == ""]
if not raw: faults.append("the bytes of the spoilt chunk were not searched")
for f in raw:
    at = int(f["offset"])
    same("an offset into the spoilt chunk", bytes_[at:at + int(f["length"])].decode("utf-16le").replace("-", ""), f["norm"])
    if at < 4096 + 65536: faults.append("what is whole was searched twice")
for name, why in (("spoilt.evtx", "1 of its chunks"), ("cut.evtx", "1 of its chunks"), ("head.evtx", "cannot be read")):
    if why not in unread.get(name, ("", 0))[0]: faults.append(f"{name}: {unread.get(name)}")
for name in ("cut.evtx", "head.evtx"):
    if len({f["norm"] for f in ssn(name)}) < 290: faults.append(f"{name}: only {len(ssn(name))}")
end()
PY
say "event logs: each record by its number; spoilt, cut, cleared and copied while written, as far as they go"

python3 - "$WORK" <<'PY'
import sys; sys.path.insert(0, sys.argv[1])
from tables import *
def rows(file, *norms):
    """Is each number tied to the name that stands in its row?"""
    by = {}
    for f in found:
        if f["path"].startswith(file): by.setdefault(f["person"], set()).add(f["norm"])
    for name, ssn in norms:
        if not any({name, ssn} <= of for of in by.values()): faults.append(f"{file}: {name} is not {ssn}: {by}")
rows("parcels.dbf/rows", ("Odalys Perrin", "219461001"), ("Quillan Marsh", "219461002"))
rows("FOUR.DBF/rows", ("Odalys Perrin", "219461004"))
rows("fox.dbf/rows", ("Odalys Perrin", "219461005"))
rows("tables.zip/gis/parcels.dbf/rows", ("Odalys Perrin", "219461001"), ("Quillan Marsh", "219461002"))
same("a long memo has a text of its own", [f["path"] for f in ssn("parcels.dbf") if f["norm"] == "219461003"], ["parcels.dbf/NOTE/3@" + str(len("Called on Monday. SSN "))])
same("what no row names any more", [f["norm"] for f in ssn("parcels.dbt") if f["norm"] == "219461009"], ["219461009"])
for name in ("parcels.dbf", "parcels.dbt", "FOUR.DBT", "fox.fpt", "tables.zip/gis/parcels.dbt"): same(f"{name} is read", unread.get(name), None)
same("memos", [kinds.get(n) for n in ("parcels.dbt", "FOUR.DBT", "fox.fpt")], ["dbf memos"] * 3)
if "alone.dbt" not in unread or len(ssn("alone.dbt")) < 3: faults.append(f"memos alone: {unread.get('alone.dbt')}, {len(ssn('alone.dbt'))}")
same("a text of that name", [f["norm"] for f in ssn("notes.fpt")], ["219461007"])
for file in ("sheet.emf", "pasted.docx/word/media/image1.emf"):
    rows(file, ("Odalys Perrin", "219471001"), ("Quillan Marsh", "219471002"), ("Ingrid Solberg", "219471003"))
same("a drawing that is turned, one by GDI+", [f["norm"] for n in ("turned.emf", "plus.emf") for f in ssn(n)], ["219471004", "219471005"])
for name in ("plain.wmf", "placed.wmf"): same(name, sorted(f["norm"] for f in ssn(name)), ["219471006", "219471007"])
for name in ("sheet.emf", "turned.emf", "plus.emf", "plain.wmf", "placed.wmf", "pasted.docx"): same(f"{name} is read", [p for p in unread if p.startswith(name)], [])
if "cut short" not in unread.get("cut.emf", ("", 0))[0] or not ssn("cut.emf"): faults.append(f"cut.emf: {unread.get('cut.emf')}, {len(ssn('cut.emf'))}")
same("a help file", [f["path"].split("@")[0] for f in ssn("help.chm")], ["help.chm/list.htm"])
same("its pages", [p in kinds for p in ("help.chm/index.htm", "help.chm/list.htm")], [True, True])
for name in ("cut.chm", "spoilt.chm"):
    if name not in unread or not ssn(name): faults.append(f"{name}: {unread.get(name)}, {len(ssn(name))}")
same("LZMA", [f["path"].split("@")[0] for f in ssn("export.csv.lzma")], ["export.csv.lzma/export.csv"])
same("all of it is read", unread.get("export.csv.lzma"), None)
if not any(p.startswith("cut.csv.lzma") for p in unread): faults.append("LZMA cut short is not listed")
end()
PY
say "memos of dBASE III, IV and FoxPro in their rows; LZMA without a container; drawings with the tables pasted in them; help files"

python3 - "$WORK" <<'PY'
import sys; sys.path.insert(0, sys.argv[1])
from tables import *
places = {1 << 20: "219491001", 2 << 20: "219491003", 5 << 20: "219491002"}
for kind in ("qcow2", "vmdk", "vhd"):
    for name in ["changed." + kind] + (["again." + kind] if kind != "vhd" else []):
        same(name, {int(f["offset"]) >> 20 << 20: f["norm"] for f in ssn(name)}, places)
        same(f"{name} is read", unread.get(name), None)
    why = unread.get("alone/changed." + kind, ("", 0))[0]
    if f"base.{kind}" not in why or "only what changed" not in why: faults.append(f"alone/changed.{kind}: {why}")
    same("and its bytes are searched", {f["norm"] for f in found if f["file"] == "alone/changed." + kind and f["element"] == "SSN"}, {"219491003"})
end()
PY
say "images of what changed on a disk, put together with those they go back to, or listed by their names"
