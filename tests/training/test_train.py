# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from training.checkpoints import RunError
from training.dataset import Samples
from training.settings import SETTINGS, Cycle, Settings
from training.train import change, main, make_parser, train, train_once
from training.views import RandomViews

TINY = replace(SETTINGS["fast"], cycles=(Cycle(2, 0.05), Cycle(1, 0.02)), batch_size=8)


@pytest.fixture(autouse=True)
def small_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Train a network that needs no patience: 8×8 averages, batch norm, one dense layer."""

    def build(settings: Settings) -> keras.Model:
        picture = keras.Input((64, 64, 3), name="image")
        x = keras.layers.Rescaling(1 / 255.0)(picture)
        x = keras.layers.Flatten()(keras.layers.AveragePooling2D(8)(x))
        x = keras.layers.BatchNormalization()(x)
        return keras.Model(picture, keras.layers.Dense(10)(x))

    monkeypatch.setattr("training.train.build_network", build)


@pytest.fixture(autouse=True)
def without_graphs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Train step by step: to make a graph takes longer than so few steps. That it can be made, the optimizers show."""
    tf.config.run_functions_eagerly("optimizer" not in request.fixturenames)
    yield
    tf.config.run_functions_eagerly(False)


class Interruption(Exception):
    """What a power cut looks like from inside."""


def train_until(epoch: int, *run: object) -> None:
    """Start a run that breaks off as `epoch` begins."""
    begin = RandomViews.begin_epoch

    def begin_or_break_off(self: RandomViews, number: int, logs: object = None) -> None:
        if number == epoch:
            raise Interruption
        begin(self, number, logs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RandomViews, "begin_epoch", begin_or_break_off)
        with pytest.raises(Interruption):
            train(*run)


