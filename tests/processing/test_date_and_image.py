# SPDX-License-Identifier: GPL-2.0-or-later
"""Every tile tells of which day and image it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QDate

from eurosat_plugin.adapters.grid.provenance import read_provenance
from eurosat_plugin.adapters.raster.product_layer import product_layer, read_product
from tests.processing.conftest import Run
from tests.products import Product, pack, write_product
from tests.rasters import ground, write_raster

Classify = Callable[..., Run]

FIRST_OF_MARCH = QDate(2022, 3, 1)


def dates_and_images(layer: QgsVectorLayer) -> set[tuple[object, object]]:
    return {(feature["date"] or None, feature["scene"]) for feature in layer.getFeatures()}


@pytest.mark.parametrize(
    ("name", "scene", "date"),
    [
        ("T32TQM_20220301T102101_stack.tif", "T32TQM_20220301T102101_stack", FIRST_OF_MARCH),
        ("fields.tif", "fields", None),
        ("mosaic_20220301_20220311.tif", "mosaic_20220301_20220311", None),
    ],
)
def test_an_image_tells_its_day_by_its_name(
    classify: Classify, tmp_path: Path, name: str, scene: str, date: QDate | None
) -> None:
    path = write_raster(tmp_path / name, ground(128, 128), names=["B04", "B03", "B02"])

    run = classify(INPUT=str(path), OUTPUT=str(tmp_path / "grid.gpkg"))

    assert dates_and_images(run.layer) == {(date, scene)}


def test_the_grid_is_shown_on_the_day_of_its_image_which_its_style_remembers(
    classify: Classify, tmp_path: Path
) -> None:
    path = write_raster(tmp_path / "T32TQM_20220301T102101.tif", ground(128, 128), names=["B04", "B03", "B02"])
    classify(INPUT=str(path), OUTPUT=str(tmp_path / "grid.gpkg"))

    opened = QgsVectorLayer(str(tmp_path / "grid.gpkg"), "grid", "ogr")
    opened.loadDefaultStyle()  # QGIS 3.22 forgets this part of a style while it opens a file

    assert opened.temporalProperties().isActive()
    assert opened.temporalProperties().fixedTemporalRange().begin().date() == FIRST_OF_MARCH


def test_without_a_day_the_grid_is_shown_always(classify: Classify, tmp_path: Path) -> None:
    path = write_raster(tmp_path / "fields.tif", ground(128, 128), names=["B04", "B03", "B02"])

    assert not classify(INPUT=str(path)).layer.temporalProperties().isActive()


def test_a_product_is_named_by_its_folder_and_remembered_by_its_path(
    classify: Classify, tmp_path: Path, qgis_new_project: None
) -> None:
    bands = dict(zip(("B02", "B03", "B04"), np.asarray(ground(128, 128))))
    product = pack(write_product(tmp_path, bands, Product("L2A", 511)))
    image = read_product(product, lambda: False)
    assert image is not None

    by_layer = classify(INPUT=product_layer(image))
    by_path = classify(INPUT=str(product))

    assert dates_and_images(by_layer.layer) == {(FIRST_OF_MARCH, "32TQM 2022-03-01 L2A")}
    assert dates_and_images(by_path.layer) == {(FIRST_OF_MARCH, product.stem)}
    assert [read_provenance(run.layer)["source"] for run in (by_layer, by_path)] == [str(product)] * 2
