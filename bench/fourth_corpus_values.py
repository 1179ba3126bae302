"""What the layouts of the fourth corpus write: values, people abroad, and files of several kinds."""

from fourth_corpus_people import LICENCE, STATE_NAME
from second_corpus_layouts import U, V, X
from third_corpus_layouts import Layouts, Pages, Place

STAFF = ("Gwen Halloran", "Morris Teller", "Ada Pruitt", "Simon Lathrop", "Yolanda Greer")
CALM = ("The boiler at the annex was inspected.", "Sidewalk repairs resume after the thaw.", "The zoning map was updated last fall.", "Quarterly figures are due on the tenth.",
        "The farmers' market moves to the green in June.", "Please allow ten business days.", "The catch basins on the hill were cleaned.", "The vote was seven to two.")


class Files(Pages):
    """A file that remembers, by record, in which state somebody is said to live."""

    def at_record(self, n):
        self.rec = n
        return self


class Values(Layouts):
    indent = None

    def __init__(self, people, seed):
        super().__init__(people, seed)
        self.indent = self.many(None, 2, 4)
        self.form = "-"

    def addr(self, p, form="one"):
        if not p.abroad:
            return super().addr(p, form)
        raw = {"street": p.street, "city": f"{p.street}, {p.city}", "lines": f"{p.street}\n{p.city}\n{p.abroad[2]}"}.get(form, f"{p.street}, {p.city}, {p.abroad[2]}")
        v = V("ADDR", raw, None, p)
        v.tells = False
        return v

    def phone(self, p, form):
        if p.abroad:
            raw = p.abroad[3].format(t=p.phone[-4:])
            digits = "".join(c for c in raw if c.isdigit())
            return V("PHONE", raw, digits[1:] if digits.startswith("1") else "+" + digits, p)
        return super().phone(p, form)

    def st(self, p, name=False):
        return super().st(p, name) if p.state else ""

    def zip(self, p, four=False):
        return super().zip(p, four) if p.zip else ""

    def town(self, p):
        return U(p.city) if p.abroad else p.city

    def staff(self):
        return U(self.r.choice(STAFF))

    def calm(self):
        return self.r.choice(CALM)

    def hplan(self, p):
        return V("HPLAN", p.hplan, p.hplan, p)

    def mrn(self, p):
        return V("MRN", p.mrn, p.mrn, p)

    def upper(self, v):
        return self.like(v, v.raw.upper())

    def like(self, v, raw):
        out = V(v.element, raw, v.norm, v.person)
        if hasattr(v, "tells"):
            out.tells = v.tells
        return out

    def xmlv(self, v):
        return self.like(v, v.raw.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;"))

    def sqlv(self, v):
        return self.like(v, v.raw.replace("'", "''"))

    def pad(self, v, width):
        return " " * max(1, width - len(v.raw))

    def pairs(self, n):
        """People by twos; never one twice."""
        people = self.some(n)
        return list(zip(people[::2], people[1::2]))

    def two_people(self, d, first, second, pairs, sep=","):
        """A table with two people in each row."""
        pick = lambda h: self.r.choice(h) if isinstance(h, (list, tuple)) else h
        d.w(sep.join(pick(h) for h, _ in first + second), "\n")
        for i, (p, q) in enumerate(pairs):
            for half, (columns, who) in enumerate(((first, p), (second, q))):
                d.rec = 2 * i + half + 1
                for k, (_, make) in enumerate(columns):
                    cell = make(who)
                    raw = cell if isinstance(cell, str) else cell.raw
                    quote = '"' if sep in raw else ""
                    d.w(sep if k or half else "", quote, cell, quote)
            d.w("\n")


__all__ = ["Files", "LICENCE", "Place", "STATE_NAME", "Values"]
