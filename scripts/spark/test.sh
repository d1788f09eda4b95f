#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes reports on a Spark of two workers on this machine, and compares them byte for byte with those of one local run.
# Installs what is missing: a Java runtime with apt-get, PySpark with pip into a folder of its own. No part of check.sh.
#
#   LOGTRACE             use this binary, and build nothing   (default .build/debug/logtrace)
#   LOGTRACE_SPARK_DIR   where PySpark is installed           (default: logtrace-spark in $TMPDIR or /tmp)

set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C SOURCE_DATE_EPOCH=1700000000
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

say() { echo "spark: $*"; }
fail() { say "$*" >&2; exit 1; }

pyspark=4.3.0
environment=${LOGTRACE_SPARK_DIR:-${TMPDIR:-/tmp}/logtrace-spark}/venv
if [[ -z ${LOGTRACE:-} ]]; then
    swift build --product logtrace >&2
    LOGTRACE=$(swift build --show-bin-path)/logtrace
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

missing=()
command -v java >/dev/null || missing+=(default-jre-headless)
# Debian packs what a virtual environment needs separately.
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
if ((${#missing[@]})); then
    [[ $(id -u) == 0 ]] || fail "missing: ${missing[*]}; as root: apt-get install ${missing[*]}"
    say "installing ${missing[*]}"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    { apt-get -qq update && apt-get -qq install -y --no-install-recommends "${missing[@]}"; } </dev/null >&2
fi
if ! "$environment/bin/python3" -c "import pyspark; assert pyspark.__version__ == '$pyspark'" 2>/dev/null; then
    say "installing pyspark $pyspark into $environment"
    python3 -m venv "$environment"
    timeout 300 "$environment/bin/pip" install --quiet "pyspark==$pyspark"
fi
export PYSPARK_PYTHON=$environment/bin/python3 SPARK_LOCAL_IP=127.0.0.1
# Workers of a local cluster start from there, and leave their folders in the work folder.
SPARK_HOME=$("$PYSPARK_PYTHON" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME SPARK_WORKER_DIR=$work/workers

on_spark() {
    timeout 120 "$PYSPARK_PYTHON" scripts/spark/logtrace_spark.py --master 'local-cluster[2,1,1024]' --logtrace "$LOGTRACE" \
        --quiet "$@"
}

# compare NAME ARGUMENT...: the statuses, too, are the same.
compare() {
    local name=$1 folder=$work/$1 local_status=0 spark_status=0 start=$SECONDS
    shift
    mkdir -p "$folder/local" "$folder/spark"
    "$LOGTRACE" report --quiet "$@" -o "$folder/local/report.json" -o "$folder/local/report.html" || local_status=$?
    on_spark "$@" -o "$folder/spark/report.json" -o "$folder/spark/report.html" 2>"$folder/log" || spark_status=$?
    ((local_status == spark_status)) \
        || fail "$name: status $spark_status, of one local run $local_status: $(tail -n 5 "$folder/log")"
    [[ -s $folder/local/report.json && -s $folder/local/report.html ]] || fail "$name: no report to compare with"
    diff -rq "$folder/local" "$folder/spark" || fail "$name: the reports differ"
    say "$name: the bytes of one local run, in $((SECONDS - start)) s"
}

# refused STATUS TEXT ARGUMENT...: one line, which has this text.
refused() {
    local expected=$1 text=$2 status=0
    shift 2
    on_spark "$@" -o "$work/none.json" >"$work/refused" 2>&1 || status=$?
    grep -q '^logtrace_spark: ' "$work/refused" || fail "no message: $(tail -n 5 "$work/refused")"
    ((status == expected)) || fail "status $status for: $(cat "$work/refused")"
    [[ $(grep -c '^logtrace_spark: ' "$work/refused") == 1 && $(grep '^logtrace_spark: ' "$work/refused") == *"$text"* ]] \
        || fail "not what went wrong: $(cat "$work/refused")"
    ! grep -q Traceback "$work/refused" || fail "a trace: $(cat "$work/refused")"
    [[ ! -e $work/none.json ]] || fail "a report in spite of a failure"
    say "status $status: $(grep '^logtrace_spark: ' "$work/refused")"
}

sample=samples/cases/1177
compare evidence "$sample/evidence"
compare case --case "$sample/case.yaml" --notification=sv
scripts/make-access-logs.py "$work/evidence-made" --bytes 8MiB --files 12 >"$work/summary"
compare logs "$work/evidence-made" --scope '**/*.pdf' --since 2024-09-01
refused 64 "share 1/" --timezone Nowhere/City "$sample/evidence"
refused 64 "--no-such-option" --no-such-option "$sample/evidence"
say "all in $SECONDS s"
