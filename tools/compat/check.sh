#!/bin/sh
# Points the real clients of Stanford CoreNLP's server, pycorenlp and stanza (PyPI, into build/compat), at copydesk.
#
#   tools/compat/check.sh [COPYDESK]       default: build/release/copydesk, built if need be
set -eu
root=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
venv=$root/build/compat

[ $# -gt 0 ] || "$root/scripts/build" release --buildtype=release
program=${1:-$root/build/release/copydesk}
mkdir -p "$root/build"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
# stanza's own dependencies are those of its models: its client needs none of them
"$venv/bin/pip" install --quiet --disable-pip-version-check pycorenlp==0.3.0 requests protobuf
"$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps stanza==1.15.0
exec "$venv/bin/python" "$root/tests/check_compat.py" "$program" --clients
