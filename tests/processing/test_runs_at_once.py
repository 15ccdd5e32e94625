# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs that write to the same place at once, and what killed ones leave behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.PyQt.QtCore import QLockFile

from tests.output_folders import count, state, tables, write_foreign
from tests.processing.conftest import During, Run
from tests.stock_qgis import StockQgis

Classify = Callable[..., Run]
NAMES = ["B04", "B03", "B02"]
TILES = 4 * 5
"""Tiles of the raster `countryside`: 200 rows and 300 columns of pixels."""

PATIENCE_S = 900
"""After so long a program is called stuck: far longer than it takes on a slow and busy machine."""


@pytest.fixture
def endless(large: Path, tmp_path: Path) -> Path:
    """Write a virtual raster of a million tiles, which no machine classifies within seconds, and return its path."""
    path, side, times = tmp_path / "endless.vrt", 64 * 33, 31
    dataset = gdal.GetDriverByName("VRT").Create(str(path), side * times, side * times, 0)
    dataset.SetProjection(gdal.Open(str(large)).GetProjection())
    dataset.SetGeoTransform(gdal.Open(str(large)).GetGeoTransform())
    for number, name in enumerate(NAMES, 1):
        dataset.AddBand(gdal.GDT_UInt16)
        band = dataset.GetRasterBand(number)
        band.SetDescription(name)
        for row in range(times):
            for col in range(times):
                source = (
                    f"<SimpleSource><SourceFilename>{large}</SourceFilename><SourceBand>{number}</SourceBand>"
                    f'<SrcRect xOff="0" yOff="0" xSize="{side}" ySize="{side}"/>'
                    f'<DstRect xOff="{col * side}" yOff="{row * side}" xSize="{side}" ySize="{side}"/></SimpleSource>'
                )
                band.SetMetadataItem(f"source_{row * times + col}", source, "new_vrt_sources")
    return path


@pytest.mark.usefixtures("quick_network")
def test_the_same_file_is_written_by_one_run_at_a_time(
    classify: Classify, countryside: Path, large: Path, folder: Path
) -> None:
    path = str(folder / "grid.gpkg")
    others: list[Run] = []

    first = classify(
        During(lambda: others.append(classify(INPUT=str(countryside), OUTPUT=path))), INPUT=str(large), OUTPUT=path
    )

    assert first.ok, first.sentence
    assert not others[0].ok
    assert f"another run (process {os.getpid()} on" in others[0].sentence
    assert others[0].log.infos == []  # nothing was prepared
    assert count(Path(path)) == 33 * 33


@pytest.mark.usefixtures("quick_network")
def test_two_tables_of_a_new_geopackage_may_be_written_at_once(
    classify: Classify, countryside: Path, large: Path, folder: Path
) -> None:
    path = folder / "grids.gpkg"
    others: list[Run] = []

    def run_another() -> None:
        others.append(classify(INPUT=str(countryside), OUTPUT=f"ogr:dbname='{path}' table=\"second\""))

    first = classify(During(run_another), INPUT=str(large), OUTPUT=f"ogr:dbname='{path}' table=\"first\"")

    assert first.ok, first.sentence
    assert others[0].ok, others[0].sentence
    assert (count(path, "first"), count(path, "second")) == (33 * 33, TILES)


def test_what_a_killed_run_has_left_is_removed_by_the_next_one(
    classify: Classify, countryside: Path, folder: Path
) -> None:
    left, living = folder / ".eurosat-0123456789ab", folder / ".eurosat-ba9876543210"
    for path in (left, living):
        (path / "new").mkdir(parents=True)
        (path / "new" / "grid.shp").write_text("half")
    (left / "old").mkdir()
    (left / "old" / "parcels.shp").write_text("set aside while it was replaced")
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    (left / "lock").write_text(f"{int(dead.stdout)}\npython3\n{os.uname().nodename}\n")
    lock = QLockFile(str(living / "lock"))
    lock.setStaleLockTime(0)
    assert lock.lock()

    assert classify(INPUT=str(countryside), OUTPUT=str(folder / "grid.gpkg")).ok

    lock.unlock()
    assert sorted(path.name for path in folder.iterdir()) == [living.name, "grid.gpkg", "parcels.shp"]
    assert (living / "new" / "grid.shp").exists()


def test_killed_runs_leave_what_was_there_and_a_later_one_ends(
    classify: Classify, stock_qgis: StockQgis, countryside: Path, endless: Path, folder: Path
) -> None:
    path = folder / "grid.gpkg"
    write_foreign(path)
    assert classify(INPUT=str(countryside), OUTPUT=str(path)).ok
    before, content = tables(path), state(folder)

    for seconds in (0.0, 1.1):  # two moments, whichever they are on this machine
        run = stock_qgis.start("run", "eurosat:classifyraster", "--", f"INPUT={endless}", f"OUTPUT={path}")
        while run.poll() is None and not list(folder.glob(".eurosat-*/new/*")):
            time.sleep(0.02)
        time.sleep(seconds)
        assert run.poll() is None
        run.kill()
        run.communicate()
        assert {name: text for name, text in state(folder).items() if name in content} == content

    # The styles of the first run are there: before QGIS 3.24 a dialog asked about them, and waited for ever.
    again = stock_qgis.start("run", "eurosat:classifyraster", "--", f"INPUT={countryside}", f"OUTPUT={path}")
    said, problems = again.communicate(timeout=PATIENCE_S)
    assert again.returncode == 0, said + problems
    after = tables(path)
    assert after.keys() == before.keys()
    assert [after[name] for name in ("fields", "layer_styles")] == [before[name] for name in ("fields", "layer_styles")]
    assert len(after["grid"]) == TILES
    assert list(state(folder)) == ["grid.gpkg"]
    assert not list(folder.glob(".eurosat-*"))


def test_programs_that_write_the_same_file_at_once_end_with_it_or_with_a_sentence(
    stock_qgis: StockQgis, countryside: Path, folder: Path
) -> None:
    path = folder / "grid.gpkg"

    runs = [
        stock_qgis.start("run", "eurosat:classifyraster", "--", f"INPUT={countryside}", f"OUTPUT={path}", "STRIDE=32")
        for _ in range(2)
    ]

    ends = [(*run.communicate(timeout=PATIENCE_S), run.returncode) for run in runs]
    assert any(code == 0 for *_, code in ends)
    for said, problems, code in ends:
        assert "Traceback" not in said + problems
        assert code == 0 or "is writing it; wait until that has ended" in said + problems
    assert count(path) == 7 * 10
    assert list(state(folder)) == ["grid.gpkg"]
