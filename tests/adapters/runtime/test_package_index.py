# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import hashlib
from contextlib import suppress
from threading import Event, Thread

import pytest
from qgis.core import QgsFeedback, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QObject, QThread, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtNetwork import QNetworkProxy

from eurosat_plugin.adapters.runtime import package_index
from eurosat_plugin.adapters.runtime.package_index import PackageIndex
from eurosat_plugin.adapters.web.download import ProxySettings, _wait, download
from eurosat_plugin.adapters.web.web_address import is_safe_address
from eurosat_plugin.core.errors import InstallationError
from tests.wheels import CUT_OFF, MOVED, wheel_content, wheel_name


@pytest.mark.parametrize("form", ["html", "json"])
def test_both_forms_of_a_page_give_name_address_and_sha256(qgis_app, index, form):
    content = wheel_content()
    index.offer({wheel_name(): content}, form=form)

    [link] = PackageIndex(index.url, QgsFeedback()).wheels("onnxruntime")

    assert link.file_name == wheel_name()
    assert link.url == index.url.replace("/simple/", "/files/") + wheel_name()
    assert link.sha256 == hashlib.sha256(content).hexdigest()


def test_the_address_of_an_index_needs_no_slash_at_its_end(qgis_app, index):
    index.offer({wheel_name(): wheel_content()})

    assert PackageIndex(index.url.rstrip("/"), QgsFeedback()).wheels("onnxruntime")


@pytest.mark.parametrize("form", ["html", "json"])
def test_the_wheel_that_is_fetched_is_the_one_that_was_offered(qgis_app, index, form):
    content = wheel_content()
    index.offer({wheel_name(): content}, form=form)
    source = PackageIndex(index.url, QgsFeedback())

    assert source.fetch(source.wheels("onnxruntime")[0]) == content


def test_fetching_in_the_background_tells_the_bytes_that_have_come(qgis_app, qtbot, index):
    content = wheel_content()
    index.offer({wheel_name(): content})
    source = PackageIndex(index.url, QgsFeedback())
    told: list[tuple[int, int]] = []

    def fetch() -> None:
        source.fetch(source.wheels("onnxruntime")[0], lambda received, total: told.append((received, total)))

    thread = Thread(target=fetch)
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=60_000)

    assert told[-1] == (len(content), len(content))


def test_a_file_that_has_moved_is_followed(qgis_app, index):
    index.offer({wheel_name(): wheel_content()})
    index.pages["/elsewhere.whl"] = index.pages[f"/files/{wheel_name()}"]
    index.pages[f"/files/{wheel_name()}"] = (MOVED, b"/elsewhere.whl")
    source = PackageIndex(index.url, QgsFeedback())

    assert source.fetch(source.wheels("onnxruntime")[0]) == wheel_content()


def test_another_file_than_the_index_means_is_thrown_away(qgis_app, index):
    index.offer({wheel_name(): wheel_content()}, sha256="ab" * 32)
    source = PackageIndex(index.url, QgsFeedback())

    with pytest.raises(InstallationError, match="does not match the package index"):
        source.fetch(source.wheels("onnxruntime")[0])


def test_a_file_without_a_sha256_is_not_even_fetched(qgis_app, index):
    index.offer({wheel_name(): wheel_content()}, sha256="")
    source = PackageIndex(index.url, QgsFeedback())

    with pytest.raises(InstallationError, match="gives no sha256"):
        source.fetch(source.wheels("onnxruntime")[0])

    assert index.requests == ["/simple/onnxruntime/"]


def test_an_index_without_the_project_is_told_with_advice(qgis_app, index):
    with pytest.raises(InstallationError, match=r"/simple/onnxruntime/ cannot be fetched.*check the address"):
        PackageIndex(index.url, QgsFeedback()).wheels("onnxruntime")


def test_a_server_that_is_not_there_is_told(qgis_app):
    with pytest.raises(InstallationError, match=r"Connection refused\); check the address and the proxy"):
        PackageIndex("http://127.0.0.1:9/simple/", QgsFeedback()).wheels("onnxruntime")


