#!/usr/bin/env python3
"""Holds the service to content codings and charsets: bodies packed or in Latin-1 are read as the plain ones, and replies are
packed for the clients that ask for it, with headers that caches can trust.

Usage: check_coding.py COPYDESK.
"""
import gzip
import http.client
import json
import sys

from service import metric, service, wait_for_memory

TEXT = "“No,” said René Müller, mayor of Köln, on Monday. The Café Zürich closed in May. "
REPLIES = [("/openapi.json", None), ("/v1/articles/harbor-1", None), ("/v1/quotes?limit=50&pretty=true", None), ("/metrics", None), ("/", "text/html"),
           ("/v1/diff?left=harbor-1&right=harbor-2", None), ("/v1/diff?left=harbor-1&right=harbor-2", "text/html"),
           ("/v1/diff?left=harbor-1&right=harbor-2", "text/x-diff"), ("/v1/diff?left=harbor-1&right=harbor-2", "text/plain")]
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


def send(port, method, path, body=None, connection=None, **headers):
    """(reply, its bytes as they came). Names of headers are written with _ for -."""
    own = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    own.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items() if value is not None})
    reply = own.getresponse()
    text = reply.read()
    if not connection:
        own.close()
    return reply, text


def check_bodies(port):
    body = json.dumps({"text": TEXT * 40}).encode()
    _, plain = send(port, "POST", "/v1/entities", body, Content_Type="application/json")
    for coding in ("gzip", "x-gzip"):
        reply, text = send(port, "POST", "/v1/entities", gzip.compress(body), Content_Type="application/json", Content_Encoding=coding)
        check(reply.status == 200 and text == plain, f"{coding}: answered otherwise than the plain body: {reply.status} {text[:200]}")
    pieces = gzip.compress(body[:1000]) + gzip.compress(body[1000:])
    reply, text = send(port, "POST", "/v1/entities", iter([pieces[:70], pieces[70:]]), Content_Type="application/json", Content_Encoding="gzip")
    check(reply.status == 200 and text == plain, "two members in chunks are answered otherwise")
    for charset in ("cp1252", "windows-1252", "utf-8"):
        for path in ("/v1/entities", "/v1/quotes"):
            media = f"text/plain; charset={charset}"
            reply, text = send(port, "POST", path, TEXT.encode(charset), Content_Type=media)
            packed, same = send(port, "POST", path, gzip.compress(TEXT.encode(charset)), Content_Type=media, Content_Encoding="gzip")
            _, wanted = send(port, "POST", path, json.dumps({"text": TEXT}), Content_Type="application/json")
            check((reply.status, packed.status) == (200, 200) and text == same == wanted, f"{charset}: answered otherwise than as JSON")
    reply, text = send(port, "POST", "/v1/entities", "Café Müller".encode("latin-1"), Content_Type="text/plain; charset=ISO-8859-1")
    check(json.loads(text)["entities"][0]["mentions"][0]["text"] == "Café Müller", f"latin-1: {text}")


def check_lines(port):
    lines = b"".join(json.dumps({"text": TEXT, "id": str(n)}).encode() + b"\n" for n in range(20))
    _, plain = send(port, "POST", "/v1/entities", lines, Content_Type="application/x-ndjson")
    reply, text = send(port, "POST", "/v1/entities", gzip.compress(lines), Content_Type="application/x-ndjson", Content_Encoding="gzip", Accept_Encoding="gzip")
    check(reply.status == 200 and text == plain and text.count(b"\n") == 20, "packed lines are answered otherwise")
    check(not reply.headers["Content-Encoding"] and not reply.headers["Vary"], "a stream of lines does not stay plain")
    reply, text = send(port, "POST", "/v1/entities", gzip.compress(lines)[:-9], Content_Type="application/x-ndjson", Content_Encoding="gzip")
    check((reply.status, json.loads(text)["code"]) == (400, "bad_coding"), f"lines cut off: {reply.status}")


def check_refusals(port):
    body = b'{"text": "Jane Roe."}'
    for coding, packed, status, code in (("br", body, 415, "unsupported_media_type"), ("gzip", body, 400, "bad_coding"),
                                         ("gzip", gzip.compress(body) + b"x", 400, "bad_coding"), ("gzip", gzip.compress(body)[:-4], 400, "bad_coding")):
        reply, text = send(port, "POST", "/v1/entities", packed, Content_Type="application/json", Content_Encoding=coding)
        check((reply.status, json.loads(text)["code"]) == (status, code), f"{coding} {packed[-8:]}: {reply.status} {text}")
        check(reply.headers["Accept-Encoding"] == ("gzip" if status == 415 else None), f"Accept-Encoding of {status}: {reply.headers['Accept-Encoding']}")
    reply, text = send(port, "POST", "/v1/entities", "€".encode() * 3, Content_Type="text/plain; charset=utf-16")
    check(reply.status == 415 and "windows-1252" in json.loads(text)["detail"] and not reply.headers["Accept-Encoding"], f"utf-16: {text}")
    reply, text = send(port, "POST", "/v1/entities", b"Jane \x81 Roe", Content_Type="text/plain; charset=cp1252")
    check(reply.status == 400 and json.loads(text)["detail"] == "the text is not windows-1252 at byte 5", f"no byte of cp1252: {text}")


