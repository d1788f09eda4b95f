#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes the manual pages, one for each command, laid out as below a prefix:
#
#   scripts/manuals.sh [PREFIX]      PREFIX is .build/manuals if none is given; ~/.local to install for oneself
#
# LOGTRACE names the program whose pages are made; without it, the one of the last release or debug build.
# SOURCE_DATE_EPOCH gives the date on them. The generator is built where it is not there yet.

set -euo pipefail
cd -P "$(dirname "${BASH_SOURCE[0]}")/.."
prefix=$(realpath -m "${1:-.build/manuals}")

program=${LOGTRACE:-}
for built in .build/release/logtrace .build/debug/logtrace; do
    [[ -n $program || ! -x $built ]] || program=$built
done
[[ -n $program ]] || {
    echo "manuals: nothing is built; first: swift build -c release" >&2
    exit 1
}

# The generator of swift-argument-parser, as a build of all has it or as one of its own. The plugin of that name would build
# the whole package again first, for minutes. A build of its own has a folder of its own: who runs this may hold that of all.
generator=.build/debug/generate-manual
[[ ! -x $generator-tool ]] || generator+=-tool
if [[ ! -x $generator ]]; then
    generator=.build/generator/debug/generate-manual
    swift build --product generate-manual --scratch-path .build/generator >&2 </dev/null
    [[ ! -x $generator-tool ]] || generator+=-tool
fi
install -d "$prefix/share/man/man1"
"$generator" --multi-page --date "$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%F)" \
    --output-directory "$prefix/share/man/man1" "$(realpath "$program")" </dev/null
echo "manual pages in $prefix/share/man"
