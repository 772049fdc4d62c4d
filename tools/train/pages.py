#!/usr/bin/env python3
"""Learns which text blocks of a page are its article: cues and two stages of trees.

Usage: pages.py [--cross] DATA PAGE_BLOCKS WORK WEIGHTS. See pages.sh.

A block's label is whether most of its words stand in runs of four that the page's true text has. Cues (classes, ids,
words) get the smoothed log odds of good text around them, averaged over sites, so that no site counts twice. Stage one
judges blocks by their own features and their neighbours'; stage two also by what stage one found around them, for
which the training pages' own sites are left out (four folds). Pages whose truth is plainly cut short are not learned
from. The second set follows other rules (headings are text there): a flag tells the sets apart while training and is
resolved to the first when the trees are written.
"""
import argparse
import collections
import json
import pathlib
import re
import struct
import subprocess
import sys
import urllib.parse

import lightgbm
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "eval"))
from pages import SETS, f1, unpack  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FEATURES = [name for name in re.findall(r"^FEATURE\((\w+)\)", (ROOT / "intake/html/features.def").read_text(), re.M)]
# as in intake/html/choice.c
NEAR, FAR, NOBODY = 2, 4, -9
NEAR_FEATURES = ("words", "linked", "end", "stops", "own_class", "tag", "kind_words", "function_words", "vocabulary", "prefix")
WORD = re.compile(r"\w+")
SHINGLE = 4
CUES, CUE_SLOTS, CUE_SITES = 6000, 8192, 3
FOLDS, CROSS_FOLDS = 4, 5
SECOND_SET_WEIGHT = .3
THRESHOLD = .55
TREES = {"objective": "binary", "learning_rate": .1, "num_leaves": 24, "min_data_in_leaf": 40, "feature_fraction": .5,
         "bagging_fraction": .8, "bagging_freq": 1, "lambda_l2": 5, "max_bin": 63, "verbose": -1, "num_threads": 2,
         "seed": 1, "deterministic": True}
ROUNDS = 80


class Page:
    """The blocks of a page; everything by block but where said otherwise."""

    def __init__(self, name, truth, is_first_set, read):
        self.name, self.is_first_set = name, is_first_set
        self.site = urllib.parse.urlparse(truth.get("url") or name).netloc.replace("www.", "")
        self.truth = WORD.findall(truth["articleBody"])
        self.rows, self.node, self.parent, self.cues, texts = read
        self.words = [WORD.findall(text) for text in texts]
        self.counts = np.array([len(words) for words in self.words], "f4")
        self.labels = label(self.words, self.truth)
        self.good = self.labels > .5


def label(blocks, truth):
    """The share of each block's words that the truth has; short ones count where their neighbours do."""
    runs = {tuple(truth[i:i + SHINGLE]) for i in range(len(truth) - SHINGLE + 1)}
    joined = " " + " ".join(truth) + " "
    shares = np.zeros(len(blocks), "f4")
    for k, words in enumerate(blocks):
        covered = np.zeros(len(words), bool)
        for i in range(len(words) - SHINGLE + 1):
            if tuple(words[i:i + SHINGLE]) in runs:
                covered[i:i + SHINGLE] = True
        shares[k] = covered.mean() if len(words) >= SHINGLE else 0
    for k, words in enumerate(blocks):
        if not 0 < len(words) < SHINGLE:
            continue
        before, behind = blocks[k - 1][-1:] if k else [], blocks[k + 1][:1] if k + 1 < len(blocks) else []
        sides = [" " + " ".join(run) + " " for run in (before + words, words + behind) if len(run) > len(words)]
        near = [shares[j] for j in (k - 1, k + 1) if 0 <= j < len(blocks)]
        if max(near, default=0) > .5 and any(side in joined for side in sides):
            shares[k] = 1
    return shares


