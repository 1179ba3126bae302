"""Makes constant tables of content/discover/numbers.json, so that no validator reads a file.

  discover_tables.py content/discover/numbers.json OUT.hpp
"""
import json
import sys

source, out = sys.argv[1:]
data = json.load(open(source, encoding="utf-8"))


def text(s):
    # "??" before some letters is a trigraph to old compilers.
    return json.dumps(s).replace("?", "\\?")


def table(kind, name, rows):
    return "inline constexpr std::array<%s, %d> %s{{\n%s}};\n" % (kind, len(rows), name, "".join("    {%s},\n" % row for row in rows))


def words(name, rows):
    return "inline constexpr std::array<std::string_view, %d> %s{{\n%s}};\n" % (len(rows), name, "".join("    %s,\n" % text(row) for row in rows))


def ranges(name, rows):
    for first, last in rows:
        assert 0 <= first <= last, (name, first, last)
    return table("Range", name, ["%d, %d" % tuple(row) for row in rows])


cards = []
for issuer, first, last, lengths in data["cards"]["rows"]:
    assert len(first) == len(last) <= 4 and int(first) <= int(last) and all(13 <= n <= 19 for n in lengths), issuer
    cards.append("%s, %d, %d, %d, %#x" % (text(issuer), len(first), int(first), int(last), sum(1 << n for n in lengths)))
for ssn in data["ssn"]["published"]:
    assert len(ssn) == 9 and ssn.isdigit(), ssn
assert data["streets"] == sorted(data["streets"]), "streets: in order"
states = list(data["states"].items())
for _, _, state in data["zips"]["rows"]:
    assert state in data["states"], state
for state in data["licences"]["states"]:
    assert state in data["states"], state

with open(out, "w", encoding="utf-8") as f:
    f.write("""// Made by cmake/discover_tables.py out of content/discover/numbers.json.
#pragma once

#include <array>
#include <string_view>

#include "discover/places.hpp"

namespace ledgelight::discover::tables {

struct Range { int first, last; };
/// `digits`: of the prefix. `lengths`: bit n stands for a number of n digits.
struct CardRow { std::string_view issuer; std::size_t digits; int first, last; unsigned lengths; };

""")
    f.write(ranges("refused_areas", data["ssn"]["refused areas"]))
    f.write("inline constexpr std::array<int, %d> published_ssns{%s};\n" % (
        len(data["ssn"]["published"]), ", ".join(str(int(ssn)) for ssn in data["ssn"]["published"])))
    f.write(ranges("itin_groups", data["itin"]["groups"]))
    f.write(ranges("routing_prefixes", data["routing"]["prefixes"]))
    f.write(table("CardRow", "cards", cards))
    f.write(words("published_cards", data["cards"]["published"]))
    f.write(table("StateName", "states", ["%s, %s" % (text(a), text(b)) for a, b in states]))
    f.write(table("ZipRange", "zips", ["%d, %d, %s" % (a, b, text(c)) for a, b, c in data["zips"]["rows"]]))
    f.write(table("LicenceFormat", "licences", ["%s, %s" % (text(s), text(shape)) for s, shapes in data["licences"]["states"].items() for shape in shapes]))
    f.write(words("streets", data["streets"]))
    f.write("\n}  // namespace ledgelight::discover::tables\n")
