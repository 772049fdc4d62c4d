#!/bin/sh
# Trains the weights of news/speaker.def, then those of news/kind.def, which builds on it, and
# writes them into these files. Usage: tools/train/quotes.sh [BUILD [DATA]]
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build/release}
data=${2:-../shared}/data/quotes

fit() {
    what=$1
    shift
    ninja -C "$build" tools/eval/eval-quotes >/dev/null
    python3 tools/train/quotes_train.py "$build/tools/eval/eval-quotes" "$build/models" tools/eval \
        "$what" "news/$what.def" samples/gold:2 \
        "$data/desk/train.jsonl" "$data/gum_news/train.jsonl" "$@" --write
}

fit speaker "$data/gum_other/train.jsonl:0.5" "$data/litbank/train.jsonl:0.1"
fit kind "$data/gum_other/train.jsonl:1" "$data/litbank/train.jsonl:0.1"
ninja -C "$build" tools/eval/eval-quotes >/dev/null
