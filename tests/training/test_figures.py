# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from training.dataset import Samples
from training.figures import draw_confusion, draw_curves, draw_predictions, draw_reliability, save


def test_curves_show_every_epoch_of_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1.4,0.4,2.0\n1,0.6,1.2,0.7,1.1\n")

    figure = draw_curves(log)

    loss, accuracy = figure.axes
    assert list(loss.lines[1].get_xdata()) == [1, 2]
    assert list(loss.lines[1].get_ydata()) == [2.0, 1.1]
    assert list(accuracy.lines[0].get_ydata()) == [0.5, 0.6]


def test_epochs_without_a_look_at_validation_are_left_out(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1.4,NA,NA\n1,0.6,1.2,0.7,1.1\n")

    loss, _ = draw_curves(log).axes

    assert list(loss.lines[0].get_xdata()) == [1, 2]
    assert list(loss.lines[1].get_xdata()) == [2]


def test_confusion_shows_the_counts_and_leaves_zeros_empty() -> None:
    probabilities = np.eye(10)[[3, 7]]

    figure = draw_confusion(np.array([3, 3]), probabilities, "made up")

    assert sorted(text.get_text() for text in figure.axes[0].texts if text.get_text()) == ["1", "1"]


def test_twenty_pictures_show_two_of_each_class_and_the_wrong_ones_in_red() -> None:
    labels = np.repeat(np.arange(10), 3)
    samples = Samples(np.full((30, 64, 64, 3), 90, dtype=np.uint8), labels, ("x",) * 30)
    predicted = np.where(labels == 4, 5, labels)

    figure = draw_predictions(samples, np.eye(10)[predicted], "made up")

    titles = [axes.title for axes in figure.axes]
    assert len(titles) == 20
    assert [title.get_text() for title in titles if title.get_color() == "red"] == ["Industrial\n→ Pasture 100%"] * 2


def test_figures_are_saved_as_pictures_where_no_folder_was(tmp_path: Path) -> None:
    figure = draw_reliability(np.array([3, 3]), np.eye(10)[[3, 7]] * 0.9 + 0.01, "made up")

    path = save(figure, tmp_path / "new" / "reliability.png")

    assert Image.open(path).format == "PNG"
