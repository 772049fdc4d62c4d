#!/bin/sh
# HTML parsers side by side on the development pages: ours, libxml2's and gumbo (Debian's packages, which it asks
# for), with lexbor, which passes all of html5lib's tests, as the judge (PyPI's selectolax).
#
#   tools/bench/parsers.sh [DATA]       DATA: the folder with html/ (default ../shared/data)
set -eu
root=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
data=${1:-$root/../shared/data}
work=$root/build/pages
build=$root/build/release

for package in libxml-2.0 gumbo; do
    pkg-config --exists $package || {
        echo "missing: apt-get install libxml2-dev libgumbo-dev" >&2
        exit 1
    }
done
"$root/scripts/build" release --buildtype=release
mkdir -p "$work"
# shellcheck disable=SC2046 # flags
cc -O2 -D_GNU_SOURCE -I"$root" "$root/tools/bench/parsers.c" -o "$work/parsers" "$build/intake/libintake.a" \
    "$build/text/libtext.a" "$build/base/libbase.a" \
    $(pkg-config --cflags --libs libxml-2.0 gumbo jansson libutf8proc libxxhash zlib) -lm -lpthread
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check selectolax==1.0.2
exec "$work/venv/bin/python" "$root/tools/bench/parsers.py" "$data/html" "$work"
