"""The measures of the name tagger's network, shared by its trainer and the writer of its file; as in news/network.h."""
import numpy as np

AFFIXES, AFFIX_BITS, AFFIX_WIDTH = 4, 14, 24
WORD_BITS, WORD_WIDTH = 16, 32
BITS, CONTEXT = 14, 48
VECTOR = 100
WIDTH = 128
REACH = (1, 1, 2, 2)            # how far the outer taps of each layer's convolution lie
POOL, POOL_BEFORE = 32, 2       # width of what the mentions of a word share, and the layer before which they do
LEVELS, MOST = 63, 4.0          # whole steps of an activation on either side of zero, and its largest value
WEIGHT_LEVELS = 63

# Sixteen levels for numbers that are spread normally (Lloyd-Max), of a vector's entries over their root mean square.
CODE = np.array([-2.733, -2.069, -1.618, -1.256, -0.9424, -0.6568, -0.3881, -0.1284,
                 0.1284, 0.3881, 0.6568, 0.9424, 1.256, 1.618, 2.069, 2.733], np.float32)


def code_vectors(vectors):
    """Each vector as indices into CODE, one scale in whole steps, and the step."""
    scale = np.sqrt((vectors ** 2).mean(1))
    step = float(np.float32(scale.max() / 65535))
    scales = np.maximum(np.round(scale / step), 1).astype(np.uint16)
    borders = (CODE[1:] + CODE[:-1]) / 2
    return np.searchsorted(borders, vectors / (scales * step)[:, None]).astype(np.uint8), scales, step


def read_coded(folder):
    """The coded vectors in the order of the sorted keys."""
    order = np.fromfile(folder / "order", "<u4")
    vectors = np.fromfile(folder / "vectors.bin", "<f4").reshape(-1, VECTOR)[order]
    return code_vectors(vectors / vectors.std())


def read_vectors(folder):
    """Row 0 is zeros, row i + 1 the vector of key i, as the program reads it from its file."""
    codes, scales, step = read_coded(folder)
    vectors = CODE[codes] * (scales * np.float32(step))[:, None].astype(np.float32)
    return np.concatenate([np.zeros((1, VECTOR), np.float32), vectors])
