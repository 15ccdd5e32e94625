# SPDX-License-Identifier: GPL-2.0-or-later
"""When and where an image was taken, and how it was processed, by the names of its file and folders."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from eurosat_plugin.core.product.sentinel2 import parse_product_name
from eurosat_plugin.core.translation import tr

LAUNCH = date(2015, 6, 23)
"""Of Sentinel-2A: no image is older."""

_DAYS = tuple(
    re.compile(f"{before}{day}")
    for before, day in (
        # What stands behind the tile of such a name is the day of processing.
        (r"S2[A-D]_MSIL(?:1C|2A)_", r"(\d{4})(\d\d)(\d\d)(?!\d)"),
        (
            r"(?:S2[A-D]_\d\d[A-Z]{3}_|SENTINEL2[A-D]_|_V|T\d\d[A-Z]{3}_|S2[A-D](?:1C|2A)_)",
            r"(\d{4})(\d\d)(\d\d)(?!\d)",
        ),
        (r"(?<!\d)(?=\d{8}T\d{6}_)", r"(\d{4})(\d\d)(\d\d)"),
        (r"(?<!\d)(?=\d{4}([-_.]?)\d\d\1\d\d(?!\d))", r"(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)"),
    )
)
"""Where a day stands in a name, the surest first: names of products hold days of processing as well."""

_TILE = re.compile(r"(?<![A-Za-z0-9])T?((?:0[1-9]|[1-5]\d|60)[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V])(?![A-Za-z0-9])")
_LONGEST = 1000


@dataclass(frozen=True)
class Acquisition:
    """Day (``2020-01-15``, UTC), tile of the military grid (``32TQM``), level (``L2A``) with the processing baseline.

    Empty where no name tells.
    """

    date: str = ""
    tile: str = ""
    product: str = ""

    def difference(self, other: Acquisition) -> str:
        """Return in words how `other` cannot be of the same image; empty where nothing speaks against it."""
        if self.date and other.date and self.date != other.date:
            return tr("of another date, {date}").format(date=other.date)
        if self.tile and other.tile and self.tile != other.tile:
            return tr("of another tile, {tile}").format(tile=other.tile)
        if self.product and other.product and self.product != other.product:
            return tr("of another product, {product}").format(product=other.product)
        return ""


def acquisition_of(path: str) -> Acquisition:
    """Read the product, and day and tile from the file's own name or else that of the nearest folder that tells one.

    A name that tells several days, as that of a mosaic, tells none.
    """
    names = [name[:_LONGEST] for name in reversed(_parts(path))]
    days, tiles = filter(None, map(_day, names)), filter(None, map(_tile, names))
    return Acquisition(next(days, ""), next(tiles, ""), parse_product_name(path[-_LONGEST:]).title)


def first_acquisition(paths: Iterable[str]) -> Acquisition:
    """Return what `paths`, of an image and of the files it is made of, tell; of each the first that tells it."""
    found = [acquisition_of(path) for path in paths]
    names = Acquisition.__dataclass_fields__
    return Acquisition(*(next(filter(None, (getattr(one, name) for one in found)), "") for name in names))


def stranger_among(title: str, bands: Iterable[str]) -> str:
    """Say which of the files `bands`, of the image `title`, is of another image by its name; empty where none is."""
    first, *others = bands
    for path in others:
        spoken = acquisition_of(first).difference(acquisition_of(path))
        if spoken:
            return tr(
                "{name} holds bands of several images: {file} is {difference}. Stack those bands that belong together "
                "into one raster (Build virtual raster, with separate bands)."
            ).format(name=title, file=_parts(path)[-1], difference=spoken)
    return ""


def dated_name(name: str, day: str) -> str:
    """Return the `name` of an image with the `day` (ISO 8601, or empty) it was taken, unless it tells that itself."""
    return name if not day or _day(name[:_LONGEST]) == day else f"{name} {day}"


def _parts(path: str) -> list[str]:
    """Return the folders and the file of `path`, which Windows may have written."""
    return path.replace("\\", "/").split("/")


def _day(name: str) -> str:
    for pattern in _DAYS:
        days = set(filter(None, (_date(*match.groups()[-3:]) for match in pattern.finditer(name))))
        if days:
            return days.pop() if len(days) == 1 else ""
    return ""


def _date(year: str, month: str, day: str) -> str:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return found.isoformat() if found >= LAUNCH else ""


def _tile(name: str) -> str:
    tiles = set(_TILE.findall(name))
    return tiles.pop() if len(tiles) == 1 else ""


def sentinel_notice(date: str) -> str:
    """Return what whoever shows a map has to say by the terms of Copernicus; `date` is ISO 8601, or empty."""
    year = date[:4]
    sentence = tr("Contains modified Copernicus Sentinel data {year}.") if year else ""
    return sentence.format(year=year) or tr("Contains modified Copernicus Sentinel data.")
