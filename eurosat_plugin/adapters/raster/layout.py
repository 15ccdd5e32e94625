# SPDX-License-Identifier: GPL-2.0-or-later
"""Which pixels are classified of a raster: its own where they are 10 m wide, others in the UTM zone of the place.

What the rectangle tool draws and what a run classifies both come from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, inf

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.adapters.raster.file_time import time_changed
from eurosat_plugin.adapters.raster.georeference import bounds_of, crs_of, crs_text, layer_box, rectangle_of
from eurosat_plugin.adapters.raster.pixel_size import needs_resampling, pixel_size_on_ground
from eurosat_plugin.adapters.raster.zones import find_zone
from eurosat_plugin.core.choices import PIXEL_SIZE
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.core.translation import tr

COARSEST_PIXEL = 31.0
"""Metres; a tile has four hundred such pixels."""

LARGEST_EXTENT = 3_000_000.0
"""Metres; further from a zone's middle its scale is off by several per cent."""


@dataclass(frozen=True)
class Tilt:
    """Whether a file is `tilted`, and then width and height of its `pixel`, None where control points tell them."""

    tilted: bool
    pixel: tuple[float, float] | None


_tilts: dict[tuple[str, int], Tilt] = {}


@dataclass(frozen=True)
class Layout:
    """Pixels to classify: all those of `box`.

    `resampled` tells that they are not the raster's own, which are `pixel_size` metres wide and high and perhaps
    `tilted`.
    """

    box: GeoBox
    pixel_size: tuple[float, float]
    resampled: bool
    tilted: bool


def pixels_around(layer: QgsRasterLayer, place: QgsPointXY, tilted: bool | None = None) -> Layout | None:
    """Return the pixels of which some around `place` (in the layer's CRS) would be classified; None off the globe.

    Those that are resampled have no end. Whether the layer's file is `tilted` is looked up where it is not told.
    """
    box, zone = layer_box(layer), find_zone(place, layer.crs())
    tilt = Tilt(False, None) if tilted is False else _look_up(layer)
    tilted, own = tilt.tilted, box if tilt.pixel is None else replace(box, dx=tilt.pixel[0], dy=tilt.pixel[1])
    size = None if zone is None else pixel_size_on_ground(own, place, zone)
    if zone is None or size is None:
        return None
    if not tilted and not needs_resampling(size):
        return Layout(box, size, resampled=False, tilted=False)
    return Layout(zone_box(zone), size, resampled=True, tilted=tilted)


def zone_box(zone: QgsCoordinateReferenceSystem) -> GeoBox:
    """Return the pixels of 10 m of a UTM zone, which have no end; 64 of them are tiles at multiples of 640 m."""
    return GeoBox(crs_text(zone), 0.0, 0.0, PIXEL_SIZE, PIXEL_SIZE)


def lay_out(
    layer: QgsRasterLayer,
    name: str,
    extent: QgsRectangle,
    given: QgsReferencedRectangle | None = None,
    tilted: bool | None = None,
    tile: int = TILE_SIZE,
) -> Layout:
    """Return the pixels that are classified for `extent` (in the layer's CRS; null: all), at least one tile.

    A tile has `tile` pixels along each side.

    Where they are resampled and the extent was `given` in the UTM zone of its middle, they begin at its north-west
    corner: what was drawn on the map is what is classified. Whole tiles of it that lie off the raster are left out.
    Whether the layer's file is `tilted` is looked up where it is not told.

    :raises InputError: when there are none, they are too coarse, or too far apart for one UTM zone.
    """
    box = layer_box(layer)
    if not extent.isNull():
        touched = box.window(bounds_of(extent)).intersection(box.area) if extent.isFinite() else None
        if touched is None or not layer.extent().intersects(extent) or not touched.width or not touched.height:
            raise outside(name)
        box = box.within(touched.grow_to(tile, box.area))
    ground = rectangle_of(box.ground)
    found = pixels_around(layer, ground.center(), tilted)
    if found is None:
        raise _off_the_globe(layer, name)
    _check_size(found, layer_box(layer), name, tile)
    if not found.resampled:
        return Layout(box, found.pixel_size, resampled=False, tilted=False)
    resampled = _resampled_box(layer, name, ground, given, crs_of(found.box), tile)
    return Layout(resampled, found.pixel_size, True, found.tilted)


