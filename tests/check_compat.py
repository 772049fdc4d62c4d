#!/usr/bin/env python3
"""Clients of other services work with copydesk in their place: real request bodies, and where they are installed the
real clients.

Usage: check_compat.py COPYDESK [--clients]. --clients: pycorenlp and stanza must be importable (tools/compat/check.sh).
"""
import http.client
import importlib
import importlib.util
import json
import pathlib
import sys
import types
import urllib.parse

from service import service

TEXT = ('"The bridge is safe," said Maria Ortega, the chief engineer of Northport Bridges Inc. She told Reuters on Monday that '
        "it cost $3 million. \U0001F309 Ortega lives in Leeds.")
ANNOTATORS = "tokenize,ssplit,pos,lemma,ner,depparse,coref,quote"
FORM = "application/x-www-form-urlencoded"


def ask(port, method, path, body=None, kind=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body.encode() if body is not None else None, {"Content-Type": kind} if kind else {})
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    return reply.status, json.loads(text) if "json" in reply.headers.get("Content-Type", "") else text


def check(condition, words):
    if not condition:
        sys.exit(f"failed: {words}")


def utf16(text, begin, end):
    return text.encode("utf-16-le")[2 * begin:2 * end].decode("utf-16-le")


def check_annotation(found, text, cut):
    tokens = [token for sentence in found["sentences"] for token in sentence["tokens"]]
    check(all(cut(text, t["characterOffsetBegin"], t["characterOffsetEnd"]) == t["originalText"] for t in tokens), "offsets")
    check("".join(t["before"] + t["originalText"] for t in tokens) + tokens[-1]["after"] == text, "before and after")
    for sentence in found["sentences"]:
        check([t["index"] for t in sentence["tokens"]] == list(range(1, len(sentence["tokens"]) + 1)), "indices")
        for mention in sentence["entitymentions"]:
            first = sentence["tokens"][mention["tokenBegin"]]
            check(first["characterOffsetBegin"] == mention["characterOffsetBegin"], f"tokens of {mention}")
            check(tokens[mention["docTokenBegin"]] is first and first["ner"] == mention["ner"], f"tokens of {mention}")
    names = {(m["text"], m["ner"]) for s in found["sentences"] for m in s["entitymentions"]}
    wanted = {("Maria Ortega", "PERSON"), ("Northport Bridges Inc.", "ORGANIZATION"), ("Reuters", "ORGANIZATION"),
              ("$3 million", "MONEY"), ("Leeds", "LOCATION"), ("Monday", "DATE")}
    check(wanted <= names, f"names: {names}")
    quote, = found["quotes"]
    check(quote["text"] == '"The bridge is safe,"' and quote["speaker"] == "Maria Ortega", f"quote: {quote}")
    check(tokens[quote["mentionBegin"]]["word"] == "Maria" and tokens[quote["mentionEnd"]]["word"] == "Ortega", "mention")
    check(cut(text, quote["beginIndex"], quote["endIndex"]) == quote["text"], "offsets of the quote")


def check_corenlp(port):
    python = str({"annotators": ANNOTATORS, "outputFormat": "json"})  # as pycorenlp and stanza write it
    points = json.dumps({"annotators": ANNOTATORS, "outputFormat": "json", "tokenize.codepoint": "true"})
    for kind in (None, "text/plain; charset=utf-8", FORM, "application/octet-stream"):
        status, found = ask(port, "POST", "/?" + urllib.parse.urlencode({"properties": python, "resetDefault": "false"}),
                            TEXT, kind)
        check(status == 200, f"CoreNLP, {kind}: {status} {found}")
        check_annotation(found, TEXT, utf16)
        check(found["ignored"] == ["pos", "lemma", "depparse", "coref"], f"ignored: {found['ignored']}")
    found = ask(port, "POST", "/?" + urllib.parse.urlencode({"properties": points}), TEXT)[1]
    check_annotation(found, TEXT, lambda text, begin, end: text[begin:end])
    found = ask(port, "POST", "/", urllib.parse.quote_plus(TEXT), FORM)[1]
    check_annotation(found, TEXT, utf16)
    found = ask(port, "POST", "/?" + urllib.parse.urlencode({"properties": "{annotators: ner}"}), TEXT)[1]
    check("quotes" not in found and found["sentences"][0]["entitymentions"], "names alone")
    status, found = ask(port, "POST", "/?" + urllib.parse.urlencode({"properties": '{"outputFormat":"xml"}'}), TEXT)
    check((status, found["errors"][0]["pointer"]) == (422, "?properties"), f"another format: {status} {found}")
    check(ask(port, "POST", "/", "")[0] == 422, "an empty text")
    check(ask(port, "GET", "/ping") == (200, "pong\n"), "ping")
    check(ask(port, "GET", "/live")[0] == 200 and ask(port, "GET", "/ready")[0] == 200, "live and ready")


