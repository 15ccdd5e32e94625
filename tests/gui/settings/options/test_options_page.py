# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import re

import pytest
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from eurosat_plugin.adapters.runtime.package_index import DEFAULT_INDEX
from eurosat_plugin.gui.settings.model_file_field import ModelFileField
from eurosat_plugin.gui.settings.options_page import OptionsFactory
from eurosat_plugin.gui.settings.preferences import Preferences, load_preferences, save_preferences
from tests.core.network.foreign_networks import DEEPNESS, THREE
from tests.core.network.onnx_writer import scene_classifier
from tests.gui.settings.options.parts import button


def child(page: QWidget, name: str) -> QWidget:
    return page.findChild(QWidget, name)


def choose(page: QWidget, name: str, key: str) -> None:
    box = page.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(key))


def test_the_page_has_the_name_and_the_icon_of_the_plugin():
    factory = OptionsFactory()

    assert factory.title() == "EuroSAT Land Cover"
    assert not factory.icon().isNull()


def test_accepting_an_untouched_page_changes_nothing(open_page):
    stored = Preferences(backend="numpy", stride=16, tta=True, palette="colourblind", min_confidence=0.35)
    save_preferences(stored)

    open_page().apply()

    assert load_preferences() == stored


def test_what_is_chosen_is_stored(open_page):
    page = open_page()
    choose(page, "EuroSatBackend", "onnxruntime")
    choose(page, "EuroSatStride", "32")
    choose(page, "EuroSatPalette", "colourblind")
    page.findChild(QCheckBox, "EuroSatTta").setChecked(True)
    page.findChild(QCheckBox, "EuroSatOwnConfidence").setChecked(True)
    child(page, "EuroSatMinConfidence").setValue(60)
    page.findChild(QLineEdit, "EuroSatPackageIndex").setText("https://mirror.example.org/simple/")

    page.apply()

    assert load_preferences() == Preferences(
        backend="onnxruntime",
        stride=32,
        tta=True,
        palette="colourblind",
        min_confidence=0.6,
        index_url="https://mirror.example.org/simple/",
    )


def test_a_model_file_is_stored_only_if_it_is_one(open_page, tmp_path):
    model, other = tmp_path / "three.onnx", tmp_path / "other.onnx"
    model.write_bytes(scene_classifier(THREE, "NHWC", 32, DEEPNESS))
    page = open_page()
    field = page.findChild(ModelFileField).findChild(QgsFileWidget)

    field.setFilePath(str(model))
    page.apply()
    stored, valid = load_preferences(), page.isValid()
    field.setFilePath(str(other))
    page.apply()

    assert (stored.model_file, valid) == (str(model), True)
    assert (load_preferences(), page.isValid()) == (stored, False)


def test_nothing_is_stored_before_the_dialog_is_accepted(open_page):
    choose(open_page(), "EuroSatBackend", "numpy")

    assert load_preferences() == Preferences()


def test_the_threshold_can_be_given_only_when_it_is_not_the_models(open_page):
    page = open_page()
    spin, check = child(page, "EuroSatMinConfidence"), page.findChild(QCheckBox, "EuroSatOwnConfidence")
    assert not spin.isEnabled()

    check.setChecked(True)

    assert spin.isEnabled()


def test_emptying_the_index_gives_the_default(open_page):
    save_preferences(Preferences(index_url="https://mirror.example.org/simple/"))
    page = open_page()

    page.findChild(QLineEdit, "EuroSatPackageIndex").clear()
    page.apply()

    assert load_preferences().index_url == DEFAULT_INDEX


def places_to_go(page: QWidget) -> list[QWidget]:
    """Return the widgets of the page in the order of the Tab key."""
    found, widget = [], page.nextInFocusChain()
    while widget is not page:
        if page.isAncestorOf(widget) and widget.isVisibleTo(page) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_everything_that_can_be_set_says_what_it_is(open_page):
    page = open_page()
    kinds = (QComboBox, QCheckBox, QAbstractSpinBox, QLineEdit, QPushButton)
    ours = [each for each in page.findChildren(QWidget) if each.objectName().startswith("EuroSat")]
    labelled = {label.buddy() for label in page.findChildren(QLabel)}

    settable = [each for each in ours if isinstance(each, kinds)]

    assert len(settable) == 11
    assert [each.objectName() for each in settable if not each.toolTip()] == []
    silent = [each for each in settable if not (each.accessibleName() or each in labelled or each.text())]
    assert silent == []


def test_the_tab_key_goes_down_the_page(open_page):
    page = open_page()
    page.resize(900, 700)
    QApplication.processEvents()

    tops = [each.mapTo(page, QPoint(0, 0)).y() for each in places_to_go(page)]

    # Widgets of one row do not lie at exactly the same height.
    assert len(tops) >= 10
    assert all(later > earlier - 12 for earlier, later in zip(tops, tops[1:]))


@pytest.mark.parametrize("address", ["pypi", "ftp://mirror.example.org/", "https://", "http://[1"])
def test_an_address_that_is_none_is_told_and_not_stored(open_page, address):
    stored = Preferences(index_url="https://mirror.example.org/simple/")
    save_preferences(stored)
    page = open_page()

    page.findChild(QLineEdit, "EuroSatPackageIndex").setText(address)
    page.apply()

    assert child(page, "EuroSatWrongIndex").isVisible()
    assert not button(page, "EuroSatInstall").isEnabled()
    assert not page.isValid()
    assert load_preferences() == stored


def test_an_address_that_is_one_is_not_complained_of(open_page):
    page = open_page()

    page.findChild(QLineEdit, "EuroSatPackageIndex").setText("http://localhost:8080/simple")

    assert not child(page, "EuroSatWrongIndex").isVisible()
    assert button(page, "EuroSatInstall").isEnabled()
    assert page.isValid()


def test_the_page_links_to_a_section_of_the_guide_that_exists(open_page, project_folder):
    page = open_page()
    name, _, section = re.search(r'docs/([^"]+)"', child(page, "EuroSatGuideLink").text())[1].partition("#")

    headings = re.findall(r"^## (.*)$", (project_folder / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE)

    assert section in [heading.lower().replace(" ", "-") for heading in headings]
