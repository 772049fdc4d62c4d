"""A Web server that misbehaves in all ways the tests need; each path is a page with its own fault."""
import gzip
import select
import socket
import ssl
import threading
import time

ARTICLE = "Mayor Jane Roe of Springfield said on Monday that the bridge over the river would close."
PAGE = ("<!DOCTYPE html><html><head><title>Bridge closes</title></head><body><nav><a href=/>Home</a> <a href=/x>Sport</a></nav>"
        f"<article><h1>Bridge closes</h1><p>{ARTICLE}</p><p>“We had no choice,” she told reporters at the town hall after a long"
        " meeting with engineers.</p><p>Work begins in the spring and is to take two years, the council said in a statement.</p>"
        "</article><footer>Contact</footer></body></html>").encode()
BOMB = gzip.compress(bytes(64 << 20), 9)


class Asked:
    """One request: its target, its headers by lower-case name, the address it was sent to."""

    def __init__(self, text, address):
        lines = text.decode("latin-1").split("\r\n")
        self.method, self.target, _ = lines[0].split(" ", 2)
        self.headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
        self.address = address
        self.at = time.monotonic()


def reply(body=PAGE, status="200 OK", media="text/html; charset=utf-8", length=None, **headers):
    """The bytes of a reply; media None: it says of no type. Names of headers are written with _ for -."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close"]
    lines += [f"Content-Type: {media}"] if media else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(location, status="302 Found"):
    return reply(b"elsewhere", status, Location=location)


def stays(sock, seconds):
    """Waits so long; false when the client has gone."""
    ready, _, _ = select.select([sock], [], [], seconds)
    return not ready or bool(sock.recv(65536))


def pour(sock, bytes_of, pause=0.0):
    """Sends what bytes_of() gives until the client goes; how much that was."""
    sent = 0
    while pause == 0.0 or stays(sock, pause):
        part = bytes_of()
        sock.sendall(part)
        sent += len(part)
    return sent


class Web:
    """Listens on all addresses of this machine, one port. `pages`: target to bytes, or to a function of (asked, socket, web)
    that sends or returns them."""

    def __init__(self, pages=None, tls=None, backlog=128):
        self.pages = {**PAGES, **(pages or {})}
        self.tls = tls
        self.asked, self.connected = [], []
        self.active = self.most_active = 0
        self.lock = threading.Lock()
        self.ends = threading.Event()
        self.sock = socket.create_server(("0.0.0.0", 0), backlog=backlog)
        self.port = self.sock.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.sock.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            with client:
                address = client.getsockname()[0]
                self.connected.append(address)
                client.settimeout(60)
                if self.tls:
                    client = self.tls.wrap_socket(client, server_side=True)
                head = b""
                while b"\r\n\r\n" not in head:
                    part = client.recv(65536)
                    if not part:
                        return
                    head += part
                self.answer(client, Asked(head.partition(b"\r\n\r\n")[0], address))
        except (OSError, ssl.SSLError):
            pass  # the client went, as it may

    def answer(self, client, asked):
        page = self.pages.get(asked.target.partition("?")[0], reply(b"nothing here", "404 Not Found"))
        with self.lock:
            self.asked.append(asked)
            self.active += 1
            self.most_active = max(self.most_active, self.active)
        try:
            if callable(page):
                page = page(asked, client, self)
        finally:
            with self.lock:  # before the client has all of it and asks again
                self.active -= 1
        if page:
            client.sendall(page)

    def targets(self):
        return [asked.target for asked in self.asked]

    def url(self, path, host="127.0.0.1"):
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ends.set()
        self.sock.close()


def count_down(asked, _, web):
    left = int(asked.target.partition("?")[2])
    return redirect(f"/count?{left - 1}") if left else reply()


def leads_where_it_is_told(asked, _, web):
    return redirect(asked.target.partition("?")[2])


def waits_for_the_end(_, client, web):
    while not web.ends.is_set() and stays(client, 0.05):
        pass


def drips(_, client, web):
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    pour(client, lambda: b"<p>", 0.05)


def drips_its_head(_, client, web):
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Long: ")
    pour(client, lambda: b"x", 0.05)


def heads_without_end(_, client, web):
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    pour(client, lambda: b"X-More: " + b"x" * 4000 + b"\r\n")


def a_head_line_without_end(_, client, web):
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-More: ")
    pour(client, lambda: b"x" * 65536)


def early_hints_without_end(_, client, web):
    pour(client, lambda: b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 64)


def floods(_, client, web):
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    pour(client, lambda: b"<p>" * 20000)


def chunks_without_end(_, client, web):
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    pour(client, lambda: b"2000;" + b"x" * 100 + b"\r\n" + b"x" * 0x2000 + b"\r\n")


def by_etag(asked, _, web):
    if asked.headers.get("if-none-match") == '"one"':
        return reply(b"", "304 Not Modified", None, ETag='"one"')
    return reply(ETag='"one"')


def by_date(asked, _, web):
    date = "Mon, 02 Nov 2026 10:00:00 GMT"
    if asked.headers.get("if-modified-since") == date:
        return reply(b"", "304 Not Modified", None, Last_Modified=date)
    return reply(Last_Modified=date)


PAGES = {
    "/page": reply(),
    "/xhtml": reply(media="application/xhtml+xml"),
    "/plain": reply(ARTICLE.encode(), media="text/plain"),
    "/latin": reply(f"Mayor René Müller of Zürich met Jane Roe. {ARTICLE}".encode("latin-1"), media="text/plain; charset=iso-8859-1"),
    "/untold": reply(media=None),
    "/count": count_down,
    "/to": leads_where_it_is_told,
    "/loop": redirect("/loop"),
    "/silent": waits_for_the_end,
    "/drip": drips,
    "/drip-head": drips_its_head,
    "/heads": heads_without_end,
    "/head-line": a_head_line_without_end,
    "/hints": early_hints_without_end,
    "/flood": floods,
    "/chunks": chunks_without_end,
    "/bomb": reply(BOMB, Content_Encoding="gzip"),
    "/bomb-in-bomb": reply(gzip.compress(BOMB, 9), Content_Encoding="gzip, gzip"),
    "/huge": reply(length=1 << 40),
    "/short": reply(length=len(PAGE) + 100),
    "/long": reply(PAGE + b"<p>more than it said</p>", length=len(PAGE)),
    "/nothing": b"",
    "/half-head": b"HTTP/1.1 200 OK\r\nContent-Type: text/ht",
    "/ssh": b"SSH-2.0-OpenSSH_9.2p1\r\n",
    "/old": b"<p>" + ARTICLE.encode() + b"</p>",
    "/bad-packed": reply(b"\x1f\x8b\x08\x00not gzip at all", Content_Encoding="gzip"),
    "/cut-packed": reply(gzip.compress(PAGE)[:100], Content_Encoding="gzip"),
    "/cut-packed-late": reply(gzip.compress(PAGE)[:-12], Content_Encoding="gzip"),
    "/packed": reply(gzip.compress(PAGE), Content_Encoding="gzip"),
    "/oddly-packed": reply(PAGE, Content_Encoding="br"),
    "/image": reply(b"\x89PNG\r\n\x1a\n" + bytes(100), media="image/png"),
    "/program": reply(media="application/octet-stream"),
    "/no-image": reply(b"", media="image/png"),
    "/lie": reply(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
    "/empty": reply(b""),
    "/missing": reply(status="404 Not Found"),
    "/broken": reply(status="500 Internal Server Error"),
    "/no-content": reply(b"", "204 No Content", None),
    "/unasked": reply(b"", "304 Not Modified", None),
    "/nowhere": reply(status="302 Found"),
    "/cookie": reply(Set_Cookie="who=we; Path=/"),
    "/asks-for-name": reply(status="401 Unauthorized", WWW_Authenticate='Basic realm="desk"'),
    "/fresh": reply(Cache_Control="public, max-age=600"),
    "/both": reply(Cache_Control="max-age=600", ETag='"one"') .replace(b"ETag", b"Cache-Control: no-store\r\nETag"),
    "/no-store": reply(Cache_Control="no-store, max-age=600", ETag='"one"'),
    "/private": reply(Cache_Control="private, max-age=600"),
    "/etag": by_etag,
    "/date": by_date,
}
