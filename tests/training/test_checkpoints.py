# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import keras
import numpy as np
import pytest

from training.checkpoints import CHECKPOINT, WEIGHTS, Checkpoints, RunError, check_room, save_whole

Usage = namedtuple("Usage", "total used free")


def fit(folder: Path, epochs: int) -> keras.Model:
    """Go on with a run of one dense layer until it has had `epochs` epochs."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    # To make a graph takes longer than a step or three.
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="mse", run_eagerly=True)
    inputs = np.random.default_rng(1).normal(size=(16, 4))
    model.fit(inputs, inputs[:, :3], epochs=epochs, verbose=0, shuffle=False, callbacks=[Checkpoints(folder)])
    return model


def damage(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def test_a_damaged_checkpoint_gives_way_to_the_one_before(tmp_path: Path) -> None:
    straight = fit(tmp_path / "straight", 3)
    fit(tmp_path / "broken", 2)
    damage(tmp_path / "broken" / CHECKPOINT / WEIGHTS)

    resumed = fit(tmp_path / "broken", 3)

    np.testing.assert_allclose(resumed.get_weights()[0], straight.get_weights()[0], rtol=1e-5)


def test_without_one_before_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    fit(tmp_path, 1)
    damage(tmp_path / CHECKPOINT / WEIGHTS)

    with pytest.raises(RunError, match="run the same command again"):
        fit(tmp_path, 2)

    fit(tmp_path, 2)
    assert (tmp_path / CHECKPOINT / WEIGHTS).is_file()


def test_a_full_disk_keeps_the_epochs_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fit(tmp_path, 1)
    save = keras.Model.save_weights

    def break_off(model: keras.Model, filepath: str, overwrite: bool = True) -> None:
        save(model, filepath, overwrite)
        damage(Path(filepath))
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(keras.Model, "save_weights", break_off)
        with pytest.raises(RunError, match=r"epoch 2 cannot be written.*No space left.*make room"):
            fit(tmp_path, 3)

    straight = fit(tmp_path / "straight", 3)
    np.testing.assert_allclose(fit(tmp_path, 3).get_weights()[0], straight.get_weights()[0], rtol=1e-5)


def test_a_run_does_not_start_where_there_is_no_room_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = keras.Sequential([keras.Input((999,)), keras.layers.Dense(1000)])
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(0, 0, 1_000_000))

    # A million parameters of four bytes, eight times.
    with pytest.raises(RunError, match=r"needs 32 MB .* has 1 MB left"):
        check_room(tmp_path, model)


def test_a_network_that_cannot_be_saved_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])

    def break_off(model: keras.Model, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keras.Model, "save", break_off)
    with pytest.raises(OSError, match="No space left"):
        save_whole(model, tmp_path / "model.keras")

    assert list(tmp_path.iterdir()) == []
