# SPDX-License-Identifier: GPL-2.0-or-later
"""What a tile costs does not depend on how many tiles there are."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from eurosat_plugin.core.network import onnxruntime_session
from eurosat_plugin.core.tiles.tiling import Axis, TileGrid, Window
from tests.processing.conftest import Run
from tests.rasters import ground, write_raster

PACKAGE = str(Path(__file__).parents[2] / "eurosat_plugin")


class Lines:
    """Counts the lines of the plugin that are executed in this thread, and the calls of one of its functions."""

    def __init__(self, function: str) -> None:
        self.count = self.calls = 0
        self._function = function

    def __enter__(self) -> Lines:
        self._before = sys.gettrace()
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _enter(self, frame: FrameType, event: str, argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        self.calls += frame.f_code.co_name == self._function
        return self._line

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        self.count += event == "line"
        return self._line


class Calls:
    """Counts how often each function of the plugin is called in this thread, while one of them goes on."""

    def __init__(self, within: str) -> None:
        self.counts: Counter[str] = Counter()
        self._within, self._counting = within, False

    def __enter__(self) -> Calls:
        self._before = sys.getprofile()
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self._before)

    def _note(self, frame: FrameType, event: str, argument: Any) -> None:
        code = frame.f_code
        if event not in ("call", "return") or not code.co_filename.startswith(PACKAGE):
            return
        name = f"{Path(code.co_filename).stem}.{code.co_name}"
        if name == self._within:
            self._counting = event == "call"
        self.counts[name] += self._counting and event == "call"


@pytest.mark.parametrize("outputs", [(), ("STATISTICS", "REPORT", "RASTER", "PROBABILITIES")])
def test_what_is_said_of_tiles_is_worked_out_for_a_row_at_once(
    classify: Callable[..., Run], tmp_path: Path, outputs: tuple[str, ...]
) -> None:
    calls, sizes = [], (8, 8, 24)  # the first run imports
    names = {"STATISTICS": "table.gpkg", "REPORT": "report.html", "RASTER": "classes.tif"}
    for tiles in sizes:
        path = write_raster(tmp_path / f"{tiles}.tif", ground(128, tiles * 64))
        given = {name: str(tmp_path / names[name]) if name in names else True for name in outputs}
        with Calls(within="grid_run._classify") as counted:
            run = classify(INPUT=str(path), OUTPUT=str(tmp_path / "grid.gpkg"), **given)
        assert run.outputs["TILE_COUNT"] == 2 * tiles
        calls.append(counted.counts)

    _, few, many = calls
    added = 2 * (sizes[2] - sizes[1])
    # Only QGIS measures, and only one geometry at a time; each has two sides.
    assert {name: many[name] - few[name] for name in many if many[name] - few[name] >= added} == {
        "hectares.of": added, "geobox.x": 2 * added,
    }  # fmt: skip


@pytest.mark.parametrize("stride", [64, 32])
def test_a_tile_costs_the_same_however_many_there_are(
    classify: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stride: int
) -> None:
    # Once for each network, after many tiles of whatever run, its graph is rebuilt.
    monkeypatch.setattr(onnxruntime_session, "WORTH", sys.maxsize)
    lines, calls, sizes = [], [], (12, 24, 48)  # of fewer tiles more is said, as their numbers tell less
    for rows in (4, *sizes):  # the first run imports
        path = write_raster(tmp_path / f"{rows}.tif", ground(rows * stride + 64 - stride, 4 * stride + 64 - stride))
        with Lines("lay") as counted:
            run = classify(INPUT=str(path), STRIDE=str(stride))
        assert run.outputs["TILE_COUNT"] >= rows * 4
        lines.append(counted.count)
        calls.append(counted.calls)

    lines, calls = lines[1:], calls[1:]
    few, many = (lines[1] - lines[0]) / (sizes[1] - sizes[0]), (lines[2] - lines[1]) / (sizes[2] - sizes[1])
    assert many == pytest.approx(few, rel=0.1)
    assert calls == [2, 2, 2]


@pytest.mark.parametrize("edge", ["shift", "pad", "skip"])
def test_laying_an_axis_costs_as_much_as_it_has_cells(edge: str) -> None:
    lines = []
    for cells in (100, 200, 400):
        with Lines("lay") as counted:
            axis = Axis.lay(0, cells * 16 + 5, 16, edge)
        assert len(axis.cells) >= cells
        lines.append(counted.count)

    assert lines[2] - lines[1] == 2 * (lines[1] - lines[0])


def test_a_grid_lays_its_axes_once() -> None:
    grid = TileGrid(Window(0, 0, 640, 640), 16)

    with Lines("lay") as counted:
        for _ in range(5):
            assert len(grid) == 40 * 40
            assert len(list(grid.cells())) == len(grid)
            grid.uncovered()

    assert counted.calls == 2
