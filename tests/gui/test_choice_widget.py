# SPDX-License-Identifier: GPL-2.0-or-later
"""The choices of the algorithms in QGIS's own dialogs: words on the screen, static strings everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import signature
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildParameterSource,
)
from qgis.PyQt.QtWidgets import QComboBox, QWidget

from eurosat_plugin.core.choices import choice_text
from eurosat_plugin.processing.classify_parameters import CHOICES
from tests.provider import registered_provider

ALGORITHM = "eurosat:classifyraster"
WORDS = "Level-2A true-colour image (tci_l2a)"


@pytest.fixture
def algorithm(qgis_app: QgsApplication, qgis_processing: None) -> Iterator[Any]:
    with registered_provider():
        yield QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)


@pytest.fixture
def dialog(algorithm: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return the dialog of the algorithm, never shown; that of a QGIS without a main window."""
    from processing.gui import ParametersPanel
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    monkeypatch.setattr(ParametersPanel, "iface", None)
    dialog = AlgorithmDialog(algorithm)
    yield dialog
    dialog.deleteLater()


def list_box(widget: QWidget, values: tuple[str, ...]) -> QComboBox:
    """Return the list box whose data are `values`."""
    boxes = [widget] if isinstance(widget, QComboBox) else widget.findChildren(QComboBox)
    (box,) = (b for b in boxes if [b.itemData(index) for index in range(b.count())] == list(values))
    return box


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in CHOICES.items() for value in values])
def test_every_value_has_words_which_name_it(name: str, value: str) -> None:
    words = choice_text(name, value)

    assert words != value
    assert value in words


@pytest.mark.parametrize("name", CHOICES)
def test_the_dialog_shows_words(dialog: Any, name: str) -> None:
    box = list_box(dialog.mainWidget().wrappers[name].wrappedWidget(), CHOICES[name])

    assert [box.itemText(index) for index in range(box.count())] == [choice_text(name, v) for v in CHOICES[name]]


def test_what_is_chosen_in_words_is_remembered_and_copied_as_its_static_string(dialog: Any, algorithm: Any) -> None:
    panel = dialog.mainWidget()
    box = list_box(panel.wrappers["RADIOMETRY"].wrappedWidget(), CHOICES["RADIOMETRY"])

    box.setCurrentIndex(box.findText(WORDS))
    # Of an empty INPUT the panel asks for a layer first; the history and "Copy as Python" take the same values.
    value = panel.wrappers["RADIOMETRY"].parameterValue()
    copied = algorithm.asPythonCommand({"INPUT": "a.tif", "RADIOMETRY": value}, QgsProcessingContext())

    assert value == "tci_l2a"
    assert "'RADIOMETRY':'tci_l2a'" in copied


def test_a_value_from_the_history_is_shown_in_words(dialog: Any) -> None:
    wrapper = dialog.mainWidget().wrappers["RADIOMETRY"]

    wrapper.setParameterValue("tci_l2a", QgsProcessingContext())

    assert wrapper.wrappedWidget().currentText() == WORDS


def test_a_long_text_does_not_make_the_dialog_wide(dialog: Any) -> None:
    box = list_box(dialog.mainWidget().wrappers["BACKEND"].wrappedWidget(), CHOICES["BACKEND"])
    longest = max(box.fontMetrics().horizontalAdvance(box.itemText(index)) for index in range(box.count()))

    assert box.minimumSizeHint().width() < longest


def test_a_batch_shows_words_and_takes_the_static_string(algorithm: Any) -> None:
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    dialog = BatchAlgorithmDialog(algorithm)
    panel, asked = dialog.mainWidget(), {"row": 0, "destinationProject": None, "warnOnInvalid": False}
    if "context" in signature(panel.parametersForRow).parameters:  # since QGIS 3.38
        asked["context"] = QgsProcessingContext()
    wrapper = panel.wrappers[0][panel.parameter_to_column["RADIOMETRY"]]

    box = wrapper.wrappedWidget()
    box.setCurrentIndex(box.findText(WORDS))
    row, _ = panel.parametersForRow(**asked)

    dialog.deleteLater()
    assert box.currentIndex() >= 0
    assert row["RADIOMETRY"] == "tci_l2a"


def test_a_step_of_a_model_is_chosen_in_words_and_keeps_the_static_string(algorithm: Any) -> None:
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

    dialog = ModelerParametersDialog(algorithm, QgsProcessingModelAlgorithm())
    box = list_box(dialog, CHOICES["RADIOMETRY"])

    box.setCurrentIndex(box.findText(WORDS))
    sources = dialog.createAlgorithm().parameterSources()["RADIOMETRY"]

    dialog.deleteLater()
    assert box.currentIndex() >= 0
    assert [source.source() for source in sources] == [
        QgsProcessingModelChildParameterSource.fromStaticValue("").source()
    ]
    assert [source.staticValue() for source in sources] == ["tci_l2a"]
