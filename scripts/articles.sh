#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes a site of the articles beside the code, with the docc of the toolchain; a link that leads nowhere is an error.
#
#   scripts/articles.sh [FOLDER]      .build/articles if none is given

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-.build/articles}
mkdir -p "$(dirname "$folder")"
docc convert Sources/logtrace/logtrace.docc --fallback-display-name logtrace --fallback-bundle-identifier logtrace \
    --warnings-as-errors --output-path "$folder"
echo "articles in $folder"
