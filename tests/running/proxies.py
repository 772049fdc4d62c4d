#!/usr/bin/env python3
"""nginx and HAProxy in front of two replicas of the real program, with the files of deploy/ as they are, but for
addresses, ports and the user.

Usage: proxies.py COPYDESK ROOT
"""
import contextlib
import gzip
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import threading

from program import PATIENCE, Service, Skip, folder, free_port, run, sanitized, until

ROOT = pathlib.Path(sys.argv[2])
SBIN = os.environ["PATH"] + ":/usr/sbin:/sbin"
CLIENT = "127.0.0.9"  # a client whose address is not the proxy's
BASE = "/copydesk"
# As deploy/ says of the service behind each; the delay is what the rolling restart stands on.
OPTIONS = ["--wait-for-analysis", "--base-path", BASE, "--trusted-proxies", "127.0.0.1"]
DRAIN = {"nginx": "1000", "haproxy": "3000"}
BODY_BYTES, BATCH_BYTES = 1048576, 16777216
JSON, LINES = {"Content-Type": "application/json"}, {"Content-Type": "application/x-ndjson"}
QUESTION = json.dumps({"text": "Ada Lovelace met Jane Roe in Leeds."}).encode()

# What Debian's nginx.conf has around a site, less what needs root; workers: each keeps connections of its own.
NGINX = """
daemon off; worker_processes 1; pid {place}/pid; error_log {place}/errors warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {place}/body; proxy_temp_path {place}/proxy; fastcgi_temp_path {place}/fastcgi;
    scgi_temp_path {place}/scgi; uwsgi_temp_path {place}/uwsgi;
    include {place}/site.conf;
}}
"""


def program_of(name):
    return shutil.which(name, path=SBIN)


def put(text, **places):
    """The text with each place, which must stand there once, changed."""
    for old, new in places.items():
        assert text.count(old) == 1, f"{old} stands {text.count(old)} times in the file of deploy/"
        text = text.replace(old, new)
    return text


def places(port, replicas, listen):
    return {f"{listen}80\n" if listen == "bind :" else f"{listen}80;":
            f"bind 127.0.0.1:{port}\n" if listen == "bind :" else f"{listen}127.0.0.1:{port};",
            "127.0.0.1:8080": f"127.0.0.1:{replicas[0]}", "127.0.0.1:8081": f"127.0.0.1:{replicas[1]}"}


def nginx_command(place, port, replicas):
    site = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    (place / "site.conf").write_text(put(site, **places(port, replicas, "    listen ")), encoding="utf-8")
    (place / "nginx.conf").write_text(("user root;" if os.getuid() == 0 else "") + NGINX.format(place=place), encoding="utf-8")
    return ["-e", str(place / "errors"), "-p", str(place), "-c", str(place / "nginx.conf")]


def haproxy_command(place, port, replicas):
    text = (ROOT / "deploy/haproxy.cfg").read_text(encoding="utf-8")
    own = {} if os.getuid() == 0 else {"    user haproxy\n": "", "    group haproxy\n": ""}
    (place / "haproxy.cfg").write_text(put(text, **places(port, replicas, "bind :"), **own), encoding="utf-8")
    return ["-db", "-f", str(place / "haproxy.cfg")]


COMMANDS = {"nginx": nginx_command, "haproxy": haproxy_command}


class Front:
    """A proxy and the two replicas behind it."""

    def __init__(self, name, port, replicas, relays):
        self.name, self.port, self.replicas, self.relays = name, port, replicas, relays

    def connection(self, source=CLIENT):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(source, 0))

    def ask(self, path, body=None, headers=(), connection=None):
        """(status, headers, body) of one request."""
        own = connection or self.connection()
        try:
            own.request("GET" if body is None else "POST", BASE + path, body, dict(headers))
        except (BrokenPipeError, ConnectionResetError):
            pass  # answered before all was sent
        reply = own.getresponse()
        answer = reply.status, reply.headers, reply.read()
        if not connection:
            own.close()
        return answer

    def logged(self, request_id):
        """The one line of either replica for this request."""
        def lines():
            return [line for replica in self.replicas for line in replica.log()
                    if isinstance(line, dict) and line.get("request_id") == request_id]
        until(lines, f"the log line of {request_id}")
        return lines()


