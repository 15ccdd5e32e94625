# SPDX-License-Identifier: GPL-2.0-or-later
"""The card by which an ONNX file describes itself: JSON in one ``metadata_props`` entry."""

from __future__ import annotations

import json
import reprlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.translation import tr

METADATA_KEY = "eurosat.model_card"
SCHEMA = 1
LAYOUTS = ("NCHW", "NHWC")

_LARGEST = 1e6
"""Of temperature and thresholds, which are all near 1 or 10."""
_LONGEST = 100
"""Characters of a name."""
_BANDS_TOLD = 9


@dataclass(frozen=True)
class Thresholds:
    """When a tile is doubted, fixed on validation data.

    `confidence`: below it a tile is `uncertain`. `energy`: above it (energy = −logsumexp of the logits)
    a tile is `unfamiliar`. `bright_share`: share of pixels saturated in all bands above which it is `bright`.
    """

    confidence: float
    energy: float
    bright_share: float


@dataclass(frozen=True)
class ModelCard:
    """What a program must know to run the network, and what a person must know to trust it."""

    name: str
    version: str
    classes: tuple[str, ...]
    bands: tuple[str, ...]
    tile_size: int
    layout: str
    radiometry: str
    probabilities_output: str
    energy_output: str
    temperature: float
    thresholds: Thresholds
    parameters: int
    macs: int
    metrics: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    config: Mapping[str, Any] = field(default_factory=dict)
    license: str = "GPL-2.0-or-later"
    commit: str = ""
    seed: int = 0
    schema: int = SCHEMA

    def to_json(self) -> str:
        """Serialise; :meth:`from_json` reads it back to an equal card."""
        return json.dumps(asdict(self), indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """Parse and validate a card; :raises ModelError: with the entry that is missing or wrong."""
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ModelError(
                tr("The model card is not valid JSON ({reason}); export the model again.").format(reason=_shown(error))
            ) from error
        if not isinstance(values, dict):
            raise ModelError(tr("The model card is not a JSON object; export the model again."))
        if values.get("schema") != SCHEMA:
            raise ModelError(
                tr(
                    "The model card has schema {found!r}, this plugin reads schema {wanted}; update the plugin or "
                    "export the model again."
                ).format(found=_short(values.get("schema")), wanted=SCHEMA)
            )
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        try:
            known["classes"] = tuple(known["classes"])
            known["bands"] = tuple(known["bands"])
            known["thresholds"] = Thresholds(**known["thresholds"])
            card = cls(**known)
        except (KeyError, TypeError) as error:
            raise ModelError(
                tr("The model card is incomplete ({reason}); export the model again.").format(reason=_shown(error))
            ) from error
        card._validate()
        return card

    def _validate(self) -> None:
        problem = ""
        if self.classes != CLASS_KEYS:
            problem = tr("its classes are not EuroSAT's ten in alphabetical order")
        elif self.bands != ("B04", "B03", "B02"):
            problem = tr("its bands are {bands} and not B04, B03, B02").format(
                bands=", ".join(map(_shown, self.bands[:_BANDS_TOLD]))
            )
        elif self.tile_size != 64 or not isinstance(self.tile_size, int):
            problem = tr("its tiles are {size} pixels wide and not 64").format(size=_shown(self.tile_size))
        elif self.layout not in LAYOUTS:
            problem = tr("its layout {layout!r} is not one of {choices}").format(
                layout=_short(self.layout), choices=", ".join(LAYOUTS)
            )
        elif not all(_is_sensible(value) for value in asdict(self.thresholds).values()):
            problem = tr("its thresholds are not finite numbers")
        elif not _is_sensible(self.temperature) or self.temperature <= 0:
            problem = tr("its temperature is {temperature!r} and not a positive number").format(
                temperature=_short(self.temperature)
            )
        elif not all(isinstance(text, str) and 0 < len(text) <= _LONGEST for text in self._texts()):
            problem = tr("its name, version and output names must be text")
        elif not all(map(str.isprintable, self._texts())):
            problem = tr("its name, version or output names hold characters that cannot be shown")
        if problem:
            raise ModelError(tr("The model cannot be used: {problem}.").format(problem=problem))

    def _texts(self) -> tuple[str, str, str, str]:
        return self.name, self.version, self.probabilities_output, self.energy_output


def _is_sensible(value: object) -> bool:
    """Tell whether `value` is a number to calculate with: JSON knows whole numbers that no float can hold."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= _LARGEST


def _short(value: object) -> object:
    """Return `value`, or its beginning and end where it is long to write."""
    return value if len(repr(value)) <= _LONGEST else reprlib.repr(value)


def _shown(value: object) -> str:
    """Return the text of `value`, shortened, without control characters and halves of characters."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(_short(value))[:_LONGEST])
