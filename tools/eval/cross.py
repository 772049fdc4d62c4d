#!/usr/bin/env python3
"""Cross-validate the speakers and kinds of quotes, by document, on desk and gum_news.

usage: cross.py [--build build/release] [--data ../shared] [--folds 5] [--errors N]
The documents of both sets, train and dev together, are dealt into folds. For each fold both models
are trained on the other folds (and on samples/ and the training parts of gum_other
and litbank, as tools/train/quotes.sh does), a copy of the sources is built with these weights, and the fold is read
with it. No document is read with weights that it helped to train. --errors also prints the N worst
faults: wrong speakers, the surest first, then quotes missed and made up. Takes some minutes.
"""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
JUDGED = ["desk", "gum_news"]
# as tools/train/quotes.sh has them
ALSO = {"speaker": {"samples": 2.0, "gum_other": 0.5, "litbank": 0.1},
        "kind": {"samples": 2.0, "gum_other": 1.0, "litbank": 0.1}}


class Tree:
    """A copy of the sources, built anew with each fold's weights."""

    def __init__(self, folder):
        self.source, self.build = folder / "source", folder / "build"
        files = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
        for name in filter(None, files.decode().split("\0")):
            if (ROOT / name).is_file():
                (self.source / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.source / name)
        self.do("meson", "setup", self.build, self.source, "--buildtype=release")

    def do(self, *command):
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)

    def make(self):
        self.do("ninja", "-C", self.build, "tools/eval/eval-quotes")
        return self.build / "tools/eval/eval-quotes"


def fit(train, score, tree, models, what, parts):
    """Trains one model on (weight, rows) and writes it into the tree."""
    program = tree.make()
    path = tree.source / "news" / (what + ".def")
    cases = [(weight, case) for weight, rows in parts
             for case in train.cases_of(score, what, program, models, rows)]
    train.replace(path, train.train(what, cases, train.read_weights(path)))


def read_folds(options, train, score, folds, also):
    """What each document's own fold's weights find in it."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(pathlib.Path(folder))
        for k, fold in enumerate(folds):
            print(f"fold {k + 1} of {len(folds)}: {len(fold)} documents", file=sys.stderr, flush=True)
            others = [row for other in folds if other is not fold for row in other]
            for what in ("speaker", "kind"):
                parts = [(1.0, others)] + [(weight, also[name]) for name, weight in ALSO[what].items()]
                fit(train, score, tree, options.build / "models", what, parts)
            for key, quotes in train.run(tree.make(), options.build / "models", None, fold).items():
                found[key] = quotes
    return found


def print_score(score, name, rows, found):
    gold = {row["id"]: row for row in rows}
    for kinds in ({"direct"}, {"direct", "mixed"}):
        copy = {key: json.loads(json.dumps({"text": row["text"], "quotes": found[key]})) for key, row in gold.items()}
        result = score.score(json.loads(json.dumps(gold)), copy, kinds)
        print(f"{name:16} {'+'.join(sorted(kinds)):13} gold {result['gold']:4} found {result['pred']:4}  "
              f"exact {result['exact']['f']:6.2f}  joint {result['joint']['f']:6.2f}  speaker {result['speaker_acc']}"
              f"  full name {result['entity_acc']}  cue {result['cue_acc']}")


def around(text, start, end, reach=110):
    cut = text[max(0, start - reach):start] + "[[" + text[start:end][:70] + "]]" + text[end:end + reach]
    return cut.replace("\n", " ")


def faults(score, rows, found):
    """How bad, what, where, and the place: of wrong speakers, missed quotes, made-up ones."""
    for row in rows:
        speech = [q for q in row["quotes"] if q["type"] in ("direct", "mixed") and not score.soft(q)]
        guesses = [q for q in found[row["id"]] if q["type"] in ("direct", "mixed")]
        for gold in speech:
            hits = [p for p in guesses if p["start"] < gold["end"] and gold["start"] < p["end"]]
            place = around(row["text"], gold["start"], gold["end"])
            if not hits and gold["type"] == "direct":
                yield 0.5, "missed", row["id"], "", place
            elif hits and hits[0].get("speaker_name") and score.speaker_ok(row["text"], gold, hits[0]) is False:
                who = f"{hits[0]['speaker_name']}, not {(gold.get('speaker') or {}).get('text')}"
                yield hits[0]["confidence"], "wrong speaker", row["id"], who, place
        for p in guesses:
            if not any(p["start"] < g["end"] and g["start"] < p["end"] for g in row["quotes"] if g["type"] != "scare"):
                yield 0.4, "no speech", row["id"], p.get("speaker_name") or "", around(row["text"], p["start"], p["end"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "../shared")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    options.build = options.build.resolve()
    sys.path[:0] = [str(ROOT / "tools/eval"), str(ROOT / "tools/train")]
    import quotes_train as train
    import score_quotes as score
    data = options.data / "data/quotes"
    sets = {name: train.read_rows(data / name / "train.jsonl") + train.read_rows(data / name / "dev.jsonl")
            for name in JUDGED}
    also = {name: train.read_rows(data / name / "train.jsonl") for name in ("gum_other", "litbank")}
    also["samples"] = train.read_rows(ROOT / "samples/gold")
    rows = [row for name in JUDGED for row in sets[name]]
    random.Random(11).shuffle(rows)
    found = read_folds(options, train, score, [rows[k::options.folds] for k in range(options.folds)], also)
    for name in JUDGED:
        print_score(score, name, sets[name], found)
    print_score(score, "both", rows, found)
    for how, what, where, who, place in sorted(faults(score, rows, found), reverse=True)[:options.errors]:
        print(f"{how:.2f}\t{what}\t{where}\t{who}\t{place}")


if __name__ == "__main__":
    main()
