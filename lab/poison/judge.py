"""judge.py REPORT LIAR: who brought what; fails unless the peer at the address LIAR is named with at most 16 KiB wasted and
two honest ones brought the rest."""
import json
import sys

report, liar = json.load(open(sys.argv[1])), sys.argv[2]
for peer in report["peers"]:
    print(f"  {peer['address']}: {peer['bytes']} bytes, {peer['blocks']} blocks, {peer['wasted']} wasted")
guilty = [p for p in report["peers"] if p["address"].startswith(liar + ":")]
honest = [p for p in report["peers"] if not p["address"].startswith(liar + ":")]
if not guilty or not any(p["wasted"] for p in guilty):
    sys.exit("the liar is not named")
if sum(p["wasted"] for p in guilty) > 16384:
    sys.exit("more than 16 KiB of the liar's was wasted")
if len(honest) < 2 or any(p["bytes"] == 0 for p in honest):
    sys.exit("an honest peer brought nothing")
if not report["hashes"]["match"]:
    sys.exit("the hashes do not match")
