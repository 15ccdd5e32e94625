# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from eurosat_plugin.gui.runs.opened_images import OpenedImages
from tests.products import Product, write_product
from tests.rasters import ground, watch_virtual_files


@pytest.fixture
def product(tmp_path: Path) -> Path:
    return write_product(tmp_path, dict(zip(("B02", "B03", "B04", "B08"), ground(bands=4))), Product("L2A", 511))


def test_of_a_product_that_is_let_go_of_no_virtual_file_is_left(
    qgis_new_project: None, product: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    images, left = OpenedImages(), watch_virtual_files(monkeypatch)
    opened = images.of_file(str(product)) is not None
    before = len(left())

    images.forget()

    assert (opened, before) == (True, 1)
    assert left() == []
