# SPDX-License-Identifier: GPL-2.0-or-later
"""When and where an image was taken, and how it was processed, by the names of its file and folders."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eurosat_plugin.core.product.sentinel2 import parse_product_name
from eurosat_plugin.core.translation import tr

_DATE = re.compile(r"(?<!\d)(20[12]\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_TILE = re.compile(r"(?<![A-Za-z0-9])T?([0-6]\d[C-HJ-NP-X][A-HJ-NP-Z]{2})(?![A-Za-z0-9])")
_LONGEST = 1000


@dataclass(frozen=True)
class Acquisition:
    """Day (``2020-01-15``), tile of the military grid (``32TQM``), level (``L2A``) with the baseline of the processing.

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
    """Read the product, and date and tile from the file's own name or else that of the nearest folder that has them.

    Of several dates in a product's name the first is the day on which it was taken.
    """
    names = [name[:_LONGEST] for name in reversed(path.replace("\\", "/").split("/"))]
    dates = (_DATE.search(name) for name in names)
    tiles = (_TILE.search(name) for name in names)
    date, tile = next(filter(None, dates), None), next(filter(None, tiles), None)
    product = parse_product_name(path[-_LONGEST:]).title
    return Acquisition(f"{date[1]}-{date[3]}-{date[4]}" if date else "", tile[1] if tile else "", product)
