# SPDX-License-Identifier: GPL-2.0-or-later
"""Which images people mean: files, folders, lists, answers of a catalogue, layers of footprints."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eurosat_plugin.adapters.output.sqlite_file import open_read_only, quoted
from eurosat_plugin.core.catalogue.addresses import is_web
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr

IMAGES = (".tif", ".tiff", ".jp2", ".vrt", ".zip")
"""Endings of the files of a folder that are taken for images: of RASTERS those that hold nothing else."""


@dataclass(frozen=True)
class SceneSource:
    """One image: `text` is the INPUT of ``eurosat:classifyraster``, `name` what people call it."""

    text: str
    name: str


def read_sources(given: str) -> list[SceneSource]:
    """Return the images that `given` is, holds or names.

    It may be an image, a folder of these, a list (``.txt``, one a line), the address of a STAC item, a file with an
    item or a collection of items (``.json``), or the layer that ``eurosat:searchscenes`` wrote (``.gpkg``).

    :raises InputError: when it names nothing, or what it names is not there.
    """
    if is_web(given):
        return [SceneSource(given, _name_of_address(given))]
    path, ending = Path(given), Path(given).suffix.lower()
    if path.is_dir() and ending != ".safe":
        return [_file(found) for found in sorted(path.iterdir()) if _is_image(found)]
    if not path.exists():
        raise InputError(tr("Nothing was planned: there is no {path}; correct the list.").format(path=given))
    if ending == ".txt":
        return _listed(path)
    if ending == ".gpkg":
        return _footprints(path)
    if ending in (".json", ".geojson"):
        return _items(path)
    return [_file(path)]


def _file(path: Path) -> SceneSource:
    found = path.resolve()
    return SceneSource(str(found), found.stem)


def _is_image(path: Path) -> bool:
    return path.suffix.upper() == ".SAFE" if path.is_dir() else path.suffix.lower() in IMAGES


def _listed(path: Path) -> list[SceneSource]:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    named = [line for line in lines if line and not line.startswith("#")]
    return [source for line in named for source in read_sources(line if is_web(line) else str(path.parent / line))]


def _footprints(path: Path) -> list[SceneSource]:
    """Read the columns ``scene`` and ``item`` in the order of the rows, which is that of the ranks."""
    try:
        with closing(open_read_only(path)) as database:
            tables = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
            for table in tables:
                columns = {row[1] for row in database.execute(f"PRAGMA table_info({quoted(table)})")}
                if {"scene", "item"} <= columns:
                    rows = database.execute(" ".join(["SELECT scene, item FROM", quoted(table), "ORDER BY rowid"]))
                    return [SceneSource(item, scene or _name_of_address(item)) for scene, item in rows if item]
    except sqlite3.Error as error:
        raise InputError(tr("{path} cannot be read ({reason}).").format(path=path, reason=error)) from None
    sentence = tr("{path} holds no scenes: choose the layer that Search Sentinel-2 scenes has written.")
    raise InputError(sentence.format(path=path))


def _items(path: Path) -> list[SceneSource]:
    try:
        document = json.loads(path.read_bytes())
    except ValueError:
        sentence = tr("{path} cannot be read ({reason}).")
        raise InputError(sentence.format(path=path, reason=tr("it is no JSON"))) from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        return [_file(path)]
    return [_item(found, path) for found in features]


def _item(item: Any, path: Path) -> SceneSource:
    links = item.get("links") if isinstance(item, Mapping) else None
    for link in links if isinstance(links, list) else []:
        if isinstance(link, Mapping) and link.get("rel") == "self" and is_web(str(link.get("href"))):
            return SceneSource(str(link["href"]), str(item.get("id") or _name_of_address(str(link["href"]))))
    sentence = tr(
        "{path} holds an item that does not tell its address (link “self”): save each such item in a file of its own."
    )
    raise InputError(sentence.format(path=path))


def _name_of_address(address: str) -> str:
    return address.partition("?")[0].rstrip("/").rpartition("/")[2] or address
