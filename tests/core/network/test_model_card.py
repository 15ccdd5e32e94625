# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.model_card import BandScaling, ModelCard, Thresholds
from eurosat_plugin.core.network.window_average import Average

CARD = ModelCard(
    name="test",
    version="1.0.0",
    classes=CLASS_KEYS,
    bands=("B04", "B03", "B02"),
    tile_size=64,
    layout="NCHW",
    radiometry="eurosat",
    probabilities_output="probabilities",
    energy_output="energy",
    temperature=1.0,
    thresholds=Thresholds(0.5, -3.0, 0.5),
    parameters=1,
    macs=1,
)


FOUR, SIXTEEN = Average(4, 1, 0.5, 0.4, -3.5), Average(16, 1, 0.3, 0.2, -4.5)
TURNED = Average(1, 8, 0.8, 0.45, -3.1)
AVERAGING = replace(CARD, averages=(SIXTEEN, TURNED, FOUR))
AVERAGE = asdict(FOUR)


def test_a_card_survives_the_way_through_json() -> None:
    assert ModelCard.from_json(CARD.to_json()) == CARD


@pytest.mark.parametrize(
    ("entry", "value", "sentence"),
    [
        ("schema", 99, "has schema 99"),
        ("classes", ["Forest"], r"its classes \(Forest\) must be 2 to 100 different names"),
        ("classes", [f"Class {i}" for i in range(101)], "must be 2 to 100 different names"),
        ("classes", ["Forest", "forest "], "must be 2 to 100 different names"),
        ("classes", ["Forest", 7], "must be 2 to 100 different names"),
        ("classes", ["Forest", "Sea\nLake"], r"its classes \(Forest, Sea\?Lake\) must be"),
        ("classes", ["Forest", "Lake\ud800"], r"its classes \(Forest, Lake\?\) must be"),
        ("classes", ["Forest", "x" * 101], "names of up to 100 characters"),
        ("colors", ["#ffffff"], "one #rrggbb for each"),
        ("colors", ["white"] * 10, "one #rrggbb for each"),
        ("colors", "#ffffff\n", "one #rrggbb for each"),
        ("bands", ["B02", "B03", "B08"], "its bands are B02, B03, B08 and not different ones of B04, B03, B02"),
        ("bands", ["B02", "B02"], "its bands are B02, B02 and not different"),
        ("bands", [], "its bands are  and not different"),
        ("tile_size", 12, "12 pixels wide and not 16 to 512, in steps of 4"),
        ("tile_size", 1024, "1024 pixels wide"),
        ("tile_size", 50, "50 pixels wide"),
        ("tile_size", True, "True pixels wide"),
        ("values", "radiance", "its values 'radiance'"),
        ("activation", None, "its activation None are not known"),
        ("scaling", [{"shift": 1.0}], "it scales 1 bands and has 3"),
        ("scaling", [{"scale": 0.0}] * 3, "divides by nearly 0"),
        ("scaling", [{"low": 5, "high": 5}] * 3, "not by finite numbers"),
        ("scaling", [{"shift": float("nan")}] * 3, "not by finite numbers"),
        ("scaling", [{"shift": 10**400}] * 3, "not by finite numbers"),
        ("scaling", [{"factor": 1}], "incomplete"),
        ("scaling", 3, "incomplete"),
        ("layout", "CHW", "its layout 'CHW'"),
        ("thresholds", {"confidence": 0.5}, "incomplete"),
        ("thresholds", {"confidence": "x", "energy": 0, "bright_share": 0}, "not finite numbers"),
        ("thresholds", None, "incomplete"),
        ("temperature", 0, "temperature"),
        ("temperature", 10**400, "temperature is '1000.*000' and not a positive number"),
        ("temperature", float("inf"), "temperature is inf"),
        ("temperature", float("nan"), "temperature is nan"),
        ("temperature", True, "temperature is True"),
        ("temperature", 1e300, "temperature is 1e.300"),
        ("thresholds", {"confidence": 10**400, "energy": 0, "bright_share": 0}, "not finite numbers"),
        ("averages", [{**AVERAGE, "temperature": 0}], "not finite numbers"),
        ("averages", [{**AVERAGE, "windows": 0}], "not finite numbers"),
        ("averages", [{**AVERAGE, "views": -8}], "not finite numbers"),
        ("averages", [{**AVERAGE, "energy": float("nan")}], "not finite numbers"),
        ("averages", [{**AVERAGE, "windows": "4"}], "not finite numbers"),
        ("averages", [{"windows": 4}], "incomplete"),
        ("averages", 4, "incomplete"),
        ("thresholds", {"\ud800": 1}, r"unexpected keyword argument '\?'"),
        ("tile_size", 64.0, r"its tiles are 64\.0 pixels wide and not 16 to 512"),
        ("tile_size", "\ud800", r"its tiles are \? pixels wide"),
        ("schema", 10**400, "has schema '1000"),
        ("schema", "\ud800" * 200, "has schema"),
        ("bands", ["\ud800", "\n", "x" * 1000], r"its bands are \?, \?, "),
        ("layout", "\ud800\n", r"its layout '.ud800.n'"),
        ("name", "fast\ud800", "hold characters that cannot be shown"),
        ("name", "fast\nOK", "hold characters that cannot be shown"),
        ("version", "1\x00", "hold characters that cannot be shown"),
        ("version", "1\u202e", "hold characters that cannot be shown"),
        ("energy_output", "\x1b[31m", "hold characters that cannot be shown"),
        ("name", "x" * 100_000, "must be text"),
        ("name", "", "must be text"),
    ],
)
def test_a_wrong_entry_is_named(entry: str, value: Any, sentence: str) -> None:
    text = json.dumps({**json.loads(CARD.to_json()), entry: value})

    with pytest.raises(ModelError, match=sentence) as caught:
        ModelCard.from_json(text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 700


@pytest.mark.parametrize("entry", ["name", "classes", "thresholds", "temperature", "probabilities_output"])
def test_a_missing_entry_is_named(entry: str) -> None:
    values = json.loads(CARD.to_json())
    del values[entry]

    with pytest.raises(ModelError, match=entry):
        ModelCard.from_json(json.dumps(values))


@pytest.mark.parametrize(
    "changes",
    [{"name": "x" * 100}, {"tile_size": 16}, {"tile_size": 512}, {"scaling": (BandScaling(scale=-1e-6),) * 3}],
)
def test_what_is_just_within_the_limits_is_read(changes: dict[str, Any]) -> None:
    edge = replace(CARD, **changes)

    assert ModelCard.from_json(edge.to_json()) == edge


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000])
def test_what_is_not_a_card_is_refused(text: str) -> None:
    with pytest.raises(ModelError):
        ModelCard.from_json(text)


