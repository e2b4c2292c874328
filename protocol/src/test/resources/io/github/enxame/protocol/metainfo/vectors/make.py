#!/usr/bin/env python3
"""Makes the .torrent files beside it and vectors.tsv, with nothing but hashlib.

It shares no code with Enxame, so that the tests hold two readings of BEP 3, 47 and 52 against each other.
Byte i of every file is (7 i + i / 256) mod 256.
"""

import hashlib
import pathlib

HERE = pathlib.Path(__file__).parent
BLOCK = 16384


def bencode(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        return b"%d:%s" % (len(value), value)
    if isinstance(value, list):
        return b"l" + b"".join(map(bencode, value)) + b"e"
    entries = sorted((k.encode() if isinstance(k, str) else k, v) for k, v in value.items())
    return b"d" + b"".join(bencode(k) + bencode(v) for k, v in entries) + b"e"


def content(length):
    return bytes((7 * i + i // 256) % 256 for i in range(length))


def sha1(data):
    return hashlib.sha1(data).digest()


def sha256(data):
    return hashlib.sha256(data).digest()


def root(hashes, width, padding=bytes(32)):
    hashes = hashes + [padding] * (width - len(hashes))
    while len(hashes) > 1:
        hashes = [sha256(hashes[i] + hashes[i + 1]) for i in range(0, len(hashes), 2)]
    return hashes[0]


def power(n):
    width = 1
    while width < n:
        width *= 2
    return width


def tree(data, piece_length):
    leaves = [sha256(data[i:i + BLOCK]) for i in range(0, len(data), BLOCK)]
    per_piece = piece_length // BLOCK
    if len(data) <= piece_length:
        return root(leaves, power(len(leaves))), None
    layer = [root(leaves[i:i + per_piece], per_piece) for i in range(0, len(leaves), per_piece)]
    return root(layer, power(len(layer)), root([], per_piece)), b"".join(layer)


def pieces(data, piece_length):
    return b"".join(sha1(data[i:i + piece_length]) for i in range(0, len(data), piece_length))


def torrent(name, files, piece_length, v1, v2, single):
    info = {"name": name, "piece length": piece_length}
    top = {"info": info}
    stream, listed = b"", []
    for path, length in files:
        gap = -len(stream) % piece_length if v2 and length else 0
        if gap:
            stream += bytes(gap)
            listed.append({"attr": "p", "length": gap, "path": [".pad", str(gap)]})
        stream += content(length)
        listed.append({"length": length, "path": path})
    if v1:
        info["pieces"] = pieces(stream, piece_length)
        if single:
            info["length"] = files[0][1]
        else:
            info["files"] = listed
    if single:
        info["md5sum"] = hashlib.md5(content(files[0][1])).hexdigest()
        if not v2:
            info["sha256sum"] = hashlib.sha256(content(files[0][1])).hexdigest()
    if v2:
        info["meta version"] = 2
        info["file tree"] = {}
        top["piece layers"] = {}
        for path, length in files:
            folder = info["file tree"]
            for part in path:
                folder = folder.setdefault(part, {})
            folder[""] = {"length": length}
            if length:
                file_root, layer = tree(content(length), piece_length)
                folder[""]["pieces root"] = file_root
                if layer:
                    top["piece layers"][file_root] = layer
    return top


FOLDER = [
    (["a", "deep", "one.txt"], 1),
    (["a", "empty"], 0),
    (["a.txt"], 3 * BLOCK + 5),
    (["b"], 4 * BLOCK),
    (["é", "last.bin"], 5 * BLOCK + 1),
]
GOOD = {
    "single-v1": torrent("one.bin", [(["one.bin"], 100000)], 32768, True, False, True),
    "single-v2": torrent("one.bin", [(["one.bin"], 100000)], 32768, False, True, True),
    "single-hybrid": torrent("one.bin", [(["one.bin"], 100000)], 32768, True, True, True),
    "tiny-hybrid": torrent("tiny", [(["tiny"], 1)], 16384, True, True, True),
    "whole-pieces-hybrid": torrent("whole", [(["whole"], 131072)], 16384, True, True, True),
    "small-tree-hybrid": torrent("small", [(["small"], 3 * BLOCK)], 131072, True, True, True),
    "folder-v1": torrent("folder", FOLDER, 32768, True, False, False),
    "folder-v2": torrent("folder", FOLDER, 32768, False, True, False),
    "folder-hybrid": torrent("folder", FOLDER, 32768, True, True, False),
}


def spoiled():
    base = lambda: torrent("one.bin", [(["one.bin"], 100000)], 32768, True, True, True)
    folder = lambda: torrent("folder", FOLDER, 32768, True, True, False)
    t = base(); t["info"]["length"] = 99999
    yield "halves-of-two-lengths", "inconsistent_files", bencode(t)
    t = folder(); t["info"]["files"][0]["path"] = ["other"]
    yield "halves-of-two-names", "inconsistent_files", bencode(t)
    t = folder(); del t["info"]["files"][2]; t["info"]["pieces"] = t["info"]["pieces"][:-20]
    yield "unaligned-hybrid", "inconsistent_files", bencode(t)
    t = base(); key = next(iter(t["piece layers"])); t["piece layers"][key] = bytes(128)
    yield "layer-of-zeros", "invalid_piece_layer", bencode(t)
    t = base(); t["info"]["meta version"] = 3
    yield "version-3", "unsupported_version", bencode(t)
    yield "no-info", "missing_info", b"d8:announce1:xe"
    yield "cut-short", "invalid_bencoding", bencode(base())[:-1]
    yield "key-twice", "invalid_bencoding", bencode(base())[:-1] + b"4:infodee"
    yield "bytes-after-end", "invalid_bencoding", bencode(base()) + b"x"


rows = ["file\toutcome\treason\tinfo_hash_v1\tinfo_hash_v2"]
for name, top in GOOD.items():
    (HERE / (name + ".torrent")).write_bytes(bencode(top))
    info = bencode(top["info"])
    v1 = hashlib.sha1(info).hexdigest() if "pieces" in top["info"] else ""
    v2 = hashlib.sha256(info).hexdigest() if "meta version" in top["info"] else ""
    rows.append(f"{name}.torrent\tloads\t\t{v1}\t{v2}")
for name, reason, data in spoiled():
    (HERE / (name + ".torrent")).write_bytes(data)
    rows.append(f"{name}.torrent\tfails\t{reason}\t\t")
(HERE / "vectors.tsv").write_text("\n".join(rows) + "\n")
