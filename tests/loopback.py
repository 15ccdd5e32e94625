# SPDX-License-Identifier: GPL-2.0-or-later
"""Servers on this machine, for what plugin and GDAL ask of others."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class QuietHandler(BaseHTTPRequestHandler):
    """Prints no request, and gives up a connection on which nothing comes."""

    timeout = 20

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], port: int = 0) -> Iterator[str]:
    """Answer requests by `handler` in threads until the end of the block; the address, at `port` or a free one.

    The threads have ended then: one that still works on an answer when QGIS and GDAL are taken down ends the process.
    """
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
