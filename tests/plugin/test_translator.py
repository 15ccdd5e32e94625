# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin in the language of QGIS: French where QGIS is French, English where there is no translation."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTranslator
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QLabel

from eurosat_plugin import classFactory
from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.gui.diagnostics.bug_report import bug_report
from eurosat_plugin.gui.diagnostics.diagnostics import DiagnosticsDialog
from eurosat_plugin.gui.settings.preferences import Preferences
from eurosat_plugin.gui.settings.settings_dialog import SettingsDialog
from eurosat_plugin.paths import package_folder
from eurosat_plugin.processing.class_statistics import ClassStatisticsAlgorithm
from eurosat_plugin.processing.classify_canvas import ClassifyCanvasAlgorithm
from eurosat_plugin.processing.classify_raster import ClassifyRasterAlgorithm
from eurosat_plugin.processing.provider import EuroSatProvider
from eurosat_plugin.translator import install_translator, remove_translator
from tests.package_messages import package_messages
from tests.stock_qgis import StockQgis

ALGORITHMS = (ClassifyRasterAlgorithm, ClassifyCanvasAlgorithm, ClassStatisticsAlgorithm)


@pytest.fixture
def load(desktop: QObject, set_locale: Callable[[str], None]) -> Iterator[Callable[[str], QObject]]:
    """Return what loads the plugin in a language; it is unloaded after the test."""
    loaded = []

    def load(locale: str) -> QObject:
        set_locale(locale)
        loaded.append(classFactory(desktop))
        loaded[-1].initGui()
        return loaded[-1]

    yield load
    for plugin in loaded:
        plugin.unload()


def _texts(desktop: QObject) -> dict[str, str]:
    actions = desktop.window.findChildren(QAction)
    return {action.objectName(): action.text() for action in actions if action.objectName().startswith("eurosat")}


def _label() -> str:
    return QCoreApplication.translate("EuroSat", "Classify raster")


def test_the_actions_are_french_in_a_french_qgis(desktop, load):
    load("fr")

    assert _texts(desktop)["eurosatClassifyRectangle"] == "Classer un rectangle"
    assert _texts(desktop)["eurosatSettings"] == "Paramètres de classification…"


def test_a_french_qgis_of_another_country_is_french_too(desktop, load):
    load("fr_CA")

    assert _texts(desktop)["eurosatClassifyLayer"] == "Classer la couche"


@pytest.mark.parametrize("locale", ["de", "en_GB", "C"])
def test_the_actions_are_english_where_there_is_no_translation(desktop, load, locale):
    load(locale)

    assert _texts(desktop)["eurosatClassifyRectangle"] == "Classify Rectangle"


def test_the_dock_is_french_in_a_french_qgis(desktop, load, qtbot):
    load("fr")
    dock = desktop.window.findChild(QDockWidget, "EuroSatHistogramDock")

    dock.show()
    qtbot.waitUntil(lambda: dock.findChild(QLabel, "EuroSatEmpty") is not None, timeout=60_000)

    assert dock.windowTitle() == "Histogramme de l’occupation du sol"
    assert dock.findChild(QLabel, "EuroSatEmpty").text().startswith("Sélectionnez une couche classée")


def test_the_page_of_the_options_is_french_in_a_french_qgis(desktop, load):
    load("fr")

    assert [factory.title() for factory in desktop.options] == ["EuroSAT – Occupation du sol"]


def test_the_algorithms_are_french_in_a_french_qgis(desktop, load):
    load("fr")

    algorithm = ClassifyRasterAlgorithm().create()

    descriptions = {each.name(): each.description() for each in algorithm.parameterDefinitions()}
    assert algorithm.displayName() == "Classer un raster"
    assert algorithm.group() == "Occupation du sol"
    assert algorithm.shortHelpString().startswith("Découpe une image Sentinel-2 en tuiles")
    assert descriptions["INPUT"] == "Image Sentinel-2"
    assert descriptions["EDGE"] == "Tuiles au bord"


