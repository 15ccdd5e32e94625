# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from eurosat_plugin.adapters.runtime.package_index import DEFAULT_INDEX
from eurosat_plugin.adapters.runtime.runtime_folder import PENDING, Receipt, RuntimeFolder
from eurosat_plugin.gui.settings import installation_task
from eurosat_plugin.gui.settings.model_file_field import ModelFileField
from eurosat_plugin.gui.settings.options_form import OptionsForm
from eurosat_plugin.gui.settings.options_page import OptionsFactory
from eurosat_plugin.gui.settings.preferences import Preferences, load_preferences, save_preferences
from tests.core.network.onnx_writer import scene_classifier, small_classifier
from tests.core.network.test_foreign_cards import DEEPNESS, THREE
from tests.wheels import LocalIndex, local_index, nothing_imported, wheel_content, wheel_name


@pytest.fixture(autouse=True)
def no_module_stays(qgis_app) -> Iterator[None]:
    with nothing_imported():
        yield


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RuntimeFolder:
    place = RuntimeFolder(tmp_path / "profile")
    monkeypatch.setattr(RuntimeFolder, "of_profile", lambda: place)
    (tmp_path / "small.onnx").write_bytes(small_classifier())
    monkeypatch.setattr(installation_task, "model_path", lambda name: tmp_path / "small.onnx")
    return place


@pytest.fixture
def index() -> Iterator[LocalIndex]:
    with local_index() as index:
        yield index


@pytest.fixture
def open_page(qtbot):
    def open_page() -> OptionsForm:
        page = OptionsFactory().createWidget(None)
        qtbot.addWidget(page)
        page.show()
        return page

    return open_page


def child(page: QWidget, name: str) -> QWidget:
    return page.findChild(QWidget, name)


def button(page: QWidget, name: str) -> QAbstractButton:
    return page.findChild(QAbstractButton, name)


def choose(page: QWidget, name: str, key: str) -> None:
    box = page.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(key))


def message(page: QWidget) -> str:
    label = page.findChild(QLabel, "EuroSatOnnxruntimeMessage")
    return label.text() if label.isVisible() else ""


def state(page: QWidget) -> str:
    return page.findChild(QLabel, "EuroSatOnnxruntimeState").text()


def install_something(place: RuntimeFolder, proof: str = "process") -> None:
    folder = place.new()
    folder.mkdir(parents=True)
    place.keep(Receipt("1.31.1", "a.whl", "ab", "https://pypi.org/simple/", folder.name, proof, 2.0))


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
    field = page.findChild(ModelFileField)

    field.set_path(str(model))
    page.apply()
    stored, valid = load_preferences(), page.isValid()
    field.set_path(str(other))
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


def test_without_onnxruntime_there_is_nothing_to_remove(open_page):
    page = open_page()

    assert state(page) == "onnxruntime is not installed in the profile."
    assert not button(page, "EuroSatRemove").isEnabled()


def test_the_address_that_the_page_shows_is_installed_from(open_page, index, place, qtbot):
    index.offer({wheel_name(): wheel_content()})
    page = open_page()
    page.findChild(QLineEdit, "EuroSatPackageIndex").setText(index.url)

    button(page, "EuroSatInstall").click()

    qtbot.waitUntil(lambda: message(page) != "", timeout=60_000)
    assert message(page) == "Installed; it will be used from the next classification on."
    assert "onnxruntime 9.9.0 is installed in the profile" in state(page)
    assert place.usable() is not None
    assert button(page, "EuroSatInstall").text() == "Update"


def test_a_failure_is_told_with_the_way_by_hand(open_page, index, qtbot):
    page = open_page()
    page.findChild(QLineEdit, "EuroSatPackageIndex").setText(index.url)

    button(page, "EuroSatInstall").click()

    qtbot.waitUntil(lambda: message(page) != "", timeout=60_000)
    assert "cannot be fetched" in message(page)
    assert "choose Install from File" in message(page)
    assert button(page, "EuroSatInstall").isEnabled()


def test_a_file_can_be_installed_without_a_network(open_page, tmp_path, place, qtbot, monkeypatch):
    path = tmp_path / wheel_name("1.5")
    path.write_bytes(wheel_content("1.5"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *arguments: (str(path), ""))
    page = open_page()

    button(page, "EuroSatInstallFromFile").click()

    qtbot.waitUntil(lambda: place.receipt() is not None and message(page) != "", timeout=60_000)
    assert place.receipt().version == "1.5"


def test_while_one_is_installed_no_other_can_be(open_page, index, qtbot):
    index.offer({wheel_name(): wheel_content()})
    page = open_page()
    page.findChild(QLineEdit, "EuroSatPackageIndex").setText(index.url)
    button(page, "EuroSatInstall").click()

    assert not button(page, "EuroSatInstall").isEnabled()
    assert not button(page, "EuroSatInstallFromFile").isEnabled()
    qtbot.waitUntil(lambda: message(page) != "", timeout=60_000)


def test_a_page_that_is_opened_meanwhile_shows_the_same_installation(open_page, index, qtbot):
    index.offer({wheel_name(): wheel_content()})
    first = open_page()
    first.findChild(QLineEdit, "EuroSatPackageIndex").setText(index.url)
    button(first, "EuroSatInstall").click()

    second = open_page()

    assert not button(second, "EuroSatInstall").isEnabled()
    qtbot.waitUntil(lambda: message(second) != "", timeout=60_000)
    assert index.requests.count("/simple/onnxruntime/") == 1


def test_closing_the_page_lets_the_installation_go_on(open_page, index, place, qtbot):
    index.offer({wheel_name(): wheel_content()})
    page = open_page()
    page.findChild(QLineEdit, "EuroSatPackageIndex").setText(index.url)
    button(page, "EuroSatInstall").click()

    page.close()
    page.deleteLater()

    qtbot.waitUntil(lambda: place.usable() is not None, timeout=60_000)
    qtbot.waitUntil(lambda: installation_task.running_installation() is None, timeout=60_000)


def test_removing_removes(open_page, place):
    install_something(place)
    page = open_page()

    button(page, "EuroSatRemove").click()

    assert message(page) == "Removed."
    assert place.receipt() is None
    assert not button(page, "EuroSatRemove").isEnabled()


def test_a_removal_that_fails_is_told(open_page, place, monkeypatch):
    install_something(place)
    page = open_page()

    def locked(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", locked)
    button(page, "EuroSatRemove").click()

    assert "cannot be removed (Permission denied)" in message(page)
    assert button(page, "EuroSatRemove").isEnabled()


def test_an_installation_that_crashed_qgis_is_told(open_page, place):
    install_something(place, proof=PENDING)

    assert "QGIS closed while it was tried" in state(open_page())


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
