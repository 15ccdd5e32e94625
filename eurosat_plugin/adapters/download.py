# SPDX-License-Identifier: GPL-2.0-or-later
"""Fetch a file through QGIS's network manager, so that QGIS's proxy, passwords and certificates hold."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsBlockingNetworkRequest, QgsFeedback
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from eurosat_plugin.core.errors import InstallationError

_Error = QNetworkReply.NetworkError
_ADVICE = {
    _Error.HostNotFoundError: "check the address and that this computer is online",
    _Error.ConnectionRefusedError: "check the address",
    _Error.SslHandshakeFailedError: "the certificate is not trusted; add it in Settings, Options, Authentication",
    _Error.ContentNotFoundError: "check the address",
    _Error.ContentAccessDenied: "the server does not allow it; ask who runs it",
    _Error.AuthenticationRequiredError: "user name or password are wrong",
    _Error.ProxyConnectionRefusedError: "the proxy refuses; check it in Settings, Options, Network",
    _Error.ProxyConnectionClosedError: "the proxy refuses; check it in Settings, Options, Network",
    _Error.ProxyNotFoundError: "the proxy is not found; check it in Settings, Options, Network",
    _Error.ProxyTimeoutError: "the proxy does not answer; check it in Settings, Options, Network",
    _Error.ProxyAuthenticationRequiredError: "the proxy wants a password; set it in Settings, Options, Network",
    _Error.UnknownProxyError: "the proxy refuses; check it in Settings, Options, Network",
}


class DownloadError(InstallationError):
    """The network, or the server, did not give the file."""


def download(
    url: str, feedback: QgsFeedback, accept: str = "*/*", progress: Callable[[int, int], None] | None = None
) -> bytes:
    """Return what is at `url`. Blocks; for a thread in the background.

    :param accept: the media types that are understood, as HTTP wants them.
    :param progress: told the bytes received and the bytes in all (0 or less: not known).
    :raises DownloadError: when it cannot be had.
    :raises InstallationError: when `feedback` was cancelled.
    """
    request = QNetworkRequest(QUrl(url))
    request.setRawHeader(b"Accept", accept.encode())
    # A file that is fetched once need not push map tiles out of QGIS's cache.
    request.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, False)
    blocking = QgsBlockingNetworkRequest()
    if progress is not None:
        blocking.downloadProgress.connect(progress)
    code = blocking.get(request, True, feedback)
    if feedback.isCanceled():
        raise InstallationError("Canceled; nothing was changed.")
    if code != QgsBlockingNetworkRequest.ErrorCode.NoError:
        raise DownloadError(f"{without_password(url)} cannot be fetched{_reason(blocking)}.")
    return bytes(blocking.reply().content())


def without_password(url: str) -> str:
    """Return `url` as it may be shown and written into logs."""
    return QUrl(url).toString(QUrl.UrlFormattingOption.RemoveUserInfo)


def _reason(blocking: QgsBlockingNetworkRequest) -> str:
    reply, reason = blocking.reply(), " ".join(blocking.errorMessage().split()).rstrip(".")
    # Qt repeats the address, which may hold a password.
    told = f" ({reason})" if reason and "@" not in reason else ""
    return f"{told}; {_ADVICE.get(reply.error(), 'check the connection and the proxy in Settings, Options, Network')}"
