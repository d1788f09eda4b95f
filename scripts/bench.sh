#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Measures logtrace beside other tools on a made set of rotated Apache logs, and prints Markdown tables.
#
#   scripts/bench.sh [--quick] [--bytes 1GiB] [--files 60] [--runs 5]
#
# --quick is a smoke run: 32 MiB, one run, nothing installed, no slow tools, no memory table.
#
#   LOGTRACE            measure this binary, and build nothing   (default .build/release/logtrace)
#   LOGTRACE_BASELINE   zlib alone, and reading alone            (default .build/release/logtrace-bench)
#   LOGTRACE_BENCH_DIR  where made logs are kept for the next time (default $TMPDIR/logtrace-bench)

set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C

quick=false bytes=1GiB file_count=60 runs=5

parse_arguments() {
    while (($#)); do
        case $1 in
        --quick) quick=true bytes=32MiB runs=1 ;;
        --bytes) bytes=${2:?--bytes needs a size} && shift ;;
        --files) file_count=${2:?--files needs a number} && shift ;;
        --runs) runs=${2:?--runs needs a number} && shift ;;
        *) echo "usage: bench.sh [--quick] [--bytes 1GiB] [--files 60] [--runs 5]" >&2 && exit 64 ;;
        esac
        shift
    done
}

say() { echo "bench: $*" >&2; }

# ---------------------------------------------------------------- logs

# Prints the folder of a set of logs, made unless an earlier run left it complete:
# logs/ as logrotate leaves them, summary, and plain/ once make_plain_copy ran.
make_set() {
    local size=$1 files=$2 generator folder
    # A changed generator makes other logs, which must not be mistaken for these.
    generator=$(cksum <"$scripts/make-access-logs.py" | cut -d ' ' -f 1)
    folder=$cache/$size-$files-files-seed-1-$generator
    if [[ ! -d $folder ]]; then
        say "making $size of logs in $folder"
        local unfinished=$folder.unfinished.$$
        mkdir -p "$unfinished"
        "$scripts/make-access-logs.py" "$unfinished/logs" --bytes "$size" --files "$files" --seed 1 \
            >"$unfinished/summary"
        mv "$unfinished" "$folder"
    fi
    echo "$folder"
}

make_plain_copy() {
    local folder=$1 file
    [[ ! -d $folder/plain ]] || return 0
    local unfinished=$folder/plain.unfinished.$$
    mkdir "$unfinished"
    for file in "$folder"/logs/*; do
        gzip -dcf "$file" >"$unfinished/$(basename "$file" .gz)"
    done
    mv "$unfinished" "$folder/plain"
}

# Prints one value of the line that the generator left.
summary() {
    sed -nE "s/.*\<$2=([0-9]+).*/\1/p" "$1/summary"
}

# Oldest first, as a tool that reads them as one stream must have them.
list_logs() {
    printf '%s\n' "$1"/access.log* | sort -Vr
}

# ---------------------------------------------------------------- tools

# Succeeds if the command is there or could be installed; else leaves the why in `reason`.
provide() {
    local command=$1 package=$2
    command -v "$command" >/dev/null && return 0
    reason="$command is not installed"
    $quick && return 1
    install_package "$package"
}

install_package() {
    reason="$1 is not installed, and only root can, with apt-get"
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || return 1
    say "installing $1"
    reason="apt-get could not install $1"
    { apt-get -qq update && apt-get -qq install -y "$1"; } >"$work/apt.log" 2>&1
}

provide_duckdb() {
    local environment=$cache/venv
    export DUCKDB_PYTHON=$environment/bin/python3
    [[ -x $DUCKDB_PYTHON ]] && "$DUCKDB_PYTHON" -c 'import duckdb' 2>/dev/null && return 0
    # Debian packs what a virtual environment needs separately.
    python3 -c 'import ensurepip' 2>/dev/null || install_package python3-venv || return 1
    say "installing duckdb into $environment"
    reason="pip could not install duckdb"
    { python3 -m venv "$environment" && "$environment/bin/pip" install --quiet duckdb; } >"$work/pip.log" 2>&1
}

