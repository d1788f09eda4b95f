#!/usr/bin/env python3
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
"""Looks at reports as their readers do: pictures at a desk's and a telephone's width, light and dark, and printed on A4.

    scripts/pages/look.py [--logtrace FILE] [--pictures FOLDER] [--first-screen FILE] CASE...

A CASE is a folder of evidence, a folder with a case.yaml, or a page that is there already. Of each, FOLDER/NAME/ gets the
page, pictures of all of it, its PDF and, where pdftoppm is installed (poppler-utils), pictures of the printed pages.

Fails where a page is larger than 3 MB or not shown at once, says anything on the console (a breach of its own policy is
said there), asks for anything, is wider than the screen, or has text that is cut, covered or hard to read (WCAG 2.2, AA).
Needs chromium. The picture in README.md is made by

    scripts/pages/look.py --first-screen samples/pictures/1177.png samples/cases/1177
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from browser import Browser

HERE = Path(__file__).resolve().parent
LARGEST = 3_000_000
# The aim is one second on an idle machine; other programs on a busy one are not the page's fault.
SLOWEST = 4
SCREEN = 900
# Pictures are cut here: higher ones are more than a viewer shows.
PIECE, PIECES = 1800, 12


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cases", metavar="CASE", nargs="+", type=Path)
    parser.add_argument("--logtrace", default=".build/release/logtrace", help="the program that makes the reports")
    parser.add_argument("--pictures", type=Path, default=Path(".build/pictures"), help="gets a folder for each case")
    parser.add_argument("--first-screen", type=Path, help="gets what a desk shows first of the last case")
    arguments = parser.parse_args()
    problems = []
    with Browser() as browser:
        for case in arguments.cases:
            folder = arguments.pictures / case.resolve().with_suffix("").name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            problems += [f"{case}: {problem}" for problem in look(browser, page(case, folder, arguments.logtrace), folder)]
    if arguments.first_screen:
        shutil.copy(folder / "1280-light.png", arguments.first_screen)
    for problem in problems:
        print(f"look: {problem}", file=sys.stderr)
    print(f"{len(arguments.cases)} looked at, {len(problems)} problems; pictures in {arguments.pictures}")
    sys.exit(bool(problems))


def page(case, folder, program):
    """The case's report; damaged evidence (status 1) makes one too."""
    if case.is_file():
        return case
    report = folder / "report.html"
    made = ["--case", case / "case.yaml"] if (case / "case.yaml").exists() else [case]
    command = [program, "report", "--quiet", "--notification", "-o", report, *made]
    # The same pictures for the same evidence.
    status = subprocess.run(command, check=False, env={"SOURCE_DATE_EPOCH": "1700000000", **os.environ}).returncode
    if status > 1:
        sys.exit(f"look: no report of {case}: status {status}")
    return report


def look(browser, page, folder):
    """What is wrong with the page, as sentences."""
    problems = []
    size = page.stat().st_size
    if size > LARGEST:
        problems.append(f"{size:,} bytes")
    lowest, shown = 99, 0
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            view = f"{width}-{scheme}"
            shown = max(shown, browser.open(page, width, SCREEN, scheme))
            # The probe itself speaks to no console and asks for nothing.
            seen = browser.value((HERE / "probe.js").read_text(encoding="utf-8"))
            said, asked = list(browser.console), [url for url in browser.requests if url != page.resolve().as_uri()]
            problems += [f"{view}: {wrong}" for wrong in seen["wrong"]]
            problems += [f"{view}: the console says {text!r}" for text in said]
            problems += [f"{view}: asks for {url}" for url in asked]
            lowest = min(lowest, seen["lowest"])
            browser.picture(folder / f"{view}.png")
            for piece in range(min(PIECES, -(-seen["height"] // PIECE))):
                top = piece * PIECE
                browser.picture(folder / f"{view}-{piece + 1:02}.png", top, min(PIECE, seen["height"] - top))
            print(f"{page} at {view}: {seen['height']:,} points high, {seen['elements']:,} elements, {seen['texts']:,} texts")
    if shown > SLOWEST:
        problems.append(f"shown after {shown:.1f} s")
    # From a dark screen, whose colours must not reach the paper.
    browser.print(folder / "report.pdf")
    printed = ""
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "60", "-png", folder / "report.pdf", folder / "page"], check=True)
        printed = f", {len(list(folder.glob('page-*.png')))} printed pages"
    print(f"{page}: {size:,} bytes, shown after {shown:.2f} s, lowest contrast {lowest:.2f} to 1{printed}")
    return problems


if __name__ == "__main__":
    main()
