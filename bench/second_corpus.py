#!/usr/bin/env python3
"""A second corpus of invented evidence with its truth, and its scorer (standard library only).

  second_corpus.py make DIR [--seed N] [--people N]
  second_corpus.py score DIR OUT [--show ELEMENT] [--file PART] [--limit N] [--floors FILE]

`make` writes DIR/evidence and DIR/truth (occ.tsv, decoy.tsv, register.tsv, people.tsv). `score` compares the folder OUT, which
`ledgelight discover DIR/evidence --out OUT --reveal --purpose test` wrote: each element, each wrong class by file, people, states.
A finding is right when its place overlaps the truth's (offset -1: anywhere in the file) and its form is the truth's; NAME by its
words, ADDR by place alone. FILE holds `element precision recall` lines; below one of them the exit status is 1. Staff, offices and elements that the truth does not name count neither way.
"""

import argparse
import collections
import csv
import gzip
import io
import os
import pathlib
import sqlite3
import sys
import tarfile
import zipfile

from second_corpus_layouts import LAYOUTS, Maker
from second_corpus_people import People

csv.field_size_limit(1 << 24)
WEIGHTY = set("SSN ITIN CARD ACCT DL STATEID PASSPORT MILID GOVID MBI HPLAN MRN DX BIOMETRIC IPPIN EIN".split())
NEUTRAL = {"STATE", "USER", "CARDEXP", "EMPID", "CONDITION", "TAX", "ROUTINGX", "SIGNATURE", "WORKEVAL"}
# Which layouts lie in containers, beside their plain form (made anew, with other people of the same city).
BOXES = {"hr_semicolons": "zip", "json_nested": "tar.gz", "headerless": "gz", "police": "docx", "benefits_long_heads": "xlsx", "letters": "eml",
         "ids_mixed": "sqlite", "key_value": "dd", "movers": "nested.zip", "ems": "pdf", "prose_names": "qp.eml"}


def esc(s):
    return s.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")


def xml(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def docx(text):
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{xml(line)}</w:t></w:r></w:p>' for line in text.split("\n"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        z.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        z.writestr("word/document.xml", f'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def xlsx(text):
    rows = list(csv.reader(io.StringIO(text)))
    cells = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{xml(c)}</t></is></c>' for c in r) + "</row>" for r in rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
        z.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        z.writestr("xl/worksheets/sheet1.xml", f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>')
    return out.getvalue()


def pdf(text):
    """Pages of 48 lines of Courier."""
    import textwrap
    lines = [part for line in text.split("\n") for part in (textwrap.wrap(line, 88) or [""])]
    pages = [lines[i:i + 48] for i in range(0, len(lines), 48)]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [" + " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages))) + f"] /Count {len(pages)} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"]
    for i, page in enumerate(pages):
        show = "".join("({}) Tj T*\n".format(s.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")) for s in page)
        stream = f"BT /F1 10 Tf 50 740 Td 14 TL\n{show}ET"
        objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>",
                    f"<< /Length {len(stream.encode('cp1252', 'replace'))} >>\nstream\n{stream}\nendstream"]
    out, at = b"%PDF-1.4\n", []
    for i, o in enumerate(objects):
        at.append(len(out))
        out += f"{i + 1} 0 obj\n{o}\nendobj\n".encode("cp1252", "replace")
    xref = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % a for a in at)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n".encode()


def sqlite(text, path):
    rows = list(csv.reader(io.StringIO(text), delimiter="|"))
    if path.exists():
        path.unlink()
    db = sqlite3.connect(path)
    db.execute("create table docs (" + ", ".join(f'"{c}" text' for c in rows[0]) + ")")
    db.executemany("insert into docs values (" + ",".join("?" * len(rows[0])) + ")", rows[1:])
    db.commit()
    db.close()


def eml(doc, quoted):
    import base64
    import quopri
    data = doc.data()
    body = quopri.encodestring(data).decode() if quoted else base64.encodebytes(data).decode()
    return ("From: clerk@harborcity.example\r\nTo: archive@harborcity.example\r\nSubject: file copy\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Transfer-Encoding: {'quoted-printable' if quoted else 'base64'}\r\n\r\n{body}").encode()


