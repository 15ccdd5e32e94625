# SPDX-License-Identifier: GPL-2.0-or-later
"""The scene to classify: a raster at 10 m per pixel, the pixels asked for, and how to read their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qgis.core import QgsRectangle, QgsReferencedRectangle

from eurosat_plugin.adapters.raster.fill_probe import find_gaps
from eurosat_plugin.adapters.raster.layout import lay_out
from eurosat_plugin.adapters.raster.look import Look
from eurosat_plugin.adapters.raster.raster import Raster
from eurosat_plugin.adapters.raster.resampling import resample
from eurosat_plugin.adapters.raster.value_probe import check_extent, measure_values
from eurosat_plugin.adapters.raster.virtual_raster import remove_virtual
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.alternatives import decide_reading
from eurosat_plugin.core.product.decision import Decision
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.product.upsampled import SHRUNK_PIXEL, doubt_upsampling
from eurosat_plugin.core.tiles.missing import decide_missing
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, TileGrid, Window
from eurosat_plugin.core.translation import number, tr

BLURRED_PIXEL = 10.5
"""Metres above which details that tell classes apart are lost: of pixels that are 10 m ± 5 % none are."""

ENLARGED_PIXEL = 15.0
"""Metres up to which pixels may be those of 20 m, enlarged; larger ones are as coarse by themselves."""


@dataclass(frozen=True)
class Scene:
    """Everything a run reads from; call :meth:`close` when nothing reads any more."""

    raster: Raster
    source: str
    grid: TileGrid
    radiometry: Radiometry
    account: Account
    virtuals: tuple[str, ...]

    def close(self) -> None:
        """Remove the virtual files that were made for this scene."""
        for name in self.virtuals:
            remove_virtual(name)


@dataclass(frozen=True)
class SceneRequest:
    """What the user asked for; `extent` is in the raster's CRS, null for all of it, `given` as it came.

    Tiles have `tile` pixels along each side; `eurosat` tells whether their classes will be EuroSAT's.
    """

    extent: QgsRectangle
    reading: Reading
    stride: int
    edge: str
    given: QgsReferencedRectangle | None = None
    tile: int = TILE_SIZE
    eurosat: bool = True


def prepare_scene(raster: Raster, request: SceneRequest, look: Look | None = None) -> Scene:
    """Resample if need be, place the tile grid and decide the radiometry; `look` is told how far that is.

    :raises InputError: with the reason why the raster cannot be classified like this; what was made on the way is
        removed, and `raster` left to the caller.
    :raises Cancelled: likewise, as soon as `look` is.
    """
    look = look or Look()
    raster = replace(raster, missing=decide_missing(raster.missing.bands, raster.product, request.reading.radiometry))
    raster, gaps = find_gaps(raster, look)
    layout = lay_out(raster.layer, raster.name, request.extent, request.given, raster.file.tilted, request.tile)
    if not layout.resampled:
        decision = _decide(raster, raster, layout.box.area, request, layout.pixel_size, look)
        check_extent(raster, layout.box.area, look.feedback)
        return _scene(raster, layout.box.area, request, decision, gaps)
    size = layout.pixel_size
    resampled = resample(raster, layout.box, size)
    sentence = (
        tr("Tilted pixels of {width} × {height} m are resampled to 10 m in {crs} ({description}).")
        if layout.tilted
        else tr("Pixels of {width} × {height} m are resampled to 10 m in {crs} ({description}).")
    )
    crs = resampled.crs
    width, height = (number(length, 1) for length in size)
    note = sentence.format(width=width, height=height, crs=crs.authid(), description=crs.description())
    try:
        # By the numbers of the file: resampling makes others, which are nowhere in it.
        decision = _decide(raster, resampled, resampled.box.area, request, size, look)
        check_extent(resampled, resampled.box.area, look.feedback)
        scene = _scene(resampled, resampled.box.area, request, decision, (*gaps, note), _doubts(size))
    except EuroSatError:
        resampled.close()
        raise
    return replace(scene, virtuals=tuple(filter(None, (raster.virtual, resampled.virtual))))


def _decide(
    raster: Raster, part: Raster, window: Window, request: SceneRequest, size: tuple[float, float], look: Look
) -> Decision:
    values = measure_values(raster, part, window, look)
    decision = decide_reading(raster.product, values, request.reading)
    if min(size) < SHRUNK_PIXEL or max(size) > ENLARGED_PIXEL:
        return decision
    return replace(decision, warnings=(*decision.warnings, *doubt_upsampling(values.fineness)))


def _scene(
    raster: Raster,
    window: Window,
    request: SceneRequest,
    decision: Decision,
    notes: Sequence[str] = (),
    doubts: Sequence[str] = (),
) -> Scene:
    """Put together what is known of the pixels in `window`; `notes` and `doubts` are of gaps and resampling."""
    grid = TileGrid(window, request.stride, request.edge, request.tile)
    findings = [raster.bands.finding, *notes]
    if raster.scene_classes is not None and not request.eurosat:
        findings.append(
            tr(
                "The scene classification (SCL) is used: tiles that are more than half cloud, cirrus or snow are "
                "flagged bright, those in the shadow of clouds unfamiliar."
            )
        )
    elif raster.scene_classes is not None:
        findings.append(
            tr(
                "The scene classification (SCL) is used: tiles that are more than half cloud, cirrus or snow are "
                "flagged bright, those in the shadow of clouds unfamiliar, and implausible those that are called water "
                "where it shows hardly any, or land where it shows little else."
            )
        )
    if raster.infrared is not None and not request.eurosat:
        findings.append(tr("Near infrared is used: tiles in the shadow of clouds are flagged unfamiliar."))
    elif raster.infrared is not None:
        findings.append(
            tr(
                "Near infrared is used: tiles that are called water where it shows hardly any, or land where it shows "
                "little else, are flagged implausible, and those in the shadow of clouds unfamiliar."
            )
        )
    cols, rows = grid.uncovered()
    if cols or rows:
        findings.append(
            tr("EDGE is skip, so pixels at the edges are left out: columns {cols}, rows {rows}.").format(
                cols=cols, rows=rows
            )
        )
    return Scene(
        raster,
        raster.source,
        grid,
        decision.radiometry,
        Account(
            decision.line,
            (*findings, *decision.findings),
            (*raster.bands.warnings, *doubts, *decision.warnings),
            request.reading,
            decision.alternatives,
        ),
        (raster.virtual,) if raster.virtual else (),
    )


def _doubts(size: tuple[float, float]) -> list[str]:
    coarsest = max(size)
    if coarsest <= BLURRED_PIXEL:
        return []
    return [
        tr(
            "Pixels of {size} m show less than the network learned from: expect wrong classes, above all of "
            "roads and houses. Use the bands with 10 m if you can."
        ).format(size=number(coarsest, 0 if abs(coarsest - round(coarsest)) < 0.05 else 1))
    ]
