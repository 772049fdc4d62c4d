#!/usr/bin/env python3
"""What the program does with URLs, against a Web server that does all that servers may do wrong.

Usage: fetch.py COPYDESK ROOT RESOLVER
"""
import contextlib
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from urllib.parse import quote

from program import PROGRAM, Service, Skip, environment, folder, free_port, run, sanitized, until
from web import ARTICLE, PAGE, Web, reply

RESOLVER = os.path.abspath(sys.argv[3])
TEXT = {"text": ARTICLE}
FORM = [("Content-Type", "application/x-www-form-urlencoded")]


@contextlib.contextmanager
def desk(web, *options, private="127.0.0.0/8", env=None, interval="0"):
    """The service, which may fetch from the web server although that is on this machine."""
    with Service("--fetch", "--fetch-ports", str(web.port), "--fetch-private", private, "--fetch-interval-ms", interval,
                 *options, env=env) as service:
        yield service
        assert service.stop() == 0, service.log()[-9:]


def names(*told, **more):
    """What to set in the environment for names that resolve as told: "news.example=127.0.0.2,127.0.0.1"."""
    if sanitized():
        raise Skip("a sanitizer lets nobody stand before it")
    return {"LD_PRELOAD": RESOLVER, "TEST_HOSTS": " ".join(told), **more}


def fetch(service, url, path="/v1/entities?text=true", **headers):
    """(status, reply) of a question about what is at the URL."""
    status, _, body = service.ask(path, json.dumps({"url": url}), headers=[(name.replace("_", "-"), value) for name, value in headers.items()])
    return status, json.loads(body)


def answer(service, url, **headers):
    """(status, code, detail), the last without the place."""
    status, body = fetch(service, url, **headers)
    return status, body.get("code"), body.get("detail", "").removeprefix("/url: ")


def named(body):
    return {entity["name"] for entity in body["entities"]}


def expect(service, url, status, code, **headers):
    got, body = fetch(service, url, **headers)
    assert (got, body.get("code")) == (status, code), (url, got, body)
    if code and code.startswith("fetch_"):
        assert body["detail"].startswith("/url: ") and body["errors"][0]["pointer"] == "/url" and body["errors"][0]["code"] == code, body
    return body.get("detail", "").removeprefix("/url: ")


def pages_are_read_by_their_type():
    with Web() as web, desk(web) as service:
        for path in ("/page", "/xhtml", "/packed", "/untold", "/long", "/plain", "/latin", "/count?5"):
            status, body = fetch(service, web.url(path))
            assert status == 200, (path, body)
            assert "Jane Roe" in named(body), (path, body)
            assert ARTICLE in body["text"], (path, body["text"])
            assert "Sport" not in body["text"] and "more than it said" not in body["text"], body["text"]
            for entity in body["entities"]:
                for mention in entity["mentions"]:
                    assert body["text"][mention["start"]:mention["end"]] == mention["text"]
        assert "René Müller" in named(fetch(service, web.url("/latin"))[1])


def every_route_takes_a_url():
    with Web() as web, desk(web) as service:
        page = {"url": web.url("/page")}
        for path in ("/v1/entities", "/v1/quotes", "/v1/related", "/v1/analysis"):
            assert service.ask(path, json.dumps(page))[0] == 200, path
        status, _, body = service.ask("/v1/diff", json.dumps({"left": page, "right": {"url": web.url("/plain")}}))
        assert status == 200 and "removed" in {unit["relation"] for unit in json.loads(body)["units"]}, body
        status, _, body = service.ask("/entities/from-url", f"url={quote(web.url('/page'))}", FORM)
        assert status == 200 and b"Jane Roe" in body, body
        lines = "\n".join(json.dumps(line) for line in (page, TEXT, {"url": web.url("/missing")}, page))
        status, _, body = service.ask("/v1/entities", lines, headers=[("Content-Type", "application/x-ndjson")])
        told = [json.loads(line) for line in body.splitlines()]
        assert [one.get("code") for one in told] == [None, None, "fetch_failed", None], told
        assert told[2]["line"] == 3 and told[2]["status"] == 502, told[2]


def the_terminal_fetches_too():
    with Web() as web:
        options = ["--fetch", "--fetch-ports", str(web.port), "--fetch-private", "127.0.0.0/8"]
        body = json.dumps({"url": web.url("/page")})
        for wanted, more in ((0, options), (4, [])):
            done = subprocess.run([PROGRAM, "call", "POST", "/v1/entities", body, *more], env=environment(None),
                                  capture_output=True, text=True, check=False, timeout=60)
            assert done.returncode == wanted, (more, done.stdout, done.stderr)


