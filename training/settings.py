# SPDX-License-Identifier: GPL-2.0-or-later
"""Every choice a training run depends on, in one frozen value that is printed and stored in the model card."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

BUILD = Path("build/training")
MODELS = Path("models")
PREVIEW = Path("build/preview")


@dataclass(frozen=True)
class Settings:
    """Settings of one network's run; the learning rate is the highest of its cycle, for the given batch size."""

    name: str
    role: str
    version: str = "1.0.0"
    split: str = "aitlas"
    epochs: int = 28
    batch_size: int = 64
    learning_rate: float = 0.05
    warmup_share: float = 0.15
    momentum: float = 0.9
    weight_decay: float = 5e-4
    label_smoothing: float = 0.1
    dropout: float = 0.0
    wrap_shift: int = 8
    surface_share: float = 0.3
    haze_share: float = 0.2
    seed: int = 20261121

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as plain JSON values."""
        return asdict(self)


SETTINGS: dict[str, Settings] = {
    "fast": Settings("fast", role="compact network that the plugin runs by default"),
    "seed": Settings(
        "seed",
        role="network of the first seed project, by the same code: the figure to beat",
        epochs=4,
        dropout=0.45,
        surface_share=0.0,
        haze_share=0.0,
    ),
}


def data_folder() -> Path:
    """Return the folder that EUROSAT_DATA names, ``data`` when it is unset."""
    return Path(os.environ.get("EUROSAT_DATA") or "data")


def run_folder(name: str) -> Path:
    """Return the build folder that holds the checkpoints, logs and figures of network `name`."""
    return BUILD / name
