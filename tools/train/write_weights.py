#!/usr/bin/env python3
"""Writes the file of weights that the program maps (news/weights.h) from what network.py trained.

    write_weights.py FOLDER NETWORK.npz OUT

FOLDER holds keys, order and vectors.bin, as for network.py.
"""
import pathlib
import struct
import sys

import numpy as np

import shape

SCORES = 32
CODE_STEPS = 46         # a vector's numbers in whole steps of 1/46
FORMAT, FEATURE_VERSION = 3, 2
GROUPS, LANES = shape.WIDTH // 8, 8


def checksum(data):
    """weights_checksum of news/weights.c."""
    total, words = 0xcbf29ce484222325, len(data) // 8
    mask = (1 << 64) - 1
    for word in struct.unpack(f"<{words}Q", data[:8 * words]):
        total = (total ^ word) * 0x9e3779b97f4a7c15 & mask
        total ^= total >> 29
    for byte in data[8 * words:]:
        total = (total ^ byte) * 0x100000001b3 & mask
    return total


def whole(table, levels):
    """A table as whole numbers with one step for each column."""
    step = np.abs(table).reshape(-1, table.shape[-1]).max(0) / levels + 1e-12
    return np.round(table / step).astype(np.int8 if levels < 128 else np.int16), step.astype(np.float32)


def wide(matrix):
    out = np.zeros(matrix.shape[:-1] + (SCORES,), np.float32)
    out[..., :matrix.shape[-1]] = matrix
    return out


def main():
    folder, source, target = pathlib.Path(sys.argv[1]), np.load(sys.argv[2]), sys.argv[3]
    p = {name: np.asarray(source[name], np.float32) for name in source}
    keys = np.fromfile(folder / "keys", "<u4")
    codes, vector_scales, vector_step = shape.read_coded(folder)
    affixes = [whole(table, 127) for table in p["affix"]]
    words, word_step = whole(p["word"], 127)
    steps = np.concatenate([step for _, step in affixes] + [word_step])
    scales, biases, weights = [], [], []
    for layer in range(len(shape.REACH)):
        w, step = whole(p[f"conv{layer}"].reshape(3 * shape.WIDTH, 2 * shape.WIDTH), shape.WEIGHT_LEVELS)
        scales.append(step * (shape.MOST / shape.LEVELS))
        biases.append(p[f"conv{layer}_b"])
        # inputs [tap, quad, of the quad], outputs [candidate, group, lane]
        w = w.reshape(3, shape.WIDTH // 4, 4, 2, GROUPS, LANES)
        weights.append(w.transpose(4, 0, 1, 3, 5, 2))
    vector_map, vector_map_step = whole(p["vector"] / CODE_STEPS, 32767)
    parts_map, parts_map_step = whole(p["parts"] * steps[:, None], 32767)
    # inputs [pair, of the pair], outputs
    word_map = np.concatenate([vector_map, parts_map]).reshape(-1, 2, shape.WIDTH).transpose(0, 2, 1)
    floats = [np.stack([vector_map_step, parts_map_step]), p["bits"], p["context"], p["into_b"], p["pool_in"],
              p["pool_in_b"], p["pool_out"], wide(p["out"]), wide(p["out_b"]), np.stack(scales), np.stack(biases)]
    body = b"".join(np.ascontiguousarray(part, "<f4").tobytes() for part in floats)
    body += keys.tobytes() + np.ascontiguousarray(word_map, "<i2").tobytes() + vector_scales.astype("<u2").tobytes() + (codes[:, ::2] | codes[:, 1::2] << 4).tobytes()
    body += np.round(shape.CODE * CODE_STEPS).astype(np.int8).tobytes()
    body += b"".join(table.tobytes() for table, _ in affixes) + words.tobytes()
    body += b"".join(np.ascontiguousarray(w).tobytes() for w in weights)
    header = struct.pack("<8sIIIfQ", b"CDNAMES", FORMAT, FEATURE_VERSION, len(keys), vector_step, checksum(body))
    with open(target, "wb") as out:
        out.write(header.ljust(64, b"\0") + body)
    print(f"{target}: {64 + len(body)} bytes")


if __name__ == "__main__":
    main()
