#!/usr/bin/env python3
"""Builds the sample corpus and its gold from the annotated articles in source/.

    build.py            writes corpus.ndjson, gold/*.json and gold/diff.json
    build.py --check    writes nothing; exit 1 when a written file is stale or missing

Either way the annotation itself is checked first; a fault names the article and stops.

An article: head lines (id, title, source, published), a blank line, then paragraphs apart by
blank lines. A paragraph begins with a label: the same label in two versions of one story says
that the two are the same paragraph; #a+b is the paragraph that holds what is #a and #b elsewhere.

    {Name}  {Name~key}              a name of names.tsv; ~key where the form alone is ambiguous
    {D Monday=2024-03-11}           DATE; also T TIME, M MONEY (=amount currency), % PERCENT, # NUMBER
    <d1>...</>                      d direct, m mixed, i indirect quote, x scare quote, s speaker, c cue;
                                    pieces, speaker and cue of one utterance carry one number
    <s1=Name>she</>  <s1=->an aide</>   who is meant where the words are not the name; - when nobody is named
    <s1,2=Name>he</>                one mention, two utterances
"""
import difflib
import json
import pathlib
import re
import sys
import unicodedata
from datetime import date

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE / "source"
VALUE_TYPES = {"D": "DATE", "T": "TIME", "M": "MONEY", "%": "PERCENT", "#": "NUMBER"}
QUOTE_TYPES = {"d": "direct", "m": "mixed", "i": "indirect", "x": "scare"}
ORDER = ["harbor-1", "harbor-2", "harbor-3", "harbor-report",
         "mine-1", "mine-2", "mine-3", "mine-report",
         "truce-1", "truce-2", "truce-3", "truce-report", "painting"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
                "nine": 9, "ten": 10, "thirty-one": 31, "thirty-four": 34}
SPELLINGS = {"harbour": "harbor", "grey": "gray", "rumours": "rumors", "labour": "labor"}
LETTER = r"[^\W\d_]"
WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


class Fault(Exception):
    pass


# ---------------------------------------------------------------- names

class Names:
    """The rows of names.tsv: one entity a row, whatever the article calls it."""

    def __init__(self, path):
        self.rows, self.forms = {}, {}
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            key, kind, name, house, *rest = line.split("\t")
            if key in self.rows:
                raise Fault(f"names.tsv: {key} stands twice")
            self.rows[key] = {"type": kind, "name": name, "house": house == "yes"}
            for form in [name] + (rest[0].split("|") if rest else []):
                if form in self.forms:
                    raise Fault(f"names.tsv: {form} belongs to {self.forms[form]} and to {key}")
                self.forms[form] = key

    def check_house(self, variants):
        """A name is house spelling exactly where the table of known variants gives it to another form."""
        table = dict(line.split("\t")[:2] for line in variants.read_text(encoding="utf-8").splitlines()
                     if "\t" in line and not line.startswith("#"))
        forms = {}
        for form, key in self.forms.items():
            forms.setdefault(key, []).append(form)
        for key, row in self.rows.items():
            known = {f: table[f] for f in forms[key] if f in table}
            if any(name != row["name"] for name in known.values()):
                raise Fault(f"names.tsv: {key} is not what {variants.name} says: {known}")
            if row["house"] != any(f != row["name"] for f in known):
                raise Fault(f"names.tsv: {key}: house should be {'no' if row['house'] else 'yes'}")

    def key(self, form, where):
        if form not in self.forms:
            raise Fault(f"{where}: no row in names.tsv has the form {form!r}")
        return self.forms[form]

    def fullest(self, key, forms):
        row = self.rows[key]
        if row["house"]:
            return row["name"]
        forms = [row["name"] if f.isupper() and f.title() in self.forms else f for f in forms]
        return max(forms, key=lambda f: (len(f.split()), len(f), f))


# ---------------------------------------------------------------- reading a source file

