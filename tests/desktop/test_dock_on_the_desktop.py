# SPDX-License-Identifier: GPL-2.0-or-later
"""The histogram dock beside the map, after a rectangle was drawn."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QImage

from eurosat_plugin.core.classes import class_by_key
from scripts.desktop.scene import CRS, SceneFile
from scripts.desktop.session import DesktopSession
from tests.desktop.conftest import DrawnGrid

CHART = "EuroSatHistogram"


@pytest.fixture
def dock(desktop: DesktopSession, drawn: DrawnGrid) -> DesktopSession:
    """Show the figures of the drawn grid."""
    desktop.ask("make_current", layer=drawn.layer)
    desktop.wait("figures", lambda: len(desktop.ask("description", name=CHART)) > 0 and _tiles(desktop) == 80)
    return desktop


def test_the_dock_opens_by_itself_and_names_the_layer(dock: DesktopSession) -> None:
    assert dock.ask("text", name="EuroSatLayerName") == "Land cover of scene, 640 m"


def test_the_headline_tells_the_largest_class_and_its_share(dock: DesktopSession, drawn: DrawnGrid) -> None:
    areas: Counter[str] = Counter()
    for tile in drawn.tiles:
        areas[tile["class_key"]] += tile["area_ha"]
    (largest, area), *_ = areas.most_common()

    headline = dock.ask("text", name="EuroSatHeadline").replace("\u00a0", " ")

    share = f"{100 * area / sum(areas.values()):.1f} %"
    assert headline == f"Largest class: {class_by_key(largest).name.lower()} ({share})"


def test_the_chart_counts_the_tiles_of_every_class(dock: DesktopSession, drawn: DrawnGrid) -> None:
    counted = Counter(class_by_key(tile["class_key"]).name for tile in drawn.tiles)

    lines = [line.split(", ") for line in dock.ask("description", name=CHART).splitlines()]

    assert {name: int(tiles.split()[0]) for name, tiles, *_ in lines} == counted


def test_the_bars_have_the_colours_of_their_classes(dock: DesktopSession, drawn: DrawnGrid, tmp_path: Path) -> None:
    left, top, width, height = dock.ask("place", name=CHART)
    picture = QImage(str(dock.display.save_picture(tmp_path / "dock.png"))).copy(left, top, width, height)
    colours = Counter(picture.pixelColor(x, y).name() for x in range(width) for y in range(height))
    keys = Counter(tile["class_key"] for tile in drawn.tiles)
    # A bar's length is its class's part of the largest; bars are at least three pixels high.
    longest = max(keys.values())
    expected = {key: 3 * int(0.8 * width * count / longest) for key, count in keys.items()}

    too_few = {key for key, pixels in expected.items() if colours[class_by_key(key).color] < pixels}

    assert too_few == set()


def test_the_slider_leaves_out_the_tiles_below_it(dock: DesktopSession, drawn: DrawnGrid) -> None:
    sure = sum(tile["confidence"] >= 0.9 for tile in drawn.tiles)
    _focus_slider(dock)

    dock.display.key("Home", *["Page_Up"] * 9)
    shown = dock.wait("fewer tiles", lambda: _tiles(dock) if _tiles(dock) == sure else 0)

    dock.display.key("Home")
    assert 0 < shown < len(drawn.tiles)


def test_the_slider_hides_the_tiles_below_it_on_the_map(
    dock: DesktopSession, drawn: DrawnGrid, scene: SceneFile, tmp_path: Path
) -> None:
    dock.ask("look_at", box=scene.box, crs=CRS)
    dock.wait_for_map()
    spots = {tile["confidence"]: dock.on_screen(tile["x"], tile["y"], CRS) for tile in drawn.tiles}
    before = QImage(str(dock.display.save_picture(tmp_path / "before.png")))

    def changed() -> set[float]:
        now = QImage(str(dock.display.save_picture(tmp_path / "now.png")))
        return {confidence for confidence, spot in spots.items() if before.pixel(*spot) != now.pixel(*spot)}

    _focus_slider(dock)
    dock.display.key("Home", *["Page_Up"] * 9)
    unsure = {confidence for confidence in spots if confidence < 0.9}
    dock.wait("the unsure tiles to go", lambda: unsure <= changed())

    dock.wait_for_map()
    hidden = changed()
    dock.display.key("Home")
    assert hidden == unsure


def test_a_click_on_a_bar_selects_its_tiles_and_a_button_deselects_them(dock: DesktopSession, drawn: DrawnGrid) -> None:
    key = "Pasture"
    count = sum(tile["class_key"] == key for tile in drawn.tiles)

    dock.display.click(tuple(dock.ask("place_of_bar", key=key)))
    selected = dock.wait("a selection", lambda: dock.ask("selected", layer=drawn.layer))
    dock.press_button("EuroSatClearSelection")
    dock.wait("no selection", lambda: dock.ask("selected", layer=drawn.layer) == 0)

    assert selected == count > 0


def test_the_report_opens_in_the_browser(dock: DesktopSession) -> None:
    dock.ask("catch_pages")
    dock.press_button("EuroSatChartMenu")
    dock.wait("the menu", lambda: dock.ask("place", name="EuroSatChartActions"))

    dock.display.key("r")  # the underlined letter of Open Report
    (page,) = dock.wait("the report", lambda: dock.ask("pages"))

    assert "Land cover of scene" in Path(page).read_text(encoding="utf-8")


def test_the_dock_keeps_the_grid_while_its_image_is_the_current_layer(dock: DesktopSession) -> None:
    raster = next(layer["id"] for layer in dock.ask("layers") if layer["features"] < 0)

    dock.ask("make_current", layer=raster)
    dock.wait_for_map()

    assert dock.ask("text", name="EuroSatLayerName") == "Land cover of scene, 640 m"
    assert _tiles(dock) == 80


def _tiles(desktop: DesktopSession) -> int:
    """Return the number at the beginning of the dock's details, 0 without one."""
    first = desktop.ask("text", name="EuroSatDetails").split(" ")[0]
    return int(first) if first.isdigit() else 0


def _focus_slider(desktop: DesktopSession) -> None:
    desktop.press_button("EuroSatConfidence")
