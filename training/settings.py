# SPDX-License-Identifier: GPL-2.0-or-later
"""Every choice a training run depends on, in one frozen value that is printed and stored in the model card."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

BUILD = Path("build/training")
MODELS = Path("models")
PREVIEW = Path("build/preview")


@dataclass(frozen=True)
class Cycle:
    """A stretch of a run: one rise and fall of the learning rate (highest for the given batch size), and its views.

    `wrap_shift` is in pixels; `detail_share` is the share of pictures that get back the colour detail that JPEG took,
    `surface_share` and `haze_share` those that become simulated surface reflectance and another haze.
    """

    epochs: int
    learning_rate: float
    surface_share: float = 0.3
    haze_share: float = 0.2
    detail_share: float = 0.0
    wrap_shift: int = 8


@dataclass(frozen=True)
class Settings:
    """Settings of one network's run."""

    name: str
    role: str
    cycles: tuple[Cycle, ...]
    version: str = "1.0.0"
    split: str = "aitlas"
    batch_size: int = 64
    warmup_share: float = 0.15
    momentum: float = 0.9
    weight_decay: float = 5e-4
    label_smoothing: float = 0.1
    dropout: float = 0.0
    seed: int = 20261121

    @property
    def epochs(self) -> int:
        """Epochs of all cycles together."""
        return sum(cycle.epochs for cycle in self.cycles)

    def cycle(self, epoch: int) -> Cycle:
        """Return the cycle that `epoch`, counted from 0, belongs to; the last one for those after the end."""
        for cycle in self.cycles:
            if epoch < cycle.epochs:
                return cycle
            epoch -= cycle.epochs
        return self.cycles[-1]

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as plain JSON values."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain


SETTINGS: dict[str, Settings] = {
    "fast": Settings(
        "fast",
        role="compact network that the plugin runs by default",
        version="1.1.0",
        # The second cycle starts gently and sees more of the pictures as real products show them.
        cycles=(Cycle(28, 0.05), Cycle(18, 0.03, surface_share=0.2, haze_share=0.0, detail_share=0.5)),
    ),
    "seed": Settings(
        "seed",
        role="network of the first seed project, by the same code: the figure to beat",
        cycles=(
            Cycle(3, 0.05, surface_share=0.0, haze_share=0.0),
            Cycle(3, 0.03, surface_share=0.0, haze_share=0.0),
        ),
        dropout=0.45,
    ),
}


def data_folder() -> Path:
    """Return the folder that EUROSAT_DATA names, ``data`` when it is unset."""
    return Path(os.environ.get("EUROSAT_DATA") or "data")


def run_folder(name: str) -> Path:
    """Return the build folder that holds the checkpoints, logs and figures of network `name`."""
    return BUILD / name
