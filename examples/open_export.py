#!/usr/bin/env python3
"""Opens an encrypted export (docs/formats/export.md) without our software: FILE -> a tar.

    python3 open_export.py FILE [TAR]     asks for the passphrase (or takes LEDGELIGHT_EXPORT_PASSPHRASE)

Needs only libsodium (Debian: libsodium23). Nothing is written before its chunk was found sound, and a
file cut short is an error: then remove what was written.
"""
import ctypes, ctypes.util, getpass, os, struct, sys

sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
if sodium.sodium_init() < 0:
    sys.exit("libsodium does not start")
CHUNK, EXTRA, FINAL = 64 * 1024, 17, 3


def key_of(passphrase, passes, kib, salt):
    key = ctypes.create_string_buffer(32)
    got = sodium.crypto_pwhash(key, ctypes.c_ulonglong(32), passphrase, ctypes.c_ulonglong(len(passphrase)), salt,
                               ctypes.c_ulonglong(passes), ctypes.c_size_t(kib * 1024), 2)  # 2: argon2id 1.3
    if got != 0:
        sys.exit("not enough memory to try the passphrase")
    return key.raw


def open_file(source, out, passphrase):
    head = source.read(60)
    if len(head) < 60 or head[:8] != b"LLEXPORT":
        sys.exit("this is no encrypted export")
    if head[8:12] != b"\x01\x01\x00\x00":
        sys.exit("a newer version than this script knows")
    passes, kib = struct.unpack(">II", head[12:20])
    if passes > 20 or kib > 4 << 20:
        sys.exit("it asks for more work than any export does")
    state = ctypes.create_string_buffer(52)  # crypto_secretstream_xchacha20poly1305_statebytes()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, head[36:60], key_of(passphrase, passes, kib, head[20:36]))
    last = False
    while not last:
        sealed = source.read(CHUNK + EXTRA)
        plain, size, tag = ctypes.create_string_buffer(CHUNK), ctypes.c_ulonglong(), ctypes.c_ubyte()
        if len(sealed) < EXTRA or sodium.crypto_secretstream_xchacha20poly1305_pull(
                state, plain, ctypes.byref(size), ctypes.byref(tag), sealed, ctypes.c_ulonglong(len(sealed)),
                head, ctypes.c_ulonglong(len(head))) != 0:
            sys.exit("wrong passphrase, or the file was changed or cut short")
        out.write(plain.raw[:size.value])
        last = tag.value == FINAL
    if source.read(1):
        sys.exit("bytes after the end")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    word = os.environ.get("LEDGELIGHT_EXPORT_PASSPHRASE") or getpass.getpass("Passphrase: ")
    with open(sys.argv[1], "rb") as source:
        open_file(source, open(sys.argv[2], "xb") if len(sys.argv) == 3 else sys.stdout.buffer, word.encode())
