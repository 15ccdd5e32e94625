# SPDX-License-Identifier: GPL-2.0-or-later
"""``python -m demo`` as the Makefile calls it, in a process with a QGIS of its own; its other ways in the QGIS here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.PyQt.QtGui import QImage

from demo import __main__ as command
from demo.scene import SHAPE
from eurosat_plugin.core.classes import CLASS_KEYS
from tests.provider import registered_provider

ROOT = Path(__file__).resolve().parents[2]


def _run_demo(*arguments: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "demo", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    # What QGIS 3.44 is warned of under Python 3.14 is not the demo's.
    done.stderr = re.sub(r"^\S+/qgis/\S+: DeprecationWarning: .*\n  .*\n", "", done.stderr, flags=re.MULTILINE)
    return done


@pytest.fixture
def demo_here(
    qgis_processing: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Return what runs the command in this process and returns its status, and what it writes and complains of."""
    monkeypatch.setattr(command, "qgis_session", nullcontext)

    def run(*arguments: object) -> tuple[int, str, str]:
        status = command.main([str(argument) for argument in arguments])
        return (status, *capsys.readouterr())

    with registered_provider():
        yield run


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    output = tmp_path_factory.mktemp("demo")
    return output, _run_demo("--output", output)


def test_the_command_succeeds_without_a_word_on_standard_error(
    finished: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    assert (finished[1].returncode, finished[1].stderr) == (0, "")


def test_it_leaves_grid_picture_and_scene_and_nothing_else(
    finished: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    assert sorted(p.name for p in finished[0].iterdir()) == ["landcover.gpkg", "landcover.png", "scene.tif"]


def test_the_grid_has_a_feature_for_every_tile(finished: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    dataset = ogr.Open(str(finished[0] / "landcover.gpkg"))
    layer = dataset.GetLayer(0)

    assert layer.GetFeatureCount() == SHAPE[0] // 64 * (SHAPE[1] // 64)
    assert {f["class_key"] for f in layer} - {None} == set(CLASS_KEYS)


def test_the_picture_is_two_thousand_pixels_wide_and_colourful(
    finished: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    picture = QImage(str(finished[0] / "landcover.png"))

    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 4) for y in range(0, picture.height(), 4)}

    assert picture.width() == 2000
    assert len(colours) > 1000


def test_the_summary_fits_on_one_screen_and_names_its_files(
    finished: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    output, process = finished

    assert len(process.stdout.splitlines()) <= 24
    for name in ("landcover.gpkg", "landcover.png", "scene.tif"):
        assert str(output / name) in process.stdout


def test_another_raster_is_classified_where_it_lies(
    finished: tuple[Path, subprocess.CompletedProcess[str]],
    demo_here: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
) -> None:
    lower_left = [0, SHAPE[0] - 256, 256, 256]
    gdal.Translate(str(tmp_path / "bay.tif"), str(finished[0] / "scene.tif"), srcWin=lower_left).FlushCache()

    status, said, complaints = demo_here(tmp_path / "bay.tif", "--output", tmp_path / "out")

    assert status == 0, complaints
    assert "bay.tif" in said
    assert "Sea or lake" in said
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["landcover.gpkg", "landcover.png"]


def _one_band_raster(folder: Path) -> Path:
    path = folder / "one_band.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 128, 128, 1, gdal.GDT_UInt16)
    dataset.SetGeoTransform((400000, 10, 0, 6000000, 0, -10))
    dataset.FlushCache()
    return path


def _text_file(folder: Path) -> Path:
    path = folder / "letter.tif"
    path.write_text("This is no raster.")
    return path


@pytest.mark.parametrize("make", [lambda folder: folder / "nowhere.tif", _text_file, _one_band_raster])
def test_a_scene_that_cannot_be_classified_gets_one_sentence_and_leaves_nothing(
    make: Callable[[Path], Path], demo_here: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    status, said, complaints = demo_here("--scene", make(tmp_path), "--output", tmp_path / "out")

    assert (status, said) == (1, "")
    assert len(complaints.splitlines()) == 1
    assert complaints.rstrip().endswith(".")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_process_that_cannot_classify_its_scene_ends_with_one_sentence(tmp_path: Path) -> None:
    process = _run_demo("--scene", _one_band_raster(tmp_path), "--output", tmp_path / "out")

    assert (process.returncode, process.stdout) == (1, "")
    assert len(process.stderr.splitlines()) == 1


def test_an_output_folder_that_cannot_be_made_gets_one_sentence(
    demo_here: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")

    status, _, complaints = demo_here("--output", tmp_path / "file" / "folder")

    assert status == 1
    assert complaints == f"The results cannot be written to {tmp_path / 'file' / 'folder'} (Not a directory).\n"
