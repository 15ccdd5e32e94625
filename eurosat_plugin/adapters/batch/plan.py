# SPDX-License-Identifier: GPL-2.0-or-later
"""What is to be done: which scenes, with which parameters of ``eurosat:classifyraster``, and what is to be written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from eurosat_plugin.adapters.batch.planned_network import PlannedNetwork, network_file, network_of
from eurosat_plugin.adapters.batch.scene_source import IMAGES, SceneSource
from eurosat_plugin.adapters.batch.settings import read_settings
from eurosat_plugin.adapters.output.whole_file import read_json, write_json
from eurosat_plugin.core.catalogue.addresses import is_web
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import plugin_version

GEOPACKAGE, GEOPARQUET = FORMATS = ("gpkg", "parquet")
"""What the grid of a scene may be written as, the default first."""

_SCHEMA = 1
_OF_OWN_NETWORKS = ("item_sha256", "classes")
"""What is written down where there is something to say: plans with the bundled networks are what they were."""


@dataclass(frozen=True)
class Scene:
    """An image; `state` is size and time of its file when it was planned, empty for one on a server.

    `key` names its results: it differs as soon as image, network, plugin, any setting or what is written is another.
    """

    key: str
    name: str
    source: str
    state: str


@dataclass(frozen=True)
class Plan:
    """The scenes in their order, the settings of all, and what is written: grids in `format`, class rasters or none.

    The order matters: of scenes of one day that show the same ground, the first counts. `classes` are those of the
    network, and `item_sha256` the checksum of what describes it, as :class:`PlannedNetwork` has them.
    """

    scenes: tuple[Scene, ...]
    settings: Mapping[str, str]
    model_sha256: str
    plugin_version: str
    format: str = GEOPACKAGE
    raster: bool = False
    item_sha256: str = ""
    classes: str = ""

    @property
    def scheme(self) -> ClassScheme:
        """The classes that all scenes have, and all that sums them up."""
        return ClassScheme.of_entry(self.classes)

    @property
    def network(self) -> PlannedNetwork:
        """What the network was when it was planned."""
        return PlannedNetwork(self.model_sha256, self.item_sha256, self.classes)

    @property
    def identity(self) -> str:
        """What all scenes of it have in common, as a text that is short and differs with it."""
        return hashlib.sha256(_common(self).encode()).hexdigest()[:16]


def make_plan(
    sources: Iterable[SceneSource], settings: Mapping[str, str], format: str = GEOPACKAGE, raster: bool = False
) -> Plan:
    """Plan the images `sources`, each once.

    :raises InputError: when there is no image, or a setting cannot be used.
    :raises ModelError: when a network of people's own does not say what it is.
    """
    images = list({source.text: source for source in sources}.values())
    if not images:
        sentence = tr("There is no image here; give images, or folders with files {endings} or .SAFE.")
        raise InputError(sentence.format(endings=" ".join(IMAGES)))
    canonical = read_settings(settings)
    network = network_of(canonical)
    bare = Plan((), canonical, network.sha256, plugin_version(), format, raster, network.item_sha256, network.classes)
    common = _common(bare)
    return replace(bare, scenes=tuple(_scene(image, common) for image in images))


def write_plan(plan: Plan, path: Path) -> None:
    """Write `plan` whole, or leave what was there."""
    said = {name: value for name, value in asdict(plan).items() if value or name not in _OF_OWN_NETWORKS}
    write_json(path, {"schema": _SCHEMA, **said})


def read_plan(path: Path) -> Plan:
    """Read what :func:`write_plan` wrote; :raises InputError: when there is none, or one of another version."""
    try:
        content = read_json(path)
    except ValueError:
        content = {}
    if content is None:
        sentence = tr(
            "There is no plan in {folder}; choose the folder of a run, or begin one with: python -m eurosat_batch plan "
            "FOLDER IMAGES"
        )
        raise InputError(sentence.format(folder=path.parent))
    try:
        known = content.pop("schema") == _SCHEMA
        scenes = tuple(Scene(**scene) for scene in content.pop("scenes"))
        plan = Plan(scenes, **content)
        known = known and plan.scheme.entry == plan.classes
    except (AttributeError, KeyError, TypeError):
        known = False
    if not known:
        raise InputError(tr("{path} was written by another version; plan again.").format(path=path))
    return plan


def state_of(source: str) -> str:
    """Return size and time of an image, of a product folder those of its metadata; empty where there is nothing."""
    if is_web(source):
        return ""
    path = Path(source)
    files = sorted(path.glob("MTD_*.xml")) if path.is_dir() else [path]
    try:
        return " ".join(f"{status.st_size}@{status.st_mtime_ns}" for status in (file.stat() for file in files))
    except OSError:
        return ""


def check_network(plan: Plan) -> None:
    """Check that the network is the one that was planned: all scenes of a run have the same classes by the same means.

    :raises InputError: when it is another one, or cannot be read.
    """
    if network_of(plan.settings) != plan.network:
        sentence = tr(
            "The network {path} is another one than it was when this run was planned; put the former file back, or "
            "plan again."
        )
        raise InputError(sentence.format(path=network_file(plan.settings)))


def _common(plan: Plan) -> str:
    said = [dict(plan.settings), plan.model_sha256, plan.plugin_version, plan.format, plan.raster]
    said += [plan.item_sha256] if plan.item_sha256 else []
    return json.dumps(said, sort_keys=True)


def _scene(image: SceneSource, common: str) -> Scene:
    state = state_of(image.text)
    digest = hashlib.sha256("\n".join((image.text, state, common)).encode()).hexdigest()
    readable = re.sub(r"[^\w-]+", "_", image.name)[:80]
    return Scene(f"{readable}-{digest[:16]}", image.name, image.text, state)
