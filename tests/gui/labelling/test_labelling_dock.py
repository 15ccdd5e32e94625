# SPDX-License-Identifier: GPL-2.0-or-later
"""Labelling tile after tile, by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from qgis.core import NULL, QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QProgressBar, QPushButton, QSpinBox

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.gui.labelling.labelling_dock import LabellingDock

LEFT, TOP, TILE = 500_000.0, 5_000_000.0, 640.0
FIELDS = "&".join(["field=sample:integer", *(f"field={n}_{p}:string" for p in (1, 2) for n in ("label", "second"))])
NUMBERS = [3, 1, 4, 2]
"""Of the tiles from left to right."""


@pytest.fixture
def make_sample(qgis_new_project: None) -> Callable[..., QgsVectorLayer]:
    def make(name: str = "sample", numbers: list[int] = NUMBERS) -> QgsVectorLayer:
        layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&{FIELDS}", name, "memory")
        for place, number in enumerate(numbers):
            feature = QgsFeature(layer.fields())
            left = LEFT + TILE * place
            feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, TOP - TILE, left + TILE, TOP)))
            feature["sample"] = number
            layer.dataProvider().addFeature(feature)
        layer.updateExtents()
        QgsProject.instance().addMapLayer(layer)
        return layer

    return make


@pytest.fixture
def canvas(qtbot, make_sample) -> QgsMapCanvas:
    canvas = QgsMapCanvas()
    canvas.resize(400, 300)
    qtbot.addWidget(canvas)
    canvas.setDestinationCrs(QgsProject.instance().crs())
    canvas.show()
    return canvas


@pytest.fixture
def dock(qtbot, canvas: QgsMapCanvas, make_sample) -> Iterator[LabellingDock]:
    layer = make_sample()
    canvas.setDestinationCrs(layer.crs())
    dock = LabellingDock(canvas)
    qtbot.addWidget(dock)
    dock.open(layer)
    yield dock
    dock.shut_down()


@pytest.fixture
def sample(dock: LabellingDock) -> QgsVectorLayer:
    [layer] = QgsProject.instance().mapLayersByName("sample")
    return layer


def press(dock: LabellingDock, *keys: Any) -> None:
    for key in keys:
        QTest.keyClick(dock.widget(), key)


def click(dock: LabellingDock, name: str) -> None:
    QTest.mouseClick(dock.findChild((QPushButton, QCheckBox), name), Qt.MouseButton.LeftButton)


def labels(layer: QgsVectorLayer, column: str = "label_1") -> dict[int, Any]:
    values = {feature["sample"]: feature[column] for feature in layer.getFeatures()}
    return {number: None if value == NULL else value for number, value in sorted(values.items())}


def text(dock: LabellingDock, name: str) -> str:
    return dock.findChild(QLabel, name).text()


def test_it_begins_with_the_first_number(dock: LabellingDock) -> None:
    assert text(dock, "EuroSatLabelTitle") == "Tile 1"
    assert dock.findChild(QProgressBar, "EuroSatLabelProgress").format() == "0 of 4 labelled"


def test_a_key_labels_saves_and_goes_on(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    press(dock, Qt.Key.Key_2)

    assert labels(sample) == {1: "Forest", 2: None, 3: None, 4: None}
    assert not sample.isEditable()
    assert text(dock, "EuroSatLabelTitle") == "Tile 2"
    assert dock.findChild(QProgressBar, "EuroSatLabelProgress").value() == 1


@pytest.mark.parametrize(("key", "label"), [*zip("1234567890", CLASS_KEYS), ("M", "mixed"), ("X", "unclear")])
def test_every_label_has_a_key(dock: LabellingDock, sample: QgsVectorLayer, key: str, label: str) -> None:
    press(dock, key)

    assert labels(sample)[1] == label


def test_the_number_pad_does_as_well(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    QTest.keyClick(dock.widget(), Qt.Key.Key_9, Qt.KeyboardModifier.KeypadModifier)

    assert labels(sample)[1] == "River"


def test_a_button_labels_too(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    click(dock, "EuroSatLabel_SeaLake")

    assert labels(sample)[1] == "SeaLake"
    assert text(dock, "EuroSatLabelTitle") == "Tile 2"


def test_keys_that_are_pressed_on_the_map_count(
    dock: LabellingDock, sample: QgsVectorLayer, canvas: QgsMapCanvas
) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_6)

    assert labels(sample)[1] == "Pasture"


def test_keys_with_ctrl_are_left_to_qgis(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    QTest.keyClick(dock.widget(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert labels(sample)[1] is None


def test_two_classes_are_the_first_and_the_second_that_are_pressed(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    press(dock, Qt.Key.Key_S, Qt.Key.Key_2)
    assert text(dock, "EuroSatLabelSaid") == "Forest and …"
    assert labels(sample)[1] is None

    press(dock, Qt.Key.Key_6)

    assert (labels(sample)[1], labels(sample, "second_1")[1]) == ("Forest", "Pasture")
    assert text(dock, "EuroSatLabelTitle") == "Tile 2"
    assert not dock.findChild(QCheckBox, "EuroSatLabelTwo").isChecked()


def test_two_classes_by_mouse(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    dock.findChild(QCheckBox, "EuroSatLabelTwo").toggle()
    click(dock, "EuroSatLabel_River")
    click(dock, "EuroSatLabel_Forest")

    assert (labels(sample)[1], labels(sample, "second_1")[1]) == ("River", "Forest")


def test_undo_takes_back_what_was_said_last_and_looks_at_it(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    press(dock, Qt.Key.Key_2, Qt.Key.Key_3)

    press(dock, Qt.Key.Key_Backspace)

    assert labels(sample) == {1: "Forest", 2: None, 3: None, 4: None}
    assert text(dock, "EuroSatLabelTitle") == "Tile 2"
    click(dock, "EuroSatLabelUndo")
    assert labels(sample)[1] is None
    assert not dock.findChild(QPushButton, "EuroSatLabelUndo").isEnabled()


def test_a_label_that_is_changed_comes_back_by_undo(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    press(dock, Qt.Key.Key_2, Qt.Key.Key_PageUp, Qt.Key.Key_4)
    assert labels(sample)[1] == "Highway"

    press(dock, Qt.Key.Key_Backspace)

    assert labels(sample)[1] == "Forest"


def test_back_forward_and_the_next_without_a_label(dock: LabellingDock) -> None:
    press(dock, Qt.Key.Key_2, Qt.Key.Key_PageUp)
    assert (text(dock, "EuroSatLabelTitle"), text(dock, "EuroSatLabelSaid")) == ("Tile 1", "Forest")
    assert dock.findChild(QPushButton, "EuroSatLabel_Forest").isChecked()

    click(dock, "EuroSatLabelNext")
    click(dock, "EuroSatLabelForward")
    assert text(dock, "EuroSatLabelTitle") == "Tile 3"

    click(dock, "EuroSatLabelBack")
    assert (text(dock, "EuroSatLabelTitle"), text(dock, "EuroSatLabelSaid")) == ("Tile 2", "No label yet")


def test_two_interpreters_have_columns_of_their_own(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    press(dock, Qt.Key.Key_2)

    dock.findChild(QComboBox, "EuroSatLabelPerson").setCurrentIndex(1)
    assert (text(dock, "EuroSatLabelTitle"), text(dock, "EuroSatLabelSaid")) == ("Tile 1", "No label yet")
    press(dock, Qt.Key.Key_3)

    assert (labels(sample)[1], labels(sample, "label_2")[1]) == ("Forest", "HerbaceousVegetation")


def test_the_map_shows_the_tile_with_its_surroundings(dock: LabellingDock, canvas: QgsMapCanvas) -> None:
    # The tile with number 1 is the second from the left.
    middle = canvas.extent().center()
    assert (middle.x(), middle.y()) == pytest.approx((LEFT + 1.5 * TILE, TOP - 0.5 * TILE))
    assert canvas.extent().height() == pytest.approx(3 * TILE)

    dock.findChild(QSpinBox, "EuroSatLabelSurroundings").setValue(6)

    assert canvas.extent().height() == pytest.approx(6 * TILE)


def test_it_goes_on_where_it_was_left(dock: LabellingDock, sample: QgsVectorLayer, canvas, qtbot) -> None:
    press(dock, Qt.Key.Key_2, Qt.Key.Key_2)
    again = LabellingDock(canvas)
    qtbot.addWidget(again)

    again.open(sample)

    assert text(again, "EuroSatLabelTitle") == "Tile 3"
    again.shut_down()


def test_when_all_have_a_label_it_says_what_comes_next(dock: LabellingDock) -> None:
    press(dock, *[Qt.Key.Key_2] * 4)

    assert text(dock, "EuroSatLabelMessage").startswith("All tiles have a label.")


def test_a_label_from_the_attribute_table_is_taken_over(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    sample.startEditing()
    feature = next(f for f in sample.getFeatures() if f["sample"] == 1)
    sample.changeAttributeValue(feature.id(), sample.fields().lookupField("label_1"), "River")
    assert sample.commitChanges()

    assert text(dock, "EuroSatLabelSaid") == "River"


def test_edits_of_somebody_else_are_not_saved_along(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    sample.startEditing()

    press(dock, Qt.Key.Key_2)

    assert text(dock, "EuroSatLabelMessage") == "sample is being edited; save or discard these edits first."
    assert labels(sample)[1] is None
    assert text(dock, "EuroSatLabelTitle") == "Tile 1"
    sample.rollBack()


def test_a_layer_that_cannot_be_edited_is_refused(dock: LabellingDock, make_sample) -> None:
    locked = make_sample("locked")
    locked.setReadOnly(True)

    dock.open(locked)

    assert text(dock, "EuroSatLabelMessage") == "locked cannot be edited; save it as a GeoPackage and label that."
    assert not dock.findChild(QPushButton, "EuroSatLabel_Forest").isEnabled()


def test_without_a_sample_it_says_where_one_comes_from(dock: LabellingDock, sample: QgsVectorLayer) -> None:
    QgsProject.instance().removeMapLayer(sample.id())

    assert text(dock, "EuroSatLabelMessage") == "There is no sample in the project; draw one with Sample tiles."
    assert text(dock, "EuroSatLabelTitle") == ""
    assert not dock.findChild(QPushButton, "EuroSatLabel_Forest").isEnabled()
    press(dock, Qt.Key.Key_2)


def test_a_classified_grid_on_the_map_is_warned_of(dock: LabellingDock, sample: QgsVectorLayer, canvas) -> None:
    fields = "field=class_key:string&field=confidence:double&field=area_ha:double&field=flag:string"
    grid = QgsVectorLayer(f"Polygon?crs=EPSG:32633&{fields}", "grid", "memory")
    QgsProject.instance().addMapLayer(grid)
    canvas.setLayers([grid])

    dock.open(sample)

    assert text(dock, "EuroSatLabelMessage").startswith("The map shows a classified grid; hide it")
    press(dock, Qt.Key.Key_2)
    assert text(dock, "EuroSatLabelMessage").startswith("The map shows a classified grid; hide it")
    canvas.setLayers([sample])
    assert text(dock, "EuroSatLabelMessage") == ""


def test_what_is_said_stands_above_all_else(dock: LabellingDock) -> None:
    QgsProject.instance().removeAllMapLayers()
    dock.open(None)
    message, choices = dock.findChild(QLabel, "EuroSatLabelMessage"), dock.findChild(QComboBox, "EuroSatLabelLayer")

    assert message.isVisibleTo(dock)
    dock.resize(300, 300)
    dock.show()
    QTest.qWait(50)
    assert message.mapTo(dock, message.rect().bottomLeft()).y() < choices.mapTo(dock, choices.rect().topLeft()).y()


def test_another_sample_can_be_chosen(dock: LabellingDock, make_sample) -> None:
    make_sample("other", [7, 8])

    dock.findChild(QComboBox, "EuroSatLabelLayer").setCurrentText("other")

    assert text(dock, "EuroSatLabelTitle") == "Tile 7"


def test_sixty_tiles_take_one_key_each(dock: LabellingDock, make_sample) -> None:
    layer = make_sample("sixty", list(range(1, 61)))
    dock.open(layer)

    press(dock, *("1234567890" * 6))

    assert list(labels(layer).values()) == [*CLASS_KEYS] * 6


def test_the_outline_goes_with_the_panel(dock: LabellingDock, canvas: QgsMapCanvas) -> None:
    bands = [item for item in canvas.scene().items() if type(item).__name__ == "QgsRubberBand"]
    assert any(band.isVisible() for band in bands)

    dock.close()

    assert not any(band.isVisible() for band in bands)
