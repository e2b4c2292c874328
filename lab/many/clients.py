"""The programs that are measured, each started as its users do: start, add torrents, count those that seed, stop."""
import base64
import http.client
import json
import os
import re
import signal
import subprocess
import time

PORT, WEB, RPC, TRACKER = 46881, 47070, 49091, 6969
HERE = os.path.dirname(os.path.abspath(__file__))
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def until(reached, seconds, what):
    """Waits for what can only be asked for, ten times a second."""
    end = time.monotonic() + seconds
    while not (answer := reached()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.1)
    return answer


class Client:
    """One program and its process. ``crowd`` is how many peers one torrent must take and serve; 0 for what it does by itself. The
    others get three times that for a limit, as they part from peers when two thirds of it are reached, or soon."""

    def __init__(self, work, crowd=0):
        self.work, self.crowd, self.process = work, crowd, None
        os.makedirs(self.home, exist_ok=True)

    @property
    def home(self):
        return f"{self.work}/home-{self.name}"

    def spawn(self, command, **more):
        log = open(f"{self.work}/{self.name}.log", "ab")
        self.process = subprocess.Popen(command, env=dict(os.environ, HOME=self.home), stderr=log, **{"stdout": log, **more})

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def cpu_seconds(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def rss_bytes(self):
        return int(open(f"/proc/{self.process.pid}/statm").read().split()[1]) * PAGE

    def threads(self):
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def collect(self):
        """Frees what is not in use, where there is a collector; the bytes of the heap that are, or None."""


class Enxame(Client):
    """The daemon with its web interface and its own tracker."""
    name = "enxame"
    tracker = True

    def start(self):
        crowd = ["--peers", f"{self.crowd},{self.crowd}", "--upload-slots", str(min(1000, self.crowd))] if self.crowd else []
        self.spawn([os.environ["ENXAME"], "up", "--state", f"{self.home}/state", "--into", f"{self.work}/files", "--web-port", str(WEB),
                    "--tracker-port", str(TRACKER), "--port", str(PORT), "--no-lsd"] + crowd)
        until(self.answers, 60, "the daemon's web interface")

    def call(self, method, path, body=None, kind="application/json"):
        web = http.client.HTTPConnection("127.0.0.1", WEB, timeout=60)
        try:
            web.request(method, path, body, {"Content-Type": kind})
            answer = web.getresponse()
            text = answer.read()
            if answer.status >= 300:
                raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
            return json.loads(text)
        finally:
            web.close()

    def answers(self):
        try:
            return self.call("GET", "/api/state")
        except OSError:
            return None

    def add(self, torrents):
        for path in torrents:
            with open(path, "rb") as file:
                self.call("POST", "/api/torrents", file.read(), "application/x-bittorrent")

    def seeding(self):
        return sum(torrent["state"] == "seeding" for torrent in self.call("GET", "/api/torrents")["torrents"])

    def collect(self):
        command = [os.environ["JCMD"], str(self.process.pid)]
        subprocess.run(command + ["GC.run"], check=True, stdout=subprocess.DEVNULL)
        told = subprocess.run(command + ["GC.heap_info"], check=True, capture_output=True, text=True).stdout
        return sum(int(used) << 10 for used in re.findall(r"(?:DefNew|Tenured)\s+total \d+K, used (\d+)K", told))


class Transmission(Client):
    name = "transmission"
    tracker = False

    def start(self):
        settings = {"rpc-port": RPC, "rpc-bind-address": "127.0.0.1", "rpc-whitelist-enabled": False, "peer-port": PORT, "dht-enabled": False,
                    "lpd-enabled": False, "port-forwarding-enabled": False, "download-dir": f"{self.work}/files", "download-queue-enabled": False,
                    "queue-stalled-enabled": False}
        if self.crowd:
            settings |= {"peer-limit-global": 3 * self.crowd, "peer-limit-per-torrent": 3 * self.crowd, "upload-slots-per-torrent": self.crowd}
        if not os.path.exists(f"{self.home}/settings.json"):
            with open(f"{self.home}/settings.json", "w") as file:
                json.dump(settings, file)
        self.spawn(["transmission-daemon", "-f", "-g", self.home])
        self.session = ""
        until(self.answers, 60, "Transmission's RPC")

    def call(self, method, **arguments):
        rpc = http.client.HTTPConnection("127.0.0.1", RPC, timeout=60)
        try:
            rpc.request("POST", "/transmission/rpc", json.dumps({"method": method, "arguments": arguments}), {"X-Transmission-Session-Id": self.session})
            answer = rpc.getresponse()
            text = answer.read()
        finally:
            rpc.close()
        if answer.status == 409:
            self.session = answer.headers["X-Transmission-Session-Id"]
            return self.call(method, **arguments)
        return json.loads(text)["arguments"]

    def answers(self):
        try:
            return self.call("session-get")
        except OSError:
            return None

    def add(self, torrents):
        for path in torrents:
            with open(path, "rb") as file:
                self.call("torrent-add", metainfo=base64.b64encode(file.read()).decode())

    def seeding(self):
        return sum(torrent["status"] == 6 for torrent in self.call("torrent-get", fields=["status"])["torrents"])


class Libtorrent(Client):
    """Through its Python module, with resume data as its programs keep it."""
    name = "libtorrent"
    tracker = False

    def start(self):
        self.spawn(["/usr/bin/python3", f"{HERE}/libtorrent_seed.py", self.home, f"{self.work}/files", str(PORT), str(self.crowd)],
                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        return self.process.stdout.readline().strip()

    def add(self, torrents):
        for path in torrents:
            self.ask(f"add {path}")

    def seeding(self):
        return int(self.ask("seeding"))

    def stop(self):
        if self.process and self.process.poll() is None:
            self.ask("stop")
        super().stop()


ALL = {client.name: client for client in (Enxame, Libtorrent, Transmission)}
