# SPDX-License-Identifier: GPL-2.0-or-later
"""A server on this machine with the files of a folder, which answers for parts of them, as GDAL asks."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.loopback import QuietHandler, serving


class FileServer:
    """Serves at `url`; `asked` are the names of the files that were asked for.

    Of files whose names hold `silent_about` nothing is answered, until the server ends.
    """

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[str] = []
        self.silent_about = ""
        self.ending = threading.Event()


@contextmanager
def file_server(folder: Path) -> Iterator[FileServer]:
    """Run a server until the end of the block."""
    server = FileServer()

    class Handler(QuietHandler):
        def do_HEAD(self) -> None:
            self._answer(with_content=False)

        def do_GET(self) -> None:
            self._answer(with_content=True)

        def _answer(self, with_content: bool) -> None:
            name = self.path.rpartition("/")[2]
            server.asked.append(name)
            if server.silent_about and server.silent_about in name:
                server.ending.wait(300)
                return
            path = folder / self.path.partition("?")[0].lstrip("/")
            if not path.is_file():
                self.send_error(404)
                return
            content = path.read_bytes()
            asked = re.match(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
            first, last = (int(asked[1]), min(int(asked[2]), len(content) - 1)) if asked else (0, len(content) - 1)
            self.send_response(206 if asked else 200)
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Content-Length", str(last - first + 1))
            if asked:
                self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
            self.end_headers()
            if with_content:
                self.wfile.write(content[first : last + 1])

    with serving(Handler) as server.url:
        try:
            yield server
        finally:
            server.ending.set()
