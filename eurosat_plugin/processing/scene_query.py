# SPDX-License-Identifier: GPL-2.0-or-later
"""What ``eurosat:searchscenes`` asks, by its parameters, and what it makes of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsReferencedRectangle,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.catalogue.antimeridian import coverage, extent_shape, search_box
from eurosat_plugin.adapters.catalogue.item_access import sign_in_at
from eurosat_plugin.adapters.catalogue.scene_layer import SCENE_COLUMNS, scene_feature, style_scenes
from eurosat_plugin.adapters.catalogue.scene_search import search
from eurosat_plugin.adapters.grid.geopackage_styles import save_table
from eurosat_plugin.adapters.raster.zones import WGS84
from eurosat_plugin.adapters.web.web_address import is_safe_address
from eurosat_plugin.core.catalogue.pages import SceneQuery
from eurosat_plugin.core.catalogue.ranking import SeenScene, clearest, together
from eurosat_plugin.core.catalogue.services import find_catalogue
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.acquisition import LAUNCH
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.processing import search_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.layer_output import LayerOutput


@dataclass(frozen=True)
class FoundScenes:
    """Scenes of a place, the best first; `clearest` is the address of the best, empty where there is none.

    Where it shows a part of the place alone, the addresses of others of the same day follow, with blanks between.
    """

    scenes: tuple[SeenScene, ...]
    place: QgsGeometry
    catalogue: str
    clearest: str


def read_query(arguments: Arguments) -> tuple[SceneQuery, QgsGeometry]:
    """Return what is asked, and the place as a polygon in degrees.

    Looks layers up: for the thread that they live in.

    :raises InputError: when the parameters do not go together.
    """
    extent = QgsReferencedRectangle(arguments.extent(names.EXTENT), arguments.extent_crs(names.EXTENT))
    place = extent_shape(extent) if not extent.isNull() and extent.crs().isValid() else QgsGeometry()
    if place.isNull() or place.isEmpty():
        raise InputError(tr("EXTENT is no place on the globe; give one with its CRS, such as 2,3,48,49 [EPSG:4326]."))
    first, last = _period(arguments)
    catalogue = find_catalogue(arguments.text(names.ADDRESS) or arguments.choice(names.CATALOGUE))
    if not is_safe_address(catalogue.address):
        sentence = tr("ADDRESS cannot be {value!r}; give one that begins with https://.")
        raise InputError(sentence.format(value=catalogue.address))
    level = arguments.choice(names.LEVEL)
    query = SceneQuery(
        catalogue,
        search_box(place),
        first.isoformat(),
        last.isoformat(),
        cloud=arguments.quantity(names.CLOUD),
        level="" if level == "auto" else level,
        limit=int(arguments.quantity(names.LIMIT)),
    )
    return query, place


def find_scenes(query: SceneQuery, place: QgsGeometry, auth: str, feedback: QgsProcessingFeedback) -> FoundScenes:
    """Ask the catalogue for scenes of `place`, by the sign-in `auth`, and say in the log what was found.

    :raises InputError: when it does not answer.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    asked = tr("Asking {catalogue} for scenes from {first} to {last}.")
    feedback.pushInfo(asked.format(catalogue=query.catalogue.title, first=query.first, last=query.last))
    found = search(query, feedback, sign_in_at(query.catalogue.address, auth))
    seen = [SeenScene(item, coverage([item], place)) for item in found.items]
    scenes = sorted((scene for scene in seen if scene.coverage > 0), key=SeenScene.rank)
    for note in found.notes:
        feedback.pushInfo(note)
    feedback.pushInfo(tr("Scenes found: {count}.").format(count=number(len(scenes))))
    if not scenes:
        sentence = tr("{catalogue} has no such scene: choose a longer period, or allow more cloud.")
        feedback.pushWarning(sentence.format(catalogue=query.catalogue.title))
    best = clearest(scenes)
    image = [] if best is None else together(best, scenes, lambda items: coverage(items, place))
    addresses = " ".join(scene.item.address for scene in image)
    return FoundScenes(tuple(scenes), place, query.catalogue.title, addresses)


def write_scenes(found: FoundScenes, layer: LayerOutput) -> None:
    """Write the footprints; :raises EuroSatError: when that fails."""
    crs = QgsCoordinateReferenceSystem(WGS84)
    layer.try_out(SCENE_COLUMNS, crs)
    layer.open(
        SCENE_COLUMNS,
        style_scenes,
        lambda kept: save_table(kept, SCENE_COLUMNS),
        crs,
        QgsWkbTypes.Type.MultiPolygon,
    )
    for rank, scene in enumerate(found.scenes, 1):
        layer.write(scene_feature(scene, rank, QgsGeometry(found.place), found.catalogue))
    layer.finish()


def _period(arguments: Arguments) -> tuple[date, date]:
    last = arguments.day(names.LAST) or date.today()
    first = arguments.day(names.FIRST) or last - timedelta(days=names.PERIOD_DAYS)
    if first > last:
        sentence = tr("The period ends on {last}, before it begins on {first}; change FIRST or LAST.")
        raise InputError(sentence.format(first=first.isoformat(), last=last.isoformat()))
    if last < LAUNCH:
        sentence = tr("There is no Sentinel-2 image before {day}; choose a later LAST.")
        raise InputError(sentence.format(day=LAUNCH.isoformat()))
    return first, last
