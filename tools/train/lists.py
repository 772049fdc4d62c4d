#!/usr/bin/env python3
"""Rewrites the part of models/{forenames,surnames,places}.tsv that comes from open lists.

    lists.py GAZ_FOLDER MODELS_FOLDER

GAZ_FOLDER holds cities.tsv (GeoNames), us-last.tsv, us-first-f.tsv and us-first-m.tsv (US Census 1990). The lines
above the mark in each file are kept by hand and stay; a name that stands there is not repeated.
"""
import pathlib
import sys

MARK = "# --- from open lists, by tools/train/lists.py; keep own lines above ---"
SURNAMES = 20000


def rows(path):
    for line in open(path, encoding="utf-8"):
        yield line.rstrip("\n").split("\t")


def forenames(gaz):
    share = {}
    for gender in "fm":
        for name, percent in rows(gaz / f"us-first-{gender}.tsv"):
            share.setdefault(name, {})[gender] = float(percent)
    for name, by in sorted(share.items()):
        female, male = by.get("f", 0.0), by.get("m", 0.0)
        gender = "f" if female > 9 * male else "m" if male > 9 * female else "-"
        yield f"{name}\t{gender}"


def surnames(gaz):
    for count, (name, _) in enumerate(rows(gaz / "us-last.tsv")):
        if count < SURNAMES:
            yield name


def places(gaz):
    for name in sorted({row[0] for row in rows(gaz / "cities.tsv")}):
        if len(name) > 2:
            yield f"{name}\ttown"


def rewrite(path, lines):
    own = path.read_text(encoding="utf-8").split(MARK)[0].rstrip("\n")
    seen = {line.split("\t")[0].casefold() for line in own.split("\n")}
    kept = []
    for line in lines:
        name = line.split("\t")[0].casefold()
        if name not in seen:
            seen.add(name)
            kept.append(line)
    path.write_text("\n".join([own, MARK, *kept]) + "\n", encoding="utf-8")
    print(f"{path}: {len(kept)} lines from open lists")


def main():
    gaz, models = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    for name, lines in (("forenames", forenames), ("surnames", surnames), ("places", places)):
        rewrite(models / f"{name}.tsv", lines(gaz))


if __name__ == "__main__":
    main()
