#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Make sure that QGIS and its Python are there: install them as root, else name the one command that does.
# With them come the programs of the desktop tests, which are skipped where these are missing.
set -eu

packages="qgis python3-qgis qgis-providers python3-venv fonts-dejavu-core"
desktop_packages="xvfb openbox xdotool imagemagick"
python=/usr/bin/python3

has_qgis() {
    $python -c "import ensurepip, venv; from osgeo import gdal; import qgis.core" 2>/dev/null \
        && [ -x "$(command -v qgis_process.bin || command -v qgis_process || true)" ]
}

has_desktop() {
    for program in qgis Xvfb openbox xdotool import; do
        command -v $program >/dev/null || return 1
    done
}

if has_qgis && has_desktop; then
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    has_qgis && exit 0
    echo "QGIS 3.22 or newer with its Python bindings for $python is missing; install it with your package manager." >&2
    exit 1
fi

if [ "$(id -u)" -ne 0 ]; then
    install="sudo apt-get update && sudo apt-get install -y --no-install-recommends"
    if has_qgis; then
        echo "The desktop tests will be skipped. To have them run: $install $desktop_packages" >&2
        exit 0
    fi
    echo "System packages are missing. Run this once, then make again:" >&2
    echo "  $install $packages $desktop_packages" >&2
    exit 1
fi

echo "Installing the system packages $packages $desktop_packages (1.2 GB)"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086  # one word per package
if ! { apt-get update || true; apt-get install -y --no-install-recommends $packages $desktop_packages; } >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    echo "apt-get could not install the system packages; its last words are above." >&2
    exit 1
fi
