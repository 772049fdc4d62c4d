#!/usr/bin/env python3
"""Draw what a command prints in colour on a terminal as an SVG, for the README.

Usage: copydesk diff harbor-1 harbor-2 --color always | tools/picture.py "copydesk diff harbor-1 harbor-2" > docs/diff.svg
"""
import html
import re
import sys
import textwrap

COLUMNS, LINES, CHAR, LINE = 100, 34, 8.4, 19
PAINTS = {"1": "fill:#fff;font-weight:bold", "2": "fill:#8b949e", "32": "fill:#56d364", "1;31": "fill:#ff7b72;font-weight:bold",
          "9;31": "fill:#ff7b72;text-decoration:line-through"}
PAINT = re.compile(r"\033\[([0-9;]*)m")


def pieces_of(text):
    """(style, characters) runs of a text with SGR escapes."""
    style, at = "", 0
    for found in PAINT.finditer(text):
        if found.start() > at:
            yield style, text[at:found.start()]
        style, at = PAINTS.get(found.group(1), ""), found.end()
    yield style, text[at:]


def rows_of(text):
    """Screen rows: lists of (column, style, characters), wrapped between words."""
    for line in text.splitlines():
        plain = PAINT.sub("", line)
        indent = len(plain) - len(plain.lstrip())
        styles = [style for style, run in pieces_of(line) for _ in run]
        at = 0
        for row in textwrap.wrap(plain, COLUMNS, subsequent_indent=" " * indent, drop_whitespace=True) or [""]:
            body = row.lstrip() if at else row
            begin = plain.index(body, at) if body else at
            yield [(len(row) - len(body) + k, styles[begin + k], c) for k, c in enumerate(body)]
            at = begin + len(body)


def main():
    rows = [[(k, "fill:#8b949e", c) for k, c in enumerate("$ " + sys.argv[1])], []]
    rows += list(rows_of(sys.stdin.read()))
    rows = rows[:LINES]
    width, height = COLUMNS * CHAR + 32, len(rows) * LINE + 32
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" role="img">')
    print(f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>')
    print('<g font-family="ui-monospace,Menlo,Consolas,monospace" font-size="14" fill="#c9d1d9" xml:space="preserve">')
    for number, row in enumerate(rows):
        runs = []
        for column, style, char in row:
            if runs and runs[-1][1] == style and runs[-1][0] + len(runs[-1][2]) == column:
                runs[-1][2] += char
            else:
                runs.append([column, style, char])
        for column, style, run in runs:
            attribute = f' style="{style}"' if style else ""
            print(f'<text x="{16 + column * CHAR:.1f}" y="{30 + number * LINE}" textLength="{len(run) * CHAR:.1f}"'
                  f'{attribute}>{html.escape(run)}</text>')
    print("</g>\n</svg>")


if __name__ == "__main__":
    main()
