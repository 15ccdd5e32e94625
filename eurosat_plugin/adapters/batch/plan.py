# SPDX-License-Identifier: GPL-2.0-or-later
"""What is to be done: which scenes, with which parameters of ``eurosat:classifyraster``, and what is to be written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from eurosat_plugin.adapters.batch.scene_source import IMAGES, SceneSource
from eurosat_plugin.adapters.batch.settings import read_settings
from eurosat_plugin.adapters.batch.whole_file import read_json, write_json
from eurosat_plugin.core.catalogue.addresses import is_web
from eurosat_plugin.core.choices import FLOAT, model_name
from eurosat_plugin.core.errors import InputError, ModelError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import model_path, plugin_version

GEOPACKAGE, GEOPARQUET = FORMATS = ("gpkg", "parquet")
"""What the grid of a scene may be written as, the default first."""

_SCHEMA = 1


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

    The order matters: of scenes of one day that show the same ground, the first counts.
    """

    scenes: tuple[Scene, ...]
    settings: Mapping[str, str]
    model_sha256: str
    plugin_version: str
    format: str = GEOPACKAGE
    raster: bool = False

    @property
    def identity(self) -> str:
        """What all scenes of it have in common, as a text that is short and differs with it."""
        return hashlib.sha256(_common(self).encode()).hexdigest()[:16]


def make_plan(
    sources: Iterable[SceneSource], settings: Mapping[str, str], format: str = GEOPACKAGE, raster: bool = False
) -> Plan:
    """Plan the images `sources`, each once.

    :raises InputError: when there is no image, or a setting cannot be used.
    """
    images = list({source.text: source for source in sources}.values())
    if not images:
        sentence = tr("There is no image here; give images, or folders with files {endings} or .SAFE.")
        raise InputError(sentence.format(endings=" ".join(IMAGES)))
    canonical = read_settings(settings)
    bare = Plan((), canonical, sha256_of_model(canonical), plugin_version(), format, raster)
    common = _common(bare)
    scenes = tuple(_scene(image, common) for image in images)
    return Plan(scenes, bare.settings, bare.model_sha256, bare.plugin_version, format, raster)


def write_plan(plan: Plan, path: Path) -> None:
    """Write `plan` whole, or leave what was there."""
    write_json(path, {"schema": _SCHEMA, **asdict(plan)})


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


def sha256_of_model(settings: Mapping[str, str]) -> str:
    """Return the checksum of the network that `settings` choose; :raises InputError: when it cannot be read."""
    path = Path(settings.get("MODEL_FILE") or model_path(model_name(settings.get("MODEL", FLOAT))))
    try:
        if settings.get("MODEL_FILE"):
            _refuse_other_classes(path)
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        sentence = tr("The network {path} cannot be read ({reason}); set MODEL or MODEL_FILE.")
        raise InputError(sentence.format(path=path, reason=error.strerror)) from None


def _refuse_other_classes(path: Path) -> None:
    """Refuse a network of other classes: what sums a run up knows EuroSAT's; a file that is none says so later."""
    # Not at the top: numpy comes with them, which the scheduler of a cluster needs not have.
    from eurosat_plugin.core.network.onnx_card import read_card

    try:
        card = read_card(path)
    except ModelError:
        return
    if not card.scheme.is_eurosat:
        sentence = tr(
            "The model {name} has classes of its own, and many scenes are summed up in EuroSAT's ten; classify them "
            "one by one with Classify raster."
        )
        raise InputError(sentence.format(name=card.name))


def _common(plan: Plan) -> str:
    said = [dict(plan.settings), plan.model_sha256, plan.plugin_version, plan.format, plan.raster]
    return json.dumps(said, sort_keys=True)


def _scene(image: SceneSource, common: str) -> Scene:
    state = state_of(image.text)
    digest = hashlib.sha256("\n".join((image.text, state, common)).encode()).hexdigest()
    readable = re.sub(r"[^\w-]+", "_", image.name)[:80]
    return Scene(f"{readable}-{digest[:16]}", image.name, image.text, state)
