#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes the manual pages, one for each command, and the completions for bash, zsh and fish, laid out as below a prefix:
#
#   scripts/manuals.sh [PREFIX]      PREFIX is .build/manuals if none is given; ~/.local to install for oneself
#
# LOGTRACE names the program whose completions are made; without it, the one of the last release or debug build.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
prefix=$(realpath -m "${1:-.build/manuals}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

program=${LOGTRACE:-}
for built in .build/release/logtrace .build/debug/logtrace; do
    [[ -n $program || ! -x $built ]] || program=$built
done
[[ -n $program ]] || {
    echo "manuals: nothing is built; first: swift build -c release" >&2
    exit 1
}

# The day of the pages is that of the last commit, so that the same source gives the same pages.
day=$(git log -1 --format=%cs 2>/dev/null || date -u +%F)
swift package --allow-writing-to-directory "$work" generate-manual --multi-page --section 1 --date "$day" \
    --output-directory "$work" >&2
install -d "$prefix/share/man/man1"
install -m 644 "$work"/*.1 "$prefix/share/man/man1/"

# complete SHELL FILE
complete() {
    install -d "$(dirname "$prefix/$2")"
    "$program" --generate-completion-script "$1" >"$prefix/$2"
}
complete bash share/bash-completion/completions/logtrace
complete zsh share/zsh/site-functions/_logtrace
complete fish share/fish/vendor_completions.d/logtrace.fish
echo "manuals in $prefix"
