# SPDX-License-Identifier: GPL-2.0-or-later
"""What the file of a network in models/ tells of the run that made it: whether it is finished, or how far it got."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from training.catalogue import read_model
from training.settings import MODELS, Cycle, Settings

LATER = ("role", "version", "cycles", "teachers")
"""Settings that change when a cycle is added to a run."""


def shipped_file(name: str) -> Path:
    """Return the file that network `name` is exported to."""
    return MODELS / f"{name}.onnx"


def is_shipped(settings: Settings) -> bool:
    """Tell whether the file in models/ was made by a run of exactly these `settings`, on whatever machine."""
    record = _record(settings.name)
    return bool(record) and all(record.get(key) == value for key, value in settings.as_dict().items())


def count_cycles(settings: Settings) -> int:
    """Return after how many of the cycles of `settings` the file in models/ was made; 0 when it was another run.

    A file that was made after all of them counts for nothing: training it again begins at the beginning. So does a
    mean of all cycles, for which the file has the end of one.
    """
    if settings.mean_of_cycles:
        return 0
    record, wanted = _record(settings.name), settings.as_dict()
    done = len(record.get("cycles", ()))
    if not 0 < done < len(settings.cycles) or record["cycles"] != wanted["cycles"][:done]:
        return 0
    return done if all(record.get(key) == value for key, value in wanted.items() if key not in LATER) else 0


def _record(name: str) -> dict[str, Any]:
    """Return the settings in the card of network `name`, nothing when there is no file."""
    path = shipped_file(name)
    if not path.is_file():
        return {}
    config = dict(read_model(path).card.config)
    # A choice that there was not yet when the file was made was not made: it is what it is when it is left out.
    run, left_out = asdict(Settings("", "", "", ())), asdict(Cycle(epochs=0, learning_rate=0.0))
    return {**run, **config, "cycles": [{**left_out, **cycle} for cycle in config["cycles"]]}
