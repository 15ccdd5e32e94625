# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that keep the coordinates of their rows and columns: GDAL goes by few of them, and takes all steps as alike.

Where rows are missing, as where tiles were put one behind the other, it makes all others taller instead, and their
pixels lie in wrong places.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from osgeo import gdal

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, text_of
from eurosat_plugin.adapters.raster.remote_files import is_remote
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import number, tr

_DRIVERS = ("netCDF", "Zarr")
_VARIABLE = re.compile(r'^(?:NETCDF|ZARR):"?(?P<path>.+?)"?:(?P<array>[^":]+)$', re.IGNORECASE)
_ENDINGS = (".nc", ".nc4", ".cdf", ".zarr")
_FILES_SEEN = 3
"""Of a stack; a container's variables share their coordinates."""

_UNEVEN = 0.25
"""Share of a step by which steps differ that are not rounded only: degrees of single precision differ by 0.1."""


def refuse_uneven(dataset: gdal.Dataset | None, sources: Sequence[str], name: str) -> None:
    """Check the coordinates that the file `dataset` of the raster `name`, or a file of its `sources`, keeps.

    :raises InputError: when they are not evenly spaced.
    """
    if dataset is None:
        return
    opened = text_of(dataset.GetDescription())
    folder = os.path.dirname(opened)
    own = [opened] if dataset.GetDriver().ShortName in _DRIVERS else []
    for uri in (*own, *sources[:_FILES_SEEN]):
        for axis, steps in _uneven_steps(uri, folder).items():
            least, most = float(np.min(steps)), float(np.max(steps))
            raise InputError(
                tr(
                    "The coordinates {axis} of {name} are not evenly spaced, in steps of {least} to {most}: rows or "
                    "columns are missing, and the others would be stretched over the gap. Fill the gap with missing "
                    "pixels (reindex in xarray), or save each part by itself."
                ).format(axis=axis, name=name, least=_written(least), most=_written(most))
            )


def _uneven_steps(uri: str, folder: str) -> dict[str, npt.NDArray[np.float64]]:
    """Return the steps between the coordinates of `uri`, by the name of the axis, where they differ.

    A virtual raster in `folder` may name it from there.
    """
    match = _VARIABLE.match(uri)
    path = match["path"] if match else uri
    if not os.path.exists(path):
        path = os.path.join(folder, path)
    if is_remote(path) or not (match or path.lower().endswith(_ENDINGS)):
        return {}
    container = call_gdal(gdal.OpenEx, path, gdal.OF_MULTIDIM_RASTER, allowed_drivers=list(_DRIVERS))
    root = None if container is None else container.GetRootGroup()
    if root is None:
        return {}
    names = [match["array"].lstrip("/")] if match else list(root.GetMDArrayNames())
    found = {}
    for name in names:
        array = call_gdal(root.OpenMDArrayFromFullname, f"/{name}")
        dimensions = [] if array is None else array.GetDimensions()
        for dimension in dimensions[-2:] if len(dimensions) > 1 else ():
            steps = _steps(dimension)
            if steps is not None and _differ(steps):
                found[str(dimension.GetName())] = steps
    return found


def _steps(dimension: gdal.Dimension) -> npt.NDArray[np.float64] | None:
    """Return the steps of the coordinates along `dimension`, None where none are kept."""
    kept = dimension.GetIndexingVariable()
    values = None if kept is None else call_gdal(kept.ReadAsArray)
    if values is None or values.ndim != 1 or len(values) < 3 or values.dtype.kind not in "iuf":
        return None
    return np.asarray(np.abs(np.diff(values.astype(np.float64))))


def _differ(steps: npt.NDArray[np.float64]) -> bool:
    usual = float(np.median(steps))
    return bool(np.abs(steps - usual).max() > _UNEVEN * usual)


def _written(step: float) -> str:
    return number(step, 1) if step >= 1 else f"{step:.6f}"
