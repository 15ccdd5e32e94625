# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps that cannot be classified as displayed, and the sentence that each gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject, QgsVectorLayer

from tests.processing.canvas.displayed import SMALL, Classify, show, show_grid


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({}, "There is no layer to render; choose layers, or open a project that has some."),
        ({"LAYERS": []}, "There is no layer to render"),
        ({"LAYERS": ""}, "There is no layer to render"),
        ({"LAYERS": ["/nowhere/scene.tif"]}, "LAYERS cannot be ['/nowhere/scene.tif']; give layers of the project"),
        ({"LAYERS": "no layer"}, "give layers of the project, or files."),
        ({"THEME": "summer"}, "There is no map theme 'summer'; the project has none."),
        ({"THEME": "summer", "LAYERS": "PICTURE"}, "LAYERS and THEME are both given; give one of them, or none."),
        ({"LAYERS": "PICTURE", "EXTENT": None}, "EXTENT cannot be None; give xmin,xmax,ymin,ymax [CRS] or a layer."),
        ({"LAYERS": "PICTURE", "EXTENT": ""}, "EXTENT cannot be ''; give xmin,xmax,ymin,ymax"),
        ({"LAYERS": "PICTURE", "EXTENT": "here"}, "EXTENT cannot be 'here'"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,11,50,51"}, "The extent has no coordinate reference system; add one"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,10,50,51 [EPSG:4326]"}, "The extent is empty"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,11,150,151 [EPSG:4326]"}, "The extent lies off the globe in EPSG:4326"),
        ({"LAYERS": "PICTURE", "EXTENT": "0,600,0,900 [EPSG:32633]"}, "less than one tile of 640 × 640 m"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,14,50,54 [EPSG:4326]"}, "at most 100,000,000 are rendered at once"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,10.1,50,50.1 [EPSG:4326]"}, "Do the layers cover this place?"),
        ({"LAYERS": "PICTURE", "STRIDE": "48"}, "STRIDE cannot be '48'; choose one of 64, 32, 16, 8."),
        ({"LAYERS": "PICTURE", "MIN_CONFIDENCE": "2"}, "MIN_CONFIDENCE"),
        ({"LAYERS": "PICTURE", "MODEL_FILE": "/nowhere/a.onnx"}, "does not exist"),
    ],
)
def test_wrong_parameters_get_their_sentence(
    classify_map: Classify, picture: Path, tmp_path: Path, parameters: dict[str, Any], sentence: str
) -> None:
    if parameters.get("LAYERS") == "PICTURE":
        parameters = {**parameters, "LAYERS": [str(picture)]}

    run = classify_map(OUTPUT=str(tmp_path / "grid.gpkg"), **{"EXTENT": SMALL, **parameters})

    assert not run.ok
    assert sentence in run.sentence
    assert run.sentence.endswith((".", "?"))
    assert "Traceback" not in run.sentence
    assert not list(tmp_path.glob("grid*"))


def test_a_project_that_shows_only_a_classified_grid_is_refused(classify_map: Classify, project: QgsProject) -> None:
    show_grid(project)

    run = classify_map(EXTENT=SMALL)

    assert "Nothing of the visible layers can be rendered. The layer Land cover is left out" in run.sentence


def test_a_map_of_vector_layers_alone_is_refused(classify_map: Classify, project: QgsProject) -> None:
    fields = QgsVectorLayer("Polygon?crs=EPSG:32633", "fields", "memory")
    project.addMapLayer(fields)

    run = classify_map(EXTENT=SMALL)

    assert not run.ok
    assert "None of the visible layers (fields) is a raster, a mesh or a layer of tiles" in run.sentence


def test_chosen_vector_layers_are_refused_as_well(classify_map: Classify, project: QgsProject) -> None:
    roads = QgsVectorLayer("LineString?crs=EPSG:32633", "roads", "memory")
    project.addMapLayer(roads)

    run = classify_map(EXTENT=SMALL, LAYERS=[roads])

    assert "None of the chosen layers (roads) is a raster, a mesh or a layer of tiles" in run.sentence


def test_a_layer_hidden_by_its_scale_range_is_named(classify_map: Classify, project: QgsProject, picture: Path) -> None:
    near = show(project, picture, "near")
    near.setScaleBasedVisibility(True)
    near.setMinimumScale(10_000)

    run = classify_map(EXTENT=SMALL)

    assert "Nothing was drawn in the extent" in run.sentence
    assert any("The layer near is hidden at 10 m per pixel (1:37795)" in warning for warning in run.log.warnings)
