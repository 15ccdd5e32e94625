# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtWidgets import QFileDialog

from eurosat_plugin.gui.map.product_drop import ProductDropHandler
from eurosat_plugin.gui.map.product_opener import ProductOpener
from tests.products import Product, write_product
from tests.rasters import ground


@pytest.fixture
def product(tmp_path: Path) -> Path:
    return write_product(tmp_path, dict(zip(("B02", "B03", "B04", "B08"), ground(bands=4))), Product("L2A", 511))


@pytest.fixture
def opener(qgis_iface: Any, qgis_new_project: None) -> ProductOpener:
    qgis_iface.messageBar().clear_messages()
    return ProductOpener(qgis_iface)


def layer_names() -> list[str]:
    return [layer.name() for layer in QgsProject.instance().mapLayers().values()]


def test_a_product_that_was_chosen_is_the_current_layer(
    opener: ProductOpener, product: Path, qgis_iface: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_in = []

    def choose(parent: object, title: str, folder: str, filters: str) -> tuple[str, str]:
        asked_in.append(folder)
        return str(product / "MTD_MSIL2A.xml"), filters

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)

    opener.choose()
    qtbot.waitUntil(lambda: layer_names() == ["32TQM 2022-03-01 L2A"], timeout=60_000)
    opener.choose()

    assert qgis_iface.activeLayer().name() == "32TQM 2022-03-01 L2A"
    assert asked_in[1] == str(product)  # where the last one was found
    qtbot.waitUntil(lambda: len(layer_names()) == 2, timeout=60_000)


def test_what_is_missing_of_a_product_is_said(
    opener: ProductOpener, product: Path, qgis_iface: Any, qtbot: Any
) -> None:
    for band in product.rglob("*_B02_*.jp2"):
        band.unlink()

    opener.open(product)

    warnings = qgis_iface.messageBar().get_messages
    qtbot.waitUntil(lambda: bool(warnings(Qgis.MessageLevel.Warning)), timeout=60_000)
    assert "no 10 m file of B02" in warnings(Qgis.MessageLevel.Warning)[0]
    assert layer_names() == []


def test_what_is_dropped_is_opened_when_it_is_a_product_and_left_to_qgis_otherwise(
    tmp_path: Path, product: Path
) -> None:
    table, opened = tmp_path / "plots.csv", list[Path]()
    table.write_text("")
    handler = ProductDropHandler(opened.append)

    taken = [handler.handleFileDrop(str(path)) for path in (product, table, tmp_path / "missing.xml")]

    assert taken == [True, False, False]
    assert opened == [product]
