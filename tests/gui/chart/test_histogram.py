# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPalette

from eurosat_plugin.core.classes import class_by_key
from eurosat_plugin.gui.chart.bar_chart import BarLayout
from eurosat_plugin.gui.chart.class_bars import ClassBars, bars_text
from eurosat_plugin.gui.chart.histogram import ClassHistogram, paint_histogram
from tests.figures import figures_of
from tests.gui.chart.bars import bars_of, count_of

GROUND = QColor("#ffffff")


def painted(bars, width: int = 320, height: int = 400, ratio: float = 1.0) -> QImage:
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(GROUND)
    painter = QPainter(image)
    paint_histogram(painter, QRectF(0, 0, width, height), bars, QPalette(QColor("#dddddd")), QFont())
    painter.end()
    return image


def rows_of(image: QImage, key: str) -> list[int]:
    """Return the pixel rows that hold the colour of class `key`."""
    color = QColor(class_by_key(key).color).rgb()
    return [y for y in range(image.height()) if any(image.pixel(x, y) == color for x in range(image.width()))]


def bar_length(image: QImage, key: str) -> int:
    color = QColor(class_by_key(key).color).rgb()
    return max(sum(image.pixel(x, y) == color for x in range(image.width())) for y in rows_of(image, key))


def test_larger_shares_are_painted_above_smaller_ones():
    image = painted(bars_of(AnnualCrop=1, Residential=5, SeaLake=3))

    assert max(rows_of(image, "Residential")) < min(rows_of(image, "SeaLake"))
    assert max(rows_of(image, "SeaLake")) < min(rows_of(image, "AnnualCrop"))


def test_equal_shares_are_painted_in_class_order():
    image = painted(bars_of(SeaLake=2, Forest=2))

    assert max(rows_of(image, "Forest")) < min(rows_of(image, "SeaLake"))


@pytest.mark.parametrize("width", [260, 900])
def test_bars_are_as_long_as_their_shares(width):
    image = painted(bars_of(Forest=4, SeaLake=1), width=width)

    assert bar_length(image, "SeaLake") / bar_length(image, "Forest") == pytest.approx(1 / 4, abs=0.02)


def test_bars_have_sharp_ends_on_a_high_density_screen():
    image = painted(bars_of(Forest=1), ratio=2.0)
    color = QColor(class_by_key("Forest").color).rgb()
    rows = rows_of(image, "Forest")

    lengths = {sum(image.pixel(x, y) == color for x in range(image.width())) for y in rows}

    assert len(lengths) == 1


def test_a_class_without_tiles_has_no_bar():
    assert rows_of(painted(bars_of(Forest=3)), "Residential") == []


