#!/bin/sh
# Scores articles of web pages on the development data, beside trafilatura (PyPI), in one run.
#
#   tools/eval/pages.sh [DATA]       DATA: the folder with html/ (default ../shared/data)
set -eu
root=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
data=${1:-$root/../shared/data}
work=$root/build/pages

"$root/scripts/build" release --buildtype=release
ninja -C "$root/build/release" tools/eval/eval-pages >/dev/null
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean
exec "$work/venv/bin/python" "$root/tools/eval/pages.py" "$data/html" "$root/build/release/tools/eval/eval-pages" "$work" --peers
