#!/usr/bin/env python3
"""A third corpus of invented evidence with its truth (standard library only); it is scored as the second is.

  third_corpus.py make DIR [--seed N] [--people N]
  third_corpus.py score DIR OUT [--show ELEMENT] [--file PART] [--limit N] [--floors FILE]

The seed chooses people, headings, separators and forms of dates. See second_corpus.py for what counts as right.
"""

import argparse
import collections
import io
import pathlib
import sqlite3
import zipfile

from second_corpus import WEIGHTY, boxed, esc, pdf, score, xml
from third_corpus_layouts import LAYOUTS, Layouts
from third_corpus_people import People3

BOXES = {"payroll_report": "zip", "fhir": "gz", "pg_copy": "tar.gz", "slack": "nested.zip", "arrest_log": "dd", "hr_letters": "eml", "veterans": "qp.eml",
         "incident_reports": "docx", "run_sheets": "pdf"}
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name), '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
    return out.getvalue()


def serial(day):
    import datetime
    return (datetime.date.fromisoformat(day) - datetime.date(1899, 12, 30)).days


def sheets(text):
    """Sheets parted by form feeds, `name RS rows`; a cell that begins with 1 is a number, with 2 a date, with 3 a number under a mask."""
    names, parts = [], {}
    for i, sheet in enumerate(text.split("\f")):
        name, rows = sheet.split("\x1e", 1)
        names.append(name)
        cells = ""
        for n, row in enumerate(rows.split("\n")):
            if not row:
                continue
            cells += f'<row r="{n + 1}">'
            for c, cell in enumerate(row.split("\t")):
                at = f'{chr(65 + c)}{n + 1}'
                if not cell:
                    continue
                if cell[0] == "\x01":
                    cells += f'<c r="{at}"><v>{int(cell[1:])}</v></c>'
                elif cell[0] == "\x02":
                    cells += f'<c r="{at}" s="1"><v>{serial(cell[1:])}</v></c>'
                elif cell[0] == "\x03":
                    cells += f'<c r="{at}" s="2"><v>{int(cell[1:])}</v></c>'
                else:
                    cells += f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{xml(cell)}</t></is></c>'
            cells += "</row>"
        merge = '<mergeCells count="1"><mergeCell ref="A1:F1"/></mergeCells>' if rows.startswith(("Northport", "Naloxone", "Denied", "Open")) else ""
        parts[f"xl/worksheets/sheet{i + 1}.xml"] = f"<worksheet {NS}><sheetData>{cells}</sheetData>{merge}</worksheet>"
    kinds = "".join(f'<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in range(len(names)))
    return package({
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {NS} xmlns:r="{RELS}"><sheets>' + "".join(f'<sheet name="{n}" sheetId="{i + 1}" r:id="r{i + 1}"/>' for i, n in enumerate(names)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(f'<Relationship Id="r{i + 1}" Type="{RELS}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>' for i in range(len(names))) + f'<Relationship Id="s" Type="{RELS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {NS}><numFmts count="1"><numFmt numFmtId="164" formatCode="000\\-00\\-0000"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
        **parts})


def forms(text):
    """A table of two columns for each form."""
    body = ""
    for form in text.split("\f"):
        rows = "".join("<w:tr>" + "".join(f'<w:tc><w:p><w:r><w:t xml:space="preserve">{xml(c)}</w:t></w:r></w:p></w:tc>' for c in line.split("\t")) + "</w:tr>" for line in form.split("\n") if line)
        body += f"<w:p><w:r><w:t>Disclosure form</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>" if rows else ""
    return package({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'})


def rtf(text):
    out = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}"))
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs22 " + out.replace("\n", "\\par\n") + "}").encode()


def database(text, path):
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    for table in text.split("\f"):
        name, body = table.split("\x1e", 1)
        rows = [line.split("\t") for line in body.split("\n") if line]
        db.execute(f'create table "{name}" (' + ", ".join(f'"{c}" text' for c in rows[0]) + ")")
        db.executemany(f'insert into "{name}" values (' + ",".join("?" * len(rows[0])) + ")", rows[1:])
    db.commit()
    db.close()


def written(doc, path):
    if doc.kind == "sqlite":
        database(doc.data().decode(), path)
    else:
        text = doc.data().decode(doc.encoding) if doc.kind else ""
        path.write_bytes({"xlsx": sheets, "docx": forms, "rtf": rtf, "pdf": pdf}[doc.kind](text) if doc.kind else doc.data())


def make(root, seed, count):
    people = People3(seed, count)
    evidence, truth = root / "evidence", root / "truth"
    evidence.mkdir(parents=True, exist_ok=True)
    truth.mkdir(exist_ok=True)
    docs = []
    for i, layout in enumerate(LAYOUTS):
        doc = getattr(Layouts(people, seed * 1000 + i), layout)()
        path = evidence / doc.name
        path.parent.mkdir(parents=True, exist_ok=True)
        written(doc, path)
        docs.append((doc.name, doc.offsets, doc))
        if layout in BOXES:
            again = getattr(Layouts(people, seed * 1000 + 500 + i), layout)()
            name, offsets = boxed(again, BOXES[layout], evidence)
            docs.append((name, offsets, again))
    elements, logins, seen = collections.defaultdict(set), set(), set()
    clean = lambda s: esc(s.lstrip("\x01\x02\x03").replace("\\'", "'").replace("&apos;", "'"))
    with open(truth / "occ.tsv", "w", encoding="utf-8", newline="\n") as occ:
        occ.write("file\tmember\toffset\tlength\telement\tperson\trec\tstyle\traw\tnorm\n")
        for name, offsets, doc in docs:
            by = collections.defaultdict(set)
            for at, length, element, person, rec, raw, norm in doc.truth:
                occ.write(f"{name}\t*\t{at if offsets else -1}\t{length}\t{element}\t{person.id if person else ''}\t{rec}\t\t{clean(raw)}\t{esc(norm or raw)}\n")
                if person:
                    by[(rec, person.id)].add(element)
            for (rec, person), kinds in by.items():
                if "NAME" in kinds:
                    elements[person] |= kinds & WEIGHTY
                if "PASSWORD" in kinds and kinds & {"EMAIL", "USER"}:
                    logins.add(person)
                if (rec, person) in doc.seen:
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


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = a.add_subparsers(dest="verb", required=True)
    m = sub.add_parser("make")
    m.add_argument("dir", type=pathlib.Path)
    m.add_argument("--seed", type=int, default=101)
    m.add_argument("--people", type=int, default=300)
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