def read_pages(program, paths, cues):
    """Of each page: rows of features, node of each block, parent of each node, cues, texts."""
    out = subprocess.run([program, cues], input="".join(f"{path}\n" for path in paths).encode(), check=True,
                         capture_output=True).stdout
    at = 0

    def take(kind, count):
        nonlocal at
        values = np.frombuffer(out, kind, count, at)
        at += values.nbytes
        return values

    for _ in paths:
        blocks, nodes, cue_count = take("<u4", 3)
        rows = take("<f4", blocks * len(FEATURES)).reshape(blocks, len(FEATURES))
        node, parent = take("<u4", blocks), take("<u4", nodes)
        found = take("<u4", cue_count * 3).reshape(cue_count, 3)
        texts = [take("u1", take("<u4", 1)[0]).tobytes().decode() for _ in range(blocks)]
        yield rows, node, parent, found, texts


# -- cues -------------------------------------------------------------------------------------------

def add_up(page, values):
    """Sums over the blocks within each node."""
    sums = np.zeros(len(page.parent))
    for node, value in zip(page.node, values):
        while True:
            sums[node] += value
            if node == 0:
                break
            node = page.parent[node]
    return sums


def learn_cues(pages):
    shares = collections.defaultdict(dict)
    good_shares, good_words = [], []
    for page in pages:
        weights = np.minimum(page.counts, 60) + 1e-9
        good, whole = add_up(page, page.good * weights), add_up(page, weights)
        good_words.append(good[0] / max(whole[0], 1))
        good_shares.append(page.good.mean() if len(page.good) else 0)
        sums = collections.defaultdict(lambda: [0., 0.])
        for of_element, number, hash_ in page.cues:
            one = sums[(of_element, hash_)]
            one[0] += good[number] if of_element else page.good[number]
            one[1] += whole[number] if of_element else 1
        for key, (right, all_) in sums.items():
            if all_ > 0:
                shares[key].setdefault(page.site, []).append(right / all_)
    prior = {1: np.mean(good_words), 0: np.mean(good_shares)}
    ranked = []
    for (of_element, hash_), sites in shares.items():
        if len(sites) < CUE_SITES:
            continue
        usual = prior[of_element]
        mean = (sum(np.mean(values) for values in sites.values()) + 2 * usual) / (len(sites) + 2)
        mean = min(max(mean, .003), .997)
        score = float(np.clip(np.log(mean / (1 - mean)) - np.log(usual / (1 - usual)), -5, 5))
        if abs(score) >= .25:
            ranked.append((abs(score) * len(sites) ** .5, int(hash_), score))
    return [(hash_, score) for _, hash_, score in sorted(ranked, reverse=True)[:CUES] if hash_]


def pack_cues(cues):
    hashes, scores = np.zeros(CUE_SLOTS, "<u4"), np.zeros(CUE_SLOTS, "i1")
    for hash_, score in cues:
        slot = hash_ & (CUE_SLOTS - 1)
        while hashes[slot]:
            slot = (slot + 1) & (CUE_SLOTS - 1)
        hashes[slot], scores[slot] = hash_, np.clip(round(score * 16), -127, 127)
    return struct.pack("<I", CUE_SLOTS) + hashes.tobytes() + scores.tobytes()


# -- inputs of the trees ------------------------------------------------------------------------------

def shifted(values, step, fill):
    out = np.full_like(values, fill)
    if step < 0:
        out[-step:] = values[:step]
    elif len(values) > step:
        out[:-step] = values[step:]
    return out


def first_inputs(rows):
    near = rows[:, [FEATURES.index(name) for name in NEAR_FEATURES]]
    return np.concatenate([rows] + [shifted(near, step, NOBODY) for step in range(-NEAR, NEAR + 1) if step], 1)


def second_inputs(page, inputs, first):
    words = np.expm1(inputs[:, FEATURES.index("words")].astype("f8"))
    likely = first * words
    sums, whole = np.zeros(len(page.parent)), np.zeros(len(page.parent))
    for node, value, count in zip(page.node, likely, words):
        for _ in range(4):
            sums[node] += value
            whole[node] += count
            if node == 0:
                break
            node = page.parent[node]
    up = page.parent[page.node]
    upper = page.parent[up]
    third = page.parent[upper]
    total = likely.sum() + 1e-9
    told = [sums[up] / whole[up], sums[upper] / np.maximum(whole[upper], 1), sums[up] / total, sums[upper] / total,
            sums[third] / total, (np.cumsum(likely) - likely) / total, np.full(len(first), first.max(initial=0)),
            np.full(len(first), np.log1p(total))]
    around = [shifted(first, step, 0) for step in range(-FAR, FAR + 1) if step]
    return np.concatenate([inputs, np.stack([first, *around, *told], 1).astype("f4")], 1)


