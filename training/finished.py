# SPDX-License-Identifier: GPL-2.0-or-later
"""The network that a finished run leaves."""

from __future__ import annotations

import keras

# Its layers must be known before a network that has them can be loaded.
from training import efficientnet, layers  # noqa: F401
from training.checkpoints import RunError
from training.settings import run_folder

MODEL_FILE = "model.keras"


def load_finished(name: str) -> keras.Model:
    """Load the network that the finished run `name` left; :raises RunError: when there is none."""
    path = run_folder(name) / MODEL_FILE
    if not path.is_file():
        raise RunError(f"There is no {path}; run python -m training.train {name} first.")
    return keras.models.load_model(path, compile=False)