def read_log(folder: Path) -> list[dict[str, str]]:
    with (folder / "log.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def weights(model: keras.Model) -> list[np.ndarray]:
    return [keras.ops.convert_to_numpy(weight) for weight in model.weights]


@pytest.fixture
def pictures(make_samples: Callable[[int, int], Samples]) -> tuple[Samples, Samples]:
    return make_samples(32, 1), make_samples(16, 2)


def test_an_interrupted_run_goes_on_at_the_next_epoch_as_if_nothing_had_been(
    pictures: tuple[Samples, Samples], tmp_path: Path
) -> None:
    train(TINY, *pictures, tmp_path / "straight")
    train_until(2, TINY, *pictures, tmp_path / "broken")

    train(TINY, *pictures, tmp_path / "broken")

    straight, resumed = read_log(tmp_path / "straight"), read_log(tmp_path / "broken")
    assert [row["epoch"] for row in resumed] == ["0", "1", "2"]
    assert [float(row["loss"]) for row in resumed] == pytest.approx([float(row["loss"]) for row in straight], rel=1e-4)


def test_a_run_that_was_finished_is_not_run_again_unless_its_settings_changed(
    pictures: tuple[Samples, Samples], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.train.run_folder", lambda name: tmp_path / name)
    monkeypatch.setattr("training.finished.run_folder", lambda name: tmp_path / name)
    short = replace(TINY, cycles=(Cycle(1, 0.05),))
    log = tmp_path / short.name / "log.csv"

    first = train_once(short, *pictures)
    written = log.stat().st_mtime_ns
    again = train_once(short, *pictures)

    assert log.stat().st_mtime_ns == written
    assert [weight.tolist() for weight in again.get_weights()] == [weight.tolist() for weight in first.get_weights()]

    train_once(replace(short, cycles=(Cycle(2, 0.05),)), *pictures)

    assert len(read_log(log.parent)) == 2


def test_a_run_that_was_broken_off_goes_on(
    pictures: tuple[Samples, Samples], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.train.run_folder", lambda name: tmp_path / name)
    monkeypatch.setattr("training.finished.run_folder", lambda name: tmp_path / name)
    train_once(TINY, *pictures)
    train_until(1, TINY, *pictures, tmp_path / TINY.name)

    train_once(TINY, *pictures)

    assert [row["epoch"] for row in read_log(tmp_path / TINY.name)] == ["0", "1", "2"]


def test_a_finished_run_leaves_a_network_that_loads_and_no_checkpoint(
    pictures: tuple[Samples, Samples], tmp_path: Path
) -> None:
    train(replace(TINY, cycles=(Cycle(1, 0.05),)), *pictures, tmp_path)

    network = keras.models.load_model(tmp_path / "model.keras", compile=False)
    assert network.output_shape == (None, 10)
    assert not (tmp_path / "checkpoint").exists()


def test_a_run_after_a_finished_one_starts_its_log_afresh(pictures: tuple[Samples, Samples], tmp_path: Path) -> None:
    once = replace(TINY, cycles=(Cycle(1, 0.05),))
    train(once, *pictures, tmp_path)

    train(once, *pictures, tmp_path)

    assert [row["epoch"] for row in read_log(tmp_path)] == ["0"]


def test_an_unfinished_run_with_other_settings_is_not_gone_on_with(
    pictures: tuple[Samples, Samples], tmp_path: Path
) -> None:
    train_until(1, TINY, *pictures, tmp_path)

    with pytest.raises(RunError, match="unfinished run with other settings"):
        train(replace(TINY, cycles=(Cycle(4, 0.05),)), *pictures, tmp_path)


def test_a_run_interrupted_between_its_cycles_does_not_repeat_the_first(
    pictures: tuple[Samples, Samples], tmp_path: Path
) -> None:
    train_until(2, TINY, *pictures, tmp_path)
    assert (tmp_path / "cycle1.keras").is_file()

    train(TINY, *pictures, tmp_path)

    assert [row["epoch"] for row in read_log(tmp_path)] == ["0", "1", "2"]
    assert not (tmp_path / "cycle1.keras").exists()


def test_patience_ends_a_cycle_that_gets_no_better(pictures: tuple[Samples, Samples], tmp_path: Path) -> None:
    hopeless = replace(TINY, cycles=(Cycle(9, 1e-9),), patience=1)

    train(hopeless, *pictures, tmp_path)

    assert len(read_log(tmp_path)) < 9


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "rmsprop"])
def test_every_optimizer_lowers_the_loss(optimizer: str, pictures: tuple[Samples, Samples], tmp_path: Path) -> None:
    rate = 0.05 if optimizer == "sgd" else 0.005

    train(replace(TINY, cycles=(Cycle(4, rate),), optimizer=optimizer), *pictures, tmp_path)

    losses = [float(row["loss"]) for row in read_log(tmp_path)]
    assert losses[-1] < losses[0]


def test_options_change_the_settings_and_the_name_of_the_run() -> None:
    options = make_parser().parse_args(
        ["seed", "--optimizer", "adam", "--learning-rate", "0.001", "--epochs", "4", "--no-augmentation", "--l2", "0"]
    )

    settings = change(SETTINGS["seed"], options)

    assert settings.name == "seed_optimizer-adam_weightdecay-0.0_epochs-4_rate-0.001_noaugmentation"
    assert (settings.optimizer, settings.weight_decay) == ("adam", 0.0)
    assert settings.cycles == (Cycle(4, 0.001).without_augmentation(),)


def test_without_options_the_settings_stay_as_they_are() -> None:
    assert change(SETTINGS["fast"], make_parser().parse_args(["fast"])) == SETTINGS["fast"]


def test_missing_data_ends_the_command_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EUROSAT_DATA", str(tmp_path))

    status = main(["fast"])

    assert status == 1
    assert "is missing. Download EuroSAT_RGB.zip" in capsys.readouterr().err


def test_a_run_goes_on_from_the_file_that_has_been_through_its_first_cycle(
    pictures: tuple[Samples, Samples], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = train(replace(TINY, cycles=TINY.cycles[:1]), *pictures, tmp_path / "first")
    for module in ("training.train", "training.beginnings"):
        monkeypatch.setattr(f"{module}.count_cycles", lambda settings: 1)
    monkeypatch.setattr("training.beginnings.load_shipped", lambda settings, samples: shipped)
    still = replace(TINY, cycles=(TINY.cycles[0], Cycle(2, 1e-9)), weight_decay=0.0)

    train_until(3, still, *pictures, tmp_path / "run")
    model = train(still, *pictures, tmp_path / "run")

    assert [row["epoch"] for row in read_log(tmp_path / "run")] == ["2", "3"], "the first cycle is not run again"
    for found, expected in zip(model.trainable_weights, shipped.trainable_weights):
        assert keras.ops.convert_to_numpy(found) == pytest.approx(keras.ops.convert_to_numpy(expected), abs=1e-5)


def test_a_run_may_end_in_the_mean_of_its_cycles(pictures: tuple[Samples, Samples], tmp_path: Path) -> None:
    ends = [train(replace(TINY, cycles=TINY.cycles[:count]), *pictures, tmp_path / str(count)) for count in (1, 2)]
    both = replace(TINY, mean_of_cycles=True)
    train_until(2, both, *pictures, tmp_path / "both")

    mean = train(both, *pictures, tmp_path / "both")

    for found, first, second in zip(weights(mean), *map(weights, ends)):
        assert found == pytest.approx((first + second) / 2, rel=1e-4, abs=1e-5)
    assert not list((tmp_path / "both").glob("cycle*"))
