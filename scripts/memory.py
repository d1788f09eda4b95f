#!/usr/bin/env python3
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
"""Measures how the memory of logtrace answers to more lines, and to more keys.

    memory.py [--sizes 512MiB,2GiB] [--plain] [--keys] [--folder DIR]

Makes sets of eight rotated Apache combined logs that differ in the number of their lines alone: all span the same four
weeks and hold the same paths, clients and pairs of the two, in the same order, again and again, so that every file has
them all. Prints the peak of each `report` and `scan --share 1/1`, with two jobs, and fails if that of the largest set is
more than a tenth above that of the smallest.

With --keys, it also measures sets of the largest size that differ in the number of their paths, or clients, alone, and
prints the bytes that each more of them takes.

LOGTRACE is the binary to measure, by default .build/release/logtrace. A set that DIR has is not made again.
"""

import argparse
import datetime
import math
import os
import re
import subprocess
import sys
import tempfile
import zlib
from typing import NamedTuple

FILES = 8
FIRST_SECOND = 1719792000  # 2024-07-01 00:00 UTC
SPAN = 28 * 86400
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
GROWTH_LIMIT = 1.10
UNITS = {"MiB": 1 << 20, "GiB": 1 << 30}


class Keys(NamedTuple):
    """How many of each there are; paths and clients have no common divisor, so that as many pairs differ as are asked for."""

    paths: int = 20_000
    clients: int = 10_007
    pairs: int = 50_000

    def check(self):
        assert max(self.paths, self.clients) <= self.pairs <= math.lcm(self.paths, self.clients)


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="logtrace-memory-") as temporary:
        folder = options.folder or temporary
        sizes = options.sizes.split(",")
        peaks = {}
        print("| set | lines | command | peak MiB |\n| --- | --- | --- | --- |", flush=True)
        for size in sizes:
            for command, peak in measure(folder, size, Keys(), options):
                peaks.setdefault(command, []).append(peak)
        if options.keys:
            print_bytes_per_key(folder, sizes[-1], options)
    failed = [command for command, of_sizes in peaks.items() if of_sizes[-1] > of_sizes[0] * GROWTH_LIMIT]
    for command in failed:
        print(f"memory: {command} grows with the number of lines: {peaks[command]} KiB", file=sys.stderr)
    sys.exit(1 if failed else 0)


def arguments():
    parser = argparse.ArgumentParser(description="Measures how memory answers to more lines.")
    parser.add_argument("--sizes", default="512MiB,2GiB", help="decompressed, the smallest first")
    parser.add_argument("--plain", action="store_true", help="do not compress the logs")
    parser.add_argument("--keys", action="store_true", help="measure bytes for each path and client too")
    parser.add_argument("--folder", help="where sets are kept for the next time")
    return parser.parse_args()


def print_bytes_per_key(folder, size, options):
    few = Keys(pairs=400_000)
    bases = dict(measure(folder, size, few, options))
    figures = []
    for name, keys in [("path", few._replace(paths=320_000)), ("client", few._replace(clients=310_007))]:
        count = keys.paths - few.paths + keys.clients - few.clients
        for command, peak in measure(folder, size, keys, options):
            figures.append(f"{command}: {(peak - bases[command]) * 1024 / count:.0f} bytes for each distinct {name}")
    print("", *figures, sep="\n")


def measure(folder, size, keys, options):
    """Pairs of a command and its peak in KiB."""
    keys.check()
    kind = "plain" if options.plain else "gzip"
    logs = os.path.join(folder, f"{size}-{kind}-{keys.paths}-{keys.clients}-{keys.pairs}")
    byte_count = parsed(size)
    if not os.path.isdir(logs):
        make_set(logs + ".unfinished", byte_count, keys, not options.plain)
        os.rename(logs + ".unfinished", logs)
    program = os.environ.get("LOGTRACE", os.path.join(os.path.dirname(__file__), "../.build/release/logtrace"))
    for name, command in [
        ("report", [program, "report", "--quiet", "--format", "json", "--jobs", "2", logs]),
        ("scan", [program, "scan", "--quiet", "--jobs", "2", "--share", "1/1", "-o", logs + ".ledger", logs]),
    ]:
        script = os.path.join(os.path.dirname(__file__), "measure.py")
        run = subprocess.run([sys.executable, "-I", "-S", script, *command], stdout=subprocess.PIPE, text=True)
        if run.returncode:
            sys.exit(f"memory: {name} ended with status {run.returncode}")
        peak = int(run.stdout.split()[2].lstrip("<"))
        lines = line_count(byte_count)
        print(f"| {os.path.basename(logs)} | {lines} | {name} | {peak / 1024:.0f} |", flush=True)
        yield name, peak


def parsed(size):
    number, unit = re.fullmatch(r"(\d+)(MiB|GiB)", size).groups()
    return int(number) * UNITS[unit]


def line_count(byte_count):
    return byte_count // len(line(0, Keys(), "01/Jul/2024:00:00:00"))


# ---------------------------------------------------------------- logs


def line(pair, keys, stamp):
    path, client = pair % keys.paths, pair % keys.clients
    return (
        f"10.{client >> 16}.{client >> 8 & 255}.{client & 255} - - [{stamp} +0000] "
        f'"GET /archive/{path % 977:03}/recording-{path:07}.mp3 HTTP/1.1" 200 {1000 + path % 9000} "-" "{AGENT}"\n'
    )


def make_set(folder, byte_count, keys, compresses):
    os.makedirs(folder)
    # A line is cut where its stamp stands, which alone changes from round to round.
    parts = [line(pair, keys, "\n").encode().split(b"\n", 1) for pair in range(keys.pairs)]
    lines = line_count(byte_count)
    for number in range(FILES):
        name = os.path.join(folder, f"access.log.{FILES - number}" + (".gz" if compresses else ""))
        bounds = lines * number // FILES, lines * (number + 1) // FILES
        with open(name, "wb") as file:
            packer = zlib.compressobj(1, wbits=31) if compresses else None
            for chunk in chunks(*bounds, lines, parts):
                file.write(packer.compress(chunk) if packer else chunk)
            if packer:
                file.write(packer.flush())


def chunks(start, end, lines, parts):
    """The lines with these numbers, some ten thousand at a time."""
    last, stamp = None, b""
    for first in range(start, end, 20_000):
        chunk = []
        for number in range(first, min(first + 20_000, end)):
            second = SPAN * number // lines
            if second != last:
                last, stamp = second, formatted(FIRST_SECOND + second)
            head, tail = parts[number % len(parts)]
            chunk += (head, stamp, tail)
        yield b"".join(chunk)


def formatted(second):
    time = datetime.datetime.fromtimestamp(second, datetime.timezone.utc)
    return f"{time.day:02}/{MONTHS[time.month - 1]}/{time:%Y:%H:%M:%S}".encode()


if __name__ == "__main__":
    main()
