#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Kills a batch at random moments (kill -9, the whole group or the batch alone), goes on with --resume, kills that too now
# and then, and compares the results with those of a run that nobody disturbed.
#
#   scripts/batch-kill.sh [--rounds 20] [--seed 7]
#
# The program is $LOGTRACE, else .build/debug/logtrace. Fails if anything differs, if a folder has its name before it is
# complete, if a case is done twice, or if a process is left.

set -euo pipefail
shopt -s inherit_errexit nullglob
export LC_ALL=C SOURCE_DATE_EPOCH=1700000000

rounds=20 seed=7
while (($#)); do
    case $1 in
    --rounds) rounds=$2 ;;
    --seed) seed=$2 ;;
    *) echo "batch-kill: unknown option $1" >&2 && exit 64 ;;
    esac
    shift 2
done
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logtrace=$(realpath "${LOGTRACE:-$repository/.build/debug/logtrace}")
work=$(mktemp -d)
trap 'pkill -9 -f -- "--batch-results=$work/" || true; rm -rf "$work"' EXIT
cd "$work"

fail() {
    echo "batch-kill: seed $seed, round $round: $*" >&2
    exit 1
}

# Four cases: one as it is, one with damage, one of evidence only, one that fails.
for name in whole damaged only; do
    mkdir -p "cases/$name"
    cp -rp "$repository/samples/cases/1177/"{case.yaml,inventory.csv,evidence} "cases/$name"
    # Without its largest logs a case is quick, and more of the moments are those at which something changes its name.
    rm -r "cases/$name/evidence/var/log/apache2"
done
rm cases/only/case.yaml
for log in cases/damaged/evidence/var/log/*.gz; do truncate -s -20 "$log"; done
mkdir cases/failing && echo 'nonsense: true' >cases/failing/case.yaml

# batch FOLDER OPTION...: 1 tells of the case that fails.
batch() {
    local folder=$1 status=0
    shift
    "$logtrace" batch cases/* -o "$work/$folder" --jobs 2 "$@" 2>>"$work/log" || status=$?
    ((status == 1)) || fail "status $status: $(tail -n 3 "$work/log")"
}

# manifests: those that have their name, each with the number of its file.
manifests() { [[ ! -e results ]] || find results -path 'results/[!.]*/manifest.json' -printf '%i %p\n'; }

# milliseconds: since the machine was started.
milliseconds() {
    local up
    read -r up _ </proc/uptime
    echo "$((10#${up/./} * 10))"
}

round=0
start=$(milliseconds)
batch reference
duration=$(($(milliseconds) - start))
RANDOM=$seed
kills=0
for ((round = 1; round <= rounds; round++)); do
    rm -rf results
    resume=()
    for ((disturbance = 1 + RANDOM % 3; disturbance > 0; disturbance--)); do
        setsid "$logtrace" batch cases/* -o "$work/results" --jobs 2 "${resume[@]}" 2>>"$work/log" &
        run=$!
        delay=$((RANDOM % duration))
        sleep "$((delay / 1000)).$(printf %03d $((delay % 1000)))"
        whom=$run
        ((RANDOM % 2)) && whom=-$run
        if kill -9 -- "$whom" 2>>"$work/log"; then kills=$((kills + 1)); fi
        wait "$run" 2>>"$work/log" || true
        for folder in results/*/; do
            diff -r "$folder" "reference/$(basename "$folder")" || fail "$folder has its name and is not complete"
        done
        # Processes that have lost their batch end by themselves.
        for ((tenths = 0; tenths < 100; tenths++)); do
            pgrep -f -- "--batch-results=$work/" >>"$work/log" || break
            sleep 0.1
        done
        ((tenths < 100)) || fail "a process of a case outlives its batch"
        resume=(--resume)
    done
    before=$(manifests)
    batch results --resume
    diff -r reference results || fail "the results differ"
    [[ $(ls -A results) == "$(ls -A reference)" ]] || fail "something is left behind: $(ls -A results)"
    while read -r line; do
        [[ -z $line ]] || manifests | grep -qxF -- "$line" || fail "done twice: $line"
    done <<<"$before"
done
echo "batch-kill: $rounds rounds, $kills kills: the results are those of a run that nobody disturbed"
