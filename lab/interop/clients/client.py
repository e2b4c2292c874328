"""What the programs beside this file share. Each runs one client, unchanged, as everybody can install it:

    NAME version                     its name and version; ends with 1 where it is not installed
    NAME can                         what it is able to do: some of v1 hybrid v2 ipv6 encrypt utp magnet pex lsd webseed
    NAME seed TORRENT DIR            prints 'seeding' once it serves what lies in DIR, and stays
    NAME leech TORRENT|MAGNET DIR    prints 'complete SECONDS' once all is there and checked, counted from when it was told, and stays

Environment: ENCRYPTION=plain (as it comes) or required; PORT (6881); LSD=1 switches local discovery on, which is off else, as is
the DHT; DOWN=N lets it take at most N bytes a second; UTP=1 switches uTP on in those that can "utp", where it is off else. Peer exchange is on."""
import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time

PORT = int(os.environ.get("PORT", "6881"))
ENCRYPTED = os.environ.get("ENCRYPTION", "plain") == "required"
DOWN = int(os.environ.get("DOWN") or 0)
LSD = os.environ.get("LSD", "") == "1"


def say(*words):
    print(*words, flush=True)


def until(reached, seconds=600, step=0.02):
    end = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > end:
            sys.exit(f"gave up after {seconds} s")
        time.sleep(step)


def stay():
    while True:
        time.sleep(60)


def home():
    """A folder of its own, removed at the end."""
    folder = tempfile.mkdtemp(prefix="client.")
    atexit.register(shutil.rmtree, folder, True)
    return folder


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except OSError as missing:
        sys.exit(str(missing))
    return (done.stdout or done.stderr).strip().split("\n")[0]


def main(version, can, seed, leech):
    """Seed and leech get the torrent and the folder, and return when it serves or is complete."""
    match sys.argv[1:]:
        case ["version"]:
            say(version())
        case ["can"]:
            say(can)
        case ["seed", torrent, folder]:
            seed(os.path.abspath(torrent), os.path.abspath(folder))
            say("seeding")
            stay()
        case ["leech", torrent, folder]:
            os.makedirs(folder, exist_ok=True)
            what = torrent if torrent.startswith("magnet:") else os.path.abspath(torrent)
            began = leech(what, os.path.abspath(folder))
            say("complete", f"{time.monotonic() - began:.3f}")
            stay()
        case _:
            sys.exit(__doc__)
