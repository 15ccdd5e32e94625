# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole runs in French: in Processing, in a process of its own and on the command line."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsFeedback, QgsProcessingContext, QgsProcessingFeedback

from eurosat_plugin.adapters.runtime.runtime_trial import try_in_process
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.paths import model_path
from eurosat_plugin.processing.provider import EuroSatProvider
from tests.plugin.english import english_in
from tests.processing.runs import run_algorithm
from tests.provider import registered_provider
from tests.rasters import ground, write_raster
from tests.stock_qgis import StockQgis


def test_the_trial_of_onnxruntime_in_a_process_of_its_own_is_french(french: None, tmp_path: Path) -> None:
    (tmp_path / "onnxruntime").mkdir()
    (tmp_path / "onnxruntime" / "__init__.py").write_text("raise ImportError('broken')")

    with pytest.raises(EuroSatError) as caught:
        try_in_process(tmp_path, model_path("fast"), QgsFeedback())

    assert "ne fonctionne pas ici" in str(caught.value)
    assert "(onnxruntime ne peut pas être importé (broken)\u00a0; installez-le" in str(caught.value)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"INPUT": "/none.tif"}, "Il n’y a pas de raster «\u00a0/none.tif\u00a0»\u00a0; choisissez"),
        ({"BANDS": [1, 2]}, "BANDS demande trois bandes, pour le rouge, le vert et le bleu"),
        ({"MODEL_FILE": "/none.onnx"}, "Le fichier de modèle /none.onnx n’existe pas"),
        ({"REPORT": "/none/report.html"}, "il n’y a pas de dossier /none\u00a0; créez-le ou choisissez-en un autre"),
    ],
)
def test_the_algorithm_refuses_in_french(
    french: None, provider: EuroSatProvider, tmp_path: Path, parameters: dict[str, object], sentence: str
) -> None:
    scene = write_raster(tmp_path / "scene.tif", ground(64, 64), names=["B04", "B03", "B02"])
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    context = QgsProcessingContext()
    values = {"INPUT": str(scene), "OUTPUT": "TEMPORARY_OUTPUT", **parameters}
    feedback = QgsProcessingFeedback(False)

    accepted, said = algorithm.checkParameterValues(values, context)
    if accepted:
        algorithm.run(values, context, feedback)
        said = feedback.textLog()

    assert sentence in said
    assert english_in(said) == []


def test_a_run_over_many_scenes_tells_what_came_of_it_in_french(
    french: None, qgis_processing: None, tmp_path: Path
) -> None:
    (tmp_path / "broken.tif").write_text("no raster")
    write_raster(tmp_path / "S2A_33UVT_20240501_0_L2A.tif", ground(64, 64), names=["B04", "B03", "B02"])
    with registered_provider():
        run = run_algorithm("classifyscenes", {"IMAGES": str(tmp_path), "FOLDER": str(tmp_path / "run")})
        opened = run_algorithm("openrun", {"FOLDER": str(tmp_path / "run"), "OUTPUT": "TEMPORARY_OUTPUT"})

    page = re.sub(r"<style>.*?</style>", "", (tmp_path / "run" / "report.html").read_text(encoding="utf-8"))
    said = [*run.log.infos, *run.log.warnings, *opened.log.infos, *page.split("\n")]
    assert run.outputs["DONE_COUNT"] == 1
    assert [english_in(line) for line in said if english_in(line)] == []
    assert "Hectares par jour" in page


def test_a_whole_run_on_the_command_line_is_french(
    stock_qgis: StockQgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    stock = stock_qgis.copy(tmp_path)
    numbers = ground(150, 200)
    numbers[:, :64, :64] = 0
    scene = write_raster(tmp_path / "scene.tif", numbers, names=["B04", "B03", "B02"], nodata=0)
    arguments = [f"INPUT={scene}", "EDGE=skip", f"OUTPUT={tmp_path}/grid.gpkg", f"REPORT={tmp_path}/rapport.html"]

    done = stock.attempt("run", "eurosat:classifyraster", "--", *arguments, json_wanted=False)

    report = (tmp_path / "rapport.html").read_text(encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "grid.gpkg")) as database, database:
        keys = {key for (key,) in database.execute("SELECT class_key FROM grid")}
        names = {name for (name,) in database.execute("SELECT class_name FROM grid")}
        (described,) = database.execute("SELECT metadata FROM gpkg_metadata").fetchone()
    assert "Les bandes 1, 2, 3 sont B04, B03, B02 (d’après leur nom)." in done.stdout
    assert "EDGE vaut skip, des pixels des bords sont donc omis" in done.stdout
    assert "Tuiles ayant trop peu de pixels valides, non classées\u00a0: 1." in done.stdout
    assert english_in(done.stdout + report + described) == []
    # What programs read is the same in every language.
    assert keys <= {c.key for c in CLASSES} | {None}
    assert names <= {c.name for c in CLASSES} | {None}