# Counts and bytes by path, client, status and hour: what the query engines and mawk are asked for.
write_aggregations() {
    cat >"$work/agg4.awk" <<'AWK'
{
    hour = substr($4, 2, 14)
    paths[$7]++; path_bytes[$7] += $10
    clients[$1]++; client_bytes[$1] += $10
    statuses[$9]++; status_bytes[$9] += $10
    hours[hour]++; hour_bytes[hour] += $10
}
END {
    for (key in paths) print "path", key, paths[key], path_bytes[key]
    for (key in clients) print "client", key, clients[key], client_bytes[key]
    for (key in statuses) print "status", key, statuses[key], status_bytes[key]
    for (key in hours) print "hour", key, hours[key], hour_bytes[key]
}
AWK
    # DuckDB has no reader for access logs, but blanks and quotes separate them as a CSV dialect.
    cat >"$work/agg4.py" <<'PYTHON'
import sys

import duckdb

duckdb.sql("SET enable_progress_bar = false")
names = ["client", "ident", "user", "time", "zone", "request", "status", "bytes", "referrer", "agent"]
rows = duckdb.read_csv(
    sys.argv[1:], delimiter=" ", quotechar='"', escapechar="\\", header=False, strict_mode=False,
    columns={name: "VARCHAR" for name in names})
duckdb.sql("""
    COPY (
        SELECT split_part(request, ' ', 2) AS path, client, status, substr("time", 2, 14) AS hour,
            count(*), sum(try_cast(bytes AS BIGINT))
        FROM rows
        GROUP BY GROUPING SETS ((path), (client), (status), (hour))
    ) TO '/dev/stdout' (FORMAT csv)""")
PYTHON
}

# ---------------------------------------------------------------- rows

names=() works=() commands=() limits=() skipped=()
# What is left of the time of the one without the other comes after reading.
report="logtrace, 2 jobs" reading="reading alone, 2 jobs"

# A row of the table: at most `limit` runs of a shell command, which finds the files as "$@".
add_row() {
    names+=("$1") works+=("$2") limits+=("$3") commands+=("$4")
}

skip_row() {
    skipped+=("$1: $2")
}

# The commands are expanded by the shell that runs them.
# shellcheck disable=SC2016
add_rows() {
    add_row "wc -l, plain set" "reads, counts lines" "$runs" 'wc -l "$PLAIN"/*'
    add_row "zcat \| wc -l" "inflates, counts lines" "$runs" 'zcat -f "$@" | wc -l'
    add_row "gzip -dc" "inflates" "$runs" 'gzip -dcf "$@"'
    if [[ -x $LOGTRACE_BASELINE ]]; then
        add_row "zlib, 1 thread" "inflates" "$runs" '"$LOGTRACE_BASELINE" inflate --jobs 1 "$@"'
        add_row "zlib, 2 threads" "inflates" "$runs" '"$LOGTRACE_BASELINE" inflate --jobs 2 "$@"'
        add_row "$reading" "reads as a report does, makes none" "$runs" '"$LOGTRACE_BASELINE" read --jobs 2 "$LOGS"'
    else
        skip_row "zlib, $reading" "$LOGTRACE_BASELINE is not there"
    fi
    if provide mawk mawk; then
        add_row "zcat \| mawk, bytes per path" "splits at blanks; 1 table" "$runs" \
            'zcat -f "$@" | mawk "{ bytes[\$7] += \$10 } END { for (path in bytes) print path, bytes[path] }"'
        add_row "zcat \| mawk, agg4" "splits at blanks; 4 tables" "$((runs < 3 ? runs : 3))" \
            'zcat -f "$@" | mawk -f "$WORK/agg4.awk"'
    else
        skip_row "mawk" "$reason"
    fi
    add_slow_rows
    if [[ -x $LOGTRACE ]]; then
        add_row "logtrace, 1 job" "report, JSON" "$runs" '"$LOGTRACE" report --format json --quiet --jobs 1 "$LOGS"'
        add_row "$report" "report, JSON" "$runs" '"$LOGTRACE" report --format json --quiet --jobs 2 "$LOGS"'
        add_row "zcat \| logtrace" "report, JSON, of one stream" "$runs" \
            'zcat -f "$@" | "$LOGTRACE" report --format json --quiet -'
    else
        skip_row "logtrace" "$LOGTRACE is not there"
    fi
}

# shellcheck disable=SC2016
add_slow_rows() {
    if $quick; then
        skip_row "DuckDB, GoAccess" "left out of the quick run"
        return
    fi
    if provide_duckdb; then
        add_row "DuckDB, agg4" "CSV reader, splits at blanks and quotes; 4 tables" "$runs" \
            '"$DUCKDB_PYTHON" "$WORK/agg4.py" "$@"'
    else
        skip_row "DuckDB" "$reason"
    fi
    if provide goaccess goaccess; then
        add_row "zcat \| GoAccess" "all fields; its full report, JSON" 1 \
            'zcat -f "$@" | goaccess --log-format=COMBINED --no-progress --no-global-config -o "$WORK/goaccess.json" -'
    else
        skip_row "GoAccess" "$reason"
    fi
}

