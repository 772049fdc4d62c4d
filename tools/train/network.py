#!/usr/bin/env python3
"""Trains the network of the name tagger (news/network.h) from what encode_names wrote.

    network.py FOLDER OUT.npz [--epochs N] [--seed N] [--quick SHARE] [--weights SET=N,…] [--teachers NETWORK.npz …]

FOLDER holds units1 … unitsN and records1 … (training, one variation of the texts each), units0 and records0
(development), order and vectors.bin. Prints the loss and the time left while it runs, and after each epoch the
scores on the development sets. With teachers (networks trained before), the silver texts are learnt as they say them
together, by shares (Hinton, Vinyals, Dean 2015), and not as the labeller said. The same input, seed and machine give the same network.
"""
import argparse
import collections
import functools
import pathlib
import random
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

import shape

UNIT = np.dtype([("context", "<u8"), ("vector", "<u4"), ("type", "<u4"), ("word", "<u2"), ("affixes", "<u2", (shape.AFFIXES,)),
                 ("bits", "<u2"), ("sentence", "<u2"), ("tag", "u1"), ("reserved", "u1")])
TAGS = 17
ROW, ROWS = 1024, 4                     # units of a row, rows of a batch
PEAK_RATE, DECAY = 2e-3, 1e-2
MEAN_SPAN = 0.9985                      # share of the old weights in the running mean that is kept
DROP_WORD, DROP_VECTOR, DROP_INPUT, DROP_LAYER, DROP_CONTEXT = 0.5, 0.07, 0.2, 0.1, 0.1
SILVER = "silver"


# ---- data ----

class Set:
    """Units and records of one variation of the texts."""

    def __init__(self, folder, number):
        self.units = np.fromfile(folder / f"units{number}", UNIT)
        self.records = []
        for line in open(folder / f"records{number}", encoding="utf-8"):
            name, hundredths, first, count = line.split()
            self.records.append((name, int(hundredths) / 100, int(first), int(count)))

    def pieces(self, record):
        """A record's units cut at sentence ends into pieces that fit in a row: (first, last)."""
        _, _, first, count = record
        sentences = self.units["sentence"][first:first + count]
        ends = list(np.flatnonzero(np.diff(sentences)) + 1) + [count]
        begin = last = 0
        for end in ends:
            if end - begin > ROW and last > begin:
                yield first + begin, first + last
                begin = last
            while end - begin > ROW:
                yield first + begin, first + begin + ROW
                begin += ROW
            last = end
        if last > begin:
            yield first + begin, first + last


def pack_rows(pieces):
    """Puts pieces (first, last) into rows of at most ROW units, the fullest that fits first."""
    rows, still_open = [], []
    for piece in pieces:
        size = piece[1] - piece[0]
        fits = [row for row in still_open if row[0] >= size]
        if fits:
            row = min(fits, key=lambda row: row[0])
        else:
            row = [ROW, []]
            still_open.append(row)
        row[0] -= size
        row[1].append(piece)
        if row[0] < 8 or len(still_open) > 60:
            full = min(still_open, key=lambda row: row[0])
            still_open = [row for row in still_open if row is not full]
            rows.append(full[1])
    return rows + [row[1] for row in still_open]


def batch_of(units, rows):
    """Arrays of shape [ROWS, ROW] of some rows of pieces, and for each unit where it came from."""
    take = np.full((ROWS, ROW), -1, np.int64)
    sentence = np.full((ROWS, ROW), -1, np.int32)
    kind = np.zeros((ROWS, ROW), np.int32)
    for r, pieces in enumerate(rows):
        at = 0
        for number, (first, last) in enumerate(pieces):
            size = last - first
            take[r, at:at + size] = np.arange(first, last)
            sentence[r, at:at + size] = units["sentence"][first:last].astype(np.int32) + (number << 16)
            kind[r, at:at + size] = units["type"][first:last].astype(np.int32) + (number << 20)
            at += size
        kind[r] = r * ROW + np.unique(kind[r], return_inverse=True)[1]
    chosen = units[np.maximum(take, 0)]
    real = take >= 0
    bits = (chosen["bits"][..., None] >> np.arange(shape.BITS, dtype=np.uint16) & 1).astype(np.float32)
    context = (chosen["context"][..., None] >> np.arange(shape.CONTEXT, dtype=np.uint64) & np.uint64(1)).astype(np.float32)
    arrays = dict(vector=np.where(real, chosen["vector"], 0).astype(np.int32), word=chosen["word"].astype(np.int32),
                  affixes=chosen["affixes"].astype(np.int32), bits=bits, context=context, sentence=sentence, type=kind)
    return arrays, chosen["tag"].astype(np.int32), real, take


