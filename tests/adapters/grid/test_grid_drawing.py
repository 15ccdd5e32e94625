# SPDX-License-Identifier: GPL-2.0-or-later
"""How the tiles of a grid are drawn: colours, the frame of the selection, and what is drawn in which thread."""

from __future__ import annotations

import pytest
from qgis.core import Qgis, QgsMapRendererSequentialJob, QgsMapSettings, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtXml import QDomDocument

from eurosat_plugin.adapters.grid.grid_style import class_renderer, style_grid
from eurosat_plugin.core.palettes import PALETTES
from tests.grids import memory_grid

KEEPS_PALENESS = Qgis.QGIS_VERSION_INT >= 33000
"""A tile stays as pale when it is selected; an older QGIS cannot help giving it the full colour of its class."""

TILES = [{"class_key": "Forest", "confidence": 0.9, "flag": ""}]


def rendered(layer: QgsVectorLayer, extent: QgsRectangle) -> QImage:
    """Return what a map of 40 × 40 pixels shows of `layer`, with a yellow selection."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(extent)
    settings.setOutputSize(QSize(40, 40))
    settings.setSelectionColor(QColor("yellow"))
    settings.setFlag(QgsMapSettings.Flag.DrawSelection)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


@pytest.mark.parametrize("palette", PALETTES)
def test_a_selected_tile_keeps_its_colour_inside_a_frame_of_the_selection(palette: str) -> None:
    layer = memory_grid(TILES)
    style_grid(layer, palette)
    before = rendered(layer, layer.extent()).pixelColor(20, 20).name()
    layer.selectAll()

    picture = rendered(layer, layer.extent())

    border = {picture.pixelColor(across, 20).name() for across in (0, 1)}
    assert "#ffff00" in border
    assert picture.pixelColor(20, 20).name() == (before if KEEPS_PALENESS else PALETTES[palette][1])


def test_a_tile_that_is_not_selected_has_no_frame() -> None:
    layer = memory_grid(TILES)
    style_grid(layer)

    picture = rendered(layer, layer.extent())

    assert len({picture.pixelColor(across, 20).name() for across in range(2, 38)}) == 1
    assert "#ffff00" not in {picture.pixelColor(across, 20).name() for across in range(40)}


@pytest.mark.skipif(not KEEPS_PALENESS, reason="expressions wait for no other thread before QGIS 3.30")
@pytest.mark.parametrize("palette", PALETTES)
def test_drawing_asks_no_other_thread_for_the_selection(palette: str) -> None:
    layer = memory_grid(TILES)

    style_grid(layer, palette)

    document = QDomDocument()
    layer.exportNamedStyle(document)
    assert "is_selected" not in document.toString()


def test_a_colour_of_the_users_own_frames_no_tile_that_is_not_selected() -> None:
    layer = memory_grid(TILES)
    style_grid(layer)
    renderer = class_renderer()
    categories = renderer.categories()
    symbol = categories[1].symbol().clone()
    symbol.setColor(QColor("#123456"))
    renderer.updateCategorySymbol(1, symbol)
    layer.setRenderer(renderer)

    picture = rendered(layer, layer.extent())

    assert len({picture.pixelColor(across, 20).name() for across in range(2, 38)}) == 1


def test_a_colour_of_the_users_own_stays_when_its_tiles_are_selected() -> None:
    layer = memory_grid(TILES)
    style_grid(layer)
    renderer = class_renderer()
    categories = renderer.categories()
    symbol = categories[1].symbol().clone()
    symbol.setColor(QColor("#123456"))
    renderer.updateCategorySymbol(1, symbol)
    layer.setRenderer(renderer)
    before = rendered(layer, layer.extent()).pixelColor(20, 20).name()
    layer.selectAll()

    shown = rendered(layer, layer.extent()).pixelColor(20, 20).name()

    assert shown == (before if KEEPS_PALENESS else "#123456")
