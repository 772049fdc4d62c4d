#!/usr/bin/env python3
"""Trains the weights of news/speaker.def and news/kind.def on annotated quotations.

Usage: quotes_train.py PROGRAM MODELS SCORER_FOLDER (speaker|kind) DEF SET[:weight]... [--write]

A SET is a file of JSON lines as in ../shared/data/quotes, or samples/gold. PROGRAM is build/.../tools/eval/eval-quotes; SCORER_FOLDER holds score_quotes.py. Both models are
multinomial logistic regressions over the features the program prints, all weights begin at zero and
are held near it; features seen in fewer than RARE cases keep the numbers in the file, set by hand.
With --write the numbers in the file are replaced, everything else in it stays.
tools/eval/cross.py cross-validates what is trained here.
"""
import collections
import json
import math
import pathlib
import random
import re
import subprocess
import sys

ROUNDS, RATE, PULL, RARE = 60, 0.05, 0.0005, 8
LINE = re.compile(r'^(FEATURE|PAIR)\((\w+),\s*((?:[A-Z_]+,\s*)*)([-\d., ]*\d)', re.M)
KINDS = ["direct", "mixed", "scare"]
# Numbers set by hand: the sets have no such speaker, and a wrong one is worse than none.
BY_HAND = {"PARAGRAPH_AFTER"}


def read_rows(path):
    """A set of articles with their quotes; samples/gold is one too, its texts stand beside it."""
    path = pathlib.Path(path)
    if not path.is_dir():
        return [json.loads(line) for line in path.open(encoding="utf-8")]
    with (path.parent / "corpus.ndjson").open(encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    gold = [json.loads(name.read_text(encoding="utf-8")) for name in sorted(path.glob("*.json"))]
    return [{"id": g["id"], "text": texts[g["id"]], "quotes": g["quotes"]}
            for g in gold if isinstance(g, dict) and g.get("id") in texts and "quotes" in g]


def run(program, models, option, rows):
    """What the program tells of each article, by its id."""
    lines = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    command = [str(program), str(models)] + ([option] if option else [])
    out = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return {d["id"]: d["quotes"] for d in map(json.loads, out.stdout.decode().splitlines())}


def overlapping(quotes, start, end):
    for quote in quotes:
        for part in quote.get("parts") or [quote]:
            shared = min(part["end"], end) - max(part["start"], start)
            if shared > 0.6 * max(part["end"] - part["start"], end - start):
                return quote
    return None


def speaker_cases(score, text, gold, candidates):
    """One case a piece: (features of every candidate, which of them are right)."""
    pieces = {}
    for candidate in candidates:
        pieces.setdefault(candidate["piece"], []).append(candidate)
    for group in pieces.values():
        quote = overlapping(gold, group[0]["start"], group[0]["end"])
        if not quote or quote["type"] == "scare":
            continue
        right = [bool(score.speaker_ok(text, quote, {"speaker": c["speaker"]})) for c in group]
        if score.speaker_ok(text, quote, {}) is None:
            right = [False] * len(group)
        elif not any(right):
            continue
        cue = quote.get("cue")
        with_cue = [r and cue and c.get("cue") and c["cue"]["start"] < cue["end"]
                    and cue["start"] < c["cue"]["end"] for r, c in zip(right, group)]
        yield [c["features"] for c in group], with_cue if any(with_cue) else right


def kind_cases(gold, pieces):
    for piece in pieces:
        quote = overlapping(gold, piece["start"], piece["end"])
        kind = quote["type"] if quote else "scare"
        if kind in KINDS:
            yield piece["features"], KINDS.index(kind)


def cases_of(score, what, program, models, rows):
    found = run(program, models, "--candidates" if what == "speaker" else "--kinds", rows)
    for row in rows:
        if what == "speaker":
            yield from speaker_cases(score, row["text"], row["quotes"], found[row["id"]])
        else:
            yield from kind_cases(row["quotes"], found[row["id"]])


def soft_max(sums):
    top = max(sums)
    parts = [math.exp(s - top) for s in sums]
    total = sum(parts)
    return [p / total for p in parts]


def step_speaker(weights, case, rate):
    """Gradient of the log of the right candidates' share; "no speaker" scores 0."""
    features, right = case
    shares = soft_max([sum(weights[f][0] for f in fs) for fs in features] + [0.0])
    right = right + [not any(right)]
    good = sum(s for s, r in zip(shares, right) if r) or 1e-9
    for fs, share, is_right in zip(features, shares, right):
        change = rate * ((share / good if is_right else 0.0) - share)
        if abs(change) > 1e-7:
            for f in fs:
                weights[f][0] += change
    return -math.log(good)


def step_kind(weights, case, rate):
    features, kind = case
    shares = soft_max([sum(weights[f][k] for f in features) for k in range(3)])
    for k in range(3):
        change = rate * ((k == kind) - shares[k])
        for f in features:
            weights[f][k] += change
    return -math.log(max(shares[kind], 1e-9))


def features_of(what, case):
    return {f for fs in case[0] for f in fs} if what == "speaker" else set(case[0])


def train(what, cases, by_hand):
    """Cases are (weight, case); by_hand is what read_weights gives; the weights in its order."""
    names, by_hand = zip(*by_hand)
    step = step_speaker if what == "speaker" else step_kind
    seen = collections.Counter(f for _, case in cases for f in features_of(what, case))
    rare = [f for f, name in enumerate(names) if seen[f] < RARE or name in BY_HAND]
    weights = [list(row) if f in rare else [0.0] * len(row) for f, row in enumerate(by_hand)]
    shuffle = random.Random(7)
    loss = 0.0
    for n in range(ROUNDS):
        shuffle.shuffle(cases)
        rate = RATE / (1 + n / 10)
        loss = 0.0
        for weight, case in cases:
            loss += weight * step(weights, case, rate * weight)
        shrink = 1 - min(1.0, PULL * rate * len(cases))
        for f, row in enumerate(weights):
            row[:] = by_hand[f] if f in rare else [w * shrink for w in row]
    print(f"{what}: {len(rare)} features by hand, {len(cases)} cases, mean loss {loss / max(1, len(cases)):.4f}", file=sys.stderr)
    return weights


def read_weights(path):
    """The name of each feature, and its numbers."""
    rows = LINE.findall(path.read_text(encoding="utf-8"))
    return [(row[1], [float(number) for number in row[3].split(",")]) for row in rows]


def replace(path, weights):
    rows = iter(weights)

    def line(found):
        numbers = ", ".join(f"{w:5.2f}" for w in next(rows))
        return found[0][:found.start(4) - found.start()].rstrip() + " " * pad(found) + numbers

    def pad(found):
        head = found[0][:found.start(4) - found.start()].rstrip()
        return max(1, (29 if found[1] == "FEATURE" else 54) - len(head))
    path.write_text(LINE.sub(line, path.read_text(encoding="utf-8")), encoding="utf-8")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--write"]
    program, models, scorer, what, path, *sets = arguments
    sys.path.insert(0, scorer)
    import score_quotes as score
    path = pathlib.Path(path)
    cases = []
    for name in sets:
        name, _, weight = name.partition(":")
        cases += [(float(weight or 1), case)
                  for case in cases_of(score, what, program, models, read_rows(name))]
    weights = train(what, cases, read_weights(path))
    if "--write" in sys.argv:
        replace(path, weights)


if __name__ == "__main__":
    main()
