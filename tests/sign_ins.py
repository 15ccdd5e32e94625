# SPDX-License-Identifier: GPL-2.0-or-later
"""Sign-ins as people keep them in QGIS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsApplication, QgsAuthMethodConfig


@contextmanager
def sign_in(method: str, **values: str) -> Iterator[str]:
    """Keep a sign-in in QGIS until the end of the block; its id."""
    manager = QgsApplication.authManager()
    manager.setMasterPassword("master", True)
    config = QgsAuthMethodConfig(method)
    config.setName("sign-in")
    for name, value in values.items():
        config.setConfig(name, value)
    assert manager.storeAuthenticationConfig(config)
    yield config.id()
    manager.removeAuthenticationConfig(config.id())