def read_value(code, text, where):
    kind = VALUE_TYPES[code]
    if kind in ("DATE", "TIME"):
        return kind, text
    if kind == "MONEY":
        amount, currency = text.split(" ")
        return kind, {"amount": number(amount), "currency": currency}
    return kind, number(text)


def number(text):
    return float(text) if "." in text else int(text)


class Article:
    def __init__(self, path, names):
        self.where = path.name
        head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
        fields = dict(line.split(": ", 1) for line in head.split("\n"))
        self.id, self.title = fields["id"], fields["title"]
        self.source, self.published = fields["source"], fields["published"]
        if self.id != path.stem:
            raise Fault(f"{self.where}: id is {self.id}")
        self.text, self.paragraphs, self.labels = "", [], []
        self.names_at, self.values, self.tags = [], [], []
        for block in body.strip("\n").split("\n\n"):
            label, marked = block.split(" ", 1)
            if "\n" in marked or not label.startswith("#"):
                raise Fault(f"{self.where}: bad paragraph {block[:40]!r}")
            self.labels.append(set(label[1:].split("+")))
            if self.text:
                self.text += "\n\n"
            start = len(self.text)
            self.read(marked, names)
            self.paragraphs.append((start, len(self.text)))

    def read(self, marked, names):
        """Appends one paragraph to the text and notes the spans that its marks describe."""
        out, open_tags, at = [], [], 0
        base = len(self.text)
        length = 0

        def put(piece):
            nonlocal length
            out.append(piece)
            length += len(piece)

        for match in re.finditer(r"\{([^{}]*)\}|<([a-z])([0-9,]*)(?:=([^>]*))?>|</>", marked):
            put(marked[at:match.start()])
            at = match.end()
            if match[1] is not None:
                begin = base + length
                put(self.mark(match[1], begin, names))
            elif match[2]:
                open_tags.append((match[2], [int(n) for n in match[3].split(",") if n] or [0], match[4], base + length))
            else:
                if not open_tags:
                    raise Fault(f"{self.where}: </> closes nothing before {marked[at:at + 30]!r}")
                kind, numbers, meant, begin = open_tags.pop()
                self.tags.append((kind, numbers, meant, begin, base + length))
        put(marked[at:])
        if open_tags:
            raise Fault(f"{self.where}: <{open_tags[-1][0]}{open_tags[-1][1]}> is not closed")
        self.text += "".join(out)
        if re.search(r"[{}<>=]|\s\s|^\s|\s$", "".join(out)):
            raise Fault(f"{self.where}: stray mark or blank in {''.join(out)[:60]!r}")

    def mark(self, inner, begin, names):
        if len(inner) > 2 and inner[0] in VALUE_TYPES and inner[1] == " ":
            surface, value = inner[2:].rsplit("=", 1)
            kind, value = read_value(inner[0], value, self.where)
            self.values.append((begin, begin + len(surface), kind, value))
            return surface
        surface, _, key = inner.partition("~")
        self.names_at.append((begin, begin + len(surface), key or names.key(surface, self.where)))
        return surface

    def span(self, start, end):
        return {"start": start, "end": end, "text": self.text[start:end]}


# ---------------------------------------------------------------- gold of one article

def gold_entities(article, names):
    forms, mentions = {}, {}
    for start, end, key in sorted(article.names_at):
        forms.setdefault(key, []).append(article.text[start:end])
        mentions.setdefault(key, []).append(article.span(start, end))
    rows = []
    for key, found in mentions.items():
        row = names.rows[key]
        rows.append({"name": names.fullest(key, forms[key]), "type": row["type"], "key": key,
                     "corpus_name": row["name"], "mentions": found})
    values = {}
    for start, end, kind, value in sorted(article.values, key=lambda v: v[:2]):
        mark = (kind, json.dumps(value), article.text[start:end])
        if mark not in values:
            values[mark] = {"name": article.text[start:end], "type": kind, "value": value, "mentions": []}
        values[mark]["mentions"].append(article.span(start, end))
    return sorted(rows + list(values.values()), key=lambda r: r["mentions"][0]["start"])


