#!/usr/bin/env python3
"""A soak of the service: mixed requests, valid, invalid and cut off, with reloads meanwhile; memory must not grow.

Usage: soak.py COPYDESK [--requests N] [--clients N] [--reload SECONDS] [--seed N] [--grow MIB]

Prints resident memory after a tenth of the requests (the warm-up), at each further tenth and at the end. Fails when
the service dies, answers 500 or with what was not expected, loses track of a request, or at the end holds over a
tenth (and --grow) more than after the warm-up.
"""
import argparse
import json
import pathlib
import random
import signal
import socket
import subprocess
import sys
import threading
import time

from service import metric

TEXT = ("Mayor Jane Roe of Springfield said on Monday that 14 bridges would close. “We have no choice,” Roe told the "
        "Daily Planet. The works cost $12.5 million, according to the city council.\n\n")
OTHER = TEXT.replace("14", "fifteen").replace("Monday", "Tuesday")
JSON = "application/json"


def message(method, path, body=b"", media=JSON, *fields):
    lines = [f"{method} {path} HTTP/1.1", "Host: soak", *fields]
    if body:
        lines += [f"Content-Type: {media}", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines + ["", ""]).encode() + body


def packed(**members):
    return json.dumps(members).encode()


LINES = b"".join(packed(text=TEXT, id=str(i)) + b"\n" for i in range(8)) + b"nope\n"
FORM = (b'--b\r\nContent-Disposition: form-data; name="left"; filename="a.txt"\r\n\r\n' + TEXT.encode()
        + b'\r\n--b\r\nContent-Disposition: form-data; name="right"; filename="b.txt"\r\n\r\n' + OTHER.encode() + b"\r\n--b--\r\n")

# (weight, what is sent, statuses that may come)
KINDS = [
    (4, message("GET", "/healthz"), {200}),
    (1, message("GET", "/metrics"), {200}),
    (2, message("GET", "/v1/articles?limit=5"), {200}),
    (2, message("GET", "/v1/articles/harbor-1/quotes", b"", JSON, "Accept-Encoding: gzip"), {200}),
    (1, message("GET", "/v1/clusters"), {200}),
    (1, message("GET", "/v1/quotes?q=said&altered=true"), {200}),
    (1, message("HEAD", "/openapi.json"), {200}),
    (1, message("OPTIONS", "/v1/diff", b"", JSON, "Origin: http://a.example"), {204}),
    (4, message("POST", "/v1/entities", packed(text=TEXT * 3)), {200}),
    (3, message("POST", "/v1/quotes", TEXT.encode(), "text/plain"), {200}),
    (3, message("POST", "/v1/diff", packed(left={"text": TEXT}, right={"text": OTHER}), JSON, "Accept: text/html"), {200}),
    (2, message("POST", "/v1/diff", FORM, "multipart/form-data; boundary=b"), {200}),
    (2, message("POST", "/v1/analysis", packed(article="harbor-1")), {200}),
    (2, message("POST", "/v1/quotes", LINES, "application/x-ndjson"), {200}),
    (1, message("POST", "/v1/related", packed(text=TEXT * 200), JSON, "X-Request-Timeout: 0.001"), {200, 503}),
    (1, message("POST", "/v1/entities", b'{"text": "\\ud800"}'), {400}),
    (1, message("POST", "/v1/entities", packed(text=TEXT, levle=1)), {422}),
    (1, message("POST", "/v1/entities", b"x" * 3000, "image/png"), {415}),
    (1, message("POST", "/v1/entities", TEXT.encode() + b"\xff", "text/plain"), {400}),
    (1, message("GET", "/nothing/here"), {404}),
    (1, message("DELETE", "/v1/articles"), {405}),
    (1, message("GET", "/v1/articles?limit=0"), {422}),
    (1, b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {400}),
    (1, b"POST /v1/entities HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9999999\r\n\r\n", {413}),
    (1, b"GET /healthz\r\nHost a\r\n\r\n", {400}),
]
TOTAL = sum(weight for weight, *_ in KINDS)


