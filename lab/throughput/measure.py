#!/usr/bin/python3
"""The measurement of run beside this file, with the clients and the clock of p1_transfer.py, whose path is the first argument; the
second is the work folder, the third the command that runs our peer. Everything else comes from the environment (see run)."""
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

program, work, ours = sys.argv[1:]
if os.environ.get("IN_NAMESPACE") != "1":
    # A network in which there is nothing else.
    os.environ["IN_NAMESPACE"] = "1"
    os.execvp("unshare", ["unshare", "-n", "sh", "-c", 'ip link set lo up mtu 65536 && exec "$0" "$@"', sys.executable, os.path.abspath(__file__)] + sys.argv[1:])
os.environ.setdefault("WORK", work)
spec = importlib.util.spec_from_file_location("p1", program)
p1 = importlib.util.module_from_spec(spec)
sys.argv = [program]
spec.loader.exec_module(p1)


class Ours(p1.Client):
    def start(self, mode, torrent, folder, port, peers):
        self.spawn(ours.split() + [mode, torrent, folder, str(port)] + peers)


class Settled(p1.Lt):
    """libtorrent says that it is complete while it still writes, and p1_transfer ends it at once."""

    def kill(self):
        if self.role == "leech":
            time.sleep(1)
        super().kill()


p1.CL |= {"ours": Ours, "lt": Settled}
names = {"ours": "Enxame", "lt": "libtorrent", "rt": "rTorrent", "ar": "aria2", "bt": "bt (Java)", "tr": "Transmission"}
size, runs, limit_s = int(os.environ["SIZE_MIB"]), int(os.environ["RUNS"]), float(os.environ["TIMEOUT_S"])
limits = os.path.join(work, "limits")


def make(kind, source, out, piece):
    if kind == "v1":
        return p1.make_torrent(source, out, piece)
    import libtorrent as lt

    files = lt.file_storage()
    lt.add_files(files, source)
    made = lt.create_torrent(files, piece)
    made.add_tracker(f"http://127.0.0.1:{p1.TRACKER_PORT}/announce")
    lt.set_piece_hashes(made, os.path.dirname(source))
    with open(out, "wb") as file:
        file.write(lt.bencode(made.generate()))


def limit(source):
    """Seconds in which this machine sends, receives, writes and hashes that file, on as many cores as two clients have."""
    if not os.access(limits, os.X_OK):
        return None
    target = os.path.join(work, "limit")
    seconds = float(subprocess.run([limits, "xfer", source, target, "write+sha"], capture_output=True, text=True, check=True).stdout.split()[0])
    os.unlink(target)
    return seconds


def median(rows, value):
    return statistics.median(value(row) for row in rows)


def table(kind, piece, rows, floor):
    print(f"\n## {kind}, pieces of {piece} KiB, {size} MiB, {runs} runs\n")
    if floor:
        print(f"The machine's own limit (send, receive, write, SHA-1): {min(floor):.2f}/{statistics.median(floor):.2f}/{max(floor):.2f} s\n")
    print("| seed → leech | s min/med/max | MB/s | of the limit | CPU s seed + leech | of libtorrent's | peak RSS MiB seed, leech (anonymous) |")
    print("|---|---|---|---|---|---|---|")
    theirs = [r["cpu_seed"] + r["cpu_leech"] for r in rows.get("lt:lt", []) if "error" not in r]
    for pair, all_runs in rows.items():
        good = [r for r in all_runs if "error" not in r]
        title = " → ".join(names.get(client, client) for client in pair.split(":"))
        if not good:
            print(f"| {title} | failed: {all_runs[0]['error'][:100]} | | | | | |")
            continue
        seconds = sorted(r["s"] for r in good)
        middle = statistics.median(seconds)
        memory = ["{:.0f} ({:.0f})".format(median(good, lambda r: r[side].get("hwm", 0)), median(good, lambda r: r[side].get("anon", 0))) for side in ("mem_seed", "mem_leech")]
        used = median(good, lambda r: r["cpu_seed"] + r["cpu_leech"])
        notes = ("" if len(good) == len(all_runs) else f" ({len(all_runs) - len(good)} failed)") + ("" if all(r["cmp"] for r in good) else " DIFFERENT")
        print(f"| {title} | {seconds[0]:.2f}/{middle:.2f}/{seconds[-1]:.2f}{notes} | {size * 1.048576 / middle:.0f}"
              f" | {f'{statistics.median(floor) / middle * 100:.0f} %' if floor else '–'}"
              f" | {median(good, lambda r: r['cpu_seed']):.2f} + {median(good, lambda r: r['cpu_leech']):.2f}"
              f" | {f'{used / statistics.median(theirs):.2f}' if theirs else '–'} | {', '.join(memory)} |", flush=True)
    return judged(rows)


