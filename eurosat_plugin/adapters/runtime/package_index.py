# SPDX-License-Identifier: GPL-2.0-or-later
"""A Python package index and the wheels it offers: the simple API, as JSON (PEP 691) or as a page (PEP 503)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime.wheel import check_sha256
from eurosat_plugin.adapters.web.download import download
from eurosat_plugin.adapters.web.web_address import is_safe_address, server_of, without_password
from eurosat_plugin.core.errors import InstallationError
from eurosat_plugin.core.translation import tr

DEFAULT_INDEX = "https://pypi.org/simple/"
ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"

PAGE_LIMIT = 20_000_000
"""Bytes of a project's page; that of onnxruntime has one million on pypi.org."""

_WHEEL = ".whl"
_DISTRIBUTIONS = (_WHEEL, ".tar.gz", ".zip")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+!-]{0,250}")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_ANCHOR = re.compile(r"<a\s[^<>]{0,8000}>", re.IGNORECASE)
"""Every place of a page is looked at once: what HTMLParser does with a page of unfinished tags takes for ever."""


@dataclass(frozen=True)
class WheelLink:
    """A wheel that an index offers; `sha256` and `requires_python` are empty where the index does not say."""

    file_name: str
    url: str
    sha256: str
    requires_python: str


class PackageIndex:
    """The index at `url`, the address below which every project has its page.

    `authcfg` is one of QGIS's authentications to sign in with; files on other servers are fetched without it.
    """

    def __init__(self, url: str, feedback: QgsFeedback, authcfg: str = "") -> None:
        self._url = url.rstrip("/") + "/"
        self._authcfg = authcfg
        self._feedback = feedback
        if not is_safe_address(url):
            raise InstallationError(
                tr(
                    "The package index {address!r} is not an address that begins with https://; set one such as "
                    "{default}"
                ).format(address=without_password(url), default=DEFAULT_INDEX)
            )

    def wheels(self, project: str) -> list[WheelLink]:
        """Return the wheels of `project` that were not withdrawn.

        :raises InstallationError: when the index cannot be read.
        """
        page = urljoin(self._url, f"{project}/")
        return read_page(download(page, self._feedback, ACCEPT, authcfg=self._authcfg, limit=PAGE_LIMIT), page)

    def fetch(self, link: WheelLink, progress: Callable[[int, int], None] | None = None) -> bytes:
        """Return the bytes of the wheel, which are those that the index means.

        :raises InstallationError: when they are not, when the index does not say, or when they cannot be had.
        """
        if not link.sha256:
            raise InstallationError(
                tr(
                    "The package index {index} gives no sha256 for {name}, so the file cannot be checked; set "
                    "another index, such as {default}"
                ).format(index=without_password(self._url), name=link.file_name, default=DEFAULT_INDEX)
            )
        authcfg = self._authcfg if server_of(link.url) == server_of(self._url) else ""
        content = download(link.url, self._feedback, progress=progress, authcfg=authcfg)
        check_sha256(content, link.sha256, link.file_name)
        return content


def read_page(content: bytes, address: str) -> list[WheelLink]:
    """Return the wheels on a project's page, which is JSON or HTML whatever was asked for.

    :raises InstallationError: when it is neither.
    """
    text = content.decode("utf-8", errors="replace")
    try:
        links = _json_links(text, address) if text.lstrip().startswith("{") else _html_links(text, address)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InstallationError(
            tr("What {address} returns is not a page of a package index; check the address of the index.").format(
                address=without_password(address)
            )
        ) from error
    return [link for link in links if link.file_name.endswith(_WHEEL) and _FILE_NAME.fullmatch(link.file_name)]


def _json_links(text: str, address: str) -> list[WheelLink]:
    return [
        WheelLink(
            _text(file["filename"]),
            urljoin(address, _text(file["url"])),
            _digest(file.get("hashes", {}).get("sha256")),
            _text(file.get("requires-python") or ""),
        )
        for file in json.loads(text)["files"]
        if not file.get("yanked")
    ]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # a ValueError where half a character stands
    return value


def _digest(value: object) -> str:
    """Return a sha256, empty for anything else: it is no better than none."""
    return value if isinstance(value, str) and _SHA256.fullmatch(value) else ""


def _html_links(text: str, address: str) -> list[WheelLink]:
    parser = _Anchors()
    shown, *others = text.split("<!--")
    for part in (shown, *(other.partition("-->")[2] for other in others)):
        for anchor in _ANCHOR.findall(part):
            parser.reset()  # an unfinished one must not become the beginning of the next
            parser.feed(anchor)
    links = []
    for attributes in parser.anchors:
        if "data-yanked" in attributes:
            continue
        url, fragment = urldefrag(urljoin(address, attributes["href"]))
        name, _, digest = fragment.partition("=")
        links.append(
            WheelLink(
                unquote(urlsplit(url).path.rpartition("/")[2]),
                url,
                _digest(digest) if name == "sha256" else "",
                attributes.get("data-requires-python", ""),
            )
        )
    if not any(link.file_name.endswith(_DISTRIBUTIONS) for link in links):
        raise ValueError(address)  # a page to sign in, a start page, nothing at all
    return links


class _Anchors(HTMLParser):
    """Collects the attributes of all links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a link that leads somewhere."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in attributes:
            self.anchors.append(attributes)
