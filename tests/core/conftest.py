# SPDX-License-Identifier: GPL-2.0-or-later
"""The core knows neither QGIS nor GDAL, so its tests leave nothing there that would have to be undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eurosat_plugin.core.network.onnxruntime_search import look_for_onnxruntime, note_import
from eurosat_plugin.core.translation import set_language


@pytest.fixture(autouse=True)
def each_test_begins_anew() -> Iterator[None]:
    """Undo what a test has left in the core."""
    yield
    set_language(None)
    look_for_onnxruntime(None)
    note_import("")
