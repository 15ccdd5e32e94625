# SPDX-License-Identifier: GPL-2.0-or-later
"""All of an image on a server is hundreds of megabytes: it is fetched where somebody has said so, never unasked."""

from __future__ import annotations

from collections.abc import Sequence

from eurosat_plugin.adapters.raster.file_part import FilePart
from eurosat_plugin.adapters.raster.remote_files import is_remote
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import number, tr

LARGEST_UNASKED = 100_000_000
"""Bytes that are fetched without an extent: a scene of Sentinel-2 has about 500 million."""


def refuse_unasked(name: str, parts: Sequence[FilePart]) -> None:
    """Refuse to fetch `parts`, all of the image `name`, where nobody has set an extent and they are large.

    :raises InputError: with what to do.
    """
    size = sum(part.bytes_read for part in parts if is_remote(part.uri))
    if size > LARGEST_UNASKED:
        sentence = tr(
            "Without EXTENT all of {name} would be fetched, about {size} MB. Set EXTENT to the place that you want; "
            "for all of it, set EXTENT to what the image covers."
        )
        raise InputError(sentence.format(name=name, size=number(size / 1e6)))
