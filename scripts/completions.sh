#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes the completions for bash, zsh and fish, laid out as below a prefix:
#
#   scripts/completions.sh [PREFIX]      PREFIX is .build/completions if none is given; ~/.local to install for oneself
#
# LOGTRACE names the program whose completions are made; without it, the one of the last release or debug build.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
prefix=$(realpath -m "${1:-.build/completions}")

program=${LOGTRACE:-}
for built in .build/release/logtrace .build/debug/logtrace; do
    [[ -n $program || ! -x $built ]] || program=$built
done
[[ -n $program ]] || {
    echo "completions: nothing is built; first: swift build -c release" >&2
    exit 1
}

# complete SHELL FILE
complete() {
    install -d "$(dirname "$prefix/$2")"
    "$program" --generate-completion-script "$1" >"$prefix/$2"
}
complete bash share/bash-completion/completions/logtrace
complete zsh share/zsh/site-functions/_logtrace
complete fish share/fish/vendor_completions.d/logtrace.fish
echo "completions in $prefix"
