# SPDX-License-Identifier: GPL-2.0-or-later
"""The worked example of docs/assessment.md: ``python -m scripts.assessment_example``.

The generated scene is classified, sampled and labelled by what it was generated from, so that the truth is known. The
figures are printed, and the pictures written.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from qgis.core import (
    QgsApplication,
    QgsContrastEnhancement,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QMainWindow

from demo.geotiff import write_scene
from demo.scene import generate_scene, tile_labels
from demo.session import qgis_session
from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.gui.labelling.labelling_dock import LabellingDock

SEED = 2014
PANEL = "assessment-panel.png"
CHARTS = ("assessment-areas.svg", "assessment-reliability.svg")
_BRIGHTEST = 2750


class Log(QgsProcessingFeedback):
    """Prints what an algorithm says."""

    def pushInfo(self, info: str | None) -> None:
        """Print a sentence."""
        print(f"  {info}")

    def pushWarning(self, warning: str | None) -> None:
        """Print a warning."""
        print(f"  ! {warning}")

    def reportError(self, error: str | None, fatalError: bool = False) -> None:
        """Print an error."""
        print(f"  !! {error}", file=sys.stderr)


def main() -> int:
    """Make the example; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("docs/images"), help="folder for the pictures")
    options = parser.parse_args()
    with qgis_session(), tempfile.TemporaryDirectory() as scratch:
        work_through(Path(scratch), options.output)
    return 0


def work_through(folder: Path, pictures: Path) -> None:
    """Go from the scene to the report in `folder`, and write the pictures."""
    scene, grid, sample, report = (folder / n for n in ("scene.tif", "grid.gpkg", "sample.gpkg", "report.html"))
    generated = generate_scene()
    write_scene(generated, scene)
    truth = tile_labels(generated.truth)
    run("classifyraster", INPUT=str(scene), RADIOMETRY="l1c", PROBABILITIES=True, OUTPUT=str(grid))
    print("Sample tiles")
    run("sampletiles", Log(), INPUT=str(grid), STANDARD_ERROR=0.02, MINIMUM=8, SEED=SEED, OUTPUT=str(sample))
    photograph_panel(scene, sample, truth, pictures / PANEL)
    label(sample, truth)
    print("Accuracy assessment")
    outputs = run(
        "accuracyassessment",
        Log(),
        INPUT=str(grid),
        REFERENCE=str(sample),
        OUTPUT=str(folder / "accuracy.csv"),
        REPORT=str(report),
    )
    print({name: value for name, value in outputs.items() if isinstance(value, (int, float))})
    print("Truth, hectares:", dict(zip([*CLASS_KEYS, "mixed"], true_hectares(truth))))
    charts = report.read_text(encoding="utf-8").split("<svg")[1:]
    for name, chart in zip(CHARTS, charts):
        drawing = chart.partition("</svg>")[0]
        head = '<svg xmlns="http://www.w3.org/2000/svg" font-family="DejaVu Sans, sans-serif" font-size="14"'
        (pictures / name).write_text(f"{head}{drawing}</svg>\n", encoding="utf-8")


def run(name: str, log: QgsProcessingFeedback | None = None, **parameters: Any) -> dict[str, Any]:
    """Run ``eurosat:<name>``; :raises RuntimeError: when it fails."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"eurosat:{name}")
    if algorithm is None:
        raise RuntimeError(f"There is no algorithm eurosat:{name}.")
    acceptable, sentence = algorithm.checkParameterValues(parameters, context)
    if not acceptable:
        raise RuntimeError(sentence)
    outputs, done = algorithm.run(parameters, context, log or QgsProcessingFeedback(False))
    if not done:
        raise RuntimeError(name)
    return dict(outputs)


def label(sample: Path, truth: npt.NDArray[np.int16]) -> None:
    """Say of each tile what it was generated as."""
    layer = QgsVectorLayer(str(sample), "sample", "ogr")
    layer.startEditing()
    column = layer.fields().lookupField("label_1")
    for feature in layer.getFeatures():
        kind = int(truth[feature["row"], feature["col"]])
        layer.changeAttributeValue(feature.id(), column, CLASS_KEYS[kind] if kind >= 0 else "mixed")
    layer.commitChanges()


def true_hectares(truth: npt.NDArray[np.int16]) -> list[float]:
    """Return the hectares of each class and of mixed tiles, of whole tiles of 40.96 ha."""
    return [round(40.96 * int((truth == kind).sum()), 1) for kind in (*range(len(CLASS_KEYS)), -1)]


def photograph_panel(scene: Path, sample: Path, truth: npt.NDArray[np.int16], path: Path) -> None:
    """Save a picture of the panel and the map beside it, after some tiles."""
    window = QMainWindow()
    canvas = QgsMapCanvas(window)
    window.setCentralWidget(canvas)
    image, layer = QgsRasterLayer(str(scene), "scene"), QgsVectorLayer(str(sample), "sample", "ogr")
    _in_natural_colours(image)
    QgsProject.instance().addMapLayers([image, layer])
    canvas.setLayers([layer, image])
    canvas.setDestinationCrs(image.crs())
    dock = LabellingDock(canvas, window)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.resize(1000, 560)
    window.show()
    dock.open(layer)
    rows = {feature["sample"]: (feature["row"], feature["col"]) for feature in layer.getFeatures()}
    for number in range(1, 8):
        kind = int(truth[rows[number]])
        dock.choose(CLASS_KEYS[kind] if kind >= 0 else "mixed")
    for _ in range(20):
        QApplication.processEvents()
        canvas.waitWhileRendering()
    window.grab().save(str(path))
    dock.shut_down()
    QgsProject.instance().clear()
    window.deleteLater()


def _in_natural_colours(image: QgsRasterLayer) -> None:
    renderer: Any = image.renderer().clone()
    renderer.setRedBand(3)
    renderer.setGreenBand(2)
    renderer.setBlueBand(1)
    provider = image.dataProvider()
    for band, put in ((3, renderer.setRedContrastEnhancement), (2, renderer.setGreenContrastEnhancement),
                      (1, renderer.setBlueContrastEnhancement)):  # fmt: skip
        contrast = QgsContrastEnhancement(provider.dataType(band))
        contrast.setContrastEnhancementAlgorithm(
            QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum, True
        )
        contrast.setMinimumValue(0)
        contrast.setMaximumValue(_BRIGHTEST)
        put(contrast)
    image.setRenderer(renderer)


if __name__ == "__main__":
    sys.exit(main())