def test_classes_without_tiles_stay_inside_a_low_rectangle():
    bars = bars_of(Forest=3)
    image = QImage(320, 400, QImage.Format.Format_ARGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    paint_histogram(painter, QRectF(0, 0, 320, 80), bars, QPalette(), QFont())
    painter.end()

    assert all(image.pixel(x, y) == GROUND.rgb() for x in range(320) for y in range(82, 400))


def test_text_takes_its_colour_from_the_palette():
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#00ffee"))
    image = QImage(320, 400, QImage.Format.Format_ARGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    paint_histogram(painter, QRectF(0, 0, 320, 400), bars_of(Forest=3), palette, QFont())
    painter.end()

    assert any(image.pixelColor(x, y).name() == "#00ffee" for x in range(320) for y in range(60))


def test_the_chart_in_words_has_the_figures_of_each_class_that_is_there():
    text = bars_text(bars_of(Forest=1, SeaLake=3))

    assert text == "Sea or lake, 3 tiles, 30.0\u00a0ha, 75.0\u00a0%\nForest, 1 tile, 10.0\u00a0ha, 25.0\u00a0%"


def test_a_screen_reader_gets_the_figures(qtbot):
    widget = ClassHistogram()
    qtbot.addWidget(widget)

    widget.set_bars(bars_of(Forest=2))

    assert widget.accessibleName() == "Land cover histogram"
    assert widget.accessibleDescription() == "Forest, 2 tiles, 20.0\u00a0ha, 100.0\u00a0%"


def test_without_tiles_the_chart_is_a_sentence(qtbot):
    widget = ClassHistogram()
    qtbot.addWidget(widget)

    widget.set_bars(ClassBars(figures_of()))

    assert widget.accessibleDescription() == "There are no classified tiles to show."


def test_the_chart_takes_the_text_colour_that_a_theme_gives_to_labels(qtbot):
    widget = ClassHistogram()
    qtbot.addWidget(widget)
    widget.setStyleSheet("QWidget { background: transparent; } QLabel { color: #00ffee; }")
    widget.set_bars(bars_of(Forest=3))
    widget.resize(320, 400)
    widget.show()

    image = widget.grab().toImage()

    colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(60)}
    assert "#00ffee" in colors


def test_the_widget_asks_for_room_for_all_it_paints(qtbot):
    widget = ClassHistogram()
    qtbot.addWidget(widget)
    widget.set_bars(bars_of(Forest=3, SeaLake=2, River=1))
    size = widget.minimumSizeHint()

    image = painted(widget.bars, size.width(), size.height())

    assert rows_of(image, "River")
    assert max(rows_of(image, "River")) < size.height()


def test_in_class_order_bars_stand_as_the_model_counts_its_classes():
    image = painted(ClassBars(count_of(SeaLake=5, Forest=1), by_class=True))

    assert max(rows_of(image, "Forest")) < min(rows_of(image, "SeaLake"))


def test_bars_take_the_colours_that_they_are_given():
    image = painted(ClassBars(count_of(Forest=3), colors={"Forest": "#123456"}))

    assert any(image.pixelColor(x, y).name() == "#123456" for x in range(0, 320, 3) for y in range(60))
    assert rows_of(image, "Forest") == []


def test_a_part_is_painted_in_full_colour_and_the_rest_of_the_whole_pale():
    part, whole = count_of(Forest=1), count_of(Forest=4)

    image = painted(ClassBars(part, whole), width=260)

    alone = painted(ClassBars(whole), width=260)
    assert bar_length(image, "Forest") / bar_length(alone, "Forest") == pytest.approx(1 / 4, abs=0.02)


def test_of_a_part_every_class_of_the_whole_keeps_its_row(chart):
    chart.set_bars(ClassBars(count_of(Forest=1), count_of(Forest=1, Residential=5)))

    assert not chart.bar_rect("Residential").isNull()


def test_what_is_painted_on_a_high_density_screen_has_as_many_rows(chart):
    once, twice = painted(chart.bars), painted(chart.bars, ratio=2.0)

    assert len(rows_of(twice, "Forest")) == pytest.approx(2 * len(rows_of(once, "Forest")), abs=2)


def texts_of(bars: ClassBars, width: float) -> list[float]:
    return list(BarLayout.of(bars.bars, width, QFont()).column_widths)


def test_where_there_is_little_room_the_first_figures_are_left_out_and_the_share_stays():
    bars = bars_of(Forest=1000, SeaLake=3)
    natural = BarLayout.of(bars.bars, 10_000, QFont())
    tiles, hectares, share = natural.column_widths

    assert texts_of(bars, natural.text_width) == [tiles, hectares, share]
    assert texts_of(bars, natural.text_width - 1) == [hectares, share]
    assert texts_of(bars, natural.text_width - tiles - natural.gap - 1) == [share]
    assert texts_of(bars, 1) == [share]


def test_a_name_has_what_its_share_leaves():
    layout = BarLayout.of(bars_of(Forest=1, SeaLake=3).bars, 100, QFont())

    assert layout.name_width == pytest.approx(100 - layout.column_widths[-1] - layout.gap)
    assert layout.text_width <= 100
