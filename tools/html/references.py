#!/usr/bin/env python3
"""Writes the table of HTML's named character references as C, sorted by name.

Usage: references.py HEADER OUT. The names are those of WHATWG's list, which Python's html.entities holds.
"""
import html.entities
import pathlib
import sys


def main():
    header, target = sys.argv[1:]
    names = sorted((name.encode(), value.encode()) for name, value in html.entities.html5.items())
    lines = [f'#include "{header}"', "", "const struct html_reference html_references[] = {"]
    for name, value in names:
        shown = "".join(f"\\{byte:03o}" for byte in value)
        lines.append(f'    {{SLICE_INIT("{name.decode()}"), SLICE_INIT("{shown}")}},')
    lines += ["};", f"const size_t html_reference_count = {len(names)};", ""]
    pathlib.Path(target).write_text("\n".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
