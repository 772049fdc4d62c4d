#!/usr/bin/env python3
"""Measure the search for copies beside datasketch and an index in Python, in the same run.

usage: likeness.py [--build build/release] [--data ../shared] [--copies N] [--made N]
Makes a corpus with known near-duplicates from public articles (../shared/tools/diffbench/mkcorpus.py): wire (3 % of the
words edited, the last fifth cut, a new lead), cut (half kept), edit10, edit25, part (a third of a story inside another).
Articles that share text among themselves are left out first, so that each copy has one right answer. One table: recall
by level and wrong answers a query, asked through `copydesk batch /v1/related`; queries a second on one core, the query
read beforehand; megabytes of the index. Peers: the engines of neardup_bench.py; datasketch where pip has it.
Last, N made-up articles (100,000) are read and indexed with all cores.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORD = re.compile(r"[a-z0-9]+(?:['.-][a-z0-9]+)*")
LEVELS = "wire", "cut", "edit10", "edit25", "part"
PEERS = [("datasketch", "0.3"), ("datasketch", "0.5"), ("datasketch-part", "0.5"), ("exact", "0.1"), ("winnow", "0.1")]


def bodies(data):
    for path in data / "data/reuse/load/articles.jsonl", data / "data/news-text/wikinews.jsonl":
        for line in path.open(encoding="utf-8"):
            yield json.loads(line)["text"]
    for path in sorted((data / "data/html").glob("*/ground-truth.json")):
        for row in json.loads(path.read_text(encoding="utf-8")).values():
            yield row.get("articleBody") or ""


def shingles(text):
    words = WORD.findall(text.lower())
    return {hash(" ".join(words[i:i + 5])) for i in range(max(1, len(words) - 4))}


def without_reuse(rows):
    """Originals that share no text with an earlier one, and the copies of these."""
    index, kept = collections.defaultdict(list), set()
    for row in rows:
        if "of" in row:
            continue
        own = shingles(row["text"])
        counts = collections.Counter(other for one in own for other in index[one])
        if counts and counts.most_common(1)[0][1] >= 3:
            continue
        kept.add(row["id"])
        for one in own:
            index[one].append(row["id"])
    return [row for row in rows if row.get("of", row["id"]) in kept]


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def score(options, docs, queries, work):
    write_rows(work / "queries.ndjson", [{"id": row["id"], "text": row["text"], "limit": 1000} for row in queries])
    out = subprocess.run([options.build / "copydesk", "batch", "/v1/related", "--corpus", docs, "--workers", "2"],
                         stdin=(work / "queries.ndjson").open(), stdout=subprocess.PIPE, check=True).stdout
    hits, all_of, wrong = collections.Counter(), collections.Counter(), 0
    for row, line in zip(queries, out.decode().splitlines()):
        found = [one["article"] for one in json.loads(line)["related"] if one["relation"] != "same_event"]
        all_of[row["level"]] += 1
        hits[row["level"]] += row["of"] in found
        wrong += sum(one != row["of"] for one in found)
    return {level: hits[level] / max(1, all_of[level]) for level in LEVELS}, wrong / len(queries)


def figures(options, docs, queries):
    out = subprocess.run([options.build / "tools/bench/bench-likeness", options.build / "models", docs, queries],
                         stdout=subprocess.PIPE, check=True).stdout.decode()
    return {name: float(value) for name, value in (line.split() for line in out.splitlines())}


def tell(engine, recall, wrong, rate, megabytes):
    size = f"{megabytes:8.1f}" if megabytes > 0 else ""      # of peers: what the process grew by, where it did
    print(f"{engine:34}" + "".join(f"{recall[level]:8.3f}" for level in LEVELS) + f"{wrong:8.3f}{rate:12.0f}{size}", flush=True)


def compare(options, work):
    (work / "base").mkdir()
    for number, text in enumerate(bodies(options.data)):
        (work / "base" / f"{number:06}.txt").write_text(text, encoding="utf-8", errors="replace")
    subprocess.run([sys.executable, options.data / "tools/diffbench/mkcorpus.py", work / "all.jsonl", str(options.copies),
                    work / "base"], stdout=subprocess.DEVNULL, check=True)
    rows = without_reuse([json.loads(line) for line in (work / "all.jsonl").open(encoding="utf-8")])
    write_rows(work / "all.jsonl", rows)
    write_rows(work / "docs.ndjson", [row for row in rows if "of" not in row])
    queries = [row for row in rows if "of" in row]
    recall, wrong = score(options, work / "docs.ndjson", queries, work)
    own = figures(options, work / "docs.ndjson", work / "queries.ndjson")
    index = own["postings_mb"] + own["sets_mb"]
    print(f"{own['articles']:.0f} articles, {own['text_mb']:.1f} MB of text, {len(queries)} queries\n")
    print(f"{'engine':34}" + "".join(f"{level:>8}" for level in LEVELS) + f"{'wrong':>8}{'queries/s':>12}{'MB':>8}")
    tell("copydesk, articles and shares", recall, wrong, own["searches_a_second"], index)
    tell("copydesk, with passages", recall, wrong, own["answers_a_second"], index)
    for engine, threshold in PEERS:
        run = subprocess.run([sys.executable, options.data / "tools/diffbench/neardup_bench.py", work / "all.jsonl", engine, threshold],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        if run.returncode:
            print(f"{engine} {threshold}: not installed (pip install datasketch)")
            continue
        peer = json.loads(run.stdout)
        tell(f"{engine} at {threshold} (Python)", peer["recall"], peer["wrong_per_query"], peer["query_s"],
             peer["rss_mb"] - peer["rss_base_mb"])


def make_up(options, work):
    source = random.Random(20261126)
    vocabulary = [f"{a}{b}{c}" for a in "bdfgklmnprstvz" for b in ("a", "e", "io", "u") for c in ("ran", "tel", "sor", "mik", "den", "")]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    recent, path = [], work / "made.ndjson"
    with path.open("w", encoding="utf-8") as out:
        for number in range(options.made):
            words = source.choices(vocabulary, weights, k=source.randint(120, 480))
            if recent and number % 10 == 0:      # one in ten is an edited copy
                words = [word if source.random() > 0.03 else source.choice(vocabulary) for word in source.choice(recent)]
            recent = (recent + [words])[-50:]
            out.write(json.dumps({"id": f"m{number}", "text": " ".join(words) + "."}) + "\n")
    (work / "none.ndjson").write_text("", encoding="utf-8")
    own = figures(options, path, work / "none.ndjson")
    print(f"\n{own['articles']:.0f} made-up articles, {own['text_mb']:.0f} MB: read, indexed and clustered in {own['load_seconds']:.1f} s, "
          f"index {own['postings_mb'] + own['sets_mb']:.0f} MB, {own['clusters']:.0f} clusters")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--copies", type=int, default=300, help="of each level, before reuse is left out")
    parser.add_argument("--made", type=int, default=100000)
    options = parser.parse_args()
    subprocess.run(["ninja", "-C", options.build, "copydesk", "tools/bench/bench-likeness"], stdout=subprocess.DEVNULL, check=True)
    with tempfile.TemporaryDirectory() as name:
        compare(options, pathlib.Path(name))
        make_up(options, pathlib.Path(name))


if __name__ == "__main__":
    main()
