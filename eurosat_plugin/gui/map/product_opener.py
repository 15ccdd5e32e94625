# SPDX-License-Identifier: GPL-2.0-or-later
"""Open a Sentinel-2 product: chosen in a dialog or dropped on QGIS, it becomes a layer in natural colours."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsSettings
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QFileDialog

from eurosat_plugin.adapters.raster.product_layer import ProductImage, product_layer, read_product
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.gui.background_job import BackgroundJob

FOLDER_KEY = "eurosat/product_folder"
"""Setting: where a product was opened last."""

PATTERNS = ("*.zip", "MTD_*.xml", "S2*_MTD_*.xml", "manifest.safe", "*.jp2", "*.tif", "*.tiff", "*.dim")
"""Of files that a product is opened by; a dialog for files shows no folders to choose."""


class ProductOpener(QObject):
    """Adds products to the project; what is read of them is read in the background."""

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._jobs: list[BackgroundJob] = []

    def choose(self) -> None:
        """Ask for a product and open it."""
        settings = QgsSettings()
        path, _ = QFileDialog.getOpenFileName(
            self._iface.mainWindow(),
            self.tr("Open Sentinel-2 Product"),
            settings.value(FOLDER_KEY, "", str),
            f"{self.tr('Sentinel-2 products: archive, metadata or a band')} ({' '.join(PATTERNS)});;"
            f"{self.tr('All files')} (*)",
        )
        if path:
            settings.setValue(FOLDER_KEY, str(Path(path).parent))
            self.open(Path(path))

    def open(self, path: Path) -> None:
        """Add the product at `path` to the project."""
        job = BackgroundJob(
            self.tr("Opening {name}").format(name=path.name),
            lambda job: _look(path, job),
            lambda found: self._add(found),
        )
        self._jobs = [other for other in self._jobs if not other.over] + [job]
        job.start()

    def shut_down(self) -> None:
        """Open no more: the code is about to go."""
        for job in self._jobs:
            job.stop()
            job.wait()

    def _add(self, found: ProductImage | str | None) -> None:
        if isinstance(found, ProductImage):
            layer = product_layer(found)
            QgsProject.instance().addMapLayer(layer)
            self._iface.setActiveLayer(layer)
            return
        sentence = found or self.tr("The product could not be read; download it again.")
        self._iface.messageBar().pushMessage(self.tr("EuroSAT Land Cover"), sentence, Qgis.MessageLevel.Warning)


def _look(path: Path, job: BackgroundJob) -> ProductImage | str | None:
    """Return the product at `path`, or the sentence that says why it cannot be opened."""
    try:
        return read_product(path, job.isCanceled)
    except InputError as error:
        return str(error)
