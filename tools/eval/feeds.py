#!/usr/bin/env python3
"""Score the reading of feeds on the cases of feedparser (BSD 2-clause): ../shared/data/formats/feedparser_tests.tar.xz.

usage: feeds.py [BUILD [DATA]] [--errors]     BUILD: a build folder [build/release]; DATA: the folder of the sets [../shared]

A case is a feed whose leading comment says what a reader should find ("Expect: …", an expression of Python). Those that
concern the title, body (summary, description, content), date (published, updated, created) and author of an entry are counted,
by group, one line each; other facts of the same expression (a base, a media type, a licence, a language of one element) have no
meaning for an article and are not looked at. How things are compared:

- a body that is expected as HTML is turned to text by the reader of fragments that also reads pages, and both are compared
  without regard to blanks: which tags, attributes and styles pass a sanitizer is nothing that plain text can show, whether
  words are lost or scripts seen, is;
- a title in the same way, on one line; of Atom's type text, or none, it is compared as it stands;
- a body of which only one of summary and content is asked is looked for in whichever the article has for its text: an
  article has one text, the fullest; where both are asked, one of them has to be it;
- a date by the instant in UTC; created, published and updated by what the article has for them;
- an author by the name alone: an address beside it is no byline.

An id is given as the feed writes it, and what a document type declares is never read: the ids that fail ask for both. Exits with 1
where a title, body, date or author of the well-formed cases fails.
"""
import argparse
import ast
import collections
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FACTS = {"title": "title", "title_detail": "title", "summary": "body", "summary_detail": "body", "description": "body",
         "content": "body", "author": "author", "author_detail": "author", "authors": "author", "published_parsed": "date",
         "updated_parsed": "date", "created_parsed": "date", "link": "link", "id": "id", "guid": "id"}
# Cases whose expectation an article cannot meet, or where HTML as browsers read it says otherwise than feedparser; shown, not counted.
BESIDES = {
    "entry_content_and_summary": "asks for the summary beside a content: an article has one text",
    "media_group": "media:description describes a picture or film, which is not the article's text",
    "item_description_not_a_doctype": "\"<!'\" up to the next '>' is a comment by HTML 13.2.5.42",
    "item_content_encoded_script_nested_cdata": "\"<![CDATA[\" up to the next '>' is a comment by HTML 13.2.5.42",
    "entry_content_iframe": "what stands within an iframe is not shown (HTML 4.8.5)",
    "entry_summary_iframe": "the same",
    "crazy": "a script ends at \"</script\", and a title within is no text (HTML 13.2.5.15)",
}
# Parts of these that are no text: nothing to compare.
IGNORED = {"type", "base", "language", "src", "email", "url", "href", "published", "updated", "created"}


def text_of(path):
    raw = path.read_bytes()
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


def claims_of(expression):
    """(entry, fact, path within it, value) of each comparison with a constant."""
    def path_of(node):
        if isinstance(node, ast.Subscript):
            inner = path_of(node.value)
            return inner and isinstance(node.slice, ast.Constant) and inner + [node.slice.value]
        if isinstance(node, ast.Attribute):
            inner = path_of(node.value)
            return inner and inner + [node.attr]
        return [node.id] if isinstance(node, ast.Name) else None

    for node in ast.walk(ast.parse(expression.strip(), mode="eval")):
        if not isinstance(node, ast.Compare):
            continue
        paths = [path for path in map(path_of, [node.left] + node.comparators) if path]
        try:
            value = ast.literal_eval(node.comparators[-1])
        except ValueError:
            try:  # 'a' + 'b'
                value = eval(compile(ast.Expression(node.comparators[-1]), "value", "eval"), {"__builtins__": {}})
            except (NameError, TypeError):
                continue
        for path in paths:
            if len(path) > 2 and path[0] == "entries" and isinstance(path[1], int) and path[2] in FACTS:
                if path[-1] not in IGNORED and value is not None and not (path[2] == "authors" and path[-1] != "name"):
                    yield path[1], path[2], path[3:], value


def headers_of(text):
    return {name.lower(): value for name, value in re.findall(r"^Header:\s*([\w-]+):\s*(.*?)\s*$", text, re.M)}


