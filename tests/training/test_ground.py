# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.network.model_card import Thresholds
from eurosat_plugin.core.network.prediction import Prediction
from training import ground
from training.dense import DenseNetwork
from training.ground import Share, agree_densely, agree_on_levels, judge, judge_known, main, write_table
from training.pool import CSMASK, Scene

LIMITS = Thresholds(confidence=0.6, energy=-1.0, bright_share=0.5)


class Brightness:
    """Calls a tile by its mean grey level: class 9 below 100, else class 0; sure of all but the brightest."""

    def __init__(self) -> None:
        self.card = type("Card", (), {"thresholds": LIMITS})()

    def classify(self, images: np.ndarray) -> Prediction:
        """Classify `images`."""
        level = images.mean(axis=(1, 2, 3))
        probabilities = np.zeros((len(images), 10), dtype=np.float32)
        probabilities[np.arange(len(images)), np.where(level < 100, 9, 0)] = np.where(level > 200, 0.5, 0.9)
        return Prediction(probabilities, np.full(len(images), -5.0, dtype=np.float32))


def scene(name: str, grey: np.ndarray, mask: np.ndarray | None = None) -> Scene:
    return Scene(name, grey, np.ones(grey.shape[:2], dtype=bool), mask, None if mask is None else CSMASK)


def level(value: int, rows: int = 64, cols: int = 64) -> np.ndarray:
    return np.full((rows, cols, 3), value, dtype=np.uint8)


def shares(found: list[Share]) -> dict[str, tuple[int, int]]:
    return {share.what: (share.count, share.total) for share in found}


def test_a_tile_is_flagged_for_each_reason_that_the_plugin_has() -> None:
    images = np.stack([level(9), level(255), level(9), level(9)])
    probabilities = np.eye(10, dtype=np.float32)[[3, 3, 3, 3]] * np.array(
        [[0.9], [0.9], [0.5], [0.9]], dtype=np.float32
    )

    answers = judge(images, probabilities, np.array([-5, -5, -5, 0], dtype=np.float32), LIMITS)

    assert answers.classes.tolist() == [3, 3, 3, 3]
    assert answers.flagged.tolist() == [False, True, True, True]


def test_levels_are_compared_by_the_names_of_the_scenes() -> None:
    scenes = [
        scene("here_L1C", level(150)),
        scene("here_L2A", level(90)),
        scene("there_L1C", level(220)),
        scene("there_L2A", level(220)),
        scene("alone_L1C", level(150)),
    ]

    found = shares(agree_on_levels(Brightness(), scenes))

    assert found["L1C and L2A of the same pixels agree"] == (1, 2)
    assert found["L1C and L2A of the same pixels agree, where not flagged"] == (0, 1)
    assert found["L1C and its mirror image agree"] == (2, 2)


def test_only_the_half_that_no_training_sees_is_judged() -> None:
    grey, mask = level(50, 64, 256), np.full((64, 256), 3, dtype=np.uint8)
    mask[:, 192:] = 4

    found = shares(judge_known(Brightness(), [scene("csmask_made", grey, mask)]))

    assert found["dry land is called water and not flagged"] == (1, 1)
    assert found["cloud, shadow, snow or desert is not flagged"] == (1, 1)
    assert found["open sea is called water"] == (0, 0)


def test_a_scene_at_once_is_compared_with_its_tiles() -> None:
    class Dense:
        def classify(self, whole: np.ndarray) -> tuple[Any, Any]:
            """Answer as the tiles do but for the last."""
            probabilities = np.zeros((2, 2, 10), dtype=np.float32)
            probabilities[..., 9] = 0.9
            probabilities[1, 1] = np.eye(10)[4]
            return probabilities, np.full((2, 2), -5.0)

    dense: DenseNetwork = Dense()  # type: ignore[assignment]

    found = shares(agree_densely(Brightness(), dense, [scene("made", level(50, 128, 140)), scene("small", level(50))]))

    assert found["a scene at once and tile by tile agree"] == (3, 4)


def test_the_table_has_intervals_and_an_empty_figure_no_share(tmp_path: Path) -> None:
    lines = (
        write_table({"fast": [Share("so", 3, 4), Share("never", 0, 0)]}, tmp_path / "t.csv").read_text().splitlines()
    )

    assert lines[0] == "network,figure,share,low,high,tiles,of"
    assert lines[1].startswith("fast,so,0.750,0.3")
    assert lines[2] == "fast,never,nan,0.000,1.000,0,0"


def test_without_scenes_it_is_said_where_they_belong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ground, "read_scenes", lambda: iter(()))

    assert main([]) == 1
    assert "EUROSAT_DATA/pool" in capsys.readouterr().err
