# SPDX-License-Identifier: GPL-2.0-or-later
"""What the networks make of real scenes: ``python -m training.ground``, over the files of models/ or those named.

There are no EuroSAT labels there, but much can be told without: whether Level-1C and Level-2A of the same pixels get
the same class, whether land that is dry is called water, whether cloud and its shadow get a class without a flag, and
whether a scene seen at once says what its tiles say one by one. Writes docs/training/ground.csv.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx

from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.network.model_card import Thresholds
from eurosat_plugin.core.tiles.doubts import Limits, PixelShares, first_doubts
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from training.dataset import DataError, Images
from training.dense import DenseNetwork
from training.evaluate import find_model
from training.metrics import wilson_interval
from training.pool import WATER, Scene, cut_tiles, read_scenes
from training.settings import DOCS, MODELS

STEP = 32
"""Pixels between two tiles of a pair, of which there are few."""

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Answers:
    """The class ids of tiles and whether each is flagged, both ``(n,)``."""

    classes: npt.NDArray[np.int64]
    flagged: Bools


@dataclass(frozen=True)
class Share:
    """`count` of `total` tiles in which `what` is so."""

    what: str
    count: int
    total: int


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", help="names such as fast, or .onnx files; all of models/ when left out")
    options = parser.parse_args(arguments)
    paths = [find_model(model) for model in options.models] or sorted(MODELS.glob("*.onnx"))
    try:
        scenes = list(read_scenes())
        if not scenes:
            raise DataError("There are no scenes in EUROSAT_DATA/pool.")
        table = {path.stem: measure(path, scenes) for path in paths}
        print(write_table(table, DOCS / "ground.csv").read_text(encoding="utf-8"), end="")
    except (DataError, EuroSatError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def measure(path: Path, scenes: Sequence[Scene]) -> list[Share]:
    """Return every figure of the network in `path`."""
    classifier = open_classifier(path, "onnxruntime")
    return [
        *agree_on_levels(classifier, scenes),
        *judge_known(classifier, scenes),
        *agree_densely(classifier, DenseNetwork.of(onnx.load(path)), scenes),
    ]


def ask(classifier: TileClassifier, images: Images) -> Answers:
    """Classify `images` ``(n, 64, 64, 3)`` and flag the answers as the plugin does."""
    prediction = classifier.classify(images)
    return judge(images, prediction.probabilities, prediction.energy, classifier.card.thresholds)


def judge(
    images: Images, probabilities: npt.NDArray[np.float32], energy: npt.NDArray[np.float32], limits: Thresholds
) -> Answers:
    """Return the classes, flagged where a tile is bright, uncertain or unfamiliar."""
    bright, classes = (images == 255).all(axis=-1).mean(axis=(1, 2)), probabilities.argmax(axis=1)
    of_card = Limits(limits.confidence, limits.energy, limits.bright_share)
    nothing = np.zeros(len(images))
    shares = PixelShares(bright, nothing, nothing, nothing, nothing)
    return Answers(classes, first_doubts(classes, probabilities.max(axis=1), energy, shares, of_card) > 0)


def agree_on_levels(classifier: TileClassifier, scenes: Sequence[Scene]) -> list[Share]:
    """Compare the classes of both levels where the pool has a scene in both, and those of the Level-1C mirrored.

    A mirror changes nothing on the ground: what it changes is the doubt that is there anyway.
    """
    by_name = {scene.name: scene for scene in scenes}
    pairs = [
        (s, by_name[s.name[:-3] + "L2A"]) for s in scenes if s.name[:-3] + "L2A" in by_name and s.name[-3:] == "L1C"
    ]
    before, after, mirrored = (
        _join([ask(classifier, change(tiles(scene, STEP))) for scene in shown])
        for shown, change in (
            ([pair[0] for pair in pairs], _same),
            ([pair[1] for pair in pairs], _same),
            ([pair[0] for pair in pairs], _mirror),
        )
    )
    return [
        *_agreement("L1C and L2A of the same pixels agree", before, after),
        *_agreement("L1C and its mirror image agree", before, mirrored),
    ]


def judge_known(classifier: TileClassifier, scenes: Sequence[Scene]) -> list[Share]:
    """Judge the tiles of which something is known, in the half of every scene that no training has seen."""
    known = cut_tiles(iter(scenes), "measure")
    answers = ask(classifier, known.images)
    dry = ~known.strange & ~known.allowed[:, WATER].any(axis=1)
    sea = ~known.strange & ~known.allowed[:, ~WATER].any(axis=1)
    wet = WATER[answers.classes]
    return [
        _share("dry land is called water and not flagged", wet & ~answers.flagged, dry),
        _share("cloud, shadow, snow or desert is not flagged", ~answers.flagged, known.strange),
        _share("open sea is called water", wet, sea),
    ]


def agree_densely(classifier: TileClassifier, dense: DenseNetwork, scenes: Sequence[Scene]) -> list[Share]:
    """Compare the classes of scenes seen at once with those of their tiles."""
    whole, single = [], []
    for scene in scenes:
        rows, cols = (length // TILE_SIZE for length in scene.valid.shape)
        inside = (slice(rows * TILE_SIZE), slice(cols * TILE_SIZE))
        if rows * cols < 4 or not scene.valid[inside].all():
            continue
        images = tiles(scene, TILE_SIZE)
        probabilities, energy = dense.classify(scene.grey[inside])
        whole.append(judge(images, probabilities.reshape(len(images), -1), energy.ravel(), classifier.card.thresholds))
        single.append(ask(classifier, images))
    return _agreement("a scene at once and tile by tile agree", _join(single), _join(whole))


def tiles(scene: Scene, step: int) -> Images:
    """Cut `scene` into tiles ``(n, 64, 64, 3)`` every `step` pixels, row by row."""
    rows, cols = scene.valid.shape
    corners = [(y, x) for y in range(0, rows - TILE_SIZE + 1, step) for x in range(0, cols - TILE_SIZE + 1, step)]
    return np.stack([scene.grey[y : y + TILE_SIZE, x : x + TILE_SIZE] for y, x in corners])


def write_table(table: dict[str, list[Share]], path: Path) -> Path:
    """Write one row per network and figure, with Wilson's interval; return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["network", "figure", "share", "low", "high", "tiles", "of"])
        for name, shares in table.items():
            for share in shares:
                low, high = wilson_interval(share.count, share.total) if share.total else (0.0, 1.0)
                rate = share.count / share.total if share.total else float("nan")
                writer.writerow(
                    [name, share.what, *(f"{value:.3f}" for value in (rate, low, high)), share.count, share.total]
                )
    return path


def _agreement(what: str, one: Answers, other: Answers) -> list[Share]:
    same, sure = one.classes == other.classes, ~one.flagged
    return [_share(what, same, np.ones_like(same)), _share(f"{what}, where not flagged", same, sure)]


def _share(what: str, so: Bools, among: Bools) -> Share:
    return Share(what, int((so & among).sum()), int(among.sum()))


def _join(answers: Sequence[Answers]) -> Answers:
    return Answers(np.concatenate([a.classes for a in answers]), np.concatenate([a.flagged for a in answers]))


def _same(images: Images) -> Images:
    return images


def _mirror(images: Images) -> Images:
    return np.ascontiguousarray(images[:, :, ::-1])


if __name__ == "__main__":
    sys.exit(main())
