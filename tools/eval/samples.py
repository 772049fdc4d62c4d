#!/usr/bin/env python3
"""Score the program against the gold of the sample corpus.

Usage: samples.py PROGRAM ROOT [--floors FILE] [--errors N]

Prints one line a measure. With --floors (a JSON object: measure -> least value,
of scare quotes with a speaker the greatest number) it speaks TAP and
exits 1 when a measure lies below its floor: so a change that makes answers worse does not pass.
Articles are read as texts of a request (not from the corpus), with their `published`.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys

NAMES = ("PERSON", "ORGANIZATION", "LOCATION", "MISC")
FIGURES = ("DATE", "TIME", "MONEY", "PERCENT", "NUMBER")


def batch(program, route, bodies):
    lines = "".join(json.dumps(body) + "\n" for body in bodies)
    done = subprocess.run([program, "batch", route], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


class Tally:
    """Right, found and wanted things of each measure; ratios in per cent."""

    def __init__(self):
        self.right, self.found, self.wanted = (collections.Counter() for _ in range(3))
        self.errors = []

    def add(self, measure, found, wanted, where):
        found, wanted = set(found), set(wanted)
        self.right[measure] += len(found & wanted)
        self.found[measure] += len(found)
        self.wanted[measure] += len(wanted)
        self.errors += [(measure, where, "missed", x) for x in sorted(wanted - found, key=str)]
        self.errors += [(measure, where, "wrong", x) for x in sorted(found - wanted, key=str)]

    def f1(self, measure):
        both = self.found[measure] + self.wanted[measure]
        return 100 * 2 * self.right[measure] / both if both else 100.0


def pairs_of_forms(entities):
    """Pairs of different name forms in an article that are held to be one entity."""
    pairs = set()
    for entity in entities:
        forms = sorted({m["text"] for m in entity["mentions"]})
        pairs |= {(a, b) for i, a in enumerate(forms) for b in forms[i + 1:]}
    return pairs


def score_entities(tally, gold, reply, where):
    for types, measure in ((NAMES, "names"), (FIGURES, "figures")):
        spans = [{(m["start"], m["end"], e["type"], m["text"]) for e in side["entities"] if e["type"] in types
                  for m in e["mentions"]} for side in (reply, gold)]
        tally.add(measure, *spans, where)
    named = [[e for e in side["entities"] if e["type"] in NAMES] for side in (reply, gold)]
    tally.add("name forms joined", *(pairs_of_forms(side) for side in named), where)
    wanted = {m["start"]: e["name"] for e in named[1] for m in e["mentions"]}
    found = {m["start"]: e["name"] for e in named[0] for m in e["mentions"] if m["start"] in wanted}
    tally.add("canonical names", found.items(), [(s, n) for s, n in wanted.items() if s in found], where)
    values = [{(m["start"], e["type"], json.dumps(e["value"])) for e in side["entities"] if e["type"] in FIGURES
               for m in e["mentions"]} for side in (reply, gold)]
    shared = {v[:2] for v in values[0]} & {v[:2] for v in values[1]}
    tally.add("values", *([v for v in side if v[:2] in shared] for side in values), where)


def whole_quotes(quotes, text):
    """Gold quotes with the paragraphs of one utterance joined, as the reply has them."""
    out = []
    for quote in quotes:
        last = out[-1] if out else None
        if (last and last["type"] == quote["type"] == "direct" and quote["group"] and quote["group"] == last["group"]
                and not text[last["end"]:quote["start"]].strip() and "\n" in text[last["end"]:quote["start"]]):
            out[-1] = dict(last, end=quote["end"])
        else:
            out.append(quote)
    return out


def score_quotes(tally, gold, reply, text, where):
    wanted = whole_quotes(gold["quotes"], text)
    for kind in ("direct", "mixed", "indirect"):
        spans = [{(q["start"], q["end"], text[q["start"]:q["end"]][:60]) for q in side if q["type"] == kind}
                 for side in (reply["quotes"], wanted)]
        tally.add(f"{kind} quotes", *spans, where)
    spoken = [{(q["start"], q["end"]): (q["speaker"] or {}).get("name") for q in reply["quotes"]
               if q["type"] in ("direct", "mixed")},
              {(q["start"], q["end"]): q["speaker_name"] for q in wanted if q["type"] in ("direct", "mixed") and q["speaker_name"]}]
    shared = spoken[0].keys() & spoken[1].keys()
    tally.add("speakers", *([(s, side[s]) for s in shared] for side in spoken), where)
    scare = {(q["start"], q["end"]) for q in gold["quotes"] if q["type"] == "scare"}
    tally.add("scare quotes with a speaker", [(q["start"], q["end"]) for q in reply["quotes"]
                                              if (q["start"], q["end"]) in scare and q["speaker"]], [], where)


def score_diff(tally, gold, reply, where):
    tally.add("diff modes", [reply["mode"]], [gold["mode"]], where)
    if gold["mode"] == "edit":
        units = [{(u["relation"], tuple(u["left"]), tuple(u["right"]), u["moved"]) for u in side["units"]}
                 for side in (reply, gold)]
        tally.add("diff units", *units, where)
        numbers = [{(n["left"]["text"], n["right"]["text"]) for n in reply["numbers"]},
                   {(n["left"], n["right"]) for n in gold["numbers"]}]
        tally.add("changed numbers", *numbers, where)


def measure(program, root):
    articles = {a["id"]: a for a in map(json.loads, open(root / "samples/corpus.ndjson", encoding="utf-8"))}
    gold = {name: json.load(open(root / f"samples/gold/{name}.json", encoding="utf-8")) for name in articles}
    sources = [{"text": a["text"], "published": a["published"]} for a in articles.values()]
    tally = Tally()
    for name, reply in zip(articles, batch(program, "/v1/entities", sources)):
        score_entities(tally, gold[name], reply, name)
    for name, reply in zip(articles, batch(program, "/v1/quotes", [dict(s, types=["direct", "mixed", "indirect", "scare"]) for s in sources])):
        score_quotes(tally, gold[name], reply, articles[name]["text"], name)
    pairs = json.load(open(root / "samples/gold/diff.json", encoding="utf-8"))
    bodies = [{side: {"text": articles[p[side]]["text"], "published": articles[p[side]]["published"]}
               for side in ("left", "right")} for p in pairs]
    for pair, reply in zip(pairs, batch(program, "/v1/diff", bodies)):
        score_diff(tally, pair, reply, f"{pair['left']} {pair['right']}")
    return tally


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--floors", type=pathlib.Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    tally = measure(options.program, options.root)
    floors = json.load(open(options.floors, encoding="utf-8")) if options.floors else {}
    failed = 0
    measures = [m for m in dict.fromkeys(tally.found + tally.wanted) if tally.wanted[m]]
    for number, name in enumerate(measures, 1):
        line = f"{name}: {tally.f1(name):.1f} F1 ({tally.right[name]} right, {tally.found[name]} found, {tally.wanted[name]} wanted)"
        if options.floors:
            low = name not in floors or tally.f1(name) < floors[name]
            failed += low
            line = f"{'not ' if low else ''}ok {number} - {line}, at least {floors.get(name)}"
        print(line)
    pinned, most = tally.found["scare quotes with a speaker"], floors.get("scare quotes with a speaker", 0)
    if options.floors:
        failed += pinned > most
        print(f"{'not ' if pinned > most else ''}ok {len(measures) + 1} - scare quotes with a speaker: {pinned}, at most {most}")
        print(f"1..{len(measures) + 1}")
    for error in tally.errors[:options.errors]:
        print("#", *error)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
