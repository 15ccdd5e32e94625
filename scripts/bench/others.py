# SPDX-License-Identifier: GPL-2.0-or-later
"""How others classify a raster, written here anew.

- `expert`: a plain script of somebody who knows GDAL and onnxruntime: strips of whole blocks, grey levels by numpy,
  batches of 64, one transaction of OGR.
- `loop`: the manner of Deepness, QGIS's plugin for networks of all kinds: for each tile each band is asked of QGIS's
  provider, the network sees one tile at a time, in a session of onnxruntime as it comes, whose threads spin while they
  wait, and a polygon of each tile goes into a layer. With ``SPIN=0``: the same, but they do not.
- `seed`: the manner of the program that this plugin grew out of: for each tile a raster is cut out and written,
  opened again, and classified by the seed's own network with ``model.predict``. It needs .venv-train, for TensorFlow.
- `seed_onnx`: the same with onnxruntime in place of TensorFlow.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from osgeo import gdal, ogr, osr
from qgis.core import QgsFeature, QgsGeometry, QgsRasterLayer, QgsRectangle, QgsVectorLayer

from eurosat_plugin.core.network.onnx_file import read_model
from eurosat_plugin.paths import model_path
from scripts.bench.blocks import TILE, small_cache, strips
from scripts.bench.spending import Spending

BATCH = 64
ROOT = Path(__file__).parents[2]
TRAINING_PYTHON = ROOT / ".venv-train" / "bin" / "python"

_SEED_TILES = 300


class BenchError(Exception):
    """A way to classify failed, so its cost means nothing."""


def expert(raster: str, folder: Path, costs: Spending, options: dict[str, str]) -> int:
    """Go the way of a plain script by somebody who knows the libraries."""
    dataset, run = gdal.Open(raster), _session("fast")
    target, layer = _vector_file(folder, dataset)
    left, top = dataset.GetGeoTransform()[0], dataset.GetGeoTransform()[3]
    count = 0
    with small_cache(dataset):
        layer.StartTransaction()
        for row, strip in strips(dataset):
            grey = np.rint(1 + np.clip(strip.astype(np.float32), 0, 2750) * np.float32(254 / 2750))
            rows, cols = grey.shape[1] // TILE, grey.shape[2] // TILE
            cut = grey[:, : rows * TILE, : cols * TILE].reshape(3, rows, TILE, cols, TILE)
            tiles = np.ascontiguousarray(cut.transpose(1, 3, 0, 2, 4)).reshape(-1, 3, TILE, TILE)
            answers = np.concatenate([run(tiles[i : i + BATCH]) for i in range(0, len(tiles), BATCH)])
            for i, answer in enumerate(answers):
                y, x = row + i // cols * TILE, i % cols * TILE
                feature = ogr.Feature(layer.GetLayerDefn())
                feature.SetField(0, int(answer.argmax()))
                feature.SetField(1, float(answer.max()))
                feature.SetGeometry(_square(left + 10 * x, top - 10 * y))
                layer.CreateFeature(feature)
            count += len(tiles)
        layer.CommitTransaction()
    del layer, target
    return count


def loop(raster: str, folder: Path, costs: Spending, options: dict[str, str]) -> int:
    """Go tile by tile, asking QGIS's provider for each band, as Deepness does."""
    image, run = QgsRasterLayer(raster, "image"), _session("fast", spinning=options.get("SPIN") != "0")
    provider, extent = image.dataProvider(), image.extent()
    grid = QgsVectorLayer(
        f"Polygon?crs={image.crs().authid()}&field=class:integer&field=confidence:double", "g", "memory"
    )
    count, features = 0, []
    for row in range(image.height() // TILE):
        for col in range(image.width() // TILE):
            x, y = extent.xMinimum() + 640 * col, extent.yMaximum() - 640 * row
            place = QgsRectangle(x, y - 640, x + 640, y)
            bands = []
            for band in (1, 2, 3):
                block = provider.block(band, place, TILE, TILE)
                bands.append(np.frombuffer(bytes(block.data()), dtype=np.uint16).reshape(TILE, TILE))
            grey = np.rint(1 + np.clip(np.stack(bands).astype(np.float32), 0, 2750) * np.float32(254 / 2750))
            answer = run(grey[None])[0]
            feature = QgsFeature(grid.fields())
            feature.setGeometry(QgsGeometry.fromRect(place))
            feature.setAttributes([int(answer.argmax()), float(answer.max())])
            features.append(feature)
            count += 1
    grid.dataProvider().addFeatures(features)
    return count


def seed(raster: str, folder: Path, costs: Spending, options: dict[str, str]) -> int:
    """Cut a raster out for each tile, open it again and have Keras classify it, as the seed did."""
    if not TRAINING_PYTHON.is_file():
        raise BenchError("There is no TensorFlow: make .venv-train/.ready")
    crops, file = list(_crops(raster, folder)), folder / "tiles.npy"
    with costs.not_counting():
        np.save(file, np.stack(crops))
        command = [str(TRAINING_PYTHON), "-m", "scripts.bench.predict", str(file)]
        spent = json.loads(subprocess.check_output(command, text=True).splitlines()[-1])
    costs.add(**spent)
    return len(crops)


def seed_onnx(raster: str, folder: Path, costs: Spending, options: dict[str, str]) -> int:
    """Cut a raster out for each tile, open it again and have onnxruntime classify it by the seed's network."""
    run, count = _session("seed"), 0
    for crop in _crops(raster, folder):
        run(crop[None])
        count += 1
    return count


def _crops(raster: str, folder: Path) -> Iterator[npt.NDArray[np.float32]]:
    """Yield the grey levels ``(3, 64, 64)`` of at most so many tiles as a slow way can do, each through a file."""
    dataset, cropped = gdal.Open(raster), str(folder / "crop.tif")
    places = [(row, col) for row in range(dataset.RasterYSize // TILE) for col in range(dataset.RasterXSize // TILE)]
    for row, col in places[:_SEED_TILES]:
        gdal.Translate(cropped, dataset, srcWin=[col * TILE, row * TILE, TILE, TILE])
        digits = gdal.Open(cropped).ReadAsArray()
        yield (1 + np.clip(digits, 0, 2750) * (254 / 2750)).astype(np.float32)


def _session(model: str, spinning: bool = False) -> Callable[[npt.NDArray[np.float32]], Any]:
    """Return what runs a network of ours by onnxruntime as anybody would: tiles ``(n, 3, 64, 64)`` to probabilities."""
    import onnxruntime

    path = model_path(model) if model != "seed" else ROOT / "models" / "seed.onnx"
    found, options = read_model(path), onnxruntime.SessionOptions()
    # To the advantage of the other ways: threads that spin while they wait count as work.
    options.add_session_config_entry("session.intra_op.allow_spinning", str(int(spinning)))
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name, channels_last = found.inputs[0].name, session.get_inputs()[0].shape[-1] == 3
    output = session.get_outputs()[0].name

    def run(tiles: npt.NDArray[np.float32]) -> Any:
        image = tiles.transpose(0, 2, 3, 1) if channels_last else tiles
        return session.run([output], {name: np.ascontiguousarray(image)})[0]

    return run


def _vector_file(folder: Path, image: gdal.Dataset) -> tuple[ogr.DataSource, ogr.Layer]:
    """Make an empty GeoPackage for polygons with a class and a confidence."""
    reference = osr.SpatialReference()
    reference.ImportFromWkt(image.GetProjection())
    target = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "grid.gpkg"))
    layer = target.CreateLayer("grid", reference, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("class_id", ogr.OFTInteger))
    layer.CreateField(ogr.FieldDefn("confidence", ogr.OFTReal))
    return target, layer


def _square(x: float, y: float) -> ogr.Geometry:
    ring, polygon = ogr.Geometry(ogr.wkbLinearRing), ogr.Geometry(ogr.wkbPolygon)
    for across, down in ((0, 0), (640, 0), (640, 640), (0, 640), (0, 0)):
        ring.AddPoint_2D(x + across, y - down)
    polygon.AddGeometry(ring)
    return polygon
