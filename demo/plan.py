# SPDX-License-Identifier: GPL-2.0-or-later
"""The map of the invented region: what lies where. Kilometres east and south of the scene's corner."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demo.ground import Ground
from demo.lines import Points, circle, smooth_curve
from eurosat_plugin.core.classes import class_by_key

PIXELS_PER_KM = 100.0

SITES: tuple[tuple[str, float, float, float], ...] = (
    ("SeaLake", 2.4, 9.9, 1.6),
    ("SeaLake", 0.2, 9.3, 1.2),
    ("SeaLake", 10.7, 1.7, -0.2),
    ("Forest", 1.6, 1.7, 0.7),
    ("Forest", 3.6, 1.1, 0.4),
    ("Forest", 14.6, 5.6, 0.5),
    ("HerbaceousVegetation", 8.3, 1.1, 0.5),
    ("HerbaceousVegetation", 6.6, 0.6, 0.0),
    ("Pasture", 1.6, 5.3, 0.6),
    ("Pasture", 3.6, 4.4, 0.4),
    ("AnnualCrop", 8.4, 4.4, 0.7),
    ("AnnualCrop", 11.4, 4.9, 0.5),
    ("AnnualCrop", 13.8, 1.6, 0.8),
    ("PermanentCrop", 9.7, 9.9, 0.5),
    ("PermanentCrop", 12.4, 9.3, 0.5),
    ("Residential", 6.1, 8.1, 0.4),
    ("Residential", 7.0, 9.2, 0.0),
    ("Industrial", 9.2, 7.5, -0.1),
    ("Industrial", 10.6, 7.3, -0.2),
)
"""What surrounds which place (x, y), and a head start in kilometres over its neighbours."""

VILLAGES = (
    (2.75, 4.75, 0.2),
    (0.9, 6.1, 0.15),
    (9.1, 3.55, 0.24),
    (13.2, 3.3, 0.26),
    (14.2, 0.75, 0.18),
    (12.0, 10.1, 0.2),
)
"""Centres and radii of the villages."""

LANES = (
    ((0.9, 6.1), (1.9, 5.3), (2.75, 4.75), (4.4, 4.7), (5.8, 5.3), (6.5, 6.6), (6.1, 8.1)),
    ((6.1, 8.1), (7.4, 6.2), (9.1, 3.55), (9.6, 2.2), (8.2, 0.9), (7.6, -0.2)),
    ((9.1, 3.55), (11.4, 3.9), (13.2, 3.3), (14.0, 2.0), (14.2, 0.75), (15.2, -0.2)),
    ((9.4, 7.7), (10.3, 9.2), (12.0, 10.1), (13.0, 11.2)),
    ((2.75, 4.75), (2.2, 2.9), (1.2, 1.4), (-0.2, 0.9)),
)
"""Local roads from village to village."""

RIVER = ((5.3, -0.3), (5.9, 1.5), (5.0, 2.9), (6.3, 4.1), (5.0, 5.4), (5.5, 6.6), (4.3, 7.5), (4.1, 8.6))
MOTORWAYS = (
    ((-0.3, 2.75), (2.6, 2.95), (5.7, 3.5), (8.2, 5.8), (11.2, 6.1), (13.4, 7.1), (16.3, 7.4)),
    ((12.7, -0.3), (12.0, 3.0), (11.2, 6.1), (11.4, 8.2), (11.1, 11.2)),
)
INTERCHANGE = (11.2, 6.1)
CLOUDS = ((7.6, 2.7, 0.26), (14.1, 9.9, 0.42), (14.9, 9.2, 0.24), (0.8, 3.9, 0.2))
"""Centres and radii of the clouds."""


def zones(ground: Ground) -> npt.NDArray[np.uint8]:
    """Return the class id of the land around each place, ``(pixels,)``; borders wander with the noise."""
    east = ground.col / PIXELS_PER_KM + 0.17 * ground.hills + 0.02 * ground.mottle
    south = ground.row / PIXELS_PER_KM + 0.2 * ground.rolling + 0.02 * ground.mottle
    nearest = np.full(len(ground), np.inf, dtype=np.float32)
    zone = np.zeros(len(ground), dtype=np.uint8)
    for key, x, y, head_start in SITES:
        distance = np.hypot(east - x, south - y) - head_start
        zone = np.where(distance < nearest, np.uint8(class_by_key(key).id), zone)
        nearest = np.minimum(nearest, distance)
    farmed = np.isin(zone, [class_by_key(key).id for key in ("AnnualCrop", "Pasture")])
    zone[farmed & (0.7 * ground.slope + 0.7 * ground.mottle > 2.4)] = class_by_key("Forest").id
    for x, y, radius in VILLAGES:
        zone[np.hypot(east - x, south - y) < radius] = class_by_key("Residential").id
    return zone


def river_course() -> Points:
    """Return the middle of the river in pixels, with its meanders."""
    course = smooth_curve([(x * PIXELS_PER_KM, y * PIXELS_PER_KM) for x, y in RIVER])
    step = np.gradient(course, axis=0)
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1) / np.hypot(*step.T)[:, None]
    travelled = np.cumsum(np.hypot(*step.T))
    swing = 17.0 * np.sin(travelled / 27.0) + 5.0 * np.sin(travelled / 11.5 + 1.0)
    return np.asarray(course + normal * swing[:, None])


def motorway_courses() -> list[Points]:
    """Return the middles of the motorways in pixels."""
    return [smooth_curve([(x * PIXELS_PER_KM, y * PIXELS_PER_KM) for x, y in points]) for points in MOTORWAYS]


def lane_courses() -> list[Points]:
    """Return the middles of the local roads in pixels."""
    return [smooth_curve([(x * PIXELS_PER_KM, y * PIXELS_PER_KM) for x, y in points]) for points in LANES]


def interchange_ramps() -> list[Points]:
    """Return the four loops and the ring of slip roads where the motorways cross, in pixels."""
    x, y = INTERCHANGE[0] * PIXELS_PER_KM, INTERCHANGE[1] * PIXELS_PER_KM
    loops = [circle((x + dx, y + dy), 9.0) for dx in (-11, 11) for dy in (-11, 11)]
    return [*loops, circle((x, y), 31.0)]
