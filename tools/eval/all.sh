#!/bin/sh
# Scores everything there is to score: sentences, names, figures, quotes, comparison, and the gold of samples/.
#   tools/eval/all.sh [BUILD [DATA]]     BUILD: a build folder [build/release]; DATA: the folder of the sets [../shared]
# What needs DATA is left out, visibly, where it is not there.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build/release}
data=${2:-$root/../shared}

title() {
    printf '\n== %s\n' "$1"
}

title 'samples: the program against the gold of the sample corpus'
python3 "$root/tools/eval/samples.py" "$build/copydesk" "$root"
title 'figures: dates, times, money, per cents, numbers'
python3 "$root/tools/eval/figures.py" "$build/copydesk"
title 'articles: names in ten articles of our own'
python3 "$root/tools/eval/articles.py" "$build/copydesk"
title 'casing: headlines, capitals, lower case'
python3 "$root/tools/eval/casing.py" "$build" "$data/data/ner"
[ -d "$data/data" ] || {
    echo "skipped: there is no $data/data"
    exit 0
}
title 'entities: which names are one, and who is meant'
python3 "$root/tools/eval/entities.py" "$build" "$root" --data "$data/data"
title 'sentences'
python3 "$root/tools/eval/sentences.py" "$build/tools/eval/eval_spans" "$data/data/sentences"
title 'names'
sh "$root/tools/eval/names.sh" "$build" "$data/data/ner"
title 'quotes'
python3 "$root/tools/eval/quotes.py" --build "$build" --data "$data"
title 'comparison'
python3 "$root/tools/eval/diff.py" --build "$build" --data "$data"
title 'feeds: the cases of feedparser'
python3 "$root/tools/eval/feeds.py" "$build" "$data"
