#!/usr/bin/env python3
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
"""Runs a command and prints what it took: wall seconds, CPU seconds, peak RSS in KiB, blank-separated.

    measure.py [--stdout FILE] COMMAND [ARGUMENT...]

CPU seconds are user and system time of the command and of every descendant that was waited for. Peak RSS is
that of the largest single process among them, not of their sum. Exits with the command's status. The
command's standard output goes to FILE, by default /dev/null, since the figures go to ours.
"""

import os
import resource
import sys
import time


def main():
    arguments = sys.argv[1:]
    output = os.devnull
    if arguments[:1] == ["--stdout"]:
        output, arguments = arguments[1], arguments[2:]
    if not arguments:
        sys.exit(__doc__)
    to_output = [(os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)]
    start = time.monotonic()
    pid = os.posix_spawnp(arguments[0], arguments, os.environ, file_actions=to_output)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    print(f"{wall:.4f} {usage.ru_utime + usage.ru_stime:.4f} {peak_rss(usage)}")
    # A shell's convention for a command that a signal ended.
    code = os.waitstatus_to_exitcode(status)
    sys.exit(code if code >= 0 else 128 - code)


def peak_rss(usage):
    """In KiB; with a leading `<` where the figure is no more than what we weighed when we started the command.

    Linux counts the memory of the process that was there before the exec, ours, to the command's peak.
    """
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"<{ours}" if usage.ru_maxrss <= ours else str(usage.ru_maxrss)


if __name__ == "__main__":
    main()
