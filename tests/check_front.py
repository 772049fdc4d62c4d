#!/usr/bin/env python3
"""Holds the service to what it promises behind proxies and to web pages: base path, links, who asked, CORS.

Usage: check_front.py COPYDESK. The proxies are played: headers as they would send them.
"""
import contextlib
import http.client
import json
import socket
import sys

from service import ask, service

PROXY = {"X_Forwarded_For": "6.6.6.6, 198.51.100.7", "X_Forwarded_Proto": "https", "X_Forwarded_Host": "desk.example", "X_Forwarded_Prefix": "/app"}
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


def read(port, method, path, headers=(), body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in dict(headers).items()})
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    return reply, text


def logged(log, **members):
    """The log line of the request with these members, once the service has ended."""
    for line in log:
        event = json.loads(line)
        if all(event.get(name) == value for name, value in members.items()):
            return event
    faults.append(f"no log line has {members}")
    return {}


def check_base(program):
    with service(program, "--base-path", "/news", "--trusted-proxies", "127.0.0.0/8") as (port, log):
        for path, status in (("/news/v1/limits", 200), ("/news", 200), ("/news/", 200), ("/news/healthz", 200), ("/healthz", 200), ("/readyz", 200),
                             ("/metrics", 200), ("/v1/limits", 404), ("/", 404), ("/newsx", 404), ("/news/news/v1/limits", 404), ("/new", 404)):
            check(read(port, "GET", path)[0].status == status, f"{path}: not {status}")
        _, problem = ask(port, "GET", "/news/v1/articles/nowhere")
        check(problem["type"] == "/news/problems/unknown_article" and read(port, "GET", problem["type"])[0].status == 200, "type leads nowhere")
        check(ask(port, "GET", "/news/openapi.json")[1]["servers"] == [{"url": "/news"}], "servers are not under the base path")
        check("'http://a.example/news/v1/" in read(port, "GET", "/news/", {"Host": "a.example"})[1], "examples lack the base path")
        _, text = read(port, "GET", "/news/", PROXY)
        check("'https://desk.example/app/news/v1/" in text, f"examples are not by the client's address: {text[:300]}")
        check(ask(port, "GET", "/news/openapi.json", **PROXY)[1]["servers"] == [{"url": "/app/news"}], "servers lack the proxy's prefix")
        check('href="/app/news/"' in read(port, "GET", "/news/problems/busy", {**PROXY, "Accept": "text/html"})[1], "a problem's page links home without the prefix")
        check('href="/app/news/openapi.json"' in read(port, "GET", "/news/", {**PROXY, "Accept": "text/html"})[1], "the page's link lacks the prefix")
        read(port, "GET", "/news/v1/limits", {**PROXY, "X_Request_ID": "proxied", "traceparent": TRACE})
        read(port, "GET", "/news/v1/limits", {"X_Request_ID": "standard", "Forwarded": 'for="[2001:db8::9]:80";proto=https', "traceparent": TRACE.upper()})
        twice = f"GET /news/healthz HTTP/1.1\r\nHost: x\r\nX-Request-ID: twice\r\ntraceparent: {TRACE}\r\ntraceparent: {TRACE}\r\nConnection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port), 30) as client:
            client.sendall(twice.encode())
            check(client.makefile("rb").read().startswith(b"HTTP/1.1 200 "), "two traces are a fault")
        reply, text = read(port, "GET", "/news/v1/limits", {**PROXY, "X-Request-Timeout": "soon"})
        check((reply.status, json.loads(text)["type"]) == (400, "/app/news/problems/bad_head"), f"a refused head: {text}")
    check(logged(log, request_id="proxied").get("client") == "198.51.100.7", "the client's address is not logged")
    check(logged(log, request_id="proxied").get("trace_id") == TRACE[3:35] and logged(log, request_id="proxied").get("parent_id") == TRACE[36:52],
          "the trace is not logged")
    check(logged(log, request_id="standard").get("client") == "2001:db8::9", "Forwarded is not read")
    check("trace_id" not in logged(log, request_id="standard"), "a trace that is none is logged")
    check("trace_id" not in logged(log, request_id="twice"), "one of two traces is believed")


def check_spent(program):
    """When the memory of all requests is spent, links and the request's id are told all the same."""
    with service(program, "--base-path", "/news", "--total-memory", "1048576", "--request-memory", "1048576") as (port, log), contextlib.ExitStack() as held:
        part = b"POST /news/v1/entities HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 200000\r\n\r\n" + b" " * 150000
        for _ in range(100):
            client = held.enter_context(socket.create_connection(("127.0.0.1", port), 30))
            client.sendall(part)
            reply, text = read(port, "GET", "/news/v1/limits", {"X-Request-ID": "spent"})
            if reply.status != 200:
                break
        check(reply.status == 503, "memory has no end")
        check(json.loads(text).get("type") == "/news/problems/no_memory", text)
        check(reply.headers["X-Request-ID"] == "spent", "the id is not echoed")
    check(any(json.loads(line).get("client") == "127.0.0.1" and json.loads(line).get("code") == "no_memory" for line in log), "who asked in vain is not logged")