def test_a_card_of_another_model_survives_the_way_through_json() -> None:
    other = replace(
        CARD,
        classes=("Water", "Land"),
        colors=("#0000ff", "#00ff00"),
        bands=("B08", "B11"),
        tile_size=120,
        values="reflectance",
        scaling=(BandScaling(0.0, 10000.0), BandScaling(1.0, 2.0, low=0.0, high=5.0)),
        activation="logits",
        energy_output="",
    )

    assert ModelCard.from_json(other.to_json()) == other


def test_a_card_of_ours_says_nothing_of_what_only_others_need() -> None:
    assert not {"colors", "values", "scaling", "activation"} & set(json.loads(CARD.to_json()))


def test_a_card_with_averages_survives_the_way_through_json() -> None:
    assert ModelCard.from_json(AVERAGING.to_json()) == AVERAGING


def test_a_card_of_before_averages_has_means_read_like_single_windows() -> None:
    values = json.loads(CARD.to_json())
    del values["averages"]

    card = ModelCard.from_json(json.dumps(values))

    assert card.average(16, 8) == Average(16, 8, 1.0, CARD.thresholds.confidence, CARD.thresholds.energy)


def test_a_single_window_is_read_as_before() -> None:
    assert AVERAGING.average(1, 1) == Average(1, 1, 1.0, CARD.thresholds.confidence, CARD.thresholds.energy)


