# SPDX-License-Identifier: GPL-2.0-or-later
"""A scene of a catalogue as INPUT: named by its address or in a file, fetched where it is to be classified."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qgis.core import QgsFeedback, QgsProcessingFeedback

from eurosat_plugin.adapters.catalogue.item_raster import copy_items, read_items
from eurosat_plugin.adapters.raster.raster import Raster
from eurosat_plugin.adapters.raster.remote_copy import Progress
from eurosat_plugin.adapters.raster.tile_source import TileSource
from eurosat_plugin.adapters.web.web_address import is_safe_address
from eurosat_plugin.core.catalogue.addresses import is_web, names_item
from eurosat_plugin.core.catalogue.mosaic import scenes_of_one_image
from eurosat_plugin.core.catalogue.scene_item import SceneItem
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.acquisition import sentinel_notice
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.processing import classify_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.place import Place


def scene_named(arguments: Arguments) -> str:
    """Return the address or the file of a scene where INPUT names one; empty where it names a raster."""
    value = arguments.value(names.INPUT)
    text = value if isinstance(value, str) else arguments.text(names.INPUT)
    return text if text and names_item(text) else ""


def check_scene(text: str) -> None:
    """Check what can be checked of a scene without asking a server; :raises InputError: when it cannot be read."""
    if not is_web(text):
        scenes_of_one_image(read_items(text, QgsFeedback()))
        return
    for address in text.split():
        if not is_safe_address(address):
            sentence = tr("{address} is not asked: only addresses that begin with https:// are safe.")
            raise InputError(sentence.format(address=address.partition("?")[0]))


@dataclass(frozen=True)
class Origin:
    """Where an image comes from: sentences for people, who is to be named, and where the terms of use stand."""

    sentences: tuple[str, ...]
    rights: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    def mark(self, source: TileSource) -> TileSource:
        """Return `source` with all of it."""
        findings = (*source.account.findings, *self.sentences)
        account = replace(source.account, findings=findings)
        return replace(source, account=account, rights="\n".join(self.rights), terms="\n".join(self.terms))


def open_scene(arguments: Arguments, text: str, place: Place, feedback: QgsFeedback) -> tuple[Raster, Origin]:
    """Fetch what is to be classified of the scene that `text` names, at `place`; return it with its origin.

    :raises InputError: when there is no such scene, or it cannot be read.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    auth = arguments.text(names.AUTH)
    items, notes = scenes_of_one_image(read_items(text, feedback, auth))
    raster = copy_items(items, place.extent_in, names.picked_bands(arguments), feedback, told_to(feedback), auth)
    catalogues = [item.catalogue for item in items if item.catalogue is not None]
    rights = dict.fromkeys((*(sentinel_notice(item.date) for item in items), *(known.credit for known in catalogues)))
    terms = dict.fromkeys(known.terms for known in catalogues)
    return raster, Origin((*map(origin_of, items), *notes), tuple(rights), tuple(terms))


def told_to(feedback: QgsFeedback) -> Progress:
    """Return what tells `feedback` how many megabytes of an image have come."""

    def tell(done: int, total: int) -> None:
        if total and isinstance(feedback, QgsProcessingFeedback):
            sentence = tr("Fetching the image: {done} of {total} MB")
            feedback.setProgressText(sentence.format(done=number(done / 1e6, 1), total=number(total / 1e6, 1)))

    return tell


def origin_of(item: SceneItem) -> str:
    """Return who is to be named for the image, and where the terms of its use stand."""
    sentence = tr("Scene {name}: contains modified Copernicus Sentinel data {year}.")
    text = sentence.format(name=item.id, year=item.date[:4]).replace(" .", ".")
    catalogue = item.catalogue
    if catalogue is not None and catalogue.credit:
        text += " " + tr("By way of {credit}; terms: {terms}").format(credit=catalogue.credit, terms=catalogue.terms)
    return text
