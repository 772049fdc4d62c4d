#!/usr/bin/env python3
"""Ask the program about three wire articles that lie outside this repository: two edits of one story and an
independent report of the same event.

Usage: check_seeds.py PROGRAM FOLDER

FOLDER/seeds holds the three texts; without it every check is skipped, visibly. Speaks TAP. What is
asserted was read off the articles by hand; none of their text stands here beyond the words asked for.
"""
import json
import pathlib
import subprocess
import sys

WIRE, EDITED, REPORT = "000_23c5ed71b3c03dd4", "001_3368f866a42a04e7", "002_10c22c9042de5c79"
checks = []


def check(function):
    checks.append(function)
    return function


class Desk:
    """The program with the three articles as its corpus."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.texts = {name: (folder / f"{name}.txt").read_text(encoding="utf-8") for name in (WIRE, EDITED, REPORT)}

    def get(self, path, *more):
        done = subprocess.run([self.program, "call", "GET", path, "--corpus", self.folder, *more], capture_output=True,
                              text=True, check=True)
        return json.loads(done.stdout)

    def post(self, path, body):
        done = subprocess.run([self.program, "call", "POST", path, json.dumps(body), "--corpus", self.folder],
                              capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


def edits_of(diff):
    return [(e["left"]["text"].strip(), e["right"]["text"].strip(), e["class"]) for u in diff["units"] for e in u["edits"]]


@check
def two_edits_of_one_story(desk):
    diff = desk.get(f"/v1/diff?left={WIRE}&right={EDITED}")
    assert diff["mode"] == "edit" and diff["verdict"].startswith("Two edits of one text"), diff["verdict"]
    assert diff["similarity"]["containment_left"] > 0.85, diff["similarity"]
    assert diff["counts"]["severity"]["factual"] == 0, diff["counts"]
    assert (diff["counts"]["added"], diff["counts"]["split"], diff["counts"]["removed"]) == (9, 2, 0), diff["counts"]


@check
def each_change_is_shown_as_such(desk):
    edits = edits_of(desk.get(f"/v1/diff?left={WIRE}&right={EDITED}"))
    wanted = [("[leadership]", "(leadership)", "typography"), ("Al Qaeda", "al-Qaida", "spelling"),
              ("years", "year's", "typography")]
    assert all(edit in edits for edit in wanted), [edit for edit in wanted if edit not in edits]
    assert any(left.startswith("rejected") and right.startswith("have rejected") for left, right, _ in edits), edits
    assert any(kind == "dateline" for _, _, kind in edits), edits


@check
def operations_rebuild_the_right_text(desk):
    for offsets, cut in (("utf-32", str), ("utf-8", lambda text: text.encode())):
        diff = desk.get(f"/v1/diff?left={WIRE}&right={EDITED}&operations=true&offsets={offsets}")
        left = cut(desk.texts[WIRE])
        pieces = [left[o["start"]:o["end"]] if o["op"] == "copy" else cut(o["text"]) for o in diff["operations"]]
        assert cut("").join(pieces) == cut(desk.texts[EDITED])


@check
def independent_reports_are_told_apart(desk):
    diff = desk.get(f"/v1/diff?left={WIRE}&right={REPORT}")
    assert diff["mode"] == "report" and diff["facts"]["shared"] and not diff["units"], diff["verdict"]


@check
def related_gives_the_copy_then_the_report(desk):
    related = desk.get(f"/v1/articles/{WIRE}/related")["related"]
    assert [(r["article"], r["relation"]) for r in related] == [(EDITED, "edited"), (REPORT, "same_event")], related
    assert {"hamid-karzai", "mullah-omar", "taliban"} <= set(related[1]["shared_entities"]), related[1]


@check
def direct_quotes_have_their_speakers(desk):
    wanted = {WIRE: ["Zabiullah Mujahid"] * 4,
              EDITED: ["Zabiullah Mujahid"] * 2 + ["Sean McCormack"] + ["Zabiullah Mujahid"] * 2,
              REPORT: ["Sean McCormack"] * 2 + ["Gordon Johndroe"] * 2 + ["David Petraeus"] * 2 + ["Mullah Brother"]}
    for name, speakers in wanted.items():
        quotes = desk.get(f"/v1/articles/{name}/quotes?types=direct,mixed")["quotes"]
        assert [q["speaker"]["name"] for q in quotes] == speakers, (name, [q["speaker"] for q in quotes])
    quote = desk.get(f"/v1/articles/{WIRE}/quotes?types=direct")["quotes"][1]
    assert quote["speaker"]["text"] == "he" and quote["speaker"]["role"] == "a Taliban spokesman", quote


@check
def split_quotes_are_joined(desk):
    for name, joined in ((WIRE, [(2, 3)]), (EDITED, [(3, 4)]), (REPORT, [(0, 1), (4, 5)])):
        quotes = desk.get(f"/v1/articles/{name}/quotes?types=direct,mixed")["quotes"]
        for first, second in joined:
            assert quotes[first]["group"] and quotes[first]["group"] == quotes[second]["group"], (name, first)


@check
def scare_quotes_have_no_speaker(desk):
    for name in (WIRE, EDITED):
        quotes = desk.get(f"/v1/articles/{name}/quotes?types=scare")["quotes"]
        assert len(quotes) == 1 and quotes[0]["speaker"] is None, quotes


@check
def altered_brackets_are_found_in_the_copy(desk):
    quotes = desk.get(f"/v1/articles/{WIRE}/quotes?types=direct")["quotes"]
    match = quotes[0]["matches"][0]
    assert (match["article"], match["relation"], match["same_speaker"]) == (EDITED, "brackets", True), match


@check
def each_person_is_one_entity_across_the_three(desk):
    for name, entity in (("Hamid Karzai", "hamid-karzai"), ("Mullah Omar", "mullah-omar"), ("Taliban", "taliban"),
                         ("al-Qaeda", "al-qaeda")):
        reply = desk.get(f"/v1/entities/{entity}")
        assert reply["name"] == name and reply["articles"] == 3, reply
    for entity, articles in (("zabiullah-mujahid", 2), ("sean-mccormack", 2), ("david-petraeus", 1)):
        assert desk.get(f"/v1/entities/{entity}")["articles"] == articles, entity
    forms = {a["name"] for a in desk.get("/v1/entities/al-qaeda")["aliases"]}
    assert {"Al Qaeda", "al-Qaida", "Al-Qaeda", "al Qaeda"} <= forms, forms


@check
def a_text_of_a_request_finds_its_people_in_the_corpus(desk):
    reply = desk.post("/v1/entities", {"text": "President Hamid Karzai spoke again about the Taliban. Karzai was brief."})
    ids = {e["name"]: e["corpus_id"] for e in reply["entities"]}
    assert ids == {"Hamid Karzai": "hamid-karzai", "Taliban": "taliban"}, ids


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]) / "seeds"
    print(f"1..{len(checks)}")
    desk = Desk(program, folder) if folder.is_dir() else None
    failed = 0
    for number, function in enumerate(checks, 1):
        name = function.__name__.replace("_", " ")
        if not desk:
            print(f"ok {number} - {name} # SKIP no folder {folder}")
            continue
        try:
            function(desk)
            print(f"ok {number} - {name}")
        except (AssertionError, subprocess.CalledProcessError, KeyError, IndexError, TypeError) as error:
            failed += 1
            print(f"not ok {number} - {name}\n# {type(error).__name__}: {str(error)[:800]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
