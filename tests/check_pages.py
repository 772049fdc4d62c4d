#!/usr/bin/env python3
"""Holds the pages of comparisons against what a page must be, and against the texts.

Usage: check_pages.py COPYDESK ROOT. Pairs of the sample corpus and pairs full of markup are asked for
as text/html in both layouts. Each page must be well formed (every element closed, ids unique, links
within the page lead somewhere, no script, nothing from outside), have a language, a title, landmarks
and headings in order; side by side, its columns must hold the words of the two texts.
"""
import html.parser
import json
import pathlib
import subprocess
import sys

VOID = {"meta"}
KNOWN = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "aside", "h1", "h2", "h3", "p", "div",
         "table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "li", "strong", "a", "mark", "del", "ins", "span",
         "details", "summary"}
NASTY = ("The <b>mill</b> & the \"river\" closed on Monday.\n\n<script>alert('1')</script> said the owner.\n\n"
         "</td></tr></table><!-- the mayor -->\n\nNobody knows why <img src=x onerror=alert(1)> was there.")
PAIRS = [
    ({"text": NASTY, "id": "</title><script>"},
     {"text": NASTY.replace("Monday", "Tue\u0007sday").replace("owner", "<owner>"), "id": "\"'><b>"}),
    ({"text": "One.\n\nTwo has words enough to move.\n\nThree stays here with its words."},
     {"text": "Two has words enough to move.\n\nOne.\n\nThree stays here with its words."}),
    ({"text": "Same words."}, {"text": "Same words."}),
    ({"text": "Only this."}, {"text": "Nothing of it remains at all."}),
]


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.ids, self.links, self.headings = [], [], [], [], []
        self.seen, self.lang, self.title = set(), None, ""
        self.column, self.columns = 0, ["", "", ""]  # texts of both sides, of the left, of the right

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.seen.add(tag)
        if tag not in KNOWN:
            self.faults.append(f"<{tag}> is none of ours")
        for name, value in attrs.items():
            if name.startswith("on") or name == "src" or (name == "href" and not value.startswith("#")):
                self.faults.append(f"{tag} has {name}={value!r}")
        if tag == "html":
            self.lang = attrs.get("lang")
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if "aria-labelledby" in attrs:
            self.links.append(attrs["aria-labelledby"])
        if tag == "a":
            self.links.append(attrs["href"][1:])
        if tag == "th" and "scope" not in attrs:
            self.faults.append("a th without scope")
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if tag == "tr":
            self.column = 0
        if tag == "td":
            self.column = 0 if "colspan" in attrs else self.column + 1
        if tag not in VOID:
            self.open.append((tag, attrs))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
            return
        self.open.pop()
        if tag in ("p", "div"):
            self.columns[self.column] += " "

    def handle_comment(self, data):
        self.faults.append(f"a comment: {data!r}")

    def is_inside(self, tag, **wanted):
        return any(one == tag and wanted.items() <= attrs.items() for one, attrs in self.open)

    def handle_data(self, data):
        if self.is_inside("title"):
            self.title += data
        if self.is_inside("div", **{"class": "text"}) and not self.is_inside("span", **{"class": "unseen"}):
            self.columns[self.column] += data

    def check(self):
        if self.open:
            self.faults.append(f"left open: {self.open}")
        if len(set(self.ids)) < len(self.ids):
            self.faults.append("an id stands twice")
        self.faults += [f"#{link} leads nowhere" for link in self.links if link not in self.ids]
        if self.lang != "en" or not self.title.strip() or not {"header", "main", "h1"} <= self.seen:
            self.faults.append("no language, title, landmark or heading")
        levels = [0] + self.headings
        self.faults += ["a heading skips a level" for one, next in zip(levels, levels[1:]) if next > one + 1]
        return self.faults


def words(text):
    """As a page shows them: control characters but white space as U+FFFD."""
    return "".join("\ufffd" if ord(c) < 32 and c not in "\n\t" else c for c in text).split()


def ask(program, left, right, **options):
    body = json.dumps({"left": left, "right": right, **options})
    done = subprocess.run([program, "call", "POST", "/v1/diff", "-", "--accept", "text/html"], input=body,
                          capture_output=True, text=True, check=True)
    return done.stdout


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    lines = (root / "samples/corpus.ndjson").read_text(encoding="utf-8").splitlines()
    texts = {article["id"]: article["text"] for article in map(json.loads, lines)}
    ids = list(texts)
    pairs = PAIRS + [({"article": left}, {"article": right}) for left, right in zip(ids[:3], ids[1:4])]
    faults, count = [], 0
    for left, right in pairs:
        for mode in ("auto", "edit"):
            for options in ({"context": 1}, {"layout": "side_by_side", "context": 0}, {"layout": "side_by_side", "context": 100}):
                page = Page()
                page.feed(ask(program, left, right, mode=mode, **options))
                where = f"{left.get('article') or left['text'][:20]!r}, {mode}, {options}"
                count += 1
                faults += [f"{where}: {fault}" for fault in page.check()]
                if mode == "edit" and "layout" in options:
                    for side, source in ((1, left), (2, right)):
                        found = (page.columns[0] + page.columns[side]).split()
                        if sorted(found) != sorted(words(source.get("text") or texts[source["article"]])):
                            faults.append(f"{where}: column {side} has other words")
    print("\n".join(faults) or f"{count} pages are sound")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
