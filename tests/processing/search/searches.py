# SPDX-License-Identifier: GPL-2.0-or-later
"""What searches are asked for, and what they answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.catalogue_items import Scene, earth_search
from tests.catalogue_server import CatalogueServer
from tests.processing.conftest import Run

SCENE = Scene()
PERIOD = {"FIRST": "2025-05-01", "LAST": "2025-07-31"}
DAYS = ("2025-05-10", "2025-06-01", "2025-06-21", "2025-07-11")


def offer(server: CatalogueServer, *scenes: Scene, shape: Callable[..., dict[str, Any]] = earth_search) -> None:
    server.items[:] = [shape(scene, f"{server.files}/{scene.day}", server.api) for scene in scenes]


def rows(run: Run) -> list[dict[str, Any]]:
    assert run.layer is not None, run.sentence
    return [dict(zip(feature.fields().names(), feature.attributes())) for feature in run.layer.getFeatures()]
