"""Writes event logs of Windows (.evtx), for tests: chunks of 64 KiB, records in binary XML by templates.

  log([(channel, provider, event id, user, {name: text, ...}), ...], first=1, dirty=False) -> bytes

The second event of a shape refers to the template of the first, as Windows writes them. A name of "" is a string
without a name, as older programs log. People in what tests write are invented.
"""
import struct, zlib

CHUNK = 65536


def sid(text):
    parts = text.split("-")
    subs = [int(p) for p in parts[3:]]
    return struct.pack("<BB", int(parts[1]), len(subs)) + int(parts[2]).to_bytes(6, "big") + b"".join(struct.pack("<I", s) for s in subs)


class Chunk:
    def __init__(self):
        self.data = bytearray(512)
        self.names, self.templates, self.records = {}, {}, []

    def u(self, form, *values): self.data += struct.pack("<" + form, *values)

    def name(self, text):
        """Where a name stands; the first time it stands here."""
        if text in self.names: return self.u("I", self.names[text])
        self.u("I", len(self.data) + 4)
        self.names[text] = len(self.data)
        wide = text.encode("utf-16le")
        number = 0
        for c in struct.unpack(f"<{len(text)}H", wide): number = (number * 65599 + c) & 0xFFFFFFFF
        self.u("IHH", 0, number & 0xFFFF, len(text))
        self.data += wide + b"\0\0"

    def sized(self, form="I"):
        at = len(self.data)
        self.u("I", 0)
        return lambda: struct.pack_into("<I", self.data, at, len(self.data) - at - 4)

    def element(self, name, attributes, content):
        """content: None, text, ("value", number, type), or a list of elements; attributes: the same without lists."""
        self.u("BH", 0x41 if attributes else 0x01, 0xFFFF)
        done = self.sized()
        self.name(name)
        if attributes:
            listed = self.sized()
            for k, (key, value) in enumerate(attributes):
                self.u("B", 0x46 if k + 1 < len(attributes) else 0x06)
                self.name(key)
                self.value(value)
            listed()
        if content is None:
            self.u("B", 0x03)
        else:
            self.u("B", 0x02)
            for child in content if isinstance(content, list) else ():
                self.element(*child)
            if not isinstance(content, list): self.value(content)
            self.u("B", 0x04)
        done()

    def value(self, value):
        if isinstance(value, tuple): return self.u("BHB", 0x0E, value[1], value[2])
        self.u("BBH", 0x05, 0x01, len(value))
        self.data += value.encode("utf-16le")

    def record(self, number, channel, provider, event, user, data):
        start = len(self.data)
        self.u("IIQQ", 0x2A2A, 0, number, 134_000_000_000_000_000 + number * 10_000_000)
        self.u("BBBB", 0x0F, 1, 1, 0)
        shape = (channel, provider, tuple(data))
        self.u("BBI", 0x0C, 1, 0x1000 + len(self.templates) if shape not in self.templates else self.templates[shape][1])
        if shape in self.templates:
            self.u("I", self.templates[shape][0])
        else:
            identifier = 0x1000 + len(self.templates)
            self.u("I", len(self.data) + 4)
            self.templates[shape] = (len(self.data), identifier)
            self.u("I", 0)
            self.data += struct.pack("<I", identifier) + bytes(12)
            done = self.sized()
            self.u("BBBB", 0x0F, 1, 1, 0)
            values = [("Data", [("Name", n)] if n else [], ("value", 4 + k, 0x01)) for k, n in enumerate(data)]
            self.element("Event", [("xmlns", "http://schemas.microsoft.com/win/2004/08/events/event")], [
                ("System", [], [
                    ("Provider", [("Name", provider)], None),
                    ("EventID", [], ("value", 0, 0x06)),
                    ("TimeCreated", [("SystemTime", ("value", 1, 0x11))], None),
                    ("EventRecordID", [], ("value", 2, 0x0A)),
                    ("Channel", [], channel),
                    ("Computer", [], "HR-PC-04.city.example"),
                    ("Security", [("UserID", ("value", 3, 0x13))], None)]),
                ("EventData", [], values)])
            self.u("B", 0)
            done()
        values = [(0x06, struct.pack("<H", event)), (0x11, struct.pack("<Q", 134_000_000_000_000_000 + number * 10_000_000)), (0x0A, struct.pack("<Q", number)),
                  (0x13, sid(user)) if user else (0x00, b"")] + [(0x01, v.encode("utf-16le")) for v in data.values()]
        self.u("I", len(values))
        for kind, bytes_ in values: self.u("HBB", len(bytes_), kind, 0)
        for _, bytes_ in values: self.data += bytes_
        self.u("B", 0)
        size = len(self.data) - start + 4
        self.u("I", size)
        struct.pack_into("<I", self.data, start + 4, size)
        self.records.append((number, start))

    def finished(self):
        d, (first, _), (last, at) = self.data, self.records[0], self.records[-1]
        free = len(d)
        struct.pack_into("<8sQQQQIIII", d, 0, b"ElfChnk\0", first, last, first, last, 128, at, free, zlib.crc32(d[512:free]))
        struct.pack_into("<I", d, 124, zlib.crc32(bytes(d[:120]) + bytes(d[128:512])))
        return bytes(d) + bytes(CHUNK - free)


def log(events, first=1, dirty=False):
    chunks, number = [Chunk()], first
    for event in events:
        room = sum(len(v) for v in event[4].values()) * 2 + 3000
        if len(chunks[-1].data) + room > CHUNK: chunks.append(Chunk())
        chunks[-1].record(number, *event)
        number += 1
    head = bytearray(4096)
    struct.pack_into("<8sQQQIHHHH", head, 0, b"ElfFile\0", 0, len(chunks) - 1, number, 128, 1, 3, 4096, len(chunks))
    struct.pack_into("<II", head, 120, 1 if dirty else 0, zlib.crc32(head[:120]))
    return bytes(head) + b"".join(c.finished() for c in chunks)
