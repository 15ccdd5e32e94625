# SPDX-License-Identifier: GPL-2.0-or-later
"""Every choice a training run depends on, in one frozen value that is printed and stored in the model card."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

BUILD = Path(os.environ.get("EUROSAT_RUNS") or "build/training")
"""Where runs leave their checkpoints; name a folder outside the work tree and they outlive it."""

RECORD = "settings.json"
"""What a run was, in its folder."""

MODELS = Path("models")
REFLECT = "reflect"
"""What convolutions see beyond the edge of a network that may see a scene at once: the picture, mirrored."""

PREVIEW = Path("build/preview")
DOCS = Path("docs/training")


@dataclass(frozen=True)
class Cycle:
    """A stretch of a run: one rise and fall of the learning rate (highest for the given batch size), and its views.

    `shift` is in pixels; what comes in at the edge is mirrored. `detail_share` is the share of pictures that get back
    the colour detail that JPEG took, `surface_share` and `haze_share` those that become simulated surface reflectance
    and another haze; `true_colour_share` of the former go through an 8-bit true-colour image, and `measured_share`
    have the air of real pairs of products. `mix_share` is the share of batches whose pictures get a part of another
    one (CutMix). `outlier_share` and `sea_share` of the pictures make room for made-up ones, `pool_share` for tiles of
    real scenes of which something is known, `scene_share` for those of which the teachers say what they are like.
    `season_share` show their ground brighter or darker under the same air, to the teachers too, whose answer has the
    weight `teacher_share` in the targets. `symmetries` turns and mirrors. `frozen` trains the head alone, for networks
    with a pretrained backbone.
    """

    epochs: int
    learning_rate: float
    surface_share: float = 0.3
    haze_share: float = 0.2
    true_colour_share: float = 0.0
    measured_share: float = 0.0
    detail_share: float = 0.0
    mix_share: float = 0.0
    outlier_share: float = 0.0
    sea_share: float = 0.0
    pool_share: float = 0.0
    scene_share: float = 0.0
    season_share: float = 0.0
    teacher_share: float = 0.0
    shift: int = 6
    symmetries: bool = True
    frozen: bool = False

    def without_augmentation(self) -> Cycle:
        """Return the same cycle with the pictures as they are."""
        return Cycle(self.epochs, self.learning_rate, 0.0, 0.0, shift=0, symmetries=False, frozen=self.frozen)


@dataclass(frozen=True)
class Settings:
    """Settings of one run; `network` names the architecture, `name` the run and the file it ends in.

    `width` multiplies the channels of the plain networks, `depth` adds convolutions to each of their stages; `padding`
    is what their convolutions see beyond the edge, ``same`` (zeros) or ``reflect`` (the picture, mirrored).
    `weight_decay` is the decoupled kind (the L2 penalty of plain gradient descent; PyTorch's of 5e-4 with momentum 0.9
    is 5e-3 here), `clip` the largest norm of the gradient. `patience` ends a cycle after so many epochs without a
    better validation accuracy and returns to the best one; val is looked at every `look` epochs. `half` computes in
    bfloat16 where the processor has it. `teachers` are the networks whose answers it learns from. With `mean_of_cycles`
    the network is the mean of those that its cycles ended in.
    """

    name: str
    network: str
    role: str
    cycles: tuple[Cycle, ...]
    version: str = "1.0.0"
    split: str = "aitlas"
    width: float = 1.0
    depth: int = 0
    padding: str = "same"
    optimizer: str = "sgd"
    batch_size: int = 64
    warmup_share: float = 0.08
    momentum: float = 0.9
    weight_decay: float = 5e-3
    clip: float | None = None
    label_smoothing: float = 0.1
    dropout: float = 0.0
    half: bool = True
    look: int = 1
    teachers: tuple[str, ...] = ()
    mean_of_cycles: bool = False
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
    0.08,
    surface_share=0.3,
    haze_share=0.1,
    true_colour_share=0.25,
    detail_share=0.4,
    outlier_share=0.03,
    sea_share=0.01,
    pool_share=0.03,
)
"""Pictures as real products show them, and what EuroSAT does not have."""

LONG = replace(REAL, epochs=75, season_share=0.15)
"""One long descent: in a cycle after the first a network falls below its start, and needs that cycle to return.

Ground that is darker than any in EuroSAT was sea to a network that had not met other seasons.
"""

COMPACT = Settings(
    "fast",
    network="fast",
    role="compact network that the plugin runs by default",
    version="2.0.0",
    cycles=(LONG,),
    padding=REFLECT,
    look=5,
)

FINE = Settings(
    "accurate",
    network="lite",
    role="EfficientNet-Lite0 from ImageNet's weights, for those who can wait",
    version="2.0.0",
    cycles=(replace(REAL, epochs=10, learning_rate=2e-4),),
    optimizer="adamw",
    batch_size=32,
    warmup_share=0.025,
    weight_decay=0.03,
    clip=2.0,
    dropout=0.2,
    look=2,
)

SETTINGS: dict[str, Settings] = {
    settings.name: settings
    for settings in (
        replace(
            COMPACT,
            version="3.0.0",
            # The second descent brings what lies between the levels of real products.
            cycles=(LONG, replace(LONG, epochs=60, learning_rate=0.05, measured_share=0.6, scene_share=0.05)),
            teachers=("accurate",),
        ),
        replace(
            COMPACT,
            name="fast-spatial",
            role="the same network for the spatial split, whose test pictures lie elsewhere than its training pictures",
            split="spatial",
        ),
        replace(
            FINE,
            version="3.1.0",
            # The second descent brings real scenes and what lies between the levels of real products; its teacher is
            # the network as it was, asked of the clearer level in eight views. The mean of both ends is right on more
            # of hazy pictures than either, and says the same of a tile and its mirror image more often.
            cycles=(
                FINE.cycles[0],
                replace(
                    FINE.cycles[0],
                    epochs=24,
                    learning_rate=1.5e-4,
                    measured_share=0.5,
                    scene_share=0.08,
                    mix_share=0.2,
                ),
            ),
            teachers=("accurate",),
            mean_of_cycles=True,
        ),
        replace(
            FINE,
            name="accurate-spatial",
            role="the larger network for the spatial split",
            split="spatial",
            cycles=(replace(FINE.cycles[0], epochs=6),),
        ),
        Settings(
            "seed",
            network="seed",
            role="network of the first seed project, by the same code: the figure to beat",
            version="1.1.0",
            cycles=(replace(PLAIN, epochs=30),),
            dropout=0.45,
            look=5,
        ),
        Settings(
            "transfer",
            network="transfer",
            role="MobileNetV2 with ImageNet's weights, as the second seed project fine-tuned it, and a teacher",
            cycles=(
                replace(PLAIN, epochs=2, frozen=True),
                replace(PLAIN, epochs=5, learning_rate=0.02),
            ),
            weight_decay=5e-4,
            dropout=0.2,
            half=False,
        ),
    )
}


def data_folder() -> Path:
    """Return the folder that EUROSAT_DATA names, ``data`` when it is unset."""
    return Path(os.environ.get("EUROSAT_DATA") or "data")


def run_folder(name: str) -> Path:
    """Return the build folder that holds the checkpoints, logs and figures of network `name`."""
    return BUILD / name
