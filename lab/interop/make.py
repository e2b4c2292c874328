#!/usr/bin/python3
"""Makes a .torrent as libtorrent does: make.py v1|v2 PATH TRACKER OUT. An empty TRACKER is none; the environment may name a WEB_SEED.
make.py again TORRENT MARK OUT: the same torrent with a mark in its info, so that it is a swarm of its own.
Prints each 20 bytes that trackers know it by, in hexadecimal."""
import os
import sys

import libtorrent as lt

kind, path, given, out = sys.argv[1:]
if kind == "again":
    with open(path, "rb") as file:
        metainfo = lt.bdecode(file.read())
    metainfo[b"info"][b"source"] = given.encode()
else:
    files = lt.file_storage()
    lt.add_files(files, path)
    made = lt.create_torrent(files, 64 << 10, flags=lt.create_torrent.v1_only if kind == "v1" else lt.create_torrent.v2_only)
    if given:
        made.add_tracker(given)
    if "WEB_SEED" in os.environ:
        made.add_url_seed(os.environ["WEB_SEED"])
    lt.set_piece_hashes(made, os.path.dirname(path))
    metainfo = made.generate()
with open(out, "wb") as file:
    file.write(lt.bencode(metainfo))
hashes = lt.torrent_info(out).info_hashes()
if hashes.has_v1():
    print(hashes.v1)
if hashes.has_v2():
    print(str(hashes.v2)[:40])
