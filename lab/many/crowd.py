"""Many peers in one process that speak the wire protocol (BEP 3, 6, 10) to one seed, each from an address of its own: they greet,
tell what they have, want something or not, keep their connections alive, and some download at a steady rate."""
import errno
import hashlib
import heapq
import random
import selectors
import socket
import struct
import time
from collections import deque

BLOCK = 16384
KEEP_ALIVE_S = 60
AT_ONCE = 50  # connections that have not been greeted yet
ABLE = b"\0\0\0\0\0\x10\0\x04"  # extension protocol, fast extension
EXTENDED = b"d1:md6:ut_pexi1ee1:pi6881e4:reqqi250e1:v9:lab crowde"
CHOKE, UNCHOKE, INTERESTED, BITFIELD, REQUEST, PIECE, HAVE_ALL, REJECT, EXTENSION = 0, 1, 2, 5, 6, 7, 14, 16, 20


def message(kind, body=b""):
    return struct.pack(">IB", 1 + len(body), kind) + body


class Torrent:
    """One file's name in the swarm, its piece length and what its pieces hash to."""

    def __init__(self, info_hash, length, piece_length, hashes):
        self.info_hash, self.length, self.piece_length, self.hashes = info_hash, length, piece_length, hashes


class Peer:
    def __init__(self, crowd, number):
        self.crowd, self.number = crowd, number
        self.link = socket.socket()
        self.link.setblocking(False)
        self.link.bind((f"10.9.{1 + number // 250}.{1 + number % 250}", 0))
        self.got, self.greeted, self.settled, self.closed, self.choked = bytearray(), False, False, "", True
        self.wanted, self.asked, self.pieces, self.right = deque(), set(), {}, 0
        state = self.link.connect_ex(crowd.address)
        if state not in (0, errno.EINPROGRESS):
            self.end(f"connect: {errno.errorcode[state]}")
        else:
            crowd.selector.register(self.link, selectors.EVENT_WRITE, self)

    def end(self, reason):
        if not self.closed:
            self.closed = reason
            self.crowd.joining.discard(self)
            try:
                self.crowd.selector.unregister(self.link)
            except KeyError:
                pass
            self.link.close()

    def ready(self, events):
        try:
            if events & selectors.EVENT_WRITE:
                self.crowd.selector.modify(self.link, selectors.EVENT_READ, self)
                self.link.sendall(b"\x13BitTorrent protocol" + ABLE + self.crowd.torrent.info_hash + b"-XX0000-%012d" % self.number)
            else:
                data = self.link.recv(1 << 18)
                if not data:
                    return self.end("it closed the connection")
                self.got += data
                self.read()
        except OSError as e:
            self.end(str(e))

    def read(self):
        if not self.greeted:
            if len(self.got) < 68:
                return
            del self.got[:68]
            self.greeted = True
            pieces = len(self.crowd.torrent.hashes)
            bits = bytearray((pieces + 7) // 8)
            if not self.active:
                # Half of the pieces: it is no seed, and lacks something.
                for piece in range(0, pieces, 2):
                    bits[piece // 8] |= 0x80 >> piece % 8
            wants = message(INTERESTED) if not self.active and self.number % 2 else b""
            self.link.sendall(message(BITFIELD, bytes(bits)) + message(EXTENSION, b"\0" + EXTENDED) + wants)
            self.crowd.after(random.random() * KEEP_ALIVE_S, self.keep_alive)
        at = 0
        while len(self.got) - at >= 4:
            length = int.from_bytes(self.got[at : at + 4], "big")
            if len(self.got) - at < 4 + length:
                break
            if length:
                self.heard(self.got[at + 4], self.got[at + 5 : at + 4 + length])
            at += 4 + length
        del self.got[:at]

    @property
    def active(self):
        return self.number < self.crowd.active

    def keep_alive(self):
        if not self.closed:
            self.link.sendall(bytes(4))
            self.crowd.after(KEEP_ALIVE_S, self.keep_alive)

    def heard(self, kind, body):
        if kind in (BITFIELD, HAVE_ALL):
            self.settled = True
            self.crowd.joining.discard(self)
        elif kind == UNCHOKE:
            self.choked = False
        elif kind == CHOKE:
            self.choked = True
            self.wanted.extendleft(self.asked)
            self.asked.clear()
        elif kind == REJECT:
            piece, begin, _ = struct.unpack(">III", body)
            if (piece, begin) in self.asked:
                self.asked.remove((piece, begin))
                self.wanted.append((piece, begin))
        elif kind == PIECE:
            self.took(*struct.unpack_from(">II", body), body[8:])

    def downloads(self):
        """Begins to want everything, from a piece of its own on."""
        torrent = self.crowd.torrent
        count = len(torrent.hashes)
        for i in range(count):
            piece = (self.number + i) % count
            length = min(torrent.piece_length, torrent.length - piece * torrent.piece_length)
            self.pieces[piece] = bytearray(length)
            self.wanted.extend((piece, begin) for begin in range(0, length, BLOCK))
        self.link.sendall(message(INTERESTED))
        self.crowd.after(random.random() / self.crowd.blocks_per_second, self.asks)

    def asks(self):
        if self.closed or not (self.wanted or self.asked):
            return
        if not self.choked and self.wanted:
            piece, begin = self.wanted.popleft()
            self.asked.add((piece, begin))
            self.link.sendall(message(REQUEST, struct.pack(">III", piece, begin, min(BLOCK, len(self.pieces[piece]) - begin))))
        self.crowd.after(1 / self.crowd.blocks_per_second, self.asks)

    def took(self, piece, begin, data):
        if (piece, begin) not in self.asked:
            return
        self.asked.remove((piece, begin))
        self.pieces[piece][begin : begin + len(data)] = data
        if not self.wanted and not self.asked:
            self.right = sum(hashlib.sha1(held).digest() == self.crowd.torrent.hashes[number] for number, held in self.pieces.items())
            self.pieces.clear()


class Crowd:
    """So many peers of a torrent, the first ``active`` of which will download."""

    def __init__(self, address, torrent, count, active, blocks_per_second):
        self.address, self.torrent, self.count, self.active, self.blocks_per_second = address, torrent, count, active, blocks_per_second
        self.selector, self.peers, self.joining, self.timers, self.serial = selectors.DefaultSelector(), [], set(), [], 0

    def after(self, seconds, action):
        self.serial += 1
        heapq.heappush(self.timers, (time.monotonic() + seconds, self.serial, action))

    def joins(self, limit_s):
        """Connects everybody; how many are there."""
        self.run(lambda: len(self.peers) == self.count and not self.joining, limit_s, self.connect_more)
        return self.present()

    def connect_more(self):
        while len(self.peers) < self.count and len(self.joining) < AT_ONCE:
            peer = Peer(self, len(self.peers))
            self.peers.append(peer)
            if not peer.closed:
                self.joining.add(peer)

    def present(self):
        return sum(peer.settled and not peer.closed for peer in self.peers)

    def waits(self, seconds):
        end = time.monotonic() + seconds
        self.after(seconds, lambda: None)
        self.run(lambda: time.monotonic() >= end, seconds + 1)

    def downloads(self, limit_s):
        """Has the active ones download; how many have got all of it, and that right."""
        active = [peer for peer in self.peers[: self.active] if not peer.closed]
        for peer in active:
            peer.downloads()
        self.run(lambda: all(peer.closed or not peer.pieces for peer in active), limit_s)
        return sum(peer.right == len(self.torrent.hashes) for peer in active)

    def reasons(self):
        """Why some are not there any more, with how many each."""
        counted = {}
        for peer in self.peers:
            reason = peer.closed or ("" if peer.settled else "it said nothing")
            if reason:
                counted[reason] = counted.get(reason, 0) + 1
        return counted

    def run(self, done, limit_s, before=lambda: None):
        end = time.monotonic() + limit_s
        while True:
            before()
            if done() or time.monotonic() > end:
                return
            due = self.timers[0][0] if self.timers else end
            for key, events in self.selector.select(max(0, min(due, end) - time.monotonic())):
                key.data.ready(events)
            while self.timers and self.timers[0][0] <= time.monotonic():
                action = heapq.heappop(self.timers)[2]
                try:
                    action()
                except OSError:
                    pass  # the reader notices that the link is gone

    def leaves(self):
        for peer in self.peers:
            peer.end("done")
        self.selector.close()
