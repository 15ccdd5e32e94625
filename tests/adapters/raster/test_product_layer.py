# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtGui import QColor

from eurosat_plugin.adapters.raster.product_layer import ProductImage, holds_product, product_layer, read_product
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.core.errors import InputError
from tests.products import Product, pack, write_product
from tests.rasters import ground, watch_virtual_files

pytestmark = pytest.mark.usefixtures("qgis_app")

BANDS = ("B02", "B03", "B04", "B08")
L2A = Product("L2A", 511)
OFFSET = 1000


@pytest.fixture
def bands() -> dict[str, np.ndarray]:
    """Return numbers without offset of a scene whose left quarter lies beside the swath."""
    values = dict(zip(BANDS, ground(bands=4)))
    for band in BANDS:
        values[band][:, : values[band].shape[1] // 4] = 0
    return values


@pytest.fixture
def product(tmp_path: Path, bands: dict[str, np.ndarray]) -> Path:
    return write_product(tmp_path, bands, L2A)


def read(path: Path) -> ProductImage:
    image = read_product(path, lambda: False)
    assert image is not None
    return image


def whole(product: Path) -> Path:
    return product


def metadata(product: Path) -> Path:
    return product / "MTD_MSIL2A.xml"


def one_band(product: Path) -> Path:
    return next(product.rglob("*_B03_10m.jp2"))


@pytest.mark.parametrize("part", [whole, pack, metadata, one_band])
def test_a_product_is_named_by_place_date_and_level_whatever_part_of_it_is_opened(
    product: Path, part: Callable[[Path], Path]
) -> None:
    layer = product_layer(read(part(product)))

    assert layer.isValid()
    assert layer.name() == "32TQM 2022-03-01 L2A"
    assert [layer.renderer().redBand(), layer.renderer().greenBand(), layer.renderer().blueBand()] == [1, 2, 3]
    day = layer.temporalProperties().fixedTemporalRange()
    assert layer.temporalProperties().isActive()
    assert day.begin().toString("yyyy-MM-dd hh:mm") == "2022-03-01 00:00"
    assert day.end().toString("yyyy-MM-dd hh:mm") == "2022-03-02 00:00"


def test_a_folder_of_bands_without_a_date_is_named_by_itself(tmp_path: Path, product: Path) -> None:
    folder = tmp_path / "orchard"
    folder.mkdir()
    for band in ("B02", "B03", "B04"):
        shutil.copy(next(product.rglob(f"*_{band}_10m.jp2")), folder / f"{band}.jp2")

    image = read(folder)

    assert image.title == "orchard"
    assert not product_layer(image).temporalProperties().isActive()


def test_black_and_white_are_percentiles_of_what_is_not_missing(product: Path, bands: dict[str, np.ndarray]) -> None:
    image = read(product)

    for band, stretch in zip(("B04", "B03", "B02"), image.stretches):
        present = bands[band][bands[band] > 0] + OFFSET
        assert stretch == pytest.approx(np.percentile(present, [2, 98]), rel=0.05)


def test_what_lies_beside_the_swath_is_transparent(product: Path) -> None:
    layer = product_layer(read(product))
    width, height = layer.width(), layer.height()

    picture = layer.renderer().block(1, layer.extent(), width, height)

    beside, inside = (QColor.fromRgba(picture.color(height // 2, column)) for column in (width // 8, width // 2))
    assert (beside.alpha(), inside.alpha()) == (0, 255)


def test_the_layer_is_read_as_the_product_is(product: Path) -> None:
    from_layer = open_raster(product_layer(read(product)), "", [])
    from_path = open_raster(None, str(product), [])

    # That the layer's source names original files tells nothing new, where metadata tell the baseline.
    assert replace(from_layer.product, original=False) == from_path.product
    assert (from_layer.bands, from_layer.missing) == (from_path.bands, from_path.missing)
    from_path.close()


def test_a_project_brings_the_layer_back(tmp_path: Path, product: Path, qgis_new_project: None) -> None:
    project = QgsProject.instance()
    project.addMapLayer(product_layer(read(product)))
    project.write(str(tmp_path / "fields.qgz"))
    project.clear()

    project.read(str(tmp_path / "fields.qgz"))

    (layer,) = project.mapLayers().values()
    assert isinstance(layer, QgsRasterLayer)
    assert layer.isValid()
    assert layer.temporalProperties().isActive()


def test_nothing_is_left_in_memory(product: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = watch_virtual_files(monkeypatch)
    read(product)
    assert read_product(product, lambda: True) is None

    assert left() == []


@pytest.mark.parametrize("exceptions", [False, True])
def test_a_product_that_cannot_be_read_as_one_image_is_refused(
    product: Path, monkeypatch: pytest.MonkeyPatch, exceptions: bool
) -> None:
    left, open_file = watch_virtual_files(monkeypatch), gdal.OpenEx

    def lose_stack(uri: str, *flags: int) -> gdal.Dataset | None:
        if uri.startswith("/vsimem/") and exceptions:
            raise RuntimeError
        return None if uri.startswith("/vsimem/") else open_file(uri, *flags)

    monkeypatch.setattr(gdal, "OpenEx", lose_stack)

    with pytest.raises(InputError, match=r"The bands of the product .*\.SAFE cannot be read together \("):
        read(product)
    assert left() == []


def test_a_file_that_is_no_product_is_refused_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "notes.tif"
    file.write_text("no image")

    with pytest.raises(InputError, match=r"notes\.tif is neither a Sentinel-2 product nor a band .* Add Raster Layer"):
        read(file)


def test_what_holds_a_product_is_told_from_what_does_not(tmp_path: Path, product: Path) -> None:
    packed, holiday, photographs = pack(product), tmp_path / "holiday.zip", tmp_path / "photographs"
    with zipfile.ZipFile(holiday, "w") as archive:
        archive.writestr("beach.jpg", b"")
    photographs.mkdir()
    (photographs / "B04.jpg").write_bytes(b"")
    emptied = tmp_path / "S2B_MSIL2A_20220301T102101_N0511_R065_T32TQN_20220301T112204.SAFE"
    emptied.mkdir()

    assert [holds_product(path) for path in (product, packed, metadata(product), emptied)] == [True] * 4
    assert [holds_product(path) for path in (holiday, photographs, one_band(product), tmp_path / "x.xml")] == [
        False
    ] * 4
