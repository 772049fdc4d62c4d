#!/usr/bin/env python3
"""Measure the comparison of two texts beside other programs, in the same run, on one core.

usage: diff.py [--build build/release] [--data ../shared] [--tools NAME,…] [--only PAIR,…] [--limit SECONDS]
Makes pairs of edited texts of 4 kB to 10 MB and pairs made to hurt (../shared/tools/diffbench/mkpairs.py) from public
articles, and asks bench-diff and every peer that is installed (GNU diff, git, wdiff, dwdiff, wikidiff2 for PHP, difflib,
diff-match-patch; apt-get install git wdiff dwdiff php-cli php-wikidiff2). One row a pair and program: CPU seconds of the
process with its start and its reading, seconds inside where the program tells them, peak memory, words changed.
The last lines hold copydesk to its bounds: git's CPU at 1 and 10 MB, half a second for what hurts, 25 times the input.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GIT = "git words/line myers"
TOOLS = ["gnu-diff words", "gnu-diff words --minimal", GIT, "wdiff", "dwdiff", "difflib words autojunk",
         "dmp char+semantic (1 s)", "wikidiff2 default", "copydesk"]
NEEDS = {"wdiff": "wdiff", "dwdiff": "dwdiff", "wikidiff2 default": "php", "jsdiff diffWords": "node"}


def write_base(data, folder):
    number = 0
    for path in data / "data/reuse/load/articles.jsonl", data / "data/news-text/wikinews.jsonl":
        for line in path.open(encoding="utf-8"):
            (folder / f"{number:05}.txt").write_text(json.loads(line)["text"], encoding="utf-8")
            number += 1


def usable(tools):
    for tool in tools:
        if tool in NEEDS and not shutil.which(NEEDS[tool]):
            continue
        if tool.startswith("dmp") and subprocess.run([sys.executable, "-c", "import diff_match_patch"], stderr=subprocess.DEVNULL,
                                                     check=False).returncode:
            continue
        if tool.startswith("wikidiff2") and subprocess.run(["php", "-r", "exit(function_exists('wikidiff2_do_diff') ? 0 : 1);"],
                                                           check=False).returncode:
            continue
        yield tool


def print_table(results):
    print(f"{'pair':14} {'program':26} {'CPU s':>8} {'inside s':>9} {'MB':>7} {'removed':>8} {'added':>8}  cut short")
    for pair, tools in results.items():
        for tool, row in tools.items():
            if "killed_after" in row or "failed" in row:
                print(f"{pair:14} {tool:26} {'> ' + str(row.get('killed_after')) if 'killed_after' in row else 'failed':>8}")
                continue
            inner = f"{row['inner']:.4f}" if "inner" in row else ""
            print(f"{pair:14} {tool:26} {row['cpu']:8.3f} {inner:>9} {row['rss_mb']:7.1f} {row['del']:8} {row['ins']:8}  "
                  f"{row.get('note', '')}")


def print_bounds(results, pairs):
    own = {pair: tools["copydesk"] for pair, tools in results.items() if "copydesk" in tools}
    start = own.get("seed", {}).get("rss_mb", 0)
    print()
    for pair, row in own.items():
        size = (pairs[pair]["bytes_a"] + pairs[pair]["bytes_b"]) / 1e6
        peer = results[pair].get(GIT, {}).get("cpu")
        told = [f"{row['cpu'] / peer:.2f} of git's CPU" if peer else "",
                f"memory {max(row['rss_mb'] - start, 0) / size:.0f} times the input" if size > 1 else ""]
        print(f"{pair:14} {'; '.join(text for text in told if text)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--only", help="pairs, comma-separated")
    parser.add_argument("--limit", type=float, default=15, help="seconds of wall time for one run")
    options = parser.parse_args()
    bench, seeds = options.data / "tools/diffbench", sorted((options.data / "seeds").glob("*.txt"))
    subprocess.run(["ninja", "-C", options.build, "tools/bench/bench-diff"], stdout=subprocess.DEVNULL, check=True)
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        (work / "base").mkdir()
        write_base(options.data, work / "base")
        subprocess.run([sys.executable, bench / "mkpairs.py", *seeds[:2], work / "base", work / "pairs"], stdout=subprocess.DEVNULL,
                       check=True)
        command = f"{options.build / 'tools/bench/bench-diff'} {options.build / 'models'}"
        tools = list(usable(options.tools.split(",")))
        for tool in tools:   # bench.py takes parts of names; one run a tool keeps them apart
            print(f"… {tool}", file=sys.stderr)
            subprocess.run([sys.executable, bench / "bench.py", work / "pairs", work / "all.json", "--tools", tool, "--cpu", "0",
                            "--limit", str(options.limit)] + (["--only", options.only] if options.only else []),
                           env=dict(os.environ, COPYDESK_DIFF=command), stdout=subprocess.DEVNULL, check=True)
        results = json.loads((work / "all.json").read_text())
        results = {pair: {tool: rows[tool] for tool in tools if tool in rows} for pair, rows in results.items()}
        print_table(results)
        print_bounds(results, json.loads((work / "pairs/pairs.json").read_text()))


if __name__ == "__main__":
    main()
