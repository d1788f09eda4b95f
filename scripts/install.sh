#!/usr/bin/env bash
# Copyright 2026 the logtrace authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs with apt-get what logtrace needs to be built, checked and measured, and is not there. Does nothing, and needs
# no network, where nothing is missing. Swift itself is up to the user: https://www.swift.org/install/linux/

set -euo pipefail

missing=()

# need PACKAGE COMMAND...: the package is missing unless the command succeeds.
need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_zlib() {
    [[ -e /usr/include/zlib.h ]] || pkg-config --exists zlib
}

command -v swift >/dev/null || {
    echo "install: swift is not in PATH; see https://www.swift.org/install/linux/" >&2
    exit 1
}
need zlib1g-dev has_zlib
# Named zones, as in etc/timezone of the evidence.
need tzdata test -e /usr/share/zoneinfo/Europe/Stockholm
# What logs may be compressed with, besides gzip.
need bzip2 command -v bzip2
need xz-utils command -v xz
need zstd command -v zstd
# The packages that Package.swift names are fetched with it, over https.
need git command -v git
need ca-certificates test -e /etc/ssl/certs/ca-certificates.crt
# A terminal to look at.
need tmux command -v tmux
# Makes the logs of the measurements, and judges scores.
need python3 command -v python3

((${#missing[@]})) || exit 0
if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    echo "install: missing: ${missing[*]}; as root: apt-get install ${missing[*]}" >&2
    exit 1
fi
echo "install: ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update </dev/null >&2
apt-get -qq install -y --no-install-recommends "${missing[@]}" </dev/null >&2
