# SPDX-License-Identifier: GPL-2.0-or-later
"""Wheels of a tiny onnxruntime that computes with the project's own numpy code, and an index that offers them."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from eurosat_plugin.adapters.runtime.wheel_name import Interpreter

WORKING = """
import tempfile
from pathlib import Path

from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from eurosat_plugin.core.network.onnx_file import read_model

__version__ = "{version}"


class SessionOptions:
    def add_session_config_entry(self, key, value):
        pass


class InferenceSession:
    def __init__(self, content, options, providers):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "model.onnx").write_bytes(content)
            self.model = read_model(Path(folder) / "model.onnx")

    def run(self, outputs, inputs):
        [image] = inputs.values()
        probabilities, energy = NumpyNetwork(self.model, tuple(outputs)).run(image)
        return {answer}
"""
"""The whole of a working onnxruntime, as far as the classifier uses it."""

MOVED = "moved"
"""In place of a media type: the page is elsewhere, where its content says."""
CUT_OFF = "cut off"
"""In place of a media type: the connection is closed half-way. A number there is an answer of this status."""


def working_code(version: str = "9.9.0", answer: str = "probabilities, energy") -> str:
    """Return the source of a package that answers with `answer`."""
    return WORKING.format(version=version, answer=answer)


def wheel_name(version: str = "9.9.0") -> str:
    """Return the file name of a wheel for the running Python."""
    python = Interpreter.running().abi
    return f"onnxruntime-{version}-{python}-{python}-any.whl"


def wheel_content(
    version: str = "9.9.0",
    code: str | None = None,
    numpy: str = ">=1.21",
    more: dict[str, str] | None = None,
    stated: str = "",
) -> bytes:
    """Return the bytes of a wheel whose package is `code`, which requires `numpy` and also holds the files `more`.

    `stated` is what its metadata say instead of `version`.
    """
    buffer = io.BytesIO()
    metadata = (
        f"Metadata-Version: 2.1\nName: onnxruntime\nVersion: {stated or version}\n"
        f"Requires-Dist: flatbuffers\nRequires-Dist: numpy{numpy}\nRequires-Dist: sympy; extra == 'symbolic'\n"
    )
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("onnxruntime/__init__.py", working_code(version) if code is None else code)
        archive.writestr("onnxruntime/capi/_pybind_state.py", "")
        archive.writestr(f"onnxruntime-{version}.dist-info/METADATA", metadata)
        for name, text in (more or {}).items():
            archive.writestr(name, text)
    return buffer.getvalue()


class LocalIndex:
    """A package index on this computer; `url` is its address, `requests` what it was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.requests: list[str] = []
        self.url = ""

    def put_page(self, content: bytes, kind: str = "text/html") -> None:
        """Put `content` in the place of the page of onnxruntime."""
        self.pages["/simple/onnxruntime/"] = (kind, content)

    def offer(self, wheels: dict[str, bytes], sha256: str | None = None, form: str = "html") -> None:
        """Offer `wheels` on the page of onnxruntime, with their own or another `sha256` (empty: none at all)."""
        digests = {n: hashlib.sha256(c).hexdigest() if sha256 is None else sha256 for n, c in wheels.items()}
        for name, content in wheels.items():
            self.pages[f"/files/{name}"] = ("application/octet-stream", content)
        if form == "json":
            files = [
                {"filename": name, "url": f"../../files/{name}", "hashes": {"sha256": digest} if digest else {}}
                for name, digest in digests.items()
            ]
            page = ("application/vnd.pypi.simple.v1+json", json.dumps({"files": files}).encode())
        else:
            links = [f'<a href="../../files/{n}{d and "#sha256=" + d}">{n}</a>' for n, d in digests.items()]
            page = ("text/html", ("<!DOCTYPE html><body>" + "<br/>".join(links)).encode())
        self.pages["/simple/onnxruntime/"] = page


@contextmanager
def local_index() -> Iterator[LocalIndex]:
    """Serve an index on a free port until the end of the context."""
    index = LocalIndex()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            index.requests.append(self.path)
            kind, content = index.pages.get(self.path, ("", b""))
            self.send_response(int(kind) if kind.isdigit() else (302 if kind == MOVED else 200) if kind else 404)
            if kind == MOVED:
                self.send_header("Location", content.decode())
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if kind == CUT_OFF else content)

        def do_CONNECT(self) -> None:
            index.requests.append(self.path)
            self.send_error(502)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    index.url = f"http://127.0.0.1:{server.server_port}/simple/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def nothing_imported() -> Iterator[None]:
    """Make this process forget onnxruntime, and remember in the end what it had imported before."""

    def imported() -> dict[str, object]:
        return {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "onnxruntime"}

    before = imported()
    for name in before:
        del sys.modules[name]
    try:
        yield
    finally:
        for name in imported():
            del sys.modules[name]
        sys.modules.update(before)  # type: ignore[arg-type]
