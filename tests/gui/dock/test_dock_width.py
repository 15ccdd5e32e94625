# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock beside a map that needs the room, on a small screen or with everything twice as large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.PyQt.QtWidgets import QScrollArea, QWidget

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Alternative, Reading
from eurosat_plugin.gui.dock.dock import HistogramDock
from eurosat_plugin.gui.dock.narrow_labels import ElidedLabel, WrappedLabel
from eurosat_plugin.gui.dock_content import MIN_WIDTH
from tests.gui.docks import FOUR_TILES, chart_of, follow, label

LONG_NAME = "Land cover of T33UUP_20240601T101031_N0510_R022_TCI_10m, 2024-06-01, 640 m"
WARNED = Account(
    "Read as Level-2A, no offset (by the numbers)",
    warnings=("Look twice.",),
    alternatives=(Alternative(Reading(offset=-1000.0), "Level-2A, offset −1000", "fits the numbers"),),
)


@pytest.fixture
def full_dock(language, make_grid, qtbot) -> Iterator[HistogramDock]:
    """Return a dock with everything that may stand in it, of many large figures."""
    dock = HistogramDock()
    qtbot.addWidget(dock)
    dock.show()
    layer = make_grid([(key, 0.5 + number % 50 / 100, "") for number in range(150) for key in CLASS_KEYS], LONG_NAME)
    for name, value in WARNED.entries().items():
        layer.setCustomProperty(f"eurosat/{name}", value)
    layer.setCustomProperty("eurosat/model", "fast")
    layer.selectByIds([1, 2, 3])
    follow(dock, layer)
    dock.consider_backend("numpy")
    yield dock
    dock.shut_down()


def content(dock: HistogramDock) -> QWidget:
    area = dock.widget()
    assert isinstance(area, QScrollArea)
    return area.widget()


def test_the_dock_can_be_as_narrow_as_220_pixels(full_dock, qtbot):
    full_dock.resize(50, 700)

    assert MIN_WIDTH == 220
    assert full_dock.width() == MIN_WIDTH


def test_everything_in_the_narrow_dock_has_room(full_dock, qtbot):
    full_dock.resize(MIN_WIDTH, 700)

    wanting = {
        (type(part).__name__, part.objectName()): part.minimumSizeHint().width()
        for part in content(full_dock).findChildren(QWidget)
        if part.isVisible() and part.minimumSizeHint().width() > MIN_WIDTH
    }

    assert wanting == {}
    assert content(full_dock).minimumSizeHint().width() <= MIN_WIDTH


def test_what_comes_into_the_dock_does_not_change_the_room_it_asks_for(dock, make_grid):
    def asked():
        hints = dock.widget().minimumSizeHint(), dock.widget().sizeHint()
        return [(hint.width(), hint.height()) for hint in hints]

    empty = asked()
    follow(dock, make_grid(FOUR_TILES, LONG_NAME))
    few = asked()
    follow(dock, make_grid([(key, 0.7, "") for key in CLASS_KEYS] * 150, LONG_NAME * 3))

    assert empty == few == asked()


def test_a_dock_that_is_lower_than_its_content_scrolls(full_dock, qtbot):
    full_dock.resize(MIN_WIDTH, 200)

    assert full_dock.height() == 200
    qtbot.waitUntil(lambda: full_dock.widget().verticalScrollBar().isVisible(), timeout=60_000)


def test_in_a_narrow_chart_every_bar_keeps_its_name_and_share(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))
    chart = chart_of(dock)

    dock.resize(MIN_WIDTH, 700)

    assert chart.minimumSizeHint().width() <= chart.width() <= MIN_WIDTH
    assert not chart.bar_rect("River").isEmpty()


def test_a_long_name_takes_more_lines_and_is_told_as_it_is(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES, LONG_NAME))
    title = label(dock, "EuroSatLayerName")

    dock.resize(MIN_WIDTH, 700)

    assert title.text() == title.accessibleName() == LONG_NAME
    assert title.width() < title.fontMetrics().horizontalAdvance(LONG_NAME)
    assert title.heightForWidth(title.width()) > 2 * title.fontMetrics().height()


@pytest.mark.parametrize("kind", [WrappedLabel, ElidedLabel])
def test_a_name_asks_for_hardly_any_width_however_long_it_is(qtbot, kind):
    long, short = kind(), kind()
    qtbot.addWidget(long)
    qtbot.addWidget(short)
    long.setText("S2A" * 100)
    short.setText("Leipzig in 2024")

    assert long.minimumSizeHint().width() <= 10 * long.fontMetrics().height()
    assert long.minimumSizeHint().height() == short.minimumSizeHint().height()