class Relay(socketserver.ThreadingTCPServer):
    """Passes bytes on to a port, and counts the connections."""
    daemon_threads = True
    block_on_close = False

    def __init__(self, port):
        super().__init__(("127.0.0.1", 0), None)
        self.target, self.connections = port, 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def finish_request(self, request, client_address):
        self.connections += 1
        with socket.create_connection(("127.0.0.1", self.target)) as target:
            back = threading.Thread(target=pass_on, args=(target, request), daemon=True)
            back.start()
            pass_on(request, target)
            back.join()

    @property
    def port(self):
        return self.server_address[1]

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


def pass_on(source, sink):
    with contextlib.suppress(OSError):
        while part := source.recv(65536):
            sink.sendall(part)
        sink.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def front(name, is_counted=False):
    program = program_of(name)
    if not program:
        raise Skip(f"no {name}")
    with folder() as place, contextlib.ExitStack() as stack:
        replicas = [stack.enter_context(Service(*OPTIONS, "--drain-delay-ms", DRAIN[name], "--port", str(free_port()))) for _ in range(2)]
        relays = [stack.enter_context(Relay(replica.port)) for replica in replicas if is_counted]
        port = free_port()
        command = [program, *COMMANDS[name](place, port, [target.port for target in relays or replicas])]
        with open(place / "words", "w+b") as words:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=words, stderr=words)
            try:
                until(lambda: process.poll() is not None or is_open(port), f"the start of {name}")
                assert process.poll() is None, (place / "words").read_text()
                yield Front(name, port, replicas, relays)
            finally:
                process.terminate()
                process.wait(PATIENCE)


