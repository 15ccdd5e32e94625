# SPDX-License-Identifier: GPL-2.0-or-later
"""The real provider in the real registry, for as long as a test or a module needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsApplication

from eurosat_plugin.processing.provider import EuroSatProvider


@contextmanager
def registered_provider() -> Iterator[EuroSatProvider]:
    """Register the provider and take it away again: other tests load the plugin, which registers it as well."""
    provider = EuroSatProvider()
    assert QgsApplication.processingRegistry().addProvider(provider), "another test has left its provider behind"
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)
