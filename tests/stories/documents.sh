#!/usr/bin/env bash
# Sealed evidence that is documents: a DOCX and a PDF, made here; the job over them finds the people.
source "$(dirname "$0")/lib.sh"
desk=$WORK/desk
ll init "$desk" --city us/ct/stamford > /dev/null
export LEDGELIGHT_DESK=$desk
python3 - "$WORK" <<'PY'
import sys, zipfile
work = sys.argv[1]
lines = ["Staff list of the works department",
         "Name: Odalys Perrin, SSN 219-45-3351, 9 Tinder Hill Road, Stamford, CT 06905",
         "Name: Quillan Marsh, SSN 219-45-2290, 3 Larkwhistle Lane, Stamford, CT 06903"]
body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
with zipfile.ZipFile(work + "/staff.docx", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    z.writestr("_rels/.rels", '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    z.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>')
text = ["Name: Ingrid Solberg, SSN 219-45-7788, 4 Fern Road, Stamford, CT 06903"]
stream = "BT /F1 11 Tf 40 700 Td " + " 0 -30 Td ".join(f"({t}) Tj" for t in text) + " ET"
objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
           "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
           f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
           "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
out, at = b"%PDF-1.4\n", []
for n, o in enumerate(objects, 1):
    at.append(len(out)); out += f"{n} 0 obj\n{o}\nendobj\n".encode()
xref = len(out)
out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{a:010d} 00000 n \n".encode() for a in at)
out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n".encode()
open(work + "/letter.pdf", "wb").write(out)
PY
case=$(ll case open --subject "Documents on a drive" --json | at 'j["id"]')
ll evidence add "$case" "$WORK/staff.docx" "$WORK/letter.pdf" > /dev/null
rm "$WORK/staff.docx" "$WORK/letter.pdf"
officer "$desk" rivera privacy
serve "$desk"
# The job, as the case's page asks for it.
jar=$WORK/jar
page() { curl -fsS -b "$jar" -c "$jar" -L "$@"; }
page "$site/staff/sign-in" > /dev/null
page --data-urlencode login=rivera --data-urlencode "password=$password" --data-urlencode "code=$(code_of "$totp_secret")" \
  "$site/staff/sign-in" > /dev/null
csrf=$(page "$site/staff/case/$case/discovery" | hidden csrf)
page --data-urlencode "csrf=$csrf" "$site/staff/case/$case/discovery" > /dev/null
job_ended() { case "$(ll jobs list "$case" --json | at 'j[0]["state"]')" in done | failed) ;; *) return 1 ;; esac; }
comes "the end of the job" job_ended
same "the job is done" "$(ll jobs list "$case" --json | at 'j[0]["state"]')" done
same "all was read" "$(ll findings runs "$case" --json | at 'j[0]["unread"]')" "[]"
ll people list "$case" --json > "$WORK/people.json"
same "the people of both documents" "$(at '", ".join(sorted(p["name"] for p in j["people"]))' < "$WORK/people.json")" \
  "Ingrid Solberg, Odalys Perrin, Quillan Marsh"
same "all of Connecticut" "$(at 'all(p["residence"] == "US-CT" for p in j["people"])' < "$WORK/people.json")" true
has "where in the document" "$(ll findings list "$case" --json)" '"path":"text@'
shown=$(page "$site/staff/case/$case/discovery" | words)
has "the page counts them by state" "$shown" "Connecticut"
ends 1 ll jobs pause "$case" "$(ll jobs list "$case" --json | at 'j[0]["id"]')"
has "what is done is not paused" "$said" done
stop

ends 0 ll verify "$desk"
say "a DOCX and a PDF under seal: three people found, with where they stand"