# ---------------------------------------------------------------- measuring

# Appends "wall cpu rss" of one run of a command to the results of a row, or notes its failure.
measure() {
    local row=$1 name=$2 command=$3 status=0
    shift 3
    # Isolated and without site packages: what Python weighs is the least peak that can be told.
    python3 -I -S "$scripts/measure.py" bash -o pipefail -c "$command" bench "$@" \
        >"$work/run" 2>"$work/$row.stderr" </dev/null || status=$?
    if ((status)); then
        echo "$status" >"$work/$row.failed"
        say "failed with status $status: $name"
        head -n 5 "$work/$row.stderr" >&2
        failures=$((failures + 1))
    else
        cat "$work/run" >>"$work/$row.runs"
    fi
}

# Round after round rather than tool after tool, so that a busy neighbour hits all alike.
measure_rows() {
    local round row
    for ((round = 1; round <= runs; round++)); do
        say "round $round of $runs"
        for row in "${!names[@]}"; do
            if ((round <= limits[row])) && [[ ! -e $work/$row.failed ]]; then
                measure "$row" "${names[$row]}" "${commands[$row]}" "${logs[@]}"
            fi
        done
    done
}

# Prints "wall cpu", the medians of the row called so; nothing if it has no runs.
medians() {
    local row
    for row in "${!names[@]}"; do
        [[ ${names[$row]} == "$1" && -e $work/$row.runs ]] || continue
        python3 - "$work/$row.runs" <<'PYTHON'
import statistics
import sys

runs = [line.split() for line in open(sys.argv[1])]
print(*(statistics.median(float(run[column]) for run in runs) for column in (0, 1)))
PYTHON
    done
}

# Prints "MB/s | CPU s/GiB | RSS MiB | runs" of a row's results: medians, and the greatest peak.
evaluate() {
    if [[ -e $work/$1.failed ]]; then
        echo "failed, status $(cat "$work/$1.failed") | | |"
        return
    fi
    python3 - "$work/$1.runs" "$2" <<'PYTHON'
import statistics
import sys

runs = [line.split() for line in open(sys.argv[1])]
size = int(sys.argv[2])
wall, cpu = (statistics.median(float(run[column]) for run in runs) for column in (0, 1))
peak = max((run[2] for run in runs), key=lambda text: int(text.lstrip("<")))
bound = "<" if peak.startswith("<") else ""
peak_mib = int(peak.lstrip("<")) / 1024
print(f"{size / wall / 1e6:.0f} | {cpu / size * 2**30:.2f} | {bound}{peak_mib:.0f} | {len(runs)}")
PYTHON
}

# ---------------------------------------------------------------- output

