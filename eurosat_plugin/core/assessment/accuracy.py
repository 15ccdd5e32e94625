# SPDX-License-Identifier: GPL-2.0-or-later
"""The accuracy of a map and the areas of its classes, by a sample of reference tiles.

Overall, user's and producer's accuracy and area: Olofsson et al. (2014), Stehman (2014). F1 = 2 y / (x + r), with the
hectares y that map and reference agree on, x that are mapped and r that are there: a ratio as well, and so its error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.assessment.estimate import Estimate
from eurosat_plugin.core.assessment.labels import references_of
from eurosat_plugin.core.assessment.stratified_sample import Parts, StratifiedSample
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme

_Numbers = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ClassAccuracy:
    """What is known of a class, or of what is mixed; user's accuracy and F1 are unknown where the map has none of it.

    `number` and `key` are its own, `name` is English.
    """

    number: int
    key: str
    name: str
    sampled: int
    mapped_ha: float
    area: Estimate
    users: Estimate
    producers: Estimate
    f1: Estimate


@dataclass(frozen=True)
class MapAccuracy:
    """`counts` and `shares` (of the area) of the error matrix ``(classes, classes + 1)``.

    Rows are the classes of the map, those of `scheme`; columns are what is there, the last one mixed.
    """

    counts: _Numbers
    shares: _Floats
    overall: Estimate
    classes: tuple[ClassAccuracy, ...]
    scheme: ClassScheme = EUROSAT

    @property
    def units(self) -> int:
        """Number of reference tiles."""
        return int(self.counts.sum())


def assess(
    sample: StratifiedSample,
    mapped: _Numbers,
    reference: _Numbers,
    mapped_ha: Sequence[float],
    scheme: ClassScheme = EUROSAT,
) -> MapAccuracy:
    """Compare the classes that are `mapped` with the `reference`, both ``(units,)`` in the order of `sample`.

    They are numbers of classes of `scheme`; a mixed reference has as many as there are. `mapped_ha` are the hectares of
    the classes on the whole map, pixels counted.
    """
    names = references_of(scheme)
    kinds, shape = np.arange(len(names)), (len(scheme), len(names))
    is_mapped, is_there = mapped[:, None] == kinds, reference[:, None] == kinds
    right, every = is_mapped & is_there, np.ones_like(is_mapped)
    users = sample.shares(Parts(right, is_mapped & ~is_there, is_mapped, is_mapped))
    producers = sample.shares(Parts(right, is_there & ~is_mapped, is_mapped, ~is_mapped))
    f1 = sample.shares(Parts(right, is_mapped ^ is_there, is_mapped, every, weight=2.0))
    all_right = right.any(axis=1, keepdims=True)
    [overall] = sample.shares(Parts(all_right, ~all_right, every[:, :1], every[:, :1]))
    cells = mapped * len(names) + reference
    counts = np.bincount(cells, minlength=len(scheme) * len(names)).reshape(shape)
    shares = np.bincount(cells, sample.expansion, minlength=counts.size).reshape(shape) / sample.expansion.sum()
    sampled = is_mapped.sum(axis=0).tolist()
    hectares = [*mapped_ha, 0.0]
    columns = zip(
        kinds.tolist(), names, names.values(), sampled, hectares, sample.areas(is_there), users, producers, f1
    )
    classes = tuple(ClassAccuracy(*values) for values in columns)
    return MapAccuracy(counts, shares, overall, classes, scheme)
