# SPDX-License-Identifier: GPL-2.0-or-later
"""Make the pictures of the user guide from the real program: ``python -m scripts.screenshots``.

What they show is the generated scene of the demonstration: no data of others.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.desktop.catalogue import Internet, local_internet
from scripts.desktop.display import Point
from scripts.desktop.scene import (
    CRS,
    SceneFile,
    classified_layers,
    drag_over_tiles,
    make_scene,
    show_scene,
    take_rectangle_tool,
    tile_on_screen,
    wait_for_grid,
    write_districts,
)
from scripts.desktop.session import DesktopError, DesktopSession, reason_to_skip
from scripts.package import write_zip

SIZE = (1280, 800)
RUNNING_TILES = 1000
"""Of the 6800 small cells of the scene."""
SETTLE_S = 0.6
"""For what nobody can ask about: a tool tip that goes, a button that is painted."""


class Photographer:
    """Takes the pictures, one method each, in the order of a first use."""

    def __init__(self, desktop: DesktopSession, scene: SceneFile, internet: Internet, folder: Path) -> None:
        self._desktop = desktop
        self._scene = scene
        self._internet = internet
        self._folder = folder
        self._grid = ""

    def take_all(self, only_places: bool = False) -> list[Path]:
        """Return the files."""
        self._desktop.ask("hide_panel", name="Browser")
        if only_places:
            return self.places()
        show_scene(self._desktop, self._scene)
        return [
            self.rectangle(),
            self.grid(),
            self.slider(),
            self.selection(),
            self.tile(),
            self.menu(),
            self.polygons(),
            *self.report(),
            self.window("algorithm", "eurosatAllOptions", "Classify", (900, 720)),
            self.window("settings", "eurosatSettings", "Classification Settings"),
            self.options(),
            # Low enough to leave out what describes the computer.
            self.window("diagnostics", "eurosatDiagnostics", "EuroSAT", (760, 380)),
            self.running(),
            *self.places(),
        ]

    def rectangle(self) -> Path:
        """Photograph the rectangle while it is drawn."""
        take_rectangle_tool(self._desktop)
        start, end = tile_on_screen(self._desktop, 2, 3), tile_on_screen(self._desktop, 13, 19)
        self._desktop.display.press(start)
        self._desktop.display.pull(start, end)
        self._desktop.wait("the label", lambda: self._desktop.ask("text", name="EuroSatRectangleLabel"))
        picture = self._save("rectangle")
        self._desktop.display.key("Escape")
        self._desktop.display.release()
        return picture

    def places(self) -> list[Path]:
        """Photograph the images of a place on a base map, and what is classified of the clearest."""
        self._desktop.ask("new_project")
        self._desktop.ask("answer_for_earth_search", address=self._internet.catalogue.api)
        self._desktop.ask("open_base_map", tiles=self._internet.tiles)
        self._desktop.ask("look_at", box=self._scene.box, crs=CRS, map_crs="EPSG:3857")
        self._desktop.wait_for_map()
        before = classified_layers(self._desktop)
        drag_over_tiles(self._desktop, (2, 4), (12, 18))
        self._desktop.press_button("EuroSatSearch")
        self._desktop.wait("the cloud over the place", self._knows_the_clouds)
        pictures = [self._save("place")]
        self._desktop.press_button("EuroSatClassifyScene")
        wait_for_grid(self._desktop, before)
        self._desktop.wait("the figures", lambda: "Largest" in self._desktop.ask("text", name="EuroSatHeadline"))
        return [*pictures, self._save("placegrid")]

    def _knows_the_clouds(self) -> bool:
        rows = self._desktop.ask("rows", name="EuroSatScenes")
        return bool(rows) and all(row[1] for row in rows)

    def running(self) -> Path:
        """Photograph the tiles that come while a run goes on; it is cancelled then."""
        self._desktop.ask("set_visible", layer=self._grid, visible=False)
        self._desktop.ask("prefer", name="stride", value=16)
        self._desktop.ask("slow_down", seconds=0.2)  # or the run might end before the picture is taken
        self._desktop.press_button("eurosatClassifyLayer")
        self._desktop.wait("tiles", lambda: self._count() > RUNNING_TILES)
        picture = self._save("running", settled=False)
        self._desktop.press_button("EuroSatCancel")
        self._desktop.ask("prefer", name="stride", value=None)
        self._desktop.ask("slow_down", seconds=0)
        self._desktop.wait("the end", lambda: self._desktop.ask("tasks") == 0)
        return picture

    def polygons(self) -> Path:
        """Photograph what comes of selected polygons."""
        before = classified_layers(self._desktop)
        path = write_districts(self._scene.path.with_name("districts.geojson"))
        layer = self._desktop.ask("open_file", path=str(path))
        self._desktop.ask("make_current", layer=layer)
        self._desktop.ask("set_visible", layer=self._grid, visible=False)
        self._desktop.ask("select_all", layer=layer)
        self._desktop.ask("trigger", action="eurosatClassifyPolygons")
        self._desktop.wait("both layers", lambda: len(classified_layers(self._desktop) - before) == 3)
        self._settle()
        picture = self._save("polygons")
        for made in classified_layers(self._desktop) - before:
            self._desktop.ask("remove_layer", layer=made)
        self._desktop.ask("set_visible", layer=self._grid, visible=True)
        self._desktop.ask("make_current", layer=self._grid)
        return picture

    def grid(self) -> Path:
        """Photograph the classified grid with the dock."""
        before = classified_layers(self._desktop)
        drag_over_tiles(self._desktop, (0, 0), (16, 23))
        self._grid = wait_for_grid(self._desktop, before)
        self._desktop.wait("the figures", lambda: "Largest" in self._desktop.ask("text", name="EuroSatHeadline"))
        self._desktop.ask("look_at", box=self._scene.box, crs=CRS)
        self._desktop.wait_for_map()
        return self._save("grid")

    def slider(self) -> Path:
        """Photograph map and chart without the tiles of low confidence."""
        self._desktop.press_button("EuroSatConfidence")
        self._desktop.display.key("Home", *["Page_Up"] * 9)
        self._settle()
        picture = self._save("slider")
        self._desktop.press_button("EuroSatConfidence")
        self._desktop.display.key("Home")
        return picture

    def selection(self) -> Path:
        """Photograph a bar that was clicked, and its tiles."""
        across, down = self._desktop.ask("place_of_bar", key="River")
        self._desktop.display.click((across, down))
        self._desktop.wait("a selection", lambda: self._desktop.ask("selected", layer=self._grid))
        self._settle()
        picture = self._save("selection")
        self._desktop.press_button("EuroSatClearSelection")
        return picture

    def tile(self) -> Path:
        """Photograph what a click on a tile tells."""
        raster = next(layer["id"] for layer in self._desktop.ask("layers") if layer["features"] < 0)
        self._desktop.ask("make_current", layer=raster)
        self._desktop.ask("set_visible", layer=self._grid, visible=False)
        take_rectangle_tool(self._desktop)
        self._desktop.display.click(tile_on_screen(self._desktop, 8, 3))
        self._desktop.wait("probabilities", lambda: self._desktop.ask("description", name="EuroSatProbabilities"))
        self._settle()
        picture = self._save("tile")
        self._desktop.ask("trigger", action="mActionPan")
        self._desktop.ask("set_visible", layer=self._grid, visible=True)
        self._desktop.ask("make_current", layer=self._grid)
        return picture

    def menu(self) -> Path:
        """Photograph the menu of the histogram."""
        self._desktop.press_button("EuroSatChartMenu")
        self._desktop.wait("the menu", lambda: self._desktop.ask("place", name="EuroSatChartActions"))
        self._settle()
        picture = self._save("menu", "EuroSatHistogramDock")
        self._desktop.display.key("Escape")
        return picture

    def report(self) -> list[Path]:
        """Photograph the report, where QGIS can show it."""
        self._desktop.ask("catch_pages")
        self._desktop.ask("trigger", action="eurosatOpenReport")
        (page,) = self._desktop.wait("the report", lambda: self._desktop.ask("pages"))
        if not self._desktop.ask("show_page", path=page):
            return []
        return [self._photograph_window("report", "Browser", (1000, 740))]

    def window(self, name: str, action: str, title: str, size: Point | None = None) -> Path:
        """Photograph the window that `action` opens, its title beginning with `title`."""
        self._desktop.ask("trigger", action=action)
        return self._photograph_window(name, title, size)

    def options(self) -> Path:
        """Photograph the page in QGIS's options."""
        self._desktop.ask("open_options", page="EuroSatOptionsPage")
        return self._photograph_window("options", "Options", (960, 520))

    def _photograph_window(self, name: str, title: str, size: Point | None) -> Path:
        self._desktop.wait(f"the window {title}", lambda: self._desktop.ask("place_of_window", title=title))
        if size is not None:
            self._desktop.ask("resize_window", title=title, width=size[0], height=size[1])
        self._settle()
        place = self._desktop.ask("place_of_window", title=title)
        picture = self._save(name, place=place)
        self._desktop.ask("close_window", title=title)
        self._desktop.wait("it to close", lambda: not self._desktop.ask("place_of_window", title=title))
        return picture

    def _settle(self) -> None:
        self._desktop.wait_for_map()
        time.sleep(SETTLE_S)

    def _count(self) -> int:
        """Return how many tiles of a run are done, by what the dock says."""
        number = str(self._desktop.ask("text", name="EuroSatRunCount")).split(" ")[0].replace(",", "")
        return int(number) if number.isdigit() else 0

    def _save(self, name: str, widget: str = "", place: list[int] | None = None, settled: bool = True) -> Path:
        """Save the screen, or the part of it where `widget` or `place` is; `settled`: once nothing goes on any more."""
        self._desktop.ask("clear_messages")
        if settled:
            self._settle()
        else:
            time.sleep(SETTLE_S)
        if widget:
            place = self._desktop.ask("place", name=widget)
        path = self._desktop.display.save_picture(self._folder / f"guide-{name}.png", place or ())
        # Few colours make a small file, and nobody sees the difference.
        subprocess.run(["mogrify", "-strip", "-dither", "None", "-colors", "200", str(path)], check=True)
        return path


def main() -> int:
    """Take all pictures; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("docs/images"), help="folder for the pictures")
    parser.add_argument("--only-places", action="store_true", help="take those of places alone")
    options = parser.parse_args()
    if reason_to_skip():
        print(f"No pictures can be taken: this {reason_to_skip()}", file=sys.stderr)
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_zip(folder / "eurosat_plugin.zip")
        scene = make_scene(folder / "scene.tif")
        try:
            with (
                local_internet(scene, folder / "internet") as internet,
                DesktopSession(folder / "desktop", folder / "eurosat_plugin.zip", size=SIZE) as desktop,
            ):
                for picture in Photographer(desktop, scene, internet, options.output).take_all(options.only_places):
                    print(picture)
        except DesktopError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
