# SPDX-License-Identifier: GPL-2.0-or-later
"""Classes and columns are called in the user's language wherever they are shown; data stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from qgis.core import QgsVectorLayer

from eurosat_plugin.adapters.grid.grid_columns import GRID_COLUMNS, grid_columns
from eurosat_plugin.adapters.grid.grid_style import class_renderer, style_grid
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.summary.quantities import tiles_text
from eurosat_plugin.gui.chart.class_bars import ClassBars, bars_text
from eurosat_plugin.translator import install_translator, remove_translator
from tests.figures import Tile, figures_of


@pytest.fixture
def french(set_locale: Callable[[str], None]) -> Iterator[None]:
    set_locale("fr")
    translator = install_translator()
    yield
    remove_translator(translator)


def test_the_legend_is_french(french: None) -> None:
    labels = [category.label() for category in class_renderer().categories()]

    assert labels == [
        "Culture annuelle", "Forêt", "Végétation herbacée", "Route/autoroute", "Zone industrielle", "Pâturage",
        "Culture permanente", "Zone résidentielle", "Rivière", "Mer ou lac", "Sans données", "Douteuse",
    ]  # fmt: skip


def test_the_values_behind_the_legend_are_the_keys(french: None) -> None:
    values = [category.value() for category in class_renderer().categories()]

    assert values[: len(CLASSES)] == [c.key for c in CLASSES]


def test_the_columns_have_french_aliases_and_the_same_names(french: None) -> None:
    columns = "&".join(f"field={column.name}:string" for column in grid_columns(probabilities=True))
    layer = QgsVectorLayer(f"Polygon?{columns}", "grid", "memory")

    style_grid(layer)

    aliases = {layer.fields().at(i).name(): layer.attributeAlias(i) for i in range(layer.fields().count())}
    assert aliases["confidence"] == "Confiance"
    assert aliases["p_River"] == "Probabilité\u00a0: Rivière"


def test_the_descriptions_are_french(french: None) -> None:
    assert GRID_COLUMNS[0].description == "Ligne de la tuile dans la grille, à partir de 0 en haut"


def test_the_bars_are_french(french: None) -> None:
    bars = ClassBars(figures_of(Tile("Forest", 0.9), Tile("Forest", 0.9)))

    assert [bar.name for bar in bars.bars if bar.present] == ["Forêt"]
    assert bars_text(bars).startswith("Forêt, 2 tuiles")


def test_none_and_one_are_singular_in_french(french: None) -> None:
    assert [tiles_text(0), tiles_text(1), tiles_text(2)] == ["0 tuile", "1 tuile", "2 tuiles"]
