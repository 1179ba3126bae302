"""docs/errors.md, base/errc.hpp and the exit codes of the command line say the same."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
faults = []


def read(path):
    return (root / path).read_text(encoding="utf-8")


numbers = {name: int(number) for name, number in re.findall(r"^  (\w+) = (\d+),", read("src/base/errc.hpp"), re.M)}
names = dict(re.findall(r'\{Errc::(\w+), "([a-z-]+)"\}', read("src/base/errc.cpp")))
exits = {m[0]: (int(m[1]), m[2]) for m in re.findall(r'\{Errc::(\w+), (\d), "([^"]+)"\}', read("src/cli/exit_code.cpp"))}
rows = {}
for line in read("docs/errors.md").splitlines():
    cells = [c.strip() for c in line.strip().strip("|").split("|")]
    if len(cells) == 5 and cells[0].isdigit():
        if int(cells[0]) in rows:
            faults.append(f"docs/errors.md: {cells[0]} stands there twice")
        rows[int(cells[0])] = cells[1:]
retired = {int(n) for n in re.findall(r"^- (\d+) ", read("docs/errors.md"), re.M)}

if len(numbers) < 20 or set(numbers) != set(names) or set(numbers) != set(exits):
    faults.append("errc.hpp, errc.cpp and cli/exit_code.cpp do not list the same codes: "
                  + ", ".join(sorted(set(numbers) ^ set(names) | set(numbers) ^ set(exits))))
for code, number in numbers.items():
    row = rows.pop(number, None)
    if row is None:
        faults.append(f"docs/errors.md: {number} ({code}) is missing; add: | {number} | {names.get(code)} | meaning | exit | what to do |")
        continue
    name, meaning, exit_code, advice = row
    if name.strip("`") != names.get(code):
        faults.append(f"docs/errors.md: {number} is called {names.get(code)} in the program")
    if not meaning:
        faults.append(f"docs/errors.md: {number} has no meaning")
    if (exit_code, advice) != (str(exits[code][0]), exits[code][1]):
        faults.append(f"docs/errors.md: {number}: the program exits with {exits[code][0]} and says: {exits[code][1]}")
    if number in retired:
        faults.append(f"{number} is retired and may not come back; take a new number")
for number in rows:
    faults.append(f"docs/errors.md: {number} is in no program; list it under the retired numbers")
print("\n".join(faults) or f"{len(numbers)} codes")
sys.exit(1 if faults else 0)
