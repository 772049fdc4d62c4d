#!/usr/bin/env python3
"""Holds the schema files against the program's own tables.

Usage: check_schemas.py PRINT_WIRE ROOT. Checks that
- every shape and its schema file agree on names, types, required members and bounds;
- openapi.json has exactly the routes of the program, all references resolve, ids are unique, and
  every error of the program stands under its status;
- the files are those that tools/schemas/write.py would write;
- every example validates, and its spans hold the words they tell.
The last but one needs python3-jsonschema, and says so when it is missing.
"""
import copy
import json
import pathlib
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    jsonschema = None
try:
    from openapi_spec_validator import validate as validate_openapi
except ImportError:
    validate_openapi = None

TYPES = {"text": "string", "name": "string", "count": "integer", "size": "integer",
         "ratio": "number", "number": "number", "flag": "boolean", "names": "array",
         "list": "array", "texts": "array", "counts": "array"}


class Faults(list):
    def expect(self, found, wanted, where):
        if found != wanted:
            self.append(f"{where}: the schema has {found!r}, the program {wanted!r}")

NO_NUL = "^[^\\u0000]*$"


def resolve(document, reference):
    if not reference.startswith("#/"):
        raise KeyError(reference)
    for step in reference[2:].split("/"):
        document = document[step.replace("~1", "/").replace("~0", "~")]
    return document


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for key, value in node.items():
            if key not in ("examples", "example", "default"):
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def split_null(schema):
    """A member's schema without its null, and whether it had one."""
    schema = copy.deepcopy(schema)
    if isinstance(schema.get("type"), list):
        kept = [one for one in schema["type"] if one != "null"]
        had = len(kept) < len(schema["type"])
        schema["type"] = kept[0] if len(kept) == 1 else kept
        if had and "enum" in schema:
            schema["enum"] = [one for one in schema["enum"] if one is not None]
        return schema, had
    if "anyOf" in schema:
        kept = [one for one in schema["anyOf"] if one != {"type": "null"}]
        had = len(kept) < len(schema["anyOf"])
        return ({**schema, **kept[0]} if len(kept) == 1 else {**schema, "anyOf": kept}), had
    return schema, False


def check_bounds(member, schema, where, faults):
    kind = member["kind"]
    if kind == "text":
        faults.expect(schema.get("minLength", 0), 1 if member.get("not_empty") else 0, f"{where} minLength")
        faults.expect(schema.get("maxLength", 0), int(member.get("max", 0)), f"{where} maxLength")
        faults.expect(schema.get("pattern", NO_NUL) != NO_NUL, bool(member.get("date") or member.get("id")), f"{where} pattern")
    if kind in ("count", "size"):
        faults.expect(schema.get("minimum"), int(member.get("min", 0)), f"{where} minimum")
    if kind in ("count", "size", "ratio", "number"):
        faults.expect(schema.get("maximum"), member.get("max"), f"{where} maximum")
    if kind == "names":
        faults.expect(schema.get("minItems", 0), 1 if member.get("not_empty") else 0, f"{where} minItems")


def check_member(member, schema, where, faults):
    schema, had_null = split_null(schema)
    faults.expect(had_null, bool(member.get("nullable")), f"{where} null")
    faults.expect(schema.get("default"), member.get("default"), f"{where} default")
    kind = member["kind"]
    if kind in TYPES:
        faults.expect(schema.get("type"), TYPES[kind], f"{where} type")
    if kind == "value":
        faults.expect([one.get("type", "ref") for one in schema.get("anyOf", [])],
                      ["string", "number", "ref"], f"{where} anyOf")
    if kind == "name":
        faults.expect(schema.get("enum"), member["names"], f"{where} enum")
    if kind == "names":
        faults.expect(schema["items"].get("enum"), member["names"], f"{where} items enum")
    if kind == "object":
        faults.expect(schema.get("$ref", "").split("/")[-1], member["of"], f"{where} $ref")
    if kind == "list":
        faults.expect(schema["items"].get("$ref", "").split("/")[-1], member["of"], f"{where} items")
        faults.expect((schema.get("minItems"), schema.get("maxItems")), (member.get("min"), member.get("max")), f"{where} bounds")
    check_bounds(member, schema, where, faults)
    if not schema.get("description"):
        faults.append(f"{where}: no description")


