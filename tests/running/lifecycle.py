#!/usr/bin/env python3
"""How the service starts, reloads and stops, and what it tells the service manager meanwhile.

Usage: lifecycle.py COPYDESK
"""
import contextlib
import json
import os
import signal
import socket
import threading
import time

from program import PATIENCE, Service, folder, run, until

ARTICLE = "\"We stay,\" Mayor Jane Roe said in Leeds on Monday.\n"


@contextlib.contextmanager
def manager(name=None):
    """A service manager's ear: (receive one message, what to set in the environment)."""
    with folder() as place, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        address = name or str(place / "notify")
        ear.bind(address.replace("@", "\0", 1))
        ear.settimeout(PATIENCE)
        yield (lambda: dict(line.split("=", 1) for line in ear.recv(4096).decode().split("\n"))), \
            {"NOTIFY_SOCKET": address}


@contextlib.contextmanager
def corpus():
    with folder() as place:
        (place / "one.txt").write_text(ARTICLE, encoding="utf-8")
        yield place


def refuse_in(place):
    (place / "broken.txt").write_bytes(b"caf\xe9 is Latin-1\n")


def begin_request(service):
    """A request whose body is still to come, counted as under way."""
    sock = socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)
    sock.sendall(b"POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\n")
    until(lambda: service.metric("copydesk_http_requests_in_flight") == 2)  # this one and that for the metrics
    return sock


def read_all(sock):
    parts = []
    while part := sock.recv(65536):
        parts.append(part)
    return b"".join(parts).decode()


def last_words(service):
    return [line["message"] for line in service.log() if line["event"] == "stopped"][-1]


def the_manager_is_told_of_start_reload_and_stop():
    for name in (None, f"@copydesk-test-{os.getpid()}"):
        with manager(name) as (receive, env), corpus() as place, \
                Service("--corpus", str(place), env=env) as service:
            assert receive() == {"STATUS": "reading the corpus"}
            assert receive() == {"READY": "1", "STATUS": "generation 1: 1 articles, 0 refused"}
            before = time.monotonic_ns() // 1000
            (place / "two.txt").write_text(ARTICLE, encoding="utf-8")
            service.send(signal.SIGHUP)
            begun = receive()
            assert begun["RELOADING"] == "1", begun
            assert before <= int(begun["MONOTONIC_USEC"]) <= time.monotonic_ns() // 1000
            assert receive() == {"READY": "1", "STATUS": "generation 2: 2 articles, 0 refused"}
            service.send(signal.SIGTERM)
            assert receive() == {"STOPPING": "1", "STATUS": "finishing requests"}
            assert service.wait() == 0


def a_manager_that_is_not_there_is_logged_and_left():
    with Service(env={"NOTIFY_SOCKET": "/nowhere/notify"}) as service:
        assert service.stop() == 0
        assert "notify" in service.events()


def a_start_that_fails_is_never_ready():
    with manager() as (receive, env), corpus() as place:
        refuse_in(place)
        with Service("--corpus", str(place), "--strict", env=env) as service:
            assert service.wait() == 1
            assert receive() == {"STATUS": "reading the corpus"}
            assert receive()["STOPPING"] == "1"


