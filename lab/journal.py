#!/usr/bin/env python3
"""Prints what a download's journal says would survive a crash: journal.py NAME.part.journal PIECE_LENGTH LENGTH
The bytes of the pieces recorded in it, or with --pieces the pieces themselves. No journal: 0 (or LENGTH, if NAME is complete)."""
import os
import struct
import sys


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def pieces(path):
    found = set()
    with open(path, "rb") as file:
        data = file.read()
    if len(data) < 64 or data[:8] != b"ENXJRNL1" or crc32c(data[:60]) != struct.unpack(">I", data[60:64])[0]:
        return found
    header_crc = data[60:64]
    for at in range(64, len(data) - 11, 12):
        first, count, crc = struct.unpack(">III", data[at : at + 12])
        if crc != crc32c(struct.pack(">Q", at) + data[at : at + 8] + header_crc):
            break
        found = found | set(range(first, first + count)) if count else set()
    return found


def main():
    path, piece_length, length = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    whole = path.removesuffix(".part.journal")
    if not os.path.exists(path):
        print(length if os.path.exists(whole) else 0)
        return
    last = (length - 1) // piece_length
    found = pieces(path)
    if "--pieces" in sys.argv:
        print(*sorted(found))
    else:
        print(sum(length - last * piece_length if piece == last else piece_length for piece in found))


main()
