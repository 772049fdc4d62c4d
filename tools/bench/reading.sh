#!/bin/sh
# Measures how fast quotes are read: articles of about 500 words, and texts of marks made to hurt; beside it, in the
# same run, a program of regular expressions that finds direct quotes alone (../shared/tools/quotes_floor.py).
#   tools/bench/reading.sh [BUILD [SHARED]]   BUILD: a build folder of type release [build/release]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build/release}
shared=${2:-$root/../shared}
articles=$shared/data/news-text/wikinews.jsonl
ninja -C "$build" tools/bench/bench-reading >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -f "$articles" ]; then
    python3 - "$articles" "$work" <<'SCRIPT'
import json, pathlib, sys

text, number = "", 0
rows = []
for line in open(sys.argv[1], encoding="utf-8"):
    for paragraph in json.loads(line)["text"].split("\n\n"):
        text += paragraph + "\n\n"
        if len(text.split()) >= 500:
            pathlib.Path(sys.argv[2], f"{number:05}.txt").write_text(text, encoding="utf-8")
            rows.append({"id": str(number), "text": text, "quotes": []})
            text, number = "", number + 1
with open(sys.argv[2] + "/all.jsonl", "w", encoding="utf-8") as out:
    out.writelines(json.dumps(row) + "\n" for row in rows)
SCRIPT
    find "$work" -name '*.txt' | sort | xargs "$build/tools/bench/bench-reading" "$build/models"
    if [ -f "$shared/tools/quotes_floor.py" ]; then
        python3 - "$shared/tools" "$work/all.jsonl" <<'SCRIPT'
import subprocess, sys, time

begin = time.time()
subprocess.run([sys.executable, sys.argv[1] + "/quotes_floor.py", sys.argv[2]], stdout=subprocess.DEVNULL, check=True)
seconds = time.time() - begin
count = sum(1 for _ in open(sys.argv[2], encoding="utf-8"))
print(f"{'peer: regular expressions':30} {count / seconds:14.0f} {seconds / count * 1e6:12.1f}")
SCRIPT
    fi
    echo
else
    echo "skipped: no $articles"
fi
"$build/tools/bench/bench-reading" "$build/models"