def listens(path):
    """The file of a socket is there a moment before it can be connected to."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


def it_is_asked_and_stopped_while_the_corpus_is_read():
    """The corpus is large enough that a signal comes before its end."""
    with folder() as place:
        line = json.dumps({"text": ARTICLE * 20})[1:]
        with open(place / "many.ndjson", "w", encoding="utf-8") as file:
            for number in range(40_000):
                file.write(f'{{"id": "a{number}", {line}\n')
        socket_path = f"unix:{place}/desk.sock"
        with Service("--corpus", str(place), "--host", socket_path, announced=False) as service:
            service.url = socket_path
            until(lambda: listens(place / "desk.sock"))
            status, headers, body = service.ask("/readyz")
            assert (status, json.loads(body)["reason"]) == (503, "loading"), body
            assert headers["Retry-After"]
            begin = time.monotonic()
            service.send(signal.SIGTERM)
            assert service.process.wait(PATIENCE) == 0
            assert time.monotonic() - begin < 5
            assert service.process.stdout.read() == ""
            assert not (place / "desk.sock").exists()


def a_reload_that_fails_keeps_the_generation_under_load():
    with manager() as (receive, env), corpus() as place, \
            Service("--corpus", str(place), "--strict", env=env) as service:
        ends, statuses = threading.Event(), []

        def ask_on():
            with contextlib.closing(service.connection()) as connection:
                while not ends.is_set():
                    statuses.append(service.ask("/v1/articles/one", connection=connection)[0])

        clients = [threading.Thread(target=ask_on) for _ in range(2)]
        for client in clients:
            client.start()
        receive(), receive()
        refuse_in(place)
        for _ in range(3):
            service.send(signal.SIGHUP)
            assert receive()["RELOADING"] == "1"
            told = receive()
            assert told == {"READY": "1",
                            "STATUS": "the reload failed; still generation 1: 1 articles, 0 refused"}, told
        (place / "broken.txt").unlink()
        service.send(signal.SIGHUP)
        receive()
        assert receive()["STATUS"].startswith("generation 2: 1 articles")
        ends.set()
        for client in clients:
            client.join()
        assert set(statuses) == {200}, set(statuses)
        assert service.metric('copydesk_corpus_reloads_total{result="failed"}') == 3
        assert service.metric('copydesk_corpus_reloads_total{result="ok"}') == 1
        assert json.loads(service.ask("/readyz")[2])["generation"] == 2
        assert service.events().count("reload_failed") == 3
        assert service.stop() == 0


def while_it_drains_it_answers_but_is_not_ready():
    with Service("--drain-delay-ms", "600000") as service:
        kept = service.connection()
        assert service.ask("/healthz", connection=kept)[1]["Connection"] != "close"
        service.send(signal.SIGTERM)
        until(lambda: service.ask("/readyz")[0] == 503)
        status, headers, body = service.ask("/readyz")
        assert json.loads(body)["reason"] == "draining" and headers["Connection"] == "close"
        status, headers, body = service.ask("/v1/limits", connection=kept)
        assert (status, headers["Connection"]) == (200, "close")
        assert service.stop() == 0  # the second signal


def the_drain_delay_ends_by_itself():
    with Service("--drain-delay-ms", "300") as service:
        begin = time.monotonic()
        assert service.stop() == 0
        assert time.monotonic() - begin >= 0.3


def a_running_request_is_finished_and_its_connection_closed():
    with Service() as service, begin_request(service) as sock:
        service.send(signal.SIGTERM)
        until(lambda: not answers(service), "the end of listening")
        sock.sendall(b"Jane Roe")
        reply = read_all(sock)
        assert reply.startswith("HTTP/1.1 200"), reply
        assert "\nConnection: close\r\n" in reply, reply
        assert service.wait() == 0
        assert last_words(service) == "all requests were answered"


def answers(service):
    try:
        socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE).close()
        return True
    except ConnectionRefusedError:
        return False


def a_second_signal_stops_at_once():
    for number in (signal.SIGTERM, signal.SIGINT):
        with Service("--drain-ms", "600000", "--request-ms", "600000") as service, \
                begin_request(service) as sock:
            service.send(signal.SIGTERM)
            until(lambda: not answers(service), "the end of listening")
            assert service.stop(number) == 0
            assert read_all(sock) == ""
            assert last_words(service) == "some were cut off"


def a_request_that_never_ends_is_cut_off_in_time():
    with Service("--drain-ms", "100", "--request-ms", "600000") as service, begin_request(service):
        assert service.stop() == 0


def other_signals_do_not_end_it():
    with Service() as service:
        service.send(signal.SIGUSR1)
        service.send(signal.SIGPIPE)
        service.send(signal.SIGHUP)
        until(lambda: service.metric('copydesk_corpus_reloads_total{result="ok"}') == 1)
        assert service.stop(signal.SIGINT) == 0


def watch(pid):
    return ["sh", "-c", f'WATCHDOG_PID={pid} WATCHDOG_USEC=400000 exec "$@"', "sh"]


def next_watchdog(receive):
    while "WATCHDOG" not in (message := receive()):
        pass
    return message


def the_watchdog_hears_while_the_service_answers():
    with manager() as (receive, env), \
            Service("--connections", "1", "--request-ms", "600000", env=env, wrap=watch("$$")) as service:
        for _ in range(3):
            assert next_watchdog(receive) == {"WATCHDOG": "1"}
        # the only connection is taken by one who asks nothing: the service is deaf to all others
        with socket.create_connection(("127.0.0.1", service.port)):
            until(lambda: service.events().count("watchdog") >= 2, "a missed answer")
        assert next_watchdog(receive) == {"WATCHDOG": "1"}
        assert service.stop() == 0


def the_watchdog_of_another_process_is_not_ours():
    with manager() as (receive, env), Service(env=env, wrap=watch("1")) as service:
        receive(), receive()
        time.sleep(0.6)
        assert service.stop() == 0
        assert receive()["STOPPING"] == "1"


run([
    the_manager_is_told_of_start_reload_and_stop,
    a_manager_that_is_not_there_is_logged_and_left,
    a_start_that_fails_is_never_ready,
    it_is_asked_and_stopped_while_the_corpus_is_read,
    a_reload_that_fails_keeps_the_generation_under_load,
    while_it_drains_it_answers_but_is_not_ready,
    the_drain_delay_ends_by_itself,
    a_running_request_is_finished_and_its_connection_closed,
    a_second_signal_stops_at_once,
    a_request_that_never_ends_is_cut_off_in_time,
    other_signals_do_not_end_it,
    the_watchdog_hears_while_the_service_answers,
    the_watchdog_of_another_process_is_not_ours,
])