print_circumstances() {
    local size=$1 inflated deflated ratio model commit
    deflated=$(cat "$LOGS"/*.gz | wc -c)
    inflated=$((size - $(cat "$LOGS"/access.log "$LOGS"/access.log.1 | wc -c)))
    ratio=$(awk -v i="$inflated" -v d="$deflated" 'BEGIN { printf "%.1f", i / d }')
    model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
    commit=$(git -C "$scripts" rev-parse --short HEAD 2>/dev/null || echo "none yet")
    [[ -z $(git -C "$scripts" status --porcelain 2>/dev/null) ]] || commit+=", with changes"
    cat <<END
Machine: $(nproc) × ${model:-unknown CPU}, $(uname -sr), load before $(cut -d ' ' -f 1-3 /proc/loadavg)
Commit: $commit
Logs: $file_count files in the page cache, $(summary "$set_folder" lines) lines, $size bytes decompressed,
    $(summary "$set_folder" stored) stored; gzip $ratio:1 without the two plain files
Tools: $(tool_versions)
END
}

tool_versions() {
    local versions
    versions="$(gzip --version | head -n 1), $(bash --version | sed -n '1s/GNU bash, version \([^ ]*\).*/bash \1/p')"
    versions+=", $(python3 --version)"
    if command -v mawk >/dev/null; then versions+=", $(mawk -W version 2>&1 | sed -n '1s/^\(mawk [^ ,]*\).*/\1/p')"; fi
    if ! $quick; then
        if [[ -x ${DUCKDB_PYTHON:-} ]]; then
            versions+=", DuckDB $("$DUCKDB_PYTHON" -c 'import duckdb; print(duckdb.__version__)' 2>/dev/null)"
        fi
        if command -v goaccess >/dev/null; then
            versions+=", $(goaccess --version | sed -n '1{s/ - / /; s/\.$//; p;}')"
        fi
    fi
    if [[ -x $LOGTRACE ]]; then versions+=", $("$LOGTRACE" --version 2>/dev/null | sed 's/^\([0-9]\)/logtrace \1/')"; fi
    echo "$versions"
}

print_speed_table() {
    local size=$1 row figures
    cat <<'END'

| tool | what it does | MB/s | CPU s/GiB | RSS MiB | runs |
| --- | --- | --- | --- | --- | --- |
END
    for row in "${!names[@]}"; do
        figures=$(evaluate "$row" "$size")
        echo "| ${names[$row]} | ${works[$row]} | $figures |"
    done
    cat <<'END'

MB = 10^6 decompressed bytes; median of the runs. CPU: user and system, all processes of the row.
RSS: the largest single process of the row, not the sum of a pipe; the most of all runs.
END
    (("${#skipped[@]}" == 0)) || printf 'Skipped: %s\n' "${skipped[@]}"
}

print_share_after_reading() {
    local whole part
    whole=$(medians "$report")
    part=$(medians "$reading")
    [[ -n $whole && -n $part ]] || return 0
    awk -v report="$report" -v whole="$whole" -v part="$part" 'BEGIN {
        split(whole, w); split(part, p)
        printf "After reading, answers and their rendering: %.0f %% of the time of `%s`, %.0f %% of its CPU time.\n",
            100 * (1 - p[1] / w[1]), report, 100 * (1 - p[2] / w[2])
    }'
}

print_cost_of_gaps() {
    [[ -x $LOGTRACE_BASELINE ]] || return 0
    "$LOGTRACE_BASELINE" gaps --jobs 2 "$LOGS"
}

# How memory answers to four times as many lines about the same clients and paths.
# shellcheck disable=SC2016
print_memory_table() {
    local fourfold=$1 folder row figures
    cat <<'END'

| logtrace, 2 jobs, on | lines | MB/s | CPU s/GiB | RSS MiB | runs |
| --- | --- | --- | --- | --- | --- |
END
    for folder in "$set_folder" "$fourfold"; do
        LOGS=$folder/logs
        cat "$LOGS"/* >/dev/null
        row=$(basename "$folder")
        measure "$row" "logtrace on $row" '"$LOGTRACE" report --format json --quiet --jobs 2 "$LOGS"'
        figures=$(evaluate "$row" "$(summary "$folder" bytes)")
        echo "| ${row%-seed-*} | $(summary "$folder" lines) | $figures |"
    done
    cat <<'END'

Both sets span the same year and draw on the same paths and clients; pairs of the two are more numerous in the larger.
END
}

# "1GiB" → "4GiB"
fourfold_size() {
    echo "$((4 * ${1%%[A-Z]*}))${1##*[0-9]}"
}

# ---------------------------------------------------------------- main

parse_arguments "$@"
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(dirname "$scripts")
cache=${LOGTRACE_BENCH_DIR:-${TMPDIR:-/tmp}/logtrace-bench}
work=$(mktemp -d)
trap 'rm -rf "$work" "$cache"/*.unfinished.$$ "$cache"/*/*.unfinished.$$' EXIT
failures=0 reason=

if [[ -z ${LOGTRACE:-} ]]; then
    say "building for release"
    swift build -c release --package-path "$repository" >&2
fi
export LOGTRACE=${LOGTRACE:-$repository/.build/release/logtrace}
export LOGTRACE_BASELINE=${LOGTRACE_BASELINE:-$repository/.build/release/logtrace-bench}

set_folder=$(make_set "$bytes" "$file_count")
make_plain_copy "$set_folder"
export LOGS=$set_folder/logs PLAIN=$set_folder/plain WORK=$work
mapfile -t logs < <(list_logs "$LOGS")
decompressed=$(summary "$set_folder" bytes)

write_aggregations
add_rows
cat "$LOGS"/* "$PLAIN"/* >/dev/null
print_circumstances "$decompressed"
measure_rows
print_speed_table "$decompressed"
print_share_after_reading
print_cost_of_gaps

if ! $quick && [[ -x $LOGTRACE ]]; then
    fourfold_set=$(make_set "$(fourfold_size "$bytes")" $((4 * file_count)))
    print_memory_table "$fourfold_set"
fi
((failures == 0))
