# SPDX-License-Identifier: GPL-2.0-or-later
"""Land that is farmed or left alone: each function paints Level-1C digital numbers ``(pixels, 3)`` B04, B03, B02.

The colours follow cluster centres measured in EuroSAT's pictures of each class, their weights the clusters' sizes.
"""

from __future__ import annotations

import numpy as np

from demo.ground import Ground, divide
from demo.noise import Floats, draw, pick

CROPS = np.array(
    [
        (1480, 1260, 1250, 15),
        (880, 1110, 1100, 12),
        (1180, 1180, 1200, 11),
        (560, 930, 950, 12),
        (1770, 1410, 1350, 16),
        (2030, 1610, 1510, 13),
        (2330, 1820, 1680, 9),
        (440, 780, 850, 7),
        (2560, 2130, 1930, 4),
    ],
    dtype=np.float32,
)
MEADOWS = np.array(
    [(470, 870, 800, 34), (560, 920, 850, 32), (660, 970, 900, 18), (430, 800, 770, 12), (860, 1020, 970, 4)],
    dtype=np.float32,
)
ORCHARDS = np.array(
    [
        (500, 750, 790, 16),
        (600, 840, 870, 18),
        (720, 910, 930, 15),
        (880, 990, 1000, 13),
        (1180, 1110, 1080, 13),
        (1450, 1260, 1180, 13),
        (1720, 1460, 1320, 10),
        (2020, 1740, 1560, 7),
    ],
    dtype=np.float32,
)
HEDGE = np.array((390, 640, 740), dtype=np.float32)
LANE = np.array((1500, 1400, 1370), dtype=np.float32)


def annual_crop(ground: Ground) -> Floats:
    """Large fields in one tone each, with drill rows and soil showing through, and lanes between blocks."""
    parcels = divide(ground, salt=101, block=95, width=(12, 34), length=(34, 80))
    field = pick(CROPS, draw(parcels.key, 21))
    rows = np.sin(parcels.across * (1.2 + 1.2 * draw(parcels.key, 22))) * draw(parcels.key, 23)
    tone = 1 + 0.045 * ground.mottle + 0.02 * ground.grain + 0.025 * rows
    paint = field * tone[:, None]
    paint = np.where((parcels.edge < 0.5)[:, None], 0.88 * paint, paint)
    return _draw_line(paint, LANE, 0.55, parcels.block_edge, half_width=0.7)


def pasture(ground: Ground) -> Floats:
    """Green meadows of low contrast between dark hedges, a farm here and there."""
    parcels = divide(ground, salt=202, block=70, width=(16, 28), length=(20, 40), turn=2.0)
    meadow = pick(MEADOWS, draw(parcels.key, 31))
    paint = meadow * (1 + 0.05 * ground.mottle + 0.03 * ground.grain)[:, None]
    hedge = 0.9 * draw(parcels.key, 32)
    paint = _draw_line(paint, HEDGE, hedge, parcels.edge, half_width=0.9)
    trees = ground.mottle + 0.5 * ground.grain > 1.7 + 0.15 * parcels.edge
    paint = np.where(trees[:, None], HEDGE, paint)
    return _draw_line(paint, LANE, 0.3 * draw(parcels.block, 33), parcels.block_edge, half_width=0.4)


def permanent_crop(ground: Ground) -> Floats:
    """Vineyards and orchards: small dark parcels, striped by their rows, in a net of pale tracks."""
    parcels = divide(ground, salt=303, block=80, width=(7, 14), length=(12, 30), turn=1.6)
    orchard = pick(ORCHARDS, 0.8 * draw(parcels.key, 41) + 0.2 * draw(parcels.block, 44))
    rows = np.sin(parcels.across * 2.6) * (0.5 + draw(parcels.key, 42))
    paint = orchard * (1 + 0.05 * ground.mottle + 0.04 * ground.grain + 0.03 * rows)[:, None]
    return _draw_line(paint, LANE, 0.2 + 0.4 * draw(parcels.block, 43), parcels.edge, half_width=0.6)


def herbaceous_vegetation(ground: Ground) -> Floats:
    """Heath and dry grass on hills: no parcels, brown and olive by exposure, lit from the south-east."""
    olive, brown = np.array((760, 880, 940), dtype=np.float32), np.array((1380, 1260, 1260), dtype=np.float32)
    dryness = np.clip(0.42 + 0.16 * ground.mottle + 0.12 * ground.rolling, 0, 1)[:, None]
    paint = olive + (brown - olive) * dryness
    shade = 1 + 0.09 * ground.slope + 0.04 * ground.grain
    shrubs = np.clip(-ground.mottle - 1.2, 0, 1)[:, None]
    picture: Floats = (paint * shade[:, None]) * (1 - 0.35 * shrubs)
    return picture


AIR = np.array((220, 450, 610), dtype=np.float32)
"""What the air alone sends to the satellite: over dark woods most of blue, and it has no texture."""


def forest(ground: Ground) -> Floats:
    """Dark conifers and brighter broadleaves in stands; the crowns make a texture of single pixels."""
    conifer, broadleaf = np.array((350, 600, 715), dtype=np.float32), np.array((430, 735, 790), dtype=np.float32)
    stands = divide(ground, salt=606, block=120, width=(30, 60), length=(40, 80), turn=3.1)
    mix = np.clip(0.45 + 0.35 * ground.rolling + 0.25 * (draw(stands.key, 71) - 0.5), 0, 1)[:, None]
    tone = 1 + 0.2 * ground.grain + 0.15 * ground.slope + 0.055 * ground.mottle
    paint = AIR + (conifer + (broadleaf - conifer) * mix - AIR) * tone[:, None]
    felled = (draw(stands.key, 72) < 0.02) & (stands.edge > 3)
    paint = np.where(felled[:, None], paint * np.array((1.6, 1.28, 1.18), dtype=np.float32), paint)
    return _draw_line(paint, LANE, 0.12, stands.block_edge, half_width=0.4)


def _draw_line(paint: Floats, ink: Floats, strength: Floats | float, distance: Floats, half_width: float) -> Floats:
    """Lay `ink` (3,) over `paint` where `distance` to the line's centre is under `half_width`, with soft sides."""
    cover = (np.clip(half_width + 0.5 - distance, 0, 1) * strength)[:, None]
    return np.asarray(paint + (ink - paint) * cover, dtype=np.float32)
