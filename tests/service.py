"""The real program as a child process, for tests in Python: started on a free port, asked, stopped."""
import contextlib
import http.client
import json
import re
import subprocess
import threading


@contextlib.contextmanager
def service(program, *options):
    """Gives (port, lines of the log); the log is whole once the service is left."""
    process = subprocess.Popen([program, "serve", "--port", "0", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    log = []
    reader = threading.Thread(target=lambda: log.extend(process.stderr), daemon=True)
    reader.start()
    port = int(process.stdout.readline().rsplit(":", 1)[1])
    try:
        yield port, log
    finally:
        process.terminate()
        code = process.wait(30)
        reader.join(10)
    assert code == 0, f"{options}: exit {code}"


def ask(port, method, path, body=None, **headers):
    """(reply, its JSON; of /metrics its bytes). Names of headers are written with _ for -."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        headers["Content-Type"] = "application/json"
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    reply = connection.getresponse()
    text = reply.read()
    connection.close()
    return reply, text if path == "/metrics" else json.loads(text)


def metric(port, name):
    return float(re.search(rf"^copydesk_{name} (\S+)$", ask(port, "GET", "/metrics")[1].decode(), re.M).group(1))


def wait_for(port, name, value):
    """Until a metric says so; a service that never does ends the test by its own time limit."""
    while metric(port, name) != value:
        pass


def wait_for_memory(port):
    """Until what requests held has been given back, but for that of /metrics itself."""
    while metric(port, "request_memory_bytes") >= 1e6:
        pass
