#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# The whole gate. Needs no terminal, no input and no arguments, and works from any folder, on a clean clone.

set -euo pipefail
shopt -s inherit_errexit nullglob
export LC_ALL=C
exec </dev/null

say() { echo "check: $*"; }

# refuse WHAT GREP-ARGUMENT...: fails with the lines found, if there are any.
refuse() {
    local what=$1 found status=0
    shift
    found=$(grep -rnI "$@") || status=$?
    ((status <= 1)) || exit "$status"
    [[ -z $found ]] || {
        say "$what:"
        echo "$found"
        return 1
    }
}

# What the layout asks for and no compiler says.
house_checks() {
    local attributes='^[[:space:]]*(@[A-Za-z_]+[[:space:]]+|(package|public|internal|fileprivate|private)[[:space:]]+)*'
    local kinds='((struct|class|enum|protocol|func|var|let|typealias)[[:space:]]+)?'
    refuse "Foundation stays out of what lies below the command" --include='*.swift' --exclude-dir=logtrace \
        -E "${attributes}import[[:space:]]+${kinds}Foundation" Sources
    refuse "a path of this machine" -F "$PWD/" Sources Tests scripts samples .ci Package.swift ./*.md
    # Log lines in documentation may well name a home.
    refuse "a path of some machine" -E '^[^/]*([^A-Za-z0-9_./~-]|^)/(home|Users|root|work)/[A-Za-z0-9]' Sources scripts .ci Package.swift
}

# Reports of known cases and events of single lines against their truth, where the scorers lie beside the checkout.
score() {
    local shared=../shared case name
    if [[ ! -e $shared/tools/score.py ]]; then
        say "scores: skipped, no scorers beside the checkout"
        return
    fi
    for case in "$shared"/cases/*/; do
        name=$(basename "$case")
        # 1 tells of damage here, and of rows that do not hold there.
        "$binaries/logtrace" report --quiet --format json --inventory "$case/truth/inventory.csv" "$case/evidence" \
            >"$work/report.json" || (($? == 1))
        python3 "$shared/tools/score.py" --json "$work/report.json" "$case" >"$work/$name.scores" || (($? == 1))
        { "$binaries/logtrace" events --quiet "$case/evidence" || (($? == 1)); } \
            | python3 "$shared/tools/score.py" --json --events - "$case" >"$work/$name-events.scores" || (($? == 1))
    done
    python3 "$shared/tools/score_lines.py" --json --min 0 --binary "$binaries/logtrace" \
        --samples "$shared/samples" --expected "$shared/expected" >"$work/lines.json"
    judge
}

# Pages as a browser shows them, where there is one: it is too large to be installed for this alone.
pages() {
    if ! command -v chromium >/dev/null; then
        say "pages: skipped, no chromium"
        return
    fi
    timeout 180 scripts/pages/hostile.py --logtrace "$binaries/logtrace"
    timeout 180 scripts/pages/look.py --logtrace "$binaries/logtrace" --pictures "$work/pictures" samples/cases/1177
}

# Fails if a row does not hold, or fewer than 98 % of the lines are right, or 95 % of those of a family.
judge() {
    python3 - "$work" <<'PYTHON'
import json
import sys
from pathlib import Path

work = Path(sys.argv[1])
failed = False


def say(text, fails=False):
    global failed
    failed = failed or fails
    print(f"check: scores: {text}")


held = compared = 0
for file in sorted(work.glob("*.scores")):
    for row in json.loads(file.read_text())["checks"]:
        if row["ok"] is None:
            continue
        compared += 1
        held += row["ok"]
        if not row["ok"]:
            figures = f"{row['value']:.3f}, required {row['min']}"
            say(f"{file.stem} {row['check']} is {figures}: {row['misses'][:3]}", fails=True)
say(f"{held} of {compared} rows hold", fails=not compared)

families = json.loads((work / "lines.json").read_text())["families"]
counts = {}
for name, family in families.items():
    right, wrong, missing = (family.get(verdict, 0) for verdict in ("right", "wrong", "missing"))
    counts[name] = right, right + wrong + missing
for name, (right, lines) in counts.items():
    if right < 0.95 * lines:
        say(f"{right} of {lines} lines of {name} are right", fails=True)
right, lines = (sum(column) for column in zip(*counts.values()))
say(f"{right} of {lines} lines are right", fails=right < 0.98 * lines)
sys.exit(failed)
PYTHON
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say "what is needed"
scripts/install.sh
say "house rules"
house_checks
say "format"
swift format lint --strict --parallel --recursive Sources Tests Package.swift
say "debug build, warnings and undeclared imports are errors"
swift build --build-tests --explicit-target-dependency-import-check error
# The tests make manual pages with it.
swift build --product generate-manual
say "release build"
swift build -c release
binaries=$(swift build -c release --show-bin-path)
say "smoke run of the measurements"
LOGTRACE=$binaries/logtrace scripts/bench.sh --quick
say "a look at the terminal"
LOGTRACE=$binaries/logtrace scripts/terminal-look.sh
say "changed samples"
LOGTRACE=$binaries/logtrace scripts/fuzz.sh --seconds 8
say "pages"
pages
say "scores"
score
say "all but the tests took $SECONDS s"
swift test --skip-build
