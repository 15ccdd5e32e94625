# SPDX-License-Identifier: GPL-2.0-or-later
"""All that lives as long as QGIS does, or the plugin, and that tests change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from osgeo import gdal
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QLocale

from eurosat_plugin.adapters.raster.remote_block_store import empty_store
from eurosat_plugin.core.network.onnxruntime_search import look_for_onnxruntime, note_import
from eurosat_plugin.core.translation import set_language


@contextmanager
def forget_the_last_one() -> Iterator[None]:
    """Leave settings, project, language, numbers, search for onnxruntime and blocks of images as they were at first."""
    numbers, exceptions = QLocale(), gdal.GetUseExceptions()
    yield
    QgsSettings().remove("eurosat")
    if not _is_new(QgsProject.instance()):
        QgsProject.instance().clear()
    QLocale.setDefault(numbers)
    set_language(None)
    look_for_onnxruntime(None)
    note_import("")
    empty_store()
    if not exceptions:
        gdal.DontUseExceptions()


def _is_new(project: QgsProject) -> bool:
    """Tell whether nothing was done in `project`: to clear it costs more than most tests do."""
    themes = project.mapThemeCollection().mapThemes()
    return not (
        project.isDirty() or project.fileName() or project.count() or project.layerTreeRoot().children() or themes
    )
