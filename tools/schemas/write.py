#!/usr/bin/env python3
"""Writes schemas/*.json and schemas/openapi.json from the program's own tables.

Usage: write.py PRINT_WIRE ROOT [--check]. PRINT_WIRE is the program print_wire; with --check nothing
is written, and files that differ from what would be written are named (exit 1).
Examples come from schemas/examples.json, which is written by hand.
"""
import json
import pathlib
import subprocess
import sys

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID_PATTERN = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"
LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
DAY = ("(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
       f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{LEAP_YEAR}-02-29)")
CLOCK = ("(?:[01][0-9]|2[0-4]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:[.,][0-9]+)?)?"
         "(?:[Zz]|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?")
DATE_PATTERN = f"^(?:[0-9]{{4}}(?:-(?:0[1-9]|1[0-2]))?|{DAY}(?:[Tt ]{CLOCK})?)$"
NO_NUL_PATTERN = "^[^\\u0000]*$"
# What lies between members, in C the shapes' check functions.
BETWEEN = {
    "source": {"oneOf": [{"required": [name]} for name in ("text", "article", "html", "url")]},
    "diff_request": {"oneOf": [
        {"required": ["left", "right"], "not": {"required": ["versions"]}},
        {"required": ["versions"], "not": {"anyOf": [{"required": ["left"]}, {"required": ["right"]}]}},
    ]},
    "operation": {"oneOf": [
        {"properties": {"op": {"const": "copy"}}, "required": ["start", "end"]},
        {"properties": {"op": {"const": "insert"}}, "required": ["text"]},
    ]},
}

TAGS = {
    "texts": "Questions about a text of your own, or of the corpus",
    "corpus": "What the corpus holds",
    "service": "The service itself",
}

# Path parameters, what a wrong one gives, and one of the sample corpus.
PATH_PARAMETERS = {
    "/v1/articles/{id}": ("id of an article of the corpus; '/' inside it as %2F", "unknown_article", "harbor-1"),
    "/v1/entities/{id}": ("corpus_id of an entity", "unknown_entity", "oregon"),
    "/v1/schemas/{name}": ("name of a schema", "unknown_route", "entities"),
    "/problems/{code}": ("code of a problem", "unknown_route", "invalid"),
}

# Replies that are not JSON by a shape.
OTHER_FORMS = {
    "/": ["text/plain", "text/html"],
    "/metrics": ["text/plain"],
    "/ping": ["text/plain"],
    "/live": ["text/plain"],
    "/openapi.json": ["application/json"],
    "/v1/schemas/{name}": ["application/schema+json"],
    "/problems/{code}": ["text/plain", "text/html"],
}

# The field that a form must have.
PAIRS_NEEDED = {
    "/entities/from-content": "text",
    "/entities/from-html": "html",
    "/entities/from-url": "url",
    "/content/from-url": "url",
    "/domains/from-url": "url",
}

INTRODUCTION = (
    "copydesk reads English news articles and tells who is named, who said what, and what differs "
    "between two reports, over a corpus of articles loaded at startup.\n\n"
    "Every offset counts from the start of the article's text exactly as sent or loaded, half-open, "
    "in code points unless `offsets` asks for another unit: `text == article[start:end]`. Each option "
    "is a query parameter and, in a JSON body, a member of the same name; where both are given the "
    "body's counts. Every GET also answers HEAD. Failures are application/problem+json (RFC 9457) "
    "with a `code` and all faults at once in `errors`.")


def bounds(member, schema):
    """Adds what a member's table says beyond its type."""
    kind = member["kind"]
    if kind == "text":
        if member.get("not_empty"):
            schema["minLength"] = 1
        if "max" in member:
            schema["maxLength"] = int(member["max"])
        if member.get("id"):
            schema["pattern"] = ID_PATTERN
        if member.get("date"):
            schema["pattern"] = DATE_PATTERN
    elif kind in ("count", "size"):
        schema["minimum"] = int(member.get("min", 0))
        if "max" in member:
            schema["maximum"] = int(member["max"])
    elif kind in ("ratio", "number") and "max" in member:
        schema["minimum"] = member["min"]
        schema["maximum"] = member["max"]
    elif kind == "names" and member.get("not_empty"):
        schema["minItems"] = 1
    return schema


