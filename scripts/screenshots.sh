#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Pictures of an HTML report as a reader sees it: at the widths of a desk and of a telephone, light and dark, and printed.
#
#   scripts/screenshots.sh REPORT.html [FOLDER]
#
# Needs chromium (apt-get install chromium); pdftoppm (poppler-utils) makes pictures of the PDF's pages where it is there.
# Fails if the page says anything on the browser's console, or is wider than the screen.

set -euo pipefail
report=$(realpath "${1:?a report}")
mkdir -p "${2:-.build/screenshots}"
folder=$(realpath "${2:-.build/screenshots}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# chrome PAGE OPTION...: prints what the browser prints.
chrome() {
    local page=$1
    shift
    chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" \
        --enable-logging=stderr "$@" "file://$page" 2>"$work/log"
    if grep CONSOLE "$work/log"; then
        echo "screenshots: the page speaks on the console" >&2
        return 1
    fi
}

# The page itself runs no script: a copy without its policy tells the page around it how wide it is, and where too wide. In a
# frame, since a window is never narrower than 500 points.
sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' "$report" >"$work/measured.html"
cat >>"$work/measured.html" <<'HTML'
<script>
// Heads of tables are hidden on narrow screens; where they are shown, their tables are as wide.
const wide = [...document.querySelectorAll("body :not(thead, thead *)")].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
parent.postMessage(`WIDTH ${document.documentElement.scrollWidth} ${innerWidth} ` +
    wide.slice(0, 5).map(e => `${e.tagName}.${e.getAttribute("class")}: ${e.textContent.slice(0, 60)}`).join("; "), "*");
</script>
HTML

for width in 1280 390; do
    cat >"$work/frame.html" <<HTML
<title>not measured</title>
<script>onmessage = e => { document.title = e.data };</script>
<iframe style="border:0;width:${width}px;height:2000px" src="measured.html"></iframe>
HTML
    measured=$(chrome "$work/frame.html" --window-size=1400,2000 --virtual-time-budget=5000 --dump-dom |
        grep -o '<title>[^<]*')
    read -r title wide room rest <<<"$measured"
    echo "at $width: ${wide:-?} of ${room:-?} points wide"
    [[ $title == "<title>WIDTH" && $room == "$width" && -z $rest ]] && ((wide <= room)) || {
        echo "screenshots: wider than the screen: $measured" >&2
        exit 1
    }
    chrome "$report" --window-size="$width,8000" --screenshot="$folder/$width.png"
done
chrome "$report" --window-size=1280,8000 --blink-settings=preferredColorScheme=0 --screenshot="$folder/1280-dark.png"
chrome "$report" --no-pdf-header-footer --print-to-pdf="$folder/report.pdf"
if command -v pdftoppm >/dev/null; then pdftoppm -r 60 -png "$folder/report.pdf" "$folder/page"; fi
echo "pictures in $folder"
