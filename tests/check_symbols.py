#!/usr/bin/env python3
"""Fails when two rooms define the same function or variable: the linker would quietly take one of them.

Usage: check_symbols.py LIBRARY…
"""
import subprocess
import sys


def main():
    owners = {}
    for library in sys.argv[1:]:
        lines = subprocess.run(["nm", "-g", "--defined-only", library], capture_output=True, text=True, check=True).stdout
        for line in lines.splitlines():
            fields = line.split()
            if len(fields) == 3 and not fields[2].startswith(("__", "_GLOBAL_")):
                owners.setdefault(fields[2], []).append(library)
    twice = {name: rooms for name, rooms in owners.items() if len(rooms) > 1}
    for name, rooms in sorted(twice.items()):
        print(f"{name}: {', '.join(rooms)}")
    print(f"{len(owners)} symbols, {len(twice)} of them twice")
    return 1 if twice else 0


if __name__ == "__main__":
    sys.exit(main())
