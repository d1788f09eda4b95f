# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
"""Called by fuzz.sh: fuzz.py BINARY SECONDS SEED. Evidence of each run is made from the seed and the run's number alone."""

import gzip
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

TIMEOUT = 60
COMMANDS = [["report", "--format", form] for form in ("json", "text", "html", "md", "csv")]
COMMANDS += [["inspect"], ["events"], ["audit"]]
PIECES = [b"\x00", b"\n", b"\r\n", b'"', b"\\", b"[", b"]", b" ", b"\x1b[2J", b"%", b"\xff\xfe", b"-1", b"9" * 25, b"\x1f\x8b\x08\x00"]


def changed(text, rng):
    """A few bytes changed, removed, doubled or put in, now and then the end cut off."""
    text = bytearray(text)
    for _ in range(rng.randint(0, 6)):
        if not text:
            break
        start = rng.randrange(len(text))
        end = min(len(text), start + rng.randint(1, 60))
        match rng.randrange(7):
            case 0:
                text[start] = rng.randrange(256)
            case 1:
                text[start] ^= 1 << rng.randrange(8)
            case 2:
                del text[start:end]
            case 3:
                text[start:start] = text[start:end]
            case 4:
                text[start:start] = rng.choice(PIECES) * rng.choice((1, 1, 1, 300))
            case 5:
                other = rng.randrange(len(text))
                text[start], text[other] = text[other], text[start]
            case 6:
                if rng.random() < 0.2:
                    del text[start:]
    return bytes(text)


def make(folder, samples, configurations, rng):
    """Logs under names of one series or several, some packed, some cut as a full disk cuts them; configurations beside them."""
    for number in range(rng.randint(1, 10)):
        log = rng.choice(samples)
        text = changed(log.read_bytes(), rng)
        if rng.random() < 0.3:
            text = gzip.compress(text, mtime=rng.choice((0, 1550232001)))
            if rng.random() < 0.5:
                text = changed(text, rng)
        name = f"var/log/{log.parent.name}" + rng.choice(("", f".{number}", f".{number}.gz", f"-2019021{number}"))
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    root, files = configurations
    for file in files:
        if rng.random() < 0.4:
            path = folder / "etc" / file.relative_to(root)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(changed(file.read_bytes(), rng))


def complaint(binary, folder):
    """What is wrong with how the evidence is read; nothing if all is well."""
    outputs = {}
    for command in COMMANDS:
        try:
            done = subprocess.run([binary, *command, str(folder)], capture_output=True, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return f"{command[0]} did not end within {TIMEOUT} s"
        if done.returncode not in (0, 1):
            return f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:].decode(errors='replace')}"
        outputs[" ".join(command)] = done.stdout
    for line in outputs["events"].splitlines():
        json.loads(line)
    report = json.loads(outputs["report --format json"])
    sums = dict.fromkeys(("total", "events", "ignored", "malformed", "duplicate"), 0)
    for artifact in report["evidence"]:
        lines = artifact["lines"]
        if not lines:
            continue
        if lines["total"] != lines["events"] + lines["ignored"] + lines["malformed"] + lines["duplicate"]:
            return f"{artifact['path']}: {lines}"
        for key in sums:
            sums[key] += lines[key]
        text = (folder / artifact["path"]).read_bytes()
        if artifact["compression"] in (None, "none") and b"\x1f\x8b" not in text:
            count = text.count(b"\n") + (not text.endswith(b"\n") and text != b"")
            if lines["total"] != count:
                return f"{artifact['path']} has {count} lines, not {lines['total']}"
    if any(report["accounting"][key] != sums[key] for key in sums):
        return f"accounting is {report['accounting']}, the sum of all files {sums}"
    return None


def main():
    binary, seconds, seed = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    samples = sorted(pathlib.Path("samples/formats").glob("*/*.log"))
    root = pathlib.Path("samples/cases/1177/evidence/etc")
    configurations = root, sorted(path for path in root.rglob("*") if path.is_file())
    end = time.monotonic() + seconds
    runs = 0
    while runs == 0 or time.monotonic() < end:
        rng = random.Random(f"{seed} {runs}")
        folder = pathlib.Path(tempfile.mkdtemp(prefix="logtrace-fuzz-"))
        make(folder, samples, configurations, rng)
        problem = complaint(binary, folder)
        if problem:
            sys.exit(f"fuzz: seed {seed}, run {runs}: {problem}\nfuzz: its evidence is in {folder}")
        shutil.rmtree(folder)
        runs += 1
    print(f"fuzz: {runs} runs with seed {seed}, every line accounted for")


main()
