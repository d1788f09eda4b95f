#!/usr/bin/env python3
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
"""Names that attack the reader of a report, in a real browser and in real readers of CSV, JSON, Markdown and text.

    scripts/pages/hostile.py [--logtrace FILE] [--keep FOLDER]

The pages are shown as they are and without their Content-Security-Policy, so that escaping alone protects. Needs chromium.
"""

import argparse
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from urllib.parse import quote

from browser import Browser

RUN = "document.documentElement.setAttribute('data-pwned',1)"
NAMES = [
    f"<script>{RUN};console.log('PWNED');alert(1)</script>",
    f"</title></code></script><script>{RUN}</script>",
    f"<img/src=x/onerror={RUN}>",
    f"'><svg/onload={RUN}><pwned>",
    f"\"><svg/onload={RUN}><pwned>",
    f"]]></desc></text></svg><script>{RUN}</script>",
    f"x\"/onmouseover=\"{RUN}\"/autofocus/onfocus=\"{RUN}",
    f"javascript:{RUN}",
    "<!--<pwned>--><style>body{display:none}</style><iframe/src=x>",
    "{{{pwned}}}{{#pwned}}&lt;pwned&gt;&#60;pwned&#62;",
    "[pwned](javascript:alert(1))![x](http://192.0.2.1/x.png)`a`|b|*c*",
    "\x1b[31mred\x1b]0;title\x07\x1b[2J\x9b2J",
    "\u202egpj.exe\u2066\u200f\u2069\u200b\u2028\ufeff",
    "line\nfeed\r\n# head\n- item",
    "=cmd|'/c_calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", ",\"=1+1", "a,b;c\"d",
    "<pwned>" + "A" * 4096, "../" * 1365 + "=1",
]
# What logtrace itself writes; anything else was made by a name.
ELEMENTS = """html head meta title style body main header section h1 h2 h3 p div b dl dt dd ul ol li figure figcaption svg
    desc rect line text table thead tbody tr th td code time span strong data a""".split()
PROBE = """(elements => {
    const problems = [];
    for (const element of document.querySelectorAll("*")) {
        const name = element.tagName.toLowerCase();
        if (!elements.includes(name)) problems.push(`an element ${name}`);
        for (const attribute of element.attributes) {
            if (/^on|^src|^action$|^formaction$|^autofocus$|^style$|^data-pwned$|xlink/i.test(attribute.name)) {
                problems.push(`an attribute ${attribute.name} of ${name}`);
            }
        }
        if (name === "a" && new URL(element.href).protocol !== "file:") problems.push(`a link to ${element.href.slice(0, 60)}`);
    }
    if (document.querySelectorAll("style").length !== 1) problems.push("not one style sheet");
    return { problems, text: document.documentElement.textContent, title: document.title };
})"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--logtrace", default=".build/release/logtrace")
    parser.add_argument("--keep", type=Path, help="make the files there and leave them")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.keep or Path(temporary)
        make(work / "<img src=x onerror=alert(1)>'\"")
        make(work / "=1+1 \u202egpj")
        problems = sorted(set(check(work, Path(arguments.logtrace).resolve())))
    for problem in problems:
        print(f"hostile: {problem}", file=sys.stderr)
    print(f"{len(NAMES)} hostile names; {len(problems)} problems")
    sys.exit(bool(problems))


def make(folder):
    """A case in which every text that an attacker can choose is hostile: of requests, files and the case's own words."""
    evidence = folder / "evidence"
    evidence.mkdir(parents=True)
    for number, name in enumerate(NAMES):
        # A file's name has 255 bytes at most, and no slash.
        log = evidence / (name.replace("/", "\u2215").encode()[:200].decode(errors="ignore") + ".log")
        log.write_text("".join(lines(number, name)), encoding="utf-8")
    text = [json.dumps(name) for name in NAMES]
    claims = "".join(
        f"  - {{id: claim{number}, text: {name}, claimant: {name}, at_most: {{count: 1, of: files}}}}\n"
        for number, name in enumerate(text))
    witnesses = "".join(
        f"    - {{date: 2019-02-{number + 1:02}, shows: online, what: {name}, source: {name}}}\n"
        for number, name in enumerate(text))
    (folder / "case.yaml").write_text(
        f"name: {text[0]}\ntimezone: UTC\nevidence: [evidence]\nexposure:\n  witnesses:\n{witnesses}claims:\n{claims}",
        encoding="utf-8")


def lines(number, name):
    """Requests as Apache writes them, and as a server that escapes nothing does."""
    field = "".join("\\" + c if c in '"\\' else f"\\x{ord(c):02x}" if ord(c) < 32 else c for c in name)
    raw = "".join(name.split()).replace('"', "'")
    for second, (client, path) in enumerate(
            [("192.0.2.7", quote(name)), ("192.0.2.7", field.replace(" ", "%20")), (raw, raw), ("192.0.2.7", f"?files={quote(name)}")]):
        user = "".join(field.split())
        stamp = f"[18/Feb/2019:10:{number:02}:{second:02} +0000]"
        yield f'{client} - {user} {stamp} "GET /{path} HTTP/1.1" 200 4711 "{field}" "{field}"\n'


