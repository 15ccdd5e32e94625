# SPDX-License-Identifier: GPL-2.0-or-later
"""A chart of three classes, in English."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QLocale

from eurosat_plugin.gui.chart.histogram import ClassHistogram
from tests.gui.chart.bars import bars_of


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def chart(qtbot) -> ClassHistogram:
    widget = ClassHistogram()
    qtbot.addWidget(widget)
    widget.set_bars(bars_of(Residential=5, SeaLake=3, Forest=1))
    widget.resize(300, 400)
    widget.show()
    qtbot.waitExposed(widget)
    return widget
