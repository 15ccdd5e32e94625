# SPDX-License-Identifier: GPL-2.0-or-later
"""How probable it is that a place has changed, by what two maps say of it.

That the classes differ says little: two maps that are right in nine of ten tiles differ in nearly one of five. With the
probabilities p and q of both dates, and the joint probabilities J of what is there first and then, the probability of
each pair of classes is J_ij p_i q_j, by their sum. J comes from all tiles together by expectation maximisation
(Bruzzone and Serpico 1997, IEEE Trans. Geoscience and Remote Sensing 35(4), 858-867); the networks learned from about
as many pictures of each class, so p and q are what the images say, without a prior.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_Floats = npt.NDArray[np.float64]

STAYING = 0.9
"""Part of the ground that is taken to be the same before anything is known."""
_ROUNDS = 200
_ENOUGH = 1e-7
_MOST_TILES = 20_000
"""As many tiles tell the joint probabilities as well as more."""


def joint_probabilities(before: _Floats, after: _Floats, area_ha: _Floats) -> _Floats:
    """Return the joint probabilities of first and second class ``(classes, classes)``.

    :param before: probabilities of the first date ``(tiles, classes)``.
    :param after: those of the second.
    :param area_ha: ``(tiles,)``, by which a tile counts.
    """
    step = -(-len(before) // _MOST_TILES)
    before, after, weights = before[::step], after[::step], area_ha[::step] / area_ha[::step].sum()
    kinds = before.shape[1]
    first = weights @ before
    joint = STAYING * np.diag(first) + (1 - STAYING) * np.outer(first, weights @ after)
    for _ in range(_ROUNDS):
        # The expected number of tiles of each pair, summed without an array of tiles by pairs.
        likely = np.einsum("ni,ij,nj->n", before, joint, after, optimize=True)
        shares = weights / np.maximum(likely, 1e-300)
        found = joint * ((before * shares[:, None]).T @ after)
        found /= found.sum()
        done = np.abs(found - joint).sum() < _ENOUGH * kinds
        joint = found
        if done:
            break
    return joint


def change_probabilities(before: _Floats, after: _Floats, joint: _Floats) -> _Floats:
    """Return the probability ``(tiles,)`` that the first and the second class differ, given `joint`."""
    likely = np.einsum("ni,ij,nj->n", before, joint, after, optimize=True)
    same = (before * after) @ np.diag(joint)
    found: _Floats = np.clip(1.0 - same / np.maximum(likely, 1e-300), 0.0, 1.0)
    return found


def discounted(changes: _Floats, area_ha: _Floats, floor: float) -> _Floats:
    """Return `changes` ``(tiles,)`` without what would differ all the same: the part `floor` of the area.

    Where D of the area differs, c of it has changed, and `floor` of the rest differs: D = c + (1 - c) `floor`. So what
    differs is a change with the probability c / D; where D is no larger than `floor`, nothing is.
    """
    whole = float(area_ha.sum())
    differing = float(changes @ area_ha) / whole if whole else 0.0
    if differing <= floor:
        return np.zeros_like(changes)
    return changes * ((differing - floor) / ((1.0 - floor) * differing))