def member_schema(member, refer):
    """The schema of one member; refer(name) is the reference to a shape."""
    kind = member["kind"]
    simple = {"text": "string", "count": "integer", "size": "integer", "ratio": "number",
              "number": "number", "flag": "boolean"}
    if kind in simple:
        schema = bounds(member, {"type": simple[kind]})
    elif kind == "name":
        schema = {"type": "string", "enum": member["names"]}
    elif kind == "names":
        schema = bounds(member, {"type": "array", "items": {"type": "string", "enum": member["names"]}})
    elif kind == "object":
        schema = {"$ref": refer(member["of"])}
    elif kind == "list":
        schema = {"type": "array", "items": {"$ref": refer(member["of"])}}
        if "max" in member:
            schema.update(minItems=int(member["min"]), maxItems=int(member["max"]))
    elif kind == "texts":
        schema = {"type": "array", "items": {"type": "string"}}
    elif kind == "counts":
        schema = {"type": "array", "items": {"type": "integer", "minimum": 0}}
    else:
        schema = {"anyOf": [{"type": "string"}, {"type": "number"}, {"$ref": refer("money")}]}
    if member.get("nullable"):
        schema = nullable(schema)
    if "default" in member:
        schema["default"] = member["default"]
    return {"description": member["doc"], **schema}


def nullable(schema):
    if "anyOf" in schema:
        return {"anyOf": schema["anyOf"] + [{"type": "null"}]}
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    out = {**schema, "type": [schema["type"], "null"]}
    if "enum" in out:
        out["enum"] = out["enum"] + [None]
    return out


def forbid_nul(schema):
    """What is sent as text holds no NUL."""
    if "string" in schema.get("type", ()) and "enum" not in schema:
        schema.setdefault("pattern", NO_NUL_PATTERN)


def object_schema(name, shape, refer):
    members = [member for member in shape["members"] if not member.get("query_only")]
    out = {"title": shape["title"], "type": "object",
           "properties": {member["name"]: member_schema(member, refer) for member in members}}
    required = [member["name"] for member in members if member["required"]]
    if required:
        out["required"] = required
    if shape["request"]:
        if not shape["lenient"]:
            out["additionalProperties"] = False
        for schema in out["properties"].values():
            forbid_nul(schema)
    for inner in [name] + shape["inlines"]:
        out.update(BETWEEN.get(inner, {}))
    return out


def used_by(name, shapes, found):
    """Names of all shapes that a shape refers to, in order of first use."""
    for member in shapes[name]["members"]:
        inner = "money" if member["kind"] == "value" else member.get("of")
        if inner and inner not in found:
            found.append(inner)
            used_by(inner, shapes, found)
    return found


def schema_file(name, wire, examples):
    refer = "#/$defs/{}".format
    shapes = wire["shapes"]
    out = {"$schema": DIALECT, "$id": f"/v1/schemas/{name}",
           **object_schema(name, shapes[name], refer)}
    inner = used_by(name, shapes, [])
    if inner:
        out["$defs"] = {one: object_schema(one, shapes[one], refer) for one in inner}
    if name in examples:
        out["examples"] = examples[name]
    return out


# -- OpenAPI ----------------------------------------------------------------------------------------

def component(name):
    return f"#/components/schemas/{name}"


def path_parameters(path):
    for prefix, (doc, _, example) in PATH_PARAMETERS.items():
        if path.startswith(prefix):
            name = prefix[prefix.index("{") + 1:prefix.index("}")]
            schema = {"type": "string", "minLength": 1}
            yield {"name": name, "in": "path", "required": True, "description": doc, "schema": schema,
                   "example": example}


def query_parameters(shape, has_body):
    for member in shape["members"]:
        if not member.get("in_query"):
            continue
        schema = member_schema(member, component)
        doc = schema.pop("description")
        forbid_nul(schema)
        if member.get("date"):  # an empty one is none, as forms send it
            schema["pattern"] = f"^$|{DATE_PATTERN}"
        # Not only in the query: the body may give it as well.
        required = member["required"] and not has_body
        out = {"name": member["name"], "in": "query", "description": doc, "required": required,
               "schema": schema}
        if member["kind"] == "names":
            out.update(style="form", explode=False)
        yield out


