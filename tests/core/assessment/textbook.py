# SPDX-License-Identifier: GPL-2.0-or-later
"""A second implementation of the estimators, in plain Python, straight from the formulas on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

Unit = tuple[str, str, str]
"""Stratum, mapped class, reference class."""


def olofsson(matrix: Sequence[Sequence[int]], areas: Sequence[float]) -> dict[str, list[tuple[float, float]]]:
    """Return value and standard error by Olofsson et al. (2014), eq. 1 to 7, 10, 11; strata are the map's classes."""
    k, whole = len(matrix), sum(areas)
    w = [area / whole for area in areas]
    n = [sum(row) for row in matrix]
    p = [[w[i] * matrix[i][j] / n[i] for j in range(k)] for i in range(k)]
    column = [sum(p[i][j] for i in range(k)) for j in range(k)]
    users = [matrix[i][i] / n[i] for i in range(k)]
    producers = [p[j][j] / column[j] for j in range(k)]
    v_users = [users[i] * (1 - users[i]) / (n[i] - 1) for i in range(k)]
    v_producers = []
    for j in range(k):
        omitted = sum(
            areas[i] ** 2 * (matrix[i][j] / n[i]) * (1 - matrix[i][j] / n[i]) / (n[i] - 1) for i in range(k) if i != j
        )
        first = areas[j] ** 2 * (1 - producers[j]) ** 2 * users[j] * (1 - users[j]) / (n[j] - 1)
        v_producers.append((first + producers[j] ** 2 * omitted) / (whole * column[j]) ** 2)
    v_area = [sum((w[i] * p[i][j] - p[i][j] ** 2) / (n[i] - 1) for i in range(k)) for j in range(k)]
    return {
        "overall": [(sum(p[i][i] for i in range(k)), sqrt(sum(w[i] ** 2 * v_users[i] for i in range(k))))],
        "users": [(value, sqrt(v)) for value, v in zip(users, v_users)],
        "producers": [(value, sqrt(v)) for value, v in zip(producers, v_producers)],
        "area": [(whole * value, whole * sqrt(v)) for value, v in zip(column, v_area)],
    }


def stehman_mean(units: Sequence[Unit], tiles: dict[str, int], y: Callable[[str, str], float]) -> tuple[float, float]:
    """Return mean and standard error of an indicator by Stehman (2014), eq. 3 and 25."""
    whole, mean, variance = sum(tiles.values()), 0.0, 0.0
    for stratum, size in tiles.items():
        values = [y(m, r) for s, m, r in units if s == stratum]
        n = len(values)
        own = sum(values) / n
        mean += size * own / whole
        spread = sum((value - own) ** 2 for value in values) / (n - 1)
        variance += size**2 * (1 - n / size) * spread / n / whole**2
    return mean, sqrt(variance)


def stehman_ratio(
    units: Sequence[Unit], tiles: dict[str, int], y: Callable[[str, str], float], x: Callable[[str, str], float]
) -> tuple[float, float]:
    """Return ratio and standard error by Stehman (2014), eq. 27 and 28, with its variances and covariance."""
    above, below, variance = 0.0, 0.0, 0.0
    for stratum, size in tiles.items():
        pairs = [(y(m, r), x(m, r)) for s, m, r in units if s == stratum]
        above += size * sum(a for a, _ in pairs) / len(pairs)
        below += size * sum(b for _, b in pairs) / len(pairs)
    ratio = above / below
    for stratum, size in tiles.items():
        pairs = [(y(m, r), x(m, r)) for s, m, r in units if s == stratum]
        n = len(pairs)
        a_mean, b_mean = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
        s_yy = sum((a - a_mean) ** 2 for a, _ in pairs) / (n - 1)
        s_xx = sum((b - b_mean) ** 2 for _, b in pairs) / (n - 1)
        s_xy = sum((a - a_mean) * (b - b_mean) for a, b in pairs) / (n - 1)
        variance += size**2 * (1 - n / size) * (s_yy + ratio**2 * s_xx - 2 * ratio * s_xy) / n
    return ratio, sqrt(variance) / below