# ---- the network; news/network.c is its other half ----

def initial(key):
    keys = iter(jax.random.split(key, 40))

    def normal(*size, scale=None):
        return jax.random.normal(next(keys), size) * (scale or 1 / np.sqrt(np.prod(size[:-1])))

    width, parts = shape.WIDTH, shape.AFFIXES * shape.AFFIX_WIDTH + shape.WORD_WIDTH
    p = dict(affix=normal(shape.AFFIXES, 1 << shape.AFFIX_BITS, shape.AFFIX_WIDTH, scale=0.1),
             word=normal(1 << shape.WORD_BITS, shape.WORD_WIDTH, scale=0.05),
             vector=normal(shape.VECTOR, width), parts=normal(parts, width), bits=normal(shape.BITS, width, scale=0.1),
             context=normal(shape.CONTEXT, width, scale=0.1), into_b=jnp.zeros(width),
             pool_in=normal(width, shape.POOL), pool_in_b=jnp.zeros(shape.POOL), pool_out=normal(shape.POOL, width) * 0.3,
             out=normal(width, TAGS) * 0.3, out_b=jnp.zeros(TAGS))
    for layer in range(len(shape.REACH)):
        p |= {f"conv{layer}": normal(3, width, 2 * width), f"conv{layer}_b": jnp.zeros(2 * width)}
    return p


def normed(h):
    mean = h.mean(-1, keepdims=True)
    return (h - mean) * jax.lax.rsqrt(((h - mean) ** 2).mean(-1, keepdims=True) + 1e-5)


def rounded(x, levels, most):
    """x as the program sees it: a whole number of steps; the gradient passes through."""
    step = most / levels
    return x + jax.lax.stop_gradient(jnp.clip(jnp.round(x / step), -levels, levels) * step - x)


def rounded_weights(w):
    """Each output's weights as whole steps of its own, as the file holds them."""
    step = jax.lax.stop_gradient(jnp.abs(w).max(tuple(range(w.ndim - 1)), keepdims=True) / shape.WEIGHT_LEVELS) + 1e-12
    return w + jax.lax.stop_gradient(jnp.round(w / step) * step - w)


def near(x, sentence, offset):
    """The rows `offset` units away where they are of the same sentence, else zeros."""
    moved = jnp.roll(x, -offset, 1)
    same = jnp.roll(sentence, -offset, 1) == sentence
    edge = jnp.arange(x.shape[1])
    same &= (edge + offset >= 0) & (edge + offset < x.shape[1])
    return moved * same[..., None]


def drop(x, key, rate, size):
    return x * jax.random.bernoulli(key, 1 - rate, size) / (1 - rate)


def forward(p, table, x, key=None):
    keys = iter(jax.random.split(key, 20)) if key is not None else None
    vector, word, context = table[x["vector"]], p["word"][x["word"]], x["context"]
    affixes = [p["affix"][i][x["affixes"][..., i]] for i in range(shape.AFFIXES)]
    if keys:
        vector = vector * jax.random.bernoulli(next(keys), 1 - DROP_VECTOR, vector.shape[:-1] + (1,))
        word = drop(word, next(keys), DROP_WORD, word.shape[:-1] + (1,))
        context = context * jax.random.bernoulli(next(keys), 1 - DROP_CONTEXT, context.shape)
        vector = drop(vector, next(keys), DROP_INPUT, vector.shape)
    parts = jnp.concatenate(affixes + [word], -1)
    if keys:
        parts = drop(parts, next(keys), DROP_INPUT, parts.shape)
    h = vector @ p["vector"] + parts @ p["parts"] + x["bits"] @ p["bits"] + context @ p["context"] + p["into_b"]
    capital = x["bits"][..., :1]
    for layer, reach in enumerate(shape.REACH):
        if layer == shape.POOL_BEFORE:
            seen = jax.nn.relu(normed(h) @ p["pool_in"] + p["pool_in_b"]) * capital
            flat = seen.reshape(-1, shape.POOL)
            pooled = jax.ops.segment_max(flat, x["type"].reshape(-1), num_segments=flat.shape[0])
            pooled = jnp.maximum(pooled, 0)[x["type"].reshape(-1)].reshape(seen.shape)
            h = h + (pooled @ p["pool_out"]) * capital
        a = rounded(normed(h), shape.LEVELS, shape.MOST)
        three = jnp.concatenate([near(a, x["sentence"], -reach), a, near(a, x["sentence"], reach)], -1)
        y = three @ rounded_weights(p[f"conv{layer}"].reshape(3 * shape.WIDTH, 2 * shape.WIDTH)) + p[f"conv{layer}_b"]
        y = jnp.maximum(y[..., :shape.WIDTH], y[..., shape.WIDTH:])
        if keys:
            y = drop(y, next(keys), DROP_LAYER, y.shape)
        h = h + y
    return normed(h) @ p["out"] + p["out_b"]


