# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's strings in the language of QGIS, where there is a translation; otherwise they stay English."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from eurosat_plugin.core.translation import CONTEXT, Language, set_language
from eurosat_plugin.paths import package_folder


def install_translator() -> QTranslator | None:
    """Translate all that is said from now on; return what is to be removed by :func:`remove_translator`.

    The language is the one that QGIS itself is shown in: the one of its settings, or else the system's. Numbers are
    written as QGIS writes them.
    """
    translator = QTranslator()
    locale = QLocale(QgsApplication.locale())
    # A locale such as fr_CA takes the French translation.
    found = translator.load(locale, "eurosat", "_", str(package_folder() / "i18n"))
    if found:
        QCoreApplication.installTranslator(translator)
    set_language(Language(locale.name().partition("_")[0] if found else "en", _translate, _number))
    return translator if found else None


def remove_translator(translator: QTranslator | None) -> None:
    """Undo :func:`install_translator`."""
    set_language(None)
    if translator is not None:
        QCoreApplication.removeTranslator(translator)


def _translate(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def _number(value: float, decimals: int) -> str:
    return QLocale().toString(float(value), "f", decimals)
