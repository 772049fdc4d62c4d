#!/usr/bin/env python3
"""Score names on the ten articles of articles/, which are written for this and trained on by nobody.

    articles.py PROGRAM [--errors]

Both ends and the type right; MISC apart, since it is the vaguest.
"""
import json
import pathlib
import subprocess
import sys

import marked
import score_ner

KINDS = ("PER", "ORG", "LOC", "MISC")


def main():
    program, errors = sys.argv[1], "--errors" in sys.argv[2:]
    paths = sorted((pathlib.Path(__file__).parent / "articles").glob("*.txt"))
    texts = [marked.article(path) for path in paths]
    bodies = "".join(json.dumps({"text": text}) + "\n" for text, _ in texts)
    done = subprocess.run([program, "batch", "/v1/entities"], input=bodies, capture_output=True, text=True, check=True)
    whole = marked.Tally()
    print(marked.HEAD)
    for path, (text, gold), line in zip(paths, texts, done.stdout.splitlines()):
        found = {(m["start"], m["end"], score_ner.canonical(e["type"])) for e in json.loads(line)["entities"]
                 if score_ner.canonical(e["type"]) for m in e["mentions"]}
        one = marked.Tally()
        for tally in (one, whole):
            tally.add(text, found, {span[:3] for span in gold}, path.stem)
        one.print_row(f"{path.stem}, all types", KINDS)
    for kind in KINDS:
        whole.print_row(kind, [kind])
    whole.print_row("PER ORG LOC", KINDS[:3])
    whole.print_row("all types", KINDS)
    if errors:
        whole.print_errors()


if __name__ == "__main__":
    main()
