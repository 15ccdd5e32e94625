# SPDX-License-Identifier: GPL-2.0-or-later
"""Networks that others learn from: their answers say more than the label, which classes a picture is like.

Distillation (Hinton et al. 2015) on the very view that the student gets (Beyer et al. 2022), with one difference: the
teachers see it as published, the student as another product would show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.tiles.window_classifier import dihedral_views
from training.dataset import DataError, Images
from training.settings import MODELS, PREVIEW

Floats = npt.NDArray[np.float32]


class Teachers:
    """The exported networks `names`, which all were trained on the train part of `split`.

    :raises DataError: when one is missing, or has seen pictures that the student is tested with.
    """

    def __init__(self, names: Sequence[str], split: str) -> None:
        self._classifiers = [open_classifier(find_file(name), "onnxruntime") for name in names]
        for classifier in self._classifiers:
            if classifier.card.data.get("split") != split:
                raise DataError(f"{classifier.card.name} was not trained on the {split} split and cannot teach there.")

    def answer(self, images: Images) -> Floats:
        """Return the mean of the teachers' probabilities ``(n, 10)`` for `images` ``(n, 64, 64, 3)``."""
        return np.asarray(np.mean([_answer(classifier, images) for classifier in self._classifiers], axis=0))

    def answer_all_views(self, images: Images) -> Floats:
        """Return the mean of the answers to the eight turned and mirrored views of `images`, ``(n, 10)``."""
        return np.asarray(np.mean([self.answer(view) for view in dihedral_views(images)], axis=0))


def find_file(name: str) -> Path:
    """Return the exported file of network `name`; :raises DataError: when there is none."""
    paths = [folder / f"{name}.onnx" for folder in (MODELS, PREVIEW)]
    for path in paths:
        if path.is_file():
            return path
    raise DataError(f"There is neither {paths[0]} nor {paths[1]} to learn from; run make train MODEL={name} first.")


def _answer(classifier: TileClassifier, images: Images) -> Floats:
    """Return the probabilities before calibration, which are less sharp and say more of the other classes."""
    calibrated = classifier.classify(images).probabilities
    soft = np.maximum(calibrated, np.finfo(np.float32).tiny) ** np.float32(classifier.card.temperature)
    return np.asarray(soft / soft.sum(axis=1, keepdims=True))