def gold_quotes(article, names):
    """Quotes in text order; a private "number" pairs them with those of another version."""
    speakers, cues, pieces = {}, {}, []
    keys = {(s, e): k for s, e, k in article.names_at}
    for kind, numbers, meant, start, end in article.tags:
        for n in numbers:
            if kind == "s":
                if n in speakers:
                    raise Fault(f"{article.where}: two speakers numbered {n}")
                key = keys.get((start, end))
                if meant and meant != "-":
                    key = names.key(meant, article.where)
                if not key and meant != "-":
                    raise Fault(f"{article.where}: who is {article.text[start:end]!r}?")
                speakers[n] = (article.span(start, end), key)
            elif kind == "c":
                if n in cues:
                    raise Fault(f"{article.where}: two cues numbered {n}")
                cues[n] = article.span(start, end)
            else:
                pieces.append((start, end, QUOTE_TYPES[kind], n))
    numbers = [p[3] for p in pieces if p[2] != "scare"]
    for n in set(speakers) | set(cues) | set(numbers):
        if not (n in speakers and n in cues and n in numbers):
            raise Fault(f"{article.where}: utterance {n} lacks its speaker, its cue or its words")
    forms = {}
    for start, end, key in article.names_at:
        forms.setdefault(key, []).append(article.text[start:end])
    groups, quotes = {}, []
    for start, end, kind, n in sorted(pieces):
        span, key = speakers.get(n, (None, None)) if kind != "scare" else (None, None)
        group = None
        if kind != "scare" and numbers.count(n) > 1:
            group = groups.setdefault(n, len(groups) + 1)
        if key and key not in forms:
            raise Fault(f"{article.where}: speaker {key} is never named")
        quotes.append(dict(article.span(start, end), type=kind,
                           speaker_name=names.fullest(key, forms[key]) if key else None, speaker=span,
                           cue=cues.get(n) if kind != "scare" else None, group=group, number=n, key=key))
    return quotes


# ---------------------------------------------------------------- checks of one article

def check_article(article, entities, quotes, names):
    text, where = article.text, article.where
    words = len(text.split())
    if not 300 <= words <= 900:
        raise Fault(f"{where}: {words} words")
    if unicodedata.normalize("NFC", text) != text:
        raise Fault(f"{where}: not in normal form C")
    spans = sorted((m["start"], m["end"]) for e in entities for m in e["mentions"])
    for one, two in zip(spans, spans[1:]):
        if one[1] > two[0]:
            raise Fault(f"{where}: overlapping mentions at {text[one[0]:two[1]]!r}")
    for one, two in zip(quotes, quotes[1:]):
        if one["end"] > two["start"]:
            raise Fault(f"{where}: overlapping quotes at {two['text']!r}")
    for entity in entities:
        for m in entity["mentions"]:
            check_mention(where, text, entity, m)
    for q in quotes:
        if text[q["start"]:q["end"]] != q["text"]:
            raise Fault(f"{where}: {q['text']!r} does not stand there")
        if q["type"] != "indirect" and q["text"][0] not in "\"“‘":
            raise Fault(f"{where}: no opening mark in {q['text']!r}")
    check_marks(article, quotes)
    check_missed(article, spans, names)


def check_mention(where, text, entity, mention):
    start, end, form = mention["start"], mention["end"], mention["text"]
    if text[start:end] != form:
        raise Fault(f"{where}: {form!r} does not stand there")
    around = (text[start - 1:start], text[end:end + 1])
    if around[0].isalnum() or around[1].isalnum():
        raise Fault(f"{where}: {form!r} is part of a word")
    if re.search(r"['’]s$", form):
        raise Fault(f"{where}: {form!r} ends in 's")
    if entity["type"] == "DATE":
        check_date(where, form, entity["value"])
    if entity["type"] in ("NUMBER", "PERCENT"):
        plain = form.lower().split(" ")[0].rstrip("%").replace(",", "")
        if float(NUMBER_WORDS.get(plain, plain)) != entity["value"]:
            raise Fault(f"{where}: {form!r} is not {entity['value']}")
    if entity["type"] == "MONEY":
        plain = float(re.sub(r"[^\d.]", "", form)) * (10**6 if re.search(r"million|\dm$", form) else 1)
        if plain != entity["value"]["amount"]:
            raise Fault(f"{where}: {form!r} is not {entity['value']}")


