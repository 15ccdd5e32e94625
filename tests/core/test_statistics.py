# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from math import isnan

import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.statistics import ClassStatistics


def test_shares_are_of_the_area_and_in_class_order() -> None:
    statistics = ClassStatistics()
    statistics.add("River", 10.0, 0.8)
    statistics.add("Forest", 20.0, 0.9)
    statistics.add("Forest", 10.0, 0.7)

    shares = statistics.shares

    assert tuple(share.land_cover.key for share in shares) == CLASS_KEYS
    forest = shares[CLASS_KEYS.index("Forest")]
    assert (forest.tiles, forest.area_ha, forest.share) == (2, 30.0, 30.0 / 40.0)
    assert forest.mean_confidence == pytest.approx((0.9 + 0.7) / 2)
    assert sum(share.share for share in shares) == pytest.approx(1.0)


def test_the_dominant_class_has_the_largest_area_not_the_most_tiles() -> None:
    statistics = ClassStatistics()
    statistics.add("River", 1.0, 0.8)
    statistics.add("River", 1.0, 0.8)
    statistics.add("Forest", 5.0, 0.9)

    dominant = statistics.dominant

    assert dominant is not None
    assert dominant.land_cover.key == "Forest"


def test_nothing_added_means_no_dominant_class_and_no_confidence() -> None:
    statistics = ClassStatistics()

    assert statistics.dominant is None
    assert isnan(statistics.mean_confidence)
    assert all(share.share == 0.0 for share in statistics.shares)


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(KeyError):
        ClassStatistics().add("Glacier", 1.0, 0.5)
