# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import hashlib
import platform
from pathlib import Path

import numpy as np
import pytest
from qgis.core import Qgis
from qgis.PyQt.QtCore import qVersion
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QPlainTextEdit, QPushButton

from eurosat_plugin.adapters.runtime.runtime_folder import Receipt, RuntimeFolder
from eurosat_plugin.gui.diagnostics.bug_report import LOG_LINES, bug_report, without_personal
from eurosat_plugin.gui.diagnostics.diagnostics import DiagnosticsDialog
from eurosat_plugin.gui.runs.last_run import LastRun
from eurosat_plugin.paths import model_path, plugin_version

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RuntimeFolder:
    place = RuntimeFolder(tmp_path / "profile")
    monkeypatch.setattr(RuntimeFolder, "of_profile", lambda: place)
    return place


def test_the_report_tells_the_versions():
    report = bug_report(None)

    for line in (
        f"- EuroSAT Land Cover: {plugin_version()}",
        f"- QGIS: {Qgis.version()}",
        f"- Qt: {qVersion()}",
        f"- Python: {platform.python_version()}",
        f"- numpy: {np.__version__}",
        "- GDAL: ",
    ):
        assert line in report


def test_the_report_tells_which_model_it_is():
    digest = hashlib.sha256(model_path("fast").read_bytes()).hexdigest()

    assert f"sha256 {digest}" in bug_report(None)


def test_the_report_tells_where_onnxruntime_comes_from(place):
    assert "- onnxruntime in the profile: no" in bug_report(None)
    folder = place.new()
    folder.mkdir(parents=True)
    place.keep(Receipt("1.31.1", "a.whl", "ab", "https://pypi.org/simple/", folder.name, "process", 2.0))

    expected = "- onnxruntime in the profile: 1.31.1 (a.whl from https://pypi.org/simple/, tried in: process, 2.00"
    assert expected in bug_report(None)


def test_the_report_tells_why_onnxruntime_could_not_be_loaded(monkeypatch):
    # Another test in this process may have loaded the real one.
    monkeypatch.setattr("eurosat_plugin.gui.diagnostics.bug_report.loaded_onnxruntime", lambda: None)
    monkeypatch.setattr("eurosat_plugin.gui.diagnostics.bug_report.import_problem", lambda: "DLL load failed")

    assert "- onnxruntime loaded: no (DLL load failed)" in bug_report(None)


def test_without_a_run_the_report_says_so():
    assert "None since the plugin was loaded." in bug_report(None)


def test_the_last_run_is_told_with_its_log():
    run = LastRun("failed: No pixel.", {"STRIDE": "64"}, {"TILE_COUNT": 4}, "first line\nlast line\n")

    report = bug_report(run)

    assert "Ended: failed: No pixel." in report
    assert "- STRIDE: 64" in report
    assert "- TILE_COUNT: 4" in report
    assert report.endswith("```text\nfirst line\nlast line\n```\n")


def test_of_a_long_log_the_end_is_kept():
    lines = [f"line {number}" for number in range(LOG_LINES + 30)]

    report = bug_report(LastRun("succeeded", log="\n".join(lines)))

    assert "(30 lines left out)" in report
    assert "line 29\n" not in report
    assert "line 30\n" in report


def test_the_home_folder_is_not_told():
    home = str(Path.home())
    run = LastRun(
        "succeeded", {"INPUT": f"{home}/scenes/a.tif"}, {}, f"Reading '{home}/scenes/a.tif' and file://{home}/b"
    )

    report = bug_report(run)

    assert f"{home}/" not in report
    assert "- INPUT: ~/scenes/a.tif" in report
    assert "Reading '~/scenes/a.tif' and file://~/b" in report


def test_a_folder_that_only_begins_like_the_home_folder_is_left_alone(monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/srv/people/ann"))

    assert without_personal("/srv/people/anna/a.tif /srv/people/ann/b.tif") == "/srv/people/anna/a.tif ~/b.tif"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://anna:hush@example.org/wms", "https://example.org/wms"),
        ("dbname=gis user=anna password='hush hush' table=a", "dbname=gis user=anna password=… table=a"),
        ("url=https://example.org?TOKEN=hush&layers=b", "url=https://example.org?TOKEN=…&layers=b"),
        ("authcfg=ab12cd3 crs=EPSG:3857", "authcfg=… crs=EPSG:3857"),
    ],
)
def test_passwords_are_not_told(text, expected):
    assert without_personal(text) == expected


def test_the_dialog_shows_the_report_and_copies_what_it_shows(qtbot):
    dialog = DiagnosticsDialog(LastRun("succeeded", log="a line"))
    qtbot.addWidget(dialog)
    dialog.show()

    dialog.findChild(QPushButton, "EuroSatCopyReport").click()

    shown = dialog.findChild(QPlainTextEdit, "EuroSatReport").toPlainText()
    assert "a line" in shown
    assert QGuiApplication.clipboard().text() == shown
