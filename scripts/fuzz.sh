#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Reads changed samples, logs and configurations together, again and again, and stops at the first run that ends badly or
# leaves a line unaccounted for. The evidence of that run is kept and named.
#
#   scripts/fuzz.sh [--seconds 60] [--seed 1]
#
# The same seed gives the same evidence.
#
#   LOGTRACE   fuzz this binary, and build nothing   (default .build/debug/logtrace)

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=60 seed=1
while (($#)); do
    case $1 in
    --seconds) seconds=${2:?--seconds needs a number} && shift ;;
    --seed) seed=${2:?--seed needs a number} && shift ;;
    *) echo "usage: fuzz.sh [--seconds 60] [--seed 1]" >&2 && exit 64 ;;
    esac
    shift
done

if [[ -z ${LOGTRACE:-} ]]; then
    swift build --product logtrace
    LOGTRACE=$(swift build --show-bin-path)/logtrace
fi
exec python3 scripts/fuzz.py "$LOGTRACE" "$seconds" "$seed"
