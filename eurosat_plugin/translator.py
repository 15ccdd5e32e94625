# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's strings in the language of QGIS, where there is a translation; otherwise they stay English."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from eurosat_plugin.paths import package_folder


def install_translator() -> QTranslator | None:
    """Translate all that is said from now on; return what is to be removed by :func:`remove_translator`.

    The language is the one that QGIS itself is shown in: the one of its settings, or else the system's.
    """
    translator = QTranslator()
    # A locale such as fr_CA takes the French translation.
    if not translator.load(QLocale(QgsApplication.locale()), "eurosat", "_", str(package_folder() / "i18n")):
        return None
    QCoreApplication.installTranslator(translator)
    return translator


def remove_translator(translator: QTranslator | None) -> None:
    """Undo :func:`install_translator`."""
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
