#!/usr/bin/env python3
"""shares.py REPORT: who brought how much, nearest first; fails if the hashes differ or a farther peer brought more.
shares.py --formula BYTES UP_MBIT REPORT...: the median share of each distance beside x = rate * (T - 2 RTT); fails when
one is 15 points or more off."""
import json
import statistics
import sys

NAMES = ((15, "near"), (50, "city"), (150, "country"), (float("inf"), "abroad"))


def name(rtt):
    return next(n for limit, n in NAMES if rtt < limit)


def by_distance(report):
    """Bytes that each distance brought; a report may list one peer twice, by the port it dialled from and by its own."""
    brought = {}
    for peer in report["peers"]:
        if peer["rttMillis"] is not None:
            brought.setdefault(name(peer["rttMillis"]), [0, peer["rttMillis"]])
            brought[name(peer["rttMillis"])][0] += peer["bytes"]
    return brought


def one(path):
    report = json.load(open(path))
    seconds = {key: round(value, 3) for key, value in report["seconds"].items() if value is not None}
    brought = by_distance(report)
    total = sum(bytes_ for bytes_, _ in brought.values())
    order = [n for _, n in NAMES if n in brought]
    print("  " + ", ".join(f"{n} ({brought[n][1]:.0f} ms) {brought[n][0] / 1024:.0f} KiB = {100 * brought[n][0] / total:.0f} %" for n in order))
    print(f"  seconds {seconds}")
    if not report["hashes"]["match"]:
        sys.exit("the hashes do not match")
    amounts = [brought[n][0] for n in order]
    if amounts != sorted(amounts, reverse=True):
        sys.exit("a farther peer brought more")


def formula(size, up, paths):
    rate = up * 125_000
    rtts = {"near": 0.006, "city": 0.024, "country": 0.084, "abroad": 0.244}
    starts = sorted((2 * rtt, n) for n, rtt in rtts.items())
    finish = min((size + sum(a * rate for a, _ in starts[:k])) / (k * rate) for k in range(1, len(starts) + 1))
    wrong = False
    reports = [by_distance(json.load(open(path))) for path in paths]
    for n in rtts:
        expected = 100 * max(0, rate * (finish - 2 * rtts[n])) / size
        found = statistics.median(100 * r.get(n, [0])[0] / sum(b for b, _ in r.values()) for r in reports)
        print(f"  {n}: {found:.0f} %, by the formula {expected:.0f} %")
        wrong |= abs(found - expected) >= 15
    if wrong:
        sys.exit("a share is 15 points off")


if sys.argv[1] == "--formula":
    formula(int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:])
else:
    one(sys.argv[1])
