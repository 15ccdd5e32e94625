# SPDX-License-Identifier: GPL-2.0-or-later
"""Motorways, two pale carriageways between green verges, and lesser roads (Level-1C, B04, B03, B02)."""

from __future__ import annotations

import numpy as np

from demo.noise import Floats

CONCRETE = np.array((1240, 1230, 1310), dtype=np.float32)
MEDIAN = np.array((900, 1000, 1080), dtype=np.float32)
VERGE = np.array((500, 750, 820), dtype=np.float32)
MOTORWAY_HALF_WIDTH = 2.4


def pave_motorway(picture: Floats, distance: Floats, grain: Floats) -> Floats:
    """Lay a motorway over `picture` ``(rows, cols, 3)`` at `distance` pixels from its middle."""
    picture = _cover(picture, VERGE * (1 + 0.05 * grain[..., None]), 0.85 * np.clip(7.0 + 1.5 * grain - distance, 0, 1))
    picture = _cover(
        picture, CONCRETE * (1 + 0.02 * grain[..., None]), np.clip(MOTORWAY_HALF_WIDTH + 0.5 - distance, 0, 1)
    )
    return _cover(picture, MEDIAN, 0.8 * np.clip(0.8 - distance, 0, 1))


def pave_lane(picture: Floats, distance: Floats) -> Floats:
    """Lay a local road, narrower than a pixel, over `picture` at `distance` pixels from its middle."""
    return _cover(picture, CONCRETE, 0.6 * np.clip(1.1 - distance, 0, 1))


def pave_ramp(picture: Floats, distance: Floats) -> Floats:
    """Lay a one-lane slip road over `picture` at `distance` pixels from its middle."""
    return _cover(picture, CONCRETE, 0.95 * np.clip(1.5 - distance, 0, 1))


def _cover(picture: Floats, paint: Floats, share: Floats) -> Floats:
    return np.asarray(picture + (paint - picture) * share[..., None], dtype=np.float32)
