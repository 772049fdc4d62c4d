#!/usr/bin/env python3
"""Gathers the name data into the one file that encode_names reads.

    prepare.py DATA_FOLDER GOLD_FOLDER OUT

GOLD_FOLDER holds our own articles (tools/train/gold). DATA_FOLDER holds the sets as docs/models.md lists them. Each record of OUT is a line `weight set bytes spans` (weight in hundredths), the
text, a line end, and a line `begin end TYPE` for each name (byte offsets). Weight 0: a development set. Texts are made
of token files by gluing the tokens back together; encode_names reads them with the program's own tokens. What stands
in a development set, or in the hand-corrected set, is left out of the others.
"""
import collections
import json
import lzma
import pathlib
import random
import re
import sys

TYPES = {"PER": 0, "PERSON": 0, "ORG": 1, "ORGANIZATION": 1, "LOC": 2, "LOCATION": 2, "MISC": 3}
NAMES = ("PERSON", "ORGANIZATION", "LOCATION", "MISC")
CLOSERS = set(", . ; : ! ? ) ] } % ... '' \u2019 \u201d \u2026".split())
OPENERS = set("( [ { $ \u00a3 \u20ac # `` ` \u201c \u2018".split())
CLITICS = {c + t for c in "'\u2019" for t in ("s", "S", "re", "ve", "ll", "d", "m", "RE", "VE", "LL", "D", "M")}
CLITICS |= {"n't", "N'T", "n\u2019t"}
BLOCK = 20

# set, files, weight, chance that a hyphen between two words closes up
SETS = (
    ("hard", "desk/hard.tsv", 3.0, 0.95),
    ("uner-ewt", "uner-ewt/train.tsv", 2.0, 0.5),
    ("gum", "gum/train.tsv", 2.0, 0.5),
    ("crossner", "crossner-politics/train.tsv", 2.0, 0.0),
    ("silver", "silver/corenlp.tsv.xz", 0.25, 0.95),
)
DEVELOPMENT = (
    ("pud-news", "pud-news/dev.tsv"),
    ("uner-ewt", "uner-ewt/dev.tsv"),
    ("gum", "gum/dev.tsv"),
    ("crossner", "crossner-politics/dev.tsv"),
)
DESK_WEIGHT, OWN_WEIGHT = 4.0, 3.0
OWN_DEVELOPMENT = "12"      # the files of our own articles that are kept for development end in this
MARKED = re.compile(r"\[([^\[\]|]+)\|([POLM])\]")


def sentences(path):
    """Lists of (token, B or I, type or None)."""
    lines = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else open(path, encoding="utf-8")
    rows = []
    for line in lines:
        line = line.rstrip("\n")
        if not line:
            if rows:
                yield rows
            rows = []
            continue
        word, tag = line.split("\t")[:2]
        if tag[1:2] == "-":
            rows.append((word, tag[0], TYPES.get(tag[2:])))
        else:
            rows.append((word, "I", TYPES.get(tag)))
    if rows:
        yield rows


def key_of(words):
    return re.sub(r"[\W_]+", "", "".join(words)).casefold()


def names_of(rows):
    """(first, last, type) of each name; without a leading article."""
    out, first = [], None
    for i, (_, begin, kind) in enumerate(rows + [("", "O", None)]):
        if first is not None and (kind != rows[first][2] or begin == "B"):
            out.append((first, i - 1, rows[first][2]))
            first = None
        if first is None and kind is not None:
            first = i
    for first, last, kind in out:
        while first < last and rows[first][0].lower() in ("the", "a", "an"):
            first += 1
        while first < last and rows[last][0] in ("'s", "\u2019s", "'", "."):
            if rows[last][0] == "." and len(rows[last - 1][0]) < 5:
                break
            last -= 1
        yield first, last, kind


def glue(rows, close, chance):
    """The text of a sentence and the span of each token."""
    text, spans, quoted, tight = "", [], False, True
    for k, (word, _, _) in enumerate(rows):
        space, tight = not tight, False
        if word in CLOSERS or word in CLITICS or (word == "'" and k and rows[k - 1][0][-1:] in "sS"):
            space = False
        elif word in OPENERS:
            tight = True
        elif word == '"':
            space, tight = (False, False) if quoted else (space, True)
            quoted = not quoted
        elif word == "-" and 0 < k < len(rows) - 1 and rows[k - 1][0][-1].isalnum() and rows[k + 1][0][0].isalnum():
            if chance.random() < close:
                space, tight = False, True
        if space and text:
            text += " "
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def write(out, weight, name, text, spans):
    offsets, at = {}, 0
    for i, char in enumerate(text):
        offsets[i] = at
        at += len(char.encode())
    offsets[len(text)] = at
    out.write(f"{round(weight * 100)} {name} {at} {len(spans)}\n".encode())
    out.write(text.encode() + b"\n")
    for begin, end, kind in spans:
        out.write(f"{offsets[begin]} {offsets[end]} {NAMES[kind]}\n".encode())


def write_blocks(out, weight, name, rows_list, close, chance):
    for at in range(0, len(rows_list), BLOCK):
        text, spans = "", []
        for rows in rows_list[at:at + BLOCK]:
            piece, where = glue(rows, close, chance)
            spans += [(len(text) + where[a][0], len(text) + where[b][1], kind) for a, b, kind in names_of(rows)]
            text += piece + "\n\n"
        write(out, weight, name, text, spans)


def write_desk(out, weight, path):
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        spans = [(begin, end, TYPES[kind]) for begin, end, kind in record["spans"]]
        write(out, weight, "desk", record["text"], spans)


def write_own(out, path):
    """Articles apart by lines of ===, their names marked as [Name|P], P O L M for the four types."""
    for article in path.read_text(encoding="utf-8").split("\n===\n"):
        text, spans = "", []
        at = 0
        for mark in MARKED.finditer(article):
            text += article[at:mark.start()]
            spans.append((len(text), len(text) + len(mark[1]), "POLM".index(mark[2])))
            text += mark[1]
            at = mark.end()
        text += article[at:].rstrip("\n")
        if text.strip():
            write(out, 0 if path.stem.endswith(OWN_DEVELOPMENT) else OWN_WEIGHT, "own", text, spans)


def main():
    folder, gold, chance = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), random.Random(1)
    taken, counts = set(), collections.Counter()
    with open(sys.argv[3], "wb") as out:
        for name, path in DEVELOPMENT:
            rows = list(sentences(folder / path))
            taken |= {key_of(word for word, _, _ in row) for row in rows}
            write_blocks(out, 0, name, rows, 0.0, chance)
        for path in ("desk/dev.tsv", "desk/train.tsv", "gmb/dev.tsv"):
            taken |= {key_of(word for word, _, _ in row) for row in sentences(folder / path)}
        write_desk(out, 0, folder / "desk/dev.jsonl")
        write_desk(out, DESK_WEIGHT, folder / "desk/train.jsonl")
        for path in sorted(gold.glob("*.txt")):
            write_own(out, path)
        for name, path, weight, close in SETS:
            rows = []
            for row in sentences(folder / path):
                key = key_of(word for word, _, _ in row)
                if key in taken and len(row) > 3:
                    counts[name + " left out"] += 1
                    continue
                rows.append(row)
                if name == "hard":
                    taken.add(key)
            counts[name] = len(rows)
            write_blocks(out, weight, name, rows, close, chance)
    print(", ".join(f"{name} {count}" for name, count in counts.items()))


if __name__ == "__main__":
    main()