# -- training -----------------------------------------------------------------------------------------

class Trainer:
    def __init__(self, program, paths, work):
        self.program, self.paths, self.work = program, paths, work

    def inputs(self, pages, cues):
        """First-stage inputs of pages by name."""
        path = self.work / "cues"
        path.write_bytes(pack_cues(cues))
        read = read_pages(self.program, [self.paths[page.name] for page in pages], path)
        return {page.name: first_inputs(one[0]) for page, one in zip(pages, read)}

    @staticmethod
    def fit(pages, inputs):
        """Trees for labels; easy blocks (links, short ones) are drawn from, and count the more."""
        draw, kept = np.random.RandomState(9), .35
        xs, ys, ws = [], [], []
        for page in pages:
            if not len(page.good):
                continue
            x = inputs[page.name]
            weight = np.minimum(page.counts, 80) + 1
            weight = weight / weight.sum() * 300 * (1 if page.is_first_set else SECOND_SET_WEIGHT)
            easy = ~page.good & ((x[:, FEATURES.index("linked")] > .8) | (x[:, FEATURES.index("words")] < np.log(4)))
            chosen = ~easy | (draw.rand(len(easy)) < kept)
            flag = np.full((len(x), 1), float(not page.is_first_set), "f4")
            xs.append(np.concatenate([x, flag], 1)[chosen])
            ys.append(page.good[chosen])
            ws.append(np.where(easy, weight / kept, weight)[chosen])
        data = lightgbm.Dataset(np.concatenate(xs), np.concatenate(ys).astype("f4"), weight=np.concatenate(ws))
        return lightgbm.train(TREES, data, num_boost_round=ROUNDS)

    @staticmethod
    def predict(trees, page, inputs, is_first_set):
        if not len(page.good):
            return np.zeros(0, "f4")
        flag = np.full((len(page.good), 1), float(not is_first_set), "f4")
        return trees.predict(np.concatenate([inputs[page.name], flag], 1)).astype("f4")

    def train(self, pages, unseen=()):
        """Both stages and the cues, and the probabilities of blocks of pages that were not learned from."""
        sites = sorted({page.site for page in pages})
        fold = {site: i % FOLDS for i, site in enumerate(np.random.RandomState(3).permutation(sites))}
        inputs, first = {}, {}
        for k in range(FOLDS):
            inputs.update(self.inputs([page for page in pages if fold[page.site] == k],
                                      learn_cues([page for page in pages if fold[page.site] != k])))
        for k in range(FOLDS):
            trees = self.fit([page for page in pages if fold[page.site] != k], inputs)
            for page in pages:
                if fold[page.site] == k:
                    first[page.name] = self.predict(trees, page, inputs, page.is_first_set)
        whole = [page for page in pages if is_whole(page, first[page.name])]
        cues = learn_cues(pages)
        one = self.fit(whole, inputs)
        two = self.fit(whole, {page.name: second_inputs(page, inputs[page.name], first[page.name]) for page in whole})
        found = {}
        inputs = self.inputs(unseen, cues) if unseen else {}
        for page in unseen:
            judged = self.predict(one, page, inputs, True)
            found[page.name] = self.predict(two, page, {page.name: second_inputs(page, inputs[page.name], judged)}, True)
        return cues, one, two, found


def is_whole(page, first):
    """Whether the page's truth agrees with what is all but certain."""
    words = page.counts
    most = max((words * page.good).sum(), (words * (first > .5)).sum(), 1)
    return ((words * ((first > .85) & (page.labels < .3))).sum() / most < .3 and
            (words * ((first < .1) & (page.labels > .7))).sum() / most < .3)


# -- scores and weights -------------------------------------------------------------------------------

