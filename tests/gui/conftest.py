# SPDX-License-Identifier: GPL-2.0-or-later
"""Classified grids, rasters, a dock and a stand-in for the classifying algorithm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterRasterLayer,
    QgsProcessingProvider,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QLocale, QVariant

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.gui.dock.dock import HistogramDock
from eurosat_plugin.translator import install_translator, remove_translator
from tests.gui.docks import Run
from tests.gui.task_threads import forgetful_manager, full_pool

__all__ = ["forgetful_manager", "full_pool"]

TILE_HA = 40.96
"""640 m by 640 m."""

GridTileValues = tuple[Any, float, str]
"""Class key or None, confidence, flag."""


def fill_grid(sink: QgsFeatureSink, fields: QgsFields, tiles: list[GridTileValues], more: Sequence[float] = ()) -> None:
    """Add one feature of `TILE_HA` hectares for each of `tiles`, with the same `more` values in each."""
    for key, confidence, flag in tiles:
        feature = QgsFeature(fields)
        feature.setAttributes([key, confidence, TILE_HA, flag, *more])
        sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)


@pytest.fixture(params=["en", "fr"])
def language(
    request: pytest.FixtureRequest, qgis_app: QgsApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Translate the plugin, and write numbers, as for a person of that language; return it."""
    monkeypatch.setattr(QgsApplication, "locale", staticmethod(lambda: request.param))
    translator = install_translator()
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)
    remove_translator(translator)


@pytest.fixture
def make_grid(qgis_new_project: None) -> Callable[..., QgsVectorLayer]:
    """Return a maker of classified grids that are already in the project."""

    def make(tiles: list[GridTileValues], name: str = "Land cover of scene") -> QgsVectorLayer:
        definition = "field=class_key:string&field=confidence:double&field=area_ha:double&field=flag:string"
        layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&{definition}", name, "memory")
        fill_grid(layer.dataProvider(), layer.fields(), tiles)
        layer.updateExtents()
        QgsProject.instance().addMapLayer(layer)
        return layer

    return make


@pytest.fixture
def make_raster(qgis_new_project: None, tmp_path: Path) -> Callable[..., QgsRasterLayer]:
    """Return a maker of three-band rasters of 128 by 128 pixels of 10 m that are already in the project."""

    def make(name: str = "scene") -> QgsRasterLayer:
        path = str(tmp_path / f"{name}.tif")
        dataset = gdal.GetDriverByName("GTiff").Create(path, 128, 128, 3, gdal.GDT_UInt16)
        dataset.SetGeoTransform((500_000, 10, 0, 5_001_280, 0, -10))
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(32633)
        dataset.SetProjection(reference.ExportToWkt())
        for band in (1, 2, 3):
            dataset.GetRasterBand(band).WriteArray(np.arange(128 * 128, dtype=np.uint16).reshape(128, 128))
        dataset.FlushCache()
        del dataset
        layer = QgsRasterLayer(path, name)
        QgsProject.instance().addMapLayer(layer)
        return layer

    return make


@pytest.fixture
def elevation(qgis_new_project: None, make_raster: Callable[..., QgsRasterLayer], tmp_path: Path) -> QgsRasterLayer:
    """Return a raster of one band, on the map, which is no Sentinel-2 image."""
    path = str(tmp_path / "elevation.tif")
    source = make_raster("three bands")
    gdal.Translate(path, source.source(), bandList=[1])
    QgsProject.instance().removeMapLayer(source.id())
    layer = QgsRasterLayer(path, "elevation")
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def make_bands(qgis_new_project: None, make_raster: Callable[..., QgsRasterLayer], tmp_path: Path):
    """Return a maker of the bands of an image, each a file and a layer of the project by itself."""

    def make(
        folder: str = "", date: str = "20200115T100159", bands: Sequence[str] = ("B04", "B03", "B02")
    ) -> dict[str, QgsRasterLayer]:
        source = make_raster("three bands")
        QgsProject.instance().removeMapLayer(source.id())
        (tmp_path / folder).mkdir(exist_ok=True)
        layers = {}
        for band in bands:
            path = str(tmp_path / folder / f"T33TUN_{date}_{band}_10m.tif")
            gdal.Translate(path, str(tmp_path / "three bands.tif"), bandList=[1])
            layers[band] = QgsRasterLayer(path, Path(path).stem)
        QgsProject.instance().addMapLayers(list(layers.values()))
        return layers

    return make


class Stamp(QgsProcessingLayerPostProcessorInterface):
    """Leaves a trace on the layer, as the real one leaves a style."""

    def postProcessLayer(self, layer: Any, context: Any, feedback: Any) -> None:
        layer.setCustomProperty("eurosat/style", "stamped")


