# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a classified grid comes from, written into the layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from qgis.core import QgsVectorLayer

from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.acquisition import sentinel_notice
from eurosat_plugin.core.product.radiometry import DISPLAY
from eurosat_plugin.core.translation import tr

PREFIX = "eurosat/"


@dataclass(frozen=True)
class Provenance:
    """All that is needed to make the same grid again, and what was said while it was made.

    `rights` say who is to be named, `terms` where the terms of use of the image stand, each a line. `classes` are those
    of the model as :attr:`ClassScheme.entry` has them.
    """

    model: str
    model_version: str
    model_sha256: str
    bands: str
    radiometry: str
    offset: float
    stride: int
    edge: str
    tta: bool
    min_confidence: float
    backend: str
    source: str
    scene: str
    date: str
    plugin_version: str
    rights: str = ""
    terms: str = ""
    classes: str = ""
    account: Account = field(default_factory=Account)

    def properties(self) -> dict[str, Any]:
        """Return name and value of each; those of the account as text, with one sentence a line."""
        values = {known.name: getattr(self, known.name) for known in fields(self) if known.name != _ACCOUNT}
        if not self.classes:
            del values[_CLASSES]
        return {**values, **self.account.entries()}

    def entries(self) -> dict[str, str]:
        """Return name and value of each, as text."""
        return {name: str(value) for name, value in self.properties().items()}


_ACCOUNT = "account"
_CLASSES = "classes"

PROPERTIES = (*(known.name for known in fields(Provenance) if known.name != _ACCOUNT), *Account().entries())
"""Names of all that is written."""


def describe_layer(layer: QgsVectorLayer, provenance: Provenance) -> None:
    """Write `provenance` into the layer's custom properties ``eurosat/*`` and its metadata."""
    for key, value in provenance.properties().items():
        layer.setCustomProperty(PREFIX + key, value)
    metadata = layer.metadata()
    metadata.setTitle(layer.name())
    abstract = tr("Land cover in EuroSAT's ten classes, one per 640 m tile, by the network {model} {version}.").format(
        model=provenance.model, version=provenance.model_version
    )
    if provenance.classes:
        abstract = tr("Classes of the network {model} {version}, one for each of its tiles.").format(
            model=provenance.model, version=provenance.model_version
        )
    if provenance.radiometry != DISPLAY.key:
        abstract += " " + tr("Contains modified Copernicus Sentinel data.")
        metadata.setRights(provenance.rights.split("\n") if provenance.rights else [sentinel_notice(provenance.date)])
    metadata.setLicenses(provenance.terms.split("\n") if provenance.terms else [])
    metadata.setAbstract(abstract)
    metadata.setHistory([f"{key}: {line}" for key, text in provenance.entries().items() for line in text.split("\n")])
    layer.setMetadata(metadata)


def read_provenance(layer: QgsVectorLayer) -> Mapping[str, str]:
    """Return what :func:`describe_layer` wrote, as :meth:`Provenance.entries` has it; empty where nothing is left."""
    there = set(layer.customPropertyKeys())
    properties = {name: layer.customProperty(PREFIX + name) for name in PROPERTIES if PREFIX + name in there}
    if properties.get("model"):
        # An empty text comes back as None out of a style or a project of QGIS 3.44.
        return {name: "" if value is None else str(value) for name, value in properties.items()}
    entries: dict[str, str] = {}
    for line in layer.metadata().history():
        name, colon, value = line.partition(": ")
        if colon and name in PROPERTIES:
            entries[name] = f"{entries[name]}\n{value}" if name in entries else value
    return entries


def image_of(made: Mapping[str, str]) -> str:
    """Return the file, product or address of the image of which a grid with the entries `made` was made.

    Empty where the colours of a map were classified, which is called by its title alone: no such image can be opened.
    A picture that is read as colours as displayed is one.
    """
    source = made.get("source", "")
    of_a_map = made.get("radiometry") == DISPLAY.key and source == made.get("scene", "")
    return "" if of_a_map else source


def scheme_of(layer: QgsVectorLayer) -> ClassScheme:
    """Return the classes of a grid, or of a sample of one: EuroSAT's where it does not say that it has others."""
    text = layer.customProperty(PREFIX + _CLASSES)
    if text is None and layer.customProperty(PREFIX + "model") is None:
        text = read_provenance(layer).get(_CLASSES)
    return ClassScheme.of_entry(str(text) if text else "")


def describe_classes(layer: QgsVectorLayer, scheme: ClassScheme) -> None:
    """Write `scheme` into a layer of tiles from several grids, or of a sample, so that :func:`scheme_of` finds it."""
    if scheme.entry:
        layer.setCustomProperty(PREFIX + _CLASSES, scheme.entry)
        metadata, line = layer.metadata(), f"{_CLASSES}: {scheme.entry}"
        # A layer may be styled twice, and two lines of one name are read as one text.
        metadata.setHistory([*(known for known in metadata.history() if known != line), line])
        layer.setMetadata(metadata)


def read_account(layer: QgsVectorLayer) -> Account:
    """Return what was said of how the image of `layer` was read; an empty account where nothing is left of it."""
    return Account.of_entries(read_provenance(layer))
