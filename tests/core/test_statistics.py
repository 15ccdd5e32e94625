# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from math import isnan, nan

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


def test_hectares_are_weighted_with_the_probabilities_of_all_tiles() -> None:
    forest, river = CLASS_KEYS.index("Forest"), CLASS_KEYS.index("River")
    certain, doubtful = [0.0] * 10, [0.0] * 10
    certain[river] = 1.0
    doubtful[forest], doubtful[river] = 0.7, 0.3
    statistics = ClassStatistics()
    statistics.add("River", 10.0, 1.0, certain)
    statistics.add("Forest", 20.0, 0.7, doubtful)

    shares = statistics.shares

    assert shares[forest].probable_ha == pytest.approx(0.7 * 20.0)
    assert shares[river].probable_ha == pytest.approx(10.0 + 0.3 * 20.0)
    assert sum(share.probable_ha for share in shares) == pytest.approx(10.0 + 20.0)


def test_uncertain_hectares_are_those_of_the_flagged_tiles() -> None:
    statistics = ClassStatistics()
    statistics.add("Forest", 10.0, 0.9)
    statistics.add("Forest", 4.0, 0.3, uncertain=True)

    assert statistics.shares[CLASS_KEYS.index("Forest")].uncertain_ha == 4.0
    assert statistics.uncertain_ha == 4.0


def test_the_urban_probability_is_the_mean_over_tiles_whatever_their_area() -> None:
    residential, highway = CLASS_KEYS.index("Residential"), CLASS_KEYS.index("Highway")
    town = [0.0] * 10
    town[residential], town[highway] = 0.5, 0.2
    statistics = ClassStatistics()
    statistics.add("Residential", 1.0, 0.5, town)
    statistics.add("Forest", 99.0, 0.9)

    assert statistics.urban_probability == pytest.approx((0.5 + 0.2 + 0.0) / 2)


def test_a_tile_without_confidence_is_left_out_of_the_mean() -> None:
    statistics = ClassStatistics()
    statistics.add("Forest", 1.0, nan)
    statistics.add("Forest", 1.0, 0.6)

    assert statistics.mean_confidence == 0.6
