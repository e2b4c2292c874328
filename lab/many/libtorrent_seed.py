#!/usr/bin/python3
"""libtorrent as a daemon: HOME FILES PORT CROWD. Takes up the torrents whose resume data is in HOME, then answers each line of its
input with one: 'add TORRENT', 'seeding' (how many are), 'stop' (which keeps the resume data)."""
import glob
import sys

import libtorrent as lt

home, files, port, crowd = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
settings = {"listen_interfaces": f"0.0.0.0:{port}", "alert_mask": lt.alert.category_t.storage_notification, "enable_dht": False, "enable_lsd": False,
            "enable_upnp": False, "enable_natpmp": False, "active_seeds": -1, "active_checking": 100, "active_limit": -1, "active_tracker_limit": -1, "alert_queue_size": 10_000}
if crowd:
    settings |= {"connections_limit": 3 * crowd, "unchoke_slots_limit": crowd, "listen_queue_size": 1000}
session = lt.session(settings)
for kept in glob.glob(f"{home}/*.resume"):
    with open(kept, "rb") as data:
        session.add_torrent(lt.read_resume_data(data.read()))


def keep():
    handles = session.get_torrents()
    for handle in handles:
        handle.save_resume_data(lt.torrent_handle.save_info_dict)
    left = len(handles)
    while left:
        session.wait_for_alert(1000)
        for alert in session.pop_alerts():
            if isinstance(alert, lt.save_resume_data_alert):
                with open(f"{home}/{alert.params.info_hashes.v1}.resume", "wb") as out:
                    out.write(lt.write_resume_data_buf(alert.params))
            if isinstance(alert, (lt.save_resume_data_alert, lt.save_resume_data_failed_alert)):
                left -= 1


for line in sys.stdin:
    word, _, rest = line.strip().partition(" ")
    if word == "add":
        params = lt.add_torrent_params()
        params.ti = lt.torrent_info(rest)
        params.save_path = files
        if crowd:
            params.max_connections, params.max_uploads = 3 * crowd, crowd
        session.add_torrent(params)
    elif word == "stop":
        keep()
    print(sum(handle.status().is_seeding for handle in session.get_torrents()) if word == "seeding" else "done", flush=True)
