# SPDX-License-Identifier: GPL-2.0-or-later
"""Fetch a file through QGIS's network manager, so that QGIS's proxy, passwords and certificates hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import QgsApplication, QgsFeedback, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QEventLoop, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkProxy, QNetworkReply, QNetworkRequest

from eurosat_plugin.adapters.web.web_address import is_safe_address, may_lead_to, without_password
from eurosat_plugin.core.errors import FailureKind, InstallationError, kind_of_status
from eurosat_plugin.core.translation import number, tr, tr_noop, translate

POLL_MS = 100
LARGEST = 500_000_000
"""Bytes of a file; onnxruntime's wheels have 20 to 300 million."""
_DONE = range(200, 300)
"""HTTP's status numbers of what has come: a long way from server to server may end in the middle, without an error."""

_FIRST_ERROR = 400
"""Of HTTP's status numbers."""

_Error = QNetworkReply.NetworkError
_CHECK_ADDRESS = tr_noop("check the address")
_NO_ANSWER = tr_noop("the server does not answer; try again later")
_TROUBLE = tr_noop("the server reports an error of its own; try again later")
_ADVICE = {
    _Error.NoError: _CHECK_ADDRESS,
    # QGIS itself cancels what takes longer than its settings allow.
    _Error.OperationCanceledError: _NO_ANSWER,
    _Error.TimeoutError: _NO_ANSWER,
    _Error.RemoteHostClosedError: tr_noop("the connection broke off; try again"),
    _Error.HostNotFoundError: tr_noop(
        "check the address, the proxy in Settings, Options, Network, and that this computer is online"
    ),
    _Error.ConnectionRefusedError: tr_noop("check the address and the proxy in Settings, Options, Network"),
    _Error.SslHandshakeFailedError: tr_noop(
        "the certificate is not trusted; add it in Settings, Options, Authentication"
    ),
    _Error.ContentNotFoundError: _CHECK_ADDRESS,
    _Error.ContentGoneError: _CHECK_ADDRESS,
    _Error.ProtocolUnknownError: _CHECK_ADDRESS,
    _Error.TooManyRedirectsError: _CHECK_ADDRESS,
    _Error.ContentAccessDenied: tr_noop("the server does not allow it; ask those who run it"),
    _Error.AuthenticationRequiredError: tr_noop(
        "the server did not accept the user name and password; set the sign-in in Settings, Options, EuroSAT Land Cover"
    ),
    _Error.ProxyAuthenticationRequiredError: tr_noop(
        "the proxy asks for a password; set it in Settings, Options, Network"
    ),
    _Error.UnknownContentError: _TROUBLE,
    _Error.InternalServerError: _TROUBLE,
    _Error.ServiceUnavailableError: _TROUBLE,
    _Error.UnknownServerError: _TROUBLE,
}
_BROKEN = (
    _Error.ConnectionRefusedError,
    _Error.RemoteHostClosedError,
    _Error.TimeoutError,
    _Error.OperationCanceledError,
    _Error.TemporaryNetworkFailureError,
    _Error.UnknownNetworkError,
    _Error.ProxyConnectionRefusedError,
    _Error.ProxyConnectionClosedError,
    _Error.ProxyTimeoutError,
)
_OTHER_ADVICE = tr_noop("check the connection and the proxy in Settings, Options, Network")


class DownloadError(InstallationError):
    """The network, or the server, did not give the file.

    `status` is HTTP's, 0 where no server has answered; `wait` are the seconds that it asks to be left alone, 0 where it
    says nothing of that. `online` is False where no name of a server could be looked up; `broken` tells that a server
    did not answer, or not to the end.
    """

    def __init__(
        self, sentence: str, status: int = 0, wait: float = 0.0, online: bool = True, broken: bool = False
    ) -> None:
        passing = broken or not online or kind_of_status(status) == FailureKind.PASSING
        super().__init__(sentence, FailureKind.PASSING if passing else FailureKind.REFUSED)
        self.status, self.wait, self.online, self.broken = status, wait, online, broken


def download(
    url: str,
    feedback: QgsFeedback,
    accept: str = "*/*",
    progress: Callable[[int, int], None] | None = None,
    authcfg: str = "",
    limit: int = LARGEST,
    body: bytes = b"",
) -> bytes:
    """Return what is at `url`. Blocks; for a thread in the background.

    :param accept: the media types that are understood, as HTTP wants them.
    :param progress: told the bytes received and the bytes in all (0 or less: not known).
    :param authcfg: one of QGIS's authentications to sign in with. Redirections to other servers then fail.
    :param limit: bytes after which the server is not listened to any more.
    :param body: JSON that is posted, where there is some.
    :raises DownloadError: when it cannot be had, is larger, or the way to it is not safe.
    :raises InstallationError: when `feedback` was cancelled.
    """
    if not is_safe_address(url):
        raise DownloadError(_unsafe(url))
    manager, request = QgsNetworkAccessManager.instance(), _request(url, accept, authcfg)
    if body:
        request.setRawHeader(b"Content-Type", b"application/json")
    reply = manager.post(request, body) if body else manager.get(request)
    if authcfg:
        QgsApplication.authManager().updateNetworkReply(reply, authcfg)
    if progress is not None:
        reply.downloadProgress.connect(progress)
    refusal = _wait(reply, feedback, url, limit)
    if feedback.isCanceled():
        raise InstallationError(tr("Cancelled; nothing was changed."))
    if refusal:
        raise DownloadError(refusal)
    if _error(reply) != _Error.NoError or _status(reply) not in _DONE:
        online, broken = _error(reply) != _Error.HostNotFoundError, _error(reply) in _BROKEN
        sentence = _failure(reply, without_password(url))
        raise DownloadError(sentence, _status(reply), _seconds_to_wait(reply), online, broken)
    return bytes(reply.readAll())