def check_object(name, schema, wire, where, faults):
    shape = wire["shapes"][name]
    members = {member["name"]: member for member in shape["members"] if not member.get("query_only")}
    faults.expect(list(schema["properties"]), list(members), f"{where} members")
    faults.expect(schema.get("required", []), [n for n, m in members.items() if m["required"]],
                  f"{where} required")
    faults.expect(schema.get("additionalProperties", True), not shape["request"] or shape["lenient"], f"{where} closed")
    faults.expect(bool(schema.get("title")), True, f"{where} title")
    if shape["request"]:
        texts = [one for one in schema["properties"].values() if "string" in one.get("type", ()) and "enum" not in one]
        faults.expect(all("pattern" in one for one in texts), True, f"{where} forbids NUL")
    for member_name in members.keys() & schema["properties"].keys():
        check_member(members[member_name], schema["properties"][member_name],
                     f"{where}/{member_name}", faults)


def check_files(folder, wire, faults):
    found = {path.stem for path in folder.glob("*.json")} - {"examples", "openapi"}
    faults.expect(sorted(found), sorted(wire["files"]), "schema files")
    for name in wire["files"]:
        schema = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        check_object(name, schema, wire, name, faults)
        for inner, inner_schema in schema.get("$defs", {}).items():
            check_object(inner, inner_schema, wire, f"{name}#{inner}", faults)
        for reference in references(schema):
            try:
                resolve(schema, reference)
            except KeyError:
                faults.append(f"{name}: {reference} leads nowhere")


def check_parameters(route, operation, wire, where, faults):
    shape = wire["shapes"].get(route["takes"], {"members": []})
    wanted = [member["name"] for member in shape["members"] if member.get("in_query") and not route["pairs"]]
    given = operation.get("parameters", [])
    faults.expect([one["name"] for one in given if one["in"] == "query"], wanted, f"{where} query")
    in_path = [part[1:-1] for part in route["path"].split("/") if part.startswith("{")]
    faults.expect([one["name"] for one in given if one["in"] == "path"], in_path, f"{where} path")


def check_operation(route, operation, wire, faults):
    where = f"{route['method']} {route['path']}"
    media = [name for name, bit in (("application/json", "json"), ("text/plain", "text"), ("text/html", "html")) if route[bit]]
    media += route["wire"]
    media += [name for name, bit in (("multipart/form-data", "form"), ("application/x-www-form-urlencoded", "pairs"), ("text/plain", "any"),
                                     ("application/x-ndjson", "lines")) if route[bit]]
    faults.expect(list(operation.get("requestBody", {}).get("content", {})), media, f"{where} bodies")
    if route["json"]:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        faults.expect(schema["$ref"].split("/")[-1], route["takes"], f"{where} takes")
    if route["gives"]:
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        given = [one["$ref"].split("/")[-1] for one in schema.get("oneOf", [schema])]
        also = None if route["pairs"] or route["ninjs"] else route["also"]
        faults.expect(given, [name for name in (route["gives"], also) if name], f"{where} gives")
        forms = ["text/html", "text/plain", "text/x-diff"] if route["forms"] else []
        forms += ["application/vnd.iptc.ninjs+json"] if route["ninjs"] else []
        forms += ["application/x-ndjson"] if route["lines"] else []
        faults.expect(list(operation["responses"]["200"]["content"]), ["application/json"] + forms, f"{where} forms")
    check_parameters(route, operation, wire, where, faults)


