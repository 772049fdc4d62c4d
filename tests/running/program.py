"""The real program as a service: started, asked, stopped; and a runner of cases that prints TAP."""
import contextlib
import http.client
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback

PROGRAM = os.path.abspath(sys.argv[1])
PATIENCE = 60  # seconds that anything may take on a busy machine


class Skip(Exception):
    """A case that cannot be tried here; the words say why."""


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=PATIENCE)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Service:
    """`copydesk serve OPTION…` on a free port; `url` is what it announced, empty when it ended before."""

    def __init__(self, *options, stderr=None, env=None, announced=True, wrap=(), **popen):
        self.errors = tempfile.TemporaryFile()
        command = [*wrap, PROGRAM, "serve", *options]
        if not any(option == "--port" for option in options):
            command += ["--port", "0"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=self.errors if stderr is None else stderr,
                                        env=environment(env), text=True, **popen)
        self.url = ""
        if announced:
            self.read_url()

    def read_url(self):
        self.url = self.process.stdout.readline().strip().removeprefix("listening on ")
        return self.url

    @property
    def pid(self):
        return self.process.pid

    @property
    def port(self):
        return int(self.url.rpartition(":")[2])

    def connection(self):
        if self.url.startswith("unix:"):
            return UnixConnection(self.url.removeprefix("unix:"))
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, path, body=None, headers=(), connection=None):
        """(status, headers, body) of one request."""
        own = connection or self.connection()
        kind = {"Content-Type": "application/json"} if body is not None else {}
        own.request("POST" if body is not None else "GET", path, body, {**kind, **dict(headers)})
        reply = own.getresponse()
        answer = reply.status, reply.headers, reply.read()
        if not connection:
            own.close()
        return answer

    def metric(self, name):
        text = self.ask("/metrics")[2].decode()
        return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith(name))

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def send(self, number):
        self.process.send_signal(number)

    def wait(self):
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code

    def stop(self, number=signal.SIGTERM):
        self.send(number)
        return self.wait()

    def log(self):
        """Its log lines so far, as objects; other lines as they are."""
        size = os.fstat(self.errors.fileno()).st_size
        lines = os.pread(self.errors.fileno(), size, 0).decode().splitlines()
        return [json.loads(line) if line.startswith("{") else line for line in lines]

    def events(self):
        return [line["event"] for line in self.log() if isinstance(line, dict)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.errors.close()


def environment(more):
    own = {name: value for name, value in os.environ.items()
           if not name.startswith(("COPYDESK_", "LISTEN_", "NOTIFY_", "WATCHDOG_"))}
    # one who ends at once ends with threads at work
    own["TSAN_OPTIONS"] = own.get("TSAN_OPTIONS", "") + ":report_thread_leaks=0"
    return {**own, **(more or {})}


def health(*options):
    return subprocess.run([PROGRAM, "health", *options], env=environment(None), capture_output=True,
                          text=True, check=False, timeout=PATIENCE)


def until(is_so, what="what was waited for"):
    """Looks again and again until it is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(0.01)


def sanitized():
    binary = pathlib.Path(PROGRAM).read_bytes()
    return b"__asan_init" in binary or b"__tsan_init" in binary


def free_port():
    """Below those that the system gives to outgoing connections, which would take it while it is not used."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as sock, contextlib.suppress(OSError):
            sock.bind(("127.0.0.1", port))
            return port


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix="copydesk-") as path:
        yield pathlib.Path(path)


def run(cases):
    """Runs the functions; exits 1 when one failed."""
    print(f"1..{len(cases)}", flush=True)
    failed = 0
    for number, case in enumerate(cases, 1):
        name = case.__name__.replace("_", " ")
        try:
            case()
            print(f"ok {number} {name}", flush=True)
        except Skip as why:
            print(f"ok {number} {name} # SKIP {why}", flush=True)
        except Exception:  # noqa: BLE001 - a failed case is told, the next one runs
            failed += 1
            print(f"not ok {number} {name}", flush=True)
            print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
    sys.exit(1 if failed else 0)
