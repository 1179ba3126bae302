"""Every test that docs/guide-map.md names exists, and every row names one or says "not yet"."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
faults = []
rows = 0
for line in (root / "docs/guide-map.md").read_text(encoding="utf-8").splitlines():
    if not line.startswith("| ") or line.startswith("| sentence"):
        continue
    rows += 1
    cells = [c.strip() for c in line.strip("|").split("|")]
    if len(cells) != 5:
        faults.append(f"{cells[0]}: has {len(cells)} columns, not 5")
        continue
    test = cells[4]
    if test.startswith("not yet"):
        continue
    named = re.findall(r"`([^`]+)`", test)
    if not named:
        faults.append(f"{cells[0]}: names no test; write a path in backquotes or \"not yet\"")
    for path in named:
        if not (root / path).exists():
            faults.append(f"{cells[0]}: {path} is gone; name the test that shows this now")
if rows < 30:
    faults.append(f"only {rows} rows: every sentence of the guide has one")
print("\n".join(faults) or f"{rows} rows")
sys.exit(1 if faults else 0)
