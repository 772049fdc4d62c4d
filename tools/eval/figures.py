#!/usr/bin/env python3
"""Score dates, times, money, per cents and numbers on the sentences of figures.txt.

    figures.py PROGRAM [--errors]

Each line of figures.txt is an article of its own, published on 2021-10-14. A figure is right when both ends and the type
are; values are compared on those. Then the same sentences in Title Case, ALL CAPS and lower case.
"""
import json
import pathlib
import subprocess
import sys

import casing
import marked

KINDS = ("DATE", "TIME", "MONEY", "PERCENT", "NUMBER")
PUBLISHED = "2021-10-14"


def number(value):
    return str(int(value)) if value == int(value) else f"{value:.4g}"


def written(value):
    """A value of the reply as figures.txt writes it; broken numbers to four digits."""
    if isinstance(value, dict):
        return f"{number(value['amount'])} {value['currency'] or ''}".strip()
    return value if value is None or isinstance(value, str) else number(value)


def score(program, rows):
    """A tally of spans, and (where, words, found, wanted) of the values on right spans."""
    bodies = "".join(json.dumps({"text": text, "published": PUBLISHED}) + "\n" for text, _ in rows)
    done = subprocess.run([program, "batch", "/v1/entities"], input=bodies, capture_output=True, text=True, check=True)
    tally, values = marked.Tally(), []
    for (text, gold), line in zip(rows, done.stdout.splitlines()):
        found = {(m["start"], m["end"], e["type"]): written(e["value"])
                 for e in json.loads(line)["entities"] if e["type"] in KINDS for m in e["mentions"]}
        wanted = {span[:3]: span[3] for span in gold}
        tally.add(text, set(found), set(wanted), text[:40])
        values += [(text[:40], text[span[0]:span[1]], found[span], wanted[span])
                   for span in sorted(set(found) & set(wanted))]
    return tally, values


def main():
    program, errors = sys.argv[1], "--errors" in sys.argv[2:]
    rows = marked.lines(pathlib.Path(__file__).parent / "figures.txt")
    print(f"{len(rows)} sentences of figures.txt\n{marked.HEAD}")
    for variant, change in casing.VARIANTS:
        tally, values = score(program, [(change(text), gold) for text, gold in rows])
        if variant == "as written":
            for kind in KINDS:
                tally.print_row(kind, [kind])
        tally.print_row(f"all, {variant}", KINDS)
        wrong = [row for row in values if row[2] != row[3]]
        print(f"values: {len(values) - len(wrong)} of {len(values)} right")
        if errors:
            tally.print_errors()
            for where, words, found, wanted in wrong:
                print(f"  {where}: {words!r} is {found}, not {wanted}")


if __name__ == "__main__":
    main()
