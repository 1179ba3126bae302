#!/usr/bin/env python3
"""Why a verb refuses what somebody typed is said in each language (content/*/messages.faults.json).

Every `fail(Errc::bad_input | too_large, …)` of the desk and of what it reads facts with is compared
with that list. What stands between literals that are added is a {name} there.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = [*sorted((ROOT / "src/desk").glob("*.cpp")), *sorted((ROOT / "src/casefile").glob("*.cpp")),
           ROOT / "src/base/civil.cpp"]
# Said at the command line or of files only; a page never shows these.
NO_PAGE = ["this is not the backup of a desk", "this is not the backup of a desk: a member does not belong",
           "cannot read this file as a backup", "the ledger was published at 1 to {} acts",
           "the line is longer than {} bytes", "the line is not a JSON object",
           "the record holds more than {} values"]


def argument(text, at):
    """The rest of a call's arguments, from `at` to the bracket that closes it."""
    depth, quoted, out = 0, False, ""
    while at < len(text):
        c = text[at]
        if quoted and c == "\\":
            out += text[at:at + 2]
            at += 2
            continue
        if c == '"':
            quoted = not quoted
        elif not quoted and c in "([{":
            depth += 1
        elif not quoted and c in ")]}":
            if depth == 0:
                return out
            depth -= 1
        out += c
        at += 1
    return out


def pattern(expression):
    """The literals of an expression, with {} for what is put between them."""
    out = ""
    for token in re.findall(r'"(?:\\.|[^"\\])*"|[^"]+', expression):
        if token.startswith('"'):
            out += json.loads(token)
            continue
        core = re.sub(r"std::string\(\s*$", "", token.strip())
        core = (core[1:] if core.startswith(")") else core).strip("+ \n")
        if core and not out.endswith("{}"):
            out += "{}"
    return out


def main():
    lists = {}
    for language in ("en", "es"):
        path = ROOT / "content" / language / "messages.faults.json"
        lists[language] = json.loads(path.read_text())
    wrong = [f"messages.faults.json: {key} is not in both languages"
             for key in lists["en"].keys() ^ lists["es"].keys()]
    for key, english in lists["en"].items():
        if set(re.findall(r"\{\w+\}", english)) != set(re.findall(r"\{\w+\}", lists["es"].get(key, ""))):
            wrong.append(f"{key}: the {{names}} differ between the languages")
    known = [re.compile("(.+)".join(re.escape(part) for part in re.split(r"\{\w+\}", text)), re.S)
             for text in lists["en"].values()]
    seen = 0
    for path in SOURCES:
        text = path.read_text()
        for found in re.finditer(r"fail\(\s*Errc::(?:bad_input|too_large),", text):
            said = pattern(argument(text, found.end()))
            if said in NO_PAGE or said.replace("{}", "").strip() == "" or "?" in argument(text, found.end()):
                continue
            seen += 1
            if not any(one.fullmatch(said.replace("{}", "X")) for one in known):
                wrong.append(f"{path.relative_to(ROOT)}: '{said}' has no words in "
                             "content/*/messages.faults.json; add them in both languages, with a "
                             "{name} where the program puts something")
    # Of a fact's value each fault is a line "path: what is wrong".
    for name in ("vocabulary.cpp", "vocabulary_form.cpp"):
        text = (ROOT / "src/casefile" / name).read_text()
        for found in re.finditer(r"(?:\bfault\((?:path|here), |push_back\(\{[^{}]*?, )(?=std::string\(\"|\")", text):
            said = "{}: " + pattern(argument(text, found.end()))
            seen += 1
            if not any(one.fullmatch(said.replace("{}", "X")) for one in known):
                wrong.append(f"src/casefile/{name}: '{said}' has no words in content/*/messages.faults.json")
    if seen < 90:
        wrong.append(f"only {seen} refusals were found: this test no longer sees them")
    if wrong:
        print("\n".join(wrong))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
