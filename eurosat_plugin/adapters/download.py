# SPDX-License-Identifier: GPL-2.0-or-later
"""Fetch a file through QGIS's network manager, so that QGIS's proxy, passwords and certificates hold."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsFeedback, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QEventLoop, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from eurosat_plugin.core.errors import InstallationError
from eurosat_plugin.core.translation import later, say, tr

POLL_MS = 100

_Error = QNetworkReply.NetworkError
_ADVICE = {
    # QGIS itself cancels what takes longer than its settings allow.
    _Error.OperationCanceledError: later("the server does not answer; try again later"),
    _Error.HostNotFoundError: later(
        "check the address, the proxy in Settings, Options, Network, and that this computer is online"
    ),
    _Error.ConnectionRefusedError: later("check the address and the proxy in Settings, Options, Network"),
    _Error.SslHandshakeFailedError: later(
        "the certificate is not trusted; add it in Settings, Options, Authentication"
    ),
    _Error.ContentNotFoundError: later("check the address"),
    _Error.ContentAccessDenied: later("the server does not allow it; ask who runs it"),
    _Error.AuthenticationRequiredError: later("user name or password are wrong"),
    _Error.ProxyAuthenticationRequiredError: later("the proxy wants a password; set it in Settings, Options, Network"),
}
_OTHER_ADVICE = later("check the connection and the proxy in Settings, Options, Network")


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
    _set(request, "RedirectPolicyAttribute", QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy)
    # A file that is fetched once need not push map tiles out of QGIS's cache, nor come from there.
    _set(request, "CacheSaveControlAttribute", False)
    _set(request, "CacheLoadControlAttribute", QNetworkRequest.CacheLoadControl.AlwaysNetwork)
    reply = QgsNetworkAccessManager.instance().get(request)
    if progress is not None:
        reply.downloadProgress.connect(progress)
    _wait(reply, feedback)
    if feedback.isCanceled():
        raise InstallationError(tr("Canceled; nothing was changed."))
    if reply.error() != _Error.NoError:
        raise DownloadError(_failure(reply, without_password(url)))
    return bytes(reply.readAll())


def without_password(url: str) -> str:
    """Return `url` as it may be shown and written into logs."""
    return QUrl(url).toString(QUrl.UrlFormattingOption.RemoveUserInfo)


def _set(request: QNetworkRequest, attribute: str, value: object) -> None:
    # Qt reads a number here, which the enumerations of PyQt 6 are not.
    request.setAttribute(getattr(QNetworkRequest.Attribute, attribute), getattr(value, "value", value))


def _wait(reply: QNetworkReply, feedback: QgsFeedback) -> None:
    """Return when `reply` has ended.

    QgsBlockingNetworkRequest would do this, but hangs when it is cancelled before it has begun to wait.
    """
    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(POLL_MS)
    timer.timeout.connect(lambda: reply.abort() if feedback.isCanceled() else None)
    timer.start()
    reply.finished.connect(loop.quit)
    if not reply.isFinished():
        loop.exec()
    timer.stop()


def _failure(reply: QNetworkReply, address: str) -> str:
    reason, advice = " ".join(reply.errorString().split()).rstrip("."), say(_ADVICE.get(reply.error(), _OTHER_ADVICE))
    # Qt repeats the address, which may hold a password.
    if not reason or "@" in reason:
        return tr("{address} cannot be fetched; {advice}.").format(address=address, advice=advice)
    return tr("{address} cannot be fetched ({reason}); {advice}.").format(address=address, reason=reason, advice=advice)
