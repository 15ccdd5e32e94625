# SPDX-License-Identifier: GPL-2.0-or-later
"""Every choice a training run depends on, in one frozen value that is printed and stored in the model card."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

BUILD = Path("build/training")
MODELS = Path("models")
PREVIEW = Path("build/preview")
DOCS = Path("docs/training")


@dataclass(frozen=True)
class Cycle:
    """A stretch of a run: one rise and fall of the learning rate (highest for the given batch size), and its views.

    `wrap_shift` is in pixels; `detail_share` is the share of pictures that get back the colour detail that JPEG took,
    `surface_share` and `haze_share` those that become simulated surface reflectance and another haze, `mix_share`
    the share of batches whose pictures get a part of another one (CutMix). `outlier_share` and `sea_share` of the
    pictures make room for made-up ones, `season_share` show their ground brighter or darker under the same air, to
    the teachers too, whose answer has the weight `teacher_share` in the targets. `symmetries` turns and mirrors.
    `frozen` trains the head alone, for networks with a pretrained backbone.
    """

    epochs: int
    learning_rate: float
    surface_share: float = 0.3
    haze_share: float = 0.2
    detail_share: float = 0.0
    mix_share: float = 0.0
    outlier_share: float = 0.0
    sea_share: float = 0.0
    season_share: float = 0.0
    teacher_share: float = 0.0
    wrap_shift: int = 8
    symmetries: bool = True
    frozen: bool = False

    def without_augmentation(self) -> Cycle:
        """Return the same cycle with the pictures as they are."""
        return Cycle(self.epochs, self.learning_rate, 0.0, 0.0, wrap_shift=0, symmetries=False, frozen=self.frozen)


@dataclass(frozen=True)
class Settings:
    """Settings of one run; `network` names the architecture, `name` the run and the file it ends in.

    `width` multiplies the channels of the plain networks, `depth` adds convolutions to each of their stages.
    `weight_decay` is the decoupled kind (the L2 penalty of plain gradient descent); `patience` ends a cycle after so
    many epochs without a better validation accuracy and returns to the best one. `begins_with` names the network whose
    first layers this one starts from, as far as they are the same; `teachers` those whose answers it learns from.
    """

    name: str
    network: str
    role: str
    cycles: tuple[Cycle, ...]
    version: str = "1.0.0"
    split: str = "aitlas"
    width: float = 1.0
    depth: int = 0
    optimizer: str = "sgd"
    batch_size: int = 64
    warmup_share: float = 0.15
    momentum: float = 0.9
    weight_decay: float = 5e-4
    label_smoothing: float = 0.1
    dropout: float = 0.0
    begins_with: str = ""
    teachers: tuple[str, ...] = ()
    patience: int | None = None
    seed: int = 20261121

    @property
    def epochs(self) -> int:
        """Epochs of all cycles together."""
        return sum(cycle.epochs for cycle in self.cycles)

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as plain JSON values."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain


PLAIN = Cycle(1, 0.05, surface_share=0.0, haze_share=0.0)
"""Symmetries and shifts only, as the seeds' own augmentation was."""

REAL = Cycle(
    1,
    0.05,
    surface_share=0.3,
    haze_share=0.1,
    detail_share=0.4,
    mix_share=0.2,
    outlier_share=0.05,
    sea_share=0.02,
)
"""Pictures as real products show them, mixed, and what EuroSAT does not have."""

TAUGHT = replace(REAL, learning_rate=0.04, mix_share=0.1, teacher_share=0.6)
"""The same, mixed less, with a teacher: for networks that still miss what they were shown."""

SETTINGS: dict[str, Settings] = {
    settings.name: settings
    for settings in (
        Settings(
            "fast",
            network="fast",
            role="compact network that the plugin runs by default",
            version="1.3.0",
            # The second cycle starts gently and sees more of the pictures as real products show them; the third
            # learns what it has never seen; the fourth learns from a teacher what it has seen too seldom.
            cycles=(
                Cycle(28, 0.05),
                Cycle(18, 0.03, surface_share=0.2, haze_share=0.0, detail_share=0.5),
                replace(REAL, epochs=12, learning_rate=0.03),
                replace(TAUGHT, epochs=16),
            ),
            teachers=("transfer",),
        ),
        Settings(
            "fast-spatial",
            network="fast",
            role="the same network for the spatial split, whose test pictures lie elsewhere than its training pictures",
            split="spatial",
            cycles=(replace(REAL, epochs=24), replace(REAL, epochs=8, learning_rate=0.04, mix_share=0.1)),
        ),
        Settings(
            "accurate",
            network="accurate",
            role="larger network for those who can wait",
            cycles=(replace(TAUGHT, epochs=24, surface_share=0.5, season_share=0.3),),
            begins_with="fast",
            teachers=("transfer", "fast"),
        ),
        Settings(
            "accurate-spatial",
            network="accurate",
            role="the larger network for the spatial split",
            split="spatial",
            cycles=(replace(REAL, epochs=10, mix_share=0.1),),
            begins_with="fast-spatial",
        ),
        Settings(
            "seed",
            network="seed",
            role="network of the first seed project, by the same code: the figure to beat",
            cycles=(replace(PLAIN, epochs=3), replace(PLAIN, epochs=3, learning_rate=0.03)),
            dropout=0.45,
        ),
        Settings(
            "transfer",
            network="transfer",
            role="MobileNetV2 with ImageNet's weights, as the second seed project fine-tuned it, and a teacher",
            cycles=(
                replace(PLAIN, epochs=2, frozen=True),
                replace(PLAIN, epochs=5, learning_rate=0.02),
            ),
            dropout=0.2,
        ),
    )
}


def data_folder() -> Path:
    """Return the folder that EUROSAT_DATA names, ``data`` when it is unset."""
    return Path(os.environ.get("EUROSAT_DATA") or "data")


def run_folder(name: str) -> Path:
    """Return the build folder that holds the checkpoints, logs and figures of network `name`."""
    return BUILD / name
