#!/usr/bin/env python3
"""Scores how the names of an article are gathered into entities.

Usage: entities.py BUILD ROOT [--data FOLDER] [--errors N] [--floors]

BUILD: a build folder; ROOT: of the sources; FOLDER: holds quotes/desk, whose chains of speakers are
scored where it is given. Gold: tools/eval/entities/*.txt (written for this) and samples/gold.

A text of tools/eval/entities has one line for each entity (id, type, canonical name), "--" and the
article, in which [id|Name] is a mention and [id~she] a pronoun or noun that means the entity.

name forms joined: pairs of different forms of names in one article that are one entity, as F1;
canonical names: entities of which the mention named first has the right name, in per cent.
references: pronouns and nouns of the own articles.
With --floors it speaks TAP of the own articles with gold names and exits 1 when one lies too low.
"gold names": the mentions are given, so that gathering is judged alone; "found names": the tagger's.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

MARK = re.compile(r"\[(\w+)([|~])([^\]]*)\]")
FLOORS = {"name forms joined": 97, "canonical names": 97, "references right of those found": 95}
NAMES = ("PERSON", "ORGANIZATION", "LOCATION", "MISC")


def read_marked(path):
    head, body = path.read_text(encoding="utf-8").split("--\n", 1)
    entities = {}
    for line in head.splitlines():
        key, kind, name = line.split(" ", 2)
        entities[key] = {"type": kind, "name": name, "mentions": [], "references": []}
    text, at = "", 0
    for mark in MARK.finditer(body):
        text += body[at:mark.start()]
        entity = entities[mark[1]]
        entity["mentions" if mark[2] == "|" else "references"].append((len(text), len(text) + len(mark[3]), mark[3]))
        text, at = text + mark[3], mark.end()
    return {"id": path.stem, "text": (text + body[at:]).rstrip("\n"), "entities": list(entities.values()),
            "references": True}


def read_samples(root):
    for line in open(root / "samples/corpus.ndjson", encoding="utf-8"):
        article = json.loads(line)
        gold = json.load(open(root / f"samples/gold/{article['id']}.json", encoding="utf-8"))
        yield {"id": article["id"], "text": article["text"], "published": article["published"], "entities": [
            {"type": e["type"], "name": e["name"], "mentions": [(m["start"], m["end"], m["text"]) for m in e["mentions"]]}
            for e in gold["entities"] if e["type"] in NAMES]}


def outermost(spans):
    """A chain lists "Trump" inside "Donald Trump" too."""
    return [a for a in sorted(spans) if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in spans)]


def is_name(text):
    return text[0].isupper() and not re.match(r"(The|A|An|He|She|It|They|His|Her|Their|Its)\b|.*'s ", text)


def read_chains(path):
    """Articles of quotes/desk: each speaker's name and mentions, as far as they are names."""
    for line in open(path, encoding="utf-8"):
        article = json.loads(line)
        chains = {}
        for quote in article["quotes"]:
            spans = [tuple(m) for m in quote.get("speaker_mentions") or []]
            if quote.get("speaker_name") and spans:
                chains.setdefault(quote["speaker_name"], set()).update(spans)
        entities = [{"name": name, "mentions": [(s, e, article["text"][s:e]) for s, e in outermost(spans)
                                                if is_name(article["text"][s:e])]} for name, spans in chains.items()]
        yield {"id": article["id"], "text": article["text"], "chains": True,
               "entities": [e for e in entities if e["mentions"]]}


def ask(build, articles, given):
    lines = []
    for article in articles:
        line = {key: article[key] for key in ("id", "text", "published") if key in article}
        if given:
            line["names"] = sorted((s, e, x["type"]) for x in article["entities"] for s, e, _ in x["mentions"])
        lines.append(json.dumps(line) + "\n")
    done = subprocess.run([f"{build}/tools/eval/eval-entities", f"{build}/models"], input="".join(lines),
                          capture_output=True, text=True, check=True)
    return [json.loads(line)["entities"] for line in done.stdout.splitlines()]


def pairs_of(entities, keep=None):
    pairs = set()
    for entity in entities:
        forms = sorted({text for start, end, text in entity["mentions"] if keep is None or keep(start, end)})
        pairs |= {(a, b) for i, a in enumerate(forms) for b in forms[i + 1:]}
    return pairs


