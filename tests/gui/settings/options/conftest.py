# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eurosat_plugin.adapters.runtime.runtime_folder import RuntimeFolder
from eurosat_plugin.gui.settings import installation_task
from eurosat_plugin.gui.settings.options_form import OptionsForm
from eurosat_plugin.gui.settings.options_page import OptionsFactory
from tests.core.network.onnx_writer import small_classifier
from tests.wheels import nothing_imported


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
def open_page(qtbot):
    def open_page() -> OptionsForm:
        page = OptionsFactory().createWidget(None)
        qtbot.addWidget(page)
        page.show()
        return page

    return open_page
