# SPDX-License-Identifier: GPL-2.0-or-later
"""The estimators against the worked numbers of the papers, and against a second implementation."""

from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.assessment.accuracy import MapAccuracy, assess
from eurosat_plugin.core.assessment.stratified_sample import Strata, StratifiedSample
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.errors import InputError
from tests.core.assessment.textbook import Unit, olofsson, stehman_mean, stehman_ratio

LETTERS = "ABCD"
# Olofsson et al. (2014), table 8: deforestation, forest gain, stable forest, stable non-forest; pixels of 30 m.
MATRIX = [[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]]
PIXELS = [200_000, 150_000, 3_200_000, 6_450_000]
HECTARES = [0.09 * pixels for pixels in PIXELS]
# Stehman (2014), table 2: 40 units, ten of each stratum; the letters are stratum, map and reference.
STRATA = "A" * 10 + "B" * 10 + "C" * 10 + "D" * 10
MAP = "AAAAAAABBB" + "ABBBBBBBBB" + "BBCCCCCCBB" + "D" * 10
REFERENCE = "AAAAACBABC" + "ABBBBBAABB" + "CCCCCDDBBA" + "DDDDDDDCCB"
TILES = {"A": 40_000, "B": 30_000, "C": 20_000, "D": 10_000}
UNITS: list[Unit] = list(zip(STRATA, MAP, REFERENCE))


def numbers(letters: str) -> np.ndarray:
    return np.array([LETTERS.index(letter) for letter in letters], dtype=np.int64)


def assessed(strata: np.ndarray, mapped: np.ndarray, reference: np.ndarray, tiles: list[int]) -> MapAccuracy:
    sizes = np.array(tiles, dtype=np.int64)
    population = Strata(tuple(map(str, range(len(tiles)))), sizes, sizes.astype(np.float64))
    sample = StratifiedSample(population, strata, np.ones(len(strata)))
    return assess(sample, mapped, reference, [0.0] * 10)


@pytest.fixture(scope="module")
def olofssons() -> MapAccuracy:
    """Assess the example of Olofsson et al. (2014), in hectares."""
    mapped = np.repeat(np.arange(4), [sum(row) for row in MATRIX])
    reference = np.concatenate([np.repeat(np.arange(4), row) for row in MATRIX])
    population = Strata(tuple(LETTERS), np.array(PIXELS), np.array(HECTARES))
    sample = StratifiedSample(population, mapped, np.ones(len(mapped)))
    return assess(sample, mapped, reference, [*HECTARES, *[0.0] * 6])


@pytest.fixture(scope="module")
def stehmans() -> MapAccuracy:
    """Assess the example of Stehman (2014)."""
    return assessed(numbers(STRATA), numbers(MAP), numbers(REFERENCE), list(TILES.values()))


def test_the_estimates_of_as_many_classes_as_there_are_do_not_depend_on_how_many_others_there_might_be(
    olofssons: MapAccuracy,
) -> None:
    mapped = np.repeat(np.arange(4), [sum(row) for row in MATRIX])
    reference = np.concatenate([np.repeat(np.arange(4), row) for row in MATRIX])
    sample = StratifiedSample(
        Strata(tuple(LETTERS), np.array(PIXELS), np.array(HECTARES)), mapped, np.ones(len(mapped))
    )

    found = assess(sample, mapped, reference, HECTARES, ClassScheme.of(["loss", "gain", "forest", "other"]))

    assert found.counts.tolist() == [[*row, 0] for row in MATRIX]
    assert [(c.number, c.key, c.name) for c in found.classes] == [
        (0, "Loss", "loss"),
        (1, "Gain", "gain"),
        (2, "Forest", "forest"),
        (3, "Other", "other"),
        (4, "mixed", "Mixed"),
    ]
    assert [(c.area, c.users, c.producers, c.f1) for c in found.classes[:4]] == [
        (c.area, c.users, c.producers, c.f1) for c in olofssons.classes[:4]
    ]
    assert found.overall == olofssons.overall


