#!/usr/bin/env python3
"""Runs the black-box abuse of an HTTP server (malformed, smuggling, oversized, slow requests) against the program.

Usage: check_abuse.py COPYDESK DATA_FOLDER. The abuse script lies beside the development data; without it the test
is skipped. Rows it calls known are gaps of libmicrohttpd 0.9.75 that no program above it can see.
"""
import pathlib
import subprocess
import sys

from service import service

SKIPPED = 77


def main():
    program, script = sys.argv[1], pathlib.Path(sys.argv[2]) / "tools/abuse_http.py"
    if not script.exists():
        print(f"skipped: no {script}")
        return SKIPPED
    with service(program, "--request-ms", "2000") as (port, _):
        done = subprocess.run([sys.executable, str(script), f"127.0.0.1:{port}", "--quiet", "--slow", "4"], check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
