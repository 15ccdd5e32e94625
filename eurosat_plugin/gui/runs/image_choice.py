# SPDX-License-Identifier: GPL-2.0-or-later
"""Which image is meant by "classify this"."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsGeometry, QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid
from eurosat_plugin.adapters.grid.provenance import image_of, read_provenance
from eurosat_plugin.adapters.raster.georeference import transformed
from eurosat_plugin.adapters.raster.image_source import source_of
from eurosat_plugin.adapters.raster.sibling_layers import Siblings, band_shown, find_siblings
from eurosat_plugin.core.catalogue.addresses import names_item
from eurosat_plugin.core.product.acquisition import acquisition_of
from eurosat_plugin.core.product.bands import spoken_bands
from eurosat_plugin.core.product.common_name import common_name
from eurosat_plugin.gui.runs.classification_target import RasterTarget
from eurosat_plugin.gui.runs.opened_images import OpenedImages
from eurosat_plugin.gui.runs.scene_target import SceneTarget, remembered_sign_in

if TYPE_CHECKING:
    from typing import TypeGuard  # Python 3.10

BASE_MAP_PROVIDERS = ("wms", "arcgismapserver", "vectortile")


class ImageChoice(QObject):
    """The current layer if it is an image; else the source of the current grid, the image used last, the topmost one.

    Base maps and single bands without their siblings are no images. The current layer is meant wherever one points; of
    the others the first is taken that lies there.
    """

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._opened = OpenedImages()
        self._used_last = ""

    def choose(self, shape: QgsGeometry | None) -> RasterTarget | str:
        """Return the image that is meant by `shape` (in the canvas's CRS; None: anywhere), or why there is none."""
        current = self._iface.activeLayer()
        if _has_colours(current):
            return RasterTarget(current)
        band = band_shown(current)
        if band is not None and isinstance(current, QgsRasterLayer):
            siblings = self._siblings(current, band)
            return self._of_siblings(current, siblings) or self._missing_bands(current, siblings)
        source, lost = None, ""
        if isinstance(current, QgsVectorLayer) and is_classified_grid(current):
            source, lost = self._source_of(current)
        found = [*([] if source is None else [source]), *self._others(lost)]
        there = next((target for target in found if shape is None or self._reaches(target, shape)), None)
        return there or next(iter(found), None) or " ".join(filter(None, (lost, self._none())))

    def of_grid(self, grid: QgsVectorLayer) -> RasterTarget | SceneTarget | str:
        """Return the image that `grid` was made of, or a sentence why it cannot be classified again."""
        target, lost = self._source_of(grid)
        made = read_provenance(grid)
        if target is None and names_item(made.get("source", "")):
            return SceneTarget(made["source"], made.get("scene") or grid.name(), remembered_sign_in(grid))
        return target or lost or self.tr("{grid} does not tell from which image it was made.").format(grid=grid.name())

    def remember(self, target: RasterTarget) -> None:
        """Take note that `target` is being classified."""
        self._used_last = target.source

    def forget(self) -> None:
        """Let go of what was opened, as when the project is closed."""
        self._opened.forget()

    def close(self) -> None:
        """Let go of everything."""
        self._opened.close()

    def _source_of(self, grid: QgsVectorLayer) -> tuple[RasterTarget | None, str]:
        """Return the image that `grid` was made of, or a sentence about where it has gone."""
        source = image_of(read_provenance(grid))
        if not source:
            return None, ""
        layers = self._layers()
        known = next((layer for layer in layers if _is_same(source_of(layer), source)), None)
        if _has_colours(known):
            return RasterTarget(known), ""
        bands = filter(None, map(self._of_layer, filter(band_shown, layers)))
        stack = next((target for target in bands if _is_same(target.source, source)), None)
        if stack is not None:
            return stack, ""
        if names_item(source):  # is fetched anew, and not looked at before
            return None, ""
        name = os.path.basename(source.rstrip("/"))
        file = self._opened.of_file(source)
        if file is None:
            sentence = self.tr("The image {name}, from which {grid} was made, is no longer there.")
            return None, sentence.format(name=name, grid=grid.name())
        sentence = self.tr("The image {name}, from which {grid} was made, is no layer any more; its file is read.")
        return RasterTarget(file, source, name, sentence.format(name=name, grid=grid.name())), ""

    def _others(self, lost: str) -> Iterator[RasterTarget]:
        """Yield the images on the map, the one used last first, then the topmost; `lost` is said with each."""
        visible = filter(None, map(self._of_layer, self._iface.mapCanvas().layers()))
        targets = sorted(visible, key=lambda target: target.source != self._used_last)
        sentence = self.tr("{lost} {image} is classified.")
        for target in targets:
            note = sentence.format(lost=lost, image=target.name) if lost else ""
            yield replace(target, note=" ".join(filter(None, (note, target.note))))

    def _of_layer(self, layer: QgsMapLayer) -> RasterTarget | None:
        """Return the image that `layer` shows or is a band of, None where it is none."""
        if _has_colours(layer):
            return RasterTarget(layer) if self._opened.is_image(layer) else None
        band = band_shown(layer)
        if band is None or not isinstance(layer, QgsRasterLayer):
            return None
        return self._of_siblings(layer, self._siblings(layer, band))

    def _siblings(self, layer: QgsRasterLayer, band: str) -> Siblings:
        return find_siblings(layer, band, [other for other in self._layers() if other is not layer])

    def _of_siblings(self, layer: QgsRasterLayer, siblings: Siblings) -> RasterTarget | None:
        if siblings.missing:
            return None
        if siblings.beside:
            red = self._opened.of_band(siblings, self._layers()) or layer
            sentence = self.tr(
                "{layer} is one band of an image: it is classified with those beside it, B04, B03 and B02."
            )
            known = QgsProject.instance().mapLayer(red.id()) is not None
            source = "" if known else red.source()
            return RasterTarget(red, source, self._name_of(siblings, red), sentence.format(layer=layer.name()))
        name = self._name_of(siblings, layer)
        stack = self._opened.of_bands(siblings, name)
        if stack is None:
            return None
        sentence = self.tr("{layer} is one band of an image: it is classified with B04, B03 and B02 among the layers.")
        return RasterTarget(stack, stack.source(), name, sentence.format(layer=layer.name()))

    def _name_of(self, siblings: Siblings, layer: QgsRasterLayer) -> str:
        """Return what the image of `siblings` is called: after what its bands have in common, not after one of them."""
        files = [file.replace("\\", "/") for file in siblings.files.values()]
        layers = {other.source().replace("\\", "/"): other.name() for other in self._layers()}
        shown = [layers[file] for file in files if file in layers]
        stems = [file.rpartition("/")[2].partition(".")[0] for file in files]
        found = common_name(shown) if len(shown) == len(files) else ""
        tile = acquisition_of(files[0]).tile
        return found or common_name(stems) or (f"T{tile}" if tile else layer.name())

    def _layers(self) -> list[QgsRasterLayer]:
        layers = QgsProject.instance().mapLayers().values()
        return [layer for layer in layers if isinstance(layer, QgsRasterLayer) and layer.isValid()]

    def _reaches(self, target: RasterTarget, shape: QgsGeometry) -> bool:
        crs = self._iface.mapCanvas().mapSettings().destinationCrs()
        here = transformed(shape, crs, target.layer.crs())
        return here is not None and here.boundingBox().intersects(target.layer.extent())

    def _missing_bands(self, layer: QgsRasterLayer, siblings: Siblings) -> str:
        """Say which bands are missing beside `layer`, and why others do not count."""
        if len(siblings.missing) == 1:
            sentence = self.tr(
                "{layer} is one band of an image, {band}; {missing} of the same image is needed as well, and neither "
                "beside its file nor in the project. {strangers}"
            )
        else:
            sentence = self.tr(
                "{layer} is one band of an image, {band}; {missing} of the same image are needed as well, and neither "
                "beside its file nor in the project. {strangers}"
            )
        strangers = self.tr("Not of this image: {layers}.").format(layers="; ".join(siblings.strangers))
        return sentence.format(
            layer=layer.name(),
            band=siblings.band,
            missing=spoken_bands(siblings.missing),
            strangers=strangers if siblings.strangers else self.tr("Add them, or stack them into one raster."),
        )

    def _none(self) -> str:
        if not QgsProject.instance().mapLayers():
            return self.tr("Add a Sentinel-2 image to the map first; there is nothing to classify.")
        return self.tr("No Sentinel-2 image is on the map; open one, or make its layer the current one.")


def _has_colours(layer: QgsMapLayer | None) -> TypeGuard[QgsRasterLayer]:
    """Tell whether `layer` has numbers in at least three bands."""
    return (
        isinstance(layer, QgsRasterLayer)
        and layer.isValid()
        and layer.providerType() not in BASE_MAP_PROVIDERS
        and layer.bandCount() >= 3
        and layer.dataProvider().dataType(1) != Qgis.DataType.ARGB32
    )


def _is_same(one: str, other: str) -> bool:
    """Tell whether two sources are the same file."""
    return one == other or os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))
