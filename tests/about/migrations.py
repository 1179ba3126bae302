"""Migrations are numbered from 1 without gaps and named for what they do."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
files = sorted(p.name for p in (root / "src/store/migrations").glob("*"))
faults = [] if files else ["src/store/migrations is empty"]
for number, name in enumerate(files, 1):
    m = re.fullmatch(r"(\d{4})_[a-z0-9]+(_[a-z0-9]+)*\.sql", name)
    if not m:
        faults.append(f"{name}: call it {number:04d}_what_it_does.sql")
    elif int(m[1]) != number:
        faults.append(f"{name}: should have the number {number:04d}; numbers have no gaps and no doubles")
print("\n".join(faults) or f"{len(files)} migrations")
sys.exit(1 if faults else 0)
