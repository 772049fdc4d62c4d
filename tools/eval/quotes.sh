#!/bin/sh
# Prints how right quotes are on the data that is here: cross-validated on desk and gum_news, then litbank, the scare
# quotes of gum_other, indirect speech, and the three wire articles. Takes two minutes.
#   tools/eval/quotes.sh [BUILD [SHARED]]     BUILD: a build folder of type release [build/release]
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build/release}
shared=${2:-../shared}
ninja -C "$build" tools/eval/eval-quotes copydesk >/dev/null
echo "cross-validated by document:"
python3 tools/eval/cross.py --build "$build" --data "$shared" 2>/dev/null
echo
echo "with the weights as shipped:"
python3 tools/eval/quotes.py --build "$build" --data "$shared" --only litbank/dev,gum_other/train,gum_other/dev,gum_news/dev,gum_news/train |
    grep -E "^litbank.* (direct |scare)|^gum_other.* scare|^gum_news.* indirect"
if [ -d "$shared/seeds" ]; then
    echo
    echo "the three wire articles:"
    python3 tests/golden/check_seeds.py "$build/copydesk" "$shared"
fi
