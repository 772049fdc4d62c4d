#!/usr/bin/env python3
"""spaCy on the articles of names.py: names_spacy.py MODEL all|names TEXTS.jsonl SPANS.jsonl

Says "ready" once a first sentence is read; then reads all texts each time a line comes in, and says "done". `names` leaves
the pipes out that names do not need. Written to be measured from outside.
"""
import json
import sys

import spacy

model, pipes, texts, spans = sys.argv[1:]
unused = ["tagger", "parser", "attribute_ruler", "lemmatizer"] if pipes == "names" else []
nlp = spacy.load(model, exclude=unused)
nlp("President Hamid Karzai spoke in Kabul on Monday.")
with open(texts, encoding="utf-8") as file:
    articles = [json.loads(line) for line in file]
print("ready", flush=True)
for _ in sys.stdin:
    with open(spans, "w", encoding="utf-8") as out:
        for article, read in zip(articles, nlp.pipe((a["text"] for a in articles), batch_size=64)):
            row = {"id": article["id"], "spans": [[e.start_char, e.end_char, e.label_] for e in read.ents]}
            out.write(json.dumps(row) + "\n")
    print("done", flush=True)
