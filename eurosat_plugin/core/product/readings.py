# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways to read an image's numbers, as the parameters that set them and as people say them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.radiometry import DISPLAY, QUANTIFICATION, REFLECTANCE, UNKNOWN_LEVEL, Radiometry
from eurosat_plugin.core.translation import number, tr

AUTOMATIC = "auto"

_LARGE = 1e5
"""Scales from here on are written in full, and not in powers of ten."""


@dataclass(frozen=True)
class Reading:
    """The parameters RADIOMETRY, OFFSET and SCALE; what is left open is found out."""

    radiometry: str = AUTOMATIC
    offset: float | None = None
    scale: float | None = None

    @property
    def automatic(self) -> bool:
        """Whether nothing is set."""
        return self == Reading()

    def parameters(self) -> dict[str, str | float]:
        """Return the parameters of the algorithm that set this, none for what is found out."""
        given = {"RADIOMETRY": self.radiometry, "OFFSET": self.offset, "SCALE": self.scale}
        return {name: value for name, value in given.items() if value is not None and value != AUTOMATIC}

    def as_text(self) -> str:
        """Return the parameters as text, empty where all is found out."""
        return json.dumps(self.parameters()) if not self.automatic else ""

    @classmethod
    def of_text(cls, text: str) -> Reading:
        """Return what :meth:`as_text` wrote; where somebody else did, all is found out."""
        try:
            return cls.of_parameters(json.loads(text))
        except (ValueError, TypeError, AttributeError):
            return cls()

    @classmethod
    def of_parameters(cls, parameters: Mapping[str, str | float]) -> Reading:
        """Return what :meth:`parameters` wrote; :raises ValueError: when a value is none."""
        offset, scale = (parameters.get(name) for name in ("OFFSET", "SCALE"))
        return cls(
            str(parameters.get("RADIOMETRY", AUTOMATIC)),
            None if offset is None else float(offset),
            None if scale is None else float(scale),
        )


@dataclass(frozen=True)
class Alternative:
    """Another way to read an image: `title` says which, `remark` what speaks for it and against it."""

    reading: Reading
    title: str
    remark: str

    def as_text(self) -> str:
        """Return all of it as one line of text."""
        return json.dumps([self.reading.parameters(), self.title, self.remark], ensure_ascii=False)

    @classmethod
    def of_text(cls, text: str) -> Alternative | None:
        """Return what :meth:`as_text` wrote, None where somebody else did."""
        try:
            parameters, title, remark = json.loads(text)
            return cls(Reading.of_parameters(parameters), str(title), str(remark))
        except (ValueError, TypeError, AttributeError):
            return None


class UndecidedError(InputError):
    """Numbers that can be read in several ways or in none; `alternatives` are those that can be set."""

    def __init__(self, sentence: str, alternatives: tuple[Alternative, ...]) -> None:
        super().__init__(sentence)
        self.alternatives = alternatives


def title_of(radiometry: Radiometry) -> str:
    """Say how numbers are read, in a few words: ``Level-2A, offset −1000``."""
    key, gain, offset = radiometry.key, radiometry.gain, radiometry.offset
    if key == DISPLAY.key:
        return tr("colours as displayed")
    if key.startswith("tci_"):
        return tr("true-colour image of {level}").format(level=_level_text(key[len("tci_") :]))
    what = [_level_text(key)]
    if key == REFLECTANCE.key and gain != REFLECTANCE.gain:
        what.append(tr("{white} is 1").format(white=number(QUANTIFICATION / gain)))
    elif key != REFLECTANCE.key and gain != 1.0:
        scaled = tr("number × {scale}").format(scale=number(gain) if gain >= _LARGE else f"{gain:g}")
        what = [scaled] if key == UNKNOWN_LEVEL else [*what, scaled]
    what.append(tr("offset {value}").format(value=signed(offset)) if offset else tr("no offset"))
    return ", ".join(what)


def signed(value: float) -> str:
    """Return `value` with a true minus."""
    return f"{value:g}".replace("-", "\u2212")


def _level_text(key: str) -> str:
    if key == REFLECTANCE.key:
        return tr("reflectance")
    if key == UNKNOWN_LEVEL:
        return tr("digital numbers of unknown level")
    return tr("Level-{level}").format(level=key[1:].upper())
