# SPDX-License-Identifier: GPL-2.0-or-later
"""One QGIS without a window in this process, with the plugin's provider and a profile of its own."""

from __future__ import annotations

import gc
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsApplication, QgsAuthMethodConfig

from eurosat_batch.errors import BatchError
from eurosat_plugin.processing.provider import EuroSatProvider

USER, PASSWORD = "EUROSAT_USER", "EUROSAT_PASSWORD"
"""Variables of the environment with the sign-in of a catalogue: user name and password, or two keys of a store."""


@contextmanager
def qgis_session() -> Iterator[str]:
    """Run QGIS until the end of the block; the user's profile, settings and plugins are neither read nor touched.

    Yield the id of the sign-in that the environment tells, empty where it tells none.
    """
    with tempfile.TemporaryDirectory(prefix="eurosat-batch-", ignore_cleanup_errors=True) as profile:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QGIS_CUSTOM_CONFIG_PATH"] = profile
        os.environ["XDG_RUNTIME_DIR"] = profile  # Qt complains when it is missing or not private
        application = QgsApplication([], False, profile)
        application.initQgis()
        provider = EuroSatProvider()  # kept: QGIS forgets Python's half of a provider that nobody holds
        QgsApplication.processingRegistry().addProvider(provider)
        try:
            yield _sign_in()
        finally:
            gc.collect()  # layers caught in reference cycles must not outlive QGIS
            QgsApplication.processingRegistry().removeProvider(provider)
            application.exitQgis()


def _sign_in() -> str:
    """Keep the sign-in of the environment as people keep theirs: encrypted, by a password that nobody knows."""
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if not user or not password:
        return ""
    manager, config = QgsApplication.authManager(), QgsAuthMethodConfig("Basic")
    config.setName(USER)
    config.setConfig("username", user)
    config.setConfig("password", password)
    manager.setMasterPassword(secrets.token_urlsafe(), True)
    if not manager.storeAuthenticationConfig(config)[0]:
        raise BatchError(f"QGIS cannot keep the sign-in of {USER} and {PASSWORD}: {manager.disabledMessage()}.")
    return str(config.id())
