#!/usr/bin/env python3
"""Asks the program itself what the documentation shows, and holds each reply against its schema.

Usage: check_replies.py COPYDESK ROOT. Every example request of schemas/examples.json and every GET
route is asked over the sample corpus with `copydesk call`. Each reply must have the members of its
schema, in their order, fit it where python3-jsonschema is there, and tell of every span what stands
there, in each unit of offsets.
"""
import json
import pathlib
import subprocess
import sys
import urllib.parse

try:
    import jsonschema
except ImportError:
    jsonschema = None

ENCODINGS = {"utf-32": ("utf-32-le", 4), "utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1)}


class Desk:
    def __init__(self, program, root):
        self.program, self.root, self.asked, self.faults = program, root, 0, []
        self.options = []  # of the program

    def call(self, method, path, body=None):
        command = [self.program, "call", *self.options, method, path]
        command += ["-", "--type", "application/json"] if body is not None else []
        done = subprocess.run(command, input=json.dumps(body) if body is not None else None,
                              capture_output=True, text=True, check=False)
        self.asked += 1
        if done.returncode:
            self.faults.append(f"{method} {path}: exit {done.returncode}: {done.stdout}{done.stderr}")
            return None
        return json.loads(done.stdout)

    def schema(self, name):
        return json.loads((self.root / "schemas" / f"{name}.json").read_text(encoding="utf-8"))


def check_order(value, schema, whole, where, faults):
    """Members in the order of the schema, all those required."""
    for option in schema.get("anyOf", []):
        if isinstance(value, dict) and "$ref" in option:
            schema = option
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].split("/")[-1]]
    if isinstance(value, list) and "items" in schema:
        for one in value:
            check_order(one, schema["items"], whole, where, faults)
    if isinstance(value, dict) and "properties" in schema:
        known = [name for name in schema["properties"] if name in value or name in schema["required"]]
        if list(value) != known:
            faults.append(f"{where}: members {list(value)}, not {known}")
        for name in value.keys() & schema["properties"].keys():
            check_order(value[name], schema["properties"][name], whole, f"{where}/{name}", faults)


def check_reply(desk, name, reply, where):
    schema = desk.schema(name)
    check_order(reply, schema, schema, where, desk.faults)
    if jsonschema:
        for error in jsonschema.Draft202012Validator(schema).iter_errors(reply):
            desk.faults.append(f"{where}: {error.message}")


def part(text, start, end, unit):
    encoding, width = ENCODINGS[unit]
    return text.encode(encoding)[start * width:end * width].decode(encoding)


def check_spans(node, text, unit, where, faults, others=None):
    """Spans are of `text`; what a match changes on the right, of the text of its article."""
    if isinstance(node, dict):
        for change in node.get("changes", []):
            check_spans(change["left"], text, unit, where, faults)
            check_spans(change["right"], others[node["article"]], unit, where, faults)
        if {"start", "end", "text"} <= node.keys() and node["start"] is not None:
            found = part(text, node["start"], node["end"], unit)
            if found != node["text"]:
                faults.append(f"{where}: {node['text']!r} is {found!r} in {unit}")
        for name, value in node.items():
            if name != "changes":
                check_spans(value, text, unit, where, faults, others)
    elif isinstance(node, list):
        for value in node:
            check_spans(value, text, unit, where, faults, others)


def check_diff_spans(reply, left, right, unit, where, faults):
    for units in reply["units"]:
        for edit in units["edits"]:
            check_spans(edit["left"], left, unit, where, faults)
            check_spans(edit["right"], right, unit, where, faults)
    if reply["operations"]:
        built = "".join(one["text"] if one["op"] == "insert" else part(left, one["start"], one["end"], unit)
                        for one in reply["operations"])
        if built != right:
            faults.append(f"{where}: the operations do not give the right text in {unit}")


def check_examples(desk, texts):
    examples = json.loads((desk.root / "schemas/examples.json").read_text(encoding="utf-8"))
    of = lambda source: source.get("text") or texts[source["article"]]
    for name in ("entities", "quotes", "related", "analysis"):
        for body in examples[f"{name}_request"]:
            for unit in ENCODINGS:
                where = f"POST /v1/{name} {unit}"
                reply = desk.call("POST", f"/v1/{name}?offsets={unit}", body)
                if reply:
                    check_reply(desk, name, reply, where)
                    check_spans(reply, of(body), unit, where, desk.faults, texts)
    for body in examples["diff_request"]:
        for unit in ENCODINGS:
            where = f"POST /v1/diff {unit}"
            reply = desk.call("POST", f"/v1/diff?offsets={unit}", body)
            if reply:
                check_reply(desk, "diff", reply, where)
                check_diff_spans(reply, of(body["left"]), of(body["right"]), unit, where, desk.faults)


def check_lists(desk, ids):
    one = urllib.parse.quote(ids[0], safe="")
    entity = (desk.call("GET", "/v1/entities?limit=1") or {}).get("entities", [])
    routes = {"/v1/articles?limit=2": "articles", "/v1/entities?limit=3": "entity_list",
              "/v1/quotes?limit=3": "quote_list", "/v1/limits": "limits", "/readyz": "ready",
              "/healthz": "health", f"/v1/articles/{one}": "article",
              f"/v1/articles/{one}/entities": "entities", f"/v1/articles/{one}/quotes": "quotes",
              f"/v1/articles/{one}/related": "related",
              f"/v1/diff?left={one}&right={urllib.parse.quote(ids[1], safe='')}": "diff"}
    if entity:
        routes["/v1/entities/" + urllib.parse.quote(entity[0]["id"], safe="")] = "entity"
    for path, name in routes.items():
        reply = desk.call("GET", path)
        if reply:
            check_reply(desk, name, reply, f"GET {path}")


def main():
    root = pathlib.Path(sys.argv[2])
    desk = Desk(sys.argv[1], root)
    lines = (root / "samples/corpus.ndjson").read_text(encoding="utf-8").splitlines()
    texts = {article["id"]: article["text"] for article in map(json.loads, lines)}
    check_examples(desk, texts)
    check_lists(desk, list(texts))
    if not jsonschema:
        print("SKIPPED: python3-jsonschema is missing, so only members and spans were checked")
    print("\n".join(desk.faults) or f"{desk.asked} replies fit their schemas")
    return 1 if desk.faults else 0


if __name__ == "__main__":
    sys.exit(main())
