"""What an attacker needs of BitTorrent: bencoding, frames, metainfos, and crowds of connections from several addresses."""
import hashlib
import os
import selectors
import socket
import struct
import time

BLOCK = 16384
CHOKE, UNCHOKE, INTERESTED, NOT_INTERESTED, HAVE, BITFIELD, REQUEST, PIECE, CANCEL, PORT = range(10)
SUGGEST, HAVE_ALL, HAVE_NONE, REJECT, ALLOWED_FAST = range(13, 18)
EXTENDED, HASH_REQUEST = 20, 21
# Extension protocol, fast extension and BEP 52.
RESERVED = b"\0\0\0\0\0\x10\0\x14"


def bencode(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        return b"%d:%s" % (len(value), value)
    if isinstance(value, list):
        return b"l" + b"".join(map(bencode, value)) + b"e"
    pairs = sorted((key.encode() if isinstance(key, str) else key, item) for key, item in value.items())
    return b"d" + b"".join(bencode(key) + bencode(item) for key, item in pairs) + b"e"


def frame(kind, *numbers, tail=b""):
    return struct.pack(f">IB{len(numbers)}I", 1 + 4 * len(numbers) + len(tail), kind, *numbers) + tail


def extended(number, value, tail=b""):
    return frame(EXTENDED, tail=bytes([number]) + bencode(value) + tail)


def handshake(info_hash):
    return b"\x13BitTorrent protocol" + RESERVED + info_hash + b"-XX0001-" + os.urandom(12)


def merkle_root(layer, padding=bytes(32)):
    """The root of a layer of SHA-256 hashes (BEP 52)."""
    while len(layer) > 1:
        if len(layer) % 2:
            layer = layer + [padding]
        layer = [hashlib.sha256(layer[i] + layer[i + 1]).digest() for i in range(0, len(layer), 2)]
        padding = hashlib.sha256(padding * 2).digest()
    return layer[0]


def claimed_v2(name, pieces):
    """A .torrent of two files of that many pieces each, with right piece layers of content that does not exist. Returns it, its hash on the wire and both roots."""
    layers = [os.urandom(32 * pieces) for _ in range(2)]
    roots = [merkle_root([layer[i : i + 32] for i in range(0, len(layer), 32)]) for layer in layers]
    tree = {f"{i}.bin": {"": {"length": pieces * BLOCK, "pieces root": root}} for i, root in enumerate(roots)}
    info = {"name": name, "piece length": BLOCK, "meta version": 2, "file tree": tree}
    torrent = bencode({"info": info, "piece layers": dict(zip(roots, layers))})
    return torrent, hashlib.sha256(bencode(info)).digest()[:20], roots


def published(name, size=0, values=0):
    """A .torrent of one small file whose comment has that many bytes and which has that many values of no use."""
    info = {"name": name, "piece length": BLOCK, "length": 1, "pieces": os.urandom(20)}
    outer = {"info": info, "useless": [1] * values}
    if size:
        outer["padding"] = bytes(size)
    return bencode(outer)


def connect(target, source=None, timeout=10, receive_buffer=None):
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    if source:
        connection.bind((source, 0))
    connection.settimeout(timeout)
    connection.connect(target)
    return connection


class Crowd:
    """Connections to one place from several addresses, each of which sends its greeting once and then a payload over and over."""

    def __init__(self, target, sources, size, greeting=lambda: b"", reads=True, receive_buffer=None):
        self.target, self.sources, self.size = target, sources, size
        self.greeting, self.reads, self.receive_buffer = greeting, reads, receive_buffer
        self.selector = selectors.DefaultSelector()
        self.opened = self.refused = self.ended = self.sent = 0
        self.next_try = 0.0

    def _open(self):
        source = self.sources[self.opened % len(self.sources)]
        self.opened += 1
        try:
            connection = connect(self.target, source, 2, self.receive_buffer)
            connection.sendall(self.greeting())
        except OSError:
            self.refused += 1
            return
        connection.setblocking(False)
        self.selector.register(connection, selectors.EVENT_READ | selectors.EVENT_WRITE, bytearray())

    def _drop(self, connection):
        self.ended += 1
        self.selector.unregister(connection)
        connection.close()

    def fill(self):
        """Opens what is missing, as fast as it is let in but not faster than some hundred a second."""
        now = time.monotonic()
        if now < self.next_try:
            return
        self.next_try = now + 0.05
        for _ in range(min(30, self.size - len(self.selector.get_map()))):
            self._open()

    def run(self, seconds, payload=b"", pause=0.0):
        """Sends the payload again and again, to everybody who takes it; who is hung up on comes back."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.fill()
            for key, events in self.selector.select(0.05):
                try:
                    self._serve(key, events, payload)
                except OSError:
                    self._drop(key.fileobj)
            if pause or not payload:
                time.sleep(pause or 0.02)
        return self.counts()

    def _serve(self, key, events, payload):
        connection, waiting = key.fileobj, key.data
        if events & selectors.EVENT_READ and self.reads and not connection.recv(1 << 18):
            raise ConnectionResetError
        if events & selectors.EVENT_WRITE and payload:
            if not waiting:
                waiting += payload
            done = connection.send(waiting)
            self.sent += done
            del waiting[:done]

    def counts(self):
        return f"{len(self.selector.get_map())} connections stand, {self.opened} opened, {self.refused} refused, {self.ended} ended, {self.sent >> 10} KiB sent"
