#!/usr/bin/python3
"""Another program that encrypts or does not connect: encrypted.py libtorrent|transmission leech|seed TORRENT DIR [LIMIT_S]
A leech prints the seconds from 'add this torrent' to 'complete' and ends; a seed prints 'seeding' and stays until it is killed.
uTP is off: over it, both would dial by another way first."""
import base64, json, os, signal, subprocess, sys, tempfile, time, urllib.error, urllib.request

client, role, torrent, folder = sys.argv[1:5]
limit = float(sys.argv[5]) if len(sys.argv) > 5 else 60
os.makedirs(folder, exist_ok=True)


def libtorrent():
    import libtorrent as lt
    session = lt.session({"listen_interfaces": "0.0.0.0:6881", "alert_mask": 0, "enable_dht": False, "enable_lsd": False,
                          "enable_upnp": False, "enable_natpmp": False, "enable_outgoing_utp": False, "enable_incoming_utp": False,
                          "in_enc_policy": 0, "out_enc_policy": 0, "allowed_enc_level": 2})
    params = lt.add_torrent_params()
    params.ti, params.save_path = lt.torrent_info(torrent), folder
    handle = session.add_torrent(params)
    return lambda: handle.status().is_seeding, session.pause  # the torrent lives as long as its session


def transmission():
    home = tempfile.mkdtemp()
    with open(f"{home}/settings.json", "w") as f:
        json.dump({"rpc-port": 9091, "rpc-whitelist-enabled": False, "rpc-host-whitelist-enabled": False, "peer-port": 6881, "dht-enabled": False,
                   "lpd-enabled": False, "utp-enabled": False, "port-forwarding-enabled": False, "download-dir": folder, "encryption": 2}, f)
    process = subprocess.Popen(["transmission-daemon", "-f", "-g", home], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    headers = {}

    def call(body):
        request = urllib.request.Request("http://127.0.0.1:9091/transmission/rpc", json.dumps(body).encode(), headers)
        return json.load(urllib.request.urlopen(request, timeout=5))

    until = time.monotonic() + 20
    while not headers and time.monotonic() < until:
        try:
            call({"method": "session-get"})
        except urllib.error.HTTPError as e:
            headers["X-Transmission-Session-Id"] = e.headers["X-Transmission-Session-Id"]
        except OSError:
            time.sleep(0.1)
    data = base64.b64encode(open(torrent, "rb").read()).decode()
    call({"method": "torrent-add", "arguments": {"metainfo": data, "download-dir": folder}})

    def done():
        torrents = call({"method": "torrent-get", "arguments": {"fields": ["percentDone", "status"]}})["arguments"]["torrents"]
        return torrents and torrents[0]["percentDone"] >= 1 and torrents[0]["status"] == 6
    return done, process.kill


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
done, end = {"libtorrent": libtorrent, "transmission": transmission}[client]()
try:
    start = time.monotonic()
    while not done():
        if time.monotonic() - start > limit:
            sys.exit(f"not complete after {limit:.0f} s")
        time.sleep(0.02)
    print("seeding" if role == "seed" else f"{time.monotonic() - start:.3f}", flush=True)
    while role == "seed":
        time.sleep(1)
finally:
    end()
