# SPDX-License-Identifier: GPL-2.0-or-later
"""The classified tiles of a finished scene as OGR's geometries, read where they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from osgeo import ogr, osr

from eurosat_plugin.adapters.raster.gdal_calls import last_error, open_vector_file
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr

Envelope = tuple[float, float, float, float]
"""West, east, south, north, as OGR writes it."""

Tile = tuple[int, ogr.Geometry, str, float]
"""Number of the feature, shape, class key, hectares."""


def longitude_latitude() -> osr.SpatialReference:
    """Return longitude and latitude in degrees (WGS 84), in this order."""
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return degrees


class GridTiles(Protocol):
    """Reads a grid."""

    def crs(self) -> osr.SpatialReference:
        """Return the coordinate system, with x before y."""

    def tiles(self, within: Envelope | None = None) -> Iterator[Tile]:
        """Yield the tiles with a class, all or those that touch `within`."""

    def envelope(self) -> Envelope:
        """Return the bounds of all tiles."""


OpenGrid = Callable[[Path], GridTiles]


class GeoPackageTiles:
    """The grid in the GeoPackage `path`; :raises InputError: when it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._dataset = open_vector_file(str(path))
        self._layer: ogr.Layer = None if self._dataset is None else self._dataset.GetLayer(0)
        if self._layer is None:
            raise InputError(tr("{path} cannot be read ({reason}).").format(path=path, reason=last_error()))

    def crs(self) -> osr.SpatialReference:
        """See :meth:`GridTiles.crs`."""
        crs = self._layer.GetSpatialRef().Clone()
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        return crs

    def tiles(self, within: Envelope | None = None) -> Iterator[Tile]:
        """See :meth:`GridTiles.tiles`."""
        self._layer.SetAttributeFilter('"class_key" IS NOT NULL')
        self._layer.SetSpatialFilter(None)
        if within is not None:
            west, east, south, north = within
            self._layer.SetSpatialFilterRect(west, south, east, north)
        for feature in self._layer:
            shape, area = feature.GetGeometryRef().Clone(), float(feature["area_ha"] or 0.0)
            yield feature.GetFID(), shape, feature["class_key"], area

    def envelope(self) -> Envelope:
        """See :meth:`GridTiles.envelope`."""
        bounds: Envelope = self._layer.GetExtent()
        return bounds
