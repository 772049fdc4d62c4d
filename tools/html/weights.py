#!/usr/bin/env python3
"""Turns models/page-blocks.weights into C.

Usage: weights.py HEADER IN OUT. IN, little-endian: "CDPB", u32 version 1, u32 entries, u32 hashes and i8 scores of
the cues; f32 threshold; of each stage u32 trees, u16 first node and first leaf of each tree, u32 nodes, of each
u8 feature, left, right, 0 and f32 threshold, u32 leaves, f32 values.
"""
import pathlib
import struct
import sys


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, format):
        values = struct.unpack_from("<" + format, self.data, self.at)
        self.at += struct.calcsize("<" + format)
        return values


def array(type_name, name, values, columns=8):
    lines = [f"static const {type_name} {name}[] = {{"]
    for at in range(0, len(values), columns):
        lines.append("    " + " ".join(f"{value}," for value in values[at:at + columns]))
    return lines + ["};"]


def number(value):
    return f"{value!r}F"


def single(bits):
    """The shortest decimal that reads back as this float of four bytes."""
    for digits in range(1, 10):
        text = f"{bits:.{digits}g}"
        if struct.pack("<f", float(text)) == struct.pack("<f", bits):
            break
    return float(text)


def stage(reader, number_of):
    trees, = reader.take("I")
    first_node, first_leaf = reader.take(f"{trees}H"), reader.take(f"{trees}H")
    nodes = [reader.take("4Bf") for _ in range(reader.take("I")[0])]
    leaves, = reader.take("I")
    lines = array("struct tree_node", f"nodes_{number_of}",
                  [f"{{{f}, {l}, {r}, {number(single(t))}}}" for f, l, r, _, t in nodes], 4)
    lines += array("float", f"leaves_{number_of}", [number(single(v)) for v in reader.take(f"{leaves}f")])
    lines += array("uint16_t", f"first_node_{number_of}", first_node, 16)
    lines += array("uint16_t", f"first_leaf_{number_of}", first_leaf, 16)
    row = f"{{nodes_{number_of}, leaves_{number_of}, first_node_{number_of}, first_leaf_{number_of}, {trees}}}"
    return lines, row


def main():
    header, source, target = sys.argv[1:]
    reader = Reader(pathlib.Path(source).read_bytes())
    magic, version, entries = reader.take("4sII")
    if magic != b"CDPB" or version != 1:
        sys.exit(f"{source}: not weights of text blocks, version 1")
    lines = [f'#include "{header}"', ""]
    lines += array("uint32_t", "hashes", [f"{value}U" for value in reader.take(f"{entries}I")])
    lines += array("int8_t", "scores", reader.take(f"{entries}b"), 24)
    threshold, = reader.take("f")
    first, first_row = stage(reader, 0)
    second, second_row = stage(reader, 1)
    lines += first + second
    lines += ["const struct html_weights html_weights = {", f"    {{hashes, scores, {entries - 1}U}},",
              f"    {{{first_row}, {second_row}}},", f"    {number(single(threshold))},", "};", ""]
    pathlib.Path(target).write_text("\n".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
