# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person prefers, kept in QGIS's settings. Only the desktop reads it: an algorithm has no hidden inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from qgis.core import QgsSettings

from eurosat_plugin.adapters.runtime.package_index import DEFAULT_INDEX
from eurosat_plugin.core.choices import MODELS
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.processing.classify_parameters import CHOICES

PREFIX = "eurosat/"


@dataclass(frozen=True)
class Preferences:
    """Values for new classifications; those that the algorithms have, too, are named as their parameters.

    `model_file` is the path of a network of one's own, which then counts instead of `model`, or empty. `tta` averages
    eight views of a tile, `min_confidence` is 0..1 or None for the model's own threshold, and `index_authcfg` the id of
    the authentication with which to sign in at the package index, empty for none.
    """

    backend: str = "auto"
    model: str = MODELS[0]
    model_file: str = ""
    stride: int = 64
    tta: bool = False
    palette: str = next(iter(PALETTES))
    min_confidence: float | None = None
    index_url: str = DEFAULT_INDEX
    index_authcfg: str = ""

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of the algorithms that are preferred."""
        parameters: dict[str, Any] = {
            "BACKEND": self.backend,
            "MODEL": self.model,
            "STRIDE": str(self.stride),
            "TTA": self.tta,
        }
        if self.model_file:
            parameters["MODEL_FILE"] = self.model_file
        if self.min_confidence is not None:
            parameters["MIN_CONFIDENCE"] = self.min_confidence
        return parameters


def choices_of(name: str) -> tuple[str, ...]:
    """Return what the algorithm accepts for the field `name` (``backend``, ``model`` or ``stride``), default first."""
    return CHOICES[name.upper()]


def load_preferences() -> Preferences:
    """Return what is stored; what is missing or means nothing (any more) is the default."""
    settings, default = QgsSettings(), Preferences()
    return Preferences(
        backend=_one_of(choices_of("backend"), settings.value(PREFIX + "backend"), default.backend),
        model=_one_of(choices_of("model"), settings.value(PREFIX + "model"), default.model),
        model_file=str(settings.value(PREFIX + "model_file") or ""),
        stride=int(_one_of(choices_of("stride"), settings.value(PREFIX + "stride"), str(default.stride))),
        tta=settings.value(PREFIX + "tta", default.tta, type=bool),
        palette=_one_of(tuple(PALETTES), settings.value(PREFIX + "palette"), default.palette),
        min_confidence=_share(settings.value(PREFIX + "min_confidence")),
        index_url=str(settings.value(PREFIX + "index_url") or "").strip() or default.index_url,
        index_authcfg=str(settings.value(PREFIX + "index_authcfg") or ""),
    )


def save_preferences(preferences: Preferences) -> None:
    """Store `preferences`; a default is not stored, so that it follows when a later version has another."""
    settings, default = QgsSettings(), Preferences()
    for field in fields(Preferences):
        value = getattr(preferences, field.name)
        if value == getattr(default, field.name):
            settings.remove(PREFIX + field.name)
        else:
            settings.setValue(PREFIX + field.name, value)


def _one_of(choices: Sequence[str], stored: object, default: str) -> str:
    return str(stored) if str(stored) in choices else default


def _share(stored: object) -> float | None:
    # Settings files give numbers back as text.
    try:
        share = float(str(stored))
    except ValueError:
        return None
    return share if 0.0 <= share <= 1.0 else None
