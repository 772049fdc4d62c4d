#!/usr/bin/env python3
"""Scores the articles that are read of web pages against development data, beside trafilatura.

Usage: pages.py DATA PAGES WORK [--peers]. DATA: the folder html of the shared data. PAGES: the program eval-pages.
WORK: where pages are unpacked. Prints, for each set, F1, precision and recall over 4-word shingles, how many pages
gave nothing, pages a CPU second, and how many headlines, bylines and dates are right. --peers: trafilatura in its
three modes as well, which must be importable. The weights were trained on these pages: what they are worth on pages
they have not seen is told by tools/train/pages.sh, which leaves out each site in turn.
"""
import argparse
import collections
import gzip
import json
import os
import pathlib
import random
import re
import subprocess
import tarfile
import time

WORD = re.compile(r"\w+")
SETS = {"news424": "html.tar.xz", "wcxb_articles": "html.tar"}
SHINGLE = 4


def unpack(archive, folder):
    """Paths of the pages by id; unpacked once."""
    if not folder.exists():
        folder.mkdir(parents=True)
        with tarfile.open(archive) as tar:
            for member in tar:
                if not member.isfile():
                    continue
                data = tar.extractfile(member).read()
                name = pathlib.Path(member.name).name
                if name.endswith(".gz"):
                    data, name = gzip.decompress(data), name.removesuffix(".gz")
                (folder / name).write_bytes(data)
    return {path.stem: path for path in sorted(folder.iterdir())}


def shingles(text):
    words = WORD.findall(text)
    if len(words) < SHINGLE:
        return collections.Counter([tuple(words)] if words else [])
    return collections.Counter(zip(*(words[i:] for i in range(SHINGLE))))


def score(pairs):
    """F1, precision and recall of (true text, found text) pairs: shares by page, sums over pages."""
    rows = []
    for truth, found in pairs:
        wanted, got = shingles(truth), shingles(found)
        right = sum((wanted & got).values())
        extra, missed = sum(got.values()) - right, sum(wanted.values()) - right
        whole = right + extra + missed or 1
        rows.append((right / whole, extra / whole, missed / whole))
    return rows


def f1(rows):
    right, extra, missed = (sum(column) for column in zip(*rows))
    precision, recall = right / (right + extra or 1), right / (right + missed or 1)
    return 2 * precision * recall / (precision + recall or 1), precision, recall


def error_of(rows, rounds=200):
    """Half the width of a 68 % interval, by drawing pages anew."""
    draw = random.Random(1)
    values = sorted(f1(draw.choices(rows, k=len(rows)))[0] for _ in range(rounds))
    return (values[int(rounds * .84)] - values[int(rounds * .16)]) / 2


def ours(program, paths):
    lines = subprocess.run([program], input="\n".join(map(str, paths.values())) + "\n", text=True, check=True,
                           capture_output=True).stdout.split("\n")
    found = [json.loads(line) for line in lines if line]
    return dict(zip(paths, found)), sum(one["seconds"] for one in found)


def trafilatura_in(mode, paths):
    import trafilatura
    options = {"default": {}, "fast": {"fast": True}, "precision": {"favor_precision": True}}[mode]
    texts, seconds = {}, 0
    for name, path in paths.items():
        page = path.read_bytes()
        began = time.process_time()
        texts[name] = {"text": trafilatura.extract(page, include_comments=False, include_tables=True, **options) or ""}
        seconds += time.process_time() - began
    return texts, seconds


def folded(text):
    return re.sub(r"[^a-z0-9]+", "", (text or "").lower())


def names(text):
    return {folded(name) for name in re.split(r",| and |;|&", text or "")} - {""}


def facts(truth, found):
    """How many headlines, bylines and days are right, of how many."""
    tests = {"title": lambda t, f: folded(t) == folded(f["title"]),
             "authors": lambda t, f: names(t) == names(f["byline"]),
             "date": lambda t, f: t[:10] == (f["published"] or "")[:10]}
    for key, test in tests.items():
        asked = [name for name in truth if truth[name].get(key)]
        right = sum(test(truth[name][key], found[name]) for name in asked)
        yield f"{key} {right}/{len(asked)} ({right / len(asked):.3f})"


def report(label, truth, found, seconds):
    rows = score((one["articleBody"], found[name]["text"]) for name, one in truth.items())
    total, precision, recall = f1(rows)
    empty = sum(not one["text"] for one in found.values())
    print(f"  {label:24} F1 {total:.4f} +-{error_of(rows):.4f}  P {precision:.4f}  R {recall:.4f}  empty {empty:3}"
          f"  {len(truth) / seconds:7.0f} pages/CPU s", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("pages")
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    for name, archive in SETS.items():
        truth = json.loads((options.data / name / "ground-truth.json").read_text(encoding="utf-8"))
        paths = unpack(options.data / name / archive, options.work / name)
        paths = {key: paths[key] for key in truth}
        size = sum(os.path.getsize(path) for path in paths.values())
        print(f"{name}: {len(truth)} pages, {size / 1e6:.0f} MB")
        found, seconds = ours(options.pages, paths)
        report("copydesk", truth, found, seconds)
        print("  " + "  ".join(facts(truth, found)))
        for mode in ("default", "fast", "precision") if options.peers else ():
            report(f"trafilatura, {mode}", truth, *trafilatura_in(mode, paths))


if __name__ == "__main__":
    main()