def boxed(doc, kind, root):
    """Writes `doc` in a container of that kind; its name, and whether offsets still hold."""
    base = doc.name.replace("/", "_")
    stem, data = base.rsplit(".", 1)[0], doc.data()
    where = root / "boxes"
    where.mkdir(exist_ok=True)
    name = {"zip": stem + ".zip", "tar.gz": stem + ".tar.gz", "gz": base + ".gz", "docx": stem + ".docx", "xlsx": stem + ".xlsx", "eml": stem + ".eml", "sqlite": stem + ".db",
            "dd": stem + ".dd", "nested.zip": stem + "_nested.zip", "pdf": stem + ".pdf", "qp.eml": stem + "_qp.eml"}[kind]
    path = where / name
    if kind in ("zip", "nested.zip"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr(zipfile.ZipInfo(base), data)
        if kind == "nested.zip":
            inner, out = out.getvalue(), io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
                z.writestr(zipfile.ZipInfo("old/backup.zip"), inner)
        path.write_bytes(out.getvalue())
    elif kind == "tar.gz":
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as t:
            info = tarfile.TarInfo(base)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
        path.write_bytes(gzip.compress(out.getvalue(), mtime=0))
    elif kind == "gz":
        path.write_bytes(gzip.compress(data, mtime=0))
    elif kind == "dd":
        path.write_bytes(b"\0" * 8192 + data + b"\0" * (16384 - len(data) % 512))
        doc.truth = [(o + 8192, *rest) for o, *rest in doc.truth]
        doc.decoys = [(o + 8192, *rest) for o, *rest in doc.decoys]
        doc.neutral = [(o + 8192, *rest) for o, *rest in doc.neutral]
    elif kind == "sqlite":
        sqlite(data.decode(), path)
    elif kind in ("eml", "qp.eml"):
        path.write_bytes(eml(doc, kind == "qp.eml"))
    else:
        path.write_bytes({"docx": docx, "xlsx": xlsx, "pdf": pdf}[kind](data.decode(doc.encoding)))
    return f"boxes/{name}", kind in ("zip", "nested.zip", "tar.gz", "gz", "dd", "eml")


def make(root, seed, count):
    people = People(seed, count)
    evidence, truth = root / "evidence", root / "truth"
    evidence.mkdir(parents=True, exist_ok=True)
    truth.mkdir(exist_ok=True)
    docs = []
    for i, layout in enumerate(LAYOUTS):
        doc = getattr(Maker(people, seed * 1000 + i), layout)()
        path = evidence / doc.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(doc.data())
        docs.append((doc.name, True, doc))
        if layout in BOXES:
            again = getattr(Maker(people, seed * 1000 + 500 + i), layout)()
            name, offsets = boxed(again, BOXES[layout], evidence)
            docs.append((name, offsets, again))
    elements, logins, seen = collections.defaultdict(set), set(), set()
    with open(truth / "occ.tsv", "w", encoding="utf-8", newline="\n") as occ:
        occ.write("file\tmember\toffset\tlength\telement\tperson\trec\tstyle\traw\tnorm\n")
        for name, offsets, doc in docs:
            by = collections.defaultdict(list)
            for at, length, element, person, rec, raw, norm in doc.truth:
                occ.write(f"{name}\t*\t{at if offsets else -1}\t{length}\t{element}\t{person.id if person else ''}\t{rec}\t\t{esc(raw)}\t{esc(norm or raw)}\n")
                if person:
                    by[(rec, person.id)].append((element, raw))
            for (rec, person), found in by.items():
                kinds = {e for e, _ in found}
                if "NAME" in kinds:
                    elements[person] |= kinds & WEIGHTY
                if "PASSWORD" in kinds and kinds & {"EMAIL", "USER"}:
                    logins.add(person)
                if "ADDR" in kinds or doc.name.startswith("library/"):
                    raws = [r for e, r in found if e == "ADDR"]
                    if doc.name.startswith(("library/", "hr/ee_", "police/license", "finance/vendors", "export/", "sql/", "phone/", "health/claims")) or any(any(c.isdigit() for c in r[-5:]) or r[-4:-2] == ", " for r in raws):
                        seen.add(person)
    with open(truth / "register.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write("person\tstate\tstate_seen\tlinked_elements\tcredentials\n")
        for p in people.all:
            if elements[p.id] or p.id in logins:
                out.write(f"{p.id}\t{p.state}\t{int(p.id in seen)}\t{','.join(sorted(elements[p.id]))}\t{int(p.id in logins)}\n")
    with open(truth / "decoy.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write("file\toffset\tlength\twhy\traw\n")
        for name, offsets, doc in docs:
            for at, length, why, raw in doc.decoys:
                out.write(f"{name}\t{at if offsets else -1}\t{length}\t{why}\t{esc(raw)}\n")
            for at, length, raw in doc.neutral:
                out.write(f"{name}\t{at if offsets else -1}\t{length}\tneither way\t{esc(raw)}\n")
    with open(truth / "people.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write("person\tname\tdob\tssn\temail\tphone\tstate\n")
        for p in people.all:
            out.write(f"{p.id}\t{p.family}, {p.given} {p.suffix}\t{p.dob}\t{p.tax}\t{p.email}\t{p.phone}\t{p.state}\n")
    print(f"{len(docs)} files, {sum(len(d.truth) for _, _, d in docs)} values, {sum(len(d.decoys) for _, _, d in docs)} look-alikes, {len(people.all)} people")


def rows(path):
    with open(path, encoding="utf-8", newline="\n") as f:
        head = f.readline().rstrip("\n").split("\t")
        for line in f:
            cells = line.rstrip("\n").split("\t")
            yield dict(zip(head, cells + [""] * (len(head) - len(cells))))


def plain(s):
    s = s.upper().replace("''", "'").replace("\\'", "'").replace("^", ", ")
    return " ".join(s.replace(",", " , ").split())


def score(root, out, show, part, limit, floors):
    truth, places = list(rows(root / "truth" / "occ.tsv")), collections.defaultdict(list)
    for t in truth:
        t["from"], t["to"], t["hit"], t["near"] = int(t["offset"]), int(t["offset"]) + int(t["length"]), "", ""
        places[t["file"]].append(t)
    decoys = collections.defaultdict(list)
    for d in rows(root / "truth" / "decoy.tsv"):
        decoys[d["file"]].append((int(d["offset"]), int(d["length"]), d["why"], d["raw"]))
    found, right, wrong, links, shown = collections.Counter(), collections.Counter(), collections.Counter(), [], []
    for f in rows(out / "findings.tsv"):
        element, at, end = f["element"], int(f["offset"]), int(f["offset"]) + int(f["length"])
        hit = near = None
        for t in places[f["file"]]:
            loose = t["from"] < 0
            touches = loose or (t["from"] < end and at < t["to"])
            if not touches:
                continue
            same = element == "BIOMETRIC" or element == "PRIVKEY" or (f["norm"] == t["norm"] if element not in ("NAME", "ADDR") else
                    plain(f["norm"]) == plain(t["raw"]) if element == "NAME" else
                    (not loose or plain(t["raw"]).startswith(plain(f["norm"])[:12]) or plain(f["norm"]).startswith(plain(t["raw"])[:12])))
            if t["element"] == element and same and not t["hit"]:
                hit = t
                break
            if not loose and near is None and not (t["element"] == element and same):
                near = t
        if hit:
            hit["hit"] = f["person"] or "-"
            found[element] += 1
            right[element] += 1
            if hit["person"]:
                links.append((hit["person"], f["person"]))
            continue
        why = next((w for a, n, w, raw in decoys[f["file"]] if (a >= 0 and a < end and at < a + n) or (a < 0 and plain(f["norm"])[:10] in plain(raw))), "")
        if why == "neither way" or (element in NEUTRAL and not (near and near["element"] == element)):
            continue
        if near and near["element"] == element:
            near["near"] = f["norm"]
        found[element] += 1
        is_ = f"looks alike: {why}" if why else f"{near['element']}, cut or read otherwise" if near and near["element"] == element else f"is {near['element']}" if near else "nothing seeded"
        wrong[(element, f["file"], is_)] += 1
        if show == element and part in f["file"]:
            shown.append(f"  false {f['file']}@{at} [{f['norm']}] {is_}: {f['reason']}" + (f" <- [{near['raw']}]" if near else ""))
    total, missed = collections.Counter(t["element"] for t in truth), collections.Counter()
    for t in truth:
        if not t["hit"]:
            missed[(t["element"], t["file"], "read otherwise" if t["near"] else "not seen")] += 1
            if show == t["element"] and part in t["file"]:
                shown.append(f"  missed {t['file']}@{t['offset']} [{t['raw']}] {t['norm']} near={t['near']}")
    print(f"{'element':10}{'truth':>7}{'found':>7}{'right':>7}{'P':>8}{'R':>8}")
    for e in sorted(set(total) | set(found)):
        p, r = right[e] / found[e] if found[e] else 0, right[e] / total[e] if total[e] else 0
        print(f"{e:10}{total[e]:7}{found[e]:7}{right[e]:7}{p:8.3f}{r:8.3f}" + ("  <" if p < .98 or r < .97 else ""))
    for title, counts in (("false", wrong), ("missed", missed)):
        by = collections.defaultdict(list)
        for (e, f, w), n in counts.items():
            by[(e, w)].append((n, f))
        for (e, w), files in sorted(by.items()):
            print(f"  {title} {e}: {w}: {sum(n for n, _ in files)} in " + ", ".join(f"{f} {n}" for n, f in sorted(files, reverse=True)[:6]))
    print("\n".join(shown[:limit]))
    use = [(t, c) for t, c in links if c]
    tc, cc, both = collections.Counter(t for t, _ in use), collections.Counter(c for _, c in use), collections.Counter(use)
    bp = sum(n * n / cc[c] for (t, c), n in both.items()) / max(1, len(use))
    br = sum(n * n / tc[t] for (t, c), n in both.items()) / max(1, len(use))
    print(f"people: {len(tc)} true, {len(cc)} reported; {len(use) / max(1, len(links)):.3f} of the values tied; B-cubed P {bp:.4f} R {br:.4f} F1 {2 * bp * br / max(1e-9, bp + br):.4f}")
    want = collections.Counter(r["state"] if r["state_seen"] == "1" else "??" for r in rows(root / "truth" / "register.tsv"))
    got = collections.Counter({r["state"]: int(r["count"]) for r in rows(out / "states.tsv")})
    off = sum(abs(got[s] - want[s]) for s in set(got) | set(want))
    print(f"register: truth {sum(want.values())}, counted {sum(got.values())}; error over states {off} ({off / max(1, sum(want.values())):.3f}); "
          + ", ".join(f"{s} {want[s]}/{got[s]}" for s in sorted(set(got) | set(want)) if got[s] != want[s]))
    below = []
    for line in open(floors, encoding="utf-8") if floors else ():
        e, p, r = line.split()
        if e == "people":
            low = bp < float(p) or br < float(r)
        else:
            low = not total[e] or right[e] < float(p) * found[e] or right[e] < float(r) * total[e]
        below += [e] if low else []
    if below:
        sys.exit("below the floor: " + ", ".join(below))


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = a.add_subparsers(dest="verb", required=True)
    m = sub.add_parser("make")
    m.add_argument("dir", type=pathlib.Path)
    m.add_argument("--seed", type=int, default=11)
    m.add_argument("--people", type=int, default=260)
    s = sub.add_parser("score")
    s.add_argument("dir", type=pathlib.Path)
    s.add_argument("out", type=pathlib.Path)
    s.add_argument("--show", default="")
    s.add_argument("--file", default="")
    s.add_argument("--limit", type=int, default=40)
    s.add_argument("--floors", default="")
    args = a.parse_args()
    if args.verb == "make":
        make(args.dir, args.seed, args.people)
    else:
        score(args.dir, args.out, args.show, args.file, args.limit, args.floors)


if __name__ == "__main__":
    main()