FEED = ("<?xml version='1.0'?><rss version='2.0'><channel><title>Desk</title>" + "".join(
    f"<item><title>Bridge {i}</title><guid>bridge-{i}</guid><description>{ARTICLE} It is bridge {i}.</description></item>" for i in range(3))
    + "</channel></rss>").encode()


def the_corpus_is_fetched_by_the_same_guards():
    with Web({"/feed": reply(FEED, media="application/rss+xml")}) as web:
        with desk(web, "--corpus", web.url("/feed")) as service:
            assert json.loads(service.ask("/v1/articles")[2])["total"] == 3
            assert web.targets() == ["/feed"]
        before = len(web.connected)
        for options in (["--fetch", "--fetch-ports", str(web.port), "--fetch-connect-ms", "100"],
                        ["--fetch", "--fetch-private", "127.0.0.1"], ["--fetch-private", "127.0.0.1", "--fetch-ports", str(web.port)]):
            done = subprocess.run([PROGRAM, "serve", "--port", "0", "--strict", "--corpus", web.url("/feed"), *options],
                                  env=environment(None), capture_output=True, text=True, check=False, timeout=60)
            assert done.returncode == 1 and "/feed" in done.stderr, (options, done)
        assert len(web.connected) == before


def nothing_is_fetched_unless_it_is_switched_on():
    with Web() as web, Service() as service:
        expect(service, web.url("/page"), 403, "fetch_off")
        assert not web.connected


def a_url_is_refused_by_its_words():
    """Told at once, with the reason: it says nothing about any machine."""
    with Web() as web, desk(web, "--fetch-hosts", "127.0.0.1", "--fetch-hosts", ".news.example") as service:
        here = f"127.0.0.1:{web.port}"
        for url in ("file:///etc/passwd", "gopher://127.0.0.1:70/_x", "ftp://127.0.0.1/x", "dict://127.0.0.1:11211/stat",
                    "ldap://127.0.0.1/", "javascript:alert(1)", "data:text/html,x", f"//{here}/page", f"{here}/page", "/page", "http://",
                    f"http://me:secret@{here}/page", f"http://me@{here}/page", f"http://@{here}/page", "http://127.0.0.1:22/", "http://127.0.0.1:0/",
                    "http://127.0.0.1:99999/", f"http://localhost:{web.port}/", "http://news.example.evil.example/",
                    "http://evilnews.example/", "http://127.0.0.1.evil.example/", f"http://{here}/" + "x" * 9000, "http://news.example/ x\r\nHost: y"):
            begin = time.monotonic()
            expect(service, url, 403, "fetch_refused")
            assert time.monotonic() - begin < 1.5, url
        assert not web.connected
        expect(service, f"http://{here}/page", 200, None)


def hosts_that_are_listed_are_all_there_are():
    with Web() as web:
        told = names("news.example=127.0.0.2", "www.news.example=127.0.0.2", "other.example=127.0.0.2")
        with desk(web, "--fetch-hosts", ".news.example", env=told) as service:
            for host in ("news.example", "www.news.example", "WWW.News.Example", "www.news.example."):
                expect(service, web.url("/page", host), 200, None)
            for host in ("other.example", "xnews.example", "news.example.other.example", "127.0.0.2"):
                expect(service, web.url("/page", host), 403, "fetch_refused")
            count = len(web.asked)
            expect(service, web.url("/to?" + web.url("/page", "other.example"), "news.example"), 502, "fetch_failed")
            assert len(web.asked) == count + 1, web.targets()
            expect(service, web.url("/to?" + web.url("/page", "www.news.example"), "news.example"), 200, None)


