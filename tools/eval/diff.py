#!/usr/bin/env python3
"""Score the comparison on the sets of ../shared/data/reuse and on the gold of samples/.

usage: diff.py [--build build/dev] [--data ../shared] [--only SET,…] [--errors]
Sets: seeds (the three articles of ../shared/seeds), align (synthrev and darwin dev: paragraphs), classes (synthrev dev: kinds
of edit, and factual against the rest), rebuild (digitalgov-revisions, wikisplit, wikipedia-revisions dev: operations give b
and, sides swapped, a; equal texts give none; changed words against `diff --minimal`; sentences of wikisplit seen as split),
samples (gold/diff.json). One JSON line a set.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEVERITY = {"typography": "cosmetic", "case": "cosmetic", "spelling": "cosmetic", "style": "cosmetic", "wording": "wording",
            "hedge": "wording", "tense": "wording", "dateline": "wording"}


def compare(options, rows, plain=False, sentences=False):
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    command = [str(options.build / "tools/eval/eval-diff"), str(options.build / "models")] + ["--plain"] * plain
    command += ["--sentences"] * sentences
    out = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def rows_of(options, name):
    path = options.data / "data/reuse" / name / "dev.jsonl"
    return [json.loads(line) for line in path.open()] if path.exists() else []


def ratio(part, whole):
    return round(part / whole, 4) if whole else None


def pairs_of(units, left, right):
    return {(i, j) for unit in units for i in unit[left] for j in unit[right]}


def score_seeds(options):
    texts = [path.read_text(encoding="utf-8") for path in sorted((options.data / "seeds").glob("*.txt"))]
    if len(texts) < 3:
        return
    rows = [{"id": f"{i} {j}", "a": texts[i], "b": texts[j]} for i, j in ((0, 1), (0, 2), (1, 2))]
    pair, *reports = compare(options, rows)
    kept = sum(len(piece.split()) for is_copy, piece in pair["operations"] if is_copy)
    relations = [unit["relation"] for unit in pair["units"]]
    facts = [edit for unit in pair["units"] for edit in unit["edits"] if SEVERITY.get(edit["class"]) is None]
    altered = [quote["relation"] for quote in pair["quotes"] if quote["relation"] not in ("same", "added", "removed")]
    yield {"set": "seeds", "words_removed": len(texts[0].split()) - kept, "words_added": len(texts[1].split()) - kept,
           "relations": {name: relations.count(name) for name in sorted(set(relations))}, "moved": sum(u["moved"] for u in pair["units"]),
           "factual": len(facts), "numbers": len(pair["numbers"]), "altered_quotes": altered, "modes": [one["mode"] for one in reports]}


def score_align(options):
    for name in "synthrev", "darwin":
        rows = rows_of(options, name)
        both = gold_count = found_count = moved_both = moved_gold = moved_found = relation_right = relations = 0
        hits, all_of = {}, {}
        for row, result in zip(rows, compare(options, rows, plain=True)):
            gold, found = pairs_of(row["paragraphs"], "a", "b"), pairs_of(result["units"], "left", "right")
            gold_moved = pairs_of([p for p in row["paragraphs"] if p["relation"] == "moved"], "a", "b")
            found_moved = pairs_of([u for u in result["units"] if u["moved"]], "left", "right")
            by_parts = {(tuple(u["left"]), tuple(u["right"])): u["relation"] for u in result["units"]}
            for paragraph in row["paragraphs"]:
                relation = by_parts.get((tuple(paragraph["a"]), tuple(paragraph["b"])))
                relations += 1
                own = pairs_of([paragraph], "a", "b")
                all_of[paragraph["relation"]] = all_of.get(paragraph["relation"], 0) + len(own)
                hits[paragraph["relation"]] = hits.get(paragraph["relation"], 0) + len(own & found)
                relation_right += relation == paragraph["relation"] or (
                    paragraph["relation"] == "moved" and relation == "edited")
            both, gold_count, found_count = both + len(gold & found), gold_count + len(gold), found_count + len(found)
            moved_both += len(gold_moved & found_moved)
            moved_gold, moved_found = moved_gold + len(gold_moved), moved_found + len(found_moved)
        yield {"set": name, "documents": len(rows), "precision": ratio(both, found_count), "recall": ratio(both, gold_count),
               "pairs": {name: f"{hits[name]}/{all_of[name]}" for name in sorted(all_of) if all_of[name]},
               "relations": ratio(relation_right, relations), "moved_precision": ratio(moved_both, moved_found),
               "moved_recall": ratio(moved_both, moved_gold)}


def core(old, new, kind):
    """The part of a gold edit that differs: its words, or for punctuation its marks."""
    if kind == "punctuation":
        while old and new and old[0] == new[0]:
            old, new = old[1:], new[1:]
        return old, new
    a, b = ([word.strip(".,;:()%\"'“”‘’+") for word in text.split()] for text in (old, new))
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    return " ".join(a), " ".join(b)


def score_classes(options):
    rows = rows_of(options, "synthrev")
    seen, right, exact, classes = {}, {}, {}, {}
    both = told = gold_facts = 0      # factual edits: found of the gold, told, in the gold
    right_told = set()                # told and in the gold: one may stand for two neighbours of the gold
    for row, result in zip(rows, compare(options, rows)):
        units = {(i, j): unit for unit in result["units"] for i in unit["left"] for j in unit["right"]}
        told += sum(SEVERITY.get(edit["class"]) is None for unit in result["units"] for edit in unit["edits"])
        for paragraph in row["paragraphs"]:
            for gold in paragraph.get("edits", []):
                kind = gold["kind"]
                old, new = core(gold["old"], gold["new"], kind)
                edits = units.get((paragraph["a"][0], paragraph["b"][0]), {"edits": []})["edits"]
                near = sorted((edit for edit in edits if old in edit["old"] and new in edit["new"]),
                              key=lambda edit: len(edit["old"]) + len(edit["new"]))
                best = near[0] if near else {"class": "none", "old": None, "new": None}
                severity = SEVERITY.get(best["class"], "none" if best["class"] == "none" else "factual")
                counts = classes.setdefault(kind, {})
                counts[best["class"]] = counts.get(best["class"], 0) + 1
                seen[kind] = seen.get(kind, 0) + 1
                exact[kind] = exact.get(kind, 0) + (bool(near) and (best["old"].strip(), best["new"].strip()) == (old, new))
                right[kind] = right.get(kind, 0) + (severity == gold["class"])
                gold_facts += gold["class"] == "factual"
                if gold["class"] == severity == "factual":
                    both += 1
                    right_told.add((row["id"], id(best)))
                if options.errors and severity != gold["class"]:
                    print("  ", kind, repr(gold["old"]), "->", repr(gold["new"]), best)
    for kind in sorted(seen):
        yield {"set": "classes", "kind": kind, "edits": seen[kind], "severity": ratio(right[kind], seen[kind]),
               "same_words": ratio(exact[kind], seen[kind]), "classes": classes[kind]}
    yield {"set": "factual", "edits": gold_facts, "precision": ratio(len(right_told), told), "recall": ratio(both, gold_facts),
           "f1": ratio(2 * both * len(right_told), both * told + len(right_told) * gold_facts)}


def least_changes(a, b):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in ("a", a), ("b", b):
            pathlib.Path(folder, name).write_text("".join(word + "\n" for word in text.split()))
        out = subprocess.run(["diff", "--minimal", f"{folder}/a", f"{folder}/b"], stdout=subprocess.PIPE, check=False).stdout
    return sum(line[:1] in (b"<", b">") for line in out.splitlines())


def rebuilt_share(options, rows):
    """Of the rows: those whose operations give b."""
    texts = [row["b"] if isinstance(row["b"], str) else " ".join(row["b"]) for row in rows]
    results = compare(options, rows, plain=True)
    return ratio(sum(result["operations"] is not None and "".join(piece for _, piece in result["operations"]) == text
                     for result, text in zip(results, texts)), len(rows))


def score_splits(options):
    """Sentences of wikisplit that are told as one split in two."""
    rows = rows_of(options, "wikisplit")
    results = compare(options, rows, plain=True, sentences=True)
    split = sum(any(unit["relation"] == "split" for unit in result["units"]) for result in results)
    backwards = compare(options, [{"id": row["id"], "a": row["b"], "b": row["a"]} for row in rows], plain=True, sentences=True)
    merged = sum(any(unit["relation"] == "merged" for unit in result["units"]) for result in backwards)
    yield {"set": "wikisplit", "sentences": len(rows), "split": ratio(split, len(rows)), "merged": ratio(merged, len(rows))}


def score_rebuild(options):
    yield from score_splits(options)
    for name in "digitalgov-revisions", "wikisplit", "wikipedia-revisions":
        rows = rows_of(options, name)
        rebuilt = changed = least = seconds = 0
        for row, result in zip(rows, compare(options, rows, plain=True)):
            texts = [text if isinstance(text, str) else " ".join(text) for text in (row["a"], row["b"])]
            operations = result["operations"]
            seconds += result["seconds"]
            if operations is None or "".join(piece for _, piece in operations) != texts[1]:
                continue
            rebuilt += 1
            kept = sum(len(piece.split()) for is_copy, piece in operations if is_copy)
            if len(rows) <= 1000 or rebuilt % 20 == 0:
                changed += len(texts[0].split()) + len(texts[1].split()) - 2 * kept
                least += least_changes(*texts)
        reverse = rebuilt_share(options, [{"id": row["id"], "a": row["b"], "b": row["a"]} for row in rows])
        equal = compare(options, [{"id": row["id"], "a": row["a"], "b": row["a"]} for row in rows], plain=True)
        empty = sum(all(is_copy for is_copy, _ in result["operations"]) and all(u["relation"] == "same" for u in result["units"])
                    for result in equal)
        yield {"set": name, "pairs": len(rows), "rebuilt": ratio(rebuilt, len(rows)), "reversed": reverse,
               "equal_gives_none": ratio(empty, len(rows)), "changed_to_least": ratio(changed, least),
               "milliseconds_a_pair": round(1000 * seconds / max(1, len(rows)), 3)}


def score_samples(options):
    texts = {row["id"]: row["text"] for row in map(json.loads, (ROOT / "samples/corpus.ndjson").open())}
    golds = json.load((ROOT / "samples/gold/diff.json").open())
    rows = [{"id": f"{g['left']} {g['right']}", "a": texts[g["left"]], "b": texts[g["right"]]} for g in golds]
    tell = lambda items, *names: {tuple(str(item.get(name)) for name in names) for item in items}
    for gold, result in zip(golds, compare(options, rows)):
        faults = []
        if gold["mode"] != result["mode"]:
            faults.append(f"mode {result['mode']}, not {gold['mode']}")
        for what, names in ("units", ("relation", "left", "right", "moved")), ("numbers", ("left", "right")), \
                           ("quotes", ("relation", "left", "right")):
            found = [item for item in result[what] if what != "quotes" or item["relation"] != "same"]
            if gold["mode"] != "edit" and what != "numbers":
                continue
            want, have = tell(gold[what], *names), tell(found, *names)
            if gold["mode"] == "report":     # the gold has the noun beside the figure
                near = lambda a, b: all(x in y or y in x for x, y in zip(a, b))
                want, have = ({a for a in want if not any(near(a, b) for b in have)},
                              {b for b in have if not any(near(a, b) for a in want)})
            faults += [f"{what} lack {item}" for item in sorted(want - have)]
            faults += [f"{what} have {item}" for item in sorted(have - want)]
        facts = sum(SEVERITY.get(edit["class"]) is None for unit in result["units"] for edit in unit["edits"])
        yield {"set": "samples", "pair": result["id"], "faults": len(faults), "factual": facts, "gold_factual": gold["factual"],
               "verdict": result["verdict"]}
        if options.errors:
            print("\n".join("   " + fault[:220] for fault in faults))
            for unit in result["units"]:
                for edit in unit["edits"]:
                    print("     ", edit["class"], repr(edit["old"]), "->", repr(edit["new"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/dev")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", default="seeds,align,classes,rebuild,samples")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    scores = {"seeds": score_seeds, "align": score_align, "classes": score_classes, "rebuild": score_rebuild, "samples": score_samples}
    for name in options.only.split(","):
        for line in scores[name](options):
            print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