class StandInAlgorithm(QgsProcessingAlgorithm):
    """Does what `behaviour` says in place of classifying; shared so that tests can set it."""

    behaviour: ClassVar[Callable[[QgsProcessingFeedback], None]] = staticmethod(lambda feedback: None)
    refusal = ""
    unprepared = ""
    tiles: ClassVar[list[GridTileValues]] = []
    probabilities: ClassVar[list[float]] = [0.1, 0.6, 0.0, 0.0, 0.0, 0.3, 0.0, 0.0, 0.0, 0.0]
    extents: ClassVar[list[QgsRectangle]] = []

    def createInstance(self) -> StandInAlgorithm:
        return type(self)()

    def name(self) -> str:
        return "classifyraster"

    def displayName(self) -> str:
        return "Stand-in"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(QgsProcessingParameterRasterLayer("INPUT", "Raster", optional=True))
        self.addParameter(QgsProcessingParameterBoolean("PROBABILITIES", "Probabilities", False))
        self.addParameter(QgsProcessingParameterExtent("EXTENT", "Extent", optional=True))
        self.addParameter(
            QgsProcessingParameterFeatureSink("OUTPUT", "Grid", QgsProcessing.SourceType.TypeVectorPolygon)
        )

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        if self.refusal:
            return False, self.refusal
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters: Any, context: Any, feedback: QgsProcessingFeedback) -> bool:
        if self.unprepared:
            raise QgsProcessingException(self.unprepared)
        layer = self.parameterAsRasterLayer(parameters, "INPUT", context)
        self.crs = QgsCoordinateReferenceSystem("EPSG:32633") if layer is None else layer.crs()
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        type(self).extents.append(self.parameterAsExtent(parameters, "EXTENT", context, self.crs))
        self.behaviour(feedback)
        fields = QgsFields()
        for name, kind in (
            ("class_key", QVariant.Type.String),
            ("confidence", QVariant.Type.Double),
            ("area_ha", QVariant.Type.Double),
            ("flag", QVariant.Type.String),
        ):
            fields.append(QgsField(name, kind))
        more: list[float] = []
        if self.parameterAsBoolean(parameters, "PROBABILITIES", context):
            more = self.probabilities
            for land_cover in CLASSES:
                fields.append(QgsField(f"p_{land_cover.key}", QVariant.Type.Double))
        sink, reference = self.parameterAsSink(
            parameters, "OUTPUT", context, fields, QgsWkbTypes.Type.Polygon, self.crs
        )
        fill_grid(sink, fields, self.tiles, more)
        if context.willLoadLayerOnCompletion(reference):
            self.stamp = Stamp()
            context.layerToLoadOnCompletionDetails(reference).setPostProcessor(self.stamp)
        if not self.tiles:
            return {"OUTPUT": reference, "TILE_COUNT": 5, "SKIPPED_COUNT": 5}
        return {
            "OUTPUT": reference,
            "TILE_COUNT": len(self.tiles) + 1,
            "SKIPPED_COUNT": 1,
            "DOMINANT_CLASS": "Forest",
            "DOMINANT_SHARE": 0.75,
            "UNCERTAIN_COUNT": 1,
        }


class CanvasStandIn(StandInAlgorithm):
    """The same for the map as displayed."""

    def name(self) -> str:
        return "classifycanvas"


class StandInProvider(QgsProcessingProvider):
    """Holds the stand-in under an id of its own, beside the real provider."""

    def id(self) -> str:
        return "eurosatstandin"

    def name(self) -> str:
        return "EuroSAT stand-in"

    def loadAlgorithms(self) -> None:
        self.addAlgorithm(StandInAlgorithm())
        self.addAlgorithm(CanvasStandIn())


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[StandInAlgorithm]]:
    """Register the stand-in, let the controller use it and return its class to be told what to do."""
    provider = StandInProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    monkeypatch.setattr(
        "eurosat_plugin.gui.runs.classification_target.RASTER_ALGORITHM", "eurosatstandin:classifyraster"
    )
    monkeypatch.setattr(
        "eurosat_plugin.gui.runs.classification_target.CANVAS_ALGORITHM", "eurosatstandin:classifycanvas"
    )
    monkeypatch.setattr(StandInAlgorithm, "behaviour", staticmethod(lambda feedback: None))
    monkeypatch.setattr(StandInAlgorithm, "refusal", "")
    monkeypatch.setattr(StandInAlgorithm, "unprepared", "")
    monkeypatch.setattr(StandInAlgorithm, "tiles", [("Forest", 0.9, "")] * 3 + [("River", 0.5, "uncertain")])
    monkeypatch.setattr(StandInAlgorithm, "extents", [])
    yield StandInAlgorithm
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture
def dock(qtbot) -> Iterator[HistogramDock]:
    """Return a dock that is shown, in English."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    dock = HistogramDock()
    qtbot.addWidget(dock)
    dock.show()
    dock.refresh()
    yield dock
    dock.shut_down()
    QLocale.setDefault(before)


@pytest.fixture
def run(dock: HistogramDock) -> Iterator[Run]:
    """Return a run that goes on in the dock."""
    run = Run()
    dock.show_run(run)
    yield run
    run.ended.emit()
