#!/usr/bin/python3
"""The measurement of run beside this file: the first argument is the work folder, the second our program, the third the command
that measures what the machine allows. Everything else comes from the environment (see run)."""
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time

work, enxame, rates_command = sys.argv[1:]
before = os.environ["BEFORE"]
total, file_count, runs = int(float(os.environ["GIB"]) * (1 << 30)), int(os.environ["FILES"]), int(os.environ["RUNS"])
small, several, cores, wanted = 64 << 10, 7, os.cpu_count(), 0.9
out = f"{work}/out.torrent"
stream = subprocess.Popen(["openssl", "enc", "-aes-128-ctr", "-K", "00", "-iv", "01", "-in", "/dev/zero"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def rates(*arguments):
    return subprocess.run(rates_command.split() + list(arguments), check=True, capture_output=True, text=True).stdout


def timed(command):
    """Seconds it takes, and seconds of processor time."""
    if os.path.exists(out):
        os.unlink(out)
    before_it, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before_it.ru_utime - before_it.ru_stime


def fill(path, length):
    with open(path, "wb") as file:
        while length:
            length -= file.write(stream.stdout.read(min(length, 1 << 20)))


def piece_length(length):
    """As ours chooses it for v1."""
    chosen = 16 << 10
    while chosen < 16 << 20 and -(-length // chosen) > 2048:
        chosen *= 2
    return chosen


class Case:
    def __init__(self, title, path, lengths):
        self.title, self.path, self.lengths, self.length = title, path, lengths, sum(lengths)
        self.piece = piece_length(self.length)
        self.single = os.path.isfile(path)

    def work(self, kind, checksums, piece):
        """Bytes for each function that any core may hash, and those of which each one has to be hashed after the one before."""
        anywhere, serial = {"SHA-1": self.length}, {}
        if kind == "hybrid":
            # Zeros fill each file's last piece but the last one's (BEP 47).
            anywhere = {"SHA-1": sum(-(-n // piece) * piece for n in self.lengths[:-1]) + self.lengths[-1], "SHA-256": self.length}
        if checksums and self.single:
            serial = {"MD5": self.length} | ({"SHA-256": self.length} if kind == "v1" else {})
        return anywhere, serial

    def limits(self, kind, checksums, piece, hash_rates, read_seconds):
        """Seconds that min(disk, cores x hash rate) takes, and that reading and hashing on the same cores take."""
        anywhere, serial = self.work(kind, checksums, piece)
        hashing = sum(n / hash_rates[f] for part in (anywhere, serial) for f, n in part.items())
        longest = max((n / hash_rates[f] for f, n in serial.items()), default=0)
        return max(read_seconds, hashing / cores, longest), max(hashing / cores + read_seconds, longest)

    def programs(self):
        """Name, command without the path, what it hashes, whether it is ours."""
        for program, label in [(enxame, "Enxame")] + ([(before, "Enxame before")] if before else []):
            for kind, option in ("v1", []), ("hybrid", ["--hybrid"]):
                command = [program, "create", "-o", out] + option
                yield f"{label}, {kind}", command, (kind, True), label == "Enxame"
                if self.single and label == "Enxame":
                    yield f"{label}, {kind}, no checksums", command + ["--no-checksums"], (kind, False), True
        if shutil.which("mktorrent"):
            yield "mktorrent, v1", ["mktorrent", "-t", str(cores), "-l", str(self.piece.bit_length() - 1), "-o", out], ("v1", False), False
        if shutil.which("transmission-create"):
            yield "transmission-create, v1", ["transmission-create", "-s", str(self.piece >> 10), "-o", out], ("v1", False), False


def measure(case, tiny):
    """Prints the case's table and gives what of ours missed the bound."""
    hash_rates = {name: float(rate) for name, rate in (line.split() for line in rates().splitlines())}
    read_seconds = float(rates(case.path))
    seconds, processor, starts, pieces = {}, {}, {}, {}
    for _ in range(runs):
        for name, command, _, _ in case.programs():
            starts.setdefault(name, []).append(timed(command + [tiny])[0])
            took, used = timed(command + [case.path])
            seconds.setdefault(name, []).append(took)
            processor.setdefault(name, []).append(used)
            with open(out, "rb") as made:
                pieces[name] = int(re.search(rb"12:piece lengthi(\d+)e", made.read())[1])
    print(f"\n## {case.title}, {runs} runs\n")
    print("One core hashes " + ", ".join(f"{name} {rate / 1e9:.2f}" for name, rate in hash_rates.items()) + f" GB/s; {cores} cores read {case.length / read_seconds / 1e9:.1f} GB/s.\n")
    print("| | pieces KiB | s min/med/max | MB/s | processor s | bound s | of min(disk, cores x hash) | of reading and hashing on the same cores | of that without start (s) |")
    print("|---|---|---|---|---|---|---|---|---|")
    missed = []
    for name, _, hashed, ours in case.programs():
        bound, both = case.limits(*hashed, pieces[name], hash_rates, read_seconds)
        middle, start = statistics.median(seconds[name]), statistics.median(starts[name])
        print(f"| {name} | {pieces[name] >> 10} | {min(seconds[name]):.2f}/{middle:.2f}/{max(seconds[name]):.2f} | {case.length / middle / 1e6:.0f} "
              f"| {statistics.median(processor[name]):.2f} | {bound:.2f} "
              f"| {bound / middle:.2f} | {both / middle:.2f} | {both / max(middle - start, 1e-3):.2f} ({start:.2f}) |")
        if ours and bound / middle < wanted:
            missed.append(f"{case.title}, {name}: {bound / middle:.2f}")
    sys.stdout.flush()
    return missed


def folder(name, lengths):
    os.makedirs(f"{work}/{name}")
    for i, length in enumerate(lengths):
        fill(f"{work}/{name}/{i:05}.bin", length)
    return lengths


def main():
    print("bound: min(disk, cores x hash rate); disk is how fast all cores read the files, the hash rate the JDK's on one core over all bytes that each function "
          "has to hash, padding among them; MD5 and SHA-256 of a whole file are serial: no quicker than one core.")
    fill(f"{work}/tiny", 1)
    missed = []
    size = f"{total / (1 << 30):g} GiB"
    part = total // several
    for title, name, lengths in (
        (f"{size} in one file", "one", [total]),
        (f"{size} in {several} files", "several", [part] * (several - 1) + [total - part * (several - 1)]),
        (f"{file_count} files of {small >> 10} KiB", "many", [small] * file_count),
    ):
        if name not in os.environ["CASES"].split():
            continue
        folder(name, lengths)
        missed += measure(Case(title, f"{work}/{name}" + ("/00000.bin" if name == "one" else ""), lengths), f"{work}/tiny")
        shutil.rmtree(f"{work}/{name}")
    if missed:
        sys.exit(f"\nunder {wanted} of the bound: " + "; ".join(missed))


try:
    main()
finally:
    stream.kill()
