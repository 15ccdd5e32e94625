# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QColor, QFont, QImage

from eurosat_plugin.core.classes import CLASSES, class_by_key
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.gui.chart import chart_export
from eurosat_plugin.gui.chart.chart_export import PIXEL_RATIO, chart_csv, save_chart
from eurosat_plugin.gui.chart.class_bars import ClassBars
from tests.figures import Tile, figures_of


@pytest.fixture
def bars(qgis_app) -> ClassBars:
    forest, river = Tile("Forest", 0.9, area_ha=40.0), Tile("River", 0.5, area_ha=80.0)
    return ClassBars(figures_of(forest, forest, forest, river))


def test_the_table_has_a_line_for_each_class_in_class_order(bars):
    rows = list(csv.DictReader(StringIO(chart_csv(bars))))

    assert [row["class_key"] for row in rows] == [c.key for c in CLASSES]


def test_the_table_has_plain_numbers(bars):
    forest = list(csv.DictReader(StringIO(chart_csv(bars))))[1]

    assert (int(forest["tiles"]), float(forest["area_ha"])) == (3, 120.0)
    assert float(forest["share"]) == pytest.approx(120 / 200)
    assert float(forest["mean_confidence"]) == pytest.approx(0.9)


def test_without_tiles_the_confidence_is_empty(bars):
    assert next(csv.DictReader(StringIO(chart_csv(bars))))["mean_confidence"] == ""


def test_a_saved_picture_is_crisp_enough_for_print(bars, tmp_path: Path):
    save_chart(tmp_path / "chart.png", "Land cover", bars, QFont())

    image = QImage(str(tmp_path / "chart.png"))
    assert image.width() == 560 * PIXEL_RATIO
    colors = {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert class_by_key("Forest").color in colors


def test_a_saved_drawing_holds_lines_and_words_and_no_picture(bars, tmp_path: Path):
    save_chart(tmp_path / "chart.svg", "Land cover of Leipzig", bars, QFont())

    drawing = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "Land cover of Leipzig" in drawing
    assert class_by_key("Forest").color in drawing
    assert "<image" not in drawing


def test_the_paper_is_white_whatever_the_theme(bars, tmp_path: Path):
    save_chart(tmp_path / "chart.png", "Land cover", bars, QFont())

    assert QImage(str(tmp_path / "chart.png")).pixelColor(0, 0) == QColor("white")


@pytest.mark.parametrize("name", ["chart.png", "chart.svg"])
def test_a_picture_that_cannot_be_written_is_told(bars, tmp_path: Path, name):
    with pytest.raises(EuroSatError, match="choose another folder"):
        save_chart(tmp_path / "nowhere" / name, "Land cover", bars, QFont())


@pytest.mark.parametrize("name", ["chart.png", "chart.svg"])
def test_a_picture_that_is_not_written_to_its_end_leaves_the_older_one(
    bars: ClassBars, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    def write_half(path: Path, *_: object) -> bool:
        path.write_bytes(b"half a picture")
        return False

    (tmp_path / name).write_bytes(b"the older one")
    monkeypatch.setattr(chart_export, f"_write_{name[-3:]}", write_half)

    with pytest.raises(EuroSatError, match="cannot be written"):
        save_chart(tmp_path / name, "Land cover", bars, QFont())
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [(name, b"the older one")]