def shingles(words):
    if len(words) < SHINGLE:
        return collections.Counter([tuple(words)] if words else [])
    return collections.Counter(zip(*(words[i:] for i in range(SHINGLE))))


def score(pages, keeps):
    rows = []
    for page, kept in zip(pages, keeps):
        wanted, got = shingles(page.truth), shingles([w for k in np.nonzero(kept)[0] for w in page.words[k]])
        right = sum((wanted & got).values())
        extra, missed = sum(got.values()) - right, sum(wanted.values()) - right
        whole = right + extra + missed or 1
        rows.append((right / whole, extra / whole, missed / whole))
    return "F1 {:.4f}  P {:.4f}  R {:.4f}".format(*f1(rows))


def cross(trainer, pages):
    first_set = [page for page in pages if page.is_first_set]
    sites = sorted({page.site for page in first_set})
    fold = {site: i % CROSS_FOLDS for i, site in enumerate(np.random.RandomState(5).permutation(sites))}
    found = {}
    for k in range(CROSS_FOLDS):
        unseen = [page for page in first_set if fold[page.site] == k]
        left_out = {page.site for page in unseen}
        found.update(trainer.train([page for page in pages if page.site not in left_out], unseen)[3])
        print(f"fold {k + 1} of {CROSS_FOLDS}: {len(unseen)} pages", flush=True)
    print("news424, each site left out in turn:", score(first_set, [found[page.name] > THRESHOLD for page in first_set]))
    print("as good as blocks can be:           ", score(first_set, [page.good for page in first_set]))


def pack_trees(trees):
    """One stage; splits on the flag of the sets are resolved to the first set."""
    flag = trees.num_feature() - 1
    first_node, first_leaf, nodes, leaves = [], [], [], []
    for tree in trees.dump_model()["tree_info"]:
        own, own_leaves = [], []

        def walk(node):
            while node.get("split_feature") == flag:
                node = node["left_child"]
            if "split_feature" not in node:
                own_leaves.append(node["leaf_value"])
                return 128 + len(own_leaves) - 1
            place = len(own)
            own.append(None)
            threshold = np.float32(node["threshold"])
            if float(threshold) > node["threshold"]:
                threshold = np.nextafter(threshold, np.float32(-np.inf))
            left, right = walk(node["left_child"]), walk(node["right_child"])
            own[place] = (node["split_feature"], left, right, 0, float(threshold))
            return place

        top = walk(tree["tree_structure"])
        if not own:
            own.append((0, top, top, 0, 0.))
        assert len(own) <= 31
        first_node.append(len(nodes))
        first_leaf.append(len(leaves))
        nodes += own
        leaves += own_leaves
    return (struct.pack("<I", len(first_node)) + np.array(first_node, "<u2").tobytes() +
            np.array(first_leaf, "<u2").tobytes() + struct.pack("<I", len(nodes)) +
            b"".join(struct.pack("<4Bf", *node) for node in nodes) + struct.pack("<I", len(leaves)) +
            np.array(leaves, "<f4").tobytes())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("program")
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    options = parser.parse_args()
    pages, paths = [], {}
    no_cues = options.work / "no-cues"
    no_cues.write_bytes(pack_cues([]))
    for is_first_set, (name, archive) in zip((True, False), SETS.items()):
        truth = json.loads((options.data / name / "ground-truth.json").read_text(encoding="utf-8"))
        found = unpack(options.data / name / archive, options.work / name)
        read = read_pages(options.program, [found[key] for key in truth], no_cues)
        pages += [Page(key, truth[key], is_first_set, one) for key, one in zip(truth, read)]
        paths.update((key, found[key]) for key in truth)
        print(f"{name}: {len(truth)} pages", flush=True)
    trainer = Trainer(options.program, paths, options.work)
    if options.cross:
        cross(trainer, pages)
        return
    cues, one, two, _ = trainer.train(pages)
    options.weights.write_bytes(b"CDPB" + struct.pack("<I", 1) + pack_cues(cues) + struct.pack("<f", THRESHOLD) +
                                pack_trees(one) + pack_trees(two))
    print(f"{options.weights}: {options.weights.stat().st_size} bytes")


if __name__ == "__main__":
    main()
