# SPDX-License-Identifier: GPL-2.0-or-later
"""A sample on its way through the hands of an interpreter: which tile is looked at, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qgis.core import NULL, QgsFeatureRequest, QgsGeometry, QgsMapLayer, QgsVectorDataProvider, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.sip import isdeleted

from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.errors import InputError, OutputError

NUMBER = "sample"


@dataclass(frozen=True)
class TileRow:
    """A tile of the sample: its feature, its number, and what the interpreter says of it, empty for nothing yet."""

    feature: int
    number: int
    label: str = ""
    second: str = ""


def is_sample(layer: QgsMapLayer | None) -> bool:
    """Tell whether `layer` is a sample of tiles that can be labelled."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return False
    return all(layer.fields().lookupField(name) >= 0 for name in (NUMBER, "label_1", "second_1"))


class LabellingSession(QObject):
    """The tiles of `layer` for one `person` (1 or 2), in the order of their numbers.

    `scheme` are the classes that they may have.

    :raises InputError: when the layer cannot be labelled.
    """

    changed = pyqtSignal()
    """Another tile is looked at, or something else is said of one."""
    ended = pyqtSignal()
    """The layer is gone."""

    def __init__(self, layer: QgsVectorLayer, person: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer, self._person = layer, person
        self.scheme: ClassScheme = scheme_of(layer)
        fields = layer.fields()
        self._columns = [fields.lookupField(f"{name}_{person}") for name in ("label", "second")]
        problem = self._problem()
        if problem:
            raise InputError(problem)
        self._rows: list[TileRow] = []
        self._undo: list[TileRow] = []
        self._writing = False
        self._read()
        self._place = next((place for place, row in enumerate(self._rows) if not row.label), 0)
        layer.afterCommitChanges.connect(self._read_again)
        layer.willBeDeleted.connect(self.ended)

    @property
    def tile(self) -> TileRow:
        """The tile that is looked at."""
        return self._rows[self._place]

    @property
    def count(self) -> int:
        """Number of tiles."""
        return len(self._rows)

    @property
    def labelled(self) -> int:
        """Number of tiles with a label."""
        return sum(bool(row.label) for row in self._rows)

    @property
    def can_undo(self) -> bool:
        """Whether something was said that can be taken back."""
        return bool(self._undo)

    @property
    def layer(self) -> QgsVectorLayer:
        """The sample."""
        return self._layer

    def shape(self) -> QgsGeometry:
        """Return the outline of the tile, in the CRS of the layer."""
        request = QgsFeatureRequest(self.tile.feature).setNoAttributes()
        feature = next(self._layer.getFeatures(request), None)
        return QgsGeometry() if feature is None else feature.geometry()

    def set_label(self, label: str, second: str = "") -> None:
        """Say what the tile is, and save it; :raises EuroSatError: when it cannot be saved."""
        before = self.tile
        self._write(replace(before, label=label, second=second))
        self._undo.append(before)
        self.changed.emit()

    def undo(self) -> None:
        """Take back what was said last, and look at that tile; :raises EuroSatError: when it cannot be saved."""
        if self._undo:
            before = self._undo[-1]
            self._place = next(place for place, row in enumerate(self._rows) if row.feature == before.feature)
            self._write(before)
            self._undo.pop()
            self.changed.emit()

    def step(self, by: int) -> None:
        """Look at the tile `by` places further."""
        self._place = (self._place + by) % len(self._rows)
        self.changed.emit()

    def go_on(self) -> None:
        """Look at the next tile without a label; stay where all have one."""
        order = [*range(self._place + 1, len(self._rows)), *range(self._place)]
        self._place = next((place for place in order if not self._rows[place].label), self._place)
        self.changed.emit()

    def close(self) -> None:
        """Let go of the layer."""
        if not isdeleted(self._layer):
            self._layer.afterCommitChanges.disconnect(self._read_again)
            self._layer.willBeDeleted.disconnect(self.ended)

    def _problem(self) -> str:
        layer, provider = self._layer, self._layer.dataProvider()
        if min(self._columns) < 0:
            return self.tr("{layer} has no column label_{person}; draw it with Sample tiles.").format(
                layer=layer.name(), person=self._person
            )
        changes = QgsVectorDataProvider.Capability.ChangeAttributeValues
        if layer.readOnly() or not provider.capabilities() & changes:
            return self._locked()
        if not layer.featureCount():
            return self.tr("{layer} has no tile.").format(layer=layer.name())
        if not self._tells_classes():
            sentence = self.tr(
                "{layer} was drawn from a map of other classes and does not tell them any more; label it in the "
                "project or the GeoPackage that it was drawn into."
            )
            return sentence.format(layer=layer.name())
        return ""

    def _tells_classes(self) -> bool:
        """Tell whether the classes that are known of the layer are those of the map that it was drawn from."""
        column = self._layer.fields().lookupField("map_key")
        found = self._layer.uniqueValues(column) if column >= 0 else ()
        return all(value in self.scheme.numbers for value in found if isinstance(value, str) and value)

    def _locked(self) -> str:
        sentence = self.tr("{layer} cannot be edited; save it as a GeoPackage and label that.")
        return sentence.format(layer=self._layer.name())

    def _read(self) -> None:
        number = self._layer.fields().lookupField(NUMBER)
        request = QgsFeatureRequest().setSubsetOfAttributes([number, *self._columns])
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        rows = []
        for feature in self._layer.getFeatures(request):
            label, second = (_text(feature[column]) for column in self._columns)
            value = feature[number]
            rows.append(TileRow(feature.id(), value if isinstance(value, int) else feature.id(), label, second))
        self._rows = sorted(rows, key=lambda row: (row.number, row.feature))

    def _read_again(self) -> None:
        """Take over what somebody else has said, as in the attribute table."""
        if self._writing:
            return
        looked_at = self.tile.feature
        self._read()
        if not self._rows:
            self.ended.emit()
            return
        self._place = next((place for place, row in enumerate(self._rows) if row.feature == looked_at), 0)
        self._undo = []
        self.changed.emit()

    def _write(self, row: TileRow) -> None:
        layer, said = self._layer, {"layer": self._layer.name()}
        if layer.isEditable():
            raise InputError(self.tr("{layer} is being edited; save or discard these edits first.").format(**said))
        if not layer.startEditing():
            raise InputError(
                self.tr("{layer} cannot be edited; save it as a GeoPackage and label that.").format(**said)
            )
        self._writing = True
        try:
            for column, value in zip(self._columns, (row.label, row.second)):
                layer.changeAttributeValue(row.feature, column, value or NULL)
            saved = layer.commitChanges()
            reasons = " ".join(" ".join(layer.commitErrors()).split())
            if not saved:
                layer.rollBack()
        finally:
            self._writing = False
        if not saved:
            sentence = self.tr("The label could not be saved in {layer} ({reason}).")
            raise OutputError(sentence.format(reason=reasons, **said))
        self._rows[self._place] = row


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
