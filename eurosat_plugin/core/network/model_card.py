# SPDX-License-Identifier: GPL-2.0-or-later
"""The card by which an ONNX file describes itself: JSON in one ``metadata_props`` entry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from math import log2
from typing import Any

import numpy as np

from eurosat_plugin.core.class_scheme import ClassScheme, NoSchemeError
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.card_text import LONGEST, is_sensible, load_object, short, shown
from eurosat_plugin.core.network.window_average import Average
from eurosat_plugin.core.spectral_bands import RGB_BANDS, WAVELENGTHS
from eurosat_plugin.core.translation import tr

METADATA_KEY = "eurosat.model_card"
SCHEMA = 1
LAYOUTS = ("NCHW", "NHWC")

_EUROSAT_TILE = 64
SMALLEST_TILE, LARGEST_TILE, TILE_STEP = 16, 512, 4
"""Pixels of a tile along its side: cells are tiles, halves or quarters of them, and eighths of whole pixels."""
GREY, REFLECTANCE = "grey", "reflectance"
VALUES = (GREY, REFLECTANCE)
"""What goes into a network before its scaling: EuroSAT's grey levels, or digital numbers (reflectance × 10000)."""
PROBABILITIES, LOGITS, UNTOLD = "probabilities", "logits", "untold"
ACTIVATIONS = (PROBABILITIES, LOGITS, UNTOLD)
"""What comes out of it; where that is untold, the network is asked."""
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
class Dense:
    """That the network may see a whole image at once: a cell of its map is `step` pixels wide.

    `agreement` is the share of tiles of real scenes of which it says the same as of the tile alone, `unflagged` that of
    tiles that are not doubted.
    """

    step: int
    agreement: float
    unflagged: float


