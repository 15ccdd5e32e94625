# SPDX-License-Identifier: GPL-2.0-or-later
"""A Sentinel-2-like Level-1C scene made from a seed, with the truth about what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from demo import countryside, plan, roads, settlement, sky, water
from demo.ground import Ground, survey
from demo.lines import distance_to_curve
from demo.noise import Floats
from eurosat_plugin.core.classes import CLASSES, class_by_key

SEED = 20170614
SHAPE = (1088, 1600)
"""Rows and columns: 17 by 25 tiles of 64 pixels."""

BANDS = ("B02", "B03", "B04", "B08")
NO_CLASS = 255
"""In the truth map: cloud, or outside the swath."""

PAINTERS: dict[str, Callable[[Ground], Floats]] = {
    "AnnualCrop": countryside.annual_crop,
    "Forest": countryside.forest,
    "HerbaceousVegetation": countryside.herbaceous_vegetation,
    "Industrial": settlement.industrial,
    "Pasture": countryside.pasture,
    "PermanentCrop": countryside.permanent_crop,
    "Residential": settlement.residential,
    "SeaLake": water.sea_or_lake,
}

_RIVER, _HIGHWAY, _SEA = (class_by_key(key).id for key in ("River", "Highway", "SeaLake"))


@dataclass(frozen=True)
class Scene:
    """Digital numbers uint16 ``(bands, rows, cols)`` in the order of `BANDS`, 0 outside the swath, and the truth.

    `truth` is uint8 ``(rows, cols)``: the id of the class painted there, or `NO_CLASS`.
    """

    dn: npt.NDArray[np.uint16]
    truth: npt.NDArray[np.uint8]


def generate_scene(seed: int = SEED, shape: tuple[int, int] = SHAPE) -> Scene:
    """Make the scene of `seed`; the same seed gives the same scene everywhere."""
    rng = np.random.default_rng(seed)
    ground = survey(shape, rng)
    grain, mottle = ground.grain.reshape(shape), ground.mottle.reshape(shape)
    truth = plan.zones(ground).reshape(shape)
    picture = _paint_land(ground, truth.ravel()).reshape(*shape, 3)

    from_river = distance_to_curve(plan.river_course(), shape, reach=30)
    river = water.river_mask(from_river, mottle) & (truth != _SEA)
    from_river[truth == _SEA] = np.inf
    picture = water.flow(picture, from_river, grain, mottle)
    truth[river] = _RIVER

    for course in plan.lane_courses():
        picture = roads.pave_lane(picture, distance_to_curve(course, shape, reach=3))
    for course in plan.motorway_courses():
        distance = distance_to_curve(course, shape, reach=12)
        picture = roads.pave_motorway(picture, distance, grain)
        truth[distance < roads.MOTORWAY_HALF_WIDTH] = _HIGHWAY
    for ramp in plan.interchange_ramps():
        distance = distance_to_curve(ramp, shape, reach=4)
        picture = roads.pave_ramp(picture, distance)
        truth[distance < 1] = _HIGHWAY

    wet = (truth == _SEA) | (truth == _RIVER)
    bands = np.dstack([picture[..., ::-1], near_infrared(picture, wet)])
    clouds = sky.cloud_cover(mottle, grain)
    bands = sky.blur(sky.cover_with_clouds(bands, clouds))
    bands *= 1 + 0.004 * rng.standard_normal(shape, dtype=np.float32)[..., None]
    seen = sky.swath_mask(shape)
    dn = np.where(seen[..., None], np.clip(np.rint(bands), 1, 28000), 0).astype(np.uint16)
    truth[~seen | (clouds > 0.3)] = NO_CLASS
    return Scene(np.ascontiguousarray(dn.transpose(2, 0, 1)), truth)


def near_infrared(picture: Floats, wet: npt.NDArray[np.bool_]) -> Floats:
    """Estimate B08 ``(rows, cols)`` from B04, B03, B02: bright where plants are green, dark on water."""
    greenness = np.clip((picture[..., 1] - picture[..., 0] + 60.0) / 420.0, 0, 1)
    return np.where(wet, 260.0, 1.25 * picture[..., 0] + 2500.0 * greenness).astype(np.float32)


def tile_labels(truth: npt.NDArray[np.uint8], size: int = 64) -> npt.NDArray[np.int16]:
    """Return what an expert would call each tile ``(tile rows, tile cols)``: a class id, or -1 for a mixture.

    EuroSAT calls a tile River or Highway when one crosses its middle, whatever lies beside; any other class has
    to fill seven eighths of the tile.
    """
    rows, cols = truth.shape[0] // size, truth.shape[1] // size
    tiles = truth[: rows * size, : cols * size].reshape(rows, size, cols, size).swapaxes(1, 2)
    share = _class_shares(tiles)
    middle = _class_shares(tiles[:, :, size // 4 : -size // 4, size // 4 : -size // 4])
    labels = np.where(share.max(axis=-1) >= 0.875, share.argmax(axis=-1), -1)
    whole = share.sum(axis=-1) == 1
    for id, other in ((_RIVER, _HIGHWAY), (_HIGHWAY, _RIVER)):
        labels[whole & (middle[..., id] >= 0.08)] = id
        labels[whole & (share[..., id] >= 0.02) & ((middle[..., id] < 0.08) | (share[..., other] > 0))] = -1
    return labels.astype(np.int16)


def _class_shares(tiles: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Return the share of each class ``(tile rows, tile cols, classes)`` in ``(tile rows, tile cols, rows, cols)``."""
    return np.stack([(tiles == id).mean(axis=(2, 3)) for id in range(len(CLASSES))], axis=-1)


def _paint_land(ground: Ground, zone: npt.NDArray[np.uint8]) -> Floats:
    """Paint every zone ``(pixels,)`` with its own element: digital numbers ``(pixels, 3)`` B04, B03, B02."""
    picture = np.zeros((len(ground), 3), dtype=np.float32)
    for key, paint in PAINTERS.items():
        mask = zone == class_by_key(key).id
        picture[mask] = paint(ground.where(mask))
    return picture
