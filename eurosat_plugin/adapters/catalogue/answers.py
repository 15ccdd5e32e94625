# SPDX-License-Identifier: GPL-2.0-or-later
"""Ask a catalogue and read its answer: tried again where a server is busy, and told in a sentence where it fails."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from qgis.core import QgsFeedback

from eurosat_plugin.adapters.web import retries
from eurosat_plugin.adapters.web.download import DownloadError, download
from eurosat_plugin.core.errors import Cancelled, FailureKind, InputError, InstallationError, kind_of_status
from eurosat_plugin.core.translation import tr

LONGEST_WAIT_S = 20.0
"""A server may ask for more, and is asked once more after this all the same."""

LARGEST_ANSWER = 50_000_000
"""Bytes; a page of a hundred items has one to three million."""

_JSON = "application/geo+json, application/json"


class CatalogueError(InputError):
    """A catalogue gives no answer, or not the one that was asked for; `refused` tells that it wants a sign-in."""

    def __init__(self, sentence: str, refused: bool = False, kind: FailureKind = FailureKind.REFUSED) -> None:
        super().__init__(sentence, kind)
        self.refused = refused


def ask(url: str, feedback: QgsFeedback, authcfg: str = "", body: str = "") -> Any:
    """Return the JSON document at `url`, signed in by `authcfg` where that is given. Blocks.

    Where there is a `body` (JSON), that is posted.

    :raises CatalogueError: when there is none, also after several tries.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    content = _fetch(url, feedback, authcfg, body)
    try:
        return json.loads(content)
    except ValueError:
        sentence = tr("{server} answers with something else than JSON; check the address {address}.")
        raise CatalogueError(sentence.format(server=_server(url), address=url.partition("?")[0])) from None


def _fetch(url: str, feedback: QgsFeedback, authcfg: str, body: str) -> bytes:
    wait = retries.FIRST_WAIT_S
    for left in reversed(range(retries.TRIES)):
        try:
            return download(url, feedback, _JSON, authcfg=authcfg, limit=LARGEST_ANSWER, body=body.encode())
        except InstallationError as error:
            if feedback.isCanceled():
                raise Cancelled from None
            failure = error
        if not isinstance(failure, DownloadError) or not _passes(failure) or not left:
            raise _told(failure, url)
        if retries.stopped_by(feedback)(min(max(wait, failure.wait), LONGEST_WAIT_S)):
            raise Cancelled
        wait *= 2
    raise Cancelled  # there is always one try


def _passes(failure: DownloadError) -> bool:
    """Tell whether another try at once may help: who is offline is told so without delay."""
    return failure.online and failure.kind == FailureKind.PASSING


def _told(failure: InstallationError, url: str) -> CatalogueError:
    """Return what is said of a failure."""
    names = {"server": _server(url), "reason": str(failure).rstrip("."), "count": retries.TRIES}
    if isinstance(failure, DownloadError):
        if not failure.online:
            sentence = tr(
                "{server} cannot be reached: this computer seems to be offline. Check the connection, and the proxy in "
                "Settings, Options, Network."
            )
            return CatalogueError(sentence.format(**names), kind=failure.kind)
        if failure.status in retries.REFUSED:
            sentence = tr(
                "{server} asks for a sign-in (HTTP status {status}): choose one in AUTH, after you have made it in "
                "Settings, Options, Authentication."
            )
            return CatalogueError(sentence.format(**names, status=failure.status), refused=True)
        if failure.status in retries.NOT_THERE:
            sentence = tr("{server} knows nothing at {address}; check the address, or search again.")
            return CatalogueError(sentence.format(**names, address=url.partition("?")[0]))
        if kind_of_status(failure.status) == FailureKind.PASSING:
            sentence = tr(
                "{server} is down or busy (HTTP status {status}), also after {count} tries: try again later, or choose "
                "another catalogue."
            )
            return CatalogueError(sentence.format(**names, status=failure.status), kind=failure.kind)
        if failure.broken:
            sentence = tr(
                "{server} gives no answer, also after {count} tries: it may be down, or the connection broken. Try "
                "again later, or choose another catalogue."
            )
            return CatalogueError(sentence.format(**names), kind=failure.kind)
    return CatalogueError(str(failure), kind=failure.kind)


def _server(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
