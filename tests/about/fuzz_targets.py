"""Every fuzz target says which rooms it links, and no seed belongs to a target that is gone."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
faults = []
targets = {p.name.removesuffix("_fuzz.cpp") for p in (root / "fuzz").glob("*_fuzz.cpp")}
for name in sorted(targets):
    text = (root / "fuzz" / f"{name}_fuzz.cpp").read_text(encoding="utf-8")
    first = text.splitlines()[0]
    m = re.fullmatch(r"// rooms: ([a-z ]+)", first)
    if not m:
        faults.append(f"fuzz/{name}_fuzz.cpp: its first line must be // rooms: base …")
        continue
    for room in m[1].split():
        if not (root / "src" / room).is_dir():
            faults.append(f"fuzz/{name}_fuzz.cpp: there is no room {room}")
    if "LLVMFuzzerTestOneInput" not in text:
        faults.append(f"fuzz/{name}_fuzz.cpp: has no LLVMFuzzerTestOneInput")
for seeds in (root / "fuzz/corpus").glob("*"):
    if seeds.is_dir() and seeds.name not in targets:
        faults.append(f"fuzz/corpus/{seeds.name}: there is no fuzz/{seeds.name}_fuzz.cpp")
    for seed in seeds.glob("*"):
        if seed.stat().st_size > 256 << 10:
            faults.append(f"{seed.relative_to(root)}: larger than 256 KiB; make it small")
if len(targets) < 10:
    faults.append("fewer than ten fuzz targets: a parser lost its own")
print("\n".join(faults) or f"{len(targets)} targets")
sys.exit(1 if faults else 0)