def test_areas_of_the_paper_of_olofsson_and_others(olofssons: MapAccuracy) -> None:
    # The paper prints 21,158 ± 6158, 11,686 ± 3756, 285,770 ± 15,510 and 581,386 ± 16,282 ha.
    found = [(c.area.value, c.area.margin) for c in olofssons.classes[:4]]

    assert found == [
        pytest.approx((21_158, 6_158), abs=1),
        pytest.approx((11_686, 3_756), abs=1),
        pytest.approx((285_770, 15_510), abs=1),
        pytest.approx((581_386, 16_282), abs=2),
    ]
    assert [c.mapped_ha for c in olofssons.classes[:4]] == HECTARES
    assert [c.sampled for c in olofssons.classes[:4]] == [75, 75, 165, 325]


def test_accuracies_of_the_paper_of_olofsson_and_others(olofssons: MapAccuracy) -> None:
    users = [(round(c.users.value, 2), round(c.users.margin, 2)) for c in olofssons.classes[:4]]
    producers = [(round(c.producers.value, 2), round(c.producers.margin, 2)) for c in olofssons.classes[:4]]

    assert (round(olofssons.overall.value, 2), round(olofssons.overall.margin, 2)) == (0.95, 0.02)
    assert users == [(0.88, 0.07), (0.73, 0.10), (0.93, 0.04), (0.96, 0.02)]
    assert producers == [(0.75, 0.21), (0.85, 0.25), (0.93, 0.03), (0.96, 0.02)]


def test_the_formulas_of_olofsson_and_others_give_the_same(olofssons: MapAccuracy) -> None:
    # They know no finite population: of ten million pixels, 640 make no difference.
    wanted = olofsson(MATRIX, HECTARES)

    assert (olofssons.overall.value, olofssons.overall.error) == pytest.approx(wanted["overall"][0], rel=1e-3)
    for kind in ("area", "users", "producers"):
        for one, other in zip(olofssons.classes, wanted[kind]):
            estimate = getattr(one, kind)
            assert (estimate.value, estimate.error) == pytest.approx(other, rel=1e-3)


def test_the_error_matrix_has_counts_and_shares_of_the_area(olofssons: MapAccuracy) -> None:
    assert olofssons.counts[:4, :4].tolist() == MATRIX
    assert olofssons.units == 640
    assert olofssons.shares.sum() == pytest.approx(1.0)
    # Table 9 of the paper: 0.0176 of deforestation found as such, 0.0213 of non-forest called forest.
    assert olofssons.shares[0, 0] == pytest.approx(0.0176, abs=5e-5)
    assert olofssons.shares[2, 3] == pytest.approx(0.0213, abs=5e-5)


def test_the_numbers_of_the_paper_of_stehman(stehmans: MapAccuracy) -> None:
    a, b, c = stehmans.classes[:3]

    assert (a.area.value / 1e5, a.area.error / 1e5) == pytest.approx((0.35, 0.082), abs=5e-4)
    assert (c.area.value / 1e5, c.area.error / 1e5) == pytest.approx((0.20, 0.064), abs=5e-4)
    assert (stehmans.overall.value, stehmans.overall.error) == pytest.approx((0.63, 0.085), abs=5e-4)
    assert (b.users.value, b.users.error) == pytest.approx((0.574, 0.125), abs=5e-4)
    assert (b.producers.value, b.producers.error) == pytest.approx((0.794, 0.117), abs=5e-4)
    assert stehmans.shares[1, 2] == pytest.approx(0.08)


def test_the_formulas_of_stehman_give_the_same_for_every_class(stehmans: MapAccuracy) -> None:
    assert (stehmans.overall.value, stehmans.overall.error) == pytest.approx(
        stehman_mean(UNITS, TILES, lambda m, r: m == r)
    )
    for found, k in zip(stehmans.classes, LETTERS):
        mean, error = stehman_mean(UNITS, TILES, lambda m, r, k=k: r == k)
        users = stehman_ratio(UNITS, TILES, lambda m, r, k=k: m == r == k, lambda m, r, k=k: m == k)
        producers = stehman_ratio(UNITS, TILES, lambda m, r, k=k: m == r == k, lambda m, r, k=k: r == k)
        f1 = stehman_ratio(UNITS, TILES, lambda m, r, k=k: 2 * (m == r == k), lambda m, r, k=k: (m == k) + (r == k))

        assert (found.area.value, found.area.error) == pytest.approx((1e5 * mean, 1e5 * error))
        assert (found.users.value, found.users.error) == pytest.approx(users)
        assert (found.producers.value, found.producers.error) == pytest.approx(producers)
        assert (found.f1.value, found.f1.error) == pytest.approx(f1)


