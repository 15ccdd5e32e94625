# SPDX-License-Identifier: GPL-2.0-or-later
"""The card by which an ONNX file describes itself: JSON in one ``metadata_props`` entry."""

from __future__ import annotations

import json
import reprlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import log2
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.translation import tr

METADATA_KEY = "eurosat.model_card"
SCHEMA = 1
LAYOUTS = ("NCHW", "NHWC")

LONGEST_CARD = 1_000_000
"""Characters; a card has four thousand."""

_MOST_DIGITS = 4300
"""Of a whole number: a Python that sets no such limit itself takes time with their square."""
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
class Average:
    """How the mean over `windows` overlapping windows, each in `views` views, is to be read; fixed on validation data.

    The mean probabilities p become ``p ** (1 / temperature)``, scaled to the sum 1 (:meth:`calibrate`). `confidence`
    and `energy` are the thresholds of what is calibrated so: those of single windows do not hold for means.
    """

    windows: int
    views: int
    temperature: float
    confidence: float
    energy: float

    def calibrate(self, probabilities: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
        """Return mean `probabilities` ``(…, classes)`` as what they are worth; their order stays."""
        if self.temperature == 1.0:
            return np.asarray(probabilities, dtype=np.float64)
        largest = probabilities.max(axis=-1, keepdims=True)
        sharpened = (probabilities / largest).astype(np.float64) ** (1.0 / self.temperature)
        return np.asarray(sharpened / sharpened.sum(axis=-1, keepdims=True))


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
    averages: tuple[Average, ...] = ()
    schema: int = SCHEMA

    def average(self, windows: int, views: int) -> Average:
        """Return how the mean over so many `windows` in so many `views` is to be read.

        Between numbers of windows that were calibrated it is interpolated. Windows and views are calibrated apart:
        together, what they change in temperature and energy adds up, and confidence is doubted by that of the windows,
        which change it far more. A card that tells of no such means has them read like single windows.
        """
        single = Average(1, 1, 1.0, self.thresholds.confidence, self.thresholds.energy)
        known = sorted((a for a in (single, *self.averages) if a.views == 1), key=lambda a: a.windows)
        turned = next((a for a in self.averages if (a.windows, a.views) == (1, views)), single)
        steps = [log2(a.windows) for a in known]
        temperature, confidence, energy = (
            float(np.interp(log2(windows), steps, [getattr(a, name) for a in known]))
            for name in ("temperature", "confidence", "energy")
        )
        return Average(
            windows,
            views,
            temperature * turned.temperature,
            confidence if windows > 1 else turned.confidence,
            energy + (turned.energy - single.energy),
        )

    def to_json(self) -> str:
        """Serialise; :meth:`from_json` reads it back to an equal card."""
        return json.dumps(asdict(self), indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """Parse and validate a card; :raises ModelError: with the entry that is missing or wrong."""
        try:
            if len(text) > LONGEST_CARD:
                raise ValueError(tr("it is longer than any card"))
            values = json.loads(text, parse_int=_whole)
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
            known["averages"] = tuple(Average(**average) for average in known.get("averages", ()))
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
        elif not self._has_sensible_limits():
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

    def _has_sensible_limits(self) -> bool:
        averages = [asdict(average) for average in self.averages]
        numbers = [value for limits in (asdict(self.thresholds), *averages) for value in limits.values()]
        positive = [average[name] for average in averages for name in ("windows", "views", "temperature")]
        return all(map(_is_sensible, numbers)) and all(number > 0 for number in positive)

    def _texts(self) -> tuple[str, str, str, str]:
        return self.name, self.version, self.probabilities_output, self.energy_output


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(tr("a number has too many digits"))
    return int(digits)


def _is_sensible(value: object) -> bool:
    """Tell whether `value` is a number to calculate with: JSON knows whole numbers that no float can hold."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= _LARGEST


def _short(value: object) -> object:
    """Return `value`, or its beginning and end where it is long to write."""
    return value if len(repr(value)) <= _LONGEST else reprlib.repr(value)


def _shown(value: object) -> str:
    """Return the text of `value`, shortened, without control characters and halves of characters."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(_short(value))[:_LONGEST])
