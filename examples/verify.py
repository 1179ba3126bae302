#!/usr/bin/env python3
"""Checks an export without Ledgelight: python3 verify.py BAG [LOG-KEY]; needs the openssl program."""
import base64, hashlib, json, os, pathlib, subprocess, sys, tempfile
bag, faults = pathlib.Path(sys.argv[1]), []
def fault(path, why):
    faults.append(print("FAULT %s: %s" % (path, why)))
def read(path):
    return (bag / path).read_bytes()
def digest_of(path, algorithm):
    return hashlib.file_digest((bag / path).open("rb"), algorithm).hexdigest()
sha256 = lambda data: hashlib.sha256(data).digest()
def climb(r, index, last, proof):  # RFC 9162, 2.1.3.2: the root this proof leads to
    for p in proof:
        right = index & 1 or index == last
        r = sha256(b"\1" + (p + r if right else r + p))
        while right and index and not index & 1:
            index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    return r if last == 0 else None
def opened(note, vkey):  # size and root of a checkpoint whose Ed25519 signature holds
    name, key_id, key = vkey.split("+", 2)
    text, signatures = note.rsplit(b"\n\n", 1)
    line = next(l for l in signatures.decode().split("\n") if l.startswith("\u2014 %s " % name))
    blob = base64.b64decode(line.split(" ")[2], validate=True)
    der = bytes.fromhex("302a300506032b6570032100") + base64.b64decode(key)[1:]
    with tempfile.TemporaryDirectory() as tmp:
        for file, data in ("key", der), ("text", text + b"\n"), ("sig", blob[4:]):
            pathlib.Path(tmp, file).write_bytes(data)
        run = "openssl pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in text -sigfile sig".split()
        subprocess.run(run, cwd=tmp, check=True, capture_output=True)
    origin, size, root = text.decode().split("\n")[:3]
    if origin == name and blob[:4].hex() == key_id: return int(size), base64.b64decode(root, validate=True)
    raise ValueError("signed by another key")
present = {os.path.relpath(os.path.join(d, f), bag) for d, _, files in os.walk(bag) for f in files}
held = {path: {} for path in present}  # 1. every file has the digests in the manifests
for name in [p for p in present if p.startswith(("manifest-sha", "tagmanifest-sha"))]:
    for line in read(name).decode("latin-1").splitlines():
        digest, _, path = line.partition("  ")
        held.setdefault(path, {})[name] = path in present and digest_of(path, name[-10:-4]) == digest
for path, by in sorted(held.items()):
    if not all(by.values()) or (len(by) < 2 and not path.startswith("tagmanifest-")):
        fault(path, "changed, missing or not listed; differs from: %s" % [n for n in by if not by[n]])
try:  # 2. the checkpoint is signed
    vkey = sys.argv[2] if len(sys.argv) > 2 else read("ledgelight/log.vkey").decode().strip()
    size, root = opened(read("ledgelight/checkpoint"), vkey)
except Exception as error:
    sys.exit(fault("ledgelight/checkpoint", error) or 1)
events = sorted(p for p in present if p.startswith("ledgelight/events/"))  # 3. so is every event
for path in events or fault("ledgelight/events", "none is here, so nothing is proved") or []:
    try:
        index, event = int(os.path.basename(path)[:-5]), json.loads(read(path))
        commit = sha256(b"ledgelight/commit/v1\n" + base64.b64decode(event["salt"]) + event["event"].encode())
        leaf = sha256(b"\0ledgelight/entry/v1\n" + base64.b64encode(commit) + b"\n")
        lines, note = read("ledgelight/proofs/%d.tlog-proof" % index).decode().split("\n\n", 1)
        proof = [base64.b64decode(l, validate=True) for l in lines.split("\n")[1:] if " " not in l]
        if note.encode() != read("ledgelight/checkpoint"): raise ValueError("another checkpoint")
        if index >= size or climb(leaf, index, size - 1, proof) != root: raise ValueError("not in the signed log")
    except Exception as error:
        fault(path, error)
sys.exit(print("%d files, %d entries, %s: %s" % (len(present), size, vkey, ("whole", "FAULTY")[len(faults) > 0])) or len(faults) > 0)