@dataclass(frozen=True)
class BandScaling:
    """What happens to the numbers of a band before the network: ``(clip(x, low, high) - shift) / scale``."""

    shift: float = 0.0
    scale: float = 1.0
    low: float | None = None
    high: float | None = None


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
    colors: tuple[str, ...] = ()
    """``#rrggbb`` of the classes, empty for one that is made up."""
    values: str = GREY
    scaling: tuple[BandScaling, ...] = ()
    """One for each of the bands, or none where the network scales for itself."""
    activation: str = PROBABILITIES
    dense: Dense | None = None
    """None of a network that sees nothing but tiles."""

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
        unset = {known.name for known in fields(self) if known.name in _ADDED and self._has_default(known.name)}
        values = {name: value for name, value in asdict(self).items() if name not in unset}
        return json.dumps(values, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """Parse and validate a card; :raises ModelError: with the entry that is missing or wrong."""
        values = load_object(text)
        if values.get("schema") != SCHEMA:
            raise ModelError(
                tr(
                    "The model card has schema {found!r}, this plugin reads schema {wanted}; update the plugin or "
                    "export the model again."
                ).format(found=short(values.get("schema")), wanted=SCHEMA)
            )
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        try:
            known["classes"] = tuple(known["classes"])
            known["bands"] = tuple(known["bands"])
            known["thresholds"] = Thresholds(**known["thresholds"])
            known["averages"] = tuple(Average(**average) for average in known.get("averages", ()))
            known["colors"] = tuple(known.get("colors", ()))
            known["scaling"] = tuple(BandScaling(**scaling) for scaling in known.get("scaling", ()))
            known["dense"] = Dense(**known["dense"]) if known.get("dense") else None
            card = cls(**known)
        except (KeyError, TypeError) as error:
            raise ModelError(
                tr("The model card is incomplete ({reason}); export the model again.").format(reason=shown(error))
            ) from error
        card.check()
        return card

    @property
    def is_eurosat(self) -> bool:
        """Whether the network knows EuroSAT's classes from EuroSAT's pictures, as those of this project do."""
        same = self.scheme.is_eurosat and self.bands == RGB_BANDS and self.tile_size == _EUROSAT_TILE
        return same and self.values == GREY

    @property
    def further_bands(self) -> tuple[str, ...]:
        """The bands beside red, green and blue."""
        return tuple(band for band in self.bands if band not in RGB_BANDS)

    @cached_property
    def scheme(self) -> ClassScheme:
        """The classes with their names and colours; :raises NoSchemeError: where :meth:`check` would."""
        return ClassScheme.of(self.classes, self.colors)

    def check(self) -> None:
        """Check that the entries make sense together; :raises ModelError: with the first that does not."""
        problem = self._class_problem() or self._input_problem() or self._number_problem()
        texts = (self.name, self.version, self.probabilities_output, self.energy_output or "-")
        if problem:
            pass
        elif not all(isinstance(text, str) and 0 < len(text) <= LONGEST for text in texts):
            problem = tr("its name, version and output names must be text")
        elif not all(map(str.isprintable, texts)):
            problem = tr("its name, version or output names hold characters that cannot be shown")
        if problem:
            raise ModelError(tr("The model cannot be used: {problem}.").format(problem=problem))

    def _class_problem(self) -> str:
        texts = (*self.classes, *self.colors)
        try:
            if all(isinstance(text, str) for text in texts) and len(self.scheme):
                return ""
        except NoSchemeError:
            pass
        return tr(
            "its classes ({classes}) must be 2 to 100 different names of up to 100 characters, and their colours, "
            "where there are any, one #rrggbb for each"
        ).format(classes=", ".join(map(shown, self.classes[:_BANDS_TOLD])))

    def _input_problem(self) -> str:
        known = RGB_BANDS if self.values == GREY else tuple(WAVELENGTHS)
        if self.values not in VALUES or self.activation not in ACTIVATIONS:
            return tr("its values {values!r} or its activation {activation!r} are not known").format(
                values=short(self.values), activation=short(self.activation)
            )
        if not self.bands or not all(band in known for band in self.bands) or len(set(self.bands)) < len(self.bands):
            return tr("its bands are {bands} and not different ones of {known}").format(
                bands=", ".join(map(shown, self.bands[:_BANDS_TOLD])), known=", ".join(known)
            )
        size = self.tile_size
        if type(size) is not int or not SMALLEST_TILE <= size <= LARGEST_TILE or size % TILE_STEP:
            return tr("its tiles are {size} pixels wide and not {least} to {most}, in steps of {step}").format(
                size=shown(size), least=SMALLEST_TILE, most=LARGEST_TILE, step=TILE_STEP
            )
        if self.layout not in LAYOUTS:
            return tr("its layout {layout!r} is not one of {choices}").format(
                layout=short(self.layout), choices=", ".join(LAYOUTS)
            )
        return ""

    def _number_problem(self) -> str:
        if not self._has_sensible_limits():
            return tr("its thresholds are not finite numbers")
        if not is_sensible(self.temperature) or self.temperature <= 0:
            return tr("its temperature is {temperature!r} and not a positive number").format(
                temperature=short(self.temperature)
            )
        if self.scaling and len(self.scaling) != len(self.bands):
            return tr("it scales {scaled} bands and has {bands}").format(
                scaled=len(self.scaling), bands=len(self.bands)
            )
        if self.dense is not None and not self._has_sensible_steps(self.dense):
            return tr(
                "the way in which it sees whole images makes no sense: in steps of {step} pixels, or with shares of "
                "tiles that are not from 0 to 1"
            ).format(step=short(self.dense.step))
        if not all(_scales(scaling) for scaling in self.scaling):
            return tr("its scaling is not by finite numbers, or divides by nearly 0")
        return ""

    def _has_sensible_limits(self) -> bool:
        averages = [asdict(average) for average in self.averages]
        numbers = [value for limits in (asdict(self.thresholds), *averages) for value in limits.values()]
        positive = [average[name] for average in averages for name in ("windows", "views", "temperature")]
        return all(map(is_sensible, numbers)) and all(number > 0 for number in positive)

    def _has_sensible_steps(self, dense: Dense) -> bool:
        shares = (dense.agreement, dense.unflagged)
        if type(dense.step) is not int or dense.step < 1 or self.tile_size // 2 % dense.step or self.layout != "NCHW":
            return False
        return all(is_sensible(share) and 0 <= share <= 1 for share in shares)

    def _has_default(self, name: str) -> bool:
        return bool(getattr(self, name) == type(self).__dataclass_fields__[name].default)


_ADDED = ("colors", "values", "scaling", "activation", "dense")
"""Entries of cards of other models: one that does not need them is written without, as ever."""
_LEAST_SCALE = 1e-6


def _scales(scaling: BandScaling) -> bool:
    limits = [limit for limit in (scaling.low, scaling.high) if limit is not None]
    if not all(map(is_sensible, (scaling.shift, scaling.scale, *limits))) or abs(scaling.scale) < _LEAST_SCALE:
        return False
    return len(limits) < 2 or limits[0] < limits[1]