def judged(rows):
    """What is not as it must be: sentences."""
    good = {pair: [r for r in runs if "error" not in r] for pair, runs in rows.items()}
    faults = [f"{pair}: {len(rows[pair]) - len(runs)} of {len(rows[pair])} runs failed" for pair, runs in good.items() if "ours" in pair and len(runs) < len(rows[pair])]
    faults += [f"{pair}: the file differs" for pair, runs in good.items() if not all(r["cmp"] for r in runs)]
    for pair, runs in good.items():
        if "ours" not in pair or not runs or not good.get("lt:lt"):
            continue
        other = good["lt:lt"]
        mine, theirs = median(runs, lambda r: r["s"]), median(other, lambda r: r["s"])
        if mine > theirs:
            faults.append(f"{pair}: {mine:.2f} s, libtorrent {theirs:.2f} s")
        used = median(runs, lambda r: r["cpu_seed"] + r["cpu_leech"]) / median(other, lambda r: r["cpu_seed"] + r["cpu_leech"])
        if used > 1.2:
            faults.append(f"{pair}: {used:.2f} of libtorrent's CPU seconds")
        for side, client in zip(("mem_seed", "mem_leech"), pair.split(":")):
            most = median(runs, lambda r: r[side].get("hwm", 0))
            if client == "ours" and most >= 300 * 1e6 / (1 << 20):
                faults.append(f"{pair}: {most:.0f} MiB in its {side[4:]}")
    return faults


def main():
    folder = os.path.join(work, "source")
    os.mkdir(folder)
    source = os.path.join(folder, "payload.bin")
    with open(source, "wb") as file:
        for _ in range(size):
            file.write(os.urandom(1 << 20))
    # The first touch of a virtual machine's page costs a fault of its host, which would be charged to the first run.
    p1.prewarm(work, max(1, 2 * size >> 10))
    tracker, port, faults = p1.Tracker(), 20000, []
    for kind in os.environ["KINDS"].split():
        for piece in map(int, os.environ["PIECES"].split()):
            torrent = os.path.join(work, f"{kind}-{piece}.torrent")
            make(kind, source, torrent, piece << 10)
            pairs = [pair for pair in os.environ["PAIRS"].split(",") if kind == "v1" or not {"ar", "tr", "bt"} & set(pair.split(":"))]
            rows, floor = {pair: [] for pair in pairs}, []
            for number in range(runs):
                if (seconds := limit(source)) is not None:
                    floor.append(seconds)
                for pair in pairs:
                    port += 2
                    row = p1.one(pair, source, torrent, work, work, tracker, limit_s, (port, port + 1))
                    rows[pair].append(row)
                    print(f"{kind} {piece} KiB, run {number + 1}, {pair}: {row.get('error') or '%.2f s' % row['s']}", file=sys.stderr, flush=True)
                    if "OUT" in os.environ:
                        with open(os.environ["OUT"], "a") as out:
                            out.write(json.dumps({"kind": kind, "piece_kib": piece, "size_mib": size, "run": number, **row}) + "\n")
            faults += [f"{kind}, {piece} KiB, {fault}" for fault in table(kind, piece, rows, floor)]
    shutil.rmtree(folder)
    print()
    if size < 1024:
        print("too little data to judge")
        faults = [fault for fault in faults if "failed" in fault or "differs" in fault]
    sys.exit("\n".join(faults) if faults else 0)


main()
