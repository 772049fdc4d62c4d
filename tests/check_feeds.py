#!/usr/bin/env python3
"""Serves a corpus that is a feed on another server, read again at an interval, and one that cannot be had.

Usage: check_feeds.py COPYDESK
"""
import http.server
import subprocess
import sys
import threading

from service import ask, service


class Site(http.server.BaseHTTPRequestHandler):
    count = 0

    def log_message(self, *_):
        pass

    def do_GET(self):
        Site.count += 1
        items = "".join(f"<item><guid>g{i}</guid><title>Title {i}</title><dc:creator>Jo Reporter</dc:creator>"
                        f"<description>The bridge is open, Mayor Ann Cole said.</description></item>" for i in range(Site.count))
        body = f"<rss><channel><title>The Paper</title>{items}</channel></rss>".encode()
        self.send_response(200 if self.path == "/feed" else 404)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main():
    program = sys.argv[1]
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{site.server_port}"
    allowed = ["--fetch", "--fetch-ports", str(site.server_port), "--fetch-private", "127.0.0.1/32", "--fetch-interval-ms", "0"]
    with service(program, "--corpus", f"{address}/feed", "--reload-every", "1", *allowed) as (port, log):
        while True:  # a service that never reloads ends the test by its time limit
            _, articles = ask(port, "GET", "/v1/articles")
            if articles["generation"] > 1 and articles["total"] > 1:
                break
        first = articles["articles"][0]
        assert (first["id"], first["title"], first["byline"], first["source"]) == ("g0", "Title 0", "Jo Reporter", "The Paper"), first
    for options, words in ([], "fetching is off"), (allowed, "could not"):
        reply = subprocess.run([program, "serve", "--port", "0", "--corpus", f"{address}/none", *options], capture_output=True, text=True,
                               timeout=60)
        assert reply.returncode == 1 and f"{address}/none" in reply.stderr, (options, reply)
    site.shutdown()
    print("a feed is a corpus, and is read again")


if __name__ == "__main__":
    main()
