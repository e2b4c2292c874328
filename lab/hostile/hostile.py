"""Attacks a daemon one way after the other while honest users go on, and judges what they notice (see run).
usage: hostile.py LAN WORK PID INFO_HASH PIECES PIECE_LENGTH [ATTACK…]; SECONDS is how long each lasts"""
import dataclasses
import hashlib
import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import peers
import trackers
import wire

PEER_PORT, TRACKER_PORT, PAGE_PORT = 6881, 6969, 7070
SECONDS = float(os.environ.get("SECONDS_EACH", "10"))
# What honest users may notice during an attack: seconds that 99 of 100 take at most.
LIMITS = {"block": 0.1, "api": 0.3, "newcomer": 1.0, "udp": 1.0}
# Shown, not judged: no bound was promised for these.
SHOWN = ("announce", "search")
# How long after an attack everything must be as usual again, and how long it must have been so.
RECOVERY_SECONDS, SETTLED_SECONDS = 5, 1
MAX_RSS_KIB = 700 << 10
# Threads of pools that grow and shrink: who looks up hosts, and the web server of the tracker.
POOLED = re.compile(r"enxame-host|tracker-\d+$")
# Of honest UDP exchanges under a flood, how many may need a second try.
MAX_RETRIED = 0.05


@dataclasses.dataclass
class Scene:
    """Whom an attack has before it."""

    peer_port: tuple
    tracker: tuple
    page: tuple
    enemies: list
    honest: str
    info_hash: bytes
    v2_hash: bytes
    v2_roots: list
    dear_hash: str
    large_hash: str
    flood: str

    @property
    def tracker_text(self):
        return [self.tracker[0], str(self.tracker[1])]


def memory(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def threads(pid):
    """The threads with a name of their own; those of pools come and go."""
    names = [Path(f"{task}/comm").read_text().strip() for task in Path(f"/proc/{pid}/task").iterdir()]
    return {name for name in names if name.startswith(("enxame-", "tracker-", "main")) and not POOLED.match(name)}


class Watch:
    """Samples the daemon's memory, and reads what the probes print."""

    def __init__(self, pid, files):
        self.pid, self.files, self.samples = pid, files, []
        threading.Thread(target=self._sample, daemon=True).start()

    def _sample(self):
        while Path(f"/proc/{self.pid}").exists():
            try:
                self.samples.append((time.monotonic(), memory(self.pid)))
            except (OSError, StopIteration):
                return
            time.sleep(0.1)

    def most_memory(self, begin, end):
        return max((kib for when, kib in self.samples if begin <= when <= end), default=0)

    def times(self, begin, end):
        """What was begun in between: what → (seconds, tries); a failure is endless."""
        found = {}
        for file in self.files:
            for line in Path(file).read_text().splitlines():
                words = line.split()
                if len(words) == 4 and begin <= float(words[0]) <= end:
                    failed = words[2] == "failed"
                    found.setdefault(words[1], []).append((float("inf"), 99) if failed else (float(words[2]), int(words[3])))
        return found


def p99(values):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] if ordered else float("inf")


def shown(seconds):
    return "    never" if seconds == float("inf") else f"{seconds * 1000:6.0f} ms"


def judge(name, now, udp_flood, recovered):
    """What is wrong with what honest users noticed."""
    wrong = []
    for what, limit in LIMITS.items():
        worst = p99([seconds for seconds, _ in now.get(what, [])])
        # The exchange of an answer that was lost takes a second more; how many may be lost is judged below.
        if worst > limit and not (udp_flood and what == "udp" and not recovered):
            wrong.append(f"{what} {shown(worst).strip()}")
    if udp_flood and not recovered:
        exchanges = now.get("udp", [])
        again = sum(tries > 1 for _, tries in exchanges) / max(1, len(exchanges))
        if again > MAX_RETRIED or not exchanges:
            wrong.append(f"{again:.0%} of {len(exchanges)} UDP exchanges needed a second try")
    return [f"{'after' if recovered else 'during'} {name}: {what}" for what in wrong]


def recover(name, watch, end):
    """Waits until everything has been as usual for a while; what still was not when it had to be is returned."""
    while True:
        time.sleep(0.25)
        now = time.monotonic()
        if now - end >= SETTLED_SECONDS:
            wrong = judge(name, watch.times(now - SETTLED_SECONDS, now), False, True)
            if not wrong or now - end > RECOVERY_SECONDS + SETTLED_SECONDS:
                return wrong


def attack(command, scene, watch, pid, act):
    """One attack and the time after it; returned is what honest users noticed, and what broke."""
    before = threads(pid)
    begin = time.monotonic()
    scene_text = json.dumps(dataclasses.asdict(scene), default=bytes.hex)
    done = subprocess.run(
        [*command, sys.executable, __file__, "act", act.__name__, scene_text, str(SECONDS)], capture_output=True, text=True, check=False
    )
    end = time.monotonic()
    name, flood = act.__name__.replace("_", " "), act.__name__.endswith("_datagrams")
    late = recover(name, watch, end)
    during = watch.times(begin, end)
    rss = watch.most_memory(begin, time.monotonic())
    columns = " ".join(shown(p99([s for s, _ in during.get(what, [])])) for what in (*LIMITS, *SHOWN))
    print(f"{name:26} {columns} {rss >> 10:5} MiB  {(done.stdout or done.stderr).strip()[-110:]}", flush=True)
    noticed = judge(name, during, flood, False)
    if not Path(f"/proc/{pid}").exists():
        return noticed, [f"{name}: the daemon is gone"]
    noticed += late
    broken = []
    if rss > MAX_RSS_KIB:
        broken.append(f"during {name}: {rss >> 10} MiB of memory")
    if before - threads(pid):
        broken.append(f"{name}: ended the threads {sorted(before - threads(pid))}")
    if done.returncode:
        broken.append(f"{name}: the attack itself failed: {done.stderr.strip()[-300:]}")
    return noticed, broken


