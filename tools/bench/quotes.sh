#!/bin/sh
# Measures the search of quotes over a made-up corpus, and what SQLite's FTS5 takes for the same questions.
#   tools/bench/quotes.sh [BUILD [QUOTES]]     BUILD: a build folder of type release [build/release]; QUOTES: [100000]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build/release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ninja -C "$build" tools/bench/bench-quotes >/dev/null
"$build/tools/bench/bench-quotes" "$build/models" "${2:-100000}" --write "$work/questions.tsv"
echo
python3 - "$work/questions.tsv" <<'SCRIPT'
import sqlite3, sys, time

base = sqlite3.connect(":memory:")
try:
    base.execute("create virtual table quotes using fts5(speaker, text, tokenize = unicode61)")
except sqlite3.OperationalError as error:
    sys.exit(print(f"skipped: SQLite without FTS5 ({error})"))
base.execute("create table who (speaker text, quote integer)")
asked, quotes = {}, []
for line in open(sys.argv[1], encoding="utf-8"):
    kind, *parts = line.rstrip("\n").split("\t")
    if kind == "quote":
        quotes.append(parts)
    else:
        asked.setdefault(parts[0], []).append(parts[1:])
begin = time.perf_counter()
with base:
    base.executemany("insert into quotes (speaker, text) values (?, ?)", quotes)
    base.executemany("insert into who values (?, ?)", [(speaker, i + 1) for i, (speaker, _) in enumerate(quotes)])
    base.execute("create index by_who on who (speaker, quote)")
pages = base.execute("pragma page_count").fetchone()[0] * base.execute("pragma page_size").fetchone()[0]
print(f"SQLite {sqlite3.sqlite_version}, FTS5 in memory, an index of speakers: loading {time.perf_counter() - begin:.2f} s, "
      f"{pages / len(quotes):.0f} bytes a quote with its text")
print(f"{'question':24} {'median us':>12} {'p99 us':>12} {'found':>12}")
for kind, questions in asked.items():
    times, found = [], 0
    for speaker, q in questions:
        match = f"text : ({q})" if q.startswith('"') else "text : (" + " AND ".join(f'"{w}"' for w in q.split()) + ")"
        begin = time.perf_counter()
        if q and speaker:
            rows = base.execute("select rowid from quotes where quotes match ? order by rowid",
                                (f'speaker : "{speaker}" AND {match}',)).fetchall()
        elif q:
            rows = base.execute("select rowid from quotes where quotes match ? order by rowid", (match,)).fetchall()
        elif speaker:
            rows = base.execute("select quote from who where speaker = ? order by quote", (speaker,)).fetchall()
        else:
            rows = base.execute("select quote from who order by quote").fetchall()
        times.append(time.perf_counter() - begin)
        found += len(rows)
    times.sort()
    print(f"{kind:24} {times[len(times) // 2] * 1e6:12.1f} {times[len(times) * 99 // 100] * 1e6:12.1f} {found / len(times):12.1f}")
SCRIPT
