# SPDX-License-Identifier: GPL-2.0-or-later
"""A virtual band that tells GDAL which pixels are missing, by the rule that holds for the raster.

GDAL by itself knows one nodata value for a band. With a band of opacity it mixes nothing that is missing into what lies
beside it, whatever the rule. The band is computed as pixels are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, inf, isfinite

import numpy as np
from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.core.tiles.missing import MissingRule, Span

OPAQUE = 255
_EXACT = 2.0**24
"""Below it single precision holds every whole number."""


def add_valid_band(
    dataset: gdal.Dataset, uri: str, numbers: Sequence[int], rule: MissingRule, opacity: str = ""
) -> None:
    """Add a band to a virtual raster that holds the bands `numbers` of the file `uri`: OPAQUE where these are valid.

    `opacity` names the band or mask of the same file that tells transparency, as GDAL writes it (``4``, ``mask,1``).
    Helpers lie beside the dataset. Where the rule says nothing of numbers, and nothing is transparent, none is added.
    """
    factors = [
        _source(uri, str(number), _steps(gaps, band.dtype), band.dtype)
        for number, band, gaps in zip(numbers, rule.bands, rule.gaps)
        if gaps or band.dtype.startswith("float")
    ]
    name = dataset.GetDescription()
    for i, fill in enumerate(rule.in_all_bands):
        beside = f"{name}.fill{i}.vrt"
        helper = call_gdal(gdal.GetDriverByName("VRT").Create, beside, dataset.RasterXSize, dataset.RasterYSize, 0)
        others = [
            _source(uri, str(number), _steps([(stored, stored)], band.dtype), band.dtype)
            for number, band, stored in zip(numbers, rule.bands, fill)
        ]
        _add_band(helper, "sum", others)
        helper = None  # writes the file
        factors.append(_source(beside, "1", "0:0,1:1"))
    if opacity:
        factors.append(_source(uri, opacity, "0:0,1:1"))
    if factors:
        band = _add_band(dataset, "mul", [*factors, _source(uri, str(numbers[0]), f"0:{OPAQUE}")])
        band.SetColorInterpretation(gdal.GCI_AlphaBand)


def _add_band(dataset: gdal.Dataset, function: str, sources: Sequence[str]) -> gdal.Band:
    """Add a band of bytes computed from `sources` by one of GDAL's own pixel functions."""
    options = ["subclass=VRTDerivedRasterBand", f"PixelFunctionType={function}", "SourceTransferType=Byte"]
    call_gdal(dataset.AddBand, gdal.GDT_Byte, options)
    band = dataset.GetRasterBand(dataset.RasterCount)
    for i, source in enumerate(sources):
        call_gdal(band.SetMetadataItem, f"source_{i}", source, "new_vrt_sources")
    return band


def _source(uri: str, band: str, table: str, dtype: str = "") -> str:
    """Write a band whose numbers are looked up in `table`; what is not a number gives 0."""
    nodata = "<NODATA>nan</NODATA>" if dtype.startswith("float") else ""
    return (
        f'<ComplexSource><SourceFilename relativeToVRT="0">{escape(uri, quote=False)}</SourceFilename>'
        f"<SourceBand>{band}</SourceBand>{nodata}<LUT>{table}</LUT></ComplexSource>"
    )


def _steps(gaps: Sequence[Span], dtype: str) -> str:
    """Write the table that gives 0 in the stretches `gaps` and 1 elsewhere.

    Between its numbers GDAL interpolates, so a step lies between two numbers that are neighbours in `dtype`.
    """
    points: dict[float, int] = {}
    for low, high in _joined(gaps, dtype):
        points.setdefault(_neighbour(low, -1, dtype), 1)
        points.update({low: 0, high: 0, _neighbour(high, 1, dtype): 1})
    finite = {number: value for number, value in points.items() if isfinite(number)}
    return ",".join(f"{number!r}:{value}" for number, value in sorted(finite.items())) or "0:1"


def _joined(gaps: Sequence[Span], dtype: str) -> list[Span]:
    """Return the stretches in order, those as one that overlap or are neighbours."""
    joined: list[Span] = []
    for low, high in sorted(gaps):
        if _is_rounded(low, dtype) or _is_rounded(high, dtype):
            low, high = min(low, float(np.float32(low))), max(high, float(np.float32(high)))
        if joined and low <= _neighbour(joined[-1][1], 1, dtype):
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def _neighbour(number: float, way: int, dtype: str) -> float:
    """Return the next number above (`way` 1) or below (-1) that GDAL tells apart."""
    if _is_rounded(number, dtype):
        return float(np.nextafter(np.float32(number), np.float32(way * inf)))
    return float(floor(number) + 1 if way > 0 else ceil(number) - 1)


def _is_rounded(number: float, dtype: str) -> bool:
    """Tell whether GDAL may round `number`: single precision may be all that it computes with."""
    return dtype.startswith("float") or abs(number) >= _EXACT
