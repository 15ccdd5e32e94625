# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QToolButton

from eurosat_plugin.adapters.runtime.runtime_folder import Receipt, RuntimeFolder
from eurosat_plugin.gui.settings import installation_task, onnxruntime_offer
from eurosat_plugin.gui.settings.onnxruntime_offer import OnnxruntimeOffer
from eurosat_plugin.gui.settings.preferences import Preferences, save_preferences
from tests.core.network.onnx_writer import small_classifier
from tests.wheels import LocalIndex, local_index, wheel_content, wheel_name


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
        save_preferences(Preferences(index_url=index.url))
        yield index


@pytest.fixture
def offer(qtbot) -> OnnxruntimeOffer:
    offer = OnnxruntimeOffer()
    qtbot.addWidget(offer)
    return offer


def install_button(offer: OnnxruntimeOffer) -> QPushButton:
    return offer.findChild(QPushButton, "EuroSatInstallOnnxruntime")


def text(offer: OnnxruntimeOffer) -> str:
    return offer.findChild(QLabel, "EuroSatOnnxruntimeText").text()


def test_nothing_is_offered_before_anything_was_classified(offer):
    assert offer.isHidden()


def test_after_a_run_with_numpy_onnxruntime_is_offered(offer):
    offer.consider("numpy")

    assert text(offer) == "onnxruntime would run about twice as fast."
    assert install_button(offer).isVisible()


def test_one_of_pythons_own_that_does_not_work_is_told_with_the_way_out(offer, monkeypatch):
    monkeypatch.setattr(onnxruntime_offer, "found_refusal", lambda: "it crashed, or came to no end.")

    offer.consider("numpy")

    assert text(offer).startswith(
        "The onnxruntime of QGIS's Python does not work here (it crashed, or came to no end) and is not used."
    )
    assert install_button(offer).isVisible()


def test_after_a_run_with_onnxruntime_nothing_is_offered(offer):
    offer.consider("numpy")

    offer.consider("onnxruntime")

    assert offer.isHidden()


def test_someone_who_chose_numpy_is_left_in_peace(offer):
    save_preferences(Preferences(backend="numpy"))

    offer.consider("numpy")

    assert offer.isHidden()


def test_closing_the_offer_is_remembered(offer, qtbot):
    offer.consider("numpy")
    offer.findChild(QToolButton).click()
    assert offer.isHidden()

    another = OnnxruntimeOffer()
    qtbot.addWidget(another)
    another.consider("numpy")

    assert another.isHidden()


def test_the_button_says_where_the_package_comes_from(offer):
    save_preferences(Preferences(index_url="https://anna:hush@mirror.example.org/simple/"))

    offer.consider("numpy")

    assert "https://mirror.example.org/simple/" in install_button(offer).toolTip()


def test_the_button_installs_and_the_line_tells_what_was_measured(offer, index, place, qtbot):
    index.offer({wheel_name(): wheel_content()})
    offer.consider("numpy")

    install_button(offer).click()

    qtbot.waitUntil(lambda: "is installed" in text(offer), timeout=60_000)
    speed = place.receipt().speed
    assert text(offer).startswith("onnxruntime 9.9.0 is installed and will be used from the next classification on.")
    assert text(offer).endswith(f"{speed:.1f} times as fast as numpy here.")
    assert not install_button(offer).isVisible()


def test_a_failure_is_told_with_the_way_by_hand_and_can_be_tried_again(offer, index, qtbot):
    offer.consider("numpy")

    install_button(offer).click()

    qtbot.waitUntil(lambda: "cannot be fetched" in text(offer), timeout=60_000)
    assert "By hand: download the wheel for Python" in text(offer)
    assert install_button(offer).text() == "Try Again"

    index.offer({wheel_name(): wheel_content()})
    install_button(offer).click()

    qtbot.waitUntil(lambda: "is installed" in text(offer), timeout=60_000)


def test_a_run_that_ends_meanwhile_does_not_disturb(offer, index, qtbot):
    index.offer({wheel_name(): wheel_content()})
    offer.consider("numpy")
    install_button(offer).click()

    offer.consider("numpy")

    assert text(offer).startswith("Installing onnxruntime")
    qtbot.waitUntil(lambda: "is installed" in text(offer), timeout=60_000)


def test_cancelling_brings_the_offer_back(offer, index, place, qtbot):
    # Longer than anything here waits: to be tried out to its end would fail.
    index.offer({wheel_name(): wheel_content(code="import time\ntime.sleep(600)")})
    offer.consider("numpy")
    install_button(offer).click()
    cancel = next(each for each in offer.findChildren(QPushButton) if each.text() == "Cancel")
    qtbot.waitUntil(lambda: list(place.path.glob("onnxruntime-*")) != [], timeout=60_000)

    cancel.click()

    qtbot.waitUntil(lambda: text(offer).startswith("onnxruntime would"), timeout=60_000)
    assert not place.path.exists()


def test_shutting_down_cancels_the_installation(offer, index, place, qtbot):
    index.offer({wheel_name(): wheel_content(code="import time\ntime.sleep(60)")})
    offer.consider("numpy")
    install_button(offer).click()

    offer.shut_down()

    qtbot.waitUntil(lambda: installation_task.running_installation() is None, timeout=60_000)
    assert place.usable() is None


def test_shutting_down_also_cancels_what_the_settings_page_started(offer, index, place, qtbot):
    index.offer({wheel_name(): wheel_content(code="import time\ntime.sleep(60)")})
    installation_task.start_installation(index.url)

    offer.shut_down()

    qtbot.waitUntil(lambda: installation_task.running_installation() is None, timeout=60_000)
    assert place.usable() is None


def test_what_is_installed_but_could_not_be_loaded_is_not_offered_again(offer, place):
    folder = place.new()
    folder.mkdir(parents=True)
    place.keep(Receipt("1.31.1", "a.whl", "ab", "https://pypi.org/simple/", folder.name, "process", 2.0))

    offer.consider("numpy")

    assert "onnxruntime 1.31.1 is installed, but QGIS could not load it" in text(offer)
    assert not install_button(offer).isVisible()


def test_where_the_profile_cannot_hold_it_another_way_is_told(offer, index, place, qtbot):
    index.offer({wheel_name(): wheel_content()})
    place.path.parent.parent.mkdir(parents=True)
    place.path.parent.touch()
    offer.consider("numpy")

    install_button(offer).click()

    qtbot.waitUntil(lambda: "cannot be unpacked" in text(offer), timeout=60_000)
    assert "pip install --no-deps onnxruntime" in text(offer)
    assert "Install from File" not in text(offer)
