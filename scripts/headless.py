# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS without its window, with the plugin's provider, for what measures the plugin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsApplication

from eurosat_plugin.processing.provider import EuroSatProvider


@contextmanager
def headless_qgis(draws: bool = False) -> Iterator[None]:
    """Run QGIS until the end of the block; it `draws` maps, or does without what drawing needs."""
    application = QgsApplication([], draws)
    application.initQgis()
    provider = EuroSatProvider()  # kept: QGIS forgets Python's half of a provider that nobody holds
    QgsApplication.processingRegistry().addProvider(provider)
    try:
        yield
    finally:
        QgsApplication.processingRegistry().removeProvider(provider)
        application.exitQgis()
