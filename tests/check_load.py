#!/usr/bin/env python3
"""Holds the service to its limits under load: deadlines, a full queue, spent memory, clients that go or never read.

Usage: check_load.py COPYDESK. The service runs with one worker and small limits. Nothing here judges how fast an
answer comes; the deadline of a request is the only clock.
"""
import json
import socket
import sys
import threading

from service import ask, metric, service, wait_for, wait_for_memory

WORDS = "council bridge mayor river report minister police school budget harbour storm union".split()
LONG = " ".join(f"{WORDS[i * i % 11].title()} {WORDS[i * 7 % 12]} {i % 97}{'.' if i % 9 == 8 else ''}" for i in range(15000))
SHORT = {"text": "Jane Roe said the bridge is closed."}
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


def check_deadline(program):
    with service(program, "--workers", "1") as (port, log):
        for path, body in (("/v1/entities", {"text": LONG}), ("/v1/diff", {"left": {"text": LONG[:100000]}, "right": {"text": LONG[50000:150000]}})):
            reply, problem = ask(port, "POST", path, body, X_Request_Timeout="0.02")
            check(reply.status == 503 and problem["code"] == "deadline" and reply.headers["Retry-After"], f"{path}: no deadline: {reply.status}")
        check(ask(port, "POST", "/v1/entities", SHORT)[0].status == 200, "no answer behind a deadline")
        for wrong in ("", "soon", "-1", "0", "0.0001", "1e3", "1.2.3", "99999999999999999999"):
            reply, problem = ask(port, "POST", "/v1/entities", SHORT, X_Request_Timeout=wrong)
            check(reply.status == 400 and problem["code"] == "bad_head", f"X-Request-Timeout {wrong!r}: {reply.status}")
        for right in ("60", "9.5", "2147483647"):
            check(ask(port, "POST", "/v1/entities", SHORT, X_Request_Timeout=right)[0].status == 200, f"X-Request-Timeout {right} is refused")
    check(any('"code": "deadline"' in line for line in log), "the log has no deadline")


def check_queue(program):
    seen, lock = [], threading.Lock()

    def send(port):
        reply, answer = ask(port, "POST", "/v1/entities", {"text": LONG})
        with lock:
            seen.append((reply.status, answer.get("code"), reply.headers["Retry-After"]))

    with service(program, "--workers", "1", "--queue", "2", "--request-ms", "60000") as (port, _):
        threads = [threading.Thread(target=send, args=(port,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        wait_for(port, "queue_depth", 2)
        for path in ("/healthz", "/readyz", "/v1/limits"):
            check(ask(port, "GET", path)[0].status == 200, f"{path} fails while the queue is full")
        check(metric(port, "workers_busy") == 1 and metric(port, "queue_capacity") == 2, "metrics do not tell the queue")
        for thread in threads:
            thread.join()
        check(metric(port, "workers_busy") == 0 and metric(port, "queue_depth") == 0, "the queue does not empty")
    check(sum(one == (200, None, None) for one in seen) >= 3, f"too few are answered: {seen}")
    check((503, "busy", "1") in seen, f"nobody is told to come back: {seen}")
    check(all(one in ((200, None, None), (503, "busy", "1")) for one in seen), f"other answers: {seen}")


def check_memory(program):
    with service(program, "--total-memory", "4194304") as (port, _):
        reply, problem = ask(port, "POST", "/v1/entities", {"text": LONG})
        check(reply.status == 503 and problem["code"] == "no_memory" and reply.headers["Retry-After"] == "1", f"total_memory: {reply.status}")
        check(ask(port, "POST", "/v1/entities", SHORT)[0].status == 200, "no answer behind no_memory")
        wait_for_memory(port)
    with service(program, "--request-memory", "4194304") as (port, _):
        reply, problem = ask(port, "POST", "/v1/entities", {"text": LONG})
        check(reply.status == 413 and problem["code"] == "memory_exceeded", f"request_memory: {reply.status}")


def check_clients(program):
    body = json.dumps({"text": LONG}).encode()
    head = f"POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with service(program, "--workers", "1", "--request-ms", "3000") as (port, _):
        with socket.create_connection(("127.0.0.1", port)) as gone:
            gone.sendall(head + body)
            wait_for(port, "workers_busy", 1)
        wait_for(port, "workers_busy", 0)
        check(ask(port, "POST", "/v1/entities", SHORT)[0].status == 200, "no answer behind a client that went")
        with socket.socket() as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.connect(("127.0.0.1", port))
            many = json.dumps({"text": '"Yes," said Jane Roe. ' * 20000}).encode()
            deaf.sendall(head.replace(str(len(body)).encode(), str(len(many)).encode()).replace(b"entities", b"quotes") + many)
            wait_for(port, "workers_busy", 1)
            wait_for(port, "http_requests_in_flight", 1)  # that of /metrics itself
        wait_for_memory(port)


def main():
    program = sys.argv[1]
    for part in (check_deadline, check_queue, check_memory, check_clients):
        part(program)
    print("\n".join(faults) or "the service keeps its limits")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
