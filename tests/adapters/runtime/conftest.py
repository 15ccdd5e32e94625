# SPDX-License-Identifier: GPL-2.0-or-later
"""A package index on this computer, and what installs from it into a profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime.runtime_folder import RuntimeFolder
from eurosat_plugin.adapters.runtime.runtime_installation import Installer
from eurosat_plugin.adapters.runtime.wheel_name import Interpreter
from tests.core.network.onnx_writer import small_classifier
from tests.wheels import LocalIndex, local_index


@pytest.fixture
def index() -> Iterator[LocalIndex]:
    with local_index() as index:
        yield index


@pytest.fixture
def place(tmp_path: Path) -> RuntimeFolder:
    return RuntimeFolder(tmp_path / "profile")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "small.onnx"
    path.write_bytes(small_classifier())
    return path


@pytest.fixture
def feedback() -> QgsFeedback:
    return QgsFeedback()


@pytest.fixture
def installer(qgis_app, place, model, feedback) -> Installer:
    return Installer(place, model, feedback, Interpreter.running())
