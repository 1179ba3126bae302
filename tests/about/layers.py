"""The rooms include only what tools/layers.txt allows; libraries stay behind the files it names."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
parts, arrows, headers, known = {}, {}, [], set()
for number, line in enumerate((root / "tools/layers.txt").read_text(encoding="utf-8").splitlines(), 1):
    line = line.split("#")[0].strip()
    if not line:
        continue
    if m := re.fullmatch(r"part (\S+) = (.+)", line):
        parts[m[1]] = m[2].split()
    elif m := re.fullmatch(r"header (\S+) in (.+)", line):
        headers.append((m[1], m[2].split()))
    elif m := re.fullmatch(r"known (\S+) -> (\S+)", line):
        known.add((m[1], m[2]))
    elif m := re.fullmatch(r"(\S+):\s*(.*)", line):
        arrows[m[1]] = set(m[2].split())
    else:
        sys.exit(f"tools/layers.txt:{number}: cannot be read")


def within(path, places):
    return any(path == p or (p.endswith("/") and path.startswith(p)) for p in places)


def room_of(path):
    for name, places in parts.items():
        if within(path, places):
            return name
    return path.split("/")[0] if "/" in path else pathlib.PurePath(path).stem


faults, needed, seen, includes = [], set(), set(), 0
for file in sorted((root / "src").rglob("*")):
    if file.suffix not in (".cpp", ".hpp"):
        continue
    path = file.relative_to(root / "src").as_posix()
    # Tests may look at more: what they need is what they test, and their own tools.
    room, is_test = room_of(path), "_test." in path
    seen.add(room)
    if room not in arrows:
        faults.append(f"src/{path}: the room {room} is not in tools/layers.txt; add a line that says what it may include")
        continue
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if m := re.match(r'\s*#\s*include\s+"([^"]+)"', line):
            target = m[1] if "/" in m[1] else f"{path.split('/')[0]}/{m[1]}"
            other = room_of(target)
            includes += 1
            if not (root / "src" / target).exists():
                faults.append(f"src/{path}:{number}: there is no src/{target}")
            elif other != room and other not in arrows[room] and not is_test:
                if (f"src/{path}", other) in known:
                    needed.add((f"src/{path}", other))
                else:
                    faults.append(f"src/{path}:{number}: {room} may not include {other}; move the thing that both need to the left, or hand it in as a value")
        elif m := re.match(r"\s*#\s*include\s+(<\S+)", line):
            for start, places in headers:
                if m[1].startswith(start) and not within(path, places) and not is_test:
                    faults.append(f"src/{path}:{number}: {m[1]} belongs behind {', '.join(places)}; call that instead")
for one in sorted(known - needed):
    faults.append(f"tools/layers.txt: known {one[0]} -> {one[1]} is no longer needed; take the line out")

# No circle, whatever the file says.
def circle(room, trail):
    if room in trail:
        return trail[trail.index(room):] + [room]
    for other in sorted(arrows.get(room, ())):
        if {room, other} in ({"cli", "cli/verify"}, {"cli", "cli/serve"}):
            continue  # one library
        if found := circle(other, trail + [room]):
            return found
    return None


for room in sorted(arrows):
    if found := circle(room, []):
        faults.append("tools/layers.txt: a circle: " + " -> ".join(found))
        break
if includes < 300:
    faults.append(f"only {includes} includes were seen: the test looks in the wrong place")
print("\n".join(faults) or f"{includes} includes between {len(seen)} rooms")
sys.exit(1 if faults else 0)
