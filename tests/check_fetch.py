#!/usr/bin/env python3
"""Fetches articles by url from servers that redirect, dribble, lie, bomb and lead astray.

Usage: check_fetch.py COPYDESK
"""
import concurrent.futures
import gzip
import http.client
import http.server
import json
import socket
import sys
import threading
import time

from service import metric, service

PAGE = ("<html><head><title>Bridge reopens after the flood</title></head><body><article><p>The harbour bridge reopened "
        "at 6 p.m. Monday, nine months after a flood had closed it, city officials said.</p><p>\u201cWe checked every "
        "cable twice,\u201d said Maria Ortega, the chief engineer of Northport Bridges.</p></article></body></html>")
TEXT = "The bridge is open, Mayor Ann Cole said."
SLOW_S = 0.5
PATIENCE_S = 60


class Site(http.server.BaseHTTPRequestHandler):
    """One path, one behaviour. The class keeps what was asked."""
    protocol_version = "HTTP/1.1"
    asked, active, most = [], 0, 0
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def answer(self, body=b"", kind="text/html; charset=utf-8", status=200, length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def dribble(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        try:
            for _ in range(600):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def stay(self):
        with self.lock:
            Site.active += 1
            Site.most = max(Site.most, Site.active)
        time.sleep(SLOW_S)
        with self.lock:
            Site.active -= 1
        self.answer(PAGE.encode())

    def do_GET(self):
        path, _, rest = self.path.partition("?")
        with self.lock:
            Site.asked.append((self.path, dict(self.headers)))
        behaviours = {
            "/page": lambda: self.answer(PAGE.encode()),
            "/latin": lambda: self.answer(PAGE.replace("\u201c", "\xab").replace("\u201d", "\xbb").encode("latin-1"),
                                          "text/html; charset=iso-8859-1"),
            "/text": lambda: self.answer(TEXT.encode(), "text/plain"),
            "/empty": lambda: self.answer(b"<html><body></body></html>"),
            "/packed": lambda: self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
            "/image": lambda: self.answer(b"\x89PNG", "image/png"),
            "/missing": lambda: self.answer(b"no", status=404),
            "/to": lambda: self.answer(status=302, Location=rest),
            "/chain": lambda: self.answer(status=301, Location=f"/chain?{int(rest) - 1}" if int(rest) else "/page"),
            "/loop": lambda: self.answer(status=302, Location="/loop"),
            "/bomb": lambda: self.answer(gzip.compress(bytes(64 << 20)), Content_Encoding="gzip"),
            "/long": lambda: self.answer(b"x" * 300000),
            "/early": lambda: self.answer(b"<p>cut", length=1000),
            "/dribble": self.dribble,
            "/slow": self.stay,
            "/kept": lambda: self.answer(PAGE.encode(), Cache_Control="max-age=60"),
            "/unkept": lambda: self.answer(PAGE.encode(), Cache_Control="no-store", ETag='"u"'),
            "/tagged": lambda: self.answer(status=304) if self.headers.get("If-None-Match") == '"t"'
            else self.answer(PAGE.encode(), ETag='"t"'),
        }
        behaviours[path]()
        self.close_connection = path == "/early"


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """Clients that break off are what is tested."""


def site():
    server = Server(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def ask(port, url, query="", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("POST", f"/v1/quotes{query}", json.dumps({"url": url}),
                       {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}})
    reply = connection.getresponse()
    body = json.loads(reply.read())
    connection.close()
    return reply.status, body


def check(condition, words):
    if not condition:
        sys.exit(f"failed: {words}")


def times_asked(path):
    return sum(asked == path for asked, _ in Site.asked)


def check_good(port, base):
    for path, begin in (("/page", "The harbour bridge"), ("/latin", "The harbour bridge"), ("/text", TEXT),
                        ("/packed", "The harbour bridge"), ("/chain?4", "The harbour bridge"),
                        ("/to?/page", "The harbour bridge")):
        status, body = ask(port, base + path, "?text=true")
        check(status == 200 and begin in body["text"], f"{path}: {status} {body}")
    check("\xabWe checked" in ask(port, base + "/latin", "?text=true")[1]["text"], "the charset of the head counts")
    status, body = ask(port, base + "/empty")
    check((status, body["errors"][0]["code"]) == (422, "empty"), f"an empty page: {status} {body}")
    agent = Site.asked[0][1]["User-Agent"]
    check(agent.startswith("copydesk/"), f"User-Agent {agent}")


def check_bad(port, base):
    cases = {
        "/missing": "answered 404", "/image": "media type", "/loop": "more than 5", "/chain?5": "more than 5",
        "/bomb": "fetch_bytes", "/long": "fetch_bytes", "/early": "", "/dribble": "",
        "/to?file:///etc/passwd": "may not be fetched", "/to?gopher://127.0.0.1:70/x": "may not be fetched",
        "/to?http://127.0.0.1:22/": "may not be fetched", "/to?http://user@127.0.0.1/": "may not be fetched",
        "/to?http://169.254.169.254/latest": "cannot be reached", "/to?http://[::1]/": "cannot be reached",
        "/to?http://[::ffff:10.0.0.1]/": "cannot be reached",
    }
    with concurrent.futures.ThreadPoolExecutor(len(cases)) as pool:
        began = time.monotonic()
        replies = dict(zip(cases, pool.map(lambda path: ask(port, base + path), cases)))
    for path, words in cases.items():
        status, body = replies[path]
        check(status == 502 and body["code"] == "fetch_failed" and words in body["detail"], f"{path}: {status} {body}")
        check(body["errors"][0]["pointer"] == "/url", f"{path}: {body}")
    check(time.monotonic() - began < PATIENCE_S / 2, "total time is bounded")
    for url, words in (("ftp://news.example/", "http and https"), ("http://127.0.0.1:25/", "ports"),
                       ("http://a:b@news.example/", "user name"), ("nonsense", "no URL")):
        status, body = ask(port, url)
        check(status == 403 and body["code"] == "fetch_refused" and words in body["detail"], f"{url}: {status} {body}")


def check_own_port(port):
    status, body = ask(port, f"http://127.0.0.1:{port}/healthz")
    check(status == 502 and "cannot be reached" in body["detail"], f"own port: {status} {body}")


def check_cache(port, base):
    for path, times in (("/kept", 1), ("/unkept", 2), ("/tagged", 2)):
        before = times_asked(path)
        for _ in range(2):
            status, body = ask(port, base + path, "?text=true")
            check(status == 200 and "harbour bridge" in body["text"], f"{path}: {status}")
        check(times_asked(path) - before == times, f"{path} was asked {times_asked(path) - before} times")
    check(Site.asked[-1][1].get("If-None-Match") == '"t"', "a validator is sent")
    check(metric(port, r'fetches_total\{result="cached"\}') == 2, "cached fetches are counted")


def check_politeness(port, base):
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda _: ask(port, base + "/slow"), range(6)))
    check([status for status, _ in replies] == [200] * 6, f"slow pages: {replies}")
    check(Site.most <= 2, f"{Site.most} at a time at one host")


def check_deadline(port, base):
    began = time.monotonic()
    status, body = ask(port, base + "/dribble", X_Request_Timeout="0.3")
    check((status, body["code"]) == (503, "deadline"), f"deadline: {status} {body}")
    check(time.monotonic() - began < PATIENCE_S / 2, "a deadline ends a fetch")


def check_others_go_on(port, base):
    """Fetches that wait hold up nobody who sends a text."""
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        waiting = [pool.submit(ask, port, base + "/slow") for _ in range(12)]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        connection.request("POST", "/v1/quotes", json.dumps({"text": TEXT}), {"Content-Type": "application/json"})
        check(connection.getresponse().status == 200, "a text is answered")
        connection.close()
        check(not all(one.done() for one in waiting), "a text was answered before all fetches")
        check({one.result()[0] for one in waiting} <= {200, 502}, "fetches end")


def check_one_answer(program):
    """An address that may not be connected, a closed port and a name that is not known look alike."""
    closed = free_port()
    with service(program, "--fetch", "--fetch-ports", str(closed), "--fetch-connect-ms", "400") as (port, _):
        seen, times = set(), []
        for url in (f"http://127.0.0.1:{closed}/", "http://10.0.0.1/", f"http://localhost:{closed}/", "http://0/",
                    "http://2130706433/", "http://name.invalid/", f"http://[64:ff9b::7f00:1]:{closed}/"):
            began = time.monotonic()
            status, body = ask(port, url)
            times.append(time.monotonic() - began)
            seen.add((status, body["code"], body["detail"], json.dumps(body["errors"])))
        check(len(seen) == 1, f"answers differ: {seen}")
        check(min(times) > 0.35, f"answers come after {times}")


def check_environment(program, base_port):
    """A proxy of the environment would be asked for addresses that we refuse."""
    before = len(Site.asked)
    env = {"http_proxy": f"http://127.0.0.1:{base_port}", "ALL_PROXY": f"http://127.0.0.1:{base_port}"}
    with service(program, "--fetch", "--fetch-connect-ms", "200", env=env) as (port, _):
        status, _ = ask(port, "http://10.1.2.3/page")
        check(status == 502, f"with a proxy in the environment: {status}")
    check(len(Site.asked) == before, "the environment's proxy was asked")


def check_hosts(program, base_port):
    options = ["--fetch", "--fetch-ports", str(base_port), "--fetch-private", "127.0.0.0/8", "--fetch-hosts", "localhost",
               "--fetch-hosts", ".news.example", "--fetch-connect-ms", "200"]
    with service(program, *options) as (port, _):
        check(ask(port, f"http://localhost:{base_port}/text")[0] in (200, 502), "a listed host")  # ::1 may come first
        status, body = ask(port, f"http://127.0.0.1:{base_port}/text")
        check((status, body["code"]) == (403, "fetch_refused"), f"a host that is not listed: {body}")


def main():
    program = sys.argv[1]
    base_port, own = site(), free_port()
    base = f"http://127.0.0.1:{base_port}"
    options = ["--fetch", "--fetch-private", "127.0.0.0/8", "--fetch-ports", str(base_port), "--fetch-ports", str(own),
               "--fetch-bytes", "200000", "--fetch-ms", "5000", "--fetch-connect-ms", "300", "--fetch-interval-ms", "0",
               "--fetch-threads", "16", "--port", str(own)]
    with service(program, *options) as (port, _):
        check_good(port, base)
        check_cache(port, base)
        check_politeness(port, base)
        check_deadline(port, base)
        check_others_go_on(port, base)
        check_bad(port, base)
        check_own_port(port)
    check_one_answer(program)
    check_environment(program, base_port)
    check_hosts(program, base_port)
    with service(program) as (port, _):
        status, body = ask(port, f"{base}/page")
        check((status, body["code"]) == (403, "fetch_off"), f"fetching is off: {status} {body}")
    print("fetching holds")


if __name__ == "__main__":
    main()