def request_body(route, wire, examples):
    name = route["takes"]
    content = {}
    if route["json"]:
        content["application/json"] = {"schema": {"$ref": component(name)},
                                       "examples": example_references(name, examples)}
    if route["text"]:
        content["text/plain"] = {"schema": {"type": "string", "minLength": 1, "pattern": NO_NUL_PATTERN,
                                            "description": "the article itself, in UTF-8"}}
    if route["html"]:
        # no type: whatever bytes these are, they are a page
        content["text/html"] = {"schema": {"contentMediaType": "text/html",
                                           "description": "the page that the article stands on"}}
    for media in route["wire"]:
        content[media] = {"schema": {"type": "string", "minLength": 1, "description": "the article in this format; of a feed, one item"}}
    if route["form"]:
        side = {"type": "string", "minLength": 1, "pattern": NO_NUL_PATTERN,
                "description": "the article itself, a web page or a newsroom's format (by its type, or its name's ending), or a source as "
                               "application/json"}
        options = {member["name"]: {**member_schema(member, component)}
                   for member in wire["shapes"][name]["members"] if member.get("in_query")}
        content["multipart/form-data"] = {"schema": {
            "type": "object", "properties": {"left": side, "right": side, **options}, "additionalProperties": False,
            "required": ["left", "right"]}}
    if route["pairs"]:
        fields = {member["name"]: {**member_schema(member, component)} for member in wire["shapes"][name]["members"]}
        for schema in fields.values():
            forbid_nul(schema)
        needed = PAIRS_NEEDED[route["path"]]
        fields[needed]["minLength"] = 1
        content["application/x-www-form-urlencoded"] = {
            "schema": {"type": "object", "properties": fields, "required": [needed]}}
    if route["any"]:
        content["text/plain"] = {"schema": {"type": "string", "minLength": 1, "pattern": NO_NUL_PATTERN,
                                            "description": "the text itself, by whatever type its client calls it"}}
    if route["lines"]:
        content["application/x-ndjson"] = {"schema": {
            "type": "string", "description": "a JSON body a line; each is answered by a line, in order and as it is ready"}}
    return {"required": True, "content": content}


def problem_codes(route):
    """Codes that a route can answer with."""
    path, codes = route["path"], ["bad_head", "memory_exceeded", "internal", "no_memory"]
    if not route["quick"]:
        codes += ["busy", "deadline"]
    if route["takes"]:
        codes += ["bad_query", "invalid"]
    if not route["live"]:
        codes.append("not_acceptable")
    if route["json"] or route["text"] or route["pairs"] or route["any"]:
        codes += ["bad_json", "bad_coding", "body_too_large", "unsupported_media_type", "fetch_off", "fetch_refused", "fetch_failed",
                  "unknown_article", "loading"]
    if route["text"] or route["form"] or route["pairs"] or route["any"]:
        codes.append("bad_text")
    if route["form"]:
        codes.append("bad_multipart")
    codes += [code for prefix, (_, code, _) in PATH_PARAMETERS.items() if path.startswith(prefix)]
    if path == "/v1/diff" and route["method"] == "get":
        codes.append("unknown_article")
    if route["takes"] in ("articles_query", "clusters_query", "entities_query", "quotes_query", "related_request"):
        codes.append("unknown_cursor")
    if path.startswith("/v1/") and route["method"] == "get" and route["takes"] and path != "/v1/limits":
        codes.append("loading")
    return codes


def problem_response(status, codes, errors):
    named = {code: {"value": {"type": f"/problems/{code}", "title": errors[code]["title"],
                              "status": status, "code": code, "detail": None,
                              "instance": "7f3a9c21", "errors": []}} for code in codes}
    out = {"description": "; ".join(f"`{code}`: {errors[code]['title']}" for code in codes)}
    if status == 503:
        out["headers"] = {"Retry-After": {"description": "seconds to wait",
                                          "schema": {"type": "integer", "minimum": 0}}}
    out["content"] = {"application/problem+json": {"schema": {"$ref": component("problem")},
                                                   "examples": named}}
    return out


def problem_responses(route, errors, shared):
    """References to the problems of a route; `shared` gathers what they refer to."""
    by_status = {}
    for code in errors:
        if code in problem_codes(route):
            by_status.setdefault(errors[code]["status"], []).append(code)
    out = {}
    for status, codes in sorted(by_status.items()):
        name = "-".join([str(status)] + codes)
        shared[name] = problem_response(status, codes, errors)
        if route["pairs"]:  # failures are told as by the service whose place it takes
            out[str(status)] = problem_response(status, codes, errors)
            out[str(status)]["content"]["application/json"] = {"schema": {"$ref": component(route["also"])}}
            continue
        out[str(status)] = {"$ref": f"#/components/responses/{name}"}
    return out


def example_references(name, examples):
    return {f"{name}-{n}": {"$ref": f"#/components/examples/{name}-{n}"}
            for n in range(1, len(examples.get(name, [])) + 1)}


