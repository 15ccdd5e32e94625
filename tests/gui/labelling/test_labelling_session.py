# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsProject, QgsVectorFileWriter, QgsVectorLayer

from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.gui.labelling.labelling_session import LabellingSession


@pytest.fixture
def sample(qgis_new_project: None, tmp_path: Path) -> QgsVectorLayer:
    """Return a sample of the tiles 1 and 2 in a file."""
    fields = "&".join(f"field={name}:string" for name in ("label_1", "second_1"))
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&field=sample:integer&{fields}", "sample", "memory")
    for number in (1, 2):
        feature = QgsFeature(layer.fields())
        feature["sample"] = number
        layer.dataProvider().addFeature(feature)
    path, options = str(tmp_path / "sample.gpkg"), QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsProject.instance().transformContext(), options)
    sample = QgsVectorLayer(path, "sample", "ogr")
    QgsProject.instance().addMapLayer(sample)
    return sample


@pytest.fixture
def session(sample: QgsVectorLayer) -> LabellingSession:
    return LabellingSession(sample, 1)


def refuse_changes(layer: QgsVectorLayer) -> None:
    """Let the file of `layer` take no changes any more."""
    with closing(sqlite3.connect(layer.source())) as file, file:
        file.execute("CREATE TRIGGER locked BEFORE UPDATE ON sample BEGIN SELECT RAISE(ABORT, 'locked'); END")


def allow_changes(layer: QgsVectorLayer) -> None:
    with closing(sqlite3.connect(layer.source())) as file, file:
        file.execute("DROP TRIGGER locked")


def first_label(layer: QgsVectorLayer) -> str:
    return str(next(layer.getFeatures("sample = 1"))["label_1"] or "")


def test_a_label_that_could_not_be_taken_back_can_be_taken_back_later(sample, session):
    session.set_label("Forest")
    refuse_changes(sample)
    with pytest.raises(OutputError, match="could not be saved"):
        session.undo()
    allow_changes(sample)
    before = first_label(sample)

    session.undo()

    assert (before, first_label(sample)) == ("Forest", "")


def test_a_layer_that_takes_no_label_is_not_left_in_edit_mode(sample, session):
    refuse_changes(sample)

    with pytest.raises(OutputError, match="could not be saved"):
        session.set_label("Forest")

    assert not sample.isEditable()


def test_a_session_that_is_closed_takes_over_no_edits(sample, session):
    session.close()

    sample.startEditing()
    sample.changeAttributeValue(session.tile.feature, sample.fields().lookupField("label_1"), "River")
    assert sample.commitChanges()

    assert session.tile.label == ""
