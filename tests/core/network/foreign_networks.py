# SPDX-License-Identifier: GPL-2.0-or-later
"""Networks of other people: small ones, with the keys of Deepness or an item of MLM."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.classifier import NumpyTileClassifier, OnnxTileClassifier
from eurosat_plugin.core.network.model_card import ModelCard
from eurosat_plugin.core.network.onnx_card import card_of
from eurosat_plugin.core.network.onnx_file import parse_model
from tests.core.network.onnx_writer import scene_classifier

CLASSIFIERS = [OnnxTileClassifier, NumpyTileClassifier]
MODELS = Path(__file__).parents[3] / "models"

THREE = np.array([[3.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 0.0, 3.0]])
"""The class is that of the band with the highest mean."""
DEEPNESS = {
    "class_names": json.dumps({"0": "reddish", "1": "greenish", "2": "bluish"}),
    "standardization_mean": "[0.5, 0.5, 0.5]",
    "standardization_std": "[0.25, 0.25, 0.5]",
    "tile_size": "32",
    "resolution": "1000",
}
BANDS = ("B02", "B03", "B04", "B08")
NAMES = [f"Cover {letter}" for letter in "ABCDEFGHIJKL"]


def deepness(**changes: str) -> bytes:
    """Return a network with the keys of Deepness, but for `changes`; one that is empty is left out."""
    metadata = {key: value for key, value in {**DEEPNESS, **changes}.items() if value}
    return scene_classifier(THREE, "NHWC", 32, metadata)


def item(**changes: Any) -> dict[str, Any]:
    """Return an item of a network of 12 classes and four bands, 128 pixels wide, with `changes` of its input."""
    image = {
        "name": "image",
        "bands": [{"name": band} for band in BANDS],
        "input": {
            "shape": [-1, 4, 128, 128],
            "dim_order": ["batch", "channel", "height", "width"],
            "data_type": "float32",
        },
        "value_scaling": [{"type": "z-score", "mean": 100.0 * i, "stddev": 1000.0} for i in range(1, 5)],
        "resize_type": None,
        "pre_processing_function": None,
    }
    classes = [{"value": i, "name": name, "color_hint": f"0000{i:02X}"} for i, name in enumerate(NAMES)]
    output = {"name": "scores", "tasks": ["scene-classification"], "classification:classes": classes}
    return {
        "type": "Feature",
        "properties": {"mlm:name": "cover", "mlm:input": [{**image, **changes}], "mlm:output": [output]},
        "assets": {},
    }


def twelve(**options: Any) -> bytes:
    """Return the network of `item`, made with other `options` of the writer."""
    return scene_classifier(np.random.default_rng(1).normal(size=(4, 12)), **{"size": 128, "last": "", **options})


def by_item(described: dict[str, Any], content: bytes = b"") -> ModelCard:
    """Return the card that the item `described` makes of a network."""
    return card_of(parse_model(content or twelve(), "cover.onnx"), json.dumps(described))


def refused(described: dict[str, Any], content: bytes = b"") -> str:
    """Return the sentence in which that item is refused."""
    with pytest.raises(ModelError) as caught:
        by_item(described, content)
    sentence = str(caught.value)
    assert sentence.isprintable()
    assert sentence.endswith(".")
    return sentence