def _resampled_box(
    layer: QgsRasterLayer,
    name: str,
    ground: QgsRectangle,
    given: QgsReferencedRectangle | None,
    zone: QgsCoordinateReferenceSystem,
    pixels: int,
) -> GeoBox:
    """Return the 10 m pixels over `ground` (in the layer's CRS) in its UTM `zone`, at least one tile of `pixels`."""
    drawn = given if given is not None and _is_in_its_own_zone(given) else None
    zone = zone if drawn is None else drawn.crs()
    transform = QgsCoordinateTransform(layer.crs(), zone, QgsCoordinateTransformContext())
    try:
        box = transform.transformBoundingBox(ground)
    except QgsCsException:
        box = QgsRectangle(-inf, -inf, inf, inf)
    if not box.isFinite() or max(box.width(), box.height()) > LARGEST_EXTENT:
        raise _too_large(name)
    if drawn is not None:
        box = _without_outer_tiles(drawn, box, pixels * PIXEL_SIZE)
    grown = max(0.0, pixels * PIXEL_SIZE - min(box.width(), box.height())) / 2
    if grown:
        box.grow(grown)
    return GeoBox.covering(bounds_of(box), crs_text(zone), PIXEL_SIZE)


def _is_in_its_own_zone(given: QgsReferencedRectangle) -> bool:
    return not given.isNull() and given.isFinite() and find_zone(given.center(), given.crs()) == given.crs()


def _without_outer_tiles(drawn: QgsRectangle, box: QgsRectangle, tile: float) -> QgsRectangle:
    """Return `drawn` without the rows and columns of tiles, `tile` metres wide, that do not touch `box`."""
    return QgsRectangle(
        drawn.xMinimum() + tile * floor(max(0.0, box.xMinimum() - drawn.xMinimum()) / tile),
        drawn.yMinimum() + tile * floor(max(0.0, box.yMinimum() - drawn.yMinimum()) / tile),
        drawn.xMaximum() - tile * floor(max(0.0, drawn.xMaximum() - box.xMaximum()) / tile),
        drawn.yMaximum() - tile * floor(max(0.0, drawn.yMaximum() - box.yMaximum()) / tile),
    )


def _look_up(layer: QgsRasterLayer) -> Tilt:
    """Return how the file of `layer` lies; as long as it is not changed it is opened once."""
    key = (layer.source(), time_changed(layer.source()))
    if key not in _tilts:
        # It brings GDAL, which nothing else here needs.
        from eurosat_plugin.adapters.raster.band_names import open_dataset
        from eurosat_plugin.adapters.raster.image_file import is_tilted, own_pixel

        dataset = open_dataset(layer)
        tilted = dataset is not None and is_tilted(dataset)
        _tilts[key] = Tilt(tilted, own_pixel(dataset) if tilted else None)
    return _tilts[key]


def _check_size(found: Layout, box: GeoBox, name: str, tile: int) -> None:
    """Refuse what is smaller than a tile, or too coarse for one."""
    width, height = box.area.width, box.area.height
    sentence = tr(
        "The raster {name} has {width} × {height} pixels, less than one tile of 64 × 64 (640 m); use a larger "
        "piece of the image."
    )
    if needs_resampling(found.pixel_size):
        across, down = found.pixel_size
        width, height = round(width * across / PIXEL_SIZE), round(height * down / PIXEL_SIZE)
        sentence = tr(
            "The raster {name} has {width} × {height} pixels at 10 m, less than one tile of 64 × 64 (640 m); use a "
            "larger piece of the image."
        )
    if tile != TILE_SIZE:
        sentence = tr(
            "The raster {name} has {width} × {height} pixels of 10 m, less than one tile of this model, {tile} × "
            "{tile}; use a larger piece of the image."
        )
    if width < tile or height < tile:
        raise InputError(sentence.format(name=name, width=width, height=height, tile=tile))
    if max(found.pixel_size) > COARSEST_PIXEL:
        raise InputError(
            tr(
                "The raster {name} has pixels of {width:.0f} × {height:.0f} m, too coarse for tiles of 640 m; use "
                "the bands with 10 m."
            ).format(name=name, width=found.pixel_size[0], height=found.pixel_size[1])
        )


def outside(name: str) -> InputError:
    """Return what is said of an extent that a raster has no pixel in."""
    sentence = tr("The extent lies outside the raster {name}; choose an extent that overlaps it, or leave it empty.")
    return InputError(sentence.format(name=name))


def _off_the_globe(layer: QgsRasterLayer, name: str) -> InputError:
    crs = layer.crs().authid() or layer.crs().description() or tr("of its own")
    return InputError(
        tr(
            "The raster {name} does not lie where its coordinate reference system {crs} is defined; check the CRS in "
            "the layer's properties."
        ).format(name=name, crs=crs)
    )


def _too_large(name: str) -> InputError:
    return InputError(
        tr("The extent on {name} is too large to be resampled in one UTM zone; choose a smaller one in EXTENT.").format(
            name=name
        )
    )
