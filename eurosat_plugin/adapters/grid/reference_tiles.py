# SPDX-License-Identifier: GPL-2.0-or-later
"""A labelled sample, read back: what was drawn, and what people say that it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from qgis.core import NULL, QgsFeature, QgsPointXY, QgsProcessingFeatureSource

from eurosat_plugin.core.assessment.labels import labels_of, references_of
from eurosat_plugin.core.assessment.stratified_sample import Strata
from eurosat_plugin.core.class_scheme import EUROSAT, UNCLEAR_KEY, ClassScheme
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import number, shortened, tr, translate

NEEDED = ("stratum", "stratum_tiles", "stratum_ha", "area_ha")
UNLABELLED, UNCLEAR = -2, -1
"""In place of the number of a label."""

_TOLERANCE = 1e-6
_CLASSES_TOLD = 3


@dataclass(frozen=True)
class ReferenceTiles:
    """Columns ``(units,)`` of all tiles that were drawn, in the order of the layer.

    `labels`, `seconds` and `others` (the second interpreter's labels) are numbers of what a tile may be
    (:func:`references_of`), UNCLEAR or UNLABELLED; `drawn` ``(strata,)`` tells how many tiles each stratum was drawn
    with, 0 where that is not known.
    """

    population: Strata
    strata: npt.NDArray[np.int64]
    area_ha: npt.NDArray[np.float64]
    labels: npt.NDArray[np.int64]
    seconds: npt.NDArray[np.int64]
    others: npt.NDArray[np.int64]
    places: tuple[QgsPointXY, ...]
    drawn: npt.NDArray[np.int64]

    @property
    def usable(self) -> npt.NDArray[np.bool_]:
        """The tiles with a label that says what they are."""
        return self.labels >= 0

    def agreement(self) -> tuple[int, int]:
        """Return on how many tiles both interpreters agree, and how many both have labelled."""
        both = (self.labels != UNLABELLED) & (self.others != UNLABELLED)
        return int((self.labels == self.others)[both].sum()), int(both.sum())


def check_classes(sample: ClassScheme, sample_name: str, grid: ClassScheme, grid_name: str) -> None:
    """Check that a sample was labelled in the classes of a grid, in whatever order; names are what people know them by.

    :raises InputError: when one of them has a class that the other has not.
    """
    differing = [translate(name) for name in sample.differing(grid)]
    if differing:
        shown = ", ".join(differing[:_CLASSES_TOLD]) + (" …" if len(differing) > _CLASSES_TOLD else "")
        sentence = tr(
            "{sample} and {grid} have different classes (only one of them has {classes}); choose the grid that the "
            "sample was drawn from, or another with its classes."
        )
        raise InputError(sentence.format(sample=sample_name, grid=grid_name, classes=shown))


def read_reference(
    source: QgsProcessingFeatureSource, name: str, label: str, second: str, scheme: ClassScheme = EUROSAT
) -> ReferenceTiles:
    """Read a sample that people know as `name`, with the columns `label` and `second` (or none) of an interpreter.

    The labels are keys of the classes of `scheme`, and become their numbers.

    :raises InputError: when it is no such sample, or was changed so that nothing can be told of the map.
    """
    fields = source.fields()
    for column in (*NEEDED, label, *([second] if second else [])):
        if fields.lookupField(column) < 0:
            raise InputError(
                tr(
                    "The layer {layer} has no column {column}. Accuracy and areas need a sample that Sample tiles "
                    "drew; points that were chosen in another way, clusters, and strata that were made afterwards tell "
                    "nothing here."
                ).format(layer=name, column=column)
            )
    other = "label_2" if label == "label_1" else "label_1"
    columns = {
        key: fields.lookupField(column)
        for key, column in (("second", second or "\0"), ("other", other), ("row", "row"), ("col", "col"))
    }
    features = list(source.getFeatures())
    if not features:
        raise InputError(tr("The layer {layer} has no tile; choose a labelled sample.").format(layer=name))
    _check_once(features, columns["row"], columns["col"], name)
    names = [str(feature["stratum"]) for feature in features]
    found = sorted(set(names))
    facts = [_facts([f for f, own in zip(features, names) if own == stratum], stratum, name) for stratum in found]
    areas = [_positive(feature["area_ha"], "area_ha", name) for feature in features]
    labels = _Labels(scheme, name)
    return ReferenceTiles(
        Strata(tuple(found), np.array([int(f[0]) for f in facts]), np.array([f[1] for f in facts])),
        np.array([found.index(stratum) for stratum in names], dtype=np.int64),
        np.array(areas),
        labels.numbers(features, fields.lookupField(label), label),
        labels.numbers(features, columns["second"], second),
        labels.numbers(features, columns["other"], other),
        tuple(feature.geometry().boundingBox().center() for feature in features),
        np.array([int(f[2]) for f in facts], dtype=np.int64),
    )


class _Labels:
    """What the labels of the sample `name` stand for, where the classes are those of `scheme`."""

    def __init__(self, scheme: ClassScheme, name: str) -> None:
        self._numbers = {key: number for number, key in enumerate(references_of(scheme))}
        self._numbers.update({"": UNLABELLED, UNCLEAR_KEY: UNCLEAR})
        self._words, self._name = ", ".join(labels_of(scheme)), name

    def numbers(self, features: list[QgsFeature], column: int, title: str) -> npt.NDArray[np.int64]:
        """Return the numbers in a `column`; UNLABELLED where there is none, -1."""
        values = [self._number(feature[column], title) if column >= 0 else UNLABELLED for feature in features]
        return np.array(values, dtype=np.int64)

    def _number(self, value: Any, column: str) -> int:
        text = "" if value is None or value == NULL else str(value).strip()
        if text not in self._numbers:
            sentence = tr("The column {column} of {layer} holds {value!r}; a label is one of {labels}.")
            raise InputError(
                sentence.format(column=column, layer=self._name, value=text, labels=shortened(self._words))
            )
        return self._numbers[text]


def _facts(features: list[QgsFeature], stratum: str, name: str) -> tuple[float, float, int]:
    """Return tiles and hectares of a stratum on the map, and how many of its tiles were drawn."""
    tiles = _positive(features[0]["stratum_tiles"], "stratum_tiles", name)
    hectares = _positive(features[0]["stratum_ha"], "stratum_ha", name)
    for feature in features:
        same = abs(_positive(feature["stratum_ha"], "stratum_ha", name) - hectares) <= _TOLERANCE * hectares
        if not same or _positive(feature["stratum_tiles"], "stratum_tiles", name) != tiles:
            sentence = tr(
                "The tiles of the stratum {stratum} in {layer} do not agree on its size; it seems to be several "
                "samples. Assess each by itself."
            )
            raise InputError(sentence.format(stratum=stratum, layer=name))
    if len(features) > tiles:
        sentence = tr("The stratum {stratum} in {layer} has more tiles than the map; draw the sample again.")
        raise InputError(sentence.format(stratum=stratum, layer=name))
    inclusion = features[0].fieldNameIndex("inclusion") if features[0].fields() is not None else -1
    share = features[0][inclusion] if inclusion >= 0 else 0.0
    return tiles, hectares, round(share * tiles) if isinstance(share, (int, float)) else 0


def _positive(value: Any, column: str, name: str) -> float:
    if not isinstance(value, (int, float)) or not 0.0 < value < float("inf"):
        sentence = tr(
            "The column {column} of {layer} holds {value}; a number above 0 is needed. Draw the sample again."
        )
        raise InputError(sentence.format(column=column, layer=name, value=value))
    return float(value)


def _check_once(features: list[QgsFeature], row: int, col: int, name: str) -> None:
    """Check that no tile is there twice; :raises InputError: when one is."""
    if min(row, col) >= 0 and features[0][row] != NULL and features[0][col] != NULL:
        keys = Counter((feature[row], feature[col]) for feature in features)
    else:
        centers = (feature.geometry().boundingBox().center() for feature in features)
        keys = Counter((round(center.x(), 3), round(center.y(), 3)) for center in centers)
    twice = sum(count - 1 for count in keys.values())
    if twice:
        sentence = tr("The layer {layer} has {count} tiles more than once; each may be in a sample once.")
        raise InputError(sentence.format(layer=name, count=number(twice)))
