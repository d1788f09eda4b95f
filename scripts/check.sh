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
    refuse "a path of some machine" -E '^[^/]*([^A-Za-z0-9_./~-]|^)/(home|Users|root|work)/' Sources scripts .ci Package.swift
}

# A report of a known case against its truth, where the scorer lies beside the checkout.
score() {
    local tools=../shared/tools case=../shared/cases/a-http-clean
    if [[ ! -e $tools/score.py ]]; then
        say "scores: skipped, no scorer beside the checkout"
        return
    fi
    "$binaries/logtrace" report --quiet --format json --inventory "$case/truth/inventory.csv" "$case/evidence" \
        >"$work/report.json"
    # Its status tells of all rows; those of what is not built yet are not asked for.
    python3 "$tools/score.py" --json "$work/report.json" "$case" >"$work/scores.json" || (($? == 1))
    python3 - "$work/scores.json" <<'PYTHON'
import json
import sys

REQUIRED = ("accounting.", "retrievals.", "actors.", "channels.totals")
rows = [row for row in json.load(open(sys.argv[1]))["checks"] if row["check"].startswith(REQUIRED)]
failed = [row for row in rows if row["ok"] is False]
compared = [row for row in rows if row["ok"] is not None]
for row in failed:
    print(f"check: scores: {row['check']} is {row['value']:.3f}, required {row['min']}: {row['misses'][:3]}")
print(f"check: scores: {len(compared) - len(failed)} of {len(compared)} rows of a-http-clean hold")
sys.exit(bool(failed) or not compared)
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
say "release build"
swift build -c release --product logtrace
binaries=$(swift build -c release --show-bin-path)
say "smoke run of the measurements"
LOGTRACE=$binaries/logtrace scripts/bench.sh --quick
say "changed samples"
LOGTRACE=$binaries/logtrace scripts/fuzz.sh --seconds 8
say "scores"
score
say "all but the tests took $SECONDS s"
swift test --skip-build
