# SPDX-License-Identifier: GPL-2.0-or-later
"""Raster layers that are read and never drawn.

A layer that QGIS makes of a file looks at pixels at once, to know how to stretch its colours. Of a large image that is
resampled as it is read this takes many seconds, and nothing can stop it. One that comes out of a project does not.
"""

from __future__ import annotations

from qgis.core import QgsError, QgsRasterLayer, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

from eurosat_plugin.core.translation import shortened, tr

_PACKED = (".tar", ".tgz", ".gz", ".bz2", ".7z", ".rar")


def open_layer(uri: str, name: str) -> QgsRasterLayer:
    """Open a file of GDAL's as a layer that is not to be drawn: neither pixels nor a style beside it are read."""
    document = QDomDocument()
    element = document.createElement("maplayer")
    element.setAttribute("type", "raster")
    for tag, text in (("datasource", uri), ("layername", name), ("provider", "gdal")):
        child = document.createElement(tag)
        child.appendChild(document.createTextNode(text))
        element.appendChild(child)
    layer = QgsRasterLayer()
    layer.readLayerXml(element, QgsReadWriteContext())
    if layer.isValid():
        layer.setCrs(layer.dataProvider().crs())
    return layer


def why_unreadable(layer: QgsRasterLayer, name: str, source: str) -> str:
    """Say why `layer`, opened as `name` from `source`, is not valid, and what to do."""
    if source.lower().endswith(_PACKED):
        return tr(
            "{name} is an archive that cannot be read as an image; unpack it, and choose the image, or the folder of "
            "the product or of the band files."
        ).format(name=name)
    reason = reason_of(layer.error()) or tr("no driver recognises it")
    return tr("The raster {name} cannot be read ({reason}); check that the file is complete.").format(
        name=name, reason=reason
    )


def reason_of(error: QgsError) -> str:
    """Return what an error of QGIS's says on one line, without the text of a virtual raster.

    Empty where it says nothing, of which QGIS crashes.
    """
    return "" if error.isEmpty() else shortened(" ".join(error.summary().split()).rstrip(": ."))
