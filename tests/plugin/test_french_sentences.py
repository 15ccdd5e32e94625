# SPDX-License-Identifier: GPL-2.0-or-later
"""A French QGIS hears French from every room: refusals, findings, warnings, the report, a whole run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.grid.grid_columns import grid_columns
from eurosat_plugin.adapters.grid.grid_style import STYLE_NAMES, style_grid, style_name
from eurosat_plugin.adapters.grid.reference_tiles import check_classes
from eurosat_plugin.adapters.map.map_area import map_area
from eurosat_plugin.adapters.map.map_content import theme_layers
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.runtime.wheel import Wheel
from eurosat_plugin.core.assessment.assessment import Assessment, LabelledTiles
from eurosat_plugin.core.assessment.assessment_report import AssessmentReport
from eurosat_plugin.core.assessment.stratified_sample import Strata
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.onnx_file import parse_model, read_model
from eurosat_plugin.core.product.bands import choose_bands
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.sentinel2 import parse_product_name
from eurosat_plugin.core.product.value_facts import QUANTILES, Distribution, ValueFacts
from eurosat_plugin.core.summary.report import Report
from eurosat_plugin.core.translation import tr
from eurosat_plugin.translator import install_translator, remove_translator
from tests.figures import Tile, figures_of
from tests.plugin.english import english_in


def _values(low: float, high: float) -> ValueFacts:
    """Return facts of evenly grey numbers."""
    grey = [(number,) * 3 for number in np.linspace(low, high, len(QUANTILES))]
    return ValueFacts("uint16", Distribution(tuple(grey), (low, low, low), 100_000))


DARK, BRIGHT = _values(40.0, 1480.0), _values(3000.0, 5500.0)


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
