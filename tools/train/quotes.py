#!/usr/bin/env python3
"""Trains the weights of news/speaker.def and news/kind.def on annotated quotations.

Usage: quotes.py PROGRAM MODELS SCORER_FOLDER (speaker|kind) DEF SET.jsonl[:weight]... [--write]

PROGRAM is build/.../tools/eval/eval-quotes; SCORER_FOLDER holds score_quotes.py. Both models are
multinomial logistic regressions over the features the program prints; the weights stay near the
ones in the file (L2 towards them), so that rare features keep the values set by hand. With --write
the numbers in the file are replaced, everything else in it stays.
"""
import json
import math
import random
import re
import subprocess
import sys

ROUNDS, RATE, PULL = 60, 0.05, 0.004
LINE = re.compile(r'^FEATURE\((\w+),\s*([^"]*?),\s*("(?:[^"\\]|\\.)*"\))', re.M)
KINDS = ["direct", "mixed", "scare"]


def bits(text):
    value = int(text)
    return [i for i in range(64) if value >> i & 1]


def run(program, models, option, path):
    with open(path, "rb") as lines:
        out = subprocess.run([program, models, option], stdin=lines, capture_output=True, check=True)
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
        yield [bits(c["features"]) for c in group], with_cue if any(with_cue) else right


def kind_cases(gold, pieces):
    for piece in pieces:
        quote = overlapping(gold, piece["start"], piece["end"])
        kind = quote["type"] if quote else "scare"
        if kind in KINDS:
            yield bits(piece["features"]), KINDS.index(kind)


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


def train(cases, start, step):
    weights = [list(w) for w in start]
    shuffle = random.Random(7)
    for n in range(ROUNDS):
        shuffle.shuffle(cases)
        rate = RATE / (1 + n / 10)
        loss = 0.0
        for weight, case in cases:
            loss += step(weights, case, rate * weight)
        for w, w0 in zip(weights, start):
            for k in range(len(w)):
                w[k] += (w0[k] - w[k]) * min(1.0, PULL * rate * len(cases) / 10)
    print(f"{len(cases)} cases, mean loss {loss / max(1, len(cases)):.4f}")
    return weights


def replace(path, weights):
    source = open(path, encoding="utf-8").read()
    rows = iter(weights)

    def line(found):
        numbers = ", ".join(f"{w:5.2f}" for w in next(rows))
        return f"FEATURE({found[1] + ',':<20} {numbers}, {found[3]}"
    open(path, "w", encoding="utf-8").write(LINE.sub(line, source))


def main():
    arguments = [a for a in sys.argv[1:] if a != "--write"]
    program, models, scorer, what, path, *sets = arguments
    sys.path.insert(0, scorer)
    import score_quotes as score
    start = [[float(n) for n in row[1].split(",")]
             for row in LINE.findall(open(path, encoding="utf-8").read())]
    cases = []
    for name in sets:
        name, _, weight = name.partition(":")
        found = run(program, models, "--candidates" if what == "speaker" else "--kinds", name)
        for line in open(name, encoding="utf-8"):
            d = json.loads(line)
            if what == "speaker":
                new = speaker_cases(score, d["text"], d["quotes"], found[d["id"]])
            else:
                new = kind_cases(d["quotes"], found[d["id"]])
            cases += [(float(weight or 1), case) for case in new]
    weights = train(cases, start, step_speaker if what == "speaker" else step_kind)
    if "--write" in sys.argv:
        replace(path, weights)


if __name__ == "__main__":
    main()
