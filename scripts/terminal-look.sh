#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# terminal-look.sh [--show]: what a person at a terminal sees while a large log is read, under tmux: at 100 and at 60 columns,
# with a name that tries to clear the screen, through a pipe, and after Ctrl-C. Fails where the progress line is missing on a
# terminal, wraps, or is there in a pipe. --show prints the screens. LOGTRACE names the binary, by default that of the debug
# build; BYTES the size of the log, of which the line must be seen before it is read.

set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "${BASH_SOURCE[0]}")/.."

show=${1:-}
logtrace=$(realpath "${LOGTRACE:-.build/debug/logtrace}")
bytes=${BYTES:-900000000}
work=$(mktemp -d)
socket=logtrace-look-$$
trap 'tmux -L "$socket" kill-server 2>/dev/null || true; rm -rf "$work"' EXIT

fail() {
    echo "terminal-look: $*" >&2
    screen >&2
    exit 1
}

screen() { tmux -L "$socket" capture-pane -p -t look "$@" 2>/dev/null | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'; }

# look COLUMNS COMMAND: begins a command in a terminal of its own.
look() {
    tmux -L "$socket" kill-session -t look 2>/dev/null || true
    tmux -u -L "$socket" -f /dev/null new-session -d -s look -x "$1" -y 40 -c "$work" \
        "env LOGTRACE='$logtrace' PS1= bash --norc --noprofile -c '$2; echo \"status \$?\"; sleep 600'"
}

# await PATTERN: until a line of the screen matches.
await() {
    local tries
    for ((tries = 0; tries < 1200; tries++)); do
        if screen | grep -qE "$1"; then return; fi
        sleep 0.05
    done
    fail "nothing on the screen matches '$1'"
}

# Its last components are 記 (two columns each), an escape sequence that clears the screen, and a bidi mark.
folder=$work/case/var/log/apache2
log=$folder/$'access-\e[2J\u202e'$(printf '記%.0s' {1..30}).log
mkdir -p "$folder"
line='192.0.2.7 - - [04/Mar/2015:09:08:02 +0100] "GET /calls/a.wav HTTP/1.1" 200 151730'
(set +o pipefail && yes "$line" | head -c "$((bytes / ${#line} * (${#line} + 1)))") >"$log"
mkdir "$work/small"
echo "$line" >"$work/small/access.log"

amount='[0-9.]+ [kMG]B of [0-9.]+ [kMG]B, [0-9]+ %, '
for columns in 100 60; do
    look "$columns" '"$LOGTRACE" -j 1 -o report.json case'
    await "$amount"
    [[ $show != --show ]] || screen -e
    seen=$(screen)
    screen | grep -qE "^logtrace: 1 series, 1 file, [0-9.]+ [kMG]B$" || fail "what there is to read is not told"
    (($(grep -cE "$amount" <<<"$seen") == 1)) || fail "there is more than one progress line at $columns columns"
    # Each 記 of the screen takes two columns, and the last column stays free.
    width=$(grep -E "$amount" <<<"$seen" | python3 -c '
import sys, unicodedata
text = sys.stdin.buffer.read().decode().rstrip("\n")
print(sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text))')
    ((width < columns)) || fail "the line is $width columns wide, of $columns"
    grep -E "$amount" <<<"$seen" | grep -q ' left; .*記\.log$' || fail "the file in work is not told at $columns columns"
    ((columns < 100)) || grep -qE '%, [0-9.]+ [kMG]B/s, ' <<<"$seen" || fail "the speed is not told at $columns columns"
    tmux -L "$socket" send-keys -t look C-c
    await '^status 130$'
    [[ $show != --show ]] || screen -e
    screen | tr -d '\n' | grep -qE 'interrupted: 0 of 1 file, .* lines ?were read' || fail "what was done is not told"
    if screen | grep -qE "$amount"; then fail "the progress line stays after Ctrl-C"; fi
    [[ $(ls -A "$work") == $'case\nsmall' ]] || fail "something is left behind: $(ls -A "$work")"
done

# The same with standard error behind a pipe: the whole run says nothing.
look 100 '{ "$LOGTRACE" -j 1 -o report.json case 2>&1 | cat -v >piped; } && wc -c <piped'
await '^status '
[[ -e $work/piped && ! -s $work/piped ]] || fail "a pipe is told: $(head -c 300 "$work/piped")"

# What takes no time has no line, but for what there was and what came of it.
look 100 '"$LOGTRACE" -o report.json small && ls'
await '^status 0$'
[[ $show != --show ]] || screen -e
said=$'logtrace: 1 series, 1 file, 82 B
logtrace: 1 file, 82 B, 1 line in 0 s: 1 event, 0 ignored, 0 malformed, 0 duplicate'
[[ $(screen | head -n 2) == "$said" ]] || fail "a quick run says something else"
echo "terminal-look: the line is there on a terminal and not in a pipe"