def is_open(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
        return True
    except ConnectionRefusedError:
        return False


# -- the checks, of either proxy ------------------------------------------------------------------


def check_plain_requests(proxy):
    status, headers, body = proxy.ask("/v1/articles/harbor-1")
    assert (status, json.loads(body)["id"]) == (200, "harbor-1"), (status, body[:200])
    etag = headers["ETag"]
    status, _, body = proxy.ask("/v1/articles/harbor-1", headers={"If-None-Match": etag})
    assert (status, body) == (304, b""), status
    status, _, body = proxy.ask("/v1/entities", QUESTION, JSON)
    assert status == 200 and "Jane Roe" in body.decode(), (status, body[:200])
    status, headers, body = proxy.ask("/v1/articles", headers={"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip" and json.loads(gzip.decompress(body))["articles"], headers
    status, headers, body = proxy.ask("/v1/entities", b"{", {**JSON, "X-Request-ID": "plain.1"})
    assert status == 400 and headers["Content-Type"] == "application/problem+json", (status, body)
    assert json.loads(body)["instance"] == headers["X-Request-ID"] == "plain.1", (headers, body)
    assert proxy.ask("/metrics")[0] == 404  # not for everybody


def check_base_path(proxy):
    """Links lead back through the proxy; an escaped slash of the path comes to the service as it was sent."""
    status, _, body = proxy.ask("/v1/articles/no%2Fwhere")
    problem = json.loads(body)
    assert status == 404 and problem["code"] == "unknown_article" and "no/where" in problem["detail"], problem
    assert problem["type"].startswith(BASE + "/problems/"), problem
    assert proxy.ask(problem["type"].removeprefix(BASE))[0] == 200
    forged = {"X-Forwarded-Prefix": "/evil", "X-Forwarded-Proto": "https", "Host": "desk.example:8000"}
    status, _, body = proxy.ask("/", headers=forged)
    assert status == 200 and f"http://desk.example:8000{BASE}/v1/" in body.decode(), body[:600]
    assert "/evil" not in body.decode() and "https://desk" not in body.decode()
    connection = proxy.connection()
    connection.request("GET", BASE)
    reply = connection.getresponse()
    assert reply.status in (301, 308) and reply.headers["Location"] == BASE + "/", reply.headers
    connection.close()


def check_client_address(proxy):
    """The log has the address that the proxy saw, whatever the client writes of itself."""
    forged = {"X-Forwarded-For": "203.0.113.7", "Forwarded": "for=203.0.113.8"}
    for number, headers in enumerate(({}, forged)):
        request_id = f"{proxy.name}-client-{number}"
        assert proxy.ask("/v1/limits", headers={**headers, "X-Request-ID": request_id})[0] == 200
        lines = proxy.logged(request_id)
        assert [line["client"] for line in lines] == [CLIENT], lines
    # an id that the service would not take is the proxy's
    status, headers, _ = proxy.ask("/v1/limits", headers={"X-Request-ID": "a b"})
    assert status == 200 and len(headers["X-Request-ID"]) >= 32, headers["X-Request-ID"]


def padded(size):
    return QUESTION + b" " * (size - len(QUESTION))


def check_large_bodies(proxy):
    """Bodies at the limits are taken; beyond them the answer is 413, whoever gives it."""
    assert proxy.ask("/v1/entities", padded(BODY_BYTES), JSON)[0] == 200
    line = padded(BODY_BYTES - 1) + b"\n"
    status, _, body = proxy.ask("/v1/entities", line * (BATCH_BYTES // BODY_BYTES), LINES)
    assert (status, body.count(b"\n")) == (200, BATCH_BYTES // BODY_BYTES), (status, body[:200])
    for kind, size in ((JSON, BODY_BYTES + 1), (JSON, 8 * BODY_BYTES), (LINES, BATCH_BYTES + 1)):
        for _ in range(5):
            status, headers, body = proxy.ask("/v1/entities", padded(size), kind)
            assert status == 413 and headers["Content-Type"] == "application/problem+json", (status, size, body[:200])
            assert json.loads(body)["code"] == "body_too_large", body


def check_streamed_lines(proxy):
    """The first line is there while the service still works on later ones, however short all of them are."""
    words = "The mill by the river closed on Monday and nobody knows why. " * (1000 if sanitized() else 16000)
    connection = proxy.connection()
    connection.request("POST", BASE + "/v1/related", "\n".join([json.dumps({"text": words})] * 4), LINES)
    reply = connection.getresponse()
    first = reply.readline()
    at_work = sum(replica.metric("copydesk_http_requests_in_flight") for replica in proxy.replicas)
    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/x-ndjson"), (reply.status, first)
    assert at_work == 3, f"{at_work} in flight: the two questions for it, and the stream"
    rest = reply.read()
    assert rest.count(b"\n") == 3 and len(first + rest) < 1460, (len(first + rest), first, rest)
    connection.close()


def check_reuse(proxy):
    """Clients that come and go share the few connections that the proxy keeps to the service."""
    for _ in range(200):
        assert proxy.ask("/v1/limits")[0] == 200
    made = sum(relay.connections for relay in proxy.relays)
    assert made <= 20, f"{made} connections for 200 requests (HAProxy's checks among them)"


def check_rolling_restart(proxy):
    """Each replica is stopped and started again while four clients ask: every request is answered 200."""
    ends, answers, faults = threading.Event(), [], []

    def ask_on():
        with contextlib.closing(proxy.connection()) as connection:
            while not ends.is_set():
                for path, body in (("/v1/articles?limit=2", None), ("/v1/entities", QUESTION), ("/v1/entities", padded(65536))):
                    try:
                        answers.append(proxy.ask(path, body, JSON if body else {}, connection)[0])
                    except (OSError, http.client.HTTPException) as fault:
                        faults.append(repr(fault))
                        return

    clients = [threading.Thread(target=ask_on) for _ in range(4)]
    for client in clients:
        client.start()
    try:
        for i, replica in enumerate(proxy.replicas):
            port = replica.port
            assert replica.stop(signal.SIGTERM) == 0
            proxy.replicas[i] = Service(*OPTIONS, "--drain-delay-ms", DRAIN[proxy.name], "--port", str(port))
            asked = len(answers)
            until(lambda: faults or len(answers) > asked + 200 and  # noqa: B023
                  proxy.replicas[i].metric('copydesk_http_requests_total{route="/v1/entities"') > 0,  # noqa: B023
                  "work for a replica that is back")
    finally:
        ends.set()
        for client in clients:
            client.join()
    try:
        assert not faults and set(answers) == {200}, (faults, {status: answers.count(status) for status in set(answers)})
        print(f"# {proxy.name}: {len(answers)} requests, all 200")
    finally:
        for replica in proxy.replicas:
            replica.__exit__()


CHECKS = [check_plain_requests, check_base_path, check_client_address, check_large_bodies, check_streamed_lines, check_reuse,
          check_rolling_restart]


def case_of(name, check):
    def case():
        with front(name, is_counted=check is check_reuse) as proxy:
            check(proxy)
    case.__name__ = f"{name}_{check.__name__}"
    return case


run([case_of(name, check) for name in COMMANDS for check in CHECKS])
