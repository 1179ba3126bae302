"""Nothing in the tree names a machine it was made on: no home folders, no registry addresses."""
import json
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=False)
if listed.returncode == 0 and listed.stdout:
    files = [root / name.decode() for name in listed.stdout.split(b"\0") if name]
else:
    skip = {".git", "build", "node_modules", "var", ".cache"}
    files = [p for p in root.rglob("*") if p.is_file() and not skip & set(p.relative_to(root).parts)]
# A folder of somebody's, at the start of a path. Written so that this file does not match itself.
folders = re.compile(rb"(?<![\w.~$}*-])/(?:home|root|Users|work|mnt|media)/[\w.-]+")
allowed = re.compile(rb"disk\.E01|/home/(?:a\.zip|ledgelight)\b")
faults = []
for file in files:
    if not file.is_file() or file.suffix in {".pdf", ".png", ".jpg", ".woff2", ".zip", ".gz"}:
        continue
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        if folders.search(line) and not allowed.search(line):
            faults.append(f"{file.relative_to(root)}:{number}: names a folder of one machine; use a relative path")
lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
for name, package in lock.get("packages", {}).items():
    if "resolved" in package:
        faults.append(f"package-lock.json: {name}: take \"resolved\" out, the registry is the installer's choice")
if len(files) < 200:
    faults.append(f"only {len(files)} files were seen")
print("\n".join(faults[:50]) or f"{len(files)} files")
sys.exit(1 if faults else 0)
