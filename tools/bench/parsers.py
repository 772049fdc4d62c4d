#!/usr/bin/env python3
"""Compares what HTML parsers show of pages with what lexbor does. Usage: parsers.py DATA WORK; see parsers.sh."""
import collections
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "eval"))
from pages import SETS, unpack  # noqa: E402
from selectolax.lexbor import LexborHTMLParser  # noqa: E402

UNSHOWN = ("script style noscript template head svg math iframe object select textarea title audio video canvas datalist "
           "option noembed noframes").split()
BLANK = re.compile(r"[\s\x00-\x20]+")
GRAM = 10


def by_lexbor(page):
    tree = LexborHTMLParser(page)
    for name in UNSHOWN:
        for node in tree.css(name):
            node.decompose()
    return tree.root.text() if tree.root else ""


def grams(text):
    return collections.Counter(text[i:i + GRAM] for i in range(len(text) - GRAM + 1))


def compare(paths, judged, folder):
    same = lost = added = 0
    for path in paths:
        text = BLANK.sub("", (folder / f"{path.name}.txt").read_bytes().decode("utf-8", "replace"))
        if text == judged[path]:
            same += 1
            continue
        wanted, got = grams(judged[path]), grams(text)
        lost += sum((wanted - got).values())
        added += sum((got - wanted).values())
    return same, lost, added


def main():
    data, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    for name, archive in SETS.items():
        paths = list(unpack(data / name / archive, work / name).values())
        began = time.process_time()
        judged = {path: by_lexbor(path.read_bytes().decode("utf-8", "replace")) for path in paths}
        seconds = time.process_time() - began
        judged = {path: BLANK.sub("", text) for path, text in judged.items()}
        whole = sum(map(len, judged.values()))
        print(f"{name}: {len(paths)} pages, {whole / 1e6:.1f} million characters shown; lexbor through Python "
              f"{len(paths) / seconds:.0f} pages/s")
        for parser in ("copydesk", "libxml2", "gumbo"):
            folder = work / f"{name}-{parser}"
            folder.mkdir(exist_ok=True)
            out = subprocess.run([work / "parsers", parser, folder], input="\n".join(map(str, paths)) + "\n", text=True,
                                 check=True, capture_output=True).stdout.split()
            same, lost, added = compare(paths, judged, folder)
            print(f"  {parser:9} {len(paths) / float(out[0]):6.0f} pages/s {int(out[1]) / float(out[0]) / 1e6:6.0f} MB/s  "
                  f"same text {same}/{len(paths)}  lost {lost / whole:.4%}  added {added / whole:.4%}", flush=True)


if __name__ == "__main__":
    main()
