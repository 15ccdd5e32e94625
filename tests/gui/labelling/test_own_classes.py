# SPDX-License-Identifier: GPL-2.0-or-later
"""Labelling samples of grids with the classes of a model: draw, label, assess."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import NULL, QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QPushButton

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.gui.labelling.label_buttons import LabelButtons
from eurosat_plugin.gui.labelling.labelling_dock import LabellingDock
from tests.grids import FIELDS, memory_grid
from tests.processing.runs import run_algorithm
from tests.provider import registered_provider

SCHEME = ClassScheme.of(["water", "trees & shrubs", "built-up"], ["#1f5fbf", "#2e7d32", "#d7301f"])
WATER, TREES, BUILT = SCHEME.keys
MANY = ClassScheme.of([f"cover {number}" for number in range(1, 36)])
COLUMNS = "&".join(f"field={name}:string" for name in ("map_key", "label_1", "second_1", "label_2", "second_2"))


@pytest.fixture
def canvas(qtbot: Any, qgis_new_project: None) -> QgsMapCanvas:
    canvas = QgsMapCanvas()
    canvas.resize(400, 300)
    qtbot.addWidget(canvas)
    return canvas


@pytest.fixture
def dock(qtbot: Any, canvas: QgsMapCanvas) -> Iterator[LabellingDock]:
    dock = LabellingDock(canvas)
    qtbot.addWidget(dock)
    yield dock
    dock.shut_down()


@pytest.fixture
def make_sample(qgis_new_project: None) -> Callable[..., QgsVectorLayer]:
    def make(scheme: ClassScheme | None, tiles: int = 40, map_key: str = "", name: str = "sample") -> QgsVectorLayer:
        layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&field=sample:integer&{COLUMNS}", name, "memory")
        for number in range(tiles):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(640.0 * number, 0.0, 640.0 * number + 640.0, 640.0)))
            feature["sample"], feature["map_key"] = number + 1, map_key
            layer.dataProvider().addFeature(feature)
        if scheme is not None:
            layer.setCustomProperty("eurosat/classes", scheme.to_text())
        QgsProject.instance().addMapLayer(layer)
        return layer

    return make


def buttons(dock: LabellingDock) -> dict[str, QPushButton]:
    found = dock.findChild(LabelButtons).findChildren(QPushButton)
    return {button.objectName().partition("_")[2]: button for button in found}


def labels(layer: QgsVectorLayer, column: str = "label_1") -> list[Any]:
    values = {feature["sample"]: feature[column] for feature in layer.getFeatures()}
    return [None if values[number] == NULL else values[number] for number in sorted(values)]


def message(dock: LabellingDock) -> str:
    return str(dock.findChild(QLabel, "EuroSatLabelMessage").text())


@pytest.mark.parametrize("ending", ["", ".gpkg"])
def test_a_grid_of_three_classes_is_drawn_from_labelled_and_assessed(
    dock: LabellingDock, qgis_processing: None, tmp_path: Path, ending: str
) -> None:
    truth = [WATER] * 30 + [TREES] * 20 + [BUILT] * 10
    mapped = [*truth[:28], TREES, TREES, *truth[30:]]
    tiles = [{"row": 0, "col": place, "class_key": key, "confidence": 0.9} for place, key in enumerate(mapped)]
    grid = memory_grid(tiles, {"row": "int", "col": "int", **FIELDS})
    grid.setCustomProperty("eurosat/classes", SCHEME.to_text())
    place = str(tmp_path / f"sample{ending}") if ending else "TEMPORARY_OUTPUT"
    with registered_provider():
        drawn = run_algorithm("sampletiles", {"INPUT": grid, "SAMPLE_SIZE": 60, "SEED": 1, "OUTPUT": place})
        assert drawn.ok, drawn.sentence
        sample = QgsVectorLayer(place, "sample", "ogr") if ending else drawn.layer
        QgsProject.instance().addMapLayer(sample)
        dock.open(sample)
        for feature in sorted(sample.getFeatures(), key=lambda each: each["sample"]):
            QTest.keyClick(dock.widget(), str(1 + SCHEME.numbers[truth[feature["col"]]]))
        assert labels(sample) == [truth[f["col"]] for f in sorted(sample.getFeatures(), key=lambda f: f["sample"])]

        run = run_algorithm("accuracyassessment", {"INPUT": grid, "REFERENCE": sample, "OUTPUT": "TEMPORARY_OUTPUT"})

    assert run.ok, run.sentence
    # All 60 tiles were looked at, and two of them are water that the map calls trees.
    assert run.outputs["OVERALL_ACCURACY"] == pytest.approx(58 / 60)
    assert run.outputs["OVERALL_ERROR"] == pytest.approx(0.0)
    users = {feature["class_key"]: feature["users"] for feature in run.layer.getFeatures()}
    assert {key: users[key] for key in SCHEME.keys} == pytest.approx({WATER: 1.0, TREES: 20 / 22, BUILT: 1.0})


def test_the_buttons_have_names_keys_and_colours_of_the_model(
    dock: LabellingDock, make_sample: Callable[..., QgsVectorLayer]
) -> None:
    dock.open(make_sample(SCHEME))

    shown = {key: button.text() for key, button in buttons(dock).items()}
    assert shown == {
        WATER: "1  water",
        TREES: "2  trees && shrubs",
        BUILT: "3  built-up",
        "mixed": "M  Mixed",
        "unclear": "X  Can't tell",
    }
    colors = {key: button.icon().pixmap(14).toImage().pixelColor(7, 7).name() for key, button in buttons(dock).items()}
    assert [colors[key] for key in SCHEME.keys] == list(SCHEME.colors)
    assert buttons(dock)["mixed"].icon().isNull()


def test_a_key_that_stands_for_no_class_of_the_model_does_nothing(
    dock: LabellingDock, make_sample: Callable[..., QgsVectorLayer]
) -> None:
    dock.open(sample := make_sample(SCHEME, 2))

    QTest.keyClick(dock.widget(), Qt.Key.Key_4)
    QTest.keyClick(dock.widget(), Qt.Key.Key_3)

    assert labels(sample) == [BUILT, None]


def test_two_classes_and_mixed_tiles_are_said_in_the_models_words(
    dock: LabellingDock, make_sample: Callable[..., QgsVectorLayer]
) -> None:
    dock.open(sample := make_sample(SCHEME, 2))

    for key in "S2":
        QTest.keyClick(dock.widget(), key)
    assert dock.findChild(QLabel, "EuroSatLabelSaid").text() == "trees & shrubs and …"
    for key in "1M":
        QTest.keyClick(dock.widget(), key)

    assert labels(sample) == [TREES, "mixed"]
    assert labels(sample, "second_1") == [WATER, None]


def test_letters_are_the_keys_from_the_eleventh_class_on(
    dock: LabellingDock, make_sample: Callable[..., QgsVectorLayer]
) -> None:
    dock.open(sample := make_sample(MANY, 33))

    for key in "1234567890ABCDEFGHIJKLOPQRTUVWYZ":
        QTest.keyClick(dock.widget(), key)

    assert labels(sample) == [*MANY.keys[:32], None]
    assert buttons(dock)[MANY.keys[31]].text() == "Z  cover 32"


def test_classes_that_have_no_key_have_a_button(
    dock: LabellingDock, make_sample: Callable[..., QgsVectorLayer]
) -> None:
    dock.open(sample := make_sample(MANY, 1))
    last = buttons(dock)[MANY.keys[-1]]

    assert last.text() == "cover 35"
    QTest.mouseClick(last, Qt.MouseButton.LeftButton)

    assert labels(sample) == [MANY.keys[-1]]


def test_a_long_name_is_shortened_on_its_button_and_whole_beside_it(
    dock: LabellingDock, make_sample: Callable[..., QgsVectorLayer]
) -> None:
    long = "broad-leaved evergreen forest of the lowlands"
    dock.open(make_sample(ClassScheme.of([long, "water"]), 1))

    [button, *_] = buttons(dock).values()

    assert button.text() == "1  broad-leaved evergreen fo…"
    assert button.toolTip() == long


def test_the_buttons_follow_the_sample_that_is_chosen(
    dock: LabellingDock, make_sample: Callable[..., QgsVectorLayer]
) -> None:
    own, usual = make_sample(SCHEME), make_sample(None, name="of EuroSAT's classes", map_key="Forest")

    dock.open(own)
    dock.open(usual)
    assert list(buttons(dock)) == [*CLASS_KEYS, "mixed", "unclear"]
    assert buttons(dock)["SeaLake"].text() == "0  Sea or lake"

    dock.open(own)
    assert list(buttons(dock)) == [*SCHEME.keys, "mixed", "unclear"]
    QTest.keyClick(dock.widget(), Qt.Key.Key_1)
    assert labels(own)[0] == WATER


LOST = {
    "en": "sample was drawn from a map of other classes and does not tell them any more; label it in the project or "
    "the GeoPackage that it was drawn into.",
    "fr": "sample a été tirée d’une carte qui a d’autres classes et ne les indique plus\u00a0; étiquetez-la dans le "
    "projet ou le GeoPackage où elle a été créée.",
}


def test_a_sample_that_has_lost_its_classes_is_not_labelled_in_those_of_eurosat(
    language: str, dock: LabellingDock, make_sample: Callable[..., QgsVectorLayer]
) -> None:
    assert WATER not in EUROSAT.numbers

    dock.open(make_sample(None, map_key=WATER))

    assert not dock.findChild(QProgressBar, "EuroSatLabelProgress").isEnabled()
    assert message(dock) == LOST[language]
