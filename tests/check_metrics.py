#!/usr/bin/env python3
"""Holds /metrics to the Prometheus text format, by Prometheus' own promtool.

Usage: check_metrics.py COPYDESK. Skipped where promtool (Debian package prometheus) is not installed.
"""
import shutil
import subprocess
import sys

from service import ask, service

SKIPPED = 77
WANTED = ("http_requests_total", "http_request_duration_seconds", "http_requests_in_flight", "queue_depth", "queue_capacity", "workers",
          "workers_busy", "request_memory_bytes", "request_memory_high_water_bytes", "log_lines_dropped_total", "corpus_articles",
          "corpus_generation", "corpus_load_seconds", "corpus_refused", "corpus_reloads_total", "process_cpu_seconds_total",
          "process_resident_memory_bytes", "process_open_fds", "build_info")


def main():
    if not shutil.which("promtool"):
        print("skipped: no promtool")
        return SKIPPED
    with service(sys.argv[1], "--wait-for-analysis") as (port, _):
        for path in ("/healthz", "/v1/articles/nowhere", "/v1/entities/oregon"):
            ask(port, "GET", path)
        ask(port, "POST", "/v1/entities", {"text": "Jane Roe"})
        text = ask(port, "GET", "/metrics")[1].decode()
    missing = [name for name in WANTED if f"# TYPE copydesk_{name} " not in text]
    print("\n".join(f"/metrics has no {name}" for name in missing))
    return subprocess.run(["promtool", "check", "metrics"], input=text, text=True, check=False).returncode or bool(missing)


if __name__ == "__main__":
    sys.exit(main())
