"""Texts with their gold written in: `[Jane Cole|P] leads [Harbor Aid|O] since [May 2020|DATE=2020-05].`

A mark is [text|KIND] or [text|KIND=value]; KIND of a name is P person, O organization, L location, M misc. Lines that
begin with # are remarks. Used by articles.py, casing.py, figures.py and ../bench/names.py.
"""
import collections
import re

MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)(?:=([^\]]*))?\]")
NAMES = {"P": "PER", "O": "ORG", "L": "LOC", "M": "MISC"}


def parse(marked):
    """The plain text, and (start, end, kind, value or None) of each mark, in code points."""
    text, spans, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at:mark.start()]
        spans.append((len(text), len(text) + len(mark[1]), NAMES.get(mark[2], mark[2]), mark[3]))
        text += mark[1]
        at = mark.end()
    return text + marked[at:], spans


def lines(path):
    """The lines of a file without remarks and blank ones, each parsed."""
    with open(path, encoding="utf-8") as file:
        return [parse(line.rstrip("\n")) for line in file if line.strip() and not line.startswith("#")]


def article(path):
    """A whole file without its remarks, parsed."""
    with open(path, encoding="utf-8") as file:
        return parse("".join(line for line in file if not line.startswith("#")).strip("\n") + "\n")


class Tally:
    """Right, found and wanted spans by kind; what was missed and what was wrong."""

    def __init__(self):
        self.right, self.found, self.wanted = (collections.Counter() for _ in range(3))
        self.errors = []

    def add(self, text, found, wanted, where=""):
        """found, wanted: sets of (start, end, kind)."""
        for counter, spans in ((self.found, found), (self.wanted, wanted), (self.right, found & wanted)):
            counter.update(kind for _, _, kind in spans)
        for title, spans in (("missed", wanted - found), ("wrong", found - wanted)):
            self.errors += [(where, start, title, kind, text[start:end]) for start, end, kind in spans]

    def row(self, kinds):
        """Precision, recall, F1 in per cent, and the three counts, of these kinds together."""
        right, found, wanted = (sum(c[k] for k in kinds) for c in (self.right, self.found, self.wanted))
        return (100 * right / found if found else 0.0, 100 * right / wanted if wanted else 0.0,
                200 * right / (found + wanted) if found + wanted else 100.0, right, found, wanted)

    def print_row(self, title, kinds):
        p, r, f1, right, found, wanted = self.row(kinds)
        print(f"{title:30}{p:7.1f}{r:7.1f}{f1:7.1f}{right:7}{found:7}{wanted:7}")

    def print_errors(self):
        for where, _, title, kind, name in sorted(self.errors):
            print(f"  {where}: {title} {kind} {name!r}")


HEAD = f"{'':30}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'found':>7}{'gold':>7}"
