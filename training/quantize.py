# SPDX-License-Identifier: GPL-2.0-or-later
"""Make the int8 variant of an exported network: ``python -m training.quantize fast``.

QDQ form: activations are unsigned bytes, weights signed bytes with a scale for each channel; the first convolution,
which sees the grey levels, and all from the pooled features on stay in float. Scales come from training pictures. The
variant is kept only if its figures on validation pictures allow it; --ship puts it beside the network it is made from.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

import numpy as np
import numpy.typing as npt
import onnx
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)

from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.network.model_card import METADATA_KEY, ModelCard
from training.dataset import DataError, Images, load_parts
from training.evaluate import classify, find_model
from training.metrics import measure
from training.settings import MODELS

SPLIT = "aitlas"
PICTURES = 500
"""Training pictures that the scales come from."""

METHODS = {"minmax": CalibrationMethod.MinMax, "percentile": CalibrationMethod.Percentile}

MOST_LOST, LEAST_ALIKE = 0.001, 0.995
"""A variant is kept that is right on at most so many fewer validation pictures, and gives so many the same class."""

QUANTIZED = ("Conv", "Gemm", "MatMul", "Add", "Relu", "MaxPool", "Clip")
SUFFIX = "-int8"
ROUNDS, BATCH = 5, 64


@dataclass(frozen=True)
class Comparison:
    """The variant against its network, on validation pictures; `time` is processor time over that of the network."""

    pictures: int
    accuracy: float
    accuracy_before: float
    alike: float
    time: float

    @property
    def keeps(self) -> bool:
        """Whether the variant may take the network's place."""
        return self.accuracy_before - self.accuracy <= MOST_LOST and self.alike >= LEAST_ALIKE

    def line(self) -> str:
        """Return all of it in a line."""
        return (
            f"{self.pictures} pictures: accuracy {self.accuracy:.4f} instead of {self.accuracy_before:.4f}, the same "
            f"class on {self.alike:.2%}, {self.time:.2f} of the time"
        )


class _Pictures(CalibrationDataReader):
    """Shows pictures ``(n, 64, 64, 3)`` to a network, a few at a time."""

    def __init__(self, name: str, images: Images, at_once: int = 25) -> None:
        self._name = name
        self._parts: Iterator[Images] = iter(np.array_split(images, max(1, len(images) // at_once)))

    def get_next(self) -> dict[str, npt.NDArray[np.float32]] | None:
        part = next(self._parts, None)
        return None if part is None else {self._name: np.moveaxis(part, -1, 1).astype(np.float32)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit status: 1 when the variant may not take the network's place."""
    parser = argparse.ArgumentParser(prog="python -m training.quantize", description=__doc__)
    parser.add_argument("model", help="name of a network in models/, or a file")
    parser.add_argument("--method", choices=sorted(METHODS), default="minmax", help="how scales are found")
    parser.add_argument("--ship", action="store_true", help="write the variant beside the network if it is kept")
    options = parser.parse_args(arguments)
    path = find_model(options.model)
    try:
        (calibration,), (validation,) = load_parts(SPLIT, "train"), load_parts(SPLIT, "val")
        chosen = np.random.default_rng(0).choice(len(calibration.images), PICTURES, replace=False)
        with tempfile.TemporaryDirectory() as folder:
            made = quantize(path, calibration.images[np.sort(chosen)], Path(folder), options.method)
            before, after = open_classifier(path, "onnxruntime"), open_classifier(made, "onnxruntime")
            found = compare(before, after, validation.images, validation.labels)
            print(f"{after.card.name} ({options.method}), {SPLIT}-val, {found.line()}")
            if found.keeps and options.ship:
                placed = MODELS / made.name
                _describe(made, after.card, found, after, validation.images, validation.labels)
                placed.write_bytes(made.read_bytes())
                print(f"Written to {placed}")
    except (DataError, EuroSatError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if not found.keeps:
        print(f"It is not kept: {MOST_LOST:.1%} may be lost, {LEAST_ALIKE:.1%} must be alike.", file=sys.stderr)
    return 0 if found.keeps else 1


def quantize(path: Path, images: Images, folder: Path, method: str = "minmax") -> Path:
    """Write the int8 variant of the network in `path`, with a card of its own, to `folder`; return its file."""
    proto = onnx.load(str(path))
    made = folder / f"{path.stem}{SUFFIX}.onnx"
    quantize_static(
        str(path),
        str(made),
        _Pictures(proto.graph.input[0].name, images),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=list(QUANTIZED),
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=METHODS[method],
        nodes_to_exclude=nodes_in_float(proto),
    )
    card = ModelCard.from_json(_metadata(proto)[METADATA_KEY])
    _write_card(made, replace(card, name=f"{card.name}{SUFFIX}", metrics={}))
    return made


def nodes_in_float(proto: onnx.ModelProto) -> list[str]:
    """Return the nodes that stay in float: the first convolution and all before it, and all from the last one on.

    :raises ValueError: when nodes have no names to exclude them by.
    """
    nodes = list(proto.graph.node)
    if not all(node.name for node in nodes):
        raise ValueError("the nodes of the network have no names")
    places = [i for i, node in enumerate(nodes) if node.op_type == "Conv"]
    return [node.name for node in (*nodes[: places[0] + 1], *nodes[places[-1] + 1 :]) if node.op_type in QUANTIZED]


def compare(before: TileClassifier, after: TileClassifier, images: Images, labels: npt.NDArray[np.int64]) -> Comparison:
    """Hold the variant `after` against its network on `images` with `labels`."""
    ours, theirs = classify(after, images), classify(before, images)
    alike = float((ours.argmax(axis=1) == theirs.argmax(axis=1)).mean())
    right, right_before = (float((answers.argmax(axis=1) == labels).mean()) for answers in (ours, theirs))
    return Comparison(len(images), right, right_before, alike, _time(after, images) / _time(before, images))


def _time(classifier: TileClassifier, images: Images) -> float:
    """Return the shortest processor time for a batch of some rounds."""
    seconds = []
    for _ in range(ROUNDS):
        begun = process_time()
        classifier.classify(images[:BATCH])
        seconds.append(process_time() - begun)
    return min(seconds)


def _describe(
    path: Path,
    card: ModelCard,
    found: Comparison,
    classifier: TileClassifier,
    images: Images,
    labels: npt.NDArray[np.int64],
) -> None:
    """Write the figures of the variant into its card."""
    name = f"{SPLIT}-val"
    figures = measure(name, labels, classify(classifier, images)).as_dict()
    _write_card(path, replace(card, metrics={name: figures}, config={**card.config, "int8": found.line()}))


def _metadata(proto: onnx.ModelProto) -> dict[str, str]:
    return {entry.key: entry.value for entry in proto.metadata_props}


def _write_card(path: Path, card: ModelCard) -> None:
    proto = onnx.load(str(path))
    onnx.helper.set_model_props(proto, {**_metadata(proto), METADATA_KEY: card.to_json()})
    onnx.save(proto, str(path))


if __name__ == "__main__":
    raise SystemExit(main())
