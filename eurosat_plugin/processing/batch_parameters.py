# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters of ``eurosat:classifyscenes``: which images, how to classify them, and where the run lies."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing import classify_parameters, grid_parameters
from eurosat_plugin.processing.grid_parameters import advanced, explained

SCENES = "SCENES"
IMAGES = "IMAGES"
EXTENT = classify_parameters.EXTENT
AUTH = classify_parameters.AUTH
RASTERS = "RASTERS"
PLAN_ONLY = "PLAN_ONLY"
FOLDER = "FOLDER"
INDEX = "INDEX"
REPORT_FILE = "REPORT"
PLANNED_COUNT, DONE_COUNT, REFUSED_COUNT = "PLANNED_COUNT", "DONE_COUNT", "REFUSED_COUNT"

CHOICES = ("RADIOMETRY", "STRIDE", "EDGE", "MODEL", "BACKEND")
NUMBERS = ("OFFSET", "SCALE", "MIN_CONFIDENCE")
FLAGS = ("TTA", "PROBABILITIES")
MODEL_FILE = "MODEL_FILE"
"""Settings of ``eurosat:classifyraster`` that hold for all images, by what kind of value they have."""

_ORDER = (
    EXTENT, "RADIOMETRY", "OFFSET", "SCALE", AUTH, "STRIDE", "TTA", "MIN_CONFIDENCE", "EDGE", "MODEL", MODEL_FILE,
    "BACKEND", "PROBABILITIES",
)  # fmt: skip


def batch_parameters() -> list[QgsProcessingParameterDefinition]:
    """Return the parameters in the order of the dialog."""
    polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
    shared = {
        parameter.name(): parameter
        for parameter in (*classify_parameters.image_parameters(), *grid_parameters.grid_parameters())
    }
    own = [
        QgsProcessingParameterFeatureSource(SCENES, tr("Footprints of scenes"), polygons, None, optional=True),
        QgsProcessingParameterFile(
            IMAGES,
            tr("Folder of images"),
            QgsProcessingParameterFile.Behavior.Folder,
            optional=True,
        ),
    ]
    written = [
        advanced(QgsProcessingParameterBoolean(RASTERS, tr("Raster of the classes beside each grid"), False)),
        advanced(QgsProcessingParameterBoolean(PLAN_ONLY, tr("Only write the plan, for the command line"), False)),
        QgsProcessingParameterFolderDestination(FOLDER, tr("Folder of the run")),
    ]
    return [*explained(own, _helps()), *(shared[name] for name in _ORDER), *explained(written, _helps())]


def batch_outputs() -> list[QgsProcessingOutputDefinition]:
    """Return the outputs beside the folder."""
    return [
        QgsProcessingOutputVectorLayer(INDEX, tr("Footprints of what is done")),
        QgsProcessingOutputHtml(REPORT_FILE, tr("Report")),
        QgsProcessingOutputNumber(PLANNED_COUNT, tr("Images planned")),
        QgsProcessingOutputNumber(DONE_COUNT, tr("Images done")),
        QgsProcessingOutputNumber(REFUSED_COUNT, tr("Images given up")),
    ]


def batch_sentences() -> dict[str, str]:
    """Return what to say of any parameter that cannot be ``{value!r}``."""
    return {
        **classify_parameters.image_sentences(),
        SCENES: tr("There is no layer {value!r}; choose the layer that Search Sentinel-2 scenes has written."),
        IMAGES: tr("IMAGES cannot be {value!r}; give a folder of images."),
        FOLDER: tr("FOLDER cannot be {value!r}; give the path of a folder."),
    }


def _helps() -> dict[str, str]:
    return {
        SCENES: tr(
            "The layer that Search Sentinel-2 scenes has written, or the selected ones of it. Each scene becomes a "
            "grid; set the extent, or whole scenes are fetched."
        ),
        IMAGES: tr(
            "Images and .SAFE folders in it, not those in folders below. With neither footprints nor a folder, the "
            "plan that lies in the folder of the run goes on."
        ),
        RASTERS: tr("A GeoTIFF of the classes with colours and names for each scene."),
        PLAN_ONLY: tr(
            "Nothing is classified: “python3 -m eurosat_batch run FOLDER” does that, in several processes or on a "
            "cluster, and either goes on with what the other has begun."
        ),
        FOLDER: tr(
            "For all results: an empty folder, or the folder of a run. Of a run only what is missing is done, no "
            "matter where it was begun."
        ),
    }
