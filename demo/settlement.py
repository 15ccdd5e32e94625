# SPDX-License-Identifier: GPL-2.0-or-later
"""Built-up land: each function paints Level-1C digital numbers ``(pixels, 3)`` B04, B03, B02."""

from __future__ import annotations

import numpy as np

from demo.ground import Ground, divide
from demo.noise import Floats, draw, pick

ROOFS = np.array(
    [
        (1290, 1120, 1120, 34),
        (1550, 1330, 1330, 20),
        (1100, 1110, 1220, 22),
        (1880, 1700, 1690, 11),
        (720, 830, 960, 10),
        (2500, 2300, 2250, 3),
    ],
    dtype=np.float32,
)
GARDENS = np.array([(560, 800, 890, 45), (740, 900, 980, 30), (430, 690, 800, 25)], dtype=np.float32)
HALLS = np.array(
    [
        (2740, 2700, 2700, 15),
        (2300, 2180, 2200, 18),
        (1750, 1660, 1730, 26),
        (1300, 1290, 1400, 18),
        (800, 960, 1100, 14),
        (950, 1150, 1600, 6),
    ],
    dtype=np.float32,
)
YARDS = np.array([(1180, 1200, 1330, 55), (1460, 1400, 1480, 25), (620, 850, 920, 20)], dtype=np.float32)
STREET = np.array((930, 990, 1110), dtype=np.float32)
AVENUE = np.array((1180, 1190, 1290), dtype=np.float32)
ASPHALT = np.array((1000, 1060, 1190), dtype=np.float32)


def residential(ground: Ground) -> Floats:
    """Streets in a bent grid, rows of houses along them, gardens behind; parks and a few big buildings."""
    parcels = divide(ground, salt=404, block=62, width=(7.5, 10.5), length=(18, 40), turn=2.8)
    lot = np.floor(parcels.along / 2.4)
    side = parcels.across > 4.4
    chance = 0.65 * draw(parcels.key, lot, side, 51) + 0.35 * draw(parcels.block, 55)
    roof = pick(ROOFS, chance)
    garden = pick(GARDENS, draw(parcels.key, np.floor(parcels.across / 2), lot, 52))
    density = np.clip(0.62 + 0.14 * ground.rolling, 0.45, 0.85)
    built = (draw(parcels.key, lot, side, 53) < density) & (parcels.edge < 3.3)
    built |= (draw(parcels.key, lot, 57) < 0.12) & (parcels.edge >= 3.3)
    built &= draw(parcels.key, 54) > 0.07
    tone = 1 + 0.06 * ground.grain
    paint = np.where(built[:, None], roof, garden) * tone[:, None]
    street = np.clip(1.1 - parcels.edge, 0, 1)[:, None]
    paint = paint + (STREET - paint) * street * 0.85
    avenue = np.clip(1.7 - parcels.block_edge, 0, 1)[:, None]
    return np.asarray(paint + (AVENUE - paint) * avenue * 0.8, dtype=np.float32)


def industrial(ground: Ground) -> Floats:
    """Halls with flat bright roofs on asphalt yards, each on its own plot between wide streets."""
    parcels = divide(ground, salt=505, block=110, width=(11, 24), length=(16, 34), turn=1.2)
    yard = pick(YARDS, draw(parcels.key, 61)) * (1 + 0.08 * ground.grain)[:, None]
    hall = pick(HALLS, draw(parcels.key, np.floor(parcels.along / 13), 62)) * (1 + 0.015 * ground.grain)[:, None]
    roofed = np.clip(parcels.edge - 2.2, 0, 1) * (draw(parcels.key, 63) < 0.78)
    paint = yard + (hall - yard) * roofed[:, None]
    street = np.clip(1.6 - parcels.edge, 0, 1)[:, None]
    return np.asarray(paint + (ASPHALT - paint) * street, dtype=np.float32)
