#!/usr/bin/env python3
"""Score quotes and their speakers on the annotated sets, and on the gold of samples/.

usage: quotes.py [--build build/dev] [--data ../shared] [--only SET,...] [--errors]
Sets: samples; desk, gum_news, gum_other, litbank, each as dev and train (the weights are fitted on train, so
its figures tell how well they fit, the dev figures how well they work). The scorer
is score_quotes.py. One line a set and kind of quote; per set, how many scare quotes were
taken for speech and pinned on a speaker, and how sure the speakers are against how right.
"""
import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETS = ["desk", "gum_news", "gum_other", "litbank"]
KINDS = [{"direct"}, {"direct", "mixed"}, {"indirect"}]


def find(options, rows):
    lines = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    command = [str(options.build / "tools/eval/eval-quotes"), str(options.build / "models")]
    out = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    found = {}
    for row, line in zip(rows, out.decode().splitlines()):
        found[row["id"]] = {**json.loads(line), "text": row["text"]}
    return found


def same_place(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def pinned(gold, found):
    """Scare quotes of the gold; how many were taken for speech, how many have a speaker."""
    total = speech = pins = 0
    for key, row in gold.items():
        for quote in row["quotes"]:
            if quote["type"] != "scare":
                continue
            total += 1
            hits = [p for p in found[key]["quotes"]
                    if p["type"] in ("direct", "mixed") and abs(p["start"] - quote["start"]) < 3]
            speech += bool(hits)
            pins += any(p.get("speaker") for p in hits)
    return total, speech, pins


def calibration(score, gold, found):
    """Shares of right speakers among those below 0.7, below 0.95 and above it."""
    bins = [[0, 0], [0, 0], [0, 0]]
    for key, row in gold.items():
        for p in found[key]["quotes"]:
            for quote in row["quotes"]:
                if p["type"] in ("direct", "mixed") and p.get("speaker") and same_place(p, quote):
                    right = score.speaker_ok(row["text"], quote, p)
                    place = bins[(p["confidence"] >= 0.7) + (p["confidence"] >= 0.95)]
                    place[0] += bool(right)
                    place[1] += 1
                    break
    return " ".join(f"{100 * right / count:.0f}% of {count}" if count else "-" for right, count in bins)


def print_set(options, score, name):
    path = options.data / "data/quotes" / (name + ".jsonl")
    if not path.exists():
        print(f"{name}: skipped, {path} is not there")
        return
    gold = score.load(path)
    found = find(options, list(gold.values()))
    for kinds in KINDS:
        errors = [] if options.errors else None
        result = score.score(score.load(path), json.loads(json.dumps(found)), kinds, errors=errors)
        if result["gold"]:
            print(f"{name:16} {'+'.join(sorted(kinds)):13} gold {result['gold']:4} found {result['pred']:4}  "
                  f"exact {result['exact']['f']:6.2f}  overlap {result['overlap']['f']:6.2f}  joint {result['joint']['f']:6.2f}  speaker {result['speaker_acc']}"
                  f"  full name {result['entity_acc']}  cue {result['cue_acc']}")
        for error in errors or []:
            print("   ", *error, sep="\t")
    total, speech, pins = pinned(gold, found)
    print(f"{name:16} scare         gold {total:4} taken for speech {speech}, with a speaker {pins}")
    print(f"{name:16} sure          right below 0.7, below 0.95, above: {calibration(score, gold, found)}")


def print_samples(options):
    """The quotes of samples/gold: spans found, spans too many, speakers by full name."""
    articles = [json.loads(line) for line in (ROOT / "samples/corpus.ndjson").open(encoding="utf-8")]
    found = find(options, articles)
    hits = gold = extra = named = 0
    for path in sorted((ROOT / "samples/gold").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if "quotes" not in truth or truth.get("id") not in found:
            continue
        places = {(q["start"], q["end"]): q for q in truth["quotes"]}
        guesses = {(q["start"], q["end"]): q for q in found[truth["id"]]["quotes"]}
        shared = places.keys() & guesses.keys()
        gold, hits, extra = gold + len(places), hits + len(shared), extra + len(guesses) - len(shared)
        for place in sorted(places.keys() | guesses.keys()):
            truth_name = (places.get(place) or {}).get("speaker_name")
            guess_name = (guesses.get(place) or {}).get("speaker_name")
            right = place in shared and truth_name == guess_name and places[place]["type"] == guesses[place]["type"]
            named += right
            if options.errors and not right:
                either = places.get(place) or guesses[place]
                print("   ", truth["id"], either["text"][:70], places.get(place, {}).get("type"), truth_name, "found",
                      guesses.get(place, {}).get("type"), guess_name, sep="\t")
    print(f"{'samples':16} all           gold {gold:4} found {hits}, also {extra}, with right kind and full name {named}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/dev")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "../shared")
    parser.add_argument("--only", default=",".join(f"{name}/{part}" for part in ("dev", "train") for name in SETS) + ",samples")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tools/eval"))
    import score_quotes as score
    for name in options.only.split(","):
        if name == "samples":
            print_samples(options)
        else:
            print_set(options, score, name)


if __name__ == "__main__":
    main()
