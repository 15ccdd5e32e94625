# SPDX-License-Identifier: GPL-2.0-or-later
"""What ``eurosat:classifycanvas`` reads from: the layers and the extent asked for, as a picture to be rendered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.core import QgsMapLayer, QgsMapSettings, QgsProcessingContext, QgsProcessingUtils

from eurosat_plugin.adapters.map.map_area import map_area
from eurosat_plugin.adapters.map.map_content import (
    MapContent,
    Selection,
    chosen_layers,
    copy_content,
    theme_layers,
    visible_layers,
)
from eurosat_plugin.adapters.map.map_rendering import MapPicture
from eurosat_plugin.adapters.map.pictures import is_picture
from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.georeference import crs_of
from eurosat_plugin.adapters.raster.input_files import input_files
from eurosat_plugin.adapters.raster.tile_source import TileSource
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.network.model_card import GREY, ModelCard
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.radiometry import DISPLAY
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, TileGrid
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.canvas_parameters import EXTENT, LAYERS, THEME
from eurosat_plugin.processing.grid_settings import own_card


def read_selection(arguments: Arguments) -> Selection:
    """Read LAYERS and THEME; without either, what the project of the context shows.

    :raises InputError: when there is nothing to render, or something that was asked for is not there.
    """
    if arguments.given(THEME):
        if arguments.given(LAYERS):
            raise InputError(tr("LAYERS and THEME are both given; give one of them, or none."))
        return theme_layers(arguments.context.project(), arguments.text(THEME))
    if not arguments.given(LAYERS):
        return visible_layers(arguments.context.project())
    for missing in _missing_layers(arguments.value(LAYERS), arguments.context):
        raise InputError(tr("There is no layer {name!r}; choose layers of the project, or files.").format(name=missing))
    return chosen_layers(arguments.layers(LAYERS))


def read_area(arguments: Arguments) -> GeoBox:
    """Read EXTENT; :raises InputError: when it cannot be rendered at 10 m per pixel."""
    card = own_card(arguments)
    tile = TILE_SIZE if card is None else card.tile_size
    transforms = arguments.context.transformContext()
    return map_area(arguments.extent(EXTENT), arguments.extent_crs(EXTENT), transforms, tile)


def refuse_reflectance(card: ModelCard) -> None:
    """Check that the network sees pictures; :raises InputError: when it needs numbers that no picture has."""
    if card.values != GREY:
        raise InputError(
            tr(
                "The model needs reflectance of the bands {bands}, and a map as displayed has colours alone; use "
                "Classify raster, or a model for pictures."
            ).format(bands=", ".join(card.bands))
        )


def open_picture(selection: Selection, box: GeoBox, context: QgsProcessingContext) -> MapPicture:
    """Make a picture that can be rendered in another thread; call this where the layers live.

    :raises InputError: when none of the layers can be rendered, or none that can shows the ground.
    """
    settings, project = QgsMapSettings(), context.project()
    settings.setTransformContext(context.transformContext())
    settings.setExpressionContext(context.expressionContext())
    if project is not None:
        settings.setPathResolver(project.pathResolver())
        settings.setLabelingEngineSettings(project.labelingEngineSettings())
    picture = MapPicture(copy_content(selection, box), box, settings)
    drawn = [layer for layer in picture.content.layers if layer.isInScaleRange(picture.scale)]
    if drawn and not any(map(is_picture, drawn)):
        picture.close()
        raise InputError(
            tr(
                "None of {title} is a raster, a mesh or a layer of tiles: lines and symbols are no ground that can be "
                "classified. Add an image or a base map."
            ).format(title=picture.content.title)
        )
    return picture


def picture_source(picture: MapPicture, stride: int, edge: str, tile: int = TILE_SIZE) -> TileSource:
    """Return the pixels of `picture`, to be read once it is rendered."""
    content, box = picture.content, picture.box
    grid = TileGrid(box.area, stride, edge, tile)
    name = tr("colours as displayed of {title}").format(title=content.title)
    return TileSource(
        reader=picture,
        grid=grid,
        radiometry=DISPLAY,
        box=box,
        name=name,
        bands=tr("red, green and blue as displayed"),
        account=Account(
            tr("Read as colours as displayed of {title}").format(title=content.title),
            tuple(_findings(content, box, grid)),
            tuple(_warnings(picture)),
        ),
        scene=name,
        date="",
        close=picture.close,
    )


def files_of_map(layers: Iterable[QgsMapLayer], in_no_time: bool = False) -> tuple[InputFile, ...]:
    """Return the files that a map of `layers` is drawn from; see :func:`input_files`."""
    return tuple(file for layer in layers for file in input_files(layer, in_no_time))


def _findings(content: MapContent, box: GeoBox, grid: TileGrid) -> list[str]:
    findings = [
        tr("Colours as displayed are classified: {title}.").format(title=content.title),
        tr("The map is rendered at 10 m per pixel in {crs} ({description}): {width} × {height} pixels.").format(
            crs=box.crs, description=crs_of(box).description(), width=grid.area.width, height=grid.area.height
        ),
        *content.notes,
    ]
    cols, rows = grid.uncovered()
    if cols or rows:
        sentence = tr("EDGE is skip, so pixels at the edges are left out: columns {cols}, rows {rows}.")
        findings.append(sentence.format(cols=cols, rows=rows))
    return findings


def _warnings(picture: MapPicture) -> list[str]:
    warnings = [
        tr(
            "The network learned Sentinel-2 reflectance in one fixed scale. A contrast stretch, another sensor, labels "
            "and symbols are not what it knows; where the image itself is at hand, use Classify raster."
        ),
        *picture.content.warnings,
    ]
    for name in picture.hidden_by_scale:
        sentence = tr("The layer {name} is hidden at 10 m per pixel (1:{scale:.0f}) by its scale range.")
        warnings.append(sentence.format(name=name, scale=picture.scale))
    return warnings


def _missing_layers(value: Any, context: QgsProcessingContext) -> list[str]:
    """Return what is named in the value of LAYERS and is no layer: Processing passes over it in silence."""
    named = value.split(";") if isinstance(value, str) else value
    if not isinstance(named, (list, tuple)):
        return []
    return [
        name for name in named if isinstance(name, str) and QgsProcessingUtils.mapLayerFromString(name, context) is None
    ]
