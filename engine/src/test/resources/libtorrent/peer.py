"""A libtorrent peer for tests, on loopback and without any discovery of its own.

peer.py seed TORRENT FOLDER        prints "port N" when it seeds; ends with its input
peer.py leech MAGNET FOLDER PORT   prints "metadata INFOHASH" and "done" as it gets there; ends by itself
"""

import signal
import sys
import time

import libtorrent as lt


def session():
    return lt.session({
        "listen_interfaces": "127.0.0.1:0",
        "enable_dht": False,
        "enable_lsd": False,
        "enable_upnp": False,
        "enable_natpmp": False,
        "allow_multiple_connections_per_ip": True,
        "enable_outgoing_utp": False,
        "enable_incoming_utp": False,
        "in_enc_policy": 2,
        "out_enc_policy": 2,
    })


def seed(torrent, folder):
    peer = session()
    handle = peer.add_torrent({"ti": lt.torrent_info(torrent), "save_path": folder})
    while not handle.status().is_seeding:
        time.sleep(0.01)
    print("port", peer.listen_port(), flush=True)
    sys.stdin.read()


def leech(magnet, folder, port):
    peer = session()
    parameters = lt.parse_magnet_uri(magnet)
    parameters.save_path = folder
    handle = peer.add_torrent(parameters)
    handle.connect_peer(("127.0.0.1", int(port)))
    known = False
    while True:
        status = handle.status()
        if status.has_metadata and not known:
            known = True
            hashes = handle.info_hashes()
            best = hashes.v1 if hashes.has_v1() else hashes.v2
            print("metadata", best, flush=True)
        if status.has_metadata and status.is_seeding:
            print("done", flush=True)
            return
        if status.errc.value() != 0:
            print("error", status.errc.message(), flush=True)
            return
        time.sleep(0.01)


signal.alarm(30)  # whatever happens, nobody waits for it longer
{"seed": seed, "leech": leech}[sys.argv[1]](*sys.argv[2:])
