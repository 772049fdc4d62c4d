#!/usr/bin/env python3
"""Asks about texts as they are really sent: with a byte order mark, CR LF, no-break spaces, soft hyphens, ligatures, twice
encoded marks. The same must be found in them as in the plain text, and every offset must count in the text as it was sent.

Usage: check_sent_texts.py COPYDESK ROOT
"""
import json
import pathlib
import re
import sys
import tempfile

from check_replies import ENCODINGS, Desk, check_diff_spans, check_spans, part


def encode_twice(text):
    """What a reader of Windows-1252 makes of UTF-8; the bytes it leaves free stay C1 controls."""
    def show(byte):
        try:
            return bytes([byte]).decode("cp1252")
        except UnicodeDecodeError:
            return chr(byte)
    return "".join("".join(map(show, c.encode())) if ord(c) > 127 else c for c in text)


def curly(text):
    text = re.sub(r'(^|[\s(])"', "\\1\u201c", text).replace('"', "\u201d")
    return text.replace("'", "\u2019")


# What is done to a text, and how the plain text must be changed to tell the same.
SPOILERS = {
    "byte order mark": (lambda t: "\ufeff" + t, None),
    "CR LF": (lambda t: t.replace("\n", "\r\n"), None),
    "CR": (lambda t: t.replace("\n", "\r"), None),
    "line separators": (lambda t: t.replace("\n\n", "\u2029").replace("\n", "\u2028"), None),
    "no-break spaces": (lambda t: re.sub(r"(?<=\w) (?=[A-Z0-9])", "\u00a0", t), None),
    "thin spaces": (lambda t: t.replace(" ", "\u2009"), None),
    "soft hyphens": (lambda t: re.sub(r"([a-z]{3})(?=[a-z]{2})", "\\1\u00ad", t), None),
    "zero width": (lambda t: re.sub(r"(?<=[A-Za-z])(?=[A-Za-z])", "\u200b", t), None),
    "directions": (lambda t: re.sub(r"[A-Z]\w+", "\u2068\\g<0>\u2069", t), None),
    "ligatures": (lambda t: t.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("fl", "\ufb02"), None),
    "twice encoded": (lambda t: encode_twice(curly(t)), curly),
}


def found_in(reply):
    """All that a reply of /v1/analysis finds, without where."""
    return {
        "names": [(e["type"], e["name"], e["value"], len(e["mentions"])) for e in reply["entities"]],
        "quotes": [(q["type"], q["speaker"] and q["speaker"]["name"], q["confidence"]) for q in reply["quotes"]],
        "related": [(r["article"], r["relation"], r["shared_words"]) for r in reply["related"]],
    }


def check_spoiled(desk, texts):
    units = list(ENCODINGS)
    for number, (name, (spoil, as_plain)) in enumerate(SPOILERS.items()):
        for turn, (article, text) in enumerate(list(texts.items())[:3]):
            unit = units[(number + turn) % len(units)]
            where = f"{article} with {name}, {unit}"
            plain = as_plain(text) if as_plain else text
            sent = spoil(text)
            want = desk.call("POST", f"/v1/analysis?offsets={unit}", {"text": plain})
            reply = desk.call("POST", f"/v1/analysis?offsets={unit}", {"text": sent})
            if not want or not reply:
                continue
            check_spans(reply, sent, unit, where, desk.faults, texts)
            for what, right in found_in(want).items():
                if found_in(reply)[what] != right:
                    desk.faults.append(f"{where}: {what} {found_in(reply)[what]}, not {right}")


def check_diffs(desk, texts):
    units = list(ENCODINGS)
    left, right = list(texts.values())[:2]
    for number, (name, (spoil, _)) in enumerate(SPOILERS.items()):
        unit = units[number % len(units)]
        for a, b in ((left, spoil(left)), (spoil(left), right), (spoil(left), spoil(right)), (spoil(right), left)):
            reply = desk.call("POST", f"/v1/diff?operations=true&offsets={unit}", {"left": {"text": a}, "right": {"text": b}})
            if reply:
                check_diff_spans(reply, a, b, unit, f"diff of {name}", desk.faults)


def check_corpus(program, root, texts):
    """Articles of a corpus that came like this: what is told of them counts in them, too."""
    with tempfile.TemporaryDirectory() as folder:
        article, text = next(iter(texts.items()))
        rows = [{"id": f"a{n}", "text": spoil(text)} for n, (spoil, _) in enumerate(SPOILERS.values())]
        path = pathlib.Path(folder, "corpus.ndjson")
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        desk = Desk(program, root)
        desk.options = ["--corpus", str(path)]
        sent = {row["id"]: row["text"] for row in rows}
        for unit in ENCODINGS:
            for one, name in zip(sent, SPOILERS):
                for layer in ("entities", "quotes"):
                    reply = desk.call("GET", f"/v1/articles/{one}/{layer}?offsets={unit}")
                    if reply:
                        check_spans(reply, sent[one], unit, f"{layer} of {name}, {unit}", desk.faults, sent)
            reply = desk.call("POST", f"/v1/related?offsets={unit}", {"text": text})
            for other in (reply or {}).get("related", []):
                for passage in other["passages"]:
                    there = part(sent[other["article"]], passage["right"]["start"], passage["right"]["end"], unit)
                    words = part(text, passage["left"]["start"], passage["left"]["end"], unit).split()
                    first, last = there[:1], there[-1:]
                    if not there or first != words[0][:1] or last != words[-1][-1:]:
                        desk.faults.append(f"{article}, {other['article']}, {unit}: the passage ends {last!r} in {there[-40:]!r}")
    return desk


def main():
    root = pathlib.Path(sys.argv[2])
    desk = Desk(sys.argv[1], root)
    lines = (root / "samples/corpus.ndjson").read_text(encoding="utf-8").splitlines()
    texts = {article["id"]: article["text"] for article in map(json.loads, lines)}
    check_spoiled(desk, texts)
    check_diffs(desk, dict(list(texts.items())[:3]))
    corpus = check_corpus(sys.argv[1], root, texts)
    faults = desk.faults + corpus.faults
    print("\n".join(faults) or f"{desk.asked + corpus.asked} replies count in the texts as they were sent")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
