# SPDX-License-Identifier: GPL-2.0-or-later
"""Compare networks on the same test pictures: ``python -m training.comparison``.

Takes every file of models/ and build/preview/ whose card speaks of the split, and writes docs/training/comparison.csv
(accuracy, cost, McNemar's test against the seed's network) and frontier.png (accuracy against multiply-adds and against
time).
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.stats import binomtest

from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from training.dataset import DataError, load_parts
from training.evaluate import classify, time_classifiers
from training.figures import save
from training.metrics import Floats, Labels, Metrics, measure
from training.settings import DOCS, MODELS, PREVIEW

REFERENCE = "seed"
TIMED_PICTURES = 256
TICKS = (20, 40, 60, 80, 100, 150, 200)
"""Of the chart, in million multiply-adds."""

COLUMNS = (
    *("network", "accuracy", "low", "high", "macro_f1", "ece", "parameters", "mmac", "time_of_seed"),
    *("right_where_seed_is_not", "wrong_where_seed_is_right", "mcnemar_p"),
)


@dataclass(frozen=True)
class Rival:
    """One network of the comparison; `p_value` is McNemar's against the reference, None for the reference itself.

    `only_this` and `only_reference` count the pictures that one of the two gets right and the other does not.
    """

    name: str
    parameters: int
    macs: int
    metrics: Metrics
    milliseconds: float
    only_this: int
    only_reference: int
    p_value: float | None


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("aitlas", "spatial"), default="aitlas")
    options = parser.parse_args(arguments)
    try:
        classifiers = open_classifiers([*sorted(MODELS.glob("*.onnx")), *sorted(PREVIEW.glob("*.onnx"))], options.split)
        (test,) = load_parts(options.split, "test")
        answers = [classify(classifier, test.images) for classifier in classifiers]
        speeds = time_classifiers(classifiers, test.images[:TIMED_PICTURES])
        rivals = compare(classifiers, answers, test.labels, f"{options.split}-test", speeds)
        suffix = "" if options.split == "aitlas" else f"_{options.split}"
        table = write_table(rivals, DOCS / f"comparison{suffix}.csv")
        chart = save(draw_frontier(rivals), DOCS / f"frontier{suffix}.png")
    except (DataError, EuroSatError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(table.read_text(encoding="utf-8"), end="")
    print(f"Wrote {table} and {chart}.")
    return 0


def open_classifiers(paths: Sequence[Path], split: str) -> list[TileClassifier]:
    """Open the files trained on `split`, each name once; :raises DataError: when there are none."""
    found: dict[str, TileClassifier] = {}
    for path in paths:
        classifier = open_classifier(path, "onnxruntime")
        if classifier.card.data.get("split") == split:
            found.setdefault(classifier.card.name, classifier)
    if not found:
        raise DataError(f"No file in {MODELS}/ or {PREVIEW}/ was trained on the {split} split; export one first.")
    return list(found.values())


def compare(
    classifiers: Sequence[TileClassifier],
    answers: Sequence[Floats],
    labels: Labels,
    part: str,
    speeds: dict[str, float],
) -> list[Rival]:
    """Measure every network, and test each against the reference where it takes part; the best comes first."""
    right = {c.card.name: answer.argmax(axis=1) == labels for c, answer in zip(classifiers, answers)}
    reference = right.get(REFERENCE)
    rivals = []
    for classifier, answer in zip(classifiers, answers):
        card, own = classifier.card, right[classifier.card.name]
        mine = theirs = 0
        if reference is not None:
            mine, theirs = int((own & ~reference).sum()), int((~own & reference).sum())
        p_value = mcnemar(mine, theirs) if reference is not None and card.name != REFERENCE else None
        metrics = measure(part, labels, answer)
        rivals.append(Rival(card.name, card.parameters, card.macs, metrics, speeds[card.name], mine, theirs, p_value))
    return sorted(rivals, key=lambda rival: -rival.metrics.accuracy)


def mcnemar(only_first: int, only_second: int) -> float:
    """Return the exact two-sided p-value of McNemar's test on the pictures that only one gets right."""
    total = only_first + only_second
    return float(binomtest(only_first, total).pvalue) if total else 1.0


def write_table(rivals: Sequence[Rival], path: Path) -> Path:
    """Write one row per network and return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    times = {rival.name: rival.milliseconds for rival in rivals}
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(COLUMNS)
        for rival in rivals:
            m = rival.metrics
            figures = [f"{value:.4f}" for value in (m.accuracy, *m.interval, m.macro_f1, m.ece)]
            ratio = f"{rival.milliseconds / times[REFERENCE]:.2f}" if REFERENCE in times else ""
            tested = ["", "", ""]
            if rival.p_value is not None:
                tested = [str(rival.only_this), str(rival.only_reference), f"{rival.p_value:.1e}"]
            table.writerow([rival.name, *figures, rival.parameters, f"{rival.macs / 1e6:.1f}", ratio, *tested])
    return path


def draw_frontier(rivals: Sequence[Rival]) -> Figure:
    """Draw accuracy with its interval against multiply-adds and against the time of a tile, side by side."""
    figure = Figure(figsize=(10.0, 4.2), layout="constrained")
    by_work, by_time = figure.subplots(1, 2, sharey=True)
    slowest = max(rival.milliseconds for rival in rivals)
    _draw_against(by_work, rivals, [rival.macs / 1e6 for rival in rivals])
    _draw_against(by_time, rivals, [rival.milliseconds / slowest for rival in rivals])
    by_work.set(
        xlabel="million multiply-adds a tile",
        ylabel="accuracy in %, 95 % interval",
        xscale="log",
        xticks=TICKS,
        xticklabels=map(str, TICKS),
    )
    by_work.minorticks_off()
    by_time.set(xlabel="time of a tile over the slowest, onnxruntime, one thread", xlim=(0.0, 1.2))
    figure.suptitle(f"{rivals[0].metrics.split}, {rivals[0].metrics.n:,} pictures")
    return figure


def _draw_against(axes: Axes, rivals: Sequence[Rival], costs: Sequence[float]) -> None:
    for number, (rival, cost) in enumerate(zip(rivals, costs)):
        accuracy, (low, high) = rival.metrics.accuracy, rival.metrics.interval
        axes.errorbar(cost, 100 * accuracy, [[100 * (accuracy - low)], [100 * (high - accuracy)]], fmt="o", capsize=4)
        below = cost in costs[:number]  # the same network in other numbers does the same work
        axes.annotate(
            f" {rival.name}", (cost, 100 * accuracy), xytext=(5, -14 if below else 5), textcoords="offset points"
        )
    axes.margins(x=0.15)
    axes.grid(alpha=0.3, which="both")


if __name__ == "__main__":
    sys.exit(main())
