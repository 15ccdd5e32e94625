# SPDX-License-Identifier: GPL-2.0-or-later
"""A tile server on this machine that answers as a test wants, and the layer that shows it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice
from qgis.PyQt.QtGui import QColor, QImage

from tests.loopback import QuietHandler, serving

LAWN = QColor(40, 90, 30)


class MapServer:
    """Answers every request with a tile of one colour, or with the HTTP `status`; not before `may_answer` is set."""

    def __init__(self) -> None:
        self.status = 200
        self.asked = 0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.url = ""

    def layer(self, name: str = "tiles") -> QgsRasterLayer:
        """Return an XYZ layer; each `name` has addresses of its own, so that no cache answers."""
        address = f"{self.url}/{name}/%7Bz%7D/%7Bx%7D/%7By%7D.png"
        return QgsRasterLayer(f"type=xyz&url={address}&zmin=0&zmax=18", name, "wms")


@contextmanager
def map_server() -> Iterator[MapServer]:
    """Run a server until the end of the block."""
    server, png = MapServer(), _tile()

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            server.asked += 1
            server.may_answer.wait(300)
            self.send_response(server.status)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            if server.status == 200:
                self.wfile.write(png)

    with serving(Handler) as server.url:
        try:
            yield server
        finally:
            server.may_answer.set()


def _tile() -> bytes:
    image = QImage(256, 256, QImage.Format.Format_ARGB32)
    image.fill(LAWN)
    memory = QByteArray()
    buffer = QBuffer(memory)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(memory)
