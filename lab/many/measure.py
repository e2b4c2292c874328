#!/usr/bin/python3
"""The measurement of run beside this file; its argument is the work folder, everything else comes from the environment."""
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time

import clients
from crowd import Crowd, Torrent

work = sys.argv[1]
torrents, connections, active = (int(os.environ[name]) for name in ("TORRENTS", "CONNECTIONS", "ACTIVE"))
idle_s, chosen, parts = float(os.environ["IDLE_S"]), os.environ["CLIENTS"].split(), os.environ["PARTS"].split()
MIB = 1 << 20
ANNOUNCE = f"http://127.0.0.1:{clients.TRACKER}/announce"
SMALL, SMALL_PIECE = 100_000, 16 << 10
LARGE, LARGE_PIECE, BLOCKS_PER_SECOND = 8 * MIB, 256 << 10, 16
faults = []


def bencoded(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        return b"%d:" % len(value) + value
    return b"d" + b"".join(bencoded(key) + bencoded(value[key]) for key in sorted(value)) + b"e"


def make(name, length, piece):
    """A file of chance and its .torrent."""
    data = os.urandom(length)
    with open(f"{work}/files/{name}", "wb") as file:
        file.write(data)
    hashes = [hashlib.sha1(data[at : at + piece]).digest() for at in range(0, length, piece)]
    info = {"name": name, "length": length, "piece length": piece, "pieces": b"".join(hashes)}
    path = f"{work}/torrents/{name}.torrent"
    with open(path, "wb") as file:
        file.write(bencoded({"announce": ANNOUNCE, "info": info}))
    return path, Torrent(hashlib.sha1(bencoded(info)).digest(), length, piece, hashes)


def calm(client):
    """Waits until it has nothing more to do: under 2 % of a core for 2 s, or for a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        before = client.cpu_seconds()
        time.sleep(2)
        if client.cpu_seconds() - before < 0.04:
            return


def share_of_core(client, during):
    """What it uses of a core meanwhile, in per cent, and the seconds that took."""
    before, began = client.cpu_seconds(), time.monotonic()
    during()
    seconds = time.monotonic() - began
    return 100 * (client.cpu_seconds() - before) / seconds, seconds


def seeds(client):
    clients.until(lambda: client.seeding() >= torrents, 600, f"{client.name} seeds {torrents} torrents")


def started(client, paths):
    """Seconds from the program's start until all are seeding."""
    began = time.monotonic()
    client.start()
    client.add(paths)
    seeds(client)
    return time.monotonic() - began


def many_torrents(client, paths):
    first = started(client, paths)
    calm(client)
    client.stop()
    again = started(client, [])
    calm(client)
    idle, _ = share_of_core(client, lambda: time.sleep(idle_s))
    threads, files, rss = client.threads(), client.files(), client.rss_bytes()
    heap = client.collect()
    held = "" if heap is None else f"{heap / MIB:.0f} of {client.rss_bytes() / MIB:.0f}"
    client.stop()
    if client.name == "enxame" and idle >= 1:
        faults.append(f"{torrents} torrents: idle at {idle:.2f} % of a core")
    return f"| {client.name} | {first:.1f} | {again:.1f} | {rss / MIB:.0f} | {held} | {idle:.2f} | {threads} | {files} |"


def many_connections(client, path, torrent):
    client.start()
    client.add([path])
    clients.until(lambda: client.seeding() == 1, 60, f"{client.name} seeds")
    crowd = Crowd(("10.9.0.1", clients.PORT), torrent, connections, active, BLOCKS_PER_SECOND)
    calm(client)
    heap_before, rss_before = client.collect(), client.rss_bytes()
    threads_before, files_before = client.threads(), client.files()
    joining, join_s = share_of_core(client, lambda: crowd.joins(120))
    there = crowd.present()
    crowd.waits(5)
    idle, _ = share_of_core(client, lambda: crowd.waits(idle_s))
    stayed, heap_after, rss_after = crowd.present(), client.collect(), client.rss_bytes()
    threads, files = client.threads() - threads_before, client.files() - files_before
    whole = []
    busy, seconds = share_of_core(client, lambda: whole.append(crowd.downloads(180)))
    kept, reasons = crowd.present(), crowd.reasons()
    rss_end = client.rss_bytes()
    crowd.leaves()
    client.stop()
    if reasons:
        print(f"{client.name}: who is not there any more: {reasons}", file=sys.stderr, flush=True)
    if client.name == "enxame":
        faults.extend(sentence for wrong, sentence in (
            (kept < connections, f"{kept} of {connections} connections were kept"),
            (idle >= 1, f"{connections} connections: idle at {idle:.2f} % of a core"),
            (whole[0] < active, f"{whole[0]} of {active} have got the file")) if wrong)
    each = (rss_after - rss_before) / 1024 / max(1, stayed)
    heap = "" if heap_before is None else f"{(heap_after - heap_before) / 1024 / max(1, stayed):.1f}"
    return (f"| {client.name} | {there} in {join_s:.1f} s, {joining * join_s / 100:.2f} s of CPU | {kept} | {each:.1f} | {heap} | {rss_after / MIB:.0f}"
            f" | {idle:.2f} | {threads:+d}, {files:+d} | {whole[0]} of {active} in {seconds:.1f} s | {busy:.1f} | {rss_end / MIB:.0f} |")


def measured(name, crowd, measure, *arguments):
    client = clients.ALL[name](work, crowd)
    tracker = None
    try:
        if not client.tracker:
            tracker = other_tracker()
        print(measure(client, *arguments), flush=True)
    except (TimeoutError, OSError, RuntimeError) as e:
        print(f"| {name} | failed: {e} |", flush=True)
        faults.append(f"{name}: {e}")
    finally:
        client.stop()
        if tracker:
            tracker.terminate()
            tracker.wait()
        shutil.rmtree(client.home)


def other_tracker():
    """For those that bring none."""
    log = open(f"{work}/tracker.log", "ab")
    tracker = subprocess.Popen([os.environ["ENXAME"], "tracker", "--port", str(clients.TRACKER), "--data", f"{work}/tracker"], stdout=log, stderr=log)
    clients.until(lambda: not socket.socket().connect_ex(("127.0.0.1", clients.TRACKER)), 30, "the tracker")
    return tracker


def main():
    os.makedirs(f"{work}/files")
    os.makedirs(f"{work}/torrents")
    if "torrents" in parts:
        paths = [make(f"{number}.bin", SMALL, SMALL_PIECE)[0] for number in range(torrents)]
        print(f"\n## {torrents} torrents of {SMALL:,} bytes\n")
        print("| | s until all seed, added | after a restart | RSS MiB | heap in use of RSS, after GC, MiB | idle, % of a core | threads | files |")
        print("|---|---|---|---|---|---|---|---|")
        for name in chosen:
            measured(name, 0, many_torrents, paths)
    if "connections" in parts:
        path, torrent = make("large.bin", LARGE, LARGE_PIECE)
        print(f"\n## {connections} connections to one seed, {active} of which download {LARGE // MIB} MiB each at {BLOCKS_PER_SECOND * 16} KiB/s\n")
        print("| | connected | kept | KiB RSS each | KiB heap each | RSS MiB | idle, % of a core | threads, files | have it | active, % of a core | RSS MiB then |")
        print("|---|---|---|---|---|---|---|---|---|---|---|")
        for name in chosen:
            measured(name, connections, many_connections, path, torrent)
    print()
    sys.exit("\n".join(faults) if faults else 0)


main()
