# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters that ``eurosat:classifycanvas`` has besides those of every classification."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterExtent,
    QgsProcessingParameterMapTheme,
    QgsProcessingParameterMultipleLayers,
)

from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.grid_parameters import explained, grid_sentences

LAYERS = "LAYERS"
THEME = "THEME"
EXTENT = "EXTENT"


def canvas_parameters() -> list[QgsProcessingParameterDefinition]:
    """Return the parameters that say what of which map to classify, in the order of the dialog."""
    parameters: list[QgsProcessingParameterDefinition] = [
        QgsProcessingParameterExtent(EXTENT, tr("Extent to classify")),
        QgsProcessingParameterMultipleLayers(
            LAYERS, tr("Layers"), QgsProcessing.SourceType.TypeMapLayer, optional=True
        ),
        QgsProcessingParameterMapTheme(THEME, tr("Map theme"), optional=True),
    ]
    helps = {
        LAYERS: tr("The topmost first. Empty: all that the map shows."),
        THEME: tr("Instead of layers: those of the theme, in its styles."),
    }
    return explained(parameters, helps)


def canvas_sentences() -> dict[str, str]:
    """Return what to say of any parameter that cannot be ``{value!r}``."""
    return {
        EXTENT: tr("EXTENT cannot be {value!r}; give xmin,xmax,ymin,ymax [CRS] or a layer."),
        LAYERS: tr("LAYERS cannot be {value!r}; give layers of the project, or files."),
        THEME: tr("THEME cannot be {value!r}; give the name of a map theme of the project."),
        **grid_sentences(),
    }
