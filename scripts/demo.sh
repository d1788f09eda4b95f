#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Builds logtrace for release and prints its report of the sample case. Standard output is the report alone.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/install.sh
swift build -c release --product logtrace >&2
binaries=$(swift build -c release --show-bin-path)
exec "$binaries/logtrace" report --case samples/cases/1177/case.yaml
