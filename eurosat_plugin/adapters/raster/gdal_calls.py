# SPDX-License-Identifier: GPL-2.0-or-later
"""Call GDAL the same way whether or not another plugin has switched its exceptions on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from osgeo import gdal

from eurosat_plugin.core.translation import tr


def call_gdal(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Return what `function` returns, None when it fails; :func:`last_error` then tells why."""
    try:
        return function(*arguments, **options)
    except RuntimeError:
        return None


def last_error() -> str:
    """Return GDAL's last error message on one line."""
    return " ".join(gdal.GetLastErrorMsg().split()) or tr("GDAL gives no reason")
