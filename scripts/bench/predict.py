# SPDX-License-Identifier: GPL-2.0-or-later
"""``model.predict``, tile by tile: ``python -m scripts.bench.predict TILES.npy``, by the Python of the training.

The seed's network has the weights that it began with: they change nothing in what it costs. Prints processor and wall
time in seconds as JSON.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np


def main(path: str) -> int:
    """Classify the tiles ``(n, 3, 64, 64)`` of a file one by one; print what that cost."""
    # Not at the top: only the Python of the training has it.
    from training.networks import build_network
    from training.settings import SETTINGS

    model = build_network(SETTINGS["seed"])
    tiles = np.load(path).transpose(0, 2, 3, 1)
    model.predict(tiles[:1], verbose=0)  # compiles, once
    cpu, wall = time.process_time(), time.perf_counter()
    for tile in tiles:
        model.predict(tile[None], verbose=0)
    print(json.dumps({"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