def test_the_proxy_of_qgis_is_asked_and_its_refusal_told(qgis_app):
    manager = QgsNetworkAccessManager.instance()
    before = manager.fallbackProxy()
    manager.setFallbackProxyAndExcludes(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "127.0.0.1", 9), [], [])

    try:
        with pytest.raises(InstallationError, match=r"check the (address and|connection and) the proxy in Settings"):
            PackageIndex("https://example.invalid/simple/", QgsFeedback()).wheels("onnxruntime")
    finally:
        manager.setFallbackProxyAndExcludes(before, [], [])


@pytest.mark.parametrize(
    "address", ["pypi", "http://example.org/simple/", "ftp://example.org/", "file:///etc/", "https://[::1/", "\ud800"]
)
def test_an_address_that_is_not_safe_is_told(qgis_app, address):
    with pytest.raises(InstallationError, match=r"is not an address that begins with https://"):
        PackageIndex(address, QgsFeedback())


@pytest.mark.parametrize(
    "address", ["https://example.org/", "http://localhost/", "http://127.1.2.3:8/", "http://[::1]/"]
)
def test_https_is_safe_and_so_is_this_computer(address):
    assert is_safe_address(address)


def test_a_password_in_the_address_is_not_repeated(qgis_app):
    with pytest.raises(InstallationError) as caught:
        PackageIndex("http://anna:hush@127.0.0.1:9/simple/", QgsFeedback()).wheels("onnxruntime")

    assert "hush" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


def test_a_cancelled_request_says_so(qgis_app, index):
    index.offer({wheel_name(): wheel_content()})
    feedback = QgsFeedback()
    feedback.cancel()

    with pytest.raises(InstallationError, match="Cancelled"):
        PackageIndex(index.url, feedback).wheels("onnxruntime")


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, r"401 Unauthorized\); the server did not accept the user name and password"),
        (404, r"404 Not Found\); check the address"),
        (500, r"500 Internal Server Error\); the server reports an error of its own; try again later"),
        (503, r"503 Service Unavailable\); the server reports an error of its own; try again later"),
    ],
)
def test_what_the_server_says_is_told_with_what_to_do(qgis_app, index, status, advice):
    index.pages["/simple/onnxruntime/"] = (str(status), b"")

    with pytest.raises(InstallationError, match=advice):
        PackageIndex(index.url, QgsFeedback()).wheels("onnxruntime")


def test_a_connection_that_breaks_off_is_told(qgis_app, index):
    content = wheel_content()
    index.offer({wheel_name(): content})
    index.pages[f"/files/{wheel_name()}"] = (CUT_OFF, content)
    source = PackageIndex(index.url, QgsFeedback())

    with pytest.raises(InstallationError, match="the connection broke off; try again"):
        source.fetch(source.wheels("onnxruntime")[0])


def test_a_proxy_that_was_set_after_a_thread_began_is_used_in_it(qgis_app, qtbot, index):
    index.offer({wheel_name(): wheel_content()})
    main = QgsNetworkAccessManager.instance()
    before = ProxySettings.of_qgis()
    turn, stop = Event(), Event()

    class Worker(QThread):
        def run(self) -> None:
            QgsNetworkAccessManager.instance()  # from now on this thread has one
            turn.set()
            stop.wait(10)
            changed.use_here()
            with suppress(InstallationError):
                PackageIndex("https://index.invalid/simple/", QgsFeedback()).wheels("onnxruntime")

    worker = Worker()
    worker.start()
    qtbot.waitUntil(turn.is_set, timeout=60_000)
    port = int(index.url.split(":")[2].split("/")[0])
    main.setFallbackProxyAndExcludes(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "127.0.0.1", port), [], [])
    try:
        changed = ProxySettings.of_qgis()
        stop.set()
        qtbot.waitUntil(worker.isFinished, timeout=60_000)
    finally:
        before.use_here()

    assert set(index.requests) == {"index.invalid:443"}


