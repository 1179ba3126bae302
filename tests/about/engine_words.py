#!/usr/bin/env python3
"""Every sentence that the law engine itself says has its Spanish in rules/us/spanish.yaml.

A literal of the reckoners counts as a sentence when it holds a space between letters. What stands
between two literals that are added (a number, a day) is a {name} in the pair, so each literal must
be a part of some pair's English.
"""
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENGINE = ["breach_clock", "breach_duty", "breach_exits", "breach_individuals", "breach_notices", "breach_people", "breach_reckoner", "breach_state",
          "breach_ways", "duties", "exposure", "federal_reckoner"]
# A joint that src/law/spanish.cpp knows, and what is said to whoever calls the engine.
NOT_SHOWN = ["; or ", "rules: no packs are loaded", "city: the facts are of '", "', the rules of '",
             "'; load that city's rules"]


def literals(text):
    """String literals, those that stand side by side joined."""
    text = re.sub(r"//[^\n]*", "", text)
    for run in re.finditer(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*', text):
        parts = re.findall(r'"((?:[^"\\\n]|\\.)*)"', run.group())
        yield "".join(parts).replace('\\"', '"')


def main():
    pairs = []
    for path in [ROOT / "rules/us/spanish.yaml"]:
        pairs += [p["en"] for p in yaml.safe_load(path.read_text())["spanish"]]
    # In a pair the pieces stand apart by their {names}; "business days from " may be cut anywhere.
    pieces = [piece for pair in pairs for piece in re.split(r"\{[^{}]*\}", pair)] + pairs
    lacking = []
    for name in ENGINE:
        path = ROOT / "src/law" / (name + ".cpp")
        for literal in literals(path.read_text()):
            if not re.search(r"[A-Za-z,;)] [A-Za-z(]", literal) or literal in NOT_SHOWN:
                continue
            if not any(literal.strip() in piece for piece in pieces):
                lacking.append(f"src/law/{name}.cpp: {literal!r}: no pair of rules/us/spanish.yaml "
                               "holds it; write one, with a {name} where the program puts something")
    if lacking:
        print("\n".join(lacking))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