FORMS = {
    "text/html": {"schema": {"type": "string", "description": "a page for a person: <mark>, <del> and <ins>"}},
    "text/plain": {"schema": {"type": "string", "description": "for a terminal: [-what went-]{+what came+}, or in colour"}},
    "text/x-diff": {"schema": {"type": "string", "description": "a unified patch, which patch applies to the left text"}},
}


def success(route, examples):
    gives = route["gives"]
    if not gives:
        return {"description": route["doc"], "content": {
            form: {"schema": {"type": "object" if "json" in form else "string"}}
            for form in OTHER_FORMS[route["path"]]}}
    content = {"schema": {"$ref": component(gives)}}
    if route["also"] and not route["pairs"] and not route["ninjs"]:
        content["schema"] = {"oneOf": [{"$ref": component(gives)}, {"$ref": component(route["also"])}]}
    if gives in examples:
        content["examples"] = example_references(gives, examples)
    described = {"application/json": content}
    if route["forms"]:
        described.update(FORMS)
    if route["ninjs"]:
        described["application/vnd.iptc.ninjs+json"] = {"schema": {"$ref": component(route["also"])}}
    if route["lines"]:
        described["application/x-ndjson"] = {"schema": {
            "type": "string", "description": "to a body of lines: a reply, or a problem with its `line`, a line"}}
    return {"description": route["doc"], "content": described}


def tag_of(route):
    if route["method"] == "post" or route["path"] == "/v1/diff":
        return "texts"
    if route["path"].startswith("/v1/") and route["path"] not in ("/v1/limits", "/v1/schemas/{name}"):
        return "corpus"
    return "service"


def operation(route, wire, examples, shared):
    shape = wire["shapes"].get(route["takes"])
    has_body = route["json"] or route["text"] or route["form"] or route["pairs"] or route["any"]
    words = [part.strip("{}").replace(".", "_") for part in route["path"].split("/") if part]
    out = {"operationId": "_".join([route["method"]] + (words or ["home"])), "tags": [tag_of(route)],
           "summary": route["doc"]}
    parameters = list(path_parameters(route["path"]))
    if shape and not route["pairs"]:
        parameters += query_parameters(shape, has_body)
    if parameters:
        out["parameters"] = parameters
    if has_body:
        out["requestBody"] = request_body(route, wire, examples)
    out["responses"] = {"200": success(route, examples)}
    if route["method"] == "get" and not route["live"]:
        out["responses"]["200"]["headers"] = {"ETag": {
            "description": "changes with the content; send it back as If-None-Match",
            "schema": {"type": "string"}}}
        out["responses"]["304"] = {"description": "as the client has it (If-None-Match)"}
    out["responses"].update(problem_responses(route, wire["errors"], shared))
    if route["path"] == "/readyz":
        out["responses"]["503"] = {
            "description": "not ready: `reason` tells why",
            "content": {"application/json": {"schema": {"$ref": component("ready")}}}}
    return out


def openapi(wire, examples):
    shapes, names = wire["shapes"], []
    for name in wire["files"]:
        names += [name] if name not in names else []
        used_by(name, shapes, names)
    paths, shared = {}, {}
    for route in wire["routes"]:
        paths.setdefault(route["path"], {})[route["method"]] = operation(route, wire, examples, shared)
    return {
        "openapi": "3.1.0",
        "info": {"title": "copydesk", "version": wire["version"],
                 "summary": "Names, quotes and differences in news articles",
                 "description": INTRODUCTION,
                 "license": {"name": "MIT", "identifier": "MIT"}},
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": doc} for name, doc in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": {name: object_schema(name, shapes[name], component) for name in names},
            "responses": shared,
            "examples": {f"{name}-{n}": {"value": value} for name, values in examples.items()
                         if name != "problem" for n, value in enumerate(values, 1)},
        },
    }


def files(wire, examples):
    """Name and text of every file."""
    made = {name: schema_file(name, wire, examples) for name in wire["files"]}
    made["openapi"] = openapi(wire, examples)
    return {f"{name}.json": json.dumps(content, indent=1, ensure_ascii=False) + "\n"
            for name, content in made.items()}


def read_wire(program):
    return json.loads(subprocess.run([program], check=True, capture_output=True).stdout)


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2]) / "schemas"
    examples = json.loads((root / "examples.json").read_text(encoding="utf-8"))
    stale = []
    for name, text in files(read_wire(program), examples).items():
        path = root / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    check = "--check" in sys.argv
    print(f"{'stale' if check else 'written'}: {', '.join(stale) or 'nothing'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