def test_what_models_and_scripts_name_stays_the_same_in_every_language(set_locale):
    def names() -> list[object]:
        made = [kind().create() for kind in ALGORITHMS]
        parameters = [each for algorithm in made for each in algorithm.parameterDefinitions()]
        return [
            [(algorithm.name(), algorithm.groupId()) for algorithm in made],
            [(each.name(), each.options() if each.type() == "enum" else None) for each in parameters],
            [output.name() for algorithm in made for output in algorithm.outputDefinitions()],
        ]

    english = names()
    set_locale("fr")
    translator = install_translator()
    french = names()
    remove_translator(translator)

    assert french == english


def test_unloading_takes_the_translation_away(desktop, set_locale):
    english = _label()
    set_locale("fr")
    plugin = classFactory(desktop)
    plugin.initGui()
    french = _label()

    plugin.unload()

    assert (english, french, _label()) == ("Classify raster", "Classer un raster", "Classify raster")


def test_without_a_desktop_the_plugin_is_french_too(set_locale):
    set_locale("fr")
    plugin = classFactory(None)

    plugin.initProcessing()
    french = _label()
    plugin.unload()

    assert (french, _label()) == ("Classer un raster", "Classify raster")


def test_no_translator_is_installed_where_there_is_no_translation(set_locale):
    set_locale("de")

    assert install_translator() is None


class Listener(QTranslator):
    """Hears what the package looks up, and with which context."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def translate(self, context: str, source: str, comment: str | None = None, n: int = -1) -> str | None:
        caller = Path(sys._getframe(1).f_code.co_filename)
        # Widgets of Qt and QGIS look up their own strings while the package makes them.
        if package_folder() in caller.parents and not context.startswith("Q"):
            self.asked.add((context, source))
        return None


def test_what_is_looked_up_at_run_time_is_what_was_extracted(desktop, set_locale, qtbot):
    set_locale("C")
    listener = Listener()
    QCoreApplication.installTranslator(listener)
    plugin = classFactory(desktop)

    plugin.initGui()
    for name in ("eurosatShowHistogram", "eurosatClassifyRectangle"):
        desktop.window.findChild(QAction, name).trigger()
    desktop.window.findChild(QDockWidget, "EuroSatHistogramDock").refresh()
    page = desktop.options[0].createWidget(None)
    dialogs = [SettingsDialog(Preferences()), DiagnosticsDialog(None)]
    provider = EuroSatProvider()
    made = [kind().create() for kind in ALGORITHMS]
    plugin.unload()
    QCoreApplication.removeTranslator(listener)
    for widget in (page, *dialogs):
        widget.deleteLater()

    extracted = {(message.context, message.source) for message in package_messages()}
    assert provider.name()
    assert made
    assert listener.asked - extracted == set()
    assert len({context for context, _ in listener.asked}) > 10


def test_the_bug_report_is_english_in_every_language(set_locale):
    english = bug_report(None)
    set_locale("fr")
    translator = install_translator()

    french = bug_report(None)

    remove_translator(translator)
    assert [line for line in french.splitlines() if "Language" not in line] == [
        line for line in english.splitlines() if "Language" not in line
    ]


def _name_on_the_command_line(stock: StockQgis) -> str:
    told = json.loads(stock("help", "eurosat:classifyraster"))
    return f"{told['algorithm_details']['name']}: {told['parameters']['INPUT']['description']}"


def test_the_command_line_is_french_with_a_french_profile(stock_qgis: StockQgis, tmp_path: Path) -> None:
    stock = stock_qgis.copy(tmp_path)
    [settings] = (tmp_path / "profile").rglob("QGIS3.ini")
    settings.write_text(settings.read_text() + "\n[locale]\nuserLocale=fr\noverrideFlag=true\n")

    assert _name_on_the_command_line(stock) == "Classer un raster: Image Sentinel-2"


def test_the_command_line_is_french_in_a_french_environment(
    stock_qgis: StockQgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    stock = stock_qgis.copy(tmp_path)

    assert _name_on_the_command_line(stock) == "Classer un raster: Image Sentinel-2"


def test_the_classes_are_french_in_dock_panel_and_messages(set_locale):
    set_locale("fr")
    translator = install_translator()

    names = [class_name(land_cover) for land_cover in CLASSES]

    remove_translator(translator)
    assert names[0] == "Culture annuelle"
    assert names[-1] == "Mer ou lac"
    assert not {land_cover.name for land_cover in CLASSES} & set(names)