def check_strangers(program):
    with service(program) as (port, log):
        _, text = read(port, "GET", "/", {**PROXY, "X_Request_ID": "stranger", "Host": "a.example"})
        check("desk.example" not in text and "/app" not in text and "https:" not in text, "headers of a stranger count")
    check(logged(log, request_id="stranger").get("client") == "127.0.0.1", "a stranger forges the client's address")
    for option, value in (("--trusted-proxies", "10.0.0.0/99"), ("--base-path", "news"), ("--base-path", "/news/")):
        try:
            with service(program, option, value):
                faults.append(f"{option} {value} is taken")
        except (AssertionError, IndexError, ValueError):
            pass


def check_cors(program):
    with service(program, "--cors-origin", "https://desk.example") as (port, _):
        ours, theirs = {"Origin": "https://desk.example"}, {"Origin": "https://evil.example"}
        for method, path in (("GET", "/healthz"), ("GET", "/nowhere"), ("DELETE", "/healthz"), ("POST", "/v1/entities"), ("OPTIONS", "/v1/diff")):
            reply, _ = read(port, method, path, ours)
            check(reply.headers["Access-Control-Allow-Origin"] == "https://desk.example", f"{method} {path}: a page may not read {reply.status}")
            check("Origin" in reply.headers["Vary"], f"{method} {path}: no Vary")
            check(not reply.headers["Access-Control-Allow-Credentials"], "credentials are allowed")
            reply, _ = read(port, method, path, theirs)
            check(not reply.headers["Access-Control-Allow-Origin"] and "Origin" in reply.headers["Vary"], f"{method} {path}: anybody may read it")
        reply, _ = read(port, "OPTIONS", "/v1/diff", {**ours, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"})
        allowed = {one.strip().lower() for one in reply.headers["Access-Control-Allow-Headers"].split(",")}
        check(reply.status == 204 and reply.headers["Access-Control-Max-Age"] == "600", "no preflight")
        check({"content-type", "content-encoding", "accept", "if-none-match", "x-request-id", "x-request-timeout", "traceparent"} <= allowed,
              f"pages may not send {allowed}")
        reply, _ = read(port, "GET", "/v1/limits", ours)
        exposed = {one.strip() for one in reply.headers["Access-Control-Expose-Headers"].split(",")}
        check({"X-Request-ID", "ETag", "Link", "Retry-After", "Allow"} <= exposed, f"pages may not see {exposed}")
    with service(program, "--cors-origin", "*") as (port, _):
        check(read(port, "GET", "/healthz", theirs)[0].headers["Access-Control-Allow-Origin"] == "*", "* is not everybody")


def check_crowd(program):
    """One address may hold so many connections; those it has go on."""
    with service(program, "--connections-per-client", "3") as (port, _):
        held = []
        for _ in range(3):
            held.append(http.client.HTTPConnection("127.0.0.1", port, timeout=10))
            held[-1].request("GET", "/healthz")
            check(held[-1].getresponse().read() == b'{"status":"ok"}', "a connection within the bound fails")
        with socket.create_connection(("127.0.0.1", port), 10) as one_more:
            try:
                one_more.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                got = one_more.recv(100)
            except ConnectionError:
                got = b""
        check(got == b"", "a connection beyond the bound is served")
        held[0].request("GET", "/healthz")
        check(held[0].getresponse().read() == b'{"status":"ok"}', "the others suffer")
        for connection in held:
            connection.close()


def check_refusals(program):
    """Who sends a body as a proxy does, and looks at the reply later, can send all of it, and has the reply."""
    body = b"x" * (4 << 20)
    with service(program) as (port, _):
        for line, kind, status in (("/v1/entities", "text/csv", 415), ("/v1/entities", "application/json", 413), ("/nowhere", "application/json", 404)):
            head = f"POST {line} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            with socket.create_connection(("127.0.0.1", port), 30) as client:
                try:
                    client.sendall(head + body)
                    got = client.makefile("rb").read()
                except OSError as fault:
                    got = repr(fault).encode()
                check(got.startswith(b"HTTP/1.1 %d " % status) and b"\r\nConnection: close\r\n" in got, f"{status}: {got[:200]}")


def main():
    program = sys.argv[1]
    for part in (check_base, check_spent, check_strangers, check_cors, check_crowd, check_refusals):
        part(program)
    print("\n".join(faults) or "the front is as promised")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
