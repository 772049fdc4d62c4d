#!/usr/bin/env python3
"""The units of deploy/ as systemd itself reads them, the rights they leave, and the image's recipe.

Usage: units.py COPYDESK ROOT
"""
import contextlib
import json
import pathlib
import re
import shutil
import subprocess
import sys

from program import PATIENCE, PROGRAM, Service, Skip, folder, run, sanitized, until

ROOT = pathlib.Path(sys.argv[2])
EXPOSURE_MAX = 15  # of 100, as `systemd-analyze security` counts
# What the kernel gives a process before the filter can say anything, or what the C library tries and does without.
LOOSE = {"execve"}


def need(tool):
    if not shutil.which(tool):
        raise Skip(f"no {tool}")


@contextlib.contextmanager
def units():
    """The units with the program that was built in the place of the one that would be installed."""
    with folder() as place:
        for path in (ROOT / "deploy").glob("copydesk.s*"):
            text = path.read_text(encoding="utf-8").replace("/usr/bin/copydesk", PROGRAM)
            (place / path.name).write_text(text, encoding="utf-8")
        yield place


def analyze(*arguments):
    done = subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False, timeout=PATIENCE)
    return done.returncode, done.stdout + done.stderr


def systemd_takes_the_units():
    need("systemd-analyze")
    with units() as place:
        code, words = analyze("verify", "--man=no", str(place / "copydesk.service"), str(place / "copydesk.socket"))
        ours = [line for line in words.splitlines() if "copydesk" in line]
        assert code == 0 and not ours, words


def the_service_is_hardened():
    need("systemd-analyze")
    with units() as place:
        code, words = analyze("security", "--offline=true", f"--threshold={EXPOSURE_MAX}",
                              str(place / "copydesk.service"))
        assert code == 0, words
        print(f"# {words.splitlines()[-1].strip()}")


def calls_of(group):
    code, words = analyze("syscall-filter", group)
    assert code == 0, words
    calls = set()
    for line in words.splitlines()[1:]:
        word = line.strip()
        if word.startswith("@"):
            calls |= calls_of(word)
        elif word and not word.startswith("#"):
            calls.add(word)
    return calls


def the_filter_lets_the_service_work():
    """Every system call of a start, requests, a reload and a stop is one that the unit allows."""
    need("systemd-analyze")
    need("strace")
    if sanitized():
        raise Skip("a sanitizer makes calls of its own")
    text = (ROOT / "deploy/copydesk.service").read_text(encoding="utf-8")
    allowed = set()
    for line in re.findall(r"^SystemCallFilter=(.*)", text, re.M):
        groups = [calls_of(group) for group in line.lstrip("~").split()]
        allowed = allowed - set().union(*groups) if line.startswith("~") else allowed.union(*groups)
    with folder() as place:
        with Service(wrap=["strace", "-f", "-qq", "-o", str(place / "calls")]) as service:
            if not service.url:
                raise Skip("strace may not trace here")
            for path in ("/healthz", "/metrics", "/v1/articles/harbor-1/related"):
                assert service.ask(path)[0] == 200
            assert service.ask("/v1/analysis", json.dumps({"article": "harbor-1"}))[0] == 200
            child = pathlib.Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()[0]
            subprocess.run(["kill", "-HUP", child], check=True)
            until(lambda: service.metric('copydesk_corpus_reloads_total{result="ok"}') == 1)
            subprocess.run(["kill", "-TERM", child], check=True)
            assert service.wait() == 0
        made = set(re.findall(r"^\d+ +(\w+)\(", (place / "calls").read_text(), re.M))
    assert {"read", "accept4"} <= made, made
    assert made <= allowed | LOOSE, made - allowed - LOOSE


def the_image_is_run_by_a_number_and_asks_for_its_health():
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    last = recipe.rpartition("\nFROM ")[2]
    user = re.search(r"^USER (\d+):(\d+)$", last, re.M)
    assert user and int(user[1]) > 0 and int(user[2]) > 0, last
    asked = json.loads(re.search(r"^HEALTHCHECK .* CMD (\[.*\])$", last, re.M)[1])
    started = json.loads(re.search(r"^ENTRYPOINT (\[.*\])$", last, re.M)[1])
    assert asked == [*started, "health"], (asked, started)
    assert re.search(r"^STOPSIGNAL SIGTERM$", last, re.M)


run([
    systemd_takes_the_units,
    the_service_is_hardened,
    the_filter_lets_the_service_work,
    the_image_is_run_by_a_number_and_asks_for_its_health,
])
