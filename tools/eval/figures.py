#!/usr/bin/env python3
"""Score dates, times, money, per cents and numbers on the sentences of figures.txt.

    figures.py PROGRAM [--errors]

Each line of figures.txt is an article of its own, published on 2021-10-14. A figure is right when both ends and the type
are; values are compared on those.
"""
import json
import pathlib
import subprocess
import sys

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


def main():
    program, errors = sys.argv[1], "--errors" in sys.argv[2:]
    rows = marked.lines(pathlib.Path(__file__).parent / "figures.txt")
    bodies = "".join(json.dumps({"text": text, "published": PUBLISHED}) + "\n" for text, _ in rows)
    done = subprocess.run([program, "batch", "/v1/entities"], input=bodies, capture_output=True, text=True, check=True)
    tally, wrong, told = marked.Tally(), [], 0
    for (text, gold), line in zip(rows, done.stdout.splitlines()):
        found = {(m["start"], m["end"], e["type"]): written(e["value"])
                 for e in json.loads(line)["entities"] if e["type"] in KINDS for m in e["mentions"]}
        wanted = {span[:3]: span[3] for span in gold}
        tally.add(text, set(found), set(wanted), text[:40])
        told += len(set(found) & set(wanted))
        wrong += [(text[:40], text[span[0]:span[1]], found[span], wanted[span]) for span in sorted(set(found) & set(wanted))
                  if found[span] != wanted[span]]
    print(f"{len(rows)} sentences of figures.txt\n{marked.HEAD}")
    for kind in KINDS:
        tally.print_row(kind, [kind])
    tally.print_row("all", KINDS)
    print(f"values: {told - len(wrong)} of {told} right")
    if errors:
        tally.print_errors()
        for where, words, found, wanted in wrong:
            print(f"  {where}: {words!r} is {found}, not {wanted}")


if __name__ == "__main__":
    main()