def check_newsentity(port):
    form = {"text": TEXT, "language": "en", "url": "https://www.news.example/2026/bridge"}
    status, found = ask(port, "POST", "/entities/from-content", urllib.parse.urlencode(form), FORM)
    check(status == 200 and found["status"] == "ok" and found["results"]["domain_name"] == "news.example", f"{found}")
    entities = found["results"]["entities"]
    check(all(TEXT[e["start_char"]:e["end_char"]] == e["text"] for e in entities), "offsets")
    check({"PERSON", "ORG", "GPE", "DATE", "MONEY"} <= {e["type"] for e in entities}, f"labels: {entities}")
    page = "<p>Maria Ortega went to Leeds.</p>"
    found = ask(port, "POST", "/entities/from-html", urllib.parse.urlencode({"html": page, "language": "en", "url": ""}), FORM)[1]
    check([e["text"] for e in found["results"]["entities"]] == ["Maria Ortega", "Leeds"], f"{found}")
    status, found = ask(port, "POST", "/entities/from-url", urllib.parse.urlencode({"url": "https://news.example/"}), FORM)
    check((status, found["status"], found["statusCode"]) == (403, "error", 403), f"fetching is off: {status} {found}")
    status, found = ask(port, "POST", "/entities/from-content", "language=en", FORM)
    check((status, found["statusCode"], found["message"]) == (422, 422, "the field text is missing"), f"{found}")
    found = ask(port, "POST", "/domains/from-url", urllib.parse.urlencode({"url": "http://a.b.example:80/x?y"}), FORM)[1]
    check(found["results"] == {"domain_name": "a.b.example", "canonical_domain": "a.b.example",
                               "url": "http://a.b.example:80/x?y"}, f"{found}")


def check_superdesk(port):
    item = {"guid": "urn:newsml:1", "language": "en", "headline": "Ortega: bridge safe", "abstract": None, "priority": 6,
            "body_html": "<p>Maria Ortega of Northport Bridges Inc. spoke in Leeds.</p><p>Ortega was at the World Cup.</p>"}
    status, found = ask(port, "POST", "/ai", json.dumps({"service": "imatrics", "item": item, "tags": {}}), "application/json")
    check(status == 200, f"Superdesk: {status} {found}")
    tags = found["analysis"]
    check([tag["name"] for tag in tags["person"]] == ["Maria Ortega"], f"people: {tags}")
    check([tag["name"] for tag in tags["organisation"]] == ["Northport Bridges Inc."], f"organisations: {tags}")
    check([tag["name"] for tag in tags["place"]] == ["Leeds"] and tags["subject"] == [], f"places: {tags}")
    check(tags["person"][0]["qcode"] == tags["person"][0]["altids"]["copydesk"] == "maria-ortega", "ids")
    found = ask(port, "POST", "/ai", json.dumps({"service": "x", "item": {"guid": "a", "headline": ""}}), "application/json")
    check(found[0] == 200 and found[1]["analysis"]["person"] == [], f"an empty item: {found}")


def check_miniflux(port):
    event = {"event_type": "new_entries", "feed": {"id": 8, "user_id": 1, "title": "Wire", "feed_url": "https://w.example/"},
             "entries": [{"id": 231, "status": "unread", "hash": "1163a9", "title": "Bridge", "author": "Jo Reporter",
                          "url": "https://w.example/1", "published_at": "2026-03-04T20:21:26Z", "tags": [], "enclosures": None,
                          "content": "<p>&ldquo;It is safe,&rdquo; said Maria Ortega on Monday.</p>"}]}
    status, found = ask(port, "POST", "/miniflux", json.dumps(event), "application/json")
    check(status == 200, f"Miniflux: {status} {found}")
    entry, = found["entries"]
    check(entry["id"] == 231 and entry["text"] == "\u201cIt is safe,\u201d said Maria Ortega on Monday.", f"{entry}")
    check(entry["analysis"]["quotes"][0]["speaker"]["name"] == "Maria Ortega", f"{entry}")
    check([e["value"] for e in entry["analysis"]["entities"] if e["type"] == "DATE"] == ["2026-03-02"], f"{entry}")


def stanza_client():
    """The module stanza.server.client, without the package's own start, which asks for torch."""
    place = importlib.util.find_spec("stanza").submodule_search_locations
    for name in ("stanza", "stanza.server", "stanza.resources"):
        module = types.ModuleType(name)
        module.__path__ = [str(pathlib.Path(folder).joinpath(*name.split(".")[1:])) for folder in place]
        sys.modules[name] = module
    sys.modules["stanza.resources.common"] = types.ModuleType("stanza.resources.common")
    sys.modules["stanza.resources.common"].DEFAULT_CORENLP_DIR = ""
    return importlib.import_module("stanza.server.client")


def check_clients(port):
    import pycorenlp
    client_of_stanza = stanza_client()
    found = pycorenlp.StanfordCoreNLP(f"http://127.0.0.1:{port}").annotate(
        TEXT, properties={"annotators": ANNOTATORS, "outputFormat": "json"})
    check_annotation(json.loads(found) if isinstance(found, str) else found, TEXT, utf16)  # it gives text since Python 3.9
    with client_of_stanza.CoreNLPClient(endpoint=f"http://127.0.0.1:{port}", output_format="json", be_quiet=True,
                                        start_server=client_of_stanza.StartServer.DONT_START,
                                        annotators=ANNOTATORS.split(",")) as client:
        check_annotation(client.annotate(TEXT), TEXT, utf16)
    print("pycorenlp and stanza work")


def main():
    with service(sys.argv[1]) as (port, _):
        check_corenlp(port)
        check_newsentity(port)
        check_superdesk(port)
        check_miniflux(port)
        if "--clients" in sys.argv:
            check_clients(port)
    print("clients of other services are answered as they expect")


if __name__ == "__main__":
    main()
