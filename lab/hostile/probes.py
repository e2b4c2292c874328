"""What honest users do, again and again, and how long each time takes. Prints a line each: when it began (monotonic, which all
processes of a machine share), what, seconds (or 'failed'), how often it was tried.
usage: probes.py page PORT | probes.py honest PEER_HOST PEER_PORT TRACKER_PORT INFO_HASH PIECES PIECE_LENGTH"""
import http.client
import random
import socket
import struct
import sys
import threading
import time

import wire

TIMEOUT = 10


def take(connection, length):
    data = b""
    while len(data) < length:
        more = connection.recv(length - len(data))
        if not more:
            raise ConnectionResetError
        data += more
    return data


def message(connection):
    length = struct.unpack(">I", take(connection, 4))[0]
    return take(connection, length)


class Blocks:
    """One connection that asks for a block now and then, and connects again when it is lost."""

    def __init__(self, target, info_hash, pieces, piece_length):
        self.target, self.info_hash = target, info_hash
        self.pieces, self.blocks = pieces, piece_length // wire.BLOCK
        self.connection = None

    def __call__(self):
        try:
            self._ask()
        except OSError:
            if self.connection:
                self.connection.close()
            self.connection = None
            raise

    def _ask(self):
        if not self.connection:
            self.connection = wire.connect(self.target, timeout=TIMEOUT)
            self.connection.sendall(wire.handshake(self.info_hash) + wire.frame(wire.INTERESTED))
            take(self.connection, 68)
            while message(self.connection)[:1] != bytes([wire.UNCHOKE]):
                pass
        piece, block = random.randrange(self.pieces - 1), random.randrange(self.blocks)
        self.connection.sendall(wire.frame(wire.REQUEST, piece, block * wire.BLOCK, wire.BLOCK))
        while True:
            kind = message(self.connection)[:1]
            if kind == bytes([wire.PIECE]):
                return
            if kind == bytes([wire.REJECT]):
                raise ConnectionRefusedError


def newcomer(target, info_hash):
    connection = wire.connect(target, timeout=TIMEOUT)
    try:
        connection.sendall(wire.handshake(info_hash))
        take(connection, 68)
    finally:
        connection.close()


class UdpAnnounces:
    """A connect and an announce (BEP 15), each asked again after a second; the tries are counted."""

    def __init__(self, target, info_hash):
        self.target, self.info_hash = target, info_hash

    def __call__(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.connect(self.target)
            udp.settimeout(1)
            met, tries = self._ask(udp, struct.pack(">QI", 0x41727101980, 0))
            told = met[8:16] + struct.pack(">I", 1)
            rest = self.info_hash + b"-XX0001-honesthonest" + struct.pack(">QQQIIIiH", 0, 1000, 0, 2, 0, 7, 50, 6881)
            return max(tries, self._ask(udp, told, rest)[1])

    @staticmethod
    def _ask(udp, head, rest=b""):
        for tries in range(1, TIMEOUT):
            transaction = struct.pack(">I", random.getrandbits(32))
            udp.send(head + transaction + rest)
            try:
                answer = udp.recv(2048)
                while answer[4:8] != transaction:
                    answer = udp.recv(2048)
                return answer, tries
            except TimeoutError:
                pass
        raise TimeoutError


def get(host, port, path, name=None):
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    try:
        connection.request("GET", path, headers={"Host": name or f"{host}:{port}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise ConnectionRefusedError(answer.status)
    finally:
        connection.close()


def repeat(what, act, pause):
    while True:
        began = time.monotonic()
        try:
            tries = act() or 1
            line = f"{began:.3f} {what} {time.monotonic() - began:.4f} {tries}"
        except (OSError, http.client.HTTPException, struct.error, IndexError) as e:
            line = f"{began:.3f} {what} failed {time.monotonic() - began:.1f}s:{type(e).__name__}"
        print(line, flush=True)
        time.sleep(pause)


def acts(words):
    if words[0] == "page":
        port = int(words[1])
        return {"api": lambda: get("127.0.0.1", port, "/api/torrents", f"localhost:{port}")}
    host, peer, tracker, info_hash = words[1], int(words[2]), int(words[3]), bytes.fromhex(words[4])
    return {
        "block": Blocks((host, peer), info_hash, int(words[5]), int(words[6])),
        "newcomer": lambda: newcomer((host, peer), info_hash),
        "udp": UdpAnnounces((host, tracker), info_hash),
        "announce": lambda: get(host, tracker, "/announce?info_hash=" + "%AB" * 20 + "&peer_id=" + "%2D" * 20 + "&port=6881&left=1&uploaded=0&downloaded=0"),
        "search": lambda: get(host, tracker, "/api/search?q=hostile"),
    }


if __name__ == "__main__":
    for name, act in acts(sys.argv[1:]).items():
        threading.Thread(target=repeat, args=(name, act, 0.05), daemon=True).start()
    threading.Event().wait()
