# SPDX-License-Identifier: GPL-2.0-or-later
"""A French QGIS hears French from every room: refusals, findings, warnings, the report, a whole run."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeedback,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QLocale

from eurosat_plugin.adapters.grid.grid_layer import grid_columns
from eurosat_plugin.adapters.grid.grid_style import STYLE_NAMES, style_grid, style_name
from eurosat_plugin.adapters.grid.reference_tiles import check_classes
from eurosat_plugin.adapters.map.map_area import map_area
from eurosat_plugin.adapters.map.map_content import theme_layers
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.runtime.runtime_trial import try_in_process
from eurosat_plugin.adapters.runtime.wheel import Wheel
from eurosat_plugin.core.assessment.assessment import Assessment, LabelledTiles
from eurosat_plugin.core.assessment.assessment_report import AssessmentReport
from eurosat_plugin.core.assessment.stratified_sample import Strata
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.onnx_file import parse_model, read_model
from eurosat_plugin.core.product.bands import choose_bands
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.sentinel2 import parse_product_name
from eurosat_plugin.core.product.value_facts import QUANTILES, Distribution, ValueFacts
from eurosat_plugin.core.summary.report import Report
from eurosat_plugin.core.translation import CONTEXT, tr
from eurosat_plugin.paths import model_path
from eurosat_plugin.processing.provider import EuroSatProvider
from eurosat_plugin.translator import install_translator, remove_translator
from tests.figures import Tile, figures_of
from tests.package_messages import package_messages
from tests.processing.runs import run_algorithm
from tests.provider import registered_provider
from tests.rasters import ground, write_raster
from tests.stock_qgis import StockQgis


def _values(low: float, high: float) -> ValueFacts:
    """Return facts of evenly grey numbers."""
    grey = [(number,) * 3 for number in np.linspace(low, high, len(QUANTILES))]
    return ValueFacts("uint16", Distribution(tuple(grey), (low, low, low), 100_000))


DARK, BRIGHT = _values(40.0, 1480.0), _values(3000.0, 5500.0)


def _pattern(source: str) -> str:
    return ".{1,200}?".join(re.escape(part) for part in re.split(r"\{[^}]*\}", source) if part.strip(" .:()"))


@cache
def _english() -> list[re.Pattern[str]]:
    return [
        re.compile(_pattern(message.source))
        for message in package_messages()
        if len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{[^}]*\}", "", message.source))) > 1 and message.context == CONTEXT
    ]


def english_in(text: str) -> list[str]:
    """Return the sources of translations that stand in `text`."""
    return [pattern.pattern for pattern in _english() if pattern.search(text)]


@pytest.fixture
def french(set_locale: Callable[[str], None]) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("fr_FR"))
    set_locale("fr")
    translator = install_translator()
    yield
    remove_translator(translator)
    QLocale.setDefault(before)


def _damaged_raster(folder: Path) -> None:
    path = folder / "damaged.tif"
    path.write_bytes(b"II*\x00 nothing more")
    open_raster(None, str(path), ())


REFUSALS: dict[str, tuple[Callable[[Path], object], str]] = {
    "one band": (lambda folder: choose_bands([""], "scene.tif", (), False), "Le raster a 1 bande\u00a0; "),
    "two bands": (lambda folder: choose_bands(["", ""], "scene.tif", (), False), "Le raster a 2 bandes\u00a0; "),
    "absent band": (lambda folder: choose_bands([""] * 3, "", (1, 2, 9), False), "Il n’y a pas de bande 9\u00a0: le"),
    "bright numbers": (lambda folder: decide_radiometry(parse_product_name(""), BRIGHT, "auto", None), "Aucun pixel"),
    "missing model": (lambda folder: read_model(folder / "none.onnx"), "n’existe pas\u00a0; choisissez un autre"),
    "damaged model": (lambda folder: parse_model(b"\xff" * 9, "my.onnx"), "Le fichier de modèle my.onnx est endommagé"),
    "empty model": (lambda folder: parse_model(b"", "my.onnx"), "(il n’a pas de graphe)"),
    "backend": (lambda folder: open_classifier(folder, "torch"), "Il n’y a pas de moteur «\u00a0torch\u00a0»"),
    "missing raster": (lambda folder: open_raster(None, "/none.tif", ()), "pas de raster «\u00a0/none.tif\u00a0»"),
    "damaged raster": (_damaged_raster, "vérifiez que le fichier est complet"),
    "extent": (
        lambda folder: map_area(
            QgsRectangle(0, 0, 300_000, 400_000),
            QgsCoordinateReferenceSystem("EPSG:32633"),
            QgsCoordinateTransformContext(),
        ),
        "pixels de 10\u00a0m\u00a0; au plus 100\u202f000\u202f000 sont",
    ),
    "theme": (lambda folder: theme_layers(QgsProject(), "Été"), "«\u00a0Été\u00a0»\u00a0; le projet n’en a aucun."),
    "classes": (
        lambda folder: check_classes(ClassScheme.of(["eau", "neige"]), "Lac", ClassScheme.of(["eau", "glace"]), "Sol"),
        "Lac et Sol ont des classes différentes (une seule des deux a neige, glace)\u00a0; choisissez la grille dont",
    ),
    "wheel": (lambda folder: Wheel(b"no zip", "a.whl"), "Le fichier a.whl n’est pas un paquet wheel"),
}


def test_english_is_found_where_it_is() -> None:
    assert english_in("Tiles classified: 3.") != []
    assert english_in("The archive a.zip cannot be read (no such file); download it again.") != []
    assert english_in("Tuiles classées\u00a0: 3.") == []


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_is_french(french: None, tmp_path: Path, case: str) -> None:
    attempt, expected = REFUSALS[case]

    with pytest.raises(EuroSatError) as caught:
        attempt(tmp_path)

    assert expected in str(caught.value)
    assert english_in(str(caught.value)) == []


def test_what_was_found_out_about_the_numbers_is_french(french: None) -> None:
    product = parse_product_name("S2A_MSIL2A_20230101T100000_N0509_R022_T33UUU_20230101T120000")

    decision = decide_radiometry(product, DARK, "auto", None)

    assert decision.findings == (
        "L2A, ligne de base 05.09\u00a0: aucun décalage (d’après les nombres\u00a0: sinon un vingtième d’une bande "
        "aurait une réflectance de -0,060 au plus).",
    )
    assert [english_in(warning) for warning in decision.warnings] == [[]]
    assert decision.warnings[0].startswith("L2A, ligne de base 05.09 voudrait dire\u00a0: 1000 est soustrait")


def test_the_report_is_french_with_french_numbers(french: None) -> None:
    forests = 30 * [Tile("Forest", 0.9, area_ha=40.96)]
    figures = figures_of(*forests, Tile("River", flag="bright", area_ha=40.96), Tile("", flag="nodata"))

    page = Report("Carte", figures, {"stride": "64", "tta": "True"}, "", "https://example.org").html()

    assert '<html lang="fr">' in page
    # A narrow space groups the digits: 31 × 40.96 ha.
    assert "1\u202f270\u00a0ha" in page
    assert "1\u202f269,8" in page
    assert "dans 31 tuiles\u00a0; 1 tuile sans classe" in page
    assert english_in(page) == []


def test_the_assessment_of_other_classes_says_in_french_what_is_left_out(french: None) -> None:
    strata = Strata(("Eau", "Neige"), np.array([50, 50]), np.array([500.0, 500.0]))
    numbers = np.repeat([0, 1], 10)
    tiles = LabelledTiles(strata, numbers, np.ones(20), numbers, numbers, np.full(20, 0.8), None)
    found = Assessment.of(tiles, [500.0, 500.0], ClassScheme.of(["eau", "neige"]))

    page = AssessmentReport("Exactitude", "", found, [], "", "").html()

    assert "Aucune température n’est suggérée\u00a0: la grille ne contient pas les probabilités" in page
    assert "eau\u00a0: 500 ± 0 ha" in page
    assert english_in(page) == []


def test_the_styles_are_french_and_fit_into_a_geopackage(french: None) -> None:
    names = [style_name(palette) for palette in STYLE_NAMES]

    assert names == ["Classes EuroSAT", "EuroSAT, pour daltoniens"]
    assert all(len(name) <= 30 for name in names)


def test_a_layer_styled_in_english_gets_no_second_set_of_styles_in_french(
    set_locale: Callable[[str], None], qgis_app: object
) -> None:
    columns = "&".join(f"field={column.name}:string" for column in grid_columns(probabilities=False))
    layer = QgsVectorLayer(f"Polygon?{columns}", "grid", "memory")
    style_grid(layer)
    set_locale("fr")
    translator = install_translator()

    style_grid(layer, "colourblind")

    remove_translator(translator)
    assert sorted(layer.styleManager().styles()) == sorted(STYLE_NAMES.values())
    assert layer.styleManager().currentStyle() == STYLE_NAMES["colourblind"]


def test_after_unloading_everything_is_english_again(french: None) -> None:
    before = tr("The map has not been rendered.")

    remove_translator(None)

    assert (before, tr("The map has not been rendered.")) == (
        "La carte n’a pas été dessinée.",
        "The map has not been rendered.",
    )


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