def check_problems(document, wire, faults):
    for name, response in document["components"]["responses"].items():
        status, codes = name.split("-")[0], name.split("-")[1:]
        for code in codes:
            faults.expect(status, str(wire["errors"].get(code, {}).get("status")), f"response {name}")
        examples = response["content"]["application/problem+json"]["examples"]
        faults.expect(list(examples), codes, f"response {name} examples")


def check_openapi(document, wire, faults):
    routes = {(route["method"], route["path"]): route for route in wire["routes"]}
    given = {(method, path) for path, item in document["paths"].items() for method in item}
    faults.expect(sorted(given), sorted(routes), "openapi routes")
    for (method, path), route in routes.items():
        if (method, path) in given:
            check_operation(route, document["paths"][path][method], wire, faults)
    for name, schema in document["components"]["schemas"].items():
        check_object(name, schema, wire, f"openapi#{name}", faults)
    check_problems(document, wire, faults)
    for reference in references(document):
        try:
            resolve(document, reference)
        except KeyError:
            faults.append(f"openapi: {reference} leads nowhere")
    ids = [one["operationId"] for item in document["paths"].values() for one in item.values()]
    faults.expect(len(set(ids)), len(ids), "openapi operationIds")
    faults.expect(document["info"]["version"], wire["version"], "openapi version")
    if validate_openapi:
        validate_openapi(document)
    else:
        print("openapi-spec-validator is missing: openapi.json is checked in structure only")


def check_examples(folder, faults):
    """Every example against its schema; needs jsonschema."""
    count = 0
    for path in sorted(folder.glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        if "$schema" not in schema:
            continue
        validator = jsonschema.Draft202012Validator
        validator.check_schema(schema)
        if not schema.get("examples"):
            faults.append(f"{path.name}: no example")
        for example in schema.get("examples", []):
            count += 1
            for error in validator(schema).iter_errors(example):
                faults.append(f"{path.name}: {error.json_path}: {error.message}")
    return count


def spans(node):
    """All but those of other articles: what matches change on the right."""
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys() and node["start"] is not None:
            yield node
        for name, value in node.items():
            yield from spans([one["left"] for one in value] if name == "changes" else value)
    elif isinstance(node, list):
        for value in node:
            yield from spans(value)


def check_spans(examples, faults):
    """Whatever has start, end and text tells what stands there."""
    asked = examples["diff_request"][0]
    left, right = asked["left"]["text"], asked["right"]["text"]
    for name in ("entities", "quotes", "analysis", "quote_list"):
        for span in spans(examples[name]):
            faults.expect(span["text"], left[span["start"]:span["end"]], f"example {name}")
    for unit in examples["diff"][0]["units"]:
        for edit in unit["edits"]:
            for side, text in (("left", left), ("right", right)):
                found = edit[side]
                faults.expect(found["text"], text[found["start"]:found["end"]], f"example diff {side}")
    rebuilt = "".join(left[one["start"]:one["end"]] if one["op"] == "copy" else one["text"]
                      for one in examples["diff"][0]["operations"])
    faults.expect(rebuilt, right, "example diff operations")


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    folder, faults = root / "schemas", Faults()
    wire = json.loads(subprocess.run([program], check=True, capture_output=True).stdout)
    check_files(folder, wire, faults)
    check_openapi(json.loads((folder / "openapi.json").read_text(encoding="utf-8")), wire, faults)
    check_spans(json.loads((folder / "examples.json").read_text(encoding="utf-8")), faults)
    fresh = subprocess.run([sys.executable, root / "tools/schemas/write.py", program, root, "--check"],
                           capture_output=True, text=True, check=False)
    if fresh.returncode:
        faults.append(f"{fresh.stdout.strip()}; run `ninja schemas`")
    if jsonschema:
        print(f"{check_examples(folder, faults)} examples are valid")
    else:
        print("SKIPPED: python3-jsonschema is missing, so no example was validated")
    print("\n".join(faults) or f"{len(wire['files'])} schemas and {len(wire['routes'])} routes agree")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
