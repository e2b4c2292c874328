#!/usr/bin/python3
"""Makes a .torrent as libtorrent does: make.py v1|v2|hybrid PATH TRACKER OUT. An empty TRACKER is none; the environment may name a WEB_SEED.
Beside the files of a hybrid one it writes the pad files (BEP 47), as those who do not know what they are want to have them.
make.py again TORRENT MARK OUT: the same torrent with a mark in its info, so that it is a swarm of its own.
make.py link TORRENT v1|v2|both TRACKER [PEER...]: prints a magnet link with that hash, or both; TRACKER may be empty, and of
peers it names those.
Else it prints each 20 bytes that trackers know it by, in hexadecimal."""
import os
import sys
import urllib.parse

import libtorrent as lt

kind, path, given, out = sys.argv[1:5]
if kind == "link":
    hashes = lt.torrent_info(path).info_hashes()
    names = [f"xt=urn:btih:{hashes.v1}"] if given != "v2" else []
    names += [f"xt=urn:btmh:1220{hashes.v2}"] if given != "v1" else []
    names += [f"tr={urllib.parse.quote(out, '')}"] if out else []
    print("magnet:?" + "&".join(names + [f"x.pe={peer}" for peer in sys.argv[5:]]))
    sys.exit()
if kind == "again":
    with open(path, "rb") as file:
        metainfo = lt.bdecode(file.read())
    metainfo[b"info"][b"source"] = given.encode()
else:
    files = lt.file_storage()
    lt.add_files(files, path, lambda found: os.path.basename(found) != ".pad")
    made = lt.create_torrent(files, 64 << 10, flags={"v1": lt.create_torrent.v1_only, "v2": lt.create_torrent.v2_only, "hybrid": 0}[kind])
    if given:
        made.add_tracker(given)
    if "WEB_SEED" in os.environ:
        made.add_url_seed(os.environ["WEB_SEED"])
    lt.set_piece_hashes(made, os.path.dirname(path))
    metainfo = made.generate()
with open(out, "wb") as file:
    file.write(lt.bencode(metainfo))
info = lt.torrent_info(out)
for number in range(info.num_files() if kind == "hybrid" else 0):
    if info.files().file_flags(number) & lt.file_flags_t.flag_pad_file:
        pad = os.path.join(os.path.dirname(path), info.files().file_path(number))
        os.makedirs(os.path.dirname(pad), exist_ok=True)
        with open(pad, "wb") as file:
            file.truncate(info.files().file_size(number))
hashes = info.info_hashes()
if hashes.has_v1():
    print(hashes.v1)
if hashes.has_v2():
    print(str(hashes.v2)[:40])
