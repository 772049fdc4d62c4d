#!/usr/bin/env python3
"""Names where capitals tell little: headlines, capitals throughout, lower case.

    casing.py BUILD DATA [--errors]

The gold sets DATA/desk/dev.tsv and DATA/pud-news/dev.tsv are read as they are and in three variants made by machine with
the same offsets: Title Case as headlines have it (small words stay small), ALL CAPS, and all lower case. Then
headlines.txt, 70 headlines and datelines written for this. MISC of pud-news is not in the gold and not scored.
"""
import json
import pathlib
import re
import subprocess
import sys

import marked
import score_ner

SMALL = set("a an and as at but by for from in into nor of off on or over per the to up via vs with".split())
WORD = re.compile(r"[^\W\d_][\w'’.]*")
THREE, FOUR = ("PER", "ORG", "LOC"), ("PER", "ORG", "LOC", "MISC")


def letters(change, text):
    """Changes the case of each letter that stays one character, so that offsets stay."""
    return "".join(c if len(change(c)) != 1 else change(c) for c in text)


def titled(text):
    def word(match):
        is_first = match.start() == 0 or text[:match.start()].rstrip(" \"'“‘(")[-1:] in "\n.:!?"
        if match[0].lower() in SMALL and not is_first:
            return match[0]
        return letters(str.upper, match[0][0]) + match[0][1:]

    return WORD.sub(word, text)


VARIANTS = (("as written", lambda text: text), ("Title Case", titled), ("ALL CAPS", lambda text: letters(str.upper, text)),
            ("all lower", lambda text: letters(str.lower, text)))


def read_names(build, texts):
    """The spans that the engine finds in each text."""
    rows = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts))
    done = subprocess.run([f"{build}/tools/eval/eval-names", f"{build}/models", "names"], input=rows, capture_output=True,
                          text=True, check=True)
    return [{(b, e, score_ner.canonical(k)) for b, e, k in json.loads(line)["spans"]} for line in done.stdout.splitlines()]


def score(build, title, docs, kinds):
    """docs: (text, gold spans). Prints a row, returns the tally."""
    tally = marked.Tally()
    for number, ((text, gold), found) in enumerate(zip(docs, read_names(build, [text for text, _ in docs]))):
        tally.add(text, found, gold, f"{number + 1}: {text[:50]}")
    tally.print_row(title, kinds)
    return tally


def main():
    build, data, errors = sys.argv[1], pathlib.Path(sys.argv[2]), "--errors" in sys.argv[3:]
    print(marked.HEAD)
    for name, kinds in (("desk", FOUR), ("pud-news", THREE)):
        path = data / name / "dev.tsv"
        if not path.exists():
            print(f"skipped: there is no {path}")
            continue
        docs = [(text, spans) for text, spans, _ in score_ner.load(str(path), 25).values()]
        for variant, change in VARIANTS:
            score(build, f"{name}, {variant}", [(change(text), spans) for text, spans in docs], kinds)
    docs = [(text, {span[:3] for span in spans}) for text, spans in
            marked.lines(pathlib.Path(__file__).parent / "headlines.txt")]
    tally = score(build, "headlines.txt", docs, FOUR)
    if errors:
        tally.print_errors()


if __name__ == "__main__":
    main()
