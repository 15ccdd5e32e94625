# SPDX-License-Identifier: GPL-2.0-or-later
"""Call GDAL the same way whether or not another plugin has switched its exceptions on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from osgeo import gdal

from eurosat_plugin.core.errors import FailureKind
from eurosat_plugin.core.translation import tr


def call_gdal(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Return what `function` returns, None when it fails; :func:`last_error` then tells why."""
    try:
        return function(*arguments, **options)
    except RuntimeError:
        return None


def open_raster_file(uri: str, *, update: bool = False, quiet: bool = False) -> Any:
    """Open a file, an address or the text of a virtual raster; return its dataset, None where it is no raster.

    :func:`last_error` then tells why, unless it is only looked at whether there is one: `quiet`, which leaves files of
    no known format out of the log.
    """
    flags = (gdal.OF_UPDATE if update else 0) | (0 if quiet else gdal.OF_VERBOSE_ERROR)
    return call_gdal(gdal.OpenEx, uri, gdal.OF_RASTER | flags)


def open_vector_file(path: str, *, update: bool = False) -> Any:
    """Open a file of layers of features likewise; nothing is logged of files of no known format.

    The layers die with what is returned.
    """
    return call_gdal(gdal.OpenEx, path, gdal.OF_VECTOR | (gdal.OF_UPDATE if update else 0))


def last_error() -> str:
    """Return GDAL's last error message on one line."""
    return " ".join(text_of(gdal.GetLastErrorMsg()).split()) or tr("GDAL gives no reason")


def last_kind() -> FailureKind:
    """Return whether what GDAL could not do last may succeed in a while."""
    return FailureKind.MEMORY if gdal.GetLastErrorNo() == gdal.CPLE_OutOfMemory else FailureKind.REFUSED


def text_of(value: str | bytes | None) -> str:
    """Return a text of GDAL's, which hands out bytes where a file holds no UTF-8, and nothing where there is none."""
    return value.decode(errors="replace") if isinstance(value, bytes) else value or ""


def texts_of(values: Mapping[str, str | bytes] | None) -> dict[str, str]:
    """Return metadata of GDAL's likewise."""
    return {text_of(key): text_of(value) for key, value in (values or {}).items()}


def files_of_dataset(dataset: gdal.Dataset | None) -> list[str]:
    """Return the files that GDAL lists of a dataset, itself before the others, without those whose name is no text."""
    listed = dataset.GetFileList() if dataset is not None else None
    return [name for name in listed or [] if isinstance(name, str)]
