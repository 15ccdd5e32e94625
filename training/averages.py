# SPDX-License-Identifier: GPL-2.0-or-later
"""How means of several windows and views are to be read: ``python -m training.averages fast``.

With a stride below 64 a cell is the mean of 4, 16 or 64 windows that overlap by half or more, and eight views of
each may be averaged. A mean is less sure than its parts, and its energy varies less: temperature and thresholds of
single windows do not hold for it. So each mean gets its own, on val. The export does it for a new network; this command
does it for files that are there, whose weights it leaves as they are.

Val's pictures end where their tile ends. Their windows are those that see the cell in the middle of a tile, moved by at
most 16 (stride 32), 24 (stride 16) or 28 pixels (stride 8), and what they see beyond the edge is the picture mirrored
there: less than a half of a window's height and width, of the same land. Pictures laid side by side would have seams,
which look like roads, and real scenes have no labels. So val is kinder than real ground, whose neighbours differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx

from eurosat_plugin.core.network.model_card import METADATA_KEY, ModelCard, Thresholds
from eurosat_plugin.core.network.window_average import Average
from eurosat_plugin.core.tiles.window_classifier import VIEWS, dihedral_views
from training import catalogue, graph
from training.calibration import DECIMALS, Labels, choose_bright_share, fit_temperature
from training.conditions import TTA
from training.dataset import DataError, Images, Samples, load_parts
from training.dense_agreement import dense_of, measure_dense
from training.evaluate import find_model, load_named_parts
from training.metrics import Metrics, measure

OFFSETS = {4: (-16, 16), 16: (-24, -8, 8, 24), 64: (-28, -20, -12, -4, 4, 12, 20, 28)}
"""How far the windows lie from the tile in rows, and in columns: those that see the cell in its middle whole."""

Answers = tuple[npt.NDArray[np.floating[Any]], npt.NDArray[np.floating[Any]]]
"""Probabilities ``(n, 10)`` and energy ``(n,)``."""
Ask = Callable[[Images], Answers]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="+", help="names such as fast, or .onnx files")
    options = parser.parse_args(arguments)
    try:
        for path in map(find_model, options.models):
            recalibrate(path)
            print(f"Wrote {path}, and {catalogue.write(path.parent)} from the cards of all models beside it.")
    except (DataError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def recalibrate(path: Path) -> None:
    """Choose anew when a tile is bright and how means are read by the network in `path`, and measure what changes.

    Whether it may see scenes at once is looked up, too.
    """
    proto = onnx.load(path)
    card = ModelCard.from_json({entry.key: entry.value for entry in proto.metadata_props}[METADATA_KEY])
    ask = partial(graph.run, proto)
    (val,) = load_parts(card.data["split"], "val")
    thresholds = replace(card.thresholds, bright_share=choose_bright_share(val.images))
    averages = choose_averages(ask, val, thresholds)
    turned = [name for name in card.metrics if name.endswith(f"+{TTA}")]
    parts = load_named_parts(set(turned))
    measured = {name: measure_views(name, ask, parts[name.partition("+")[0]], averages).as_dict() for name in turned}
    counts = measure_dense(path)
    dense = dense_of(counts, card.config.get("padding", ""), proto) if counts else card.dense
    card = replace(card, thresholds=thresholds, averages=averages, dense=dense, metrics={**card.metrics, **measured})
    onnx.helper.set_model_props(proto, {METADATA_KEY: card.to_json()})
    path.write_bytes(proto.SerializeToString())


def choose_averages(ask: Ask, val: Samples, thresholds: Thresholds) -> tuple[Average, ...]:
    """Choose how the means of 4, 16 and 64 windows and of eight views of one are read; `ask` is the network."""
    single = ask(val.images)
    shown = {(count, 1): shifted_windows(val.images, count) for count in OFFSETS}
    shown[1, VIEWS] = dihedral_views(val.images)
    averages = tuple(
        choose_average(*count, average(map(ask, images)), single, val.labels, thresholds)
        for count, images in shown.items()
    )
    for chosen in averages:
        print(chosen)
    return averages


def choose_average(
    windows: int, views: int, mean: Answers, single: Answers, labels: Labels, thresholds: Thresholds
) -> Average:
    """Choose the temperature that fits the mean best, and thresholds that doubt as many pictures as with `single`."""
    temperature = fit_temperature(np.log(np.maximum(mean[0], np.finfo(np.float32).tiny)), labels)
    confidence = Average(windows, views, temperature, 0.0, 0.0).calibrate(mean[0]).max(axis=1)
    uncertain = float((single[0].max(axis=1) < thresholds.confidence).mean())
    unfamiliar = float((single[1] > thresholds.energy).mean())
    return Average(
        windows,
        views,
        temperature,
        round(float(np.quantile(confidence, uncertain)), DECIMALS),
        round(float(np.quantile(mean[1], 1.0 - unfamiliar)), DECIMALS),
    )


def shifted_windows(images: Images, count: int) -> Iterator[Images]:
    """Yield `images` ``(n, size, size, 3)`` as each of `count` windows sees them, mirrored beyond their edge."""
    size, margin = images.shape[1], max(OFFSETS[count])
    wide = np.pad(images, ((0, 0), (margin, margin), (margin, margin), (0, 0)), mode="symmetric")
    for row in OFFSETS[count]:
        for col in OFFSETS[count]:
            yield wide[:, margin + row : margin + row + size, margin + col : margin + col + size]


def average(answers: Iterator[Answers]) -> Answers:
    """Return the mean of `answers`, which are never all held at once."""
    probabilities, energy = (values.astype(np.float64) for values in next(answers))
    count = 1
    for more, other in answers:
        probabilities, energy, count = probabilities + more, energy + other, count + 1
    return probabilities / count, energy / count


def measure_views(name: str, ask: Ask, samples: Samples, averages: tuple[Average, ...]) -> Metrics:
    """Measure the mean of eight views of `samples`, read as `averages` say."""
    chosen = next(average for average in averages if (average.windows, average.views) == (1, VIEWS))
    probabilities, _ = average(map(ask, dihedral_views(samples.images)))
    return measure(name, samples.labels, chosen.calibrate(probabilities))


if __name__ == "__main__":
    sys.exit(main())
