#!/usr/bin/env python3
"""Turns a file into a C array.

Usage: embed.py NAME HEADER IN OUT. OUT defines `const char NAME[]` (a NUL behind the bytes) and
`const size_t NAME_len`; HEADER, which declares both, is included.
"""
import pathlib
import sys

LINE_BYTES = 20


def main():
    name, header, source, target = sys.argv[1:]
    data = pathlib.Path(source).read_bytes()
    lines = [f'#include "{header}"', "", f"const char {name}[] = {{"]
    # signed values: char may be signed, and the compiler warns of what does not fit
    signed = [byte - 256 if byte > 127 else byte for byte in data] + [0]
    for at in range(0, len(signed), LINE_BYTES):
        lines.append("    " + " ".join(f"{value}," for value in signed[at:at + LINE_BYTES]))
    lines += ["};", f"const size_t {name}_len = {len(data)};", ""]
    pathlib.Path(target).write_text("\n".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
