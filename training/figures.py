# SPDX-License-Identifier: GPL-2.0-or-later
"""Draw a run: ``python -m training.figures fast``.

``curves.png`` comes from the log of the run; ``confusion.png`` and ``reliability.png`` from the exported file, on
the part of the split that its card is judged by: these go to docs/training/fast/. ``predictions.png`` shows twenty
pictures of that part, with the true and the predicted class; it stays in build/training/fast/, as all pictures of the
data set do. ``report.txt`` has precision, recall and F1 of each class. A variant, such as
``--file models/fast-int8.onnx``, has a folder of its own name and no curves.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import open_classifier
from training.catalogue import measured
from training.dataset import DataError, Samples, load_parts
from training.evaluate import classify, find_model
from training.metrics import Floats, Labels, confusion, measure, reliability, report
from training.settings import DOCS, SETTINGS, run_folder

PICKED = 20
"""Seed that picks the pictures shown."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=sorted(SETTINGS))
    parser.add_argument(
        "--file", type=Path, help="the exported file, or a variant of it; models/MODEL.onnx if left out"
    )
    options = parser.parse_args(arguments)
    folder, docs = run_folder(options.model), DOCS / (options.file.stem if options.file else options.model)
    name = docs.name
    try:
        classifier = open_classifier(options.file or find_model(options.model))
        split, part = measured(classifier.card)["split"].split("-")
        (samples,) = load_parts(split, part)
        probabilities = classify(classifier, samples.images)
        title = f"{name} on {split}-{part}"
        drawn = [
            # A variant has had no run of its own.
            *([save(draw_curves(folder / "log.csv"), docs / "curves.png")] if name == options.model else []),
            save(draw_confusion(samples.labels, probabilities, title), docs / "confusion.png"),
            save(draw_reliability(samples.labels, probabilities, title), docs / "reliability.png"),
            save(draw_predictions(samples, probabilities, title), folder / "predictions.png"),
        ]
        (docs / "report.txt").write_text(report(samples.labels, probabilities), encoding="utf-8")
    except (DataError, EuroSatError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print("Wrote " + ", ".join(map(str, drawn)) + ".")
    return 0


def draw_curves(log: Path) -> Figure:
    """Draw loss and accuracy by epoch from a run's ``log.csv``."""
    with log.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    for axes, name in zip(figure.subplots(1, 2), ("loss", "accuracy")):
        for column, label in ((name, "train, augmented"), (f"val_{name}", "validation")):
            # Validation is not looked at after every epoch.
            told = [(int(row["epoch"]) + 1, float(row[column])) for row in rows if row[column] != "NA"]
            axes.plot(*zip(*told), label=label)
        axes.set(xlabel="epoch", ylabel=name)
        axes.grid(alpha=0.3)
        axes.legend()
    return figure


def draw_confusion(labels: Labels, probabilities: Floats, title: str) -> Figure:
    """Draw the confusion matrix, coloured by the share of the true class."""
    counts = confusion(labels, probabilities)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(7.5, 6.5), layout="constrained")
    axes: Axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0.0, vmax=1.0)
    for (row, col), count in np.ndenumerate(counts):
        color = "white" if shares[row, col] > 0.5 else "black"
        axes.text(col, row, str(count or ""), ha="center", va="center", color=color)
    names = [land_cover.name for land_cover in CLASSES]
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="predicted", ylabel="true", title=title)
    return figure


def draw_reliability(labels: Labels, probabilities: Floats, title: str) -> Figure:
    """Draw accuracy against confidence per bin, above how many pictures are in each."""
    bins = reliability(labels, probabilities)
    edges = np.linspace(0.0, 1.0, len(bins.count) + 1)
    figure = Figure(figsize=(5.5, 6), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    above.plot([0, 1], [0, 1], color="grey", linestyle=":", label="perfect calibration")
    above.plot(bins.confidence, bins.accuracy, marker="o", label="network")
    error = measure("", labels, probabilities).ece
    above.set(ylabel="accuracy", ylim=(0, 1.02), title=f"{title}, calibration error {error:.4f}")
    above.legend(loc="upper left")
    below.stairs(bins.count, edges, fill=True, alpha=0.6)
    below.set(xlabel="confidence", ylabel="pictures", yscale="symlog", xlim=(0, 1))
    return figure


def draw_predictions(samples: Samples, probabilities: Floats, title: str) -> Figure:
    """Draw twenty pictures, two of each class, with true and predicted class; wrong ones in red."""
    rng = np.random.default_rng(PICKED)
    rows = [row for c in CLASSES for row in rng.choice(np.flatnonzero(samples.labels == c.id), 2, replace=False)]
    figure = Figure(figsize=(11, 10), layout="constrained")
    figure.suptitle(title)
    for axes, row in zip(figure.subplots(4, 5).flat, rows):
        true, predicted = CLASSES[samples.labels[row]], CLASSES[int(probabilities[row].argmax())]
        axes.imshow(samples.images[row])
        axes.set_title(
            f"{true.name}\n→ {predicted.name} {probabilities[row].max():.0%}",
            fontsize=8,
            color="black" if true is predicted else "red",
        )
        axes.axis("off")
    return figure


def save(figure: Figure, path: Path) -> Path:
    """Save `figure` as PNG and return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=130)
    return path


if __name__ == "__main__":
    sys.exit(main())
