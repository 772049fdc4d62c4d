#!/usr/bin/env python3
"""Which room may include which: reads the #include lines of the tree and fails on any other edge.

Usage: check_layers.py [ROOT]. The table below is the only source; docs/architecture.md quotes it.
"""
import pathlib
import re
import sys

ROOMS = {
    "base": [],
    "text": ["base"],
    "news": ["text", "base"],
    "intake": ["text", "base"],
    "corpus": ["intake", "news", "text", "base"],
    "fetch": ["base"],
    "config": ["base"],
    "forms": ["news", "text", "base"],
    "schemas": ["forms", "corpus", "intake", "news", "text", "base"],
    "handlers": ["forms", "schemas", "corpus", "intake", "fetch", "news", "text", "config", "base"],
    "server": ["handlers", "config", "base"],
    "samples": [],
    "commands": ["samples", "server", "handlers", "forms", "schemas", "corpus", "intake", "fetch", "news", "text", "config", "base"],
}
# Outside libraries: the rooms that may name them.
LIBRARIES = {
    "microhttpd.h": ["server"],
    "jansson.h": ["schemas", "intake"],
    "curl/curl.h": ["fetch"],
    "utf8proc.h": ["text"],
    "xxhash.h": ["base", "text"],
    "ini.h": ["config"],
    "zlib.h": ["base", "intake"],
    "pthread.h": ["base", "corpus", "fetch", "server", "commands"],
    "zstd.h": ["intake"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')


def faults_of(path, room):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        own, library = found.groups()
        target = own.split("/")[0] if own and "/" in own else None
        if own and target is None:
            yield f"{path}:{number}: include \"{own}\" from the root, as \"{room}/{own}\""
        elif target and target != room and target not in ROOMS[room]:
            yield f"{path}:{number}: {room}/ may not use {target}/"
        elif library in LIBRARIES and room not in LIBRARIES[library]:
            yield f"{path}:{number}: {room}/ may not use <{library}>"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    faults = []
    for room in ROOMS:
        for path in sorted((root / room).glob("**/*.[ch]")):
            faults += faults_of(path, room)
    print("\n".join(faults) or f"{len(ROOMS)} rooms, no shortcut")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
