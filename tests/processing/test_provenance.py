# SPDX-License-Identifier: GPL-2.0-or-later
"""What a grid says about how it was made is what was asked for and used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eurosat_plugin.paths import plugin_version
from tests.processing.conftest import Run
from tests.rasters import ground, write_raster

Classify = Callable[..., Run]

NATURAL = ("B02", "B03", "B04", "B08")
"""Blue first, as catalogues store them: the network's red, green and blue are bands 3, 2 and 1."""


def said(run: Run, name: str) -> object:
    assert run.ok, run.sentence
    return run.layer.customProperty(f"eurosat/{name}")


@pytest.mark.parametrize("edge", ["shift", "pad", "skip"])
@pytest.mark.parametrize("stride", ["64", "32"])
def test_edge_and_stride_are_those_that_were_asked_for(
    classify: Classify, countryside: Path, edge: str, stride: str
) -> None:
    run = classify(INPUT=str(countryside), EDGE=edge, STRIDE=stride)

    assert (said(run, "edge"), said(run, "stride")) == (edge, int(stride))


@pytest.mark.parametrize("tta", [False, True])
def test_views_confidence_and_offset_are_those_that_were_asked_for(
    classify: Classify, countryside: Path, tta: bool
) -> None:
    run = classify(INPUT=str(countryside), TTA=tta, MIN_CONFIDENCE=0.7, RADIOMETRY="l1c", OFFSET=-100)

    told = [said(run, name) for name in ("tta", "min_confidence", "radiometry", "offset")]
    assert told == [tta, 0.7, "l1c", -100]


@pytest.mark.parametrize("pixel", [10.0, 20.0])
def test_the_bands_are_those_of_the_file_also_of_one_that_is_resampled(
    classify: Classify, tmp_path: Path, pixel: float
) -> None:
    scene = write_raster(tmp_path / "scene.tif", ground(bands=4), names=NATURAL, pixel=pixel)

    run = classify(INPUT=str(scene))

    assert said(run, "bands") == "3, 2, 1"


def test_network_and_plugin_are_those_that_were_used(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), MODEL="fast", BACKEND="numpy")

    told = [said(run, name) for name in ("model", "backend", "plugin_version", "source")]
    assert told == ["fast", "numpy", plugin_version(), str(countryside)]
    assert len(str(said(run, "model_sha256"))) == 64