class Soak:
    def __init__(self, process, port, count, seed):
        self.process, self.port, self.count, self.seed = process, port, count, seed
        self.done, self.faults, self.by_status, self.lock = 0, [], {}, threading.Lock()

    def resident(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()
        return int(fields[1]) * 4096

    def take(self, client, what):
        """The head and body of one reply; the connection's rest is dropped with it when it closes."""
        data = b""
        while b"\r\n\r\n" not in data:
            piece = client.recv(65536)
            if not piece:
                return data, True
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        closes = fields.get(b"connection") == b"close"
        length = 0 if what.startswith(b"HEAD") else int(fields.get(b"content-length", 0))
        chunked = fields.get(b"transfer-encoding") == b"chunked"
        while not body.endswith(b"0\r\n\r\n") if chunked else len(body) < length:
            piece = client.recv(65536)
            if not piece:
                break
            body += piece
        return head, closes

    def exchange(self, client, dice):
        """One request; returns the connection if it still serves."""
        _, what, statuses = dice.choices(KINDS, [kind[0] for kind in KINDS])[0]
        client = client or socket.create_connection(("127.0.0.1", self.port), 60)
        if dice.random() < 0.05:  # cut off in the middle, or gone before the reply
            client.sendall(what[:dice.randrange(1, len(what) + 1)])
            client.close()
            return None
        client.sendall(what)
        head, closes = self.take(client, what)
        status = int(head.split(b" ", 2)[1]) if head.startswith(b"HTTP/1.1 ") else 0
        with self.lock:
            self.by_status[status] = self.by_status.get(status, 0) + 1
            if status not in statuses:
                self.faults.append(f"{what[:60]}: {status}, not {statuses}")
        if closes:
            client.close()
            return None
        return client

    def run(self, number):
        dice, client = random.Random(self.seed * 1000 + number), None
        while not self.faults:
            with self.lock:
                if self.done >= self.count:
                    break
                self.done += 1
            try:
                client = self.exchange(client, dice)
            except OSError as error:
                if self.process.poll() is not None or not isinstance(error, (BrokenPipeError, ConnectionResetError)):
                    self.faults.append(f"{error!r}")
                client = None
        if client:
            client.close()


def watch(soak, reload_seconds):
    """Prints memory at each tenth and asks for reloads; returns what is held after the warm-up."""
    tenths, warm, reloaded = 1, 0, time.monotonic()
    while soak.done < soak.count and not soak.faults and soak.process.poll() is None:
        time.sleep(0.02)
        if reload_seconds and time.monotonic() - reloaded > reload_seconds:
            soak.process.send_signal(signal.SIGHUP)
            reloaded = time.monotonic()
        if soak.done >= soak.count * tenths / 10:
            warm = warm or soak.resident()
            print(f"{soak.done:>9} requests  {soak.resident() / 2**20:8.1f} MiB", flush=True)
            tenths += 1
    return warm


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--requests", type=int, default=200000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--reload", type=float, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--grow", type=int, default=8, help="MiB that may be held more than after the warm-up; sanitizers keep what is freed")
    asked = parser.parse_args()
    process = subprocess.Popen([asked.program, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    port = int(process.stdout.readline().rsplit(":", 1)[1])
    soak = Soak(process, port, asked.requests, asked.seed)
    begin = time.monotonic()
    threads = [threading.Thread(target=soak.run, args=(i,)) for i in range(asked.clients)]
    for thread in threads:
        thread.start()
    warm = watch(soak, asked.reload)
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begin
    if process.poll() is None:
        # that of /metrics itself; the one before it may be counted a moment longer
        while (in_flight := metric(port, "http_requests_in_flight")) != 1 and time.monotonic() < begin + seconds + 60:
            time.sleep(0.1)
        if in_flight != 1:
            soak.faults.append(f"{in_flight:.0f} requests are still in flight")
        end, generation = soak.resident(), metric(port, "corpus_generation")
        print(f"end after {seconds:.0f} s, {generation:.0f} generations: {end / 2**20:.1f} MiB; statuses {dict(sorted(soak.by_status.items()))}")
        if end > warm * 1.1 and end > warm + asked.grow * 2**20:
            soak.faults.append(f"memory grew from {warm} to {end} bytes")
        process.terminate()
    if process.wait(60):
        soak.faults.append(f"the service ended with {process.returncode}")
    print("\n".join(soak.faults[:20]) or "nothing lost")
    return 1 if soak.faults else 0


if __name__ == "__main__":
    sys.exit(main())