def check_date(where, form, value):
    if form in WEEKDAYS and date.fromisoformat(value).weekday() != WEEKDAYS.index(form):
        raise Fault(f"{where}: {value} is not a {form}")
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?|-W\d\d)?|P\d+[DWMY]", value):
        raise Fault(f"{where}: {value} is no ISO 8601 date")


def check_marks(article, quotes):
    """Each quotation mark is the first or the last character of a quote, or nested inside one."""
    edges = {q["start"] for q in quotes} | {q["end"] - 1 for q in quotes if q["type"] != "indirect"}
    text = article.text
    single = "“" not in text and '"' not in text
    for i, c in enumerate(text):
        inside = any(q["start"] < i < q["end"] - 1 for q in quotes if q["type"] != "indirect")
        if c in "\"“”":
            if i not in edges:
                raise Fault(f"{article.where}: mark outside any quote at {text[i - 20:i + 20]!r}")
        elif c == "‘":
            if i not in edges and (single or not inside):
                raise Fault(f"{article.where}: mark outside any quote at {text[i - 20:i + 20]!r}")
        elif c == "’":
            letters = text[i - 1].isalpha() and (text[i + 1:i + 2].isalpha() or text[i - 1] == "s")
            if i not in edges and not letters and (single or not inside):
                raise Fault(f"{article.where}: mark outside any quote at {text[i - 20:i + 20]!r}")
        elif c == "'" and not (text[i - 1].isalpha() and text[i + 1].isalpha()):
            raise Fault(f"{article.where}: odd apostrophe at {text[i - 20:i + 20]!r}")


RELATIVE_DATES = set("yesterday today tomorrow tonight".split())
TITLES = set("Capt Gov Sheikh Sister Labor Labour Minister I".split())


def check_missed(article, spans, names):
    """Digits, number words, known names and capitals that no mention covers, save titles and sentence starts."""
    text = article.text
    covered = [False] * len(text)
    for start, end in spans:
        covered[start:end] = [True] * (end - start)
    for m in re.finditer(r"\d[\d.,]*|\w+(?:['’-]\w+)*", text):
        word = m[0]
        if covered[m.start()]:
            continue
        before = text[:m.start()].rstrip("\"“‘”’ ")
        starts = not before or before[-1] in ".?!:—-\n" or text[m.start() - 1] in "\"“‘"
        capital = word[0].isupper() and not starts and re.split("['’]", word)[0] not in TITLES
        counted = word[0].isdigit() or (word.lower() in NUMBER_WORDS and word.lower() != "one")
        if word.startswith("one"):
            counted = False
        form = re.sub("['’]s$", "", word)
        if capital or counted or form in names.forms or form.lower() in RELATIVE_DATES:
            raise Fault(f"{article.where}: {word!r} is in no mention: {text[m.start() - 25:m.end() + 25]!r}")


# ---------------------------------------------------------------- gold of a pair

def fold(text):
    words = (w.lower() for w in WORD.findall(text.replace("’", "'")))
    return [SPELLINGS.get(w, w) for w in words]