SPELLINGS = ("127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "0.0.0.0", "localhost", "LOCALHOST.", "[::1]", "[::]",
             "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "127%2E0.0.1")
NEVER = ("169.254.169.254", "10.1.2.3", "100.64.1.1", "192.168.0.1", "[64:ff9b::a9fe:a9fe]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
         "[fe80::1]", "[fd00::1]", "[2001:0:1::1]")


@contextlib.contextmanager
def deaf():
    """The port of a socket that takes no connection and refuses none: a machine that is not there."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as sock:
        port = sock.getsockname()[1]
        callers = [socket.socket() for _ in range(8)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.1", port))
        yield port
        for caller in callers:
            caller.close()


@contextlib.contextmanager
def closed():
    """A port that nobody listens on, nor can take."""
    with socket.socket() as v4, socket.socket(socket.AF_INET6) as v6:
        port = free_port()
        v4.bind(("127.0.0.1", port))
        v6.bind(("::1", port))
        yield port


def asked_at_once(service, urls):
    """(url, seconds, answer) of each; all are asked at the same time."""
    told = []

    def ask(url):
        begin = time.monotonic()
        got = answer(service, url)
        told.append((url, time.monotonic() - begin, got))

    threads = [threading.Thread(target=ask, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def what_may_not_be_reached_is_told_from_nothing():
    """An address that is guarded, a port that is closed, a machine or a name that is not there: one answer, after one time."""
    with Web() as web, deaf() as silent, closed() as shut:
        env = names("guarded.example=10.0.0.1", "nowhere.example=256.0.0.1") if not sanitized() else None
        with Service("--fetch", "--fetch-ports", f"{web.port}", "--fetch-ports", f"{shut}", "--fetch-ports", f"{silent}", "--fetch-per-host", "99",
                     "--fetch-private", "127.0.0.1/32", "--fetch-private", "::1/128", "--fetch-connect-ms", "1000", "--fetch-interval-ms", "0",
                     "--fetch-threads", "64", env=env) as service:
            urls = [f"http://127.0.0.1:{shut}/", f"http://[::1]:{shut}/", f"http://127.0.0.1:{silent}/", f"http://127.0.0.9:{web.port}/page",
                    f"http://127.0.0.9:{shut}/"]
            urls += [f"http://{host}:{web.port}/page" for host in NEVER]
            urls += [web.url(f"/to?http://{host}:{web.port}/page") for host in NEVER[:3]]
            urls += [f"http://{host}.example:{web.port}/page" for host in ("guarded", "nowhere")] if env else []
            told = asked_at_once(service, urls)
            assert {got for _, _, got in told} == {(502, "fetch_failed", "it cannot be reached from here")}, told
            times = sorted((seconds, url) for url, seconds, _ in told)
            assert times[0][0] >= 0.95, times[0]
            assert times[-1][0] < times[0][0] + 2, (times[0], times[-1])
            assert set(web.connected) <= {"127.0.0.1"}, web.connected


def no_spelling_leads_to_this_machine():
    with Web() as web, desk(web, "--fetch-per-host", "99", "--fetch-threads", "32", "--fetch-connect-ms", "500", private="192.0.2.1") as service:
        told = asked_at_once(service, [web.url("/page", host) for host in SPELLINGS])
        assert {got for _, _, got in told} == {(502, "fetch_failed", "it cannot be reached from here")}, told
        assert answer(service, web.url("/page", "①②⑦.0.0.1"))[0] in (403, 502)
        assert not web.connected


def a_redirect_is_judged_like_the_first_url():
    with Web() as web, Web() as other, desk(web, "--fetch-connect-ms", "300", private="127.0.0.2/32") as service:
        here = f"127.0.0.2:{web.port}"
        for location in ("file:///etc/passwd", "gopher://127.0.0.2:70/_x", "ftp://127.0.0.2/x", "ldap://127.0.0.2/", f"http://me:secret@{here}/page",
                         other.url("/page", "127.0.0.2"), "http://127.0.0.2:22/", web.url("/page"), web.url("/page", "0x7f.1"),
                         f"//127.0.0.1:{web.port}/page", f"http:\\\\127.0.0.1:{web.port}\\page", "http://169.254.169.254/latest/meta-data/"):
            expect(service, web.url(f"/to?{location}", "127.0.0.2"), 502, "fetch_failed")
        assert set(web.connected) == {"127.0.0.2"} and not other.connected, (web.connected, other.connected)
        expect(service, web.url("/to?/page", "127.0.0.2"), 200, None)
        expect(service, web.url(f"/to?//{here}/page", "127.0.0.2"), 200, None)


def redirects_end_after_five():
    with Web() as web, desk(web) as service:
        expect(service, web.url("/count?5"), 200, None)
        count = len(web.asked)
        expect(service, web.url("/count?6"), 502, "fetch_failed")
        assert len(web.asked) == count + 6, web.targets()
        count = len(web.asked)
        expect(service, web.url("/loop"), 502, "fetch_failed")
        assert len(web.asked) == count + 6, web.targets()


def a_name_that_turns_to_this_machine_is_not_followed():
    """DNS rebinding: the first answer is an address that may be fetched from, the next one is not."""
    with Web() as web, desk(web, "--fetch-connect-ms", "300", private="127.0.0.2/32",
                            env=names("turns.example=127.0.0.2,127.0.0.1", "leads.example=127.0.0.2,127.0.0.1")) as service:
        expect(service, web.url("/page", "turns.example"), 200, None)
        expect(service, web.url("/page", "turns.example"), 502, "fetch_failed")
        answer(service, web.url("/to?" + web.url("/page", "leads.example"), "leads.example"))  # its first address may be kept for the second hop
        expect(service, web.url("/page", "leads.example"), 502, "fetch_failed")
        assert set(web.connected) == {"127.0.0.2"}, web.connected


def a_resolver_that_hangs_holds_nobody_up():
    with Web() as web, desk(web, "--fetch-connect-ms", "1000", env=names("hangs.example=")) as service:
        begin = time.monotonic()
        expect(service, web.url("/page", "hangs.example"), 502, "fetch_failed")
        assert time.monotonic() - begin < 5
        begin = time.monotonic()
        expect(service, web.url("/page", "hangs.example"), 503, "deadline", X_Request_Timeout="0.3")
        assert time.monotonic() - begin < 5


def we_do_not_fetch_from_ourselves():
    with Web() as web:
        port = free_port()
        with Service("--port", str(port), "--fetch", "--fetch-ports", str(port), "--fetch-private", "0.0.0.0/0", "--fetch-private", "::/0",
                     "--fetch-connect-ms", "300", "--fetch-interval-ms", "0") as service:
            for host in ("127.0.0.1", "localhost", "0.0.0.0", "0", "[::ffff:127.0.0.1]", "[::ffff:0.0.0.0]", "127.0.0.2"):
                status, code, detail = answer(service, f"http://{host}:{port}/healthz")
                assert (status, code, detail) == (502, "fetch_failed", "it cannot be reached from here"), (host, status, code, detail)
        assert not web.connected


def the_environment_does_not_count():
    """Neither its proxies nor a .netrc, nor its exceptions from the proxy that is set."""
    with Web() as web, Web({"/page": reply(b"<p>The proxy was here.</p>")}) as proxy, folder() as home:
        (home / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
        (home / ".netrc").chmod(0o600)
        trap = {name: f"http://127.0.0.1:{proxy.port}" for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY")}
        env = {**trap, "HOME": str(home)}
        with desk(web, "--fetch-connect-ms", "300", env=env) as service:
            expect(service, web.url("/page"), 200, None)
            expect(service, web.url("/asks-for-name"), 502, "fetch_failed")
            expect(service, "http://10.1.2.3/", 502, "fetch_failed")
        assert not proxy.connected
        assert not any("authorization" in asked.headers for asked in web.asked)


def a_proxy_that_is_set_gets_all():
    def says(asked, _, __):
        return reply(f"<article><p>{ARTICLE}</p><p>{ARTICLE} It was asked for at the proxy.</p></article>".encode())

    with Web() as web, Web() as proxy:
        proxy.pages = {target: says for target in (web.url("/page"), "http://10.1.2.3/page")}
        env = {"no_proxy": "127.0.0.1,10.1.2.3", "NO_PROXY": "*"}
        with desk(web, "--fetch-proxy", f"http://127.0.0.1:{proxy.port}", private="192.0.2.1", env=env) as service:
            for url in (web.url("/page"), "http://10.1.2.3/page"):
                expect(service, url, 200, None)
        assert proxy.targets() == [web.url("/page"), "http://10.1.2.3/page"], proxy.targets()
        assert not web.connected


def the_request_says_who_we_are_and_no_more():
    with Web() as web, desk(web) as service:
        fetch(service, web.url("/cookie"))
        fetch(service, web.url("/count?1"))
        for asked in web.asked:
            assert asked.method == "GET"
            assert asked.headers["user-agent"].startswith("copydesk/"), asked.headers
            assert asked.headers["accept-encoding"] == "gzip", asked.headers
            assert set(asked.headers) <= {"host", "user-agent", "accept", "accept-encoding"}, asked.headers
    with Web() as web, desk(web, "--fetch-agent", "Desk/1 (+https://desk.example/about)") as service:
        fetch(service, web.url("/page"))
        assert web.asked[0].headers["user-agent"] == "Desk/1 (+https://desk.example/about)"


def what_is_no_article_is_told_so():
    """A fault of the server is told in words; a page without an article is a fault of the request."""
    with Web() as web, desk(web) as service:
        for path in ("/image", "/program"):
            assert "type" in expect(service, web.url(path), 502, "fetch_failed")
        for path, status in (("/missing", "404"), ("/broken", "500"), ("/unasked", "304"), ("/nowhere", "302"), ("/asks-for-name", "401")):
            assert status in expect(service, web.url(path), 502, "fetch_failed")
        for path in ("/no-image", "/empty", "/no-content", "/half-head"):
            status, body = fetch(service, web.url(path))
            assert (status, body["code"]) in ((422, "invalid"), (502, "fetch_failed")), (path, body)
        status, body = fetch(service, web.url("/empty"))
        assert body["errors"][0]["pointer"] == "/url", body
        for path in ("/lie",):  # what there is of it is read as the page it is said to be
            status, body = fetch(service, web.url(path))
            assert status in (200, 422), (path, status, body)


def replies_that_break_off_or_break_rules_fail():
    with Web() as web, desk(web) as service:
        for path in ("/short", "/nothing", "/ssh", "/old"):
            expect(service, web.url(path), 502, "fetch_failed")
        for path in ("/bad-packed", "/cut-packed", "/cut-packed-late"):
            assert "damaged or cut off" in expect(service, web.url(path), 502, "fetch_failed"), path
        assert "packed" in expect(service, web.url("/oddly-packed"), 502, "fetch_failed")


def resident(service):
    with open(f"/proc/{service.pid}/status", encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) * 1024


def what_has_no_end_is_cut_off():
    """In memory that the limits tell, and in no more time than fetch_ms."""
    with Web() as web, desk(web, "--fetch-bytes", "1000000", "--fetch-ms", "3000", "--fetch-per-host", "99") as service:
        expect(service, web.url("/page"), 200, None)
        before = resident(service)
        for path in ("/huge", "/flood", "/chunks", "/bomb", "/bomb-in-bomb", "/heads", "/head-line", "/hints", "/drip", "/drip-head", "/silent"):
            begin = time.monotonic()
            expect(service, web.url(path), 502, "fetch_failed")
            assert time.monotonic() - begin < 9, path
            if path in ("/huge", "/flood", "/chunks", "/bomb", "/bomb-in-bomb"):
                assert "fetch_bytes" in answer(service, web.url(path))[2], path
        assert sanitized() or resident(service) - before < 40e6, resident(service) - before


def a_fetch_ends_with_its_request():
    with Web() as web, desk(web, "--fetch-per-host", "99") as service:
        for path in ("/silent", "/drip", "/drip-head"):
            begin = time.monotonic()
            expect(service, web.url(path), 503, "deadline", X_Request_Timeout="0.5")
            assert time.monotonic() - begin < 5, path
        begin = time.monotonic()
        with socket.create_connection(("127.0.0.1", service.port)) as client:
            body = json.dumps({"url": web.url("/silent")})
            client.sendall(f"POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
            until(lambda: web.active == 1)
        until(lambda: web.active == 0)  # it goes when the client has gone
        assert time.monotonic() - begin < 6


def those_who_wait_for_others_hold_up_nobody():
    """All threads that fetch hang; text is read meanwhile, and one fetch too many is told so."""
    with Web() as web, desk(web, "--fetch-threads", "2", "--queue", "3", "--workers", "1", "--fetch-per-host", "99") as service:
        clients = [threading.Thread(target=fetch, args=(service, web.url("/silent")), kwargs={"X_Request_Timeout": "8"}) for _ in range(5)]
        for client in clients[:2]:
            client.start()
        until(lambda: web.active == 2)
        for client in clients[2:]:
            client.start()
        until(lambda: service.metric("copydesk_fetch_queue_depth") == 3)
        expect(service, web.url("/page"), 503, "busy")
        begin = time.monotonic()
        for text in (ARTICLE, "“No,” she said.\n\n" + ARTICLE + "\n\n\t\"Yes\" \\ /", "The url is short."):
            status, _, body = service.ask("/v1/quotes", json.dumps({"text": text}))
            assert status == 200, body
        for kind, body in (("text/plain", ARTICLE), ("text/html", f'<script type="application/ld+json">{{"url": "x"}}</script><p>{ARTICLE} {ARTICLE}</p>')):
            status, _, body = service.ask("/v1/entities", body.encode(), headers=[("Content-Type", kind)])
            assert status == 200, body
        assert service.ask("/healthz")[0] == 200
        assert time.monotonic() - begin < 6
        assert web.active == 2
        # one who hides what is asked for does not get at the threads that analyse
        escaped = json.dumps({"url": web.url("/silent")}).replace('"url"', '"\\u0075\\u0072\\u006C"')
        hidden = [threading.Thread(target=service.ask, args=args) for args in
                  (("/v1/entities", escaped), ("/entities/from-url", "u%72l=" + quote(web.url("/silent")), FORM))]
        web.ends.set()
        for client in clients:
            client.join()
        web.ends.clear()
        for client in hidden:
            client.start()
        until(lambda: web.active == 2)
        assert service.metric("copydesk_workers_busy") == 0
        web.ends.set()
        for client in hidden:
            client.join()


def a_host_is_asked_by_few_at_a_time():
    def lingers(_, client, web):
        until(lambda: len(web.asked) >= 2 or web.ends.is_set())
        return reply()

    with Web({"/page": lingers}) as web, desk(web, "--fetch-threads", "16", "--fetch-per-host", "2", "--fetch-cache-bytes", "0") as service:
        told = asked_at_once(service, [web.url(f"/page?{i}") for i in range(12)])
        assert {got[0] for _, _, got in told} == {200}, told
        assert web.most_active <= 2 and len(web.asked) == 12, web.most_active


def a_host_is_not_asked_too_fast():
    with Web() as web, desk(web, "--fetch-per-host", "4", "--fetch-cache-bytes", "0", interval="400") as service:
        told = asked_at_once(service, [web.url(f"/page?{i}") for i in range(4)])
        assert {got[0] for _, _, got in told} == {200}, told
        times = sorted(asked.at for asked in web.asked)
        assert times[-1] - times[0] >= 0.9, times  # 1.2 s, if the first one was not late
        begin = time.monotonic()
        told = asked_at_once(service, [web.url("/page", f"127.0.0.{i}") for i in range(2, 8)])
        assert {got[0] for _, _, got in told} == {200}, told
        assert time.monotonic() - begin < 1.9, "hosts wait for each other"


def what_may_be_kept_is_not_asked_for_again():
    with Web() as web, desk(web) as service:
        first = fetch(service, web.url("/fresh"))
        for again in (web.url("/fresh"), web.url("/fresh#part")):
            assert fetch(service, again)[1]["entities"] == first[1]["entities"]
        assert web.targets() == ["/fresh"], web.targets()
        for path in ("/no-store", "/private", "/page", "/both"):
            fetch(service, web.url(path))
            fetch(service, web.url(path))
            assert web.targets()[-2:] == [path, path], web.targets()
            assert not {"if-none-match", "if-modified-since"} & set(web.asked[-1].headers), path
        assert service.metric('copydesk_fetches_total{result="cached"}') == 2
    with Web() as web, desk(web, "--fetch-cache-bytes", "0") as service:
        fetch(service, web.url("/fresh"))
        fetch(service, web.url("/fresh"))
        assert len(web.asked) == 2


def what_is_kept_is_asked_about():
    with Web() as web, desk(web) as service:
        for path, header in (("/etag", "if-none-match"), ("/date", "if-modified-since")):
            first = fetch(service, web.url(path))
            again = fetch(service, web.url(path))
            assert first[0] == again[0] == 200 and first[1]["text"] == again[1]["text"]
            assert header not in web.asked[-2].headers and header in web.asked[-1].headers
        told = service.metric('copydesk_fetches_total{result="cached"}')
        assert told == 2, told
        web.pages["/etag"] = reply(b"<article><p>Another page is there, by Ann Cole of Leeds, who wrote it on Tuesday.</p></article>", ETag='"two"')
        assert "Ann Cole" in fetch(service, web.url("/etag"))[1]["text"]


def a_redirect_is_followed_anew():
    """What it led to may be kept; where it leads may not."""
    with Web({"/latest": lambda *_: b""}) as web, desk(web) as service:
        for page, other in (("/fresh", "/etag"), ("/etag", "/fresh")):
            web.pages["/latest"] = reply(b"", "302 Found", Location=page)
            assert fetch(service, web.url("/latest"))[0] == 200
            web.pages["/latest"] = reply(b"", "302 Found", Location=other)
            assert fetch(service, web.url("/latest"))[0] == 200
        assert web.targets() == ["/latest", "/fresh", "/latest", "/etag", "/latest", "/etag", "/latest"], web.targets()


def what_is_kept_is_bounded():
    pages = {f"/{i}": reply(b"<p>" + b"x" * 100_000 + b"</p>", Cache_Control="max-age=600") for i in range(8)}
    with Web(pages) as web, desk(web, "--fetch-cache-bytes", "350000") as service:
        for i in (0, 1, 2, 0, 3, 0, 1):
            fetch(service, web.url(f"/{i}"))
        assert web.targets() == ["/0", "/1", "/2", "/3", "/1"], web.targets()


def certificates_are_looked_at():
    if not shutil.which("openssl"):
        raise Skip("no openssl")
    with folder() as place:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                        "subjectAltName=IP:127.0.0.1", "-keyout", place / "key", "-out", place / "certificate"], check=True, capture_output=True)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(place / "certificate", place / "key")
        with Web(tls=tls) as web, desk(web) as service:
            expect(service, web.url("/page"), 502, "fetch_failed")
            assert web.connected and not web.asked


def options_that_make_no_sense_end_the_start():
    for option, value in (("--fetch-ports", "0"), ("--fetch-ports", "http"), ("--fetch-ports", "70000"), ("--fetch-private", "10.0.0.0/40"),
                          ("--fetch-private", "intranet"), ("--fetch-threads", "0")):
        done = subprocess.run([PROGRAM, "serve", "--port", "0", "--fetch", option, value], env=environment(None),
                              capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 1 or done.returncode == 2, (option, value, done)
        assert option.removeprefix("--").replace("-", "_") in done.stderr.replace("-", "_"), done.stderr


def all_of_it_is_counted():
    with Web() as web, desk(web, "--fetch-connect-ms", "100") as service:
        for url in (web.url("/page"), web.url("/fresh"), web.url("/fresh"), "ftp://news.example/", web.url("/missing"), "http://10.0.0.1/"):
            fetch(service, url)
        counts = {result: service.metric(f'copydesk_fetches_total{{result="{result}"}}') for result in ("fetched", "cached", "refused", "failed")}
        assert counts == {"fetched": 2, "cached": 1, "refused": 1, "failed": 2}, counts
        assert service.metric("copydesk_fetched_bytes_total") == 2 * len(PAGE)
        assert service.metric("copydesk_fetch_queue_depth") == 0
        text = service.ask("/metrics")[2]
        if shutil.which("promtool"):
            subprocess.run(["promtool", "check", "metrics"], input=text, check=True, capture_output=True)
    with Service() as service:
        assert b"copydesk_fetch" not in service.ask("/metrics")[2]


run([
    pages_are_read_by_their_type,
    every_route_takes_a_url,
    the_terminal_fetches_too,
    the_corpus_is_fetched_by_the_same_guards,
    nothing_is_fetched_unless_it_is_switched_on,
    a_url_is_refused_by_its_words,
    hosts_that_are_listed_are_all_there_are,
    what_may_not_be_reached_is_told_from_nothing,
    no_spelling_leads_to_this_machine,
    a_redirect_is_judged_like_the_first_url,
    redirects_end_after_five,
    a_name_that_turns_to_this_machine_is_not_followed,
    a_resolver_that_hangs_holds_nobody_up,
    we_do_not_fetch_from_ourselves,
    the_environment_does_not_count,
    a_proxy_that_is_set_gets_all,
    the_request_says_who_we_are_and_no_more,
    what_is_no_article_is_told_so,
    replies_that_break_off_or_break_rules_fail,
    what_has_no_end_is_cut_off,
    a_fetch_ends_with_its_request,
    those_who_wait_for_others_hold_up_nobody,
    a_host_is_asked_by_few_at_a_time,
    a_host_is_not_asked_too_fast,
    what_may_be_kept_is_not_asked_for_again,
    what_is_kept_is_asked_about,
    a_redirect_is_followed_anew,
    what_is_kept_is_bounded,
    certificates_are_looked_at,
    options_that_make_no_sense_end_the_start,
    all_of_it_is_counted,
])
