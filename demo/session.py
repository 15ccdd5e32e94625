# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS without its window: an application with a profile of its own and the plugin's provider."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsApplication, QgsProcessingProvider


@contextmanager
def qgis_session() -> Iterator[QgsApplication]:
    """Run QGIS headless; the user's profile, settings and plugins are neither read nor touched."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="eurosat-demo-") as profile:
        os.environ["QGIS_CUSTOM_CONFIG_PATH"] = profile
        os.environ["XDG_RUNTIME_DIR"] = profile  # Qt complains on the terminal when it is missing or not private
        application = QgsApplication([], True, profile)  # a GUI application, because text is drawn
        application.initQgis()
        gdal.SetErrorHandler("CPLQuietErrorHandler")  # what matters reaches the user in the algorithm's own words
        # `processing` is a plugin: its folder is not on the path.
        sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
        try:
            provider = _register_provider()  # kept: QGIS forgets Python's half of a provider that nobody holds
            yield application
            del provider
        finally:
            gc.collect()  # layers caught in reference cycles must not outlive QGIS
            application.exitQgis()


def _register_provider() -> QgsProcessingProvider:
    from processing.core.Processing import Processing

    from eurosat_plugin.processing.provider import EuroSatProvider

    Processing.initialize()
    provider = EuroSatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    return provider
