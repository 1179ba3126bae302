#!/usr/bin/env python3
"""Mutated files of every kind through the whole of `ledgelight discover`.

  tools/mutate_evidence.py LEDGELIGHT [FILES (10000)] [SEED (1)]

Seeds: the fuzz corpora, tests/data, and what is made here. Each round puts some hundred mutated files and a few traps
(a pipe, a link to itself, an empty file, a name that is not UTF-8) and some that belong together (a database and its
log, the segments of an image) into a folder and looks through it. Fails when the
command crashes or takes too long, when a file of the folder is not in files.tsv, when one that was not understood is
not in unread.tsv, or when tables of one and of two threads differ. What broke it is kept and named.
"""
import base64, binascii, bz2, gzip, io, lzma, os, pathlib, random, shutil, sqlite3, struct, subprocess, sys, tarfile, tempfile, zipfile, zlib

root = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(root / "tests/stories"))
sys.dont_write_bytecode = True
import event_log
program = os.path.abspath(sys.argv[1])
wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
a_round = 250
seconds = 600

TEXT = (b"Name,SSN,Email\n" + b"".join(b"Quill Abernathy,811-04-%04d,quill%d@city.example\n" % (1000 + i, i) for i in range(60)))


def made():
    yield "made.csv", TEXT
    yield "made.txt", b"Dear Ms Okafor,\n\nyour SSN 811-04-2291 and card 4539578763621486 were seen.\n\n" * 20
    yield "made-utf16.txt", "﻿SSN 811-04-2291\n".encode("utf-16-le") * 50
    yield "made.jsonl", b'{"name": "Mina Okafor", "ssn": "811-04-2292", "note": "called"}\n' * 60
    yield "made.sql", b"INSERT INTO t (name, ssn) VALUES ('Mina Okafor', '811-04-2292');\n" * 60
    yield "made.html", b"<html><body><table><tr><th>Name</th><th>SSN</th></tr><tr><td>Mina Okafor</td><td>811-04-2292</td></tr></table></body></html>" * 9
    yield "made.eml", b"From: a@city.example\nTo: b@city.example\nMIME-Version: 1.0\nContent-Type: text/csv\nContent-Transfer-Encoding: base64\n\nTmFtZSxTU04K\n" * 3
    yield "made.vcf", b"BEGIN:VCARD\nVERSION:3.0\nFN:Mina Okafor\nTEL:203-555-2368\nEND:VCARD\n" * 20
    yield "made.csv.gz", gzip.compress(TEXT, mtime=0)
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a/export.csv", TEXT)
        z.writestr("inner.zip", box.getvalue())
    yield "made.zip", box.getvalue()
    box = io.BytesIO()
    with tarfile.open(fileobj=box, mode="w:gz") as t:
        entry = tarfile.TarInfo("../export.csv")
        entry.size = len(TEXT)
        t.addfile(entry, io.BytesIO(TEXT))
    yield "made.tgz", box.getvalue()
    yield "made.evtx", event_log.log([("Application", "Payroll Import", 1000, "S-1-5-18", {"": "Mina Okafor, SSN 811-04-%04d" % (2300 + i)}) for i in range(40)])
    yield "made.csv.lzma", lzma.compress(TEXT, format=lzma.FORMAT_ALONE)
    yield "made.json", b'{"doc": "' + base64.b64encode(TEXT) + b'", "note": "SSN%20811-04-2291%3B"}'
    yield "made.uu", b"begin 644 list.csv\n" + b"".join(binascii.b2a_uu(TEXT[i:i + 45]) for i in range(0, len(TEXT), 45)) + b"`\nend\n"
    yield "made.sqlite", b"SQLite format 3\0" + bytes(chance.randrange(256) for _ in range(4096))
    yield "made.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def database():
    """A database, and its log with rows that stand in no table yet."""
    with tempfile.TemporaryDirectory() as d:
        path = pathlib.Path(d) / "app.db"
        db = sqlite3.connect(path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.execute("CREATE TABLE patron(full_name TEXT, ssn TEXT, photo BLOB)")
        db.executemany("INSERT INTO patron VALUES(?, ?, ?)", [("Quill Abernathy", "811-04-%04d" % i, b"\xff\xd8\xff" + bytes(40)) for i in range(1, 60)])
        db.commit()
        db.execute("PRAGMA wal_checkpoint(FULL)")
        db.execute("INSERT INTO patron VALUES('Mina Okafor', '811-04-2299', NULL)")
        db.commit()
        return path.read_bytes(), pathlib.Path(str(path) + "-wal").read_bytes()


def rar():
    """RAR 4, one member stored."""
    def block(kind, flags, body, data=b""):
        rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest + data
    entry = struct.pack("<IIBIIBBHI", len(TEXT), len(TEXT), 3, zlib.crc32(TEXT), 0x5B210000, 20, 0x30, 8, 0o100644) + b"list.csv"
    return b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + block(0x74, 0x8000, entry, TEXT) + block(0x7B, 0x4000, b"")


def images():
    """What other people's tools make, as far as they are here: small disks, and one in segments."""
    out = []
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    with tempfile.TemporaryDirectory() as d:
        d = pathlib.Path(d)
        (d / "root").mkdir()
        (d / "root/list.csv").write_bytes(TEXT)
        run = lambda *words, **more: subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
        for name, size, steps in (("ext", 128, [["mke2fs", "-q", "-F", "-t", "ext2", "-d", str(d / "root"), str(d / "ext")]]),
                                  ("fat", 64, [["mkfs.vfat", str(d / "fat")], ["mcopy", "-i", str(d / "fat"), str(d / "root/list.csv"), "::list.csv"]]),
                                  ("ntfs", 1100, [["mkntfs", "-F", "-q", "-Q", str(d / "ntfs")], ["ntfscp", "-q", str(d / "ntfs"), str(d / "root/list.csv"), "list.csv"]])):
            try:
                (d / name).write_bytes(bytes(size << 10))
                for step in steps: run(*step)
                out.append((d / name).read_bytes())
            except (OSError, subprocess.CalledProcessError):
                print(f"no {name} disk: its tools are not here")
        try:
            (d / "disk").write_bytes(out[0] + bytes(chance.randrange(256) for _ in range(1 << 20)))
            with open(d / "disk", "rb") as disk: run("ewfacquirestream", "-q", "-t", str(d / "cut"), "-c", "none", "-S", "1048576", stdin=disk, cwd=d)
            segments = [(d / f"cut.E{n:02}").read_bytes() for n in (1, 2)]
        except (OSError, IndexError, subprocess.CalledProcessError):
            print("no image in segments: its tools are not here")
            segments = []
        for kind in ("vmdk", "vpc", "qcow2") if out else ():
            try:
                (d / "raw").write_bytes(out[0])
                run("qemu-img", "convert", "-f", "raw", "-O", kind, str(d / "raw"), str(d / kind))
                out.append((d / kind).read_bytes())
            except (OSError, subprocess.CalledProcessError):
                print(f"no {kind} disk: its tools are not here")
    return out, segments


def seeds():
    out = [bytes_ for _, bytes_ in made()]
    base, log = database()
    disks, segments = images()
    out += [base, log, rar(), lzma.compress(TEXT), bz2.compress(TEXT)] + [s for s in disks + segments if len(s) <= 1 << 20]
    out.append(b"FMR\0 20\0\0\0\0\x1a" + bytes(40) + b"\xff\xa0\xff\xa8\0\x7aNIST_COM 9\n" + bytes(99))
    for folder in ("fuzz/corpus", "tests/data"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.stat().st_size <= 1 << 18:
                out.append(path.read_bytes())
    # What others bring: a folder of samples that is not part of the project.
    if os.environ.get("LEDGELIGHT_DATA"):
        for path in sorted((pathlib.Path(os.environ["LEDGELIGHT_DATA"]) / "pii/corpus_dev/evidence").rglob("*")):
            if path.is_file() and path.stat().st_size <= 1 << 18:
                out.append(path.read_bytes())
    return out, (base, log), segments


def mutated(bytes_, others):
    b = bytearray(bytes_)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        kind = chance.randrange(8)
        at = chance.randrange(len(b) + 1)
        n = min(len(b) - at, chance.choice((1, 1, 2, 4, 16, 100, 1000)))
        if kind == 0 and b: b[at % len(b)] ^= 1 << chance.randrange(8)
        elif kind == 1: b[at:at + n] = bytes(chance.randrange(256) for _ in range(n))
        elif kind == 2: del b[at:at + n]
        elif kind == 3: b[at:at] = b[at:at + n] * chance.choice((1, 2, 50))
        elif kind == 4: del b[at:]
        elif kind == 5: b[at:at + n] = chance.choice((b"\0", b"\xff", b"\n", b'"', b"9", b"-", b"@")) * n
        elif kind == 6:
            other = chance.choice(others)
            k = chance.randrange(len(other) + 1)
            b[at:at] = other[k:k + 2000]
        elif b and len(b) >= 4: b[at % (len(b) - 3):at % (len(b) - 3) + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
    return bytes(b[:5 << 18])


def escaped(name):
    return "".join(chr(c) if 0x20 <= c <= 0x7E and c != 0x5C else "\\x%02x" % c for c in name)


def rows(path):
    with open(path, encoding="utf-8", newline="\n") as f:
        return [line.rstrip("\n").split("\t") for line in f][1:]


def broken(work, why):
    keep = pathlib.Path(tempfile.mkdtemp(prefix="mutated-"))
    shutil.copytree(work / "in", keep / "in", symlinks=True, ignore=lambda d, names: [n for n in names if n == "pipe"])
    print(f"{why}\nkept: {keep}")
    sys.exit(1)


def main():
    others, logged, segments = seeds()
    done = number = 0
    while done < wanted:
        work = pathlib.Path(tempfile.mkdtemp(prefix="mutate-"))
        inside = work / "in"
        inside.mkdir()
        names = {b"empty", b"pipe", b"loop", b"\xff\xfe name\n.txt"}
        (inside / "empty").write_bytes(b"")
        os.mkfifo(inside / "pipe")
        os.symlink("loop", inside / "loop")
        with open(os.path.join(os.fsencode(inside), b"\xff\xfe name\n.txt"), "wb") as f: f.write(TEXT)
        for _ in range(min(a_round, wanted - done)):
            name = b"%06d" % number
            number += 1
            names.add(name)
            with open(os.path.join(os.fsencode(inside), name), "wb") as f: f.write(mutated(chance.choice(others), others))
        # What belongs together: one of the two is hurt, or both.
        for k in range(a_round // 25):
            pair = [(b"%06d.db" % (number + k), logged[0]), (b"%06d.db-wal" % (number + k), logged[1])]
            if segments and k % 2: pair = [(b"%06d.E01" % (number + k), segments[0]), (b"%06d.E02" % (number + k), segments[1])]
            for name, bytes_ in pair:
                names.add(name)
                hurt = mutated(bytes_, others) if chance.randrange(3) else bytes_
                with open(os.path.join(os.fsencode(inside), name), "wb") as f: f.write(hurt)
        for threads in ("1", "2"):
            try:
                ran = subprocess.run([program, "discover", str(inside), "--out", str(work / ("out" + threads)), "--threads", threads],
                                     capture_output=True, timeout=seconds)
            except subprocess.TimeoutExpired:
                broken(work, f"took longer than {seconds} s")
            if ran.returncode != 0: broken(work, f"ended {ran.returncode}: {ran.stderr.decode(errors='replace')[-500:]}")
        files = {row[0]: row[1] for row in rows(work / "out1/files.tsv")}
        unread = {row[0].split("/")[0] for row in rows(work / "out1/unread.tsv")}
        for name in names:
            shown = escaped(name)
            if shown not in files: broken(work, f"{shown} is not in files.tsv")
            if files[shown] in ("unread", "not read") and shown not in unread: broken(work, f"{shown} is not in unread.tsv")
        for table in ("findings", "people", "states", "unread", "files"):
            if (work / f"out1/{table}.tsv").read_bytes() != (work / f"out2/{table}.tsv").read_bytes():
                broken(work, f"{table}.tsv is another with two threads")
        done += min(a_round, wanted - done)
        shutil.rmtree(work)
        print(f"{done} of {wanted}", flush=True)


main()
