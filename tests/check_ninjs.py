#!/usr/bin/env python3
"""Articles as ninjs keep to IPTC's schema of ninjs 3.1, and name who and what they are about.

Usage: check_ninjs.py COPYDESK DATA. DATA: the folder with data/formats/; without it the test is skipped.
"""
import json
import pathlib
import subprocess
import sys

import jsonschema

SKIPPED = 77
NINJS = "application/vnd.iptc.ninjs+json"


def ask(program, path, accept=NINJS):
    out = subprocess.run([program, "call", "GET", path, "--accept", accept], capture_output=True, check=True)
    return json.loads(out.stdout)


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    file = data / "data/formats/ninjs/ninjs-schema_3.1.json"
    if not file.is_file():
        sys.exit(SKIPPED)
    schema = jsonschema.Draft202012Validator(json.loads(file.read_text(encoding="utf-8")),
                                             format_checker=jsonschema.FormatChecker())
    articles = ask(program, "/v1/articles", "application/json")["articles"]
    assert articles
    for article in articles:
        item = ask(program, f"/v1/articles/{article['id']}")
        faults = [f"{list(fault.path)}: {fault.message[:200]}" for fault in schema.iter_errors(item)]
        assert not faults, (article["id"], faults)
        assert item["bodies"][0]["value"] == ask(program, f"/v1/articles/{article['id']}", "application/json")["text"]
        names = {one["name"]: one["rel"] for kind in ("people", "organisations", "places") for one in item[kind]}
        assert names, article["id"]
    assert ask(program, "/v1/articles/harbor-1")["organisations"][0] == {"name": "U.S. Coast Guard", "rel": "about"}
    # a client that takes both gets what it wants most
    both = ask(program, "/v1/articles/harbor-1", f"{NINJS};q=0.5, application/json")
    assert "id" in both and "uri" not in both
    print(f"{len(articles)} articles keep to the schema")


if __name__ == "__main__":
    main()
