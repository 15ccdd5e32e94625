# SPDX-License-Identifier: GPL-2.0-or-later
"""Make the int8 variant of an exported network: ``python -m training.quantize fast``.

QDQ form: activations are unsigned bytes, weights signed bytes with a scale for each channel; the first convolution,
which sees the grey levels, and all from the pooled features on stay in float. Scales come from training pictures. The
variant is kept only if its figures on validation pictures allow it. --ship gives it temperature and thresholds of its
own, puts it beside the network it is made from, and writes docs/training/int8.csv: how alike both answer (likeness.py).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import process_time

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from scipy.special import logsumexp

from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.network.model_card import METADATA_KEY, ModelCard, Thresholds
from training import catalogue, graph, likeness
from training.augmentation import simulate_surface_reflectance
from training.averages import choose_averages
from training.byte_padding import pad_bytes
from training.calibration import DECIMALS, FAMILIAR_SHARE, fit_temperature
from training.dataset import DataError, Images, Samples, load_parts
from training.dense_agreement import dense_of, measure_dense
from training.evaluate import classify, find_model
from training.export import measure_parts, read_commit
from training.pool import read_scenes
from training.settings import DOCS

PICTURES = 500
"""Training pictures that the scales come from."""

METHODS = {"minmax": CalibrationMethod.MinMax, "percentile": CalibrationMethod.Percentile}

MOST_LOST, LEAST_ALIKE = 0.001, 0.995
"""A variant is kept that is right on at most so many fewer validation pictures, and gives so many the same class."""

QUANTIZED = ("Conv", "Gemm", "MatMul", "Add", "Relu", "MaxPool", "Clip")
SUFFIX = "-int8"
ROLE = "{name} in int8, which the plugin takes for it on processors that gain by it"
MADE_FROM = "made_from_sha256"
"""Entry of the card's config: the file of the network that a variant was made from."""
SHARPNESS = "sharpness"
"""The tensor by which the graph multiplies logits: 1 / temperature."""

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
        before = open_classifier(path, "onnxruntime")
        split = before.card.data["split"]
        (calibration,), (val,) = load_parts(split, "train"), load_parts(split, "val")
        chosen = np.random.default_rng(0).choice(len(calibration.images), PICTURES, replace=False)
        with tempfile.TemporaryDirectory() as folder:
            made = quantize(path, calibration.images[np.sort(chosen)], Path(folder), options.method)
            found = compare(before, open_classifier(made, "onnxruntime"), val.images, val.labels)
            print(f"{made.stem} ({options.method}), {split}-val, {found.line()}")
            if found.keeps and options.ship:
                ship(before, made, found, val, path.parent)
    except (DataError, EuroSatError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if not found.keeps:
        print(f"It is not kept: {MOST_LOST:.1%} may be lost, {LEAST_ALIKE:.1%} must be alike.", file=sys.stderr)
    return 0 if found.keeps else 1


def ship(before: TileClassifier, made: Path, found: Comparison, val: Samples, folder: Path) -> None:
    """Give the variant `made` of `before` its own card, measure it, and put it into `folder`."""
    proto = onnx.load(str(made))
    card = calibrate(proto, before, val)
    (test,) = load_parts(card.data["split"], "test")
    config = {
        **card.config,
        "role": ROLE.format(name=before.card.name),
        MADE_FROM: before.model_sha256,
        "int8": found.line(),
        catalogue.MILLISECONDS: round(graph.time_picture(proto, val.images), 3),
    }
    metrics = measure_parts(proto, card.data["split"], {"val": val, "test": test}, card.averages)
    _write_card(made, proto, replace(card, metrics=metrics, config=config, commit=read_commit()))
    config[catalogue.DENSE] = counts = measure_dense(made)
    card = replace(card, dense=dense_of(counts, card.config["padding"], proto))
    placed = folder / made.name
    _write_card(placed, proto, replace(card, metrics=metrics, config=config, commit=read_commit()))
    print(f"Wrote {placed}, and {catalogue.write(folder)} from the cards of all models beside it.")
    everywhere = likeness.compare_everywhere(before, open_classifier(placed), val, list(read_scenes()))
    print(likeness.write_table(everywhere, DOCS / "int8.csv").read_text(encoding="utf-8"), end="")


def calibrate(proto: onnx.ModelProto, before: TileClassifier, val: Samples) -> ModelCard:
    """Choose temperature and thresholds of the variant `proto` of `before` on `val`; return its card.

    It doubts as many pictures as the network does: where accuracy crosses a limit is a matter of a few pictures, and
    the maps of both are to be read alike.
    """
    card = ModelCard.from_json(_metadata(proto)[METADATA_KEY])
    ask = partial(graph.run, proto)
    temperature = fit_temperature(_logits(*ask(val.images), card.temperature), val.labels)
    for tensor in proto.graph.initializer:
        if tensor.name == SHARPNESS:
            tensor.CopyFrom(numpy_helper.from_array(np.array(1.0 / temperature, dtype=np.float32), SHARPNESS))
    probabilities, energy = ask(val.images)
    hazeless = simulate_surface_reflectance(val.images, np.random.default_rng(card.seed))
    known = np.concatenate([energy, ask(hazeless)[1]])
    doubted = (classify(before, val.images).max(axis=1) < card.thresholds.confidence).mean()
    thresholds = Thresholds(
        confidence=round(float(np.quantile(probabilities.max(axis=1), doubted)), DECIMALS),
        energy=round(float(np.quantile(known, FAMILIAR_SHARE)), DECIMALS),
        bright_share=card.thresholds.bright_share,
    )
    print(f"Temperature {temperature:.4f}, {thresholds}.")
    averages = choose_averages(ask, val, thresholds)
    return replace(card, temperature=temperature, thresholds=thresholds, averages=averages)


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
    variant = onnx.load(str(made))
    print(f"Paddings that are laid around bytes: {pad_bytes(variant)}.")
    _write_card(made, variant, replace(card, name=f"{card.name}{SUFFIX}", metrics={}))
    return made


def nodes_in_float(proto: onnx.ModelProto) -> list[str]:
    """Return the nodes that stay in float: the first convolution and all before it, and all after the last one.

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


def _logits(
    probabilities: npt.NDArray[np.float32], energy: npt.NDArray[np.float32], temperature: float
) -> npt.NDArray[np.float64]:
    """Return the logits ``(n, 10)`` of which the graph made probabilities and energy."""
    shifted = temperature * np.log(np.maximum(probabilities.astype(np.float64), np.finfo(np.float32).tiny))
    logits: npt.NDArray[np.float64] = shifted - logsumexp(shifted, axis=1, keepdims=True) - energy[:, None]
    return logits


def _metadata(proto: onnx.ModelProto) -> dict[str, str]:
    return {entry.key: entry.value for entry in proto.metadata_props}


def _write_card(path: Path, proto: onnx.ModelProto, card: ModelCard) -> None:
    onnx.helper.set_model_props(proto, {**_metadata(proto), METADATA_KEY: card.to_json()})
    onnx.save(proto, str(path))


if __name__ == "__main__":
    raise SystemExit(main())
