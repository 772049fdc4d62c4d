#!/bin/sh
# Scores the name tagger on the development sets and measures its speed.
#   tools/eval/names.sh [BUILD [DATA]]     BUILD: build/release or build/dev; DATA: folder with the sets (../shared/data/ner)
# Precision, recall and F1 by type; MISC of pud-news and uner-ewt is not marked in the gold.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$here/build/release}
data=${2:-$here/../shared/data/ner}
[ -d "$build" ] || build=$here/build/dev
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for set in desk/dev pud-news/dev uner-ewt/dev gum/dev crossner-politics/dev; do
    [ -f "$data/$set.tsv" ] || { echo "skipped: no $data/$set.tsv"; continue; }
    echo "== $set"
    python3 "$here/tools/eval/score_ner.py" text "$data/$set.tsv" > "$work/texts"
    "$build/tools/eval/eval-names" "$build/models" names < "$work/texts" > "$work/spans" 2> "$work/speed"
    python3 "$here/tools/eval/score_ner.py" score "$data/$set.tsv" "$work/spans"
    cat "$work/texts" >> "$work/all"
done
[ -f "$work/all" ] || exit 0
"$build/tools/eval/eval-names" "$build/models" names 5 < "$work/all" 2>&1 > /dev/null | sed 's/^/speed on one core, texts read and tagged five times: /'