class Reader:
    def __init__(self, build):
        self.process = subprocess.Popen([str(build / "tools/eval/eval-feeds")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, line):
        self.process.stdin.write(json.dumps(line).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def text(self, html):
        return self.ask({"html": html})[0] or ""


def squeeze(text):
    return re.sub(r"[\s\u00a0]+", "", text or "")


def instant(iso):
    if not iso:
        return None
    try:
        moment = datetime.datetime.fromisoformat(iso.replace("Z", "+00:00"))
    except ValueError:
        return None
    if moment.tzinfo:
        moment = moment.astimezone(datetime.timezone.utc)
    return tuple(moment.timetuple()[:6])


def is_plain(feed, fact):
    """Whether Atom says that this element is text alone, and no markup stands in it."""
    names = {"title_detail": "title", "summary_detail": "summary", "description": "summary|description"}
    tag = re.search(r"<(?:\w+:)?(?:%s)\b([^>]*)>[^<]*(<\w)?" % names.get(fact, fact), re.sub(r"<!--.*?-->", "", feed, flags=re.S))
    kind = tag and re.search(r"type=[\"']([^\"']*)", tag[1])
    if "base64" in feed or not tag or tag[2] or "<rss" in feed or "<rdf" in feed.lower():
        return False
    return kind[1] in ("text", "text/plain") if kind else "Atom" in feed or "atom" in feed


def holds(reader, feed, article, fact, path, value):
    if fact.endswith("_parsed"):
        field = article["modified"] or article["published"] if fact == "updated_parsed" else article["published"]
        return instant(field) == tuple(value[:6])
    if fact == "authors":
        names = (article["byline"] or "").split(", ")
        return path[0] < len(names) and names[path[0]] == value
    if fact in ("link", "id", "guid"):
        return article["url" if fact == "link" else "id"] == value
    if fact in ("author", "author_detail"):
        return article["byline"] == re.sub(r"\s*\(\S+@\S+\)$", "", value)
    found = squeeze(article["title" if fact.startswith("title") else "text"])
    if is_plain(feed, fact):
        return found == squeeze(value)
    text = squeeze(reader.text(value))
    return found == text or not text and found == squeeze(value)


def judge(reader, path, counts, group, errors):
    if any(path.stem == name or name == "crazy" and path.stem.endswith(name) for name in BESIDES):
        return
    feed = text_of(path)
    found = re.search(r"Expect:(.*?)\n\s*(?:-->|\w[\w-]*:)", feed, re.S)
    if not found:
        return
    try:
        claims = list(claims_of(found[1]))
    except SyntaxError:
        return
    if not claims:
        return
    headers = headers_of(feed)
    charset = re.search(r"charset=[\"']?([\w-]+)", headers.get("content-type", ""))
    articles = reader.ask({"path": str(path), "url": headers.get("content-location", "http://127.0.0.1:8097/"), "charset": charset and charset[1]})
    texts = [claim for claim in claims if FACTS[claim[1]] == "body"]
    if len(texts) > 1:  # any of them
        fit = [c for c in texts if c[0] < len(articles) and holds(reader, feed, articles[c[0]], *c[1:])]
        claims = [claim for claim in claims if claim not in texts] + (fit or texts)[:1]
    for number, fact, rest, value in claims:
        ok = number < len(articles) and holds(reader, feed, articles[number], fact, rest, value)
        counts[group][FACTS[fact]][0] += ok
        counts[group][FACTS[fact]][1] += 1
        if errors and not ok:
            print(f"{group}/{path.name}: {fact}: expected {value!r}, found {articles[number:number + 1]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", nargs="?", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("data", nargs="?", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--errors", action="store_true", help="print each case that fails")
    options = parser.parse_args()
    archive = options.data / "data/formats/feedparser_tests.tar.xz"
    if not archive.exists():
        print(f"skipped: there is no {archive}")
        return 0
    counts = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    reader = Reader(options.build.resolve())
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder)
        tests = pathlib.Path(folder) / "tests"
        for path in sorted(tests.glob("*formed/**/*")):
            if path.is_file():
                judge(reader, path, counts, os.path.dirname(path.relative_to(tests)), options.errors)
    sums = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    for group, facts in counts.items():
        for fact, (passed, all_of) in facts.items():
            sums["all " + group.split("/")[0]][fact][0] += passed
            sums["all " + group.split("/")[0]][fact][1] += all_of
    for group, facts in [*sorted(counts.items()), *sorted(sums.items())]:
        cells = ", ".join(f"{fact} {facts[fact][0]}/{facts[fact][1]}" for fact in ("title", "body", "date", "author", "link", "id") if fact in facts)
        print(f"{group}: {cells}")
    print("not counted:")
    for name, why in BESIDES.items():
        print(f"  {name}: {why}")
    return any(sums["all wellformed"][fact][0] < sums["all wellformed"][fact][1] for fact in ("title", "body", "date", "author"))


if __name__ == "__main__":
    sys.exit(main())
