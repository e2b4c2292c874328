"""Attacks by peers: each is valid or invalid BitTorrent as fast as it is taken. An attack is a function of a Scene and a number of seconds."""
import os
import socket
import struct
import time

import wire
from wire import BLOCK, frame

CONNECTIONS = 120


def flood(scene, seconds, payload, first=b"", reads=True, connections=CONNECTIONS, pause=0.0, info_hash=None):
    """Everybody greets, says first what comes first and then sends the payload over and over."""
    crowd = wire.Crowd(
        scene.peer_port,
        scene.enemies,
        connections,
        lambda: wire.handshake(info_hash or scene.info_hash) + first,
        reads,
        None if reads else 2304,
    )
    return crowd.run(seconds, payload, pause)


def unread_rejections(scene, seconds):
    return flood(scene, seconds, frame(wire.REQUEST, 0, 0, 2 * BLOCK) * 2000, reads=False)


def rejections(scene, seconds):
    return flood(scene, seconds, frame(wire.REQUEST, 0, 0, 2 * BLOCK) * 2000)


def unread_blocks(scene, seconds):
    wanted = b"".join(frame(wire.REQUEST, piece, 0, BLOCK) for piece in range(100))
    return flood(scene, seconds, wanted, frame(wire.INTERESTED), reads=False)


def cancels(scene, seconds):
    waiting = b"".join(frame(wire.REQUEST, i % 100, 0, BLOCK) for i in range(2000))
    absent = b"".join(frame(wire.CANCEL, i % 100, BLOCK, BLOCK) for i in range(2000))
    return flood(scene, seconds, absent, frame(wire.INTERESTED) + waiting, reads=False)


def extension_handshakes(scene, seconds):
    names = {f"extension_{i:04}": 1 + i % 200 for i in range(990)}
    return flood(scene, seconds, wire.extended(0, {"m": names}) * 4)


def haves(scene, seconds):
    lost = frame(wire.EXTENDED, tail=b"\x07" + struct.pack(">I", 1))
    return flood(scene, seconds, (frame(wire.HAVE, 1) + lost) * 2000)


def interest(scene, seconds):
    return flood(scene, seconds, (frame(wire.INTERESTED) + frame(wire.NOT_INTERESTED)) * 2000)


def inventories(scene, seconds):
    return flood(scene, seconds, (frame(wire.HAVE_ALL) + frame(wire.HAVE_NONE)) * 1000)


def peer_exchange(scene, seconds):
    """Names addresses of the honest host at which nobody listens (BEP 11)."""
    victim = socket.inet_aton(scene.honest)
    named = b"".join(victim + struct.pack(">H", 1 + (i * 97) % 65535) for i in range(200))
    told = b"".join(wire.extended(number, {"added": named, "added.f": bytes(200)}) for number in range(1, 6))
    return flood(scene, seconds, told, wire.extended(0, {"m": {"ut_pex": 1}}), pause=0.2)


def metadata_requests(scene, seconds):
    asked = b"".join(wire.extended(number, {"msg_type": 0, "piece": 0}) for number in range(1, 6)) * 200
    return flood(scene, seconds, asked, wire.extended(0, {"m": {"ut_metadata": 3}}), reads=False)


def metadata_nonsense(scene, seconds):
    pieces = (2**31 - 1, 2**31, -1, 2**63 - 1, 131072)
    odd = b"".join(wire.extended(n, {"msg_type": k, "piece": p}) for n in range(1, 6) for k in (0, 1, 2, 9) for p in pieces)
    return flood(scene, seconds, odd * 20, wire.extended(0, {"m": {"ut_metadata": 3}, "metadata_size": 2**31 - 1}))


def hash_requests(scene, seconds, reads=True):
    """Hashes of two files in turn (BEP 52)."""
    asked = b"".join(frame(wire.HASH_REQUEST, tail=root + struct.pack(">4I", 0, 0, 2, 0)) for root in scene.v2_roots)
    return flood(scene, seconds, asked * 500, reads=reads, info_hash=scene.v2_hash)


def unread_hash_requests(scene, seconds):
    return hash_requests(scene, seconds, reads=False)


def odd_hash_requests(scene, seconds):
    ranges = [(0, 0, 512, 31), (2**32 - 1, 2**32 - 1, 2**32 - 1, 2**32 - 1), (0, 1, 3, 0), (40, 0, 2, 0), (0, 2**31, 512, 20)]
    asked = b"".join(frame(wire.HASH_REQUEST, tail=root + struct.pack(">4I", *r)) for root in scene.v2_roots for r in ranges)
    return flood(scene, seconds, asked * 200, info_hash=scene.v2_hash)


def unrequested_blocks(scene, seconds):
    return flood(scene, seconds, frame(wire.PIECE, 0, 0, tail=os.urandom(BLOCK)) * 4)


def idle_messages(scene, seconds):
    """Messages without any effect."""
    useless = bytes(4) + frame(wire.SUGGEST, 1) + frame(wire.ALLOWED_FAST, 1) + frame(99) + frame(wire.PORT, tail=b"\x1a\xe1")
    return flood(scene, seconds, useless * 1000)


def endless_frames(scene, seconds):
    return flood(scene, seconds, struct.pack(">I", 0xFFFFFFF0) + bytes(1 << 16))


def long_frames(scene, seconds):
    """The longest extension messages that are taken, filled with what is no message."""
    return flood(scene, seconds, frame(wire.EXTENDED, tail=b"\x01" + b"d" * ((1 << 20) - 64)))


def trickle(scene, seconds):
    """A long frame a byte at a time."""
    return flood(scene, seconds, b"\0", struct.pack(">IB", 1 << 19, wire.EXTENDED) + b"\x01", pause=0.5)


def silence(scene, seconds):
    """Connects and says nothing; more of them than any limit."""
    return wire.Crowd(scene.peer_port, scene.enemies, 1000).run(seconds)


def silence_after_handshakes(scene, seconds):
    return flood(scene, seconds, b"", connections=400)


def churn(scene, seconds):
    """Connects, greets and is gone."""
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        try:
            connection = wire.connect(scene.peer_port, scene.enemies[count % len(scene.enemies)], 2)
            connection.sendall(wire.handshake(scene.info_hash))
            connection.close()
        except OSError:
            pass
        count += 1
    return f"{count} connections"


def half_encrypted(scene, seconds):
    """Openings of encrypted connections that each cost a key exchange and go nowhere (MSE)."""
    until, count = time.monotonic() + seconds, 0
    waiting = []
    while time.monotonic() < until:
        try:
            connection = wire.connect(scene.peer_port, scene.enemies[count % len(scene.enemies)], 2)
            connection.sendall(os.urandom(96 + count % 500))
            waiting.append(connection)
        except OSError:
            pass
        count += 1
        if len(waiting) >= CONNECTIONS:
            waiting.pop(0).close()
    return f"{count} openings"


ATTACKS = [
    unread_rejections, rejections, unread_blocks, cancels, extension_handshakes, haves, interest, inventories, peer_exchange, metadata_requests,
    metadata_nonsense, hash_requests, unread_hash_requests, odd_hash_requests, unrequested_blocks, idle_messages, endless_frames, long_frames,
    trickle, silence, silence_after_handshakes, churn, half_encrypted,
]  # fmt: skip
