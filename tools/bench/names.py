#!/usr/bin/env python3
"""Names: copydesk beside its peers, on the same articles, one core each. names.sh installs the peers and calls this.

    names.py --build BUILD --work FOLDER [--data FOLDER] [--core N] [--rounds N] [--small] [--markdown] [--keep FILE]

Every system is measured from outside, in the same run: processor time (user and system) as the kernel counts it, so that
other work on the machine matters little; seconds from the start of the process until it can answer; resident memory, its
peak and what stays after the articles. Tokens are counted once, by one counter for all: runs of letters and digits, and
each mark. F1: PERSON, ORGANIZATION, LOCATION together, both ends and the type right.
"""
import argparse
import glob
import http.client
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/eval"))
import marked  # noqa: E402
import score_ner  # noqa: E402

KINDS = {"PER", "ORG", "LOC"}
TOKEN = re.compile(r"\w+|[^\w\s]")
SETS = {"pud-news": "pud-news/dev.tsv", "uner-ewt": "uner-ewt/dev.tsv", "gum": "gum/dev.tsv"}
TICKS = os.sysconf("SC_CLK_TCK")
OPTIONS = None


# ---- the articles ----

def read_sets(small):
    """{set: {id: (text, gold spans)}}: the articles of tools/eval, and the development sets where there are any."""
    sets = {"articles": {}}
    for path in sorted(glob.glob(str(ROOT / "tools/eval/articles/*.txt"))):
        text, spans = marked.article(path)
        sets["articles"]["articles/" + pathlib.Path(path).stem] = (text, {s[:3] for s in spans})
    for name, file in SETS.items():
        path = OPTIONS.data / file
        if not small and path.exists():
            docs = score_ner.load(str(path), 25)
            sets[name] = {f"{name}/{key}": (text, spans) for key, (text, spans, _) in docs.items()}
    return {name: docs for name, docs in sets.items() if docs}


def score(sets, found):
    """F1 of PER, ORG, LOC by set."""
    out = {}
    for name, docs in sets.items():
        right = wanted = had = 0
        for key, (_, gold) in docs.items():
            gold = {s for s in gold if s[2] in KINDS}
            spans = {(b, e, score_ner.canonical(k)) for b, e, k in found.get(key, ()) if score_ner.canonical(k) in KINDS}
            right, wanted, had = right + len(gold & spans), wanted + len(gold), had + len(spans)
        out[name] = round(200 * right / (wanted + had), 1) if wanted + had else None
    return out


def read_spans(path):
    with open(path, encoding="utf-8") as file:
        return {row["id"]: row["spans"] for row in map(json.loads, file)}


# ---- measuring from outside ----

def pinned(command):
    return ["taskset", "-c", str(OPTIONS.core)] + [str(word) for word in command]


def seconds_of(pid):
    """Processor time of a process and all its threads."""
    cells = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(cells[11]) + int(cells[12])) / TICKS


def memory_of(pid):
    """Resident megabytes: at most, and now."""
    rows = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
    return [round(int(rows[key].split()[0]) / 1024) for key in ("VmHWM", "VmRSS")]


def ask(child, word):
    """Waits for one word of the child; false when it ended without it."""
    while line := child.stdout.readline():
        if line.strip() == word:
            return True
    return False


