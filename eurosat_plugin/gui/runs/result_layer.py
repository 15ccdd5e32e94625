# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run has made, as a layer of the project: on top, named and coloured."""

from __future__ import annotations

from qgis.core import QgsFillSymbol, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QFontMetrics
from qgis.PyQt.QtWidgets import QApplication

from eurosat_plugin.adapters.grid.layer_colors import palette_of, set_palette
from eurosat_plugin.adapters.grid.provenance import read_provenance
from eurosat_plugin.core.choices import cell_size
from eurosat_plugin.core.product.acquisition import dated_name
from eurosat_plugin.gui.settings.preferences import load_preferences

_OUTLINES = {"style": "no", "outline_color": "#1a1a1a", "outline_width": "0.7"}
"""The tiles are to be seen inside the polygons."""


_BESIDE = 30
"""Pixels beside the text of a column: its margins, and the arrow that tells the order."""


def add_result(layer: QgsVectorLayer, image: str) -> None:
    """Put `layer`, which was made of `image`, above all others of the project."""
    made = read_provenance(layer)
    layer.setName(_unused(_name(dated_name(image, made.get("date", "")), made.get("stride", ""))))
    palette = load_preferences().palette
    if palette_of(layer) not in ("", palette):
        set_palette(layer, palette)
    _put_on_top(layer)


def add_composition(layer: QgsVectorLayer, polygons: str, image: str) -> None:
    """Put `layer`, of what the `polygons` consist of by a grid of `image`, above all others, as outlines."""
    name = QCoreApplication.translate("ResultLayer", "Composition of {polygons}, {image}")
    layer.setName(_unused(name.format(polygons=polygons, image=image)))
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(_OUTLINES)))
    _put_on_top(layer)


def add_table(table: QgsVectorLayer, grid: str, selected: bool) -> None:
    """Add the `table` of the classes of `grid`, or of its `selected` tiles, which hides nothing, to the project."""
    name = QCoreApplication.translate("ResultLayer", "Classes: {grid}")
    if selected:
        name = QCoreApplication.translate("ResultLayer", "Classes of the selected tiles: {grid}")
    table.setName(_unused(name.format(grid=grid)))
    _widen_columns(table)
    _put_on_top(table)


def _put_on_top(layer: QgsVectorLayer) -> None:
    project = QgsProject.instance()
    project.addMapLayer(layer, False)
    project.layerTreeRoot().insertLayer(0, layer)


def _widen_columns(table: QgsVectorLayer) -> None:
    """Give each column of a small `table` the width that its head and its texts need: QGIS would cut them."""
    metrics, config = QFontMetrics(QApplication.font()), table.attributeTableConfig()
    config.update(table.fields())
    rows = list(table.getFeatures())
    for place, column in enumerate(config.columns()):
        index = table.fields().lookupField(column.name)
        if index >= 0:
            texts = [str(row[index]) for row in rows if isinstance(row[index], str)]
            widest = max(map(metrics.horizontalAdvance, [table.attributeDisplayName(index), *texts]))
            config.setColumnWidth(place, widest + _BESIDE)
    table.setAttributeTableConfig(config)


def _name(image: str, stride: str) -> str:
    if not stride.isdigit():
        return QCoreApplication.translate("ResultLayer", "Land cover of {image}").format(image=image)
    name = QCoreApplication.translate("ResultLayer", "Land cover of {image}, {size} m")
    return name.format(image=image, size=cell_size(int(stride)))


def _unused(name: str) -> str:
    """Return `name`, with a number where a layer of the project has it already."""
    taken = {layer.name() for layer in QgsProject.instance().mapLayers().values()}
    number, wanted = 1, name
    while name in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name
