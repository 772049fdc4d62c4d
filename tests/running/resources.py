#!/usr/bin/env python3
"""The service when the system runs out: of file descriptors, of memory, of disk, of privileges.

Usage: resources.py COPYDESK
"""
import contextlib
import http.client
import json
import os
import resource
import signal
import socket
import time

from program import PATIENCE, Service, Skip, folder, health, run, sanitized, until

ASK = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


def limited(number, count):
    return {"preexec_fn": lambda: resource.setrlimit(number, (count, count))}


def is_answered(sock, seconds):
    sock.settimeout(seconds)
    try:
        sock.sendall(ASK)
        return sock.recv(4096).startswith(b"HTTP/1.1 200")
    except (TimeoutError, ConnectionError):
        return False


def few_descriptors_make_few_connections():
    with Service("--wait-for-analysis", **limited(resource.RLIMIT_NOFILE, 64)) as service, contextlib.ExitStack() as clients:
        told = [line for line in service.log() if line["event"] == "descriptors"]
        allowed = int(told[0]["message"].split()[0])
        assert 8 <= allowed < 64, told
        socks = [clients.enter_context(socket.create_connection(("127.0.0.1", service.port), PATIENCE))
                 for _ in range(200)]
        for sock in socks:
            sock.sendall(ASK)
            sock.setblocking(False)
        served = []

        def look():
            for sock in socks:
                with contextlib.suppress(BlockingIOError):
                    if sock not in served and sock.recv(4096).startswith(b"HTTP/1.1 200"):
                        served.append(sock)
            return len(served) >= allowed

        until(look, "the connections that are allowed")
        cpu = service.cpu_seconds()
        time.sleep(1)
        look()
        assert service.cpu_seconds() - cpu < 0.5, "it turns in circles"
        assert len(served) == allowed, (len(served), allowed)
        assert len(os.listdir(f"/proc/{service.pid}/fd")) <= 64 - 16
        for sock in served:
            assert is_answered(sock, PATIENCE)
        served[0].settimeout(PATIENCE)
        served[0].sendall(ASK.replace(b"/healthz", b"/metrics"))
        metrics = served[0].recv(65536)
        assert metrics.startswith(b"HTTP/1.1 200"), metrics
        service.send(signal.SIGHUP)
        until(lambda: "reloaded" in service.events())
        for sock in socks:
            sock.close()
        assert service.ask("/readyz")[0] == 200  # those who waited in vain and left are not in its way
        assert service.stop() == 0


def too_few_descriptors_are_told():
    with Service(**limited(resource.RLIMIT_NOFILE, 20)) as service:
        assert service.wait() == 1
        assert "raise ulimit -n" in service.log()[-1], service.log()


def all_descriptors_gone_at_run_time():
    """The limit falls below what is open: nothing can be accepted, and still nothing breaks."""
    with Service("--wait-for-analysis") as service, contextlib.closing(service.connection()) as kept:
        assert service.ask("/healthz", connection=kept)[0] == 200
        usual = resource.prlimit(service.pid, resource.RLIMIT_NOFILE)
        resource.prlimit(service.pid, resource.RLIMIT_NOFILE, (3, usual[1]))
        with socket.create_connection(("127.0.0.1", service.port)) as waiting:
            cpu, lines = service.cpu_seconds(), len(service.log())
            assert not is_answered(waiting, 1)
            assert service.cpu_seconds() - cpu < 0.5, "it turns in circles"
            assert len(service.log()) - lines < 100, "it fills the log"
            assert service.ask("/v1/limits", connection=kept)[0] == 200
            assert service.ask("/metrics", connection=kept)[0] == 200
            resource.prlimit(service.pid, resource.RLIMIT_NOFILE, usual)
            assert service.ask("/healthz", connection=kept)[0] == 200
        kept.close()
        assert service.ask("/healthz")[0] == 200
        assert service.stop() == 0


def memory_mapped(service):
    with open(f"/proc/{service.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def little_memory_refuses_large_requests():
    """Address space ends a little above what is in use: large requests are refused, small ones answered."""
    if sanitized():
        raise Skip("a sanitizer's own memory has no such limit")
    sentence = '"We stay," Mayor Jane Roe of Leeds said on Monday. '
    large = [
        ("/v1/analysis", json.dumps({"text": sentence * 19_000})),
        ("/v1/diff", json.dumps({"left": {"text": sentence * 9_000}, "right": {"text": sentence[5:] * 9_000}})),
        ("/v1/quotes", json.dumps({"text": sentence * 19_000})),
    ]
    with Service("--threads", "2") as service:
        assert service.ask("/v1/quotes", json.dumps({"text": sentence}))[0] == 200
        seen = {}
        for spare in (0, 1, 4, 16, 64):  # MB
            limit = memory_mapped(service) + (spare << 20)
            resource.prlimit(service.pid, resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
            for route, body in large:
                try:
                    status, _, reply = service.ask(route, body)
                except (http.client.HTTPException, ConnectionError):
                    status, reply = 0, b""  # there was no memory to answer at all
                seen.setdefault(status, 0)
                seen[status] += 1
                if status not in (0, 200):
                    assert status in (413, 503), (spare, status, reply)
            resource.prlimit(service.pid, resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            assert service.ask("/v1/quotes", json.dumps({"text": sentence}))[0] == 200, spare
        print(f"# statuses: {seen}")
        assert seen.keys() & {413, 503}, seen
        assert service.stop() == 0


def a_disk_on_which_nothing_may_be_written():
    """As in a container with a read-only root: the first byte written to a file would end it."""
    reading, writing = os.pipe()
    with Service(stderr=writing, cwd="/", **limited(resource.RLIMIT_FSIZE, 0)) as service:
        os.close(writing)
        service.send(signal.SIGHUP)
        until(lambda: service.metric('copydesk_corpus_reloads_total{result="ok"}') == 1)
        assert health("--port", str(service.port)).returncode == 0
        assert service.stop() == 0
    os.close(reading)


def a_user_without_rights():
    """As the image runs: a number without a name, no home, no environment."""
    if os.getuid():
        raise Skip("needs root, to become a user without rights")

    def become_nobody():
        os.setgroups([])
        os.setresgid(10001, 10001, 10001)
        os.setresuid(10001, 10001, 10001)

    with folder() as place:
        os.chmod(place, 0o777)
        with Service("--host", f"unix:{place}/desk.sock", cwd="/", preexec_fn=become_nobody) as service:
            if not service.url and "Permission denied" in str(service.log()):
                raise Skip("the build folder is closed to others")
            assert service.ask("/readyz")[0] == 200
            assert service.stop() == 0


run([
    few_descriptors_make_few_connections,
    too_few_descriptors_are_told,
    all_descriptors_gone_at_run_time,
    little_memory_refuses_large_requests,
    a_disk_on_which_nothing_may_be_written,
    a_user_without_rights,
])
