#!/usr/bin/env python3
"""The log never holds up the service, whatever becomes of standard error, and never tells a text.

Usage: logs.py COPYDESK
"""
import contextlib
import fcntl
import json
import os
import pty
import socket
import subprocess
import threading
import time

from program import PATIENCE, PROGRAM, Service, folder, run

SECRET = "Zyxomma Petiolatum"
DROPPED = "copydesk_log_lines_dropped_total"


def check_lines_are_dropped(service, requests=300):
    """More requests than any buffer holds lines of, all answered, and the lost lines counted."""
    with contextlib.closing(service.connection()) as connection:
        for _ in range(requests):
            status, _, _ = service.ask("/healthz", connection=connection)
            assert status == 200
    assert service.metric(DROPPED) > 0
    assert service.stop() == 0


def a_full_pipe_that_nobody_reads():
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    with Service(stderr=writing) as service:
        os.close(writing)
        check_lines_are_dropped(service)
    os.close(reading)


def a_full_pipe_is_not_torn_between_threads():
    """Lines of many threads into a small pipe that is read in small pieces: each is whole."""
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    with Service("--threads", "4", stderr=writing) as service:
        os.close(writing)

        def ask_on():
            with contextlib.closing(service.connection()) as connection:
                for _ in range(200):
                    service.ask("/healthz", connection=connection)

        clients = [threading.Thread(target=ask_on) for _ in range(4)]
        for client in clients:
            client.start()
        parts = []
        reader = threading.Thread(target=lambda: parts.extend(iter(lambda: os.read(reading, 100), b"")))
        reader.start()
        for client in clients:
            client.join()
        lost = service.metric(DROPPED)
        assert service.stop() == 0
        reader.join()
    os.close(reading)
    text = b"".join(parts)
    events = [json.loads(line)["event"] for line in text.splitlines()]
    assert events.count("request") + lost >= 800, (events.count("request"), lost)


def a_pipe_whose_reader_is_gone():
    reading, writing = os.pipe()
    with Service(stderr=writing) as service:
        os.close(writing)
        os.close(reading)
        check_lines_are_dropped(service, 5)


def a_full_disk():
    with open("/dev/full", "wb") as full, Service(stderr=full) as service:
        check_lines_are_dropped(service, 5)


def a_file_that_may_not_grow():
    """A disk that fills in the middle of a line: what comes after it begins on a line of its own."""
    with folder() as place:
        path = place / "log"
        with open(path, "wb") as file, Service(stderr=file, wrap=["sh", "-c", 'trap "" XFSZ; exec "$@"', "sh"]) \
                as service:
            size = path.stat().st_size
            subprocess.run(["prlimit", f"--pid={service.pid}", f"--fsize={size + 300}:"], check=True)
            for _ in range(5):
                assert service.ask("/healthz")[0] == 200
            assert service.metric(DROPPED) > 0
            subprocess.run(["prlimit", f"--pid={service.pid}", "--fsize=unlimited:"], check=True)
            assert service.ask("/v1/limits")[0] == 200
            assert service.stop() == 0
        lines = path.read_text().splitlines()
        whole = [line for line in lines if line.startswith("{") and line.endswith("}")]
        assert len(lines) - len(whole) == 1, lines
        assert any('"/v1/limits"' in line for line in whole), lines


def a_closed_descriptor():
    """Nothing else may get the number of standard error, a connection least of all."""
    with Service(wrap=["sh", "-c", 'exec "$@" 2>&-', "sh"]) as service:
        assert os.readlink(f"/proc/{service.pid}/fd/2") == "/dev/null"
        check_lines_are_dropped(service, 5)


def a_socket_that_nobody_reads():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        with Service(stderr=theirs) as service:
            check_lines_are_dropped(service)


def a_terminal_that_stands_still():
    master, terminal = pty.openpty()
    with Service(stderr=terminal) as service:
        os.close(terminal)
        check_lines_are_dropped(service, 1000)
    os.close(master)


def a_reader_that_comes_back_gets_lines_again():
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    with Service(stderr=writing) as service:
        os.close(writing)
        for _ in range(50):
            service.ask("/healthz")
        lost = service.metric(DROPPED)
        assert lost > 0
        # a line of one asked before may come late and take the only page of so small a pipe
        text = b""
        until = time.monotonic() + PATIENCE
        while b"after-all" not in text and time.monotonic() < until:
            text += os.read(reading, 65536)
            service.ask("/v1/limits", headers={"X-Request-ID": "after-all"})
        assert b"after-all" in text
        assert service.stop() == 0
    os.close(reading)


def no_text_is_ever_logged():
    """Good and bad requests, dropped ones and refused articles, all about one who is named nowhere else."""
    text = f'"We stay," {SECRET} said in Leeds on Monday.\n'
    bodies = [
        {"text": text}, {"text": text, "levle": SECRET}, {"article": SECRET}, [SECRET], {"text": 1, "id": SECRET},
        {"left": {"text": text}, "right": {"text": text + text}},
    ]
    with folder() as place:
        (place / "good.txt").write_text(text, encoding="utf-8")
        (place / "latin.txt").write_bytes(text.encode() + b"caf\xe9\n")
        (place / "bad.ndjson").write_text(
            f'{{"id": "{SECRET}", "text": "{SECRET}", "published": "{SECRET}"}}\n{SECRET}\n'
            f'{{"{SECRET}": 1}}\n{{"id": 7, "text": "{SECRET}"\n', encoding="utf-8")
        with Service("--corpus", str(place), "--body-bytes", "2000") as service:
            for route in ("entities", "quotes", "diff", "related", "analysis", SECRET.replace(" ", "")):
                for body in bodies:
                    service.ask(f"/v1/{route}", json.dumps(body))
                service.ask(f"/v1/{route}", json.dumps({"text": text})[:-5])
                service.ask(f"/v1/{route}", json.dumps({"text": text * 100}))
                service.ask(f"/v1/{route}", text, {"Content-Type": SECRET})
                service.ask(f"/v1/{route}?q={SECRET.replace(' ', '+')}")
            service.ask("/v1/quotes", json.dumps(bodies[0]), {"X-Request-ID": SECRET})
            head = f"POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{text}"
            for wire in (head, text, f"GET /{text} HTTP/9.9\r\n\r\n", f"GET / HTTP/1.1\r\n{text}\r\n\r\n"):
                with socket.create_connection(("127.0.0.1", service.port)) as sock:
                    sock.sendall(wire.encode())
            assert service.stop() == 0
            log = service.log()
            assert all(isinstance(line, dict) for line in log), log
            told = [line for line in log if any(word in json.dumps(line) for word in SECRET.split())]
            assert not told, told
            assert {"request", "article_refused"} <= set(service.events())


def the_standard_descriptors_may_all_be_closed():
    closed = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", PROGRAM, "serve", "--port", "0"],
                            check=False, timeout=60)
    assert closed.returncode == 1  # it cannot say where it listens


run([
    a_full_pipe_that_nobody_reads,
    a_full_pipe_is_not_torn_between_threads,
    a_pipe_whose_reader_is_gone,
    a_full_disk,
    a_file_that_may_not_grow,
    a_closed_descriptor,
    a_socket_that_nobody_reads,
    a_terminal_that_stands_still,
    a_reader_that_comes_back_gets_lines_again,
    no_text_is_ever_logged,
    the_standard_descriptors_may_all_be_closed,
])
