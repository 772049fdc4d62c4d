#!/bin/sh
# Trains models/page-blocks.weights from the development pages, and tells what they are worth on pages of sites that
# were left out.
#
#   tools/train/pages.sh [--cross] [DATA]     DATA: the folder with html/ (default ../shared/data)
#
# --cross: leaves out each fifth of news424's sites in turn and prints the scores; writes no weights. About ten
# minutes on two cores. Takes numpy and lightgbm from PyPI into build/pages/venv.
set -eu
root=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
mode=
if [ "${1-}" = --cross ]; then
    mode=--cross
    shift
fi
data=${1:-$root/../shared/data}
work=$root/build/pages

"$root/scripts/build" release --buildtype=release
ninja -C "$root/build/release" tools/train/page-blocks >/dev/null
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check numpy lightgbm==4.7.0
# shellcheck disable=SC2086 # nothing, or one word
exec "$work/venv/bin/python" "$root/tools/train/pages.py" $mode "$data/html" "$root/build/release/tools/train/page-blocks" \
    "$work" "$root/models/page-blocks.weights"
