# SPDX-License-Identifier: GPL-2.0-or-later
"""Winding lines through a scene: curves through control points, and how far each pixel is from them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from demo.noise import Floats

Points = npt.NDArray[np.float64]


def smooth_curve(points: Sequence[tuple[float, float]], steps: int = 24) -> Points:
    """Return a Catmull-Rom curve ``(n, 2)`` through `points`, which it passes in their order."""
    knots = np.asarray(points, dtype=np.float64)
    knots = np.concatenate([2 * knots[:1] - knots[1:2], knots, 2 * knots[-1:] - knots[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:])
    ]
    return np.concatenate([*pieces, knots[-2:-1]])


def circle(centre: tuple[float, float], radius: float, start: float = 0.0, end: float = 360.0) -> Points:
    """Return the arc ``(n, 2)`` of a circle between two bearings in degrees, clockwise from east (rows go down)."""
    bearing = np.radians(np.linspace(start, end, 25))
    points: Points = np.asarray(centre) + radius * np.stack([np.cos(bearing), np.sin(bearing)], axis=1)
    return points


def distance_to_curve(curve: Points, shape: tuple[int, int], reach: float) -> Floats:
    """Return each pixel's distance ``(rows, cols)`` to `curve` ``(n, 2)`` of ``x, y``, infinite beyond `reach`."""
    distance = np.full(shape, np.inf, dtype=np.float32)
    for (x0, y0), (x1, y1) in zip(curve, curve[1:]):
        top, bottom = int(max(min(y0, y1) - reach, 0)), int(max(max(y0, y1) + reach + 1, 0))
        left, right = int(max(min(x0, x1) - reach, 0)), int(max(max(x0, x1) + reach + 1, 0))
        window = distance[top:bottom, left:right]
        y, x = np.ogrid[top : top + window.shape[0], left : left + window.shape[1]]
        dx, dy = x1 - x0, y1 - y0
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / max(dx * dx + dy * dy, 1e-9), 0, 1)
        np.minimum(window, np.hypot(x - x0 - along * dx, y - y0 - along * dy), out=window, casting="same_kind")
    distance[distance > reach] = np.inf
    return distance
