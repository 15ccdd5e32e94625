# SPDX-License-Identifier: GPL-2.0-or-later
"""The grid that a run has made, as a layer of the project: on top, named and coloured."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.adapters.grid.layer_colors import palette_of, set_palette
from eurosat_plugin.adapters.grid.provenance import read_provenance
from eurosat_plugin.core.product.acquisition import dated_name
from eurosat_plugin.gui.settings.preferences import load_preferences

PIXEL_M = 10


def add_result(layer: QgsVectorLayer, image: str) -> None:
    """Put `layer`, which was made of `image`, above all others of the project."""
    made = read_provenance(layer)
    layer.setName(_unused(_name(dated_name(image, made.get("date", "")), made.get("stride", ""))))
    palette = load_preferences().palette
    if palette_of(layer) not in ("", palette):
        set_palette(layer, palette)
    project = QgsProject.instance()
    project.addMapLayer(layer, False)
    project.layerTreeRoot().insertLayer(0, layer)


def _name(image: str, stride: str) -> str:
    if not stride.isdigit():
        return QCoreApplication.translate("ResultLayer", "Land cover of {image}").format(image=image)
    name = QCoreApplication.translate("ResultLayer", "Land cover of {image}, {size} m")
    return name.format(image=image, size=int(stride) * PIXEL_M)


def _unused(name: str) -> str:
    """Return `name`, with a number where a layer of the project has it already."""
    taken = {layer.name() for layer in QgsProject.instance().mapLayers().values()}
    number, wanted = 1, name
    while name in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name
