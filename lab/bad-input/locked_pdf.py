#!/usr/bin/env python3
"""Prints a small PDF that is encrypted under a password which nobody knows."""
import sys

objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    "<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % ("o" * 32, "u" * 32),
]
text, places = "%PDF-1.4\n", []
for number, body in enumerate(objects, 1):
    places.append(len(text))
    text += "%d 0 obj\n%s\nendobj\n" % (number, body)
table = "xref\n0 5\n0000000000 65535 f \n" + "".join("%010d 00000 n \n" % place for place in places)
trailer = "trailer\n<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[(a)(a)]>>\nstartxref\n%d\n%%%%EOF\n" % len(text)
sys.stdout.write(text + table + trailer)
