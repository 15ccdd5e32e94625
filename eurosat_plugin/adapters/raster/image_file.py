# SPDX-License-Identifier: GPL-2.0-or-later
"""What the file of a raster layer tells of itself, for which it is opened once: large virtual rasters take long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import hypot

from osgeo import gdal
from qgis.core import QgsFeedback, QgsRasterLayer

from eurosat_plugin.adapters.raster.band_cover import Rectangle, short_bands
from eurosat_plugin.adapters.raster.band_names import (
    contradict_names,
    name_bands,
    names_in_sources,
    open_dataset,
    vrt_sources,
    vrt_text,
)
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.data_types import stored_type
from eurosat_plugin.adapters.raster.gdal_calls import files_of_dataset, texts_of
from eurosat_plugin.adapters.raster.remote_files import is_remote
from eurosat_plugin.core.product.band_words import band_of
from eurosat_plugin.core.product.bands import TRANSPARENCY
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import shortened, tr

_SOURCES_KEPT = 16


@dataclass(frozen=True)
class ImageFile:
    """What a file says of itself, without its pixels; of a layer that GDAL does not read nothing.

    `source` is what it was opened by. `band_names` and `types` (as numpy calls them) are of its own bands, without a
    mask, `disputed` the numbers of those that are called two things, with both names; `short` tells where those lie
    that end before their stack does. `files` begin with itself where it lies anywhere; `made_of_files` tells that it is
    a virtual raster, and the others are what it is made of. `sources` are the first of these as it names them, which
    may be parts of a file (``NETCDF:"a.nc":B04``).
    `dataset` is the open file, for one thread at a time: what one who reads from it has decoded, the next one finds.
    """

    source: str = ""
    driver: str = ""
    band_names: tuple[str, ...] = ()
    disputed: tuple[tuple[int, str, str], ...] = ()
    short: Mapping[int, Rectangle] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    made_of_files: bool = False
    sources: tuple[str, ...] = ()
    signed_bytes: bool = False
    tilted: bool = False
    dataset: gdal.Dataset | None = field(default=None, repr=False, compare=False)

    @property
    def band_count(self) -> int:
        """Number of bands, without a mask."""
        return len(self.types)

    @cached_property
    def remote(self) -> bool:
        """Whether it, or anything that it is made of, is on a server."""
        return any(map(is_remote, (self.source, *self.files)))


def read_image_file(layer: QgsRasterLayer, feedback: QgsFeedback | None = None) -> ImageFile:
    """Open the file of `layer` and return what it tells.

    :raises Cancelled: when `feedback` is cancelled.
    """
    dataset = open_dataset(layer)
    stop_if_cancelled(feedback)  # of a virtual raster of very many files each half takes long
    if dataset is None:
        return ImageFile()
    files = tuple(files_of_dataset(dataset))
    text = vrt_text(dataset)
    sources = vrt_sources(dataset, text, files)
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    names = name_bands(bands, sources)
    if len(sources) > len(bands) and not any(name for name in names if name != TRANSPARENCY):
        named = names_in_sources(text, layer.source(), len(bands))
        names = [name or there for name, there in zip(named, names)] or names
    first_tags = bands[0].GetMetadata("IMAGE_STRUCTURE") or {} if bands else {}
    return ImageFile(
        source=layer.source(),
        driver=dataset.GetDriver().ShortName,
        band_names=tuple(names),
        disputed=tuple(contradict_names(bands, sources)),
        short=short_bands(text),
        types=tuple(stored_type(dataset, number) for number in range(1, len(bands) + 1)),
        tags=texts_of(dataset.GetMetadata()),
        files=files,
        made_of_files=bool(sources),
        sources=tuple(sources[:_SOURCES_KEPT]),
        signed_bytes=first_tags.get("PIXELTYPE") == "SIGNEDBYTE",
        tilted=is_tilted(dataset),
        dataset=dataset,
    )


def doubt_names(file: ImageFile, numbers: Sequence[int]) -> tuple[str, ...]:
    """Say which bands are called two things, one of them red, green or blue.

    `numbers` are those that were found to be the colours; none where they were set.
    """
    return tuple(
        tr(
            "Band {number} is called {first} and {other}, and is taken as the first. If that is wrong, pick red, green "
            "and blue in BANDS."
        ).format(number=number, first=shortened(first), other=shortened(other))
        for number, first, other in file.disputed
        if numbers and (number in numbers or band_of(other) in RGB_BANDS)
    )


def is_tilted(dataset: gdal.Dataset) -> bool:
    """Tell whether rows do not run east, or the place is told by control points only."""
    placement = dataset.GetGeoTransform(can_return_null=True)
    return dataset.GetGCPCount() > 0 if placement is None else bool(placement[2] or placement[4])


def own_pixel(dataset: gdal.Dataset) -> tuple[float, float] | None:
    """Return width and height of a pixel in units of the CRS, however it lies; None where control points tell it.

    What QGIS makes of a tilted raster has other pixels: of one that lies at 45 degrees they are 1.4 times as wide.
    """
    placement = dataset.GetGeoTransform(can_return_null=True)
    return None if placement is None else (hypot(placement[1], placement[4]), hypot(placement[2], placement[5]))
