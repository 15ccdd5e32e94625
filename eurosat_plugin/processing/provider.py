# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processing provider ``eurosat``."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from eurosat_plugin.paths import icon_path, plugin_version
from eurosat_plugin.processing.accuracy_assessment import AccuracyAssessmentAlgorithm
from eurosat_plugin.processing.class_statistics import ClassStatisticsAlgorithm
from eurosat_plugin.processing.classify_canvas import ClassifyCanvasAlgorithm
from eurosat_plugin.processing.classify_raster import ClassifyRasterAlgorithm
from eurosat_plugin.processing.classify_scenes import ClassifyScenesAlgorithm
from eurosat_plugin.processing.compare_grids import CompareAlgorithm
from eurosat_plugin.processing.composition import CompositionAlgorithm
from eurosat_plugin.processing.grid_to_raster import GridToRasterAlgorithm
from eurosat_plugin.processing.open_run import OpenRunAlgorithm
from eurosat_plugin.processing.sample_tiles import SampleTilesAlgorithm
from eurosat_plugin.processing.search_scenes import SearchScenesAlgorithm


class EuroSatProvider(QgsProcessingProvider):
    """Registers the algorithms under the id ``eurosat``."""

    def loadAlgorithms(self) -> None:
        """Add every algorithm; Processing calls this when the provider is registered."""
        self.addAlgorithm(ClassifyRasterAlgorithm())
        self.addAlgorithm(ClassStatisticsAlgorithm())
        self.addAlgorithm(ClassifyCanvasAlgorithm())
        self.addAlgorithm(CompositionAlgorithm())
        self.addAlgorithm(SampleTilesAlgorithm())
        self.addAlgorithm(AccuracyAssessmentAlgorithm())
        self.addAlgorithm(SearchScenesAlgorithm())
        self.addAlgorithm(CompareAlgorithm())
        self.addAlgorithm(GridToRasterAlgorithm())
        self.addAlgorithm(ClassifyScenesAlgorithm())
        self.addAlgorithm(OpenRunAlgorithm())

    def id(self) -> str:
        """Return the prefix of the algorithm ids."""
        return "eurosat"

    def name(self) -> str:
        """Return the name in the toolbox."""
        return self.tr("EuroSAT Land Cover")

    def longName(self) -> str:
        """Return the name with the version."""
        return self.tr("EuroSAT Land Cover ({version})").format(version=plugin_version())

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(icon_path("icon.svg"))
