#!/usr/bin/env python3
"""Scores sentence splitting: golden rules (exact lists) and treebanks (F1 over exact spans).

Usage: sentences.py EVAL_SPANS DATA [--show N]
EVAL_SPANS: build/dev/tools/eval/eval_spans; DATA: folder with golden_en.json, gum_open_dev.jsonl
and ewt_dev.jsonl. Paragraphs of the treebanks are split apart, as their blank lines tell.
--show N prints the first N faults of each set.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys


def split(program, texts):
    """The sentence spans of each text."""
    joined = "".join(text + "\0" for text in texts).encode()
    output = subprocess.run([program, "sentences"], input=joined, stdout=subprocess.PIPE, check=True).stdout.decode()
    spans = [[]]
    for line in output.splitlines():
        if line:
            spans[-1].append(tuple(int(part) for part in line.split()))
        else:
            spans.append([])
    return spans[:-1]


def paragraphs(text):
    """(offset, paragraph) of each run between blank lines."""
    return [(found.start(), found.group()) for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)]


def golden(program, path, show):
    rules = json.loads(path.read_text(encoding="utf-8"))["rules"]
    right = 0
    for rule, spans in zip(rules, split(program, [rule["text"] for rule in rules])):
        found = [rule["text"][begin:end] for begin, end in spans]
        if [s.strip() for s in rule["sentences"]] == found:
            right += 1
        elif show > 0:
            show -= 1
            print("  want", rule["sentences"], "\n  got ", found)
    print(f"{path.name}: {right}/{len(rules)}")


def treebank(program, path, show):
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    parts = [(n, begin, text) for n, d in enumerate(documents) for begin, text in paragraphs(d["text"])]
    found = set()
    for (n, offset, _), spans in zip(parts, split(program, [text for _, _, text in parts])):
        found |= {(n, offset + begin, offset + end) for begin, end in spans}
    gold = {(n, begin, end) for n, d in enumerate(documents) for begin, end in d["sentences"]}
    both = len(found & gold)
    precision, recall = both / max(len(found), 1), both / max(len(gold), 1)
    f1 = 200 * both / max(len(found) + len(gold), 1)
    for fault in sorted(found ^ gold)[:show]:
        n, begin, end = fault
        print("  -" if fault in gold else "  +", documents[n]["text"][begin:end].replace("\n", "\\n"))
    print(f"{path.name}: P {100 * precision:.2f} R {100 * recall:.2f} F1 {f1:.2f} ({len(gold)} sentences)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    golden(args.program, args.data / "golden_en.json", args.show)
    for name in ("gum_open_dev.jsonl", "ewt_dev.jsonl"):
        treebank(args.program, args.data / name, args.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
