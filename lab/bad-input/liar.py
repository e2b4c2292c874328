#!/usr/bin/env python3
"""A tracker that lies: liar.py PORT. The first part of an announce's path says how:
/garbage/announce no bencoding, /huge/announce a string of 2 GiB that does not come, /unreachable/announce 200 peers that are not there,
/interval/announce an absurd interval, /escape/announce a refusal with control characters, /status/announce HTTP status 500,
/silent/announce nothing at all. Prints one line an announce."""
import http.server
import socket
import struct
import sys
import time


def peers():
    # 198.51.100.0/24 is kept for documentation: nobody is there.
    return b"".join(socket.inet_aton("198.51.100.%d" % i) + struct.pack(">H", 6881) for i in range(1, 201))


ESCAPES = b"\x1b[2J\x1b]0;owned\x07go away now\r\n\xc2\x9b"
ANSWERS = {
    "garbage": b"\x00\xff" * 500,
    "huge": b"d5:peers2147483647:",
    "unreachable": b"d8:intervali5e5:peers1200:" + peers() + b"e",
    "interval": b"d8:intervali9223372036854775807e12:min intervali9223372036854775807e5:peers0:e",
    "negative": b"d8:intervali-9223372036854775808e5:peers0:e",
    "escape": b"d14:failure reason%d:%se" % (len(ESCAPES), ESCAPES),
    "status": b"oops",
}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind = self.path.split("/")[1]
        print(kind, flush=True)
        if kind == "silent":
            time.sleep(3600)
        body = ANSWERS.get(kind, b"<html><body>It works!</body></html>")
        self.send_response(500 if kind == "status" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