def align(left, right):
    """Units by shared labels, in the order of the right; removed ones after what stood before them."""
    units, used = [], set()
    for j, labels in enumerate(right.labels):
        if j in used:
            continue
        ls, rs = set(), {j}
        while True:
            reach = set().union(*(right.labels[r] for r in rs), *(left.labels[i] for i in ls))
            more_l = {i for i, x in enumerate(left.labels) if x & reach}
            more_r = {i for i, x in enumerate(right.labels) if x & reach}
            if (more_l, more_r) == (ls, rs):
                break
            ls, rs = more_l, more_r
        if len(ls) > 1 and len(rs) > 1:
            raise Fault(f"{left.id} {right.id}: {ls} and {rs} are neither a split nor a merge")
        used |= rs
        units.append({"left": sorted(ls), "right": sorted(rs), "moved": False})
    both = [u for u in units if u["left"]]
    stay = heaviest_chain([(u["left"][0], sum(size(right, j) for j in u["right"])) for u in both])
    for k, u in enumerate(both):
        u["moved"] = k not in stay
    for u in units:
        u["relation"] = relation(left, right, u)
    taken = {i for u in units for i in u["left"]}
    for i in range(len(left.labels)):
        if i not in taken:
            after = [k for k, u in enumerate(units) if u["left"] and not u["moved"] and u["left"][-1] < i]
            units.insert(after[-1] + 1 if after else 0,
                         {"left": [i], "right": [], "moved": False, "relation": "removed"})
    return [{"relation": u["relation"], "left": u["left"], "right": u["right"], "moved": u["moved"]}
            for u in units]


def size(article, index):
    start, end = article.paragraphs[index]
    return len(article.text[start:end].split())


def heaviest_chain(items):
    best = []
    for k, (index, weight) in enumerate(items):
        before = [b for b in best if items[b[1][-1]][0] < index]
        total, chain = max(before, key=lambda b: b[0], default=(0, []))
        best.append((total + weight, chain + [k]))
    return set(max(best, default=(0, []), key=lambda b: b[0])[1])


def part(article, indices):
    return " ".join(article.text[slice(*article.paragraphs[i])] for i in indices)


def relation(left, right, unit):
    if not unit["left"]:
        return "added"
    if len(unit["left"]) > 1:
        return "merged"
    if len(unit["right"]) > 1:
        return "split"
    if part(left, unit["left"]) == part(right, unit["right"]):
        return "moved" if unit["moved"] else "same"
    return "edited"


def dice(one, two):
    one, two = fold(one), fold(two)
    same = sum(b.size for b in difflib.SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks())
    return 2 * same / (len(one) + len(two))


def check_units(left, right, units):
    """The units again by the words alone: each paragraph's best match must lie in its own unit."""
    seen = [sorted(i for u in units for i in u[side]) for side in ("left", "right")]
    if seen != [list(range(len(left.labels))), list(range(len(right.labels)))]:
        raise Fault(f"{left.id} {right.id}: some paragraph is in no unit or in two")
    for u in units:
        if u["left"] and u["right"]:
            if dice(part(left, u["left"]), part(right, u["right"])) < 0.6:
                raise Fault(f"{left.id} {right.id}: {u} is no pair by its words")
            for j in u["right"]:
                scores = [dice(part(left, [i]), part(right, [j])) for i in range(len(left.labels))]
                if scores.index(max(scores)) not in u["left"]:
                    raise Fault(f"{left.id} {right.id}: {u} pairs the wrong paragraphs")
        else:
            own, other, indices = (left, right, u["left"]) if u["left"] else (right, left, u["right"])
            for k in range(len(other.labels)):
                if dice(part(own, indices), part(other, [k])) > 0.4:
                    raise Fault(f"{left.id} {right.id}: {u} has a likeness on the other side")


def in_unit(article, indices, spans):
    ranges = [article.paragraphs[i] for i in indices]
    return [s for s in spans if any(a <= s[0] < b for a, b in ranges)]


def changed_numbers(left, right, units):
    changed = []
    for u in units:
        if not (u["left"] and u["right"]):
            continue
        one = sorted(in_unit(left, u["left"], left.values), key=lambda v: v[0])
        two = sorted(in_unit(right, u["right"], right.values), key=lambda v: v[0])
        marks = [[(v[2], json.dumps(v[3])) for v in side] for side in (one, two)]
        for op, a, b, c, d in difflib.SequenceMatcher(None, *marks, autojunk=False).get_opcodes():
            if op == "replace" and b - a == d - c:
                for v, w in zip(one[a:b], two[c:d]):
                    changed.append({"left": left.text[v[0]:v[1]], "right": right.text[w[0]:w[1]]})
            elif op == "replace":
                raise Fault(f"{left.id} {right.id}: numbers of {u} do not pair")
    return changed