@pytest.mark.parametrize("digest", ["", "ab", "é" * 64, "0" * 63, "0x" + "0" * 62])
@pytest.mark.parametrize("form", ["html", "json"])
def test_what_is_no_sha256_counts_as_none(qgis_app, index, digest, form):
    index.offer({wheel_name(): wheel_content()}, sha256=digest, form=form)
    source = PackageIndex(index.url, QgsFeedback())

    with pytest.raises(InstallationError, match="gives no sha256"):
        source.fetch(source.wheels("onnxruntime")[0])

    assert index.requests == ["/simple/onnxruntime/"]


@pytest.mark.parametrize("target", ["http://example.org/a.whl", "file:///etc/passwd"])
def test_a_redirection_to_what_is_not_safe_is_not_followed(qgis_app, index, target):
    index.put_page(target.encode(), MOVED)

    with pytest.raises(InstallationError, match=r"is not fetched|cannot be fetched"):
        PackageIndex(index.url, QgsFeedback()).wheels("onnxruntime")


def test_a_way_through_very_many_addresses_ends(qgis_app, index):
    index.put_page(b"/0", MOVED)
    index.pages |= {f"/{number}": (MOVED, f"/{number + 1}".encode()) for number in range(100)}

    with pytest.raises(InstallationError, match=r"cannot be fetched"):
        PackageIndex(index.url, QgsFeedback()).wheels("onnxruntime")


class GivenUp(QObject):
    """A reply as Qt has it after very many redirections: it names no other address, and has ended."""

    redirected, readyRead, finished = pyqtSignal(QUrl), pyqtSignal(), pyqtSignal()

    def isFinished(self) -> bool:
        return False

    def bytesAvailable(self) -> int:
        return 0

    def abort(self) -> None:
        self.finished.emit()


def test_where_qt_has_given_up_no_address_is_blamed(qgis_app):
    reply = GivenUp()
    QTimer.singleShot(0, lambda: (reply.redirected.emit(QUrl()), reply.finished.emit()))

    assert _wait(reply, QgsFeedback(), "https://index.example/simple/", 1000) == ""


@pytest.mark.parametrize("status", ["304", "300"])
def test_an_answer_without_content_is_none(qgis_app, index, status):
    index.put_page(b"", status)

    with pytest.raises(InstallationError, match=rf"cannot be fetched \({status}.*check the address"):
        PackageIndex(index.url, QgsFeedback()).wheels("onnxruntime")


def test_a_redirection_to_itself_ends(qgis_app, index):
    index.put_page(b"/simple/onnxruntime/", MOVED)

    with pytest.raises(InstallationError, match=r"cannot be fetched|is not a page"):
        PackageIndex(index.url, QgsFeedback()).wheels("onnxruntime")


@pytest.mark.parametrize("address", ["http://example.org/a.whl", "file:///etc/passwd"])
def test_a_link_to_what_is_not_safe_is_not_followed(qgis_app, index, address):
    page = f'<a href="{address}#sha256={"0" * 64}">x</a><a href="{address}.whl#sha256={"0" * 64}">x</a>'
    index.put_page(page.encode())
    source = PackageIndex(index.url, QgsFeedback())

    with pytest.raises(InstallationError, match=r"is not fetched: only addresses that begin with https"):
        source.fetch(source.wheels("onnxruntime")[0])


def test_a_page_without_end_is_not_read_to_its_end(qgis_app, index, monkeypatch):
    monkeypatch.setattr(package_index, "PAGE_LIMIT", 2_000_000)
    index.put_page(b"<a " * 1_000_000)

    with pytest.raises(InstallationError, match=r"holds more than 2 MB, and was not read"):
        PackageIndex(index.url, QgsFeedback()).wheels("onnxruntime")


def test_a_file_as_large_as_the_limit_is_read(qgis_app, index):
    index.pages["/file"] = ("text/plain", b"x" * 1000)
    address = index.url.replace("/simple/", "/file")

    assert len(download(address, QgsFeedback(), limit=1000)) == 1000
    with pytest.raises(InstallationError, match="holds more than"):
        download(address, QgsFeedback(), limit=999)
