#!/usr/bin/env python3
"""medians.py OURS THEIRS: the median seconds in two outputs of time_to_document; fails unless LEECH is the fastest in both."""
import re
import statistics
import sys


def medians(path):
    seconds = {}
    for line in open(path):
        found = re.match(r"(\S+) run \d+: (\S+) s (\S+)", line)
        if found:
            client, time, verdict = found.groups()
            done = verdict == "ok" and re.fullmatch(r"[\d.]+", time)
            seconds.setdefault(client, []).append(float(time) if done else float("inf"))
    return {client: statistics.median(times) for client, times in seconds.items()}


ours, theirs = medians(sys.argv[1])["LEECH"], medians(sys.argv[2])
print(f"  median seconds: ours {ours:.3f};", ", ".join(f"{client} {time:.3f}" for client, time in theirs.items()))
others = [time for client, time in theirs.items() if client != "LEECH"]
sys.exit(0 if others and max(ours, theirs["LEECH"]) < min(others) else 1)
