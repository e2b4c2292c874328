#!/usr/bin/env python3
"""Prints docs/interop.md from the cells that were run: table.py RESULTS OUR_VERSION SECONDS"""
import datetime
import sys

results, version, seconds = sys.argv[1:]
tables, trackers = {}, ["", ""]
for line in open(results):
    fields = line.rstrip("\n").split("\t")
    if fields[0] == "trackers":
        trackers = fields[1:]
        continue
    table, row, column, state, text = fields
    tables.setdefault(table, []).append((row, column, state, text))


def print_table(cells, corner):
    rows, columns, found, notes = [], [], {}, []
    for row, column, state, text in cells:
        rows += [row] if row not in rows else []
        columns += [column] if column not in columns else []
        if state == "ok":
            found[row, column] = f"{text} s"
        else:
            note = text if state == "cannot" else f"{row}, {column}: {text}"
            notes += [note] if note not in notes else []
            found[row, column] = f"{'cannot' if state == 'cannot' else '**failed**'} ({notes.index(note) + 1})"
    lines = [[corner, *columns]] + [[row] + [found.get((row, column), "–") for column in columns] for row in rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(columns) + 1)]
    lines.insert(1, ["-" * width for width in widths])
    for line in lines:
        print("| " + " | ".join(word.ljust(width) for word, width in zip(line, widths)) + " |")
    for number, note in enumerate(notes, 1):
        print(f"\n({number}) {note}")


def count(which):
    return sum(state == which for cells in tables.values() for _, _, state, _ in cells)


print(f"""# Trading with other BitTorrent programs

Written by `lab/interop/matrix` (`WRITE=1`) on {datetime.date.today()}, in {round(int(seconds) / 60)} minutes: {count("ok")} cells passed, {count("cannot")} are what the
other program cannot do, {count("failed")} failed. {version}.

Every cell is a transfer of 20 MB that was compared byte for byte: "from-us" is the other program downloading from our seed, "to-us" ours downloading from
its seed, with the seconds from adding the torrent to complete and verified. "cannot" is a cell that failed, and failed again without us: that program with libtorrent
and with itself in our place (peer exchange: with libtorrent in both our places, where libtorrent in its place as well must not fail). "–" is what the program does not claim to do.
v1 is a torrent of one file made by libtorrent, files a v1 one of three files made by Enxame, hybrid one of three files and pad files made by libtorrent, v2 one that
has no v1 half; the trackers are {trackers[0]} (IPv4) and {trackers[1]} (IPv6). Each program runs on a host of its own without
delay, as Debian or npm has it, with its own settings but for the DHT, which is off, and in Transmission "Enable uTP", which is off too but in the cells "its uTP on".
With it Transmission 3.00 asks for uTP, is refused, and does not dial TCP for a quarter of an hour; our seed asks the tracker at once who is there and dials it
(decision 0020). Over IPv6 alone it sends nothing at all then, and our seed dials it when it next announces. "encrypted" is with message stream encryption required
on our side and on the other, too (webtorrent's setting tries encryption first and does not insist). "peer exchange alone": two know each other, and the third, who knows
no tracker that answers and only the one in between, is led to the one that has it all. The one in between takes 20 kB a second at most, so that it has next to
nothing to give: at its end, ours must have got more than half from the address that it was told; at its end, the other program must be complete before ours is.
Either of the two that are led to each other may dial. rTorrent says whom it knows every two minutes only.

With encryption and a magnet link rTorrent 0.9.8 cannot pass over a bitfield of more than 59 bytes, as its library does not decipher what it passes over: from libtorrent
and from itself it did not get such a torrent either (20 s, tried by hand). Ours tells it of each piece by itself there, so that these cells pass.
""")
titles = {"clients": ("Clients", "program, torrent"), "magnet": ("Magnet links", "program"), "more": ("Without a tracker", "program"), "servers": ("Trackers and web servers", "program")}
for key, cells in tables.items():
    title, corner = titles[key]
    print(f"## {title}\n")
    print_table(cells, corner)
    print()