def post(port, path, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", path, body, {"Content-Type": "application/x-bittorrent", "Host": f"localhost:{port}"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status not in (200, 201):
        raise SystemExit(f"{path}: {answer.status} {text[:200]}")


def main(lan, work, pid, info_hash, pieces, piece_length, *only):
    def on(host):
        return [lan, "exec", host]

    def address(host):
        return subprocess.run([lan, "ip", host], capture_output=True, text=True, check=True).stdout.strip()

    torrent, v2_hash, roots = wire.claimed_v2("hostile two", 16384)
    dear, large = wire.published("hostile dear", values=240_000), wire.published("hostile large", size=7 << 20)
    for name, content in (("v2", torrent), ("dear", dear), ("large", large)):
        Path(work, name + ".torrent").write_bytes(content)
    here = Path(__file__)
    setup = [*on("daemon"), sys.executable, here, "setup", work]
    subprocess.run(setup, check=True)
    first = address("enemy").rsplit(".", 1)[0]
    enemies = [address("enemy"), *(f"{first}.{200 + i}" for i in range(4))]
    for extra in enemies[1:]:
        subprocess.run([*on("enemy"), "ip", "addr", "add", f"{extra}/24", "dev", "net0"], check=True)

    def info_of(content):
        return content[content.index(b"4:info") + 6 :]

    def hash_of(content):
        info = info_of(content)
        end = info.index(b"e", info.index(b"6:pieces20:") + 31) + 1
        return hashlib.sha1(info[:end]).hexdigest()

    host = address("daemon")
    scene = Scene(
        (host, PEER_PORT), (host, TRACKER_PORT), ("127.0.0.1", PAGE_PORT), enemies, address("honest"), bytes.fromhex(info_hash),
        v2_hash, roots, hash_of(dear), hash_of(large), str(Path(work, "flood")),
    )  # fmt: skip
    files = [Path(work, "page.probe"), Path(work, "honest.probe")]
    probes = [
        [*on("daemon"), sys.executable, here.with_name("probes.py"), "page", str(PAGE_PORT)],
        [*on("honest"), sys.executable, here.with_name("probes.py"), "honest", host, str(PEER_PORT), str(TRACKER_PORT), info_hash, pieces, piece_length],
    ]  # fmt: skip
    running = [subprocess.Popen(probe, stdout=file.open("w"), stderr=subprocess.STDOUT) for probe, file in zip(probes, files)]
    try:
        watch = Watch(int(pid), files)
        print(f"{'99 of 100 within':26} " + " ".join(f"{what:>9}" for what in (*LIMITS, *SHOWN)) + "    memory", flush=True)
        begin = time.monotonic()
        time.sleep(3)
        quiet = watch.times(begin, time.monotonic())
        print(f"{'(nobody attacks)':26} " + " ".join(shown(p99([s for s, _ in quiet.get(what, [])])) for what in (*LIMITS, *SHOWN)), flush=True)
        wrong = []
        places = [("enemy", act) for act in peers.ATTACKS + trackers.ATTACKS] + [("daemon", act) for act in trackers.LOCAL_ATTACKS]
        for place, act in places:
            if not only or act.__name__ in only:
                noticed, broken = attack(["nice", *on(place)], scene, watch, int(pid), act)
                if noticed and not broken:
                    # Once may be this machine's doing; an attack that is noticed is noticed again.
                    noticed, broken = attack(["nice", *on(place)], scene, watch, int(pid), act)
                wrong += noticed + broken
            if not Path(f"/proc/{pid}").exists():
                break
    finally:
        for probe in running:
            probe.kill()
    for line in wrong:
        print("WRONG", line)
    return 1 if wrong else 0


def act(name, scene_text, seconds):
    fields = json.loads(scene_text)
    for field in ("info_hash", "v2_hash"):
        fields[field] = bytes.fromhex(fields[field])
    fields["v2_roots"] = [bytes.fromhex(root) for root in fields["v2_roots"]]
    for field in ("peer_port", "tracker", "page"):
        fields[field] = tuple(fields[field])
    acts = {one.__name__: one for one in peers.ATTACKS + trackers.ATTACKS + trackers.LOCAL_ATTACKS}
    print(acts[name](Scene(**fields), float(seconds)))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "act":
        act(*sys.argv[2:])
    elif sys.argv[1] == "setup":
        folder = Path(sys.argv[2])
        post(PAGE_PORT, "/api/torrents", (folder / "v2.torrent").read_bytes())
        for torrent_file in ("dear", "large"):
            post(TRACKER_PORT, "/api/publish", (folder / f"{torrent_file}.torrent").read_bytes())
    else:
        sys.exit(main(*sys.argv[1:]))
