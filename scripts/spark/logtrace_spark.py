#!/usr/bin/env python3
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the report of one case on Apache Spark.

    spark-submit --master spark://HOST:7077 logtrace_spark.py --case case.yaml /mnt/copy -o report.json -o report.html

Each task runs `logtrace scan` on a share of the evidence, the ledgers of the shares are merged in a tree by
`logtrace merge`, and the driver renders the report of the last one: the bytes of one run over all the evidence.

The evidence, the program and the folder that this is started in must be there on all workers, under the same paths.
A share that cannot be scanned is named with the program's message, and there is no report. Exit status as of logtrace.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from pyspark import SparkConf, SparkContext

COMPLETE, INCOMPLETE, NO_REPORT, WRONG_USAGE = 0, 1, 2, 64


class Part(NamedTuple):
    """What tasks leave of some shares: their ledger, or why there is none."""

    first: int  # the lowest number among the shares
    ledger: bytes = b""
    message: str = ""
    status: int = COMPLETE


class Program(NamedTuple):
    """How logtrace is run, the same on the driver and on all workers."""

    path: str
    folder: str
    epoch: str  # one clock for all: else "30d ago" were another time in each task

    def run(self, arguments, **streams):
        return subprocess.run(
            [self.path, *arguments], cwd=self.folder, env=os.environ | {"SOURCE_DATE_EPOCH": self.epoch},
            stdin=subprocess.DEVNULL, **streams)

    def part(self, first, what, arguments, output):
        """The ledger that the program writes to `output`. Damaged evidence (status 1) is told by the report."""
        try:
            run = self.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        except OSError as error:
            message, status = f"{error.filename}: {error.strerror}", NO_REPORT
        else:
            if run.returncode in (COMPLETE, INCOMPLETE):
                return Part(first, ledger=output.read_bytes())
            message, status = reason(run), run.returncode if run.returncode > 0 else NO_REPORT
        return Part(first, message=f"{what}, on {socket.gethostname()}: {message}", status=status)

    def scan(self, options, evidence, share):
        with tempfile.TemporaryDirectory(prefix="logtrace-") as folder:
            output = Path(folder, "ledger")
            arguments = ["scan", "--quiet", f"--share={share}", f"--output={output}", *options, "--", *evidence]
            return self.part(int(share.split("/")[0]), f"share {share}", arguments, output)

    def merged(self, left, right):
        """Of both; the bytes, and the failure that is told of several, are the same whatever is merged first."""
        failed = [part for part in (left, right) if part.message]
        if failed:
            return min(failed, key=lambda part: part.first)
        with tempfile.TemporaryDirectory(prefix="logtrace-") as folder:
            output, *inputs = (Path(folder, name) for name in ("both", "left", "right"))
            for file, part in zip(inputs, (left, right)):
                file.write_bytes(part.ledger)
            arguments = ["merge", "--quiet", f"--ledger={output}", *map(str, inputs)]
            return self.part(min(left.first, right.first), "merge", arguments, output)


def reason(run):
    """The line in which the program says what ended it."""
    if run.returncode < 0:
        return f"ended by signal {-run.returncode}"
    lines = run.stderr.decode(errors="replace").splitlines() or [f"status {run.returncode}"]
    return lines[0].removeprefix("logtrace: ").removeprefix("Error: ")


class PassedOn(argparse.Action):
    """An option of the program's own commands, which judge its value."""

    def __init__(self, *arguments, to, **others):
        super().__init__(*arguments, default=argparse.SUPPRESS, **others)
        self.to = to

    def __call__(self, parser, namespace, value, option_string=None):
        name = self.option_strings[-1]
        for command in self.to:
            getattr(namespace, command).append(name if value is None or self.nargs == 0 else f"{name}={value}")


class Parser(argparse.ArgumentParser):
    def error(self, message):
        fail(message, WRONG_USAGE)


def parsed_arguments():
    parser = Parser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
        epilog="All other options are those of logtrace scan and logtrace merge; see their --help.")
    parser.add_argument("evidence", nargs="*", help="files or folders, which all workers see")
    parser.add_argument("--master", help="Spark's master, where spark-submit does not tell it")
    parser.add_argument("--shares", type=int, help="how many tasks scan; four for each core, if not given")
    parser.add_argument("--logtrace", default="logtrace", help="the program, by its path or its name in PATH")
    for name in ("--root", "--timezone", "--log-format", "--since", "--until"):
        parser.add_argument(name, action=PassedOn, to=["scan"])
    for name in ("--inventory", "--scope", "--worksheet", "--format", "--color"):
        parser.add_argument(name, action=PassedOn, to=["merge"])
    parser.add_argument("-o", "--output", action=PassedOn, to=["merge"])
    parser.add_argument("--notification", action=PassedOn, to=["merge"], nargs="?")
    parser.add_argument("--case", action=PassedOn, to=["scan", "merge"])
    parser.add_argument("--strict", action=PassedOn, to=["scan", "merge"], nargs=0)
    parser.add_argument("-q", "--quiet", action=PassedOn, to=["merge"], nargs=0)
    parser.set_defaults(scan=[], merge=[])
    arguments = parser.parse_intermixed_args()
    if "-" in arguments.evidence:
        parser.error("workers cannot read standard input; name files or folders")
    if not arguments.evidence and not any(option.startswith("--case=") for option in arguments.scan):
        parser.error("name evidence, or a case file (--case) that does")
    if arguments.shares is not None and arguments.shares < 1:
        parser.error("--shares: at least one")
    return arguments


def fail(message, status):
    print(f"logtrace_spark: {message}", file=sys.stderr)
    sys.exit(status)


def main():
    arguments = parsed_arguments()
    path = shutil.which(arguments.logtrace)
    if path is None:
        fail(f"--logtrace: there is no program '{arguments.logtrace}'", WRONG_USAGE)
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or str(int(time.time()))
    program = Program(os.path.abspath(path), os.getcwd(), epoch)

    configuration = SparkConf().setAppName("logtrace").setIfMissing("spark.log.level", "ERROR")
    configuration.setIfMissing("spark.ui.showConsoleProgress", "false")
    if arguments.master:
        configuration.setMaster(arguments.master)
    with SparkContext(conf=configuration) as spark:
        count = arguments.shares or 4 * spark.defaultParallelism
        # One share a task; each task reads as many files at a time as it has cores.
        scan = [*arguments.scan, f"--jobs={spark.getConf().get('spark.task.cpus', '1')}"]
        evidence = arguments.evidence
        shares = spark.parallelize([f"{number}/{count}" for number in range(1, count + 1)], count)
        whole = shares.map(lambda share: program.scan(scan, evidence, share)).treeReduce(program.merged)
    if whole.message:
        fail(whole.message, whole.status)

    with tempfile.TemporaryDirectory(prefix="logtrace-") as folder:
        ledger = Path(folder, "case.ledger")
        ledger.write_bytes(whole.ledger)
        status = program.run(["merge", *arguments.merge, str(ledger)]).returncode
    sys.exit(status if status >= 0 else NO_REPORT)


if __name__ == "__main__":
    main()
