#!/usr/bin/env python3
"""A second corpus of invented evidence with its truth, and its scorer (standard library only).

  second_corpus.py make DIR [--seed N] [--people N]
  second_corpus.py score DIR OUT [--show ELEMENT] [--file PART] [--limit N] [--floors FILE]

`make` writes DIR/evidence and DIR/truth (occ.tsv, decoy.tsv, register.tsv, people.tsv). `score` compares the folder OUT, which
`ledgelight discover DIR/evidence --out OUT --reveal --purpose test` wrote: each element, each wrong class by file, people, states.
A finding is right when its place overlaps the truth's (offset -1: anywhere in the file) and its form is the truth's; NAME by its
words, ADDR by place alone. FILE holds `element precision recall` lines; below one of them the exit status is 1. Staff, offices and elements that the truth does not name count neither way.
"""

from corpus_files import boxed
from corpus_score import run, write_truth
from second_corpus_layouts import LAYOUTS, Maker
from second_corpus_people import People

# Which layouts lie in containers, beside their plain form (made anew, with other people of the same city).
BOXES = {"hr_semicolons": "zip", "json_nested": "tar.gz", "headerless": "gz", "police": "docx", "benefits_long_heads": "xlsx", "letters": "eml",
         "ids_mixed": "sqlite", "key_value": "dd", "movers": "nested.zip", "ems": "pdf", "prose_names": "qp.eml"}
# Files whose columns say in which state somebody lives.
PLACED = ("library/", "hr/ee_", "police/license", "finance/vendors", "export/", "sql/", "phone/", "health/claims")


def tells(doc, rec, person, kinds, addresses):
    if "ADDR" not in kinds and not doc.name.startswith("library/"):
        return False
    return doc.name.startswith(PLACED) or any(any(c.isdigit() for c in r[-5:]) or r[-4:-2] == ", " for r in addresses)


def make(root, seed, count):
    people = People(seed, count)
    evidence = root / "evidence"
    evidence.mkdir(parents=True, exist_ok=True)
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
    write_truth(root / "truth", docs, people, tells)


if __name__ == "__main__":
    run(__doc__, make, 11, 260)
