# SPDX-License-Identifier: GPL-2.0-or-later
"""Recompute what the models' cards say, through the plugin's own classifier: ``python -m training.evaluate``.

Exits with 1 when a figure differs from the card in a digit that is printed. At the end the networks are timed
side by side, each against the seed's where it is among them.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.tiles.window_classifier import VIEWS, dihedral_views
from training.conditions import TTA, show
from training.dataset import DataError, Images, Samples, load_parts
from training.metrics import Floats, Metrics, confusion, measure, report
from training.settings import MODELS

BATCH = 64
TIMED_PICTURES, TIMED_ROUNDS = 256, 5
HALF_A_DIGIT = 0.5e-4
"""Figures are printed with four decimals."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", help="names such as fast, or .onnx files; all of models/ when left out")
    parser.add_argument("--backend", choices=("auto", "onnxruntime", "numpy"), default="auto")
    options = parser.parse_args(arguments)
    files = [find_model(model) for model in options.models] or sorted(MODELS.glob("*.onnx"))
    try:
        if not files:
            raise DataError(f"There are no models in {MODELS}/; run python -m training.export first.")
        classifiers = [open_classifier(path, options.backend) for path in files]
        parts = load_named_parts({name for classifier in classifiers for name in classifier.card.metrics})
        wrong = [problem for classifier in classifiers for problem in evaluate(classifier, parts)]
    except (DataError, EuroSatError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    compare_speed(classifiers, next(iter(parts.values())).images[:TIMED_PICTURES])
    for problem in wrong:
        print(problem, file=sys.stderr)
    print(f"{len(wrong)} figures differ from the cards." if wrong else "All figures are those of the cards.")
    return 1 if wrong else 0


def find_model(model: str) -> Path:
    """Return the file that `model` names: a path, or the name of one in models/."""
    return Path(model) if model.endswith(".onnx") else MODELS / f"{model}.onnx"


def load_named_parts(names: set[str]) -> dict[str, Samples]:
    """Load parts of splits by names such as ``aitlas-test``; conditions after a ``+`` do not matter."""
    parts: dict[str, Samples] = {}
    wholes = {name.partition("+")[0] for name in names}
    for split in sorted({name.split("-")[0] for name in wholes}):
        wanted = sorted(name for name in wholes if name.startswith(f"{split}-"))
        parts.update(zip(wanted, load_parts(split, *(name.split("-")[1] for name in wanted))))
    return parts


def evaluate(classifier: TileClassifier, parts: dict[str, Samples]) -> list[str]:
    """Print the figures on every part that the card names; return a sentence for each that differs."""
    card = classifier.card
    problems = []
    for name in sorted(card.metrics):
        part, _, condition = name.partition("+")
        samples = parts[part]
        probabilities = classify(classifier, samples.images, condition)
        metrics = measure(name, samples.labels, probabilities)
        print(f"\n{card.name} {card.version} ({classifier.backend}) on {name}, {metrics.n} pictures")
        print(f"accuracy {metrics.accuracy:.4f} ({metrics.interval[0]:.4f} to {metrics.interval[1]:.4f})")
        print(f"macro-F1 {metrics.macro_f1:.4f}, calibration error {metrics.ece:.4f}")
        if not condition:
            print(f"confusion matrix, true classes in rows:\n{confusion(samples.labels, probabilities)}")
            print(report(samples.labels, probabilities))
        problems += [f"{card.name}: {problem}" for problem in find_differences(metrics, card.metrics[name])]
    return problems


def classify(classifier: TileClassifier, images: Images, condition: str = "") -> Floats:
    """Return the probabilities ``(n, 10)`` of `images` ``(n, 64, 64, 3)`` under `condition`, in batches."""
    shown = show(images, condition)
    views = dihedral_views(shown) if condition == TTA else (shown,)
    mean = np.mean([_classify_batches(classifier, view) for view in views], axis=0)
    return classifier.card.average(1, VIEWS if condition == TTA else 1).calibrate(mean)


def find_differences(metrics: Metrics, recorded: dict[str, object]) -> list[str]:
    """Return a sentence for each figure of the card that is not the one just measured."""
    measured, claimed = _flatten(metrics.as_dict()), _flatten(recorded)
    return [
        f"{metrics.split} {key} is {measured.get(key)}, the card says {claimed.get(key)}."
        for key in sorted(measured.keys() | claimed.keys())
        if not _same(measured.get(key), claimed.get(key))
    ]


def compare_speed(classifiers: list[TileClassifier], images: Images) -> None:
    """Print milliseconds a tile, and the share of what the seed's network takes where it is among them."""
    medians = time_classifiers(classifiers, images)
    for name, milliseconds in medians.items():
        ratio = f", {milliseconds / medians['seed']:.2f} of the seed's" if "seed" in medians else ""
        print(f"{name}: {milliseconds:.2f} ms a tile{ratio}")


def time_classifiers(classifiers: list[TileClassifier], images: Images) -> dict[str, float]:
    """Return median milliseconds of processor time a tile in batches of :data:`BATCH`, by name.

    All on this machine, for the times that cards tell may be those of others; the networks take turns.
    """
    seconds = np.empty((TIMED_ROUNDS, len(classifiers)))
    for timed in range(TIMED_ROUNDS):
        for i, classifier in enumerate(classifiers):
            start = time.process_time()
            classify(classifier, images)
            seconds[timed, i] = time.process_time() - start
    return dict(zip((c.card.name for c in classifiers), np.median(seconds, axis=0) * 1000.0 / len(images)))


def _classify_batches(classifier: TileClassifier, images: Images) -> Floats:
    starts = range(0, len(images), BATCH)
    return np.concatenate([classifier.classify(images[start : start + BATCH]).probabilities for start in starts])


def _flatten(figures: dict[str, object], prefix: str = "") -> dict[str, object]:
    """Name every single figure: ``{"f1": {"Forest": 1.0}}`` becomes ``{"f1.Forest": 1.0}``."""
    flat: dict[str, object] = {}
    for key, value in figures.items():
        if isinstance(value, (list, tuple)):
            value = {str(i): item for i, item in enumerate(value)}
        flat.update(_flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value})
    return flat


def _same(a: object, b: object) -> bool:
    if isinstance(a, float) and isinstance(b, (float, int)):
        return abs(a - b) < HALF_A_DIGIT
    return a == b


if __name__ == "__main__":
    sys.exit(main())