def run(*command):
    """Status 1 tells of evidence that could not be read in full, which is to be expected here."""
    done = subprocess.run(command, check=False, capture_output=True)
    if done.returncode > 1:
        sys.exit(f"hostile: {command[1]} failed with {done.returncode}: {done.stderr.decode(errors='replace')[:2000]}")
    return done.stdout


def check(work, program):
    cases = sorted(path.parent for path in work.glob("*/case.yaml"))
    out = work / "out"
    outputs = [argument for end in ("html", "json", "md", "txt") for argument in ("-o", out / f"report.{end}")]
    out.mkdir()
    run(program, "report", "--quiet", "--notification", "--case", cases[0] / "case.yaml", *outputs, "-o", f"{out}/tables/")
    run(program, "batch", "--quiet", "-o", out / "batch", *cases)
    with Browser() as browser:
        for page in [out / "report.html", out / "batch/index.html"]:
            yield from of_page(browser, page)
    for path in [*sorted((out / "tables").glob("*.csv")), *sorted((out / "batch").rglob("*.csv"))]:
        yield from of_csv(path.name, path.read_bytes().decode())
    found = json.dumps(json.loads((out / "report.json").read_bytes()), ensure_ascii=False)
    for name in NAMES[:20]:
        if json.dumps(name.lstrip("/"), ensure_ascii=False)[1:-1] not in found:
            yield f"report.json does not hold {name[:60]!r}"
    json.loads((out / "batch/index.json").read_bytes())
    yield from of_markdown((out / "report.md").read_text(encoding="utf-8"))
    yield from of_text("report.txt", (out / "report.txt").read_text(encoding="utf-8"))
    events = lambda form: run(program, "events", "--quiet", "--format", form, cases[0] / "evidence").decode()
    for form in ("csv", "l2tcsv"):
        yield from of_csv(f"events as {form}", events(form))
    for line in events("timesketch").rstrip("\n").split("\n"):
        json.loads(line)
    for row in events("bodyfile").rstrip("\n").split("\n"):
        if row.count("|") != 10:
            yield f"a row of the bodyfile has {row.count('|') + 1} fields: {row[:80]!r}"


def of_page(browser, page):
    markup = page.read_text(encoding="utf-8")
    bare = page.with_name("bare.html")
    bare.write_text(re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", markup), encoding="utf-8")
    if bare.read_text(encoding="utf-8") == markup:
        yield f"{page.name} has no policy"
    # A script that is known to run shows that one of a name would have been noticed.
    armed = page.with_name("armed.html")
    armed.write_text(f"{bare.read_text(encoding='utf-8')}<script>{RUN};alert(1)</script>", encoding="utf-8")
    noticed = list(of_shown(browser, armed))
    if len(noticed) < 3:
        yield f"a script, its attribute and its dialog would not have been noticed: {noticed}"
    for shown in (page, bare):
        yield from of_shown(browser, shown)
    bare.unlink()
    armed.unlink()


def of_shown(browser, page):
    for width in (1280, 390):
        browser.open(page, width)
        seen = browser.value(f"{PROBE}({json.dumps(ELEMENTS)})")
        yield from (f"{page.name}: {problem}" for problem in seen["problems"])
        yield from (f"{page.name} says {text!r}" for text in browser.console)
        yield from (f"{page.name} asks for {url}" for url in browser.requests if url != page.resolve().as_uri())
        yield from of_text(page.name, seen["text"])
        if "pwned" not in seen["text"] and "onerror" not in seen["text"]:
            yield f"no hostile name is on {page.name}, so that nothing was tried"


def of_csv(name, text):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"{name}: {len(row)} fields, its head has {len(rows[0])}"
        for cell in row:
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"-|-?[\d.]+(e-?\d+)?", cell):
                yield f"{name}: a cell begins {cell[:30]!r}"


def of_markdown(text):
    yield from of_text("report.md", text)
    for line in text.rstrip("\n").split("\n"):
        outside = re.sub(r"\\.", "", line)
        if re.search(r"<[A-Za-z/!?]", outside):
            yield f"report.md has raw HTML: {line[:80]!r}"
        if re.search(r"\]\(", outside):
            yield f"report.md has a link: {line[:80]!r}"
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        bars = {re.sub(r"\\.", "", row).count("|") for row in table.rstrip("\n").split("\n")}
        if len(bars) != 1:
            yield f"report.md: the rows of a table have {sorted(bars)} bars: {table[:80]!r}"


def of_text(name, text):
    """Nothing that moves the cursor, or hides or reorders text."""
    for character in set(text) - {"\n"}:
        if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
            yield f"{name}: U+{ord(character):04X} stands bare"


if __name__ == "__main__":
    main()