def measure_peer(command, log, environment=None):
    """A child that says "ready" and, for each line it is sent, "done": the first round warms it up and gives the spans."""
    began = time.monotonic()
    with open(log, "w", encoding="utf-8") as errors:
        child = subprocess.Popen(pinned(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
                                 env=dict(os.environ, **(environment or {})))
    rounds = []
    try:
        if not ask(child, "ready"):
            return None
        row = {"start": time.monotonic() - began, "start_cpu": seconds_of(child.pid)}
        for _ in range(1 + OPTIONS.rounds):
            before = seconds_of(child.pid)
            child.stdin.write("read\n")
            child.stdin.flush()
            if not ask(child, "done"):
                return None
            rounds.append(seconds_of(child.pid) - before)
        row["seconds"] = sum(rounds[1:]) / len(rounds[1:])
        row["peak"], row["after"] = memory_of(child.pid)
        return row
    finally:
        child.stdin.close()
        child.wait()


# ---- the systems ----

def spacy(texts, pipes):
    row = measure_peer([OPTIONS.work / "spacy/bin/python", ROOT / "tools/bench/names_spacy.py", OPTIONS.spacy_model, pipes,
                        texts, OPTIONS.work / "spans.jsonl"], OPTIONS.work / "spacy-run.log",
                       {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS")})
    return row and dict(row, spans=read_spans(OPTIONS.work / "spans.jsonl"))


def code_points(text):
    """From UTF-16 units, in which Java counts."""
    table, unit = {}, 0
    for at, char in enumerate(text):
        table[unit] = at
        unit += 2 if ord(char) > 0xFFFF else 1
    table[unit] = len(text)
    return table


def corenlp(articles):
    folder, out = OPTIONS.work / "texts", OPTIONS.work / "spans.tsv"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for number, text in enumerate(articles.values()):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    row = measure_peer(["java", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "-Xmx3g", "-cp",
                        f"{OPTIONS.work}/corenlp:{OPTIONS.work}/corenlp/lib/*", "NamesCoreNlp", folder, out],
                       OPTIONS.work / "corenlp-run.log")
    if not row:
        return None
    keys, tables = list(articles), [code_points(text) for text in articles.values()]
    spans = {key: [] for key in keys}
    for line in out.read_text(encoding="utf-8").splitlines():
        number, begin, end, kind = line.split("\t")
        table = tables[int(number)]
        spans[keys[int(number)]].append((table[int(begin)], table[int(end)], kind))
    return dict(row, spans=spans)


def serve(articles, corpus):
    """Start, and memory of the serving process after it has answered for every article."""
    began = time.monotonic()
    child = subprocess.Popen(pinned([OPTIONS.build / "copydesk", "serve", "--port", "0"] + corpus), stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, text=True)
    try:
        port = int(re.search(r"listening on http://[^:]+:(\d+)", child.stdout.readline())[1])
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            link.request("GET", "/readyz")
            reply = link.getresponse()
            reply.read()
            if reply.status == 200:
                break
            time.sleep(0.002)
        row = {"start": time.monotonic() - began, "start_cpu": seconds_of(child.pid)}
        for text in articles.values():
            link.request("POST", "/v1/entities", text.encode(), {"Content-Type": "text/plain; charset=utf-8"})
            link.getresponse().read()
        row["peak"], row["after"] = memory_of(child.pid)
        return row
    finally:
        child.terminate()
        child.wait()


def batch(articles, rounds):
    """copydesk batch from start to end: seconds of one reading of the articles, spans, peak."""
    lines = "".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in articles.items())
    bodies = OPTIONS.work / "bodies.jsonl"
    bodies.write_text(lines * rounds, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(bodies, encoding="utf-8") as file, open(OPTIONS.work / "replies.jsonl", "w", encoding="utf-8") as out:
        subprocess.run(pinned([OPTIONS.build / "copydesk", "batch", "/v1/entities", "--workers", "1"]), stdin=file,
                       stdout=out, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spans = {}
    with open(OPTIONS.work / "replies.jsonl", encoding="utf-8") as file:
        for _, line in zip(articles, file):
            reply = json.loads(line)
            spans[reply["id"]] = [(m["start"], m["end"], e["type"]) for e in reply["entities"] for m in e["mentions"]]
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / rounds, spans


def engine(texts, rounds):
    """Seconds of one reading of the articles by the engine alone: text to names and figures."""
    with open(texts, encoding="utf-8") as file:
        done = subprocess.run(pinned([OPTIONS.build / "tools/eval/eval-names", OPTIONS.build / "models", "all", rounds]),
                              stdin=file, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    tokens, speed = re.search(r"(\d+) tokens, (\d+) tokens/s", done.stderr).groups()
    return int(tokens) / int(speed) / rounds


def copydesk(articles, texts, tokens):
    rounds = max(1, min(1000, 1000000 // tokens))
    (OPTIONS.work / "no-corpus").mkdir(exist_ok=True)
    row = serve(articles, [])
    none = serve(articles, ["--corpus", str(OPTIONS.work / "no-corpus")])
    row["seconds"], row["spans"] = batch(articles, rounds)
    return [("copydesk batch, sample corpus", row), ("copydesk serve, no corpus", none),
            ("copydesk, engine only", {"seconds": engine(texts, rounds)})]


# ---- the table ----

def number(value, form="{:,.0f}"):
    return "–" if value is None else form.format(value)


def print_table(rows, sets, tokens):
    heads = ["system", "tokens/s", "start to ready, s", "its processor time, s", "MB at most", "MB after"]
    heads += [f"F1 {name}" for name in sets]
    table = []
    for name, row in rows:
        cells = [name, number(row.get("seconds") and tokens / row["seconds"]), number(row.get("start"), "{:.2f}"),
                 number(row.get("start_cpu"), "{:.2f}"), number(row.get("peak")), number(row.get("after"))]
        table.append(cells + [number(row.get("f1", {}).get(s), "{:.1f}") for s in sets])
    if OPTIONS.markdown:
        print("| " + " | ".join(heads) + " |\n|" + " --- |" + " ---: |" * (len(heads) - 1))
        for cells in table:
            print("| " + " | ".join(cells) + " |")
        return
    widths = [max(len(cells[i]) for cells in [heads] + table) for i in range(len(heads))]
    for cells in [heads] + table:
        print("  ".join(f"{c:{w}}" if i == 0 else f"{c:>{w}}" for i, (c, w) in enumerate(zip(cells, widths))))


def main():
    global OPTIONS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build/bench")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "../shared/data/ner")
    parser.add_argument("--spacy-model", default="en_core_web_sm")
    parser.add_argument("--core", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=2, help="timed readings of a peer, behind one that warms it up")
    parser.add_argument("--small", action="store_true", help="only the articles of tools/eval/articles")
    parser.add_argument("--markdown", action="store_true", help="a table ready for the README")
    parser.add_argument("--keep", type=pathlib.Path, help="also write all figures there, as JSON")
    OPTIONS = parser.parse_args()
    OPTIONS.work.mkdir(parents=True, exist_ok=True)
    sets = read_sets(OPTIONS.small)
    articles = {key: text for docs in sets.values() for key, (text, _) in docs.items()}
    if not articles:
        sys.exit("names.py: there are no articles, neither in tools/eval/articles nor in --data")
    tokens = sum(len(TOKEN.findall(text)) for text in articles.values())
    texts = OPTIONS.work / "texts.jsonl"
    texts.write_text("".join(json.dumps({"id": k, "text": t}) + "\n" for k, t in articles.items()), encoding="utf-8")
    rows = copydesk(articles, texts, tokens)
    if (OPTIONS.work / "spacy/installed").exists():
        rows += [("spaCy en_core_web_sm, all pipes", spacy(texts, "all")), ("spaCy, what names need", spacy(texts, "names"))]
    if (OPTIONS.work / "corenlp/installed").exists():
        rows.append(("Stanford CoreNLP, three CRFs", corenlp(articles)))
    for name, row in rows:
        if row is None:
            print(f"skipped: {name} did not run; see the logs in {OPTIONS.work}", file=sys.stderr)
        elif "spans" in row:
            row["f1"] = score(sets, row.pop("spans"))
    rows = [(name, row) for name, row in rows if row]
    print(f"{len(articles)} articles, {tokens:,} tokens, one core; load average {os.getloadavg()[0]:.1f}\n")
    print_table(rows, sets, tokens)
    if OPTIONS.keep:
        OPTIONS.keep.write_text(json.dumps({"articles": len(articles), "tokens": tokens, "rows": dict(rows)}, indent=1) + "\n")


if __name__ == "__main__":
    main()
