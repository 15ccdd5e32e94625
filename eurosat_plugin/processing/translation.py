# SPDX-License-Identifier: GPL-2.0-or-later
"""One translation context for all sentences of the algorithms, which share most of them."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "EuroSatProcessing"


def tr(text: str) -> str:
    """Translate `text` into the user's language."""
    return QCoreApplication.translate(CONTEXT, text)
