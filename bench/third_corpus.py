#!/usr/bin/env python3
"""A third corpus of invented evidence with its truth (standard library only); it is scored as the second is.

  third_corpus.py make DIR [--seed N] [--people N]
  third_corpus.py score DIR OUT [--show ELEMENT] [--file PART] [--limit N] [--floors FILE]

The seed chooses people, headings, separators and forms of dates. See second_corpus.py for what counts as right.
"""

from corpus_files import boxed, database, forms, pdf, rtf, sheets
from corpus_score import run, write_truth
from third_corpus_layouts import LAYOUTS, Layouts
from third_corpus_people import People3

BOXES = {"payroll_report": "zip", "fhir": "gz", "pg_copy": "tar.gz", "slack": "nested.zip", "arrest_log": "dd", "hr_letters": "eml", "veterans": "qp.eml",
         "incident_reports": "docx", "run_sheets": "pdf"}
TITLED = lambda rows: rows.startswith(("Northport", "Naloxone", "Denied", "Open"))


def written(doc, path):
    if doc.kind == "sqlite":
        database(doc.data().decode(), path)
    else:
        text = doc.data().decode(doc.encoding) if doc.kind else ""
        path.write_bytes({"xlsx": lambda s: sheets(s, TITLED), "docx": forms, "rtf": rtf, "pdf": pdf}[doc.kind](text) if doc.kind else doc.data())


def make(root, seed, count):
    people = People3(seed, count)
    evidence = root / "evidence"
    evidence.mkdir(parents=True, exist_ok=True)
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
    write_truth(root / "truth", docs, people, lambda doc, rec, person, *_: (rec, person) in doc.seen,
                lambda s: s.lstrip("\x01\x02\x03").replace("\\'", "'").replace("&apos;", "'"))


if __name__ == "__main__":
    run(__doc__, make, 101, 300)