def check_bomb(program):
    """64 MiB of zeros in 65 kB, again and again, in 8 MiB of memory."""
    bomb = gzip.compress(bytes(64 << 20))
    with service(program, "--total-memory", "8388608") as (port, _):
        for media in ("application/json", "text/plain") * 8:
            reply, text = send(port, "POST", "/v1/entities", bomb, Content_Type=media, Content_Encoding="gzip")
            check((reply.status, json.loads(text)["code"]) == (413, "body_too_large"), f"bomb: {reply.status}")
            check("more than 1,048,576, the limit (option body_bytes)" in json.loads(text)["detail"], f"bomb: {text}")
        wait_for_memory(port)
        check(metric(port, "request_memory_high_water_bytes") < 2e6, "a bomb takes more memory than its limit and itself")
    with service(program) as (port, _):
        reply, text = send(port, "POST", "/v1/entities", bomb, Content_Type="application/x-ndjson", Content_Encoding="gzip")
        check(reply.status == 413 and "16,777,216" in json.loads(text)["detail"], f"bomb of lines: {text}")


def check_reply(port, path, accept):
    one = {"Accept": accept}
    reply, plain = send(port, "GET", path, **one)
    packed, text = send(port, "GET", path, Accept_Encoding="br, gzip;q=0.5", **one)
    head, _ = send(port, "HEAD", path, Accept_Encoding="gzip", **one)
    check(not reply.headers["Content-Encoding"] and packed.headers["Content-Encoding"] == "gzip", f"{path} {accept}: not packed")
    check(len(text) < len(plain) and (path == "/metrics" or gzip.decompress(text) == plain), f"{path} {accept}: unpacks to other bytes")
    vary = ("Accept, " if path == "/" or "diff" in path or path.startswith("/v1/articles/") else "") + "Accept-Encoding"
    check([one.headers["Vary"] for one in (reply, packed, head)] == [vary] * 3, f"{path} {accept}: Vary {packed.headers['Vary']}")
    if path == "/metrics":
        return
    kept = ("Content-Encoding", "Content-Length", "Content-Type", "ETag", "Vary", "Cache-Control")
    check(all(head.headers[name] == packed.headers[name] for name in kept), f"{path}: HEAD differs")
    tag = packed.headers["ETag"]
    check(tag == reply.headers["ETag"][:-1] + '-gzip"', f"{path}: ETag {tag}")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for sent, coding, status in ((tag, "gzip", 304), ("W/" + tag, "gzip", 304), (tag, None, 200), (reply.headers["ETag"], "gzip", 200),
                                 (reply.headers["ETag"], None, 304), ("*", "gzip", 304)):
        seen, rest = send(port, "GET", path, connection=connection, If_None_Match=sent, Accept_Encoding=coding, **one)
        check(seen.status == status, f"{path}: {sent} with {coding}: {seen.status}")
        if status == 304:
            same = packed if coding else reply
            check(rest == b"" and not seen.headers["Content-Encoding"], f"{path}: a 304 says more than it should")
            check(all(seen.headers[name] == same.headers[name] for name in ("ETag", "Vary", "Content-Length")), f"{path}: headers of the 304")
    connection.close()


def check_replies(program):
    with service(program, "--wait-for-analysis", "--cors-origin", "https://desk.example") as (port, _):
        reply, _text = send(port, "GET", "/", Accept_Encoding="gzip", Origin="https://desk.example")
        check(reply.headers.get_all("Vary") == ["Accept, Accept-Encoding, Origin"], f"Vary: {reply.headers.get_all('Vary')}")
    with service(program, "--wait-for-analysis") as (port, _):
        for path, accept in REPLIES:
            check_reply(port, path, accept)
        for wish, path, packed in (("gzip", "/v1/limits", False), ("identity;q=0, gzip", "/v1/limits", True), ("gzip;q=0, *", "/openapi.json", False),
                                   ("identity;q=0", "/openapi.json", False), ("*", "/openapi.json", True), ("", "/openapi.json", False)):
            reply, text = send(port, "GET", path, Accept_Encoding=wish)
            check((reply.headers["Content-Encoding"] == "gzip") == packed, f"{wish}: {path} is {reply.headers['Content-Encoding']}")
            check(json.loads(gzip.decompress(text) if packed else text), f"{wish}: {path} cannot be read")
        wrong = json.dumps({"text": "a", **{f"member_{n}": n for n in range(30)}})
        reply, text = send(port, "POST", "/v1/entities", wrong, Content_Type="application/json", Accept_Encoding="gzip")
        check(reply.status == 422 and reply.headers["Content-Encoding"] == "gzip" and len(json.loads(gzip.decompress(text))["errors"]) == 30,
              f"a long problem: {reply.status} {reply.headers['Content-Encoding']}")
        check(reply.headers["Content-Type"] == "application/problem+json" and reply.headers["Vary"] == "Accept-Encoding", "headers of a long problem")
    with service(program, "--no-compress") as (port, _):
        reply, _text = send(port, "GET", "/openapi.json", Accept_Encoding="gzip")
        check(not reply.headers["Content-Encoding"] and not reply.headers["Vary"], "--no-compress is not heard")


def main():
    program = sys.argv[1]
    with service(program, "--wait-for-analysis") as (port, _):
        check_bodies(port)
        check_lines(port)
        check_refusals(port)
    check_bomb(program)
    check_replies(program)
    print("\n".join(faults) or "codings and charsets do as they should")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
