#!/usr/bin/env python3
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
"""Makes a case that is too large for a page: many virtual hosts, each with a rotated log of its own, and many files.

    large_case.py OUT_DIR [--hosts 200] [--files 50000] [--seed 1]

In every fifth log rotated files are gone, in every seventh some hours are cut out, every ninth begins late. The same bytes
for the same arguments, but for what zlib's version makes of gzip members. Names and addresses are reserved for such use
(example.org; RFC 2544).
"""

import argparse
import gzip
import random
import time
from pathlib import Path

FIRST, DAYS, WEEK = 1546300800, 98, 7 * 86400  # Tuesday 2019-01-01
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:64.0) Gecko/20100101 Firefox/64.0"

parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
parser.add_argument("folder", type=Path)
parser.add_argument("--hosts", type=int, default=200)
parser.add_argument("--files", type=int, default=50_000)
parser.add_argument("--seed", type=int, default=1)
arguments = parser.parse_args()
chance = random.Random(arguments.seed)
sites = arguments.folder / "evidence/etc/apache2/sites-enabled"
logs = arguments.folder / "evidence/var/log/apache2"
for folder in (sites, logs):
    folder.mkdir(parents=True)

(sites.parent / "apache2.conf").write_text("IncludeOptional sites-enabled/*.conf\n")

names = [f"site{number:03}" for number in range(arguments.hosts)]
per_host = arguments.files // arguments.hosts
with (arguments.folder / "inventory.csv").open("w", encoding="utf-8") as inventory:
    inventory.write("path,size,mtime\n")
    for name in names:
        for file in range(per_host):
            inventory.write(f"srv/{name}/recordings/{file:05}.wav,{20_000 + file * 37},2018-12-01T00:00:00Z\n")


def log(host):
    """Lines of one host with their seconds, more by day than by night."""
    lines, second = [], FIRST + chance.randrange(3600) + (30 * 86400 if host % 9 == 8 else 0)
    while second < FIRST + DAYS * 86400:
        second += int(chance.expovariate(1 / (1800 if 7 <= second // 3600 % 24 < 22 else 7200))) + 1
        file = chance.randrange(per_host)
        target, status, size = f"/recordings/{file:05}.wav", 200, 20_000 + file * 37
        if chance.random() < 0.6:
            target, size = "/", 512
        elif chance.random() < 0.1:
            status, size = 206, size // 3
        stamp = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(second))
        client = f"198.18.{chance.randrange(4)}.{chance.randrange(256)}"
        lines.append((second, f'{client} - - [{stamp}] "GET {target} HTTP/1.1" {status} {size} "-" "{AGENT}"\n'))
    return lines


for host, name in enumerate(names):
    (sites / f"{name}.conf").write_text(
        f"<VirtualHost *:80>\n  ServerName {name}.example.org\n  DocumentRoot /srv/{name}\n"
        f"  CustomLog /var/log/apache2/{name}.access.log combined\n</VirtualHost>\n"
    )
    lines = log(host)
    if host % 7 == 3:
        start = FIRST + chance.randrange(20, 80) * 86400 + 8 * 3600
        end = start + chance.randrange(2, 5) * 6 * 3600
        lines = [(second, line) for second, line in lines if not start <= second < end]
    weeks = DAYS // 7
    gone = set(range(hole := chance.randrange(3, 10), hole + chance.randrange(1, 4))) if host % 5 == 2 else set()
    for week in range(weeks):
        text = "".join(line for second, line in lines if min((second - FIRST) // WEEK, weeks - 1) == week)
        age = weeks - 1 - week
        if week in gone or not text:
            continue
        path = logs / f"{name}.access.log{f'.{age}' if age else ''}{'.gz' if age > 1 else ''}"
        path.write_bytes(gzip.compress(text.encode(), mtime=FIRST + (week + 1) * WEEK) if age > 1 else text.encode())

(arguments.folder / "case.yaml").write_text(
    f"""name: "{arguments.hosts} hosts with {arguments.files:,} recordings"
timezone: UTC
evidence: [evidence]
inventory: inventory.csv
exposure:
  not_before: {{date: 2018-12-01, why: the server was taken into use, source: made}}
  not_after: {{date: 2019-04-08, why: taken off line, source: made}}
claims:
  - {{id: few, text: Only 400 recordings were fetched, claimant: the operator, at_most: {{count: 400, of: files}}}}
  - {{id: complete, text: The logs are complete, claimant: the operator, logs_complete: true}}
"""
)
