# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids as GeoParquet: what other programs find in the files, and that sums are those of the GeoPackages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsVectorLayer,
)

from eurosat_batch import geoparquet
from eurosat_batch.__main__ import ALL, NOTHING, main
from eurosat_batch.geoparquet import UNKNOWN, ParquetTiles
from eurosat_plugin.adapters.batch.grid_item import Classified
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from tests.batch.conftest import run_serially
from tests.rasters import ORIGIN, ground, write_raster

FIRST, EAST, OTHER = "S2A_33UVT_20240501_0_L2A", "S2B_33UVT_20240501_1_L2A", "field"
Runs = dict[str, RunFolder]


@pytest.fixture(scope="module")
def runs(qgis_processing: None, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Run three images in either format: two of a day, one tile apart, and one that tells neither day nor tile."""
    folder = tmp_path_factory.mktemp("images")
    for name, shift in ((FIRST, 0), (EAST, 64), (OTHER, 0)):
        place = (ORIGIN[0] + 10.0 * shift, 10.0, 0.0, ORIGIN[1], 0.0, -10.0)
        write_raster(folder / f"{name}.tif", ground(128, 192), names=["B04", "B03", "B02"], geotransform=place)
    found = {form: RunFolder(folder / form) for form in ("gpkg", "parquet")}
    for form, run in found.items():
        images = [str(folder / f"{name}.tif") for name in (FIRST, EAST, OTHER)]
        assert main(["plan", str(run.path), *images, "--format", form, "--set", "PROBABILITIES=true"]) == ALL
    assert main(["run", str(found["parquet"].path), "--workers", "1"]) == ALL
    run_serially(found["gpkg"])
    return found


def grids(run: RunFolder) -> list[Path]:
    return [run.grid(scene, item) for scene in run.plan().scenes if (item := run.item(scene)) is not None]


def test_the_files_lie_in_folders_by_tile_and_day(runs: Runs) -> None:
    run = runs["parquet"]

    folders = [path.parent.relative_to(run.parquet_folder).as_posix() for path in grids(run)]
    assert folders == ["tile=33UVT/day=2024-05-01"] * 2 + [f"tile={UNKNOWN}/day={UNKNOWN}"]
    assert not any(run.grid_file(scene).exists() for scene in run.plan().scenes)
    assert sorted(run.parquet_folder.rglob("*.*")) == sorted(grids(run))


def test_every_value_is_that_of_the_geopackage(runs: Runs) -> None:
    for path, other in zip(grids(runs["parquet"]), grids(runs["gpkg"])):
        layer = QgsVectorLayer(str(other), "grid", "ogr")
        names = [name for name in layer.fields().names() if name != "fid"]
        rows = pyarrow.parquet.ParquetFile(path).read().to_pylist()

        assert [[plain(row[name]) for name in names] for row in rows] == [
            [plain(feature[name]) for name in names] for feature in layer.getFeatures()
        ]


def plain(value: Any) -> Any:
    """Return a value of QGIS or Arrow as the other one has it, too."""
    if hasattr(value, "toPyDate"):
        return value.toPyDate()
    return None if value is None or (hasattr(value, "isNull") and value.isNull()) else value


def test_the_file_describes_itself_as_geoparquet_1_1(runs: Runs) -> None:
    file = pyarrow.parquet.ParquetFile(grids(runs["parquet"])[0])

    described = json.loads(file.schema_arrow.metadata[b"geo"])
    [(name, column)] = described["columns"].items()
    assert (described["version"], described["primary_column"]) == ("1.1.0", name)
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Polygon"])
    assert column["covering"]["bbox"]["ymax"] == ["bbox", "ymax"]
    assert "crs" not in column  # which stands for OGC:CRS84
    boxes = [row["bbox"] for row in file.read().to_pylist()]
    assert column["bbox"] == [
        min(box["xmin"] for box in boxes),
        min(box["ymin"] for box in boxes),
        max(box["xmax"] for box in boxes),
        max(box["ymax"] for box in boxes),
    ]


def test_shapes_are_those_of_the_geopackage_in_longitude_and_latitude(runs: Runs) -> None:
    layer = QgsVectorLayer(str(grids(runs["gpkg"])[0]), "grid", "ogr")
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    transform = QgsCoordinateTransform(layer.crs(), degrees, QgsCoordinateTransformContext())

    rows = pyarrow.parquet.ParquetFile(grids(runs["parquet"])[0]).read().to_pylist()

    for row, feature in zip(rows, layer.getFeatures()):
        wanted, found = QgsGeometry(feature.geometry()), QgsGeometry()
        wanted.transform(transform)
        found.fromWkb(row["geometry"])
        box = wanted.boundingBox()
        assert found.hausdorffDistance(wanted) < 1e-9
        assert row["bbox"]["xmin"] == pytest.approx(box.xMinimum(), abs=1e-9)
        assert row["bbox"]["ymax"] == pytest.approx(box.yMaximum(), abs=1e-9)


def test_a_large_grid_is_written_in_groups_that_are_passed_over_by_their_bounds(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geoparquet, "ROW_GROUP", 4)
    run, scene = RunFolder(tmp_path), runs["gpkg"].plan().scenes[0]
    run.make_room(scene)
    shutil.copy(runs["gpkg"].grid_file(scene), run.grid_file(scene))

    path = geoparquet.write_geoparquet(run, scene, Classified({}, "", (0, 0, 0, 0), scene.name, "", "", {}))

    file = pyarrow.parquet.ParquetFile(path)
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [4, 2]


def test_duckdb_reads_all_files_as_one_table_by_tile_and_day(runs: Runs) -> None:
    files = f"{runs['parquet'].parquet_folder}/**/*.parquet"
    query = f"SELECT tile, day::VARCHAR, count(*), min(bbox.xmin) FROM read_parquet('{files}', hive_partitioning=true)"

    rows = duckdb.sql(f"{query} GROUP BY ALL ORDER BY tile NULLS LAST").fetchall()

    assert [row[:3] for row in rows] == [("33UVT", "2024-05-01", 2 * 6), (None, None, 6)]
    assert rows[0][3] == pytest.approx(15.0)


def test_sums_by_day_are_those_of_the_geopackages(runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for run in runs.values():
        main(["summary", str(run.path), "--by", "day"])
        rows = [line.split(",") for line in capsys.readouterr().out.splitlines()[1:]]
        told.append({(day, key): float(area) for day, _, key, area in rows})

    packages, parquet = told
    assert parquet == pytest.approx(packages, abs=0.01)
    # Of three columns of tiles each, two of the second image lie on the first: four columns of ground.
    shares = [sum(area for (day, _), area in packages.items() if day == wanted) for wanted in ("2024-05-01", "")]
    assert shares[0] / shares[1] == pytest.approx(4 / 3, rel=1e-3)


def test_tiles_are_found_by_their_bounds(runs: Runs) -> None:
    tiles = ParquetTiles(grids(runs["parquet"])[0])
    west, east, south, north = tiles.envelope()

    assert len(list(tiles.tiles())) == 6
    # The left third and less.
    assert len(list(tiles.tiles((west, west + (east - west) * 0.3, south, north)))) == 2


def test_a_second_run_does_nothing_until_a_file_is_gone(
    runs: Runs, in_this_process: None, capsys: pytest.CaptureFixture[str]
) -> None:
    run = runs["parquet"]
    main(["run", str(run.path), "--workers", "1"])
    grids(run)[2].unlink()

    main(["run", str(run.path), "--workers", "1"])

    said = capsys.readouterr().out
    assert "0 of 3 scenes to do." in said
    assert "1 of 3 scenes to do." in said
    assert len(grids(run)) == 3


def test_gdal_reads_it_by_arrow_from_duckdb(runs: Runs) -> None:
    # In a process of its own: pyogrio brings another GDAL.
    library = next(Path(duckdb.__file__).parent.parent.glob("_duckdb*.so"))
    file, options = str(grids(runs["parquet"])[0]), {"ADBC_DRIVER": str(library)}
    command = "import json, sys, pyogrio.raw; file, options = json.loads(sys.argv[1]);"
    command += "meta, _, shapes, values = pyogrio.raw.read(file, **options);"
    command += "columns = dict(zip(meta['fields'], (column.tolist() for column in values)));"
    command += "print(json.dumps([meta['crs'], [shape.hex() for shape in shapes], columns], default=str))"

    read = subprocess.run(
        [sys.executable, "-c", command, json.dumps([f"ADBC:{file}", options])], capture_output=True, text=True
    )

    assert read.returncode == 0, read.stderr
    crs, shapes, values = json.loads(read.stdout)
    table = pyarrow.parquet.ParquetFile(file).read()
    assert crs == "EPSG:4326"
    assert shapes == [shape.hex() for shape in table["geometry"].to_pylist()]
    assert set(values) == set(table.column_names) - {"geometry", "bbox"} | {"tile", "day"}
    for name in ("row", "class_key", "confidence", "area_ha", "p_Forest"):
        assert values[name] == table[name].to_pylist(), name


def test_without_pyarrow_a_plan_says_what_to_install(
    tmp_path: Path, images: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "eurosat_batch.geoparquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    status = main(["plan", str(tmp_path / "run"), str(images), "--format", "parquet"])

    assert status == NOTHING
    assert "pip install -r eurosat_batch/requirements-parquet.txt" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()
