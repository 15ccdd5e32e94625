# SPDX-License-Identifier: GPL-2.0-or-later
"""Features that a sink refuses or loses: a grid is there with all of them, or it is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsFeature, QgsFeatureSink

from eurosat_plugin.processing import layer_sink
from tests.output_folders import count
from tests.processing.conftest import Run

pytestmark = pytest.mark.usefixtures("quick_network")

Classify = Callable[..., Run]
TILES = 4 * 5
"""Tiles of the raster `countryside`: 200 rows and 300 columns of pixels."""


@pytest.mark.parametrize("refused", ["addFeatures", "flushBuffer"])
def test_features_that_a_sink_refuses_are_a_failure(
    classify: Classify, countryside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    class Refusing:
        def addFeatures(self, features: list[QgsFeature], flags: object) -> bool:
            return refused != "addFeatures"

        def flushBuffer(self) -> bool:
            return refused != "flushBuffer"

        def lastError(self) -> str:
            return "no more ink"

    init = layer_sink.LayerSink.__init__

    def refuse(self: Any, *arguments: Any) -> None:
        init(self, *arguments)
        self._sink = Refusing()

    monkeypatch.setattr(layer_sink.LayerSink, "__init__", refuse)

    run = classify(INPUT=str(countryside), OUTPUT=str(folder / "grid.gpkg"))

    assert not run.ok
    assert "no more ink" in run.sentence
    assert not list(folder.iterdir())


@pytest.mark.parametrize("name", ["TEMPORARY_OUTPUT", "grid.gpkg"])
def test_features_that_a_sink_takes_and_loses_are_a_failure(
    classify: Classify, countryside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    class Forgetful:
        def __init__(self, sink: QgsFeatureSink) -> None:
            self._sink = sink

        def addFeatures(self, features: list[QgsFeature], flags: object) -> bool:
            return bool(self._sink.addFeatures(features[1:], flags))

        def flushBuffer(self) -> bool:
            return bool(self._sink.flushBuffer())

    init = layer_sink.LayerSink.__init__

    def forget(self: Any, *arguments: Any) -> None:
        init(self, *arguments)
        self._sink = Forgetful(self._sink)

    monkeypatch.setattr(layer_sink.LayerSink, "__init__", forget)
    output = name if name == "TEMPORARY_OUTPUT" else str(folder / name)

    run = classify(INPUT=str(countryside), OUTPUT=output)

    assert not run.ok
    assert f"was not written completely: {TILES - 1} of {TILES} features are in it" in run.sentence
    assert not list(folder.iterdir())


def test_features_that_are_handed_on_in_parts_are_all_there_once(
    classify: Classify, countryside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer_sink, "FEATURES_AT_ONCE", 3)
    path = folder / "grid.gpkg"

    run = classify(INPUT=str(countryside), OUTPUT=str(path))

    assert run.ok, run.sentence
    assert count(path) == TILES