def changed_names(left, right, units, names):
    changed = []
    for u in units:
        if u["left"] and u["right"]:
            one = [k for _, _, k in sorted(in_unit(left, u["left"], left.names_at))]
            two = [k for _, _, k in sorted(in_unit(right, u["right"], right.names_at))]
            gone = [k for k in dict.fromkeys(one) if k not in two]
            come = [k for k in dict.fromkeys(two) if k not in one]
            if gone and come:
                changed.append({"left": [names.rows[k]["name"] for k in gone],
                                "right": [names.rows[k]["name"] for k in come]})
    return changed


def quote_relation(one, two):
    if one["text"] == two["text"]:
        return "same" if speaker_mark(one) == speaker_mark(two) else "speaker"

    def bare(q, drop):
        text = re.sub(r"[\[(][^\])]*[\])]" if drop else r"[\[\]()]", "", q["text"])
        return fold(text)
    if bare(one, False) == bare(two, False) or bare(one, True) == bare(two, True):
        return "typography"
    short, long = sorted((" ".join(bare(q, True)) for q in (one, two)), key=len)
    return "cut" if short in long else "wording"


def speaker_mark(quote):
    return quote["key"] or (quote["speaker"] and quote["speaker"]["text"].lower())


def changed_quotes(one, two):
    """Quotes with marks, paired by the numbers that the versions of a story keep; same ones left out."""
    def pieces(quotes):
        seen, out = {}, {}
        for q in quotes:
            if q["type"] in ("direct", "mixed"):
                seen[q["number"]] = seen.get(q["number"], -1) + 1
                out[q["number"], seen[q["number"]]] = q
        return out
    left, right = pieces(one), pieces(two)
    rows = [(q["start"], quote_relation(left[k], q) if k in left else "added", left.get(k), q)
            for k, q in right.items()]
    rows.sort(key=lambda r: r[0])
    rows += [(q["start"], "removed", q, None) for k, q in left.items() if k not in right]
    return [{"relation": r, "left": a and a["text"], "right": b and b["text"]}
            for _, r, a, b in rows if r != "same"]


def shared_runs(left, right, width=5):
    one, two = fold(left.text), fold(right.text)
    runs = {tuple(one[i:i + width]) for i in range(len(one) - width + 1)}
    return [" ".join(r) for r in sorted({tuple(two[i:i + width]) for i in range(len(two) - width + 1)} & runs)]


def gold_pair(left, right, quotes, facts, names):
    """One row of diff.json; facts are the changes that the editor wrote down in changes.json."""
    pair = f"{left.id} {right.id}"
    for fact in facts:
        for side, article, other in (("left", left, right), ("right", right, left)):
            if fact[side] not in article.text:
                raise Fault(f"{pair}: {fact[side]!r} does not stand in {article.id}")
            if fact["class"] not in ("speaker",) and fact[side] in other.text:
                raise Fault(f"{pair}: {fact[side]!r} stands in {other.id} too")
    row = {"left": left.id, "right": right.id, "mode": "edit", "units": [], "numbers": [], "names": [],
           "quotes": [], "facts": facts, "factual": len(facts)}
    if "report" in right.id or left.id.split("-")[0] != right.id.split("-")[0]:
        row["mode"] = "report" if "report" in right.id else "unrelated"
        if row["mode"] == "report":
            row["numbers"] = [{"left": f["left"], "right": f["right"]} for f in facts]
            if not facts:
                raise Fault(f"{pair}: a report of the event conflicts in at least one number")
        runs = shared_runs(left, right)
        if len(runs) > 3:
            raise Fault(f"{pair}: independent reports share {runs}")
        return row
    row["units"] = align(left, right)
    check_units(left, right, row["units"])
    row["numbers"] = changed_numbers(left, right, row["units"])
    row["names"] = changed_names(left, right, row["units"], names)
    row["quotes"] = changed_quotes(quotes[left.id], quotes[right.id])
    counted = [f for f in facts if f["class"] in ("number", "money", "date", "percent")]
    if len(counted) != len(row["numbers"]):
        raise Fault(f"{pair}: {len(counted)} numbers written down, {row['numbers']} found")
    for fact, found in zip(counted, row["numbers"]):
        if found["left"] not in fact["left"] or found["right"] not in fact["right"]:
            raise Fault(f"{pair}: {fact} written down where {found} was found")
    for kind, want in (("speaker", "speaker"), ("quote", "wording")):
        if any(f["class"] == kind for f in facts) != any(q["relation"] == want for q in row["quotes"]):
            raise Fault(f"{pair}: changed quotes are {row['quotes']}")
    return row


