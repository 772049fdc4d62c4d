#!/usr/bin/env python3
"""Holds the program to its OpenAPI document with schemathesis: all checks, every operation, made-up requests.

Usage: check_openapi.py COPYDESK VENV [--examples N] [--seed N]. VENV is a folder for a virtual environment, made with
schemathesis in it (from PyPI) where it is not there. Exemptions stand in schemathesis.toml beside this file.
"""
import argparse
import pathlib
import subprocess
import sys

from service import service

HERE = pathlib.Path(__file__).resolve().parent
VERSION = "4.32.5"


def provide(venv):
    runner = venv / "bin/st"
    if not runner.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([venv / "bin/python", "-m", "pip", "install", "-q", f"schemathesis=={VERSION}"], check=True)
    return runner


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("venv", type=pathlib.Path)
    parser.add_argument("--examples", default="200")
    parser.add_argument("--seed", default="1")
    asked = parser.parse_args()
    runner = provide(asked.venv.resolve())
    with service(asked.program, "--wait-for-analysis") as (port, _):
        return subprocess.run([runner, "--config-file", HERE / "schemathesis.toml", "run", f"http://127.0.0.1:{port}/openapi.json",
                               "--checks", "all", "--max-examples", asked.examples, "--seed", asked.seed, "--no-color"],
                              cwd=asked.venv,  # where it keeps what it remembers
                              check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
