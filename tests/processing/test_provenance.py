# SPDX-License-Identifier: GPL-2.0-or-later
"""What a grid says about how it was made is what was asked for and used."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.adapters.grid.provenance import read_account
from eurosat_plugin.core.network.onnx_card import card_of
from eurosat_plugin.core.network.onnx_file import read_model
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.paths import model_path, plugin_version
from eurosat_plugin.processing.run_feedback import RunFeedback
from tests.processing.conftest import Log, Run
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


@pytest.mark.parametrize(("tta", "confidence"), [(False, 0.0), (True, 0.7)])
def test_views_confidence_and_offset_are_those_that_were_asked_for(
    classify: Classify, countryside: Path, tta: bool, confidence: float
) -> None:
    run = classify(INPUT=str(countryside), TTA=tta, MIN_CONFIDENCE=confidence, RADIOMETRY="l1c", OFFSET=-100)

    told = [said(run, name) for name in ("tta", "min_confidence", "radiometry", "offset")]
    assert told == [tta, confidence, "l1c", -100]


@pytest.mark.parametrize("radiometry", ["tci_l1c", "tci_l2a", "display"])
def test_pictures_have_no_offset(classify: Classify, tmp_path: Path, radiometry: str) -> None:
    picture = write_raster(tmp_path / "picture.tif", (ground() // 8).astype(np.uint8))

    run = classify(INPUT=str(picture), RADIOMETRY=radiometry)

    assert (said(run, "offset"), run.outputs["OFFSET_USED"]) == (0.0, 0.0)


@pytest.mark.parametrize("pixel", [10.0, 20.0])
def test_the_bands_are_those_of_the_file_also_of_one_that_is_resampled(
    classify: Classify, tmp_path: Path, pixel: float
) -> None:
    scene = write_raster(tmp_path / "scene.tif", ground(bands=4), names=NATURAL, pixel=pixel)

    run = classify(INPUT=str(scene))

    assert said(run, "bands") == "3, 2, 1"


def test_network_and_plugin_are_those_that_were_used(classify: Classify, countryside: Path) -> None:
    file = model_path("accurate")

    run = classify(INPUT=str(countryside), MODEL="accurate", BACKEND="numpy")

    told = [said(run, name) for name in ("model", "backend", "plugin_version", "source")]
    assert told == ["accurate", "numpy", plugin_version(), str(countryside)]
    assert (run.outputs["MODEL_USED"], run.outputs["BACKEND_USED"]) == ("accurate", "numpy")
    assert said(run, "model_version") == card_of(read_model(file)).version
    assert said(run, "model_sha256") == hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_reading_is_told_in_one_line(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside))

    assert said(run, "reading") == "Read as digital numbers of unknown level, no offset (by the numbers)"
    assert (said(run, "chosen"), said(run, "alternatives")) == ("", "")


def test_what_was_set_of_the_reading_is_told_and_what_else_it_might_be(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), RADIOMETRY="l2a", OFFSET=-100)

    assert run.ok, run.sentence
    account = read_account(run.layer)
    assert account.line == "Read as Level-2A, offset −100 (as you chose)"
    assert account.chosen == Reading("l2a", -100.0)
    assert account.alternatives[0].reading.automatic


class Listening(Log, RunFeedback):
    """Hears what a run knows before it ends."""


def test_whoever_starts_a_run_hears_how_the_image_is_read(classify: Classify, countryside: Path) -> None:
    listening = Listening()

    run = classify(listening, INPUT=str(countryside))

    assert run.layer is not None
    assert listening.account == read_account(run.layer)
    assert listening.account.findings


def test_whoever_starts_a_run_that_is_refused_hears_how_the_image_may_be_read(
    classify: Classify, tmp_path: Path
) -> None:
    bright = np.full((3, 128, 128), 3000, np.uint16) + np.arange(128, dtype=np.uint16)
    path = write_raster(tmp_path / "bright.tif", bright, names=("B04", "B03", "B02"))
    listening = Listening()

    run = classify(listening, INPUT=str(path))

    assert not run.ok
    assert listening.account is not None
    offered = [alternative.reading for alternative in listening.account.alternatives]
    assert {Reading(offset=0.0), Reading(offset=-1000.0)} <= set(offered)
    assert classify(INPUT=str(path), **offered[0].parameters()).ok
