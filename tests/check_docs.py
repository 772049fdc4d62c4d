#!/usr/bin/env python3
"""Run what the documentation tells a reader to type, and look for what it must name.

Usage: check_docs.py PROGRAM ROOT

Every fenced block of README.md and docs/api.md that is marked `sh` is read: a command that begins with
`curl` is run against a service with the sample corpus (its address put in for http://127.0.0.1:8080), one that begins with
`copydesk` is run with the program. A curl must be answered with a status that the line `# STATUS` before it names (200 when
there is none), and what is sent as JSON must be JSON. Prints TAP.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ADDRESS = "http://127.0.0.1:8080"
PAGES = ["README.md", "docs/api.md"]
# What the examples find in the reader's folder.
FILES = {
    "old.txt": "The mill closed on Monday. Forty people lost their work.\n",
    "new.txt": "The mill closed on Monday. Forty-two people lost their work.\n",
    "story.txt": '"We are staying," Ada Marsh said in Leeds on Monday.\n',
}
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)


def commands_of(page):
    """(status, command) of each command in the page's blocks, lines that end in a backslash joined."""
    for block in BLOCK.findall(page):
        status, command = 200, ""
        for line in block.splitlines():
            note = re.match(r"# (\d{3})\b", line)
            if note and not command:
                status = int(note.group(1))
                continue
            if not command and not re.match(r"(curl|copydesk)\b", line):
                continue
            command += line + "\n"
            if line.endswith("\\") or command.count("'") % 2:
                continue
            yield status, command.strip()
            status, command = 200, ""


def run(command, folder, environment):
    return subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, timeout=60)


def check_curl(command, status, address, folder, environment):
    command = command.replace(ADDRESS, address).replace("localhost:8080", address.removeprefix("http://"))
    head = os.path.join(folder, "head")
    done = run(re.sub(r"^curl", f"curl -sS -D {head}", command), folder, environment)
    if done.returncode:
        return f"curl: {done.stderr.decode()}"
    lines = open(head, encoding="latin-1").read().split("\r\n")
    got = [line.split()[1] for line in lines if line.startswith("HTTP/")][-1]
    if int(got) != status:
        return f"status {got} instead of {status}: {done.stdout.decode()[:300]}"
    kind = [line for line in lines if line.lower().startswith("content-type:")]
    if kind and "json" in kind[-1] and "|" not in command:
        json.loads(done.stdout)
    return None


def check_named(root):
    """Every option must stand in the manual and every command in README and manual."""
    options = re.findall(r"^OPTION\((\w+)", (root / "config/options.def").read_text(), re.M)
    names = re.findall(r'^    \{"(\w+)",', (root / "commands/main.c").read_text(), re.M)
    manual = (root / "docs/copydesk.1").read_text()
    readme = (root / "README.md").read_text()
    missing = [f"docs/copydesk.1: --{o}" for o in options if f"Fl -{o.replace('_', '-')}" not in manual]
    missing += [f"docs/copydesk.1: {n}" for n in names if n not in manual]
    missing += [f"README.md: {n}" for n in names if n not in readme]
    return ", ".join(missing)


def main():
    program, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    environment = dict(os.environ, PATH=f"{program.parent}:{os.environ['PATH']}", no_proxy="*")
    service = subprocess.Popen([program, "serve", "--port", "0", "--wait-for-analysis"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    count = failed = 0

    def tell(name, fault):
        nonlocal count, failed
        count += 1
        failed += bool(fault)
        print(f"{'not ' if fault else ''}ok {count} - {name}" + (f"\n# {fault}" if fault else ""), flush=True)

    try:
        address = service.stdout.readline().split()[-1]
        tell("options and commands are documented", check_named(root))
        for page in PAGES:
            with tempfile.TemporaryDirectory() as folder:
                for name, text in FILES.items():
                    (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
                for status, command in commands_of((root / page).read_text(encoding="utf-8")):
                    if command.startswith("curl"):
                        fault = check_curl(command, status, address, folder, environment)
                    else:
                        done = run(command, folder, environment)
                        fault = done.returncode and f"exit {done.returncode}: {done.stderr.decode()}"
                    tell(f"{page}: {command.splitlines()[0]}".replace("#", "number "), fault)
    finally:
        service.terminate()
        code = service.wait(timeout=30)
    tell("the service ends with 0", code and f"exit {code}")
    print(f"1..{count}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
