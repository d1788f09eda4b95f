#!/usr/bin/env bash
# Pictures of an HTML report as a reader sees it: at the widths of a desk and of a telephone, light and dark, and printed.
#
#   scripts/screenshots.sh REPORT.html [FOLDER]
#
# Needs chromium (apt-get install chromium); pdftoppm (poppler-utils) makes pictures of the pages of the PDF where it is there.
# Fails if the page logs anything on the browser's console or is wider than the screen.
set -euo pipefail
report=$(realpath "${1:?a report}")
folder=${2:-.build/screenshots}
mkdir -p "$folder"
folder=$(realpath "$folder")
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

chrome() {
    chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$profile" \
        --enable-logging=stderr --v=0 "$@" "file://$report" 2>"$profile/log" >/dev/null
    if grep -E 'CONSOLE|Refused to' "$profile/log"; then
        echo "screenshots: the page speaks on the console" >&2
        exit 1
    fi
}

for width in 1280 390; do
    # The headless window is never narrower than 500 points; a device of that width is asked for instead.
    chrome --window-size="$width,6000" --screenshot="$folder/$width.png"
done
chrome --window-size=1280,6000 --force-dark-mode --blink-settings=preferredColorScheme=0 --screenshot="$folder/1280-dark.png"
chrome --no-pdf-header-footer --print-to-pdf="$folder/report.pdf"
if command -v pdftoppm >/dev/null; then pdftoppm -r 60 -png "$folder/report.pdf" "$folder/page"; fi
ls "$folder"
