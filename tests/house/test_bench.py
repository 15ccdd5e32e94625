# SPDX-License-Identifier: GPL-2.0-or-later
"""The benchmark: what it generates, that every way it measures works, and what it writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from osgeo import gdal

from scripts.bench import inputs, others, ways
from scripts.bench.costs import Cost, Costs
from scripts.bench.curve import HEIGHT, WIDTH, draw_curve
from scripts.bench.inputs import make_mosaic, make_raster
from scripts.bench.table import BEGIN, END, Rasters, compare, markdown, write_into
from tests.provider import registered_provider


@pytest.fixture(autouse=True, scope="module")
def _small_pieces() -> Iterator[None]:
    """Put rasters together of small pieces: none here is larger."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "_PIECE", 256)
        yield


@pytest.mark.parametrize("kind", ["cog", "jp2"])
def test_a_raster_is_made_once_and_kept(tmp_path: Path, kind: str) -> None:
    path = make_raster(tmp_path, kind, 200)
    made = path.stat().st_mtime_ns

    again = make_raster(tmp_path, kind, 200)

    dataset = gdal.Open(str(path))
    assert (dataset.RasterXSize, dataset.RasterYSize, dataset.RasterCount) == (200, 200, 3)
    assert dataset.GetRasterBand(1).DataType == gdal.GDT_UInt16
    assert (again, again.stat().st_mtime_ns) == (path, made)
    assert [file.name for file in tmp_path.iterdir() if not file.name.endswith(".aux.xml")] == [path.name]


def test_both_formats_hold_the_same_pixels(tmp_path: Path) -> None:
    cog, jp2 = (gdal.Open(str(make_raster(tmp_path, kind, 200))).ReadAsArray() for kind in ("cog", "jp2"))

    assert np.array_equal(cog, jp2)


def test_a_mosaic_repeats_a_granule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "GRANULE", 200)

    mosaic = gdal.Open(str(make_mosaic(tmp_path, 500))).ReadAsArray()

    granule = gdal.Open(str(make_raster(tmp_path, "cog", 200))).ReadAsArray()
    assert np.array_equal(mosaic, np.tile(granule, (1, 3, 3))[:, :500, :500])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a raster of four tiles."""
    return make_raster(tmp_path_factory.mktemp("bench"), "cog", 128)


@pytest.fixture
def go(
    qgis_processing: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Cost]]:
    """Return what goes one way in this process, which has a QGIS already, and returns what it tells of its cost."""
    monkeypatch.setattr(ways, "headless_qgis", registered_provider)
    beside = gdal.GetConfigOption("GDAL_PAM_ENABLED")

    def go(way: str, raster: Path) -> Cost:
        assert ways.main([way, str(raster)]) == 0
        return Cost(**json.loads(capsys.readouterr().out.splitlines()[-1]))

    yield go
    gdal.SetConfigOption("GDAL_PAM_ENABLED", beside)


@pytest.fixture
def training_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand for the Python of the training, whose half is in tests/training/test_prediction_cost.py."""
    program = tmp_path / "python"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nimport numpy\n"
        "assert sys.argv[1:3] == ['-m', 'scripts.bench.predict']\n"
        "assert numpy.load(sys.argv[3]).shape == (4, 3, 64, 64)\n"
        """print('said by a library', '{"cpu": 50.0, "wall": 60.0}', sep='\\n')\n"""
    )
    program.chmod(0o755)
    monkeypatch.setattr(others, "TRAINING_PYTHON", program)


def test_what_tensorflow_costs_is_added(small: Path, go: Callable[..., Cost], training_python: None) -> None:
    assert 50 < go("seed", small).cpu < 60


@pytest.mark.usefixtures("training_python")
@pytest.mark.parametrize("way", ways.WAYS)
def test_every_way_classifies_a_raster(small: Path, go: Callable[..., Cost], way: str) -> None:
    cost = go(way, small)

    assert cost.tiles == 4
    assert cost.cpu > 0
    assert cost.peak > 10
    assert (cost.first is not None) == (way == "plugin")


def test_a_way_is_gone_in_a_process_of_its_own(small: Path) -> None:
    cost = Costs(lambda text: None).of("plugin", small)

    assert cost.tiles == 4
    assert cost.first is not None
    assert cost.cpu > cost.first


class Invented(Costs):
    """Gives every way a cost without measuring it."""

    def of(self, way: str, raster: Path, *options: str) -> Cost:
        times = {
            "read": 1.0,
            "network": 2.0,
            "plugin": 3.0,
            "expert": 4.0,
            "loop": 9.0,
            "seed": 60.0,
            "seed_onnx": 15.0,
        }
        return Cost(1000, times[way] * (2 if options else 1), 7.0 if way == "seed" else 1.0, 500.0, 0.5)


def test_the_table_divides_what_a_tile_costs() -> None:
    paths = [Path(f"{name}_100.tif") for name in ("jp2", "cog", "small")]

    rows = compare(Invented(print), Rasters(*paths, (paths[2],)))

    ratios = [float(row.found) for row in rows if row.found]
    assert ratios == [
        3 / 3,
        3 / 2,
        3 / 4,
        3 / 4,
        9 / 3,
        9 / 6,
        6 / 3,
        9 / 3,
        18 / 3,
        60 / 3,
        15 / 3,
        6 / 3,
        6 / 3,
        6 / 3,
        6 / 3,
    ]
    assert [row.what for row in rows if row.wall == "7.00"] == ["COG, the seed's manner over ours"]
    assert "| COG, over the network alone | 3.00 ms a tile | 2.00 ms a tile | 1.50 | 1.00 | ≤ 1.30 |" in markdown(
        rows, Rasters(*paths, ()), "here"
    )


def test_the_table_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")

    write_into(page, "new")

    assert page.read_text() == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_a_curve_lies_inside_its_picture() -> None:
    svg = draw_curve("Time", "ms", [(100, 1.4), (50_000, 1.2)])

    root = ElementTree.fromstring(svg)
    circles = [element for element in root if element.tag.endswith("circle")]
    places = [(float(circle.get("cx", "")), float(circle.get("cy", ""))) for circle in circles]
    assert len(places) == 2
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in places)
    assert places[0][1] < places[1][1]  # more is higher up
