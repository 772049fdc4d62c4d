#!/bin/sh
# Measures how fast texts are read: prints the tables of bench_text over the bodies of a file of articles.
#   tools/bench/text.sh [BUILD [ARTICLES]]     BUILD: a build folder of type release [build/release];
#   ARTICLES: one JSON object a line, with a member `text` [../shared/data/news-text/wikinews.jsonl]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build/release}
articles=${2:-$root/../shared/data/news-text/wikinews.jsonl}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -f "$articles" ]; then
    python3 - "$articles" "$work" <<'SCRIPT'
import json, pathlib, sys

for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    text = json.loads(line)["text"]
    if text:
        pathlib.Path(sys.argv[2], f"{number:05}.txt").write_text(text, encoding="utf-8")
SCRIPT
    find "$work" -name '*.txt' | sort | xargs "$build/tools/bench/bench_text"
    echo
else
    echo "skipped: no $articles"
fi
"$build/tools/bench/bench_text"
