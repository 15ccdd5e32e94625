# SPDX-License-Identifier: GPL-2.0-or-later
"""A catalogue and the servers of its images on this machine, which count what they send and fail when told to."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from socket import SHUT_RDWR
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.loopback import QuietHandler, serving

TOKEN = "sv=2024&sig=abc%2Bdef"
KEY = "anna"
FOLDER = "/files"
BUCKET = "/eodata"
API = "/stac"


@dataclass(frozen=True)
class Trouble:
    """What happens to a request: an HTTP `status` in place of the answer, or only the first `sent` bytes of it."""

    status: int = 0
    sent: int | None = None
    wait: str = ""


@dataclass
class CatalogueServer:
    """Serves `items` in pages at `api`, and the files of `folder` at `files` and, as S3 does, in a bucket.

    `requests` are all that came, `signed_in` those of them that say who asks; `sent` counts the bytes of files.
    `troubles` are by a part of the address, each used once, in their order; those in `always` stay. `signed` asks for
    the token that was given out last in the addresses of files; `expiring` is how many requests it is good for, 0: for
    all. `bearer` is asked for in a header of them. With `posts` further pages are asked for by POST.
    """

    folder: Path
    url: str = ""
    page: int = 100
    items: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    sent: int = 0
    troubles: dict[str, list[Trouble]] = field(default_factory=dict)
    always: dict[str, Trouble] = field(default_factory=dict)
    posts: bool = False
    signed: bool = False
    bearer: str = ""
    expiring: int = 0
    tokens: int = 0
    answered: int = 0
    moved: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    may_answer: threading.Event = field(default_factory=threading.Event)

    @property
    def api(self) -> str:
        """Address of the catalogue."""
        return f"{self.url}{API}"

    @property
    def files(self) -> str:
        """Address of the folder."""
        return f"{self.url}{FOLDER}"

    def item_address(self, number: int = 0) -> str:
        """Return where an item is found by itself."""
        links = self.items[number]["links"]
        return str(next(link["href"] for link in links if link["rel"] == "self"))

    def trouble(self, path: str) -> Trouble | None:
        """Return what happens to a request for `path`."""
        with self.lock:
            for part, waiting in self.troubles.items():
                if part in path and waiting:
                    return waiting.pop(0)
        return next((trouble for part, trouble in self.always.items() if part in path), None)

    def next_token(self) -> str:
        """Return a token, which the one before is worth nothing after."""
        with self.lock:
            self.tokens, self.answered = self.tokens + 1, 0
            return f"{TOKEN}{self.tokens}"

    def lets_in(self, query: str, headers: Message) -> bool:
        """Tell whether a file may be read by this part of its address and these headers."""
        with self.lock:
            self.answered += 1
            signed = query == f"{TOKEN}{self.tokens}" and (not self.expiring or self.answered <= self.expiring)
        known = self.bearer in (headers.get("Authorization"), headers.get("X-Esri-Authorization"))
        return (signed or not self.signed) and (known or not self.bearer)


@contextmanager
def catalogue_server(folder: Path, port: int = 0) -> Iterator[CatalogueServer]:
    """Run a server, at a `port` that is free unless one is given, until the end of the block."""
    server = CatalogueServer(folder)
    server.may_answer.set()

    class Handler(_Handler):
        catalogue = server

    with serving(Handler, port) as server.url:
        try:
            yield server
        finally:
            server.may_answer.set()


@contextmanager
def dying_server(folder: Path, requests: int) -> Iterator[CatalogueServer]:
    """Run a server that is gone after so many requests: what was not sent is not, and nobody can connect any more."""
    server = CatalogueServer(folder)
    server.may_answer.set()

    class Handler(_Handler):
        catalogue = server

        def _answer(self) -> None:
            def end() -> None:
                self.server.shutdown()
                self.server.server_close()

            if len(server.requests) >= requests:
                if not dead.is_set():
                    dead.set()
                    Thread(target=end).start()
                self.connection.shutdown(SHUT_RDWR)
                return
            super()._answer()

    dead = Event()
    with serving(Handler) as server.url:
        yield server


class _Handler(QuietHandler):
    catalogue: CatalogueServer

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._take_note()
        query = {name: ",".join(map(str, value)) if isinstance(value, list) else str(value)
                 for name, value in asked.items()}  # fmt: skip
        self._send_page({name: [value] for name, value in query.items()})

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        server, parts = self.catalogue, urlsplit(self.path)
        server.may_answer.wait(300)
        self._take_note()
        trouble = server.trouble(self.path)
        if trouble is not None and trouble.status:
            self._refuse(trouble)
        elif parts.path in server.moved:
            self.send_response(302)
            self.send_header("Location", server.moved[parts.path])
            self.end_headers()
        elif parts.path == f"{API}/search":
            self._send_page(parse_qs(parts.query))
        elif parts.path.startswith(f"{API}/collections/"):
            self._send_item(parts.path.rpartition("/")[2])
        elif parts.path.startswith("/token/"):
            self._send_json({"token": server.next_token(), "msft:expiry": "2999-01-01T00:00:00Z"})
        elif parts.path.startswith(FOLDER):
            if not server.lets_in(parts.query, self.headers):
                self._refuse(Trouble(403))
            else:
                self._send_file(server.folder / parts.path[len(FOLDER) + 1 :], trouble)
        elif parts.path.startswith(BUCKET):
            if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
                self._refuse(Trouble(403))
            else:
                self._send_file(server.folder / parts.path[len(BUCKET) + 1 :], trouble)
        else:
            self._refuse(Trouble(404))

    def _take_note(self) -> None:
        server = self.catalogue
        with server.lock:
            server.requests.append(f"{self.command} {self.path} {self.headers.get('Range', '')}".rstrip())
            if "authorization" in " ".join(self.headers).lower():
                server.signed_in.append(self.path)

    def _refuse(self, trouble: Trouble) -> None:
        self.send_response(trouble.status)
        if trouble.wait:
            self.send_header("Retry-After", trouble.wait)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_page(self, query: dict[str, list[str]]) -> None:
        server = self.catalogue
        west, south, east, north = map(float, query["bbox"][0].split(","))
        first, last = (moment[:10] for moment in query["datetime"][0].split("/"))
        found = [
            item
            for item in server.items
            if item["collection"] in query["collections"][0].split(",")
            and first <= item["properties"]["datetime"][:10] <= last
            and _touch(item["bbox"], [west, south, east, north])
        ]
        begin = int(query.get("from", ["0"])[0])
        end = begin + min(server.page, int(query["limit"][0]))
        links = []
        if end < len(found):
            links.append(self._next_page(end))
        self._send_json({"type": "FeatureCollection", "features": found[begin:end], "links": links})

    def _next_page(self, begin: int) -> dict[str, Any]:
        server = self.catalogue
        if server.posts:
            address, body = f"{server.url}{API}/search", {"from": begin}
            return {"rel": "next", "method": "POST", "href": address, "body": body, "merge": True}
        address = re.sub(r"&from=\d+", "", self.path) + f"&from={begin}"
        return {"rel": "next", "method": "GET", "href": f"{server.url}{address}"}

    def _send_item(self, name: str) -> None:
        found = next((item for item in self.catalogue.items if item["id"] == name), None)
        if found is None:
            self._refuse(Trouble(404))
        else:
            self._send_json(found)

    def _send_json(self, document: object) -> None:
        content = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/geo+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send_file(self, path: Path, trouble: Trouble | None) -> None:
        if not path.is_file():
            self._refuse(Trouble(404))
            return
        content = path.read_bytes()
        asked = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        first = int(asked[1]) if asked else 0
        last = min(int(asked[2] or len(content)), len(content) - 1) if asked else len(content) - 1
        self.send_response(206 if asked else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(last - first + 1))
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.end_headers()
        if self.command == "HEAD":
            return
        part = content[first : last + 1]
        if trouble is not None and trouble.sent is not None:
            part = part[: trouble.sent]
        with self.catalogue.lock:
            self.catalogue.sent += len(part)
        with suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(part)


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two boxes touch; one whose west is larger than its east lies on both sides of 180°."""
    if one[0] > one[2]:
        return _touch([one[0], one[1], 180.0, one[3]], other) or _touch([-180.0, *one[1:]], other)
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