@dataclass(frozen=True)
class ProxySettings:
    """QGIS's proxy as it is set now: a thread that QGIS uses again keeps to the one that was set when it began."""

    proxy: QNetworkProxy
    excluded: list[str]
    direct: list[str]

    @classmethod
    def of_qgis(cls) -> ProxySettings:
        """Return the settings that the main thread has, in the main thread."""
        manager = QgsNetworkAccessManager.instance()
        return cls(manager.fallbackProxy(), manager.excludeList(), manager.noProxyList())

    def use_here(self) -> None:
        """Use them for downloads in the calling thread."""
        QgsNetworkAccessManager.instance().setFallbackProxyAndExcludes(self.proxy, self.excluded, self.direct)


def _request(url: str, accept: str, authcfg: str) -> QNetworkRequest:
    request = QNetworkRequest(QUrl(url))
    request.setRawHeader(b"Accept", accept.encode())
    policy = QNetworkRequest.RedirectPolicy
    # What signs in goes along with a redirection, and is not for other servers.
    allowed = policy.SameOriginRedirectPolicy if authcfg else policy.UserVerifiedRedirectPolicy
    _set(request, "RedirectPolicyAttribute", allowed)
    # A file that is fetched once need not push map tiles out of QGIS's cache, nor come from there.
    _set(request, "CacheSaveControlAttribute", False)
    _set(request, "CacheLoadControlAttribute", QNetworkRequest.CacheLoadControl.AlwaysNetwork)
    if authcfg:
        signed, request = QgsApplication.authManager().updateNetworkRequest(request, authcfg)
        if not signed:
            raise DownloadError(
                tr(
                    "{address} cannot be fetched: the sign-in {authentication} cannot be used; check it in Settings, "
                    "Options, Authentication."
                ).format(address=without_password(url), authentication=authcfg)
            )
    return request


def _set(request: QNetworkRequest, attribute: str, value: object) -> None:
    # Qt reads a number here, which the enumerations of PyQt 6 are not.
    request.setAttribute(getattr(QNetworkRequest.Attribute, attribute), getattr(value, "value", value))


def _wait(reply: QNetworkReply, feedback: QgsFeedback, url: str, limit: int) -> str:
    """Return when `reply` has ended: an empty text, or the reason why it was ended from here.

    QgsBlockingNetworkRequest would do this, but hangs when it is cancelled before it has begun to wait.
    """
    loop, timer = QEventLoop(), QTimer()
    refusals = [""]

    def refuse(sentence: str) -> None:
        refusals.append(sentence)
        reply.abort()

    def follow(target: QUrl) -> None:
        if target.isEmpty():
            return  # Qt has given up after very many, and says so next
        if may_lead_to(url, target.toString()):
            reply.redirectAllowed.emit()
        else:
            refuse(_unsafe(target.toString()))

    def weigh() -> None:
        if reply.bytesAvailable() > limit:
            refuse(
                tr("{address} holds more than {size} MB, and was not read; check the address.").format(
                    address=without_password(url), size=number(limit / 1e6)
                )
            )

    reply.redirected.connect(follow)
    reply.readyRead.connect(weigh)
    timer.setInterval(POLL_MS)
    timer.timeout.connect(lambda: reply.abort() if feedback.isCanceled() else None)
    timer.start()
    reply.finished.connect(loop.quit)
    if not reply.isFinished():
        loop.exec()
    timer.stop()
    weigh()
    return refusals[-1]


def _error(reply: QNetworkReply) -> QNetworkReply.NetworkError:
    return reply.error()  # type: ignore[operator,no-any-return]  # in Qt 5 a signal has the same name


def _unsafe(url: str) -> str:
    return tr("{address} is not fetched: only addresses that begin with https:// are safe.").format(
        address=without_password(url)
    )


def _failure(reply: QNetworkReply, address: str) -> str:
    reason, advice = _reason(reply), translate(_ADVICE.get(_error(reply), _OTHER_ADVICE))
    if not reason:
        return tr("{address} cannot be fetched; {advice}.").format(address=address, advice=advice)
    return tr("{address} cannot be fetched ({reason}); {advice}.").format(address=address, reason=reason, advice=advice)


def _status(reply: QNetworkReply) -> int:
    return int(reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute) or 0)


def _seconds_to_wait(reply: QNetworkReply) -> float:
    """Return what the header Retry-After says, where that is a number and no date."""
    told = bytes(reply.rawHeader(b"Retry-After")).decode("ascii", "replace").strip()
    return float(told) if told.isdecimal() else 0.0


def _reason(reply: QNetworkReply) -> str:
    status = _status(reply)
    if status >= _FIRST_ERROR or _error(reply) == _Error.NoError:
        return f"{status} {reply.attribute(QNetworkRequest.Attribute.HttpReasonPhraseAttribute) or ''}".strip()
    reason = " ".join(reply.errorString().split()).rstrip(".")
    # Qt may repeat the address, which may hold a password.
    return "" if "@" in reason else reason
