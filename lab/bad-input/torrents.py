#!/usr/bin/env python3
"""Writes hostile .torrent files into DIR and prints their names: torrents.py DIR GOOD.torrent
Those whose name starts with 'refused' must be refused; those with 'tamed' may be opened, inside the folder of the download."""
import os
import sys


def encode(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes):
        return b"%d:" % len(value) + value
    if isinstance(value, list):
        return b"l" + b"".join(map(encode, value)) + b"e"
    return b"d" + b"".join(encode(key) + encode(value[key]) for key in sorted(value)) + b"e"


def torrent(**info):
    """A one-piece torrent; underscores in the names of keys stand for spaces."""
    base = {b"name": b"x", b"piece length": 16384, b"pieces": b"a" * 20, b"length": 100}
    base |= {key.replace("_", " ").encode(): value for key, value in info.items()}
    if b"files" in base:
        del base[b"length"]
    return encode({b"announce": b"http://127.0.0.1:1/announce", b"info": base})


def files(*path):
    return [{b"length": 100, b"path": list(path)}]


folder, good = sys.argv[1], open(sys.argv[2], "rb").read()
cases = {
    "refused-empty": b"",
    "refused-a-web-page": b"<html><body>404</body></html>",
    "refused-truncated": good[: len(good) // 2],
    "refused-deep-lists": b"l" * 1_000_000,
    "refused-deep-dictionaries": b"d1:a" * 250_000,
    "refused-a-string-of-2-GiB": b"d4:info2147483647:",
    "refused-a-string-of-digits": b"d4:info" + b"9" * 100_000 + b":",
    "refused-an-integer-of-a-million-digits": b"d4:infod6:lengthi" + b"9" * 1_000_000 + b"eee",
    "refused-a-leading-zero": b"d4:infod6:lengthi007eee",
    "refused-4-EiB": torrent(length=1 << 62),
    "refused-a-negative-length": torrent(length=-5),
    "refused-pieces-of-no-length": torrent(piece_length=0),
    "refused-pieces-of-1-TiB": torrent(piece_length=1 << 40),
    "refused-hashes-of-more-than-the-content": torrent(pieces=b"a" * 20 * 1000),
    "refused-lengths-that-overflow": torrent(files=[{b"length": (1 << 63) - 1, b"path": [b"%d" % i]} for i in range(3)]),
    "refused-no-info": encode({b"announce": b"http://127.0.0.1:1/announce"}),
    "tamed-name": torrent(name=b"../../escaped"),
    "tamed-path": torrent(files=files(b"..", b"..", b"escaped")),
    "tamed-absolute": torrent(name=b"/tmp/escaped", files=files(b"/etc", b"escaped")),
    "tamed-control-characters": torrent(name=b"\x1b[2J\x1b]0;owned\x07escaped\r\n"),
}
for name, data in cases.items():
    with open(os.path.join(folder, name + ".torrent"), "wb") as file:
        file.write(data)
    print(name)
