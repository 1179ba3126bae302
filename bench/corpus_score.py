"""The truth of a corpus of invented evidence written down, and what discovery found compared with it (standard library only).

A finding is right when its place overlaps the truth's (offset -1: anywhere in the file) and its form is the truth's; NAME by its
words, ADDR by place alone. Staff, offices and elements that the truth does not name count neither way.
"""

import argparse
import collections
import pathlib
import sys

WEIGHTY = set("SSN ITIN CARD ACCT DL STATEID PASSPORT MILID GOVID MBI HPLAN MRN DX BIOMETRIC IPPIN EIN".split())
NEUTRAL = {"STATE", "USER", "CARDEXP", "EMPID", "CONDITION", "TAX", "ROUTINGX", "SIGNATURE", "WORKEVAL"}


def esc(s):
    return s.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")


def write_truth(folder, docs, people, seen_in, clean=lambda s: s):
    """`docs`: (name, whether offsets hold, doc). `seen_in(doc, rec, person, kinds, raws of addresses)`: whether that record says in which state the person lives."""
    folder.mkdir(exist_ok=True)
    elements, logins, seen = collections.defaultdict(set), set(), set()
    with open(folder / "occ.tsv", "w", encoding="utf-8", newline="\n") as occ:
        occ.write("file\tmember\toffset\tlength\telement\tperson\trec\tstyle\traw\tnorm\n")
        for name, offsets, doc in docs:
            by = collections.defaultdict(list)
            for at, length, element, person, rec, raw, norm in doc.truth:
                occ.write(f"{name}\t*\t{at if offsets else -1}\t{length}\t{element}\t{person.id if person else ''}\t{rec}\t\t{esc(clean(raw))}\t{esc(norm or raw)}\n")
                if person:
                    by[(rec, person.id)].append((element, raw))
            for (rec, person), found in by.items():
                kinds = {e for e, _ in found}
                if "NAME" in kinds:
                    elements[person] |= kinds & WEIGHTY
                if "PASSWORD" in kinds and kinds & {"EMAIL", "USER"}:
                    logins.add(person)
                if seen_in(doc, rec, person, kinds, [r for e, r in found if e == "ADDR"]):
                    seen.add(person)
    with open(folder / "register.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write("person\tstate\tstate_seen\tlinked_elements\tcredentials\n")
        for p in people.all:
            if elements[p.id] or p.id in logins:
                out.write(f"{p.id}\t{p.state}\t{int(p.id in seen and p.state != '')}\t{','.join(sorted(elements[p.id]))}\t{int(p.id in logins)}\n")
    with open(folder / "decoy.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write("file\toffset\tlength\twhy\traw\n")
        for name, offsets, doc in docs:
            for at, length, why, raw in doc.decoys:
                out.write(f"{name}\t{at if offsets else -1}\t{length}\t{why}\t{esc(raw)}\n")
            for at, length, raw in doc.neutral:
                out.write(f"{name}\t{at if offsets else -1}\t{length}\tneither way\t{esc(raw)}\n")
    with open(folder / "people.tsv", "w", encoding="utf-8", newline="\n") as out:
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


def run(about, make, seed, people):
    """The command line that all corpora share."""
    a = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = a.add_subparsers(dest="verb", required=True)
    m = sub.add_parser("make")
    m.add_argument("dir", type=pathlib.Path)
    m.add_argument("--seed", type=int, default=seed)
    m.add_argument("--people", type=int, default=people)
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
