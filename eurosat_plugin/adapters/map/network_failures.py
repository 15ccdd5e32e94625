# SPDX-License-Identifier: GPL-2.0-or-later
"""Which servers did not answer: layers that come from a network leave holes in the map without a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote

from qgis.core import QgsMapLayer, QgsNetworkAccessManager, QgsNetworkReplyContent
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from eurosat_plugin.core.translation import tr

_ADDRESS = re.compile(r"https?://(?:[^/?&@\s]*@)?(\[[^\]]+\]|[^/:?&\s]+)")


class NetworkFailures(QObject):
    """Counts failed requests to the servers of some layers from its creation to :meth:`stop`.

    Make it in the main thread: QGIS passes the replies of all threads on to that one.
    """

    def __init__(self, layers: Iterable[QgsMapLayer]) -> None:
        super().__init__()
        self.hosts = {host for layer in layers for host in hosts_of(layer)}
        self._failures: Counter[tuple[str, str]] = Counter()
        self._manager = QgsNetworkAccessManager.instance() if self.hosts else None
        if self._manager is not None:
            self._manager.finished[QgsNetworkReplyContent].connect(self._note)

    def sentences(self) -> tuple[str, ...]:
        """Return one sentence for each server and reason, without addresses, which may hold keys."""
        return tuple(
            tr(
                "Requests to {host} failed ({reason}), {count} in all; the map is empty where their answers belong."
            ).format(host=host, reason=reason, count=count)
            for (host, reason), count in sorted(self._failures.items())
        )

    def stop(self) -> None:
        """Count no more."""
        if self._manager is not None:
            self._manager.finished[QgsNetworkReplyContent].disconnect(self._note)
        self._manager = None

    def _note(self, reply: QgsNetworkReplyContent) -> None:
        error, host = reply.error(), reply.request().url().host()
        ended_here = (QNetworkReply.NetworkError.NoError, QNetworkReply.NetworkError.OperationCanceledError)
        if error in ended_here or host not in self.hosts:
            return
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        reason = tr("HTTP status {status}").format(status=status) if status else reply.errorString()
        self._failures[host, reason] += 1


def hosts_of(layer: QgsMapLayer) -> list[str]:
    """Return the servers that the source of `layer` names, without their ports."""
    return _ADDRESS.findall(unquote(layer.source()))