def test_means_that_were_calibrated_are_read_so() -> None:
    assert [AVERAGING.average(4, 1), AVERAGING.average(16, 1)] == [FOUR, SIXTEEN]
    assert asdict(AVERAGING.average(1, 8)) == pytest.approx(asdict(TURNED))


def test_between_two_numbers_of_windows_what_doubles_counts_as_a_step() -> None:
    eight = AVERAGING.average(8, 1)

    halfway = [(getattr(FOUR, name) + getattr(SIXTEEN, name)) / 2 for name in ("temperature", "confidence", "energy")]
    assert [eight.temperature, eight.confidence, eight.energy] == pytest.approx(halfway)


def test_between_a_single_window_and_means_that_were_calibrated_it_is_halfway_too() -> None:
    two, single = AVERAGING.average(2, 1), CARD.thresholds

    halfway = [
        (1.0 + FOUR.temperature) / 2,
        (single.confidence + FOUR.confidence) / 2,
        (single.energy + FOUR.energy) / 2,
    ]
    assert [two.temperature, two.confidence, two.energy] == pytest.approx(halfway)


def test_what_windows_and_views_change_adds_up_but_confidence_is_doubted_as_that_of_the_windows() -> None:
    both, single = AVERAGING.average(4, 8), CARD.thresholds

    assert both.temperature == pytest.approx(FOUR.temperature * TURNED.temperature)
    assert both.confidence == FOUR.confidence
    assert both.energy == pytest.approx(FOUR.energy + TURNED.energy - single.energy)


def test_a_mean_is_sharpened_by_its_temperature_and_keeps_the_order_of_its_classes() -> None:
    mean = np.array([0.5, 0.3, 0.2])

    sharpened = Average(4, 1, 0.5, 0.5, -3.0).calibrate(mean)

    assert sharpened == pytest.approx(mean**2 / (mean**2).sum())
    assert Average(4, 1, 1.0, 0.5, -3.0).calibrate(mean) == pytest.approx(mean)


def test_a_mean_that_is_worth_less_than_it_says_is_flattened() -> None:
    flattened = Average(4, 1, 2.0, 0.5, -3.0).calibrate(np.array([0.64, 0.36]))

    assert flattened == pytest.approx([0.8 / 1.4, 0.6 / 1.4])


@pytest.mark.parametrize("temperature", [0.5, 1.0])
def test_each_of_many_tiles_is_calibrated_by_itself(temperature: float) -> None:
    means = np.array([[[0.5, 0.3, 0.2], [0.9, 0.1, 0.0]], [[0.1, 0.1, 0.8], [0.25, 0.5, 0.25]]], np.float32)
    average = Average(4, 1, temperature, 0.5, -3.0)

    together = average.calibrate(means)

    assert together == pytest.approx(np.array([[average.calibrate(tile) for tile in row] for row in means]))
    assert together.sum(axis=-1) == pytest.approx(np.ones((2, 2)))
    assert together.dtype == np.float64


def test_an_unsure_tile_has_numbers_at_any_temperature_beside_a_sure_one() -> None:
    """0.4 to the power of 1000 is no number but 0, and so is whatever is smaller."""
    sharpened = Average(4, 1, 0.001, 0.5, -3.0).calibrate(np.array([[1.0, 0.0, 0.0], [0.4, 0.3, 0.3]]))

    assert sharpened.tolist() == [[1.0, 0.0, 0.0], [1.0, pytest.approx(0.0), pytest.approx(0.0)]]
