# SPDX-License-Identifier: GPL-2.0-or-later
"""The page installs onnxruntime, tells how that goes, and removes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from eurosat_plugin.adapters.runtime.runtime_folder import PENDING, Receipt, RuntimeFolder
from eurosat_plugin.gui.settings import installation_task
from tests.gui.settings.options.parts import button
from tests.wheels import LocalIndex, local_index, wheel_content, wheel_name


@pytest.fixture
def index() -> Iterator[LocalIndex]:
    with local_index() as index:
        yield index


def message(page: QWidget) -> str:
    label = page.findChild(QLabel, "EuroSatOnnxruntimeMessage")
    return label.text() if label.isVisible() else ""


def state(page: QWidget) -> str:
    return page.findChild(QLabel, "EuroSatOnnxruntimeState").text()


def install_something(place: RuntimeFolder, proof: str = "process") -> None:
    folder = place.new()
    folder.mkdir(parents=True)
    place.keep(Receipt("1.31.1", "a.whl", "ab", "https://pypi.org/simple/", folder.name, proof, 2.0))


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
