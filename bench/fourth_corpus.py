#!/usr/bin/env python3
"""A fourth corpus of invented evidence with its truth (standard library only); corpus_score.py says what counts as right.

  fourth_corpus.py make DIR [--seed N] [--people N]
  fourth_corpus.py score DIR OUT [--show ELEMENT] [--file PART] [--limit N] [--floors FILE]

The seed chooses people, headings, separators and forms of dates.
"""

from corpus_files import boxed, database, docx, forms, mailed, ods, odt, pdf, placed, rtf, sheets
from corpus_score import run, write_truth
from fourth_corpus_people import People4
from fourth_corpus_safety import Safety
from fourth_corpus_staff import Staff
from fourth_corpus_systems import Systems
from fourth_corpus_town import Town

HELPERS = {"note", "secret"}
LAYOUTS = [(kind, n) for kind in (Staff, Safety, Town, Systems) for n, f in vars(kind).items() if callable(f) and not n.startswith("_") and n not in HELPERS]
BOXES = {"munis_master": "zip", "stacked_heads": "dd", "pay_stubs": "nested.zip", "booking_json": "gz", "lab_oru": "tar.gz", "discharge": "docx", "docket": "pdf", "mysql_normal": "zip",
         "kv_text": "gz", "complaints_text": "xlsx", "voicemail": "eml", "marriage_index": "qp.eml", "elastic_bulk": "nested.zip"}
WRITERS = {"book": sheets, "docx": docx, "forms": forms, "rtf": rtf, "pdf": pdf, "placed": placed, "odt": odt, "ods": ods}


def written(doc, path):
    if not doc.kind:
        path.write_bytes(doc.data())
    elif doc.kind == "sqlite":
        database(doc.data().decode(), path)
    elif doc.kind == "mailed":
        path.write_bytes(mailed(doc.data(), path.stem + ".csv"))
    else:
        path.write_bytes(WRITERS[doc.kind](doc.data().decode(doc.encoding)))


def make(root, seed, count):
    people = People4(seed, count)
    evidence = root / "evidence"
    evidence.mkdir(parents=True, exist_ok=True)
    docs = []
    for i, (kind, layout) in enumerate(LAYOUTS):
        doc = getattr(kind(people, seed * 1000 + i), layout)()
        path = evidence / doc.name
        path.parent.mkdir(parents=True, exist_ok=True)
        written(doc, path)
        docs.append((doc.name, doc.offsets, doc))
        if layout in BOXES:
            again = getattr(kind(people, seed * 1000 + 500 + i), layout)()
            name, offsets = boxed(again, BOXES[layout], evidence)
            docs.append((name, offsets, again))
    for name, _, doc in docs:
        if name.endswith(".eml"):  # of whom the message is that holds the file
            doc.neutral += [(-1, 0, f"{who}@{town}.example") for who in ("clerk", "archive") for town in ("millbrook", "harborcity")]
    escaped = {"&apos;": "'", "\\'": "'", "''": "'", "&amp;": "&"}
    clean = lambda s: s if not any(e in s for e in escaped) else s.replace("&apos;", "'").replace("\\'", "'").replace("''", "'").replace("&amp;", "&")
    write_truth(root / "truth", docs, people, lambda doc, rec, person, *_: (rec, person) in doc.seen, clean)


if __name__ == "__main__":
    run(__doc__, make, 41, 300)