def test_both_implementations_agree_on_samples_of_chance() -> None:
    random = np.random.default_rng(7)
    for _ in range(20):
        tiles = random.integers(40, 400, 3)
        strata = np.repeat(np.arange(3), random.integers(8, 30, 3))
        mapped, reference = random.integers(0, 4, (2, len(strata)))
        mapped[:4] = reference[:4] = range(4)
        found = assessed(strata, mapped, reference, tiles.tolist())
        units = [(str(s), LETTERS[m], LETTERS[r]) for s, m, r in zip(strata, mapped, reference)]
        sizes = {str(h): int(size) for h, size in enumerate(tiles)}

        overall = stehman_mean(units, sizes, lambda m, r: m == r)
        users = stehman_ratio(units, sizes, lambda m, r: m == r == "B", lambda m, r: m == "B")

        assert (found.overall.value, found.overall.error) == pytest.approx(overall)
        assert (found.classes[1].users.value, found.classes[1].users.error) == pytest.approx(users)


def test_tiles_at_the_edge_count_by_their_area() -> None:
    # Half of the stratum's area is known to be class 0: one tile of 3 ha against three of 1 ha, of 12 ha in all.
    sample = StratifiedSample(Strata(("all",), np.array([8]), np.array([12.0])), np.zeros(4, dtype=np.int64),
                              np.array([3.0, 1.0, 1.0, 1.0]))  # fmt: skip

    found = assess(sample, np.zeros(4, dtype=np.int64), np.array([0, 1, 1, 1]), [12.0, *[0.0] * 9])

    assert [c.area.value for c in found.classes[:2]] == pytest.approx([6.0, 6.0])
    assert found.overall.value == pytest.approx(0.5)


def test_when_every_tile_was_looked_at_nothing_is_uncertain() -> None:
    found = assessed(np.zeros(4, dtype=np.int64), numbers("AABB"), numbers("ABBB"), [4])

    assert (found.overall.low, found.overall.value, found.overall.high) == pytest.approx((0.75, 0.75, 0.75))
    assert found.classes[0].area.error == 0.0
    assert (found.classes[0].area.low, found.classes[0].area.high) == pytest.approx((1.0, 1.0))


def test_an_accuracy_of_one_has_an_interval_below_it() -> None:
    found = assessed(np.zeros(50, dtype=np.int64), numbers("A" * 50), numbers("A" * 50), [100_000])

    # Wilson's interval of 50 of 50 begins at 1 / (1 + 1.96^2 / 50) = 0.929; the smoothing makes it a little longer.
    assert found.overall.error == 0.0
    assert 0.88 < found.overall.low < 0.929
    assert found.overall.high == 1.0


def test_a_class_that_is_nowhere_has_no_accuracy() -> None:
    found = assessed(np.zeros(10, dtype=np.int64), numbers("A" * 10), numbers("A" * 10), [100]).classes[5]

    assert (found.users.known, found.producers.known, found.f1.known) == (False, False, False)
    assert (found.area.value, found.area.low) == (0.0, 0.0)
    assert found.area.high > 0.0


def test_mixed_reference_tiles_are_a_category_of_their_own() -> None:
    mixed = len(EUROSAT)
    found = assessed(np.zeros(4, dtype=np.int64), numbers("AAAA"), np.array([0, 0, 0, mixed]), [40])

    assert found.overall.value == pytest.approx(0.75)
    assert found.classes[mixed].area.value == pytest.approx(10.0)
    assert not found.classes[mixed].users.known


def test_a_stratum_with_one_tile_is_refused() -> None:
    with pytest.raises(InputError, match="The stratum 1 has 1 reference tiles"):
        assessed(np.array([0, 0, 1]), numbers("AAA"), numbers("AAA"), [10, 10])


def test_a_stratum_that_is_one_tile_needs_no_more() -> None:
    assert assessed(np.array([0, 0, 1]), numbers("AAB"), numbers("AAB"), [10, 1]).overall.value == 1.0