class Score:
    def __init__(self):
        self.right = self.found = self.wanted = self.names = self.named = 0
        self.ref_right = self.ref_found = self.ref_wanted = 0
        self.errors = []

    def add_pairs(self, found, wanted, where):
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)
        self.errors += [(where, "apart", *pair) for pair in sorted(wanted - found)]
        self.errors += [(where, "joined", *pair) for pair in sorted(found - wanted)]

    def add_names(self, found, wanted, where):
        names = {tuple(m[:2]): e["name"] for e in found for m in e["mentions"]}
        for entity in wanted:
            first = next((m for m in entity["mentions"] if tuple(m[:2]) in names), None)
            if not first:
                continue
            self.named += 1
            self.names += names[tuple(first[:2])] == entity["name"]
            if names[tuple(first[:2])] != entity["name"]:
                self.errors.append((where, "name", entity["name"], names[tuple(first[:2])]))

    def add_references(self, found, wanted, where):
        """Pronouns by the entity that holds them; a found entity is the gold one of its first gold mention."""
        owner = {tuple(m[:2]): e["name"] for e in wanted for m in e["mentions"]}
        right = {(s, t, e["name"]) for e in wanted for s, t, _ in e["references"]}
        given = set()
        for entity in found:
            name = next((owner[tuple(m[:2])] for m in entity["mentions"] if tuple(m[:2]) in owner), entity["name"])
            given |= {(s, t, name) for s, t, _ in entity.get("coreference", [])}
        self.ref_right += len(given & right)
        self.ref_found += len(given)
        self.ref_wanted += len(right)
        self.errors += [(where, "reference missed", *x) for x in sorted(right - given)]
        self.errors += [(where, "reference wrong", *x) for x in sorted(given - right)]

    def line(self, title):
        precision = 100 * self.right / self.found if self.found else 100.0
        recall = 100 * self.right / self.wanted if self.wanted else 100.0
        f1 = 200 * self.right / (self.found + self.wanted) if self.found + self.wanted else 100.0
        out = f"{title}: name forms joined {f1:.1f} F1 (precision {precision:.1f}, recall {recall:.1f}, {self.wanted} pairs)"
        if self.named:
            out += f", canonical names {100 * self.names / self.named:.1f} % of {self.named}"
        if self.ref_wanted:
            out += (f", references {self.ref_right} right of {self.ref_found} found, {self.ref_wanted} wanted")
        return out


def score(build, articles, given, title, errors):
    total = Score()
    for article, found in zip(articles, ask(build, articles, given)):
        wanted = article["entities"]
        spans = {(s, e) for entity in wanted for s, e, _ in entity["mentions"]}
        total.add_pairs(pairs_of(found, (lambda s, e: (s, e) in spans) if article.get("chains") else None),
                        pairs_of(wanted), article["id"])
        total.add_names(found, wanted, article["id"])
        if article.get("references"):
            total.add_references(found, wanted, article["id"])
    print(total.line(title))
    for error in total.errors[:errors]:
        print("#", *error, sep=" | ")
    return total


def measures(total):
    return {"name forms joined": 200 * total.right / (total.found + total.wanted),
            "canonical names": 100 * total.names / total.named,
            "references right of those found": 100 * total.ref_right / total.ref_found}


def check_floors(build, own):
    total = score(build, own, True, "# own articles, gold names", 0)
    low = 0
    for number, (name, value) in enumerate(measures(total).items(), 1):
        low += value < FLOORS[name]
        print(f"{'not ' if value < FLOORS[name] else ''}ok {number} - {name}: {value:.1f}, at least {FLOORS[name]}")
    print(f"1..{len(FLOORS)}")
    return 1 if low else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--floors", action="store_true")
    options = parser.parse_args()
    own = [read_marked(path) for path in sorted((options.root / "tools/eval/entities").glob("*.txt"))]
    if options.floors:
        return check_floors(options.build, own)
    samples = list(read_samples(options.root))
    for title, articles in (("own articles", own), ("samples", samples)):
        score(options.build, articles, True, f"{title}, gold names", options.errors)
        score(options.build, articles, False, f"{title}, found names", options.errors)
    for part in ("train", "dev") if options.data else ():
        path = options.data / "quotes/desk" / f"{part}.jsonl"
        if path.exists():
            score(options.build, list(read_chains(path)), False, f"speaker chains of desk {part}", options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
