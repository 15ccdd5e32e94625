# SPDX-License-Identifier: GPL-2.0-or-later
"""The classes of a model as one value that travels with its card, and with every grid that it makes.

EuroSAT's ten are one such scheme, and the one of whatever does not say otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from colorsys import hls_to_rgb
from dataclasses import dataclass
from functools import cached_property

from eurosat_plugin.core.classes import CLASSES, URBAN_KEYS, LandCoverClass
from eurosat_plugin.core.palettes import PALETTES

FEWEST, MOST = 2, 100
"""Classes of a model: with more, a byte has no room for them beside their confidence."""
LONGEST_KEY, LONGEST_NAME = 24, 100
"""Characters; a key is part of the name of a column."""
MIXED_KEY, UNCLEAR_KEY = "mixed", "unclear"
"""What a reference tile may be beside the classes: no key of a class is one of these, in whatever capitals."""

_COLOR = re.compile(r"#[0-9a-f]{6}")
_GOLDEN = 0.618034
"""Of a circle: hues that are so far apart stay apart, however many there are."""
_LIGHTNESS = (0.45, 0.65, 0.3)


class NoSchemeError(ValueError):
    """Names and colours that are not those of classes."""


@dataclass(frozen=True)
class ClassScheme:
    """Classes in the order of a model's output; each `id` is its place."""

    classes: tuple[LandCoverClass, ...]

    @classmethod
    def of(cls, names: Sequence[str], colors: Sequence[str] = ()) -> ClassScheme:
        """Return the scheme of classes that are called `names`, in ``#rrggbb`` `colors` (empty where there is none).

        EuroSAT's ten in its order, by their keys or their names, are EuroSAT's scheme.

        :raises NoSchemeError: when there are too few or too many, two have one name, or a name or colour is none.
        """
        if not FEWEST <= len(names) <= MOST or len({name.strip().lower() for name in names}) < len(names):
            raise NoSchemeError
        if not all(0 < len(name) <= LONGEST_NAME and name.isprintable() and name.strip() for name in names):
            raise NoSchemeError
        colors = list(colors) or [""] * len(names)
        if len(colors) != len(names) or not all(color == "" or _COLOR.fullmatch(color) for color in colors):
            raise NoSchemeError
        if list(names) in ([c.key for c in CLASSES], [c.name for c in CLASSES]):
            return EUROSAT
        return cls(
            tuple(
                LandCoverClass(number, key, _shown(name), color or _color(number))
                for number, (key, name, color) in enumerate(zip(_keys(names), names, colors))
            )
        )

    @classmethod
    def from_text(cls, text: str) -> ClassScheme | None:
        """Return the scheme that :meth:`to_text` wrote; None where `text` says nothing of the kind."""
        try:
            values = json.loads(text) if len(text) <= MOST * (LONGEST_NAME + 50) * 6 else None
            if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
                return None
            names, colors, keys = ([value[name] for value in values] for name in ("name", "color", "key"))
            if not all(isinstance(text, str) for text in (*names, *colors, *keys)):
                return None
            scheme = cls.of(names, colors)
        except (ValueError, KeyError, RecursionError):
            return None
        return scheme if list(scheme.keys) == keys else None

    def to_text(self) -> str:
        """Return keys, names and colours as JSON in one line."""
        return json.dumps([{"key": c.key, "name": c.name, "color": c.color} for c in self.classes])

    @classmethod
    def of_entry(cls, entry: str | None) -> ClassScheme:
        """Return the classes of what was made with this :attr:`entry`: EuroSAT's where there is none to read."""
        return (cls.from_text(entry) if entry else None) or EUROSAT

    @property
    def entry(self) -> str:
        """What all that is made with these classes says of them: their text, and nothing where they are EuroSAT's."""
        return "" if self.is_eurosat else self.to_text()

    def __len__(self) -> int:
        return len(self.classes)

    def differing(self, other: ClassScheme) -> list[str]:
        """Return the names of the classes that only one of the two has, by their keys; of neither order nor colour."""
        return [c.name for one, two in ((self, other), (other, self)) for c in one.classes if c.key not in two.numbers]

    @property
    def is_eurosat(self) -> bool:
        """Whether these are EuroSAT's ten: what is water, urban or crop is known of them alone."""
        return self == EUROSAT

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys, which name columns and stand in the data."""
        return tuple(c.key for c in self.classes)

    @cached_property
    def numbers(self) -> dict[object, int]:
        """The number of each class by its key."""
        return {c.key: c.id for c in self.classes}

    @cached_property
    def urban_ids(self) -> tuple[int, ...]:
        """The numbers of the classes that are urban; none where that is not known."""
        return tuple(self.numbers[key] for key in URBAN_KEYS) if self.is_eurosat else ()

    @cached_property
    def palettes(self) -> dict[str, tuple[str, ...]]:
        """``#rrggbb`` of the classes by the name of a palette, the default first; models bring one."""
        return PALETTES if self.is_eurosat else {OWN_PALETTE: tuple(c.color for c in self.classes)}

    @property
    def colors(self) -> tuple[str, ...]:
        """``#rrggbb`` of the classes in the default palette."""
        return next(iter(self.palettes.values()))


OWN_PALETTE = "model"
"""What the colours of a model are called that has its own."""

EUROSAT = ClassScheme(CLASSES)


def _keys(names: Sequence[str]) -> list[str]:
    """Return a key for each of `names`: its letters and digits, every word with a capital, and no two alike.

    Columns of a database do not differ by capitals alone.
    """
    keys: list[str] = []
    taken = {MIXED_KEY, UNCLEAR_KEY}
    for number, name in enumerate(names):
        words = re.findall(r"[^\W_]+", name)
        bare = "".join(word[0].upper() + word[1:] for word in words)[:LONGEST_KEY] or f"Class{number}"
        key, tries = bare, 1
        while key.lower() in taken:
            tries += 1
            key = f"{bare[: LONGEST_KEY - len(str(tries))]}{tries}"
        taken.add(key.lower())
        keys.append(key)
    return keys


def _shown(name: str) -> str:
    """Return `name` as labels and tool tips show it, which take what stands between these signs for HTML."""
    return name.strip().replace("<", "\u2039").replace(">", "\u203a")


def _color(number: int) -> str:
    """Return a colour for a class that has none of its own."""
    rgb = hls_to_rgb(number * _GOLDEN % 1.0, _LIGHTNESS[number % len(_LIGHTNESS)], 0.6)
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)
