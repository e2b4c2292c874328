#!/usr/bin/env python3
"""waits.py PCAP OUR_ADDRESS OUR_ROLE: how long the other side waited because of us, from packets recorded where we are.

Each wait is from when we had what obliges or allows us to act, all of the message or packet, until the first byte of what we
did left. A wait for the network counts as ours too, so the figures are upper bounds:

    connected   the connection stands            our handshake       (where we dialled)
    handshake   their handshake                  our handshake, then what we have and take (BEP 10)
    interested  they say so                      unchoke
    request     a request, or the block before   the block
    have        what they have                   interested
    unchoke     they unchoke us                  the first request
    block       a block, nothing left asked for  the next request

Prints a line for each kind with the count, median and longest wait, and last RTT_MS and the longest of all."""
import collections
import statistics
import struct
import sys

CHOKE, UNCHOKE, INTERESTED, HAVE, BITFIELD, REQUEST, PIECE, CANCEL, HAVE_ALL, REJECT, EXTENDED = 0, 1, 2, 4, 5, 6, 7, 8, 14, 16, 20
GREETING = b"\x13BitTorrent protocol"


def packets(path):
    """Seconds, IPv4 source, destination and TCP part of each packet."""
    with open(path, "rb") as file:
        data = file.read()
    order = "<" if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    nano = 1e9 if data[:4] in (b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d") else 1e6
    header = {1: 14, 101: 0, 113: 16, 276: 20}[struct.unpack_from(order + "I", data, 20)[0]]
    at = 24
    while at + 16 <= len(data):
        seconds, fraction, length, _ = struct.unpack_from(order + "IIII", data, at)
        packet = data[at + 16 + header:at + 16 + length]
        at += 16 + length
        if len(packet) > 40 - 1 and packet[0] >> 4 == 4 and packet[9] == 6:
            total = struct.unpack_from(">H", packet, 2)[0] or len(packet)
            yield seconds + fraction / nano, packet[12:16], packet[16:20], packet[(packet[0] & 15) * 4:total]


class Stream:
    """One direction of a connection: its bytes in order, and when each had come or first left."""

    def __init__(self):
        self.next, self.waiting, self.bytes, self.marks = None, {}, bytearray(), []

    def add(self, seconds, sequence, syn, payload):
        if syn:
            self.next = sequence + 1 & 0xFFFFFFFF
        if not payload or self.next is None:
            return
        self.waiting.setdefault(sequence, payload)
        found = True
        while found:
            found = False
            for start in list(self.waiting):
                skip = self.next - start & 0xFFFFFFFF
                if skip < 1 << 31:
                    fresh = self.waiting.pop(start)[skip:]
                    if fresh:
                        self.marks.append((len(self.bytes), seconds))
                        self.bytes += fresh
                        self.next = self.next + len(fresh) & 0xFFFFFFFF
                        found = True

    def messages(self):
        """When its first byte and its last one came, id and body (of a block its first 8 bytes) of each message; the handshake's id is -1."""
        offsets, at, mark = [m[0] for m in self.marks], 0, 0
        if not self.bytes.startswith(GREETING):
            return

        def time(offset):
            nonlocal mark
            while mark + 1 < len(offsets) and offsets[mark + 1] <= offset:
                mark += 1
            return self.marks[mark][1]

        begin, length = time(0), 68
        if len(self.bytes) < length:
            return
        yield begin, time(67), -1, b""
        at = 68
        while at + 4 <= len(self.bytes):
            length = struct.unpack_from(">I", self.bytes, at)[0]
            if length and at + 5 <= len(self.bytes):
                begin, kind = time(at), self.bytes[at + 4]
                whole = at + 4 + length <= len(self.bytes)
                if whole:
                    yield begin, time(at + 3 + length), kind, bytes(self.bytes[at + 5:at + 4 + min(length, 13)])
            at += 4 + length


class Connection:
    def __init__(self, dialled):
        self.dialled, self.ours, self.theirs, self.syn, self.stands = dialled, Stream(), Stream(), None, None


def connections(path, ours):
    found = {}
    for seconds, source, target, tcp in packets(path):
        if ours not in (source, target):
            continue
        out = source == ours
        ports = struct.unpack_from(">HH", tcp)
        key = (target, ports) if out else (source, ports[::-1])
        sequence, flags = struct.unpack_from(">I", tcp, 4)[0], tcp[13]
        syn, ack = flags & 2, flags & 16
        if syn and not ack:
            found[key] = Connection(out)
            found[key].syn = seconds
        link = found.get(key)
        if link is None:
            continue
        if syn and ack and link.stands is None:
            link.stands = seconds
        (link.ours if out else link.theirs).add(seconds, sequence, syn, tcp[(tcp[12] >> 4) * 4:])
    return [link for link in found.values() if link.ours.bytes.startswith(GREETING) and link.theirs.bytes.startswith(GREETING)]


def waits(link, role):
    """(kind, seconds, when it began, counted from the connection) of each wait of one connection."""
    def since(kind, begin, end):
        return kind, end - begin, begin - link.syn

    events = [(first, last, True, kind, body) for first, last, kind, body in link.ours.messages()]
    events += [(last, last, False, kind, body) for _, last, kind, body in link.theirs.messages()]
    events.sort(key=lambda event: (event[0], event[2]))
    due = {"connected": link.stands} if link.dialled else {}
    asked, wanted, told, unchoked = collections.OrderedDict(), set(), False, False
    got, last_out, end = set(), 0, None
    if role == "leech":
        end = max((seconds for seconds, _, mine, kind, _ in events if not mine and kind == PIECE), default=None)
    for seconds, last, mine, kind, body in events:
        if mine:
            if kind == -1:
                for reason in ("connected", "handshake"):
                    if reason in due:
                        yield since(reason, due.pop(reason), seconds)
            elif kind in (EXTENDED, BITFIELD, HAVE_ALL) and not told:
                told = True
                if "greeting" in due:
                    yield since("handshake", due.pop("greeting"), seconds)
            elif kind == UNCHOKE and "interested" in due:
                yield since("interested", due.pop("interested"), seconds)
            elif kind == INTERESTED and "have" in due:
                yield since("have", due.pop("have"), seconds)
            elif kind == PIECE:
                begin = asked.pop(body[:8], None)
                if begin is not None:
                    yield since("request", max(begin, last_out), seconds)
                    last_out = last
            elif kind == REJECT:
                asked.pop(body[:8], None)
            elif kind == REQUEST:
                wanted.add(body[:8])
                for reason in ("unchoke", "block"):
                    if reason in due:
                        yield since(reason, due.pop(reason), seconds)
            elif kind == CANCEL:
                wanted.discard(body[:8])
        elif kind == -1:
            due["handshake" if not link.ours.bytes or not any(e[2] and e[3] == -1 and e[0] <= seconds for e in events) else "greeting"] = seconds
            if "handshake" in due:
                due["greeting"] = seconds
        elif kind == INTERESTED and role == "seed":
            due["interested"] = seconds
        elif kind == REQUEST:
            asked[body[:8]] = seconds
        elif kind == CANCEL:
            asked.pop(body[:8], None)
        elif kind in (BITFIELD, HAVE_ALL) and role == "leech":
            if not any(e[2] and e[3] == INTERESTED and e[0] <= seconds for e in events):
                due["have"] = seconds
        elif kind == UNCHOKE and role == "leech" and not wanted and not unchoked:
            unchoked = True
            due["unchoke"] = seconds
        elif kind == PIECE:
            wanted.discard(body[:8])
            if not wanted and seconds < end:
                due["block"] = seconds
    for reason, begin in due.items():
        if reason != "greeting" and not (reason in ("unchoke", "block") and end is None):
            yield since(reason + ", never answered", begin, max((event[0] for event in events), default=begin))


def main():
    path, address, role = sys.argv[1:]
    links = connections(path, bytes(map(int, address.split("."))))
    if not links:
        sys.exit("no plain BitTorrent connection was recorded")
    found = collections.defaultdict(list)
    for link in links:
        for kind, seconds, at in waits(link, role):
            found[kind].append((seconds, at))
    rtt = min((link.stands - link.syn for link in links if link.dialled and link.stands), default=None)
    for kind, values in found.items():
        longest, at = max(values)
        print(f"  {kind:<11} {len(values):>6} times   median {statistics.median(v for v, _ in values) * 1e3:8.3f} ms   longest {longest * 1e3:8.3f} ms, {at:.3f} s after the connect")
    print(f"longest {max(max(values) for values in found.values())[0] * 1e3:.3f}", *([f"rtt {rtt * 1e3:.3f}"] if rtt else []))



main()