# ---- scores ----

OPEN = [0] + [1 + 4 * k + q for k in range(4) for q in (0, 3)]
CLOSE = [0] + [1 + 4 * k + q for k in range(4) for q in (2, 3)]
MOVE = np.full((TAGS, TAGS), -1e9)
for a in range(TAGS):
    for b in range(TAGS):
        inside = a > 0 and (a - 1) % 4 in (0, 1)
        if (inside and b > 0 and (b - 1) // 4 == (a - 1) // 4 and (b - 1) % 4 in (1, 2)) or (not inside and b in OPEN):
            MOVE[a, b] = 0


def viterbi(scores):
    best, back = np.full(TAGS, -1e9), []
    best[OPEN] = scores[0, OPEN]
    for row in scores[1:]:
        reach = best[:, None] + MOVE
        back.append(reach.argmax(0))
        best = reach.max(0) + row
    path = [max(CLOSE, key=lambda t: best[t])]
    for step in reversed(back):
        path.append(step[path[-1]])
    return path[::-1]


def spans(tags):
    out, start = set(), None
    for i, t in enumerate(tags):
        if t and (t - 1) % 4 in (0, 3):
            start = i
        if t and (t - 1) % 4 in (2, 3) and start is not None:
            out.add((start, i, (t - 1) // 4))
    return out


def logits_of(predict, data):
    """Scores of all units of a set, in their order."""
    out = np.zeros((len(data.units), TAGS), np.float32)
    rows = pack_rows([piece for record in data.records for piece in data.pieces(record)])
    for at in range(0, len(rows), ROWS):
        x, _, real, take = batch_of(data.units, rows[at:at + ROWS])
        out[take[real]] = np.asarray(predict(x))[real]
    return out


def evaluate(scores, data):
    counts = collections.defaultdict(lambda: np.zeros((4, 3)))
    for name, _, first, count in data.records:
        sentences = data.units["sentence"][first:first + count]
        ends = list(np.flatnonzero(np.diff(sentences)) + 1) + [count]
        begin = 0
        for end in ends:
            gold = spans(data.units["tag"][first + begin:first + end].astype(int))
            guess = spans(viterbi(scores[first + begin:first + end]))
            for k, kind in ((0, guess & gold), (1, guess), (2, gold)):
                for span in kind:
                    counts[name][span[2], k] += 1
            begin = end
    for name, c in counts.items():
        f = lambda kinds: 200 * c[kinds, 0].sum() / max(1, c[kinds, 1].sum() + c[kinds, 2].sum())
        print(f"  {name:12s} PER+ORG+LOC {f([0, 1, 2]):5.1f} | PER {f([0]):5.1f}  ORG {f([1]):5.1f}  LOC {f([2]):5.1f}  MISC {f([3]):5.1f}", flush=True)


# ---- learning ----

class Texts:
    """The units of all variations in a row, with what each ought to be."""

    def __init__(self, folder, numbers):
        self.sets = [Set(folder, number) for number in numbers]
        self.units = np.concatenate([one.units for one in self.sets])
        self.begins = np.cumsum([0] + [len(one.units) for one in self.sets])
        self.taught = None      # what teachers say of the units of the first variation, where they were asked

    def learn_from(self, teachers, table):
        """Asks the teachers, all together, about the silver texts of the first variation."""
        predict = jax.jit(lambda p, x: jax.nn.softmax(forward(p, table, x)))
        self.taught = np.full((len(self.sets[0].units), TAGS), -1, np.float16)
        rows = pack_rows([piece for record in self.sets[0].records if record[0] == SILVER for piece in self.sets[0].pieces(record)])
        began = time.time()
        for at in range(0, len(rows), ROWS):
            x, _, real, take = batch_of(self.units, rows[at:at + ROWS])
            said = np.mean([np.asarray(predict(p, x)) for p in teachers], 0)
            self.taught[take[real]] = said[real]
            if at // ROWS % 200 == 199:
                print(f"teachers: {at / len(rows):.0%}, {time.time() - began:.0f} s", flush=True)

    def targets(self, tags, take):
        """What each unit of a batch ought to be: one tag, or shares of tags that teachers gave."""
        out = np.eye(TAGS, dtype=np.float32)[tags]
        if self.taught is not None:
            asked = (take >= 0) & (take < len(self.taught))
            said = self.taught[np.where(asked, take, 0)].astype(np.float32)
            asked &= said[..., 0] >= 0
            out[asked] = said[asked]
        return out

    def choose(self, epoch, chance, weights, fraction):
        """Rows of an epoch, shuffled: each record as often as its weight says, the rest by chance."""
        pieces = []
        for number, one in enumerate(self.sets):
            for record in one.records:
                wanted = 0 if record[0] == SILVER and self.taught is not None else epoch % len(self.sets)
                if number != wanted:
                    continue
                weight = weights.get(record[0], record[1]) * fraction
                begin = int(self.begins[number])
                for _ in range(int(weight) + (chance.random() < weight % 1)):
                    pieces += [(begin + first, begin + last) for first, last in one.pieces(record)]
        chance.shuffle(pieces)
        rows = pack_rows(pieces)
        chance.shuffle(rows)
        return rows[:len(rows) // ROWS * ROWS]


def load(path):
    return {name: jnp.asarray(value) for name, value in np.load(path).items()}


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument("folder", type=pathlib.Path)
    parse.add_argument("out")
    parse.add_argument("--epochs", type=int, default=4)
    parse.add_argument("--seed", type=int, default=1)
    parse.add_argument("--quick", type=float, default=1.0, help="share of the texts to learn from, for a trial")
    parse.add_argument("--weights", default="", help="how often a set is read in an epoch: SET=N,…")
    parse.add_argument("--teachers", nargs="*", default=[], help="networks that say what the silver texts' names are")
    asked = parse.parse_args()
    weights = {k: float(v) for k, v in (pair.split("=") for pair in asked.weights.split(",") if pair)}
    chance = random.Random(asked.seed)
    table = jnp.asarray(shape.read_vectors(asked.folder))
    texts = Texts(asked.folder, range(1, len(list(asked.folder.glob("units*")))))
    development = Set(asked.folder, 0)
    if asked.teachers:
        teachers = [load(path) for path in asked.teachers]
        print("the teachers together", flush=True)
        predict = jax.jit(lambda p, x: jax.nn.softmax(forward(p, table, x)))
        evaluate(np.log(sum(logits_of(lambda x: predict(p, x), development) for p in teachers) + 1e-9), development)
        texts.learn_from(teachers, table)
    train(asked, texts, development, table, [texts.choose(epoch, chance, weights, asked.quick) for epoch in range(asked.epochs)])


def train(asked, texts, development, table, epochs):
    p = initial(jax.random.PRNGKey(asked.seed))
    steps = sum(len(rows) // ROWS for rows in epochs)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(
        optax.warmup_cosine_decay_schedule(0, PEAK_RATE, min(300, steps // 4), steps), weight_decay=DECAY))
    state, key = optimiser.init(p), jax.random.PRNGKey(asked.seed + 1)

    @functools.partial(jax.jit, donate_argnums=(0, 1, 2))
    def update(p, state, mean, table, x, y, real, key, keep):
        def loss(p):
            return -(y * jax.nn.log_softmax(forward(p, table, x, key)) * real[..., None]).sum() / real.sum()
        value, gradient = jax.value_and_grad(loss)(p)
        change, state = optimiser.update(gradient, state, p)
        p = optax.apply_updates(p, change)
        mean = jax.tree_util.tree_map(lambda m, q: keep * m + (1 - keep) * q, mean, p)
        return p, state, mean, value

    predict = jax.jit(forward)
    began, step, recent = time.time(), 0, []
    mean = jax.tree_util.tree_map(jnp.array, p)
    for epoch, rows in enumerate(epochs):
        for at in range(0, len(rows), ROWS):
            x, tags, real, take = batch_of(texts.units, rows[at:at + ROWS])
            key, k = jax.random.split(key)
            p, state, mean, value = update(p, state, mean, table, x, texts.targets(tags, take), real, k,
                                           min(MEAN_SPAN, step / (step + 10)))
            step += 1
            recent.append(value)
            if step % 100 == 0:
                gone = time.time() - began
                print(f"step {step} of {steps}, loss {float(np.mean(recent)):.4f}, {gone:.0f} s, {gone / step * (steps - step):.0f} s left", flush=True)
                recent = []
        print(f"epoch {epoch + 1} of {asked.epochs}", flush=True)
        evaluate(logits_of(lambda x: predict(mean, table, x), development), development)
        np.savez(asked.out, **{k: np.array(v) for k, v in mean.items()})


if __name__ == "__main__":
    main()
