# SPDX-License-Identifier: GPL-2.0-or-later
"""What other programs must know of a model: a STAC item with the Machine Learning Model extension beside each file.

It says nothing that the card inside the file does not say, in the words of https://github.com/stac-extensions/mlm.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import onnx

from eurosat_plugin.core.classes import class_by_key
from eurosat_plugin.core.network.model_card import METADATA_KEY, ModelCard
from eurosat_plugin.core.product.radiometry import SATURATION_DN

SCHEMA = "https://stac-extensions.github.io/mlm/v1.5.0/schema.json"
CLASSIFICATION = "https://stac-extensions.github.io/classification/v2.0.0/schema.json"
ARCHITECTURES = {
    "fast": "plain convolutional network",
    "accurate": "plain convolutional network",
    "lite": "EfficientNet-Lite0",
    "seed": "plain convolutional network",
}
DIMENSIONS = {"NCHW": ["batch", "channel", "height", "width"], "NHWC": ["batch", "height", "width", "channel"]}


def write(path: Path) -> Path:
    """Write the item of the model file `path` beside it and return its path, such as ``models/fast.mlm.json``."""
    item = path.with_suffix(".mlm.json")
    item.write_text(json.dumps(describe(path), indent=1) + "\n", encoding="utf-8")
    return item


def describe(path: Path) -> dict[str, Any]:
    """Return the STAC item of the model file `path`."""
    proto = onnx.load(path)
    card = ModelCard.from_json({entry.key: entry.value for entry in proto.metadata_props}[METADATA_KEY])
    pretrained = str(card.data.get("pretrained", "")) or None
    return {
        "type": "Feature",
        "stac_version": "1.1.0",
        "stac_extensions": [SCHEMA, CLASSIFICATION],
        "id": f"eurosat-{card.name}-{card.version}",
        "geometry": None,
        "properties": {
            "title": f"EuroSAT Land Cover, {card.name} {card.version}",
            "description": str(card.config.get("role", "")),
            "datetime": None,
            "start_datetime": "2015-06-01T00:00:00Z",
            "end_datetime": "2017-12-31T00:00:00Z",
            "license": card.license,
            "mlm:name": card.name,
            "mlm:architecture": ARCHITECTURES.get(str(card.config.get("network")), "convolutional network"),
            "mlm:tasks": ["scene-classification"],
            "mlm:framework": "ONNX",
            "mlm:total_parameters": card.parameters,
            "mlm:pretrained": pretrained is not None,
            "mlm:pretrained_source": pretrained,
            "mlm:batch_size_suggestion": 32,
            "mlm:accelerator": None,
            "mlm:input": [_describe_input(proto, card)],
            "mlm:output": [_describe_output(output, card) for output in proto.graph.output],
        },
        "assets": {
            "model": {
                "href": f"./{path.name}",
                "type": "application/octet-stream; application=onnx",
                "title": "ONNX file with its model card",
                "roles": ["mlm:model", "mlm:weights"],
                "mlm:artifact_type": "onnx",
            }
        },
        "links": [],
    }


def _describe_input(proto: onnx.ModelProto, card: ModelCard) -> dict[str, Any]:
    """Describe what the network wants: grey levels, made of Level-1C digital numbers as EuroSAT's pictures were."""
    (image,) = proto.graph.input
    return {
        "name": image.name,
        "description": "Grey levels of Level-1C reflectance, red, green and blue, as EuroSAT's pictures have them.",
        "bands": [{"name": band} for band in card.bands],
        "input": {
            "shape": [-1, *(int(size.dim_value) for size in image.type.tensor_type.shape.dim[1:])],
            "dim_order": DIMENSIONS[card.layout],
            "data_type": "float32",
        },
        # One for all bands: with two, the first would be that of the first band.
        "value_scaling": [
            {
                "type": "processing",
                "format": "gdal-calc",
                "expression": f"rint(1 + clip(A, 0, {SATURATION_DN:g}) * 254 / {SATURATION_DN:g})",
            }
        ],
        "resize_type": None,
        "pre_processing_function": None,
    }


def _describe_output(output: onnx.ValueInfoProto, card: ModelCard) -> dict[str, Any]:
    sizes = [int(size.dim_value) or -1 for size in output.type.tensor_type.shape.dim]
    described: dict[str, Any] = {
        "name": output.name,
        "tasks": ["scene-classification"],
        "result": {"shape": sizes, "dim_order": ["batch", "class"][: len(sizes)], "data_type": "float32"},
        "post_processing_function": None,
    }
    if output.name == card.probabilities_output:
        described["classification:classes"] = [
            {
                "value": land_cover.id,
                "name": key,
                "description": land_cover.name,
                "color_hint": land_cover.color.lstrip("#"),
            }
            for key, land_cover in ((key, class_by_key(key)) for key in card.classes)
        ]
    elif len(sizes) > 1:
        described["tasks"] = ["similarity-search"]
        described["result"]["dim_order"] = ["batch", "channel"]
    return described
