# SPDX-License-Identifier: GPL-2.0-or-later
"""Parts of the page, by their names."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QAbstractButton, QWidget


def button(page: QWidget, name: str) -> QAbstractButton:
    return page.findChild(QAbstractButton, name)