# ---------------------------------------------------------------- writing

def lines(obj):
    """JSON with one list element a line, so that a change of the gold reads well."""
    out = []
    for key, value in obj.items():
        if isinstance(value, list) and value:
            rows = ",\n".join("  " + json.dumps(v, ensure_ascii=False) for v in value)
            out.append(f' "{key}": [\n{rows}\n ]')
        else:
            out.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(out) + "\n}"


def build():
    names = Names(SOURCE / "names.tsv")
    names.check_house(HERE.parent / "models" / "variants.tsv")
    found = {p.stem for p in SOURCE.glob("*.txt")}
    if found != set(ORDER):
        raise Fault(f"articles listed and articles found differ: {found ^ set(ORDER)}")
    articles = {i: Article(SOURCE / f"{i}.txt", names) for i in ORDER}
    quotes, files, corpus = {}, {}, []
    for article in articles.values():
        entities = gold_entities(article, names)
        quotes[article.id] = gold_quotes(article, names)
        check_article(article, entities, quotes[article.id], names)
        shown = [{k: v for k, v in q.items() if k not in ("number", "key")} for q in quotes[article.id]]
        files[HERE / "gold" / f"{article.id}.json"] = lines(
            {"id": article.id, "entities": entities, "quotes": shown}) + "\n"
        corpus.append(json.dumps({"id": article.id, "title": article.title, "source": article.source,
                                  "published": article.published, "language": "en", "text": article.text},
                                 ensure_ascii=False))
    files[HERE / "corpus.ndjson"] = "\n".join(corpus) + "\n"
    changes = json.loads((SOURCE / "changes.json").read_text(encoding="utf-8"))
    pairs = []
    for pair, facts in changes.items():
        left, right = pair.split()
        pairs.append(gold_pair(articles[left], articles[right], quotes, facts, names))
    rows = ",\n".join(lines(p) for p in pairs)
    files[HERE / "gold" / "diff.json"] = f"[\n{rows}\n]\n"
    used = {k for a in articles.values() for _, _, k in a.names_at}
    if used != set(names.rows):
        raise Fault(f"names.tsv: never used: {set(names.rows) - used}")
    return files


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(__doc__)
    try:
        files = build()
    except Fault as fault:
        sys.exit(f"build.py: {fault}")
    stale = [p for p, text in files.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    stale += [p for p in (HERE / "gold").glob("*.json") if p not in files]
    if sys.argv[1:]:
        for path in stale:
            print(f"build.py: stale: {path.relative_to(HERE)}", file=sys.stderr)
        sys.exit(1 if stale else 0)
    (HERE / "gold").mkdir(exist_ok=True)
    for path in stale:
        if path in files:
            path.write_text(files[path], encoding="utf-8")
        else:
            path.unlink()
        print(f"wrote {path.relative_to(HERE)}" if path in files else f"removed {path.relative_to(HERE)}")


if __name__ == "__main__":
    main()
