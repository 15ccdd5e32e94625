# SPDX-License-Identifier: GPL-2.0-or-later
"""How a person searches for images, kept in QGIS's settings."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsSettings

from eurosat_plugin.core.catalogue.addresses import is_web
from eurosat_plugin.core.catalogue.services import CATALOGUES

PREFIX = "eurosat/places/"
PERIODS = (30, 90, 365)
"""Days before today that can be searched."""


@dataclass(frozen=True)
class PlacePreferences:
    """The catalogue by key or address, days before today, most per cent of cloud, id of a sign-in or nothing."""

    catalogue: str = CATALOGUES[0].key
    days: int = PERIODS[1]
    cloud: int = 60
    auth: str = ""


def load_places() -> PlacePreferences:
    """Return what is stored; what is missing or means nothing (any more) is the default."""
    settings, default = QgsSettings(), PlacePreferences()
    catalogue = settings.value(PREFIX + "catalogue", default.catalogue, str)
    days, cloud = (_number(settings, name, getattr(default, name)) for name in ("days", "cloud"))
    return PlacePreferences(
        catalogue if catalogue in (known.key for known in CATALOGUES) or is_web(catalogue) else default.catalogue,
        days if days in PERIODS else default.days,
        cloud if 0 <= cloud <= 100 else default.cloud,
        settings.value(PREFIX + "auth", default.auth, str),
    )


def save_places(preferences: PlacePreferences) -> None:
    """Store them."""
    settings = QgsSettings()
    for name in ("catalogue", "days", "cloud", "auth"):
        settings.setValue(PREFIX + name, getattr(preferences, name))


def _number(settings: QgsSettings, name: str, default: int) -> int:
    try:
        return int(settings.value(PREFIX + name, default))
    except (TypeError, ValueError):
        return default
