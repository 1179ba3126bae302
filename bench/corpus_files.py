"""The kinds of file that corpora of invented evidence are written as, and the containers they lie in (standard library only)."""

import base64
import csv
import datetime
import gzip
import io
import os
import quopri
import sqlite3
import tarfile
import textwrap
import zipfile

csv.field_size_limit(1 << 24)
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPEN = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'


def xml(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def package(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name), '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
    return out.getvalue()


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
    lines = [part for line in text.split("\n") for part in (textwrap.wrap(line, 88) or [""])]
    return pages(["BT /F1 10 Tf 50 740 Td 14 TL\n" + "".join(f"({shown(s)}) Tj T*\n" for s in lines[i:i + 48]) + "ET" for i in range(0, len(lines), 48)])


def sqlite(text, path):
    rows = list(csv.reader(io.StringIO(text), delimiter="|"))
    if path.exists():
        path.unlink()
    db = sqlite3.connect(path)
    db.execute("create table docs (" + ", ".join(f'"{c}" text' for c in rows[0]) + ")")
    db.executemany("insert into docs values (" + ",".join("?" * len(rows[0])) + ")", rows[1:])
    db.commit()
    db.close()


def serial(day):
    return (datetime.date.fromisoformat(day) - datetime.date(1899, 12, 30)).days


def sheets(text, titled=lambda rows: False):
    """Sheets parted by form feeds, `name RS rows` or `name RS merged cells RS rows`; a sheet that is `titled` has its first row merged; a cell that begins with 1 is a number, with 2 a date, with 3 a number under a mask."""
    names, parts = [], {}
    for i, sheet in enumerate(text.split("\f")):
        name, *middle, rows = sheet.split("\x1e")
        names.append(name)
        merged = middle[0].split() if middle else ["A1:F1"] if titled(rows) else []
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
        merge = f'<mergeCells count="{len(merged)}">' + "".join(f'<mergeCell ref="{m}"/>' for m in merged) + "</mergeCells>" if merged else ""
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


def odt(text):
    body = "".join(f"<text:p>{xml(line)}</text:p>" for line in text.split("\n"))
    return opened("text", f"<office:text>{body}</office:text>")


def ods(text):
    """Sheets parted by form feeds, `name RS rows`."""
    out = ""
    for sheet in text.split("\f"):
        name, rows = sheet.split("\x1e")
        out += f'<table:table table:name="{xml(name)}">' + "".join("<table:table-row>" + "".join(f'<table:table-cell office:value-type="string"><text:p>{xml(c)}</text:p></table:table-cell>' for c in row.split("\t")) + "</table:table-row>"
                                                                   for row in rows.split("\n") if row) + "</table:table>"
    return opened("spreadsheet", f"<office:spreadsheet>{out}</office:spreadsheet>")


def opened(kind, body):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{kind}")
        z.writestr(zipfile.ZipInfo("content.xml"), f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {OPEN} office:version="1.2"><office:body>{body}</office:body></office:document-content>')
    return out.getvalue()


def pages(streams, font="Courier"):
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [" + " ".join(f"{4 + 2 * i} 0 R" for i in range(len(streams))) + f"] /Count {len(streams)} >>",
               f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>"]
    for i, stream in enumerate(streams):
        objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>",
                    f"<< /Length {len(stream.encode('cp1252', 'replace'))} >>\nstream\n{stream}\nendstream"]
    out, at = b"%PDF-1.4\n", []
    for i, o in enumerate(objects):
        at.append(len(out))
        out += f"{i + 1} 0 obj\n{o}\nendobj\n".encode("cp1252", "replace")
    xref = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % a for a in at)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n".encode()


def shown(s):
    return s.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def placed(text):
    """A page for each form feed; cells parted by tabs stand in columns 190 points apart, in a proportional face."""
    out = []
    for page in text.split("\f"):
        out.append("".join(f"BT /F1 9 Tf {40 + 190 * c} {750 - 22 * n} Td ({shown(cell)}) Tj ET\n" for n, line in enumerate(page.split("\n")) for c, cell in enumerate(line.split("\t")) if cell.strip()))
    return pages(out, "Helvetica")


def mailed(data, name):
    """A message to somebody with the text as its attachment."""
    return ("From: clerk@millbrook.example\r\nTo: archive@millbrook.example\r\nSubject: Fwd: roster\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_b1\"\r\n\r\n--=_b1\r\nContent-Type: text/plain\r\n\r\nSee the attachment.\r\n"
            f"--=_b1\r\nContent-Type: text/csv; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.encodebytes(data).decode()}\r\n--=_b1--\r\n").encode()


def eml(doc, quoted):
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
