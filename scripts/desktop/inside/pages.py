# SPDX-License-Identifier: GPL-2.0-or-later
"""Questions about the pages that the plugin opens in the browser: they are caught, for there is none."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QObject, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices

TITLE = "Browser"


class Browser(QObject):
    """Takes what is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.view: Any = None

    @pyqtSlot(QUrl)
    def open(self, url: QUrl) -> None:
        """Remember the path of a page."""
        self.opened.append(url.toLocalFile())


_browser = Browser()


def catch_pages() -> None:
    """Catch the pages that are opened from now on."""
    QDesktopServices.setUrlHandler("file", _browser, "open")


def pages() -> list[str]:
    """Return the paths of the pages that were opened."""
    return _browser.opened


def show_page(path: str) -> bool:
    """Show a page in a window of its own, where QGIS comes with something that can; tell whether it does."""
    try:
        from qgis.PyQt.QtWebKitWidgets import QWebView
    except ImportError:
        return False
    _browser.view = QWebView()
    _browser.view.setWindowTitle(TITLE)
    _browser.view.load(QUrl.fromLocalFile(path))
    _browser.view.show()
    return True
