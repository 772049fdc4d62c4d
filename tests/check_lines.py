#!/usr/bin/env python3
"""Holds bodies of JSON lines to what they promise: an answer a line, in order, as ready, each on its own.

Usage: check_lines.py COPYDESK.
"""
import http.client
import json
import socket
import subprocess
import sys

from service import ask, service, wait_for, wait_for_memory

LONG = "Mayor Jane Roe of Springfield said on Monday that 14 bridges would close. " * 2000
LINES = [{"text": "Jane Roe said the bridge is closed.", "id": "one"}, {"text": ""}, None, {"article": "nowhere"},
         {"text": "Paris.", "levle": 1}, {"article": "harbor-1", "offsets": "utf-8"}, {"text": "“No,” said Ötzi Müller."}]
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


def written(lines):
    return "".join((json.dumps(line) if line is not None else "") + "\n" for line in lines).encode()


def send(port, path, body, media="application/x-ndjson"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", path, body, {"Content-Type": media})
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    return reply, text


def without_instance(line):
    answer = json.loads(line)
    answer.pop("instance", None)
    return answer


def check_answers(program, port):
    for route in ("/v1/entities", "/v1/quotes", "/v1/related", "/v1/analysis"):
        for media in ("application/x-ndjson", "application/jsonl; charset=utf-8"):
            reply, text = send(port, route, written(LINES), media)
            check(reply.status == 200 and reply.headers["Content-Type"] == "application/x-ndjson", f"{route}: {reply.status}")
            batch = subprocess.run([program, "batch", route], input=written(LINES), capture_output=True, check=False).stdout.decode()
            answers = [without_instance(line) for line in text.splitlines()]
            check(answers == [without_instance(line) for line in batch.splitlines()], f"{route}: other answers than batch has")
            check(answers[1]["detail"] == "1 fault", f"{route}: a problem without its detail")
            check([one.get("line") for one in answers] == [None, 2, 3, 4, 5, None, None], f"{route}: problems without their lines: {answers}")
    _, pretty = send(port, "/v1/entities?pretty=true", written(LINES[:1]))
    check(pretty.count("\n") == 1 and json.loads(pretty)["id"] == "one", "a pretty answer is more than a line")
    called = subprocess.run([program, "call", "POST", "/v1/entities", "-", "--type", "application/x-ndjson"],
                            input=written(LINES), capture_output=True, check=False).stdout.decode()
    check([without_instance(line) for line in called.splitlines()]
          == [without_instance(line) for line in send(port, "/v1/entities", written(LINES))[1].splitlines()], "call answers otherwise")


def check_refusals(port):
    for body, status, code in ((b"", 400, "bad_json"), (b"{}\n" * 11, 413, "body_too_large"), (b" " * 70000, 413, "body_too_large")):
        reply, text = send(port, "/v1/entities", body)
        check((reply.status, json.loads(text)["code"]) == (status, code), f"{body[:10]}: {reply.status} {text[:80]}")
    reply, text = send(port, "/v1/entities", json.dumps({"text": "x" * 20000}).encode() + b'\n{"text": "Jane Roe"}')
    answers = [json.loads(line) for line in text.splitlines()]
    check(answers[0]["code"] == "body_too_large" and answers[1]["entities"], "a line over body_bytes spoils the others")
    check(send(port, "/v1/limits", b"{}")[0].status == 405, "lines to a GET route")


def check_stream(program):
    """The first answer is there while the others are not; a client that goes stops the work."""
    body = written([LINES[0]] + [{"text": LONG}] * 30)
    head = f"POST /v1/entities HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with service(program, "--workers", "1") as (port, log):
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(head + body)
            got = b""
            while b'"id":"one"' not in got:
                got += client.recv(65536)
            check(got.count(b"\n") < 31, "all lines were answered before the first was sent")
        wait_for(port, "http_requests_in_flight", 1)
        wait_for(port, "workers_busy", 0)
        check(ask(port, "POST", "/v1/entities", LINES[0])[0].status == 200, "no answer behind a broken stream")
        wait_for_memory(port)
    broken = [json.loads(line) for line in log if '"event": "request_dropped"' in line]
    check(len(broken) == 1 and broken[0]["bytes_out"] < 20e6, f"the broken stream is not logged: {broken}")
    with service(program, "--request-ms", "60000") as (port, _):
        reply, text = send(port, "/v1/entities", written([{"text": LONG}, LINES[0], {"text": LONG}] * 3))
        check(reply.status == 200 and len(text.splitlines()) == 9, "long lines are not all answered")


def main():
    program = sys.argv[1]
    with service(program, "--wait-for-analysis") as (port, _):
        check_answers(program, port)
    with service(program, "--batch-lines", "10", "--batch-bytes", "65536", "--body-bytes", "16384") as (port, _):
        check_refusals(port)
    check_stream(program)
    print("\n".join(faults) or "each line is answered by a line")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
