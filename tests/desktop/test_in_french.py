# SPDX-License-Identifier: GPL-2.0-or-later
"""A QGIS in French, started once more for it: the language is chosen at the start."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from scripts.desktop.scene import SceneFile, classified_layers, drag_over_tiles, show_scene, wait_for_grid
from scripts.desktop.session import DesktopSession


@pytest.fixture(scope="module")
def french(start_qgis: Callable[..., DesktopSession], scene: SceneFile) -> Iterator[DesktopSession]:
    """Return a French QGIS in which a rectangle of the scene was classified."""
    with start_qgis(locale="fr") as session:
        show_scene(session, scene)
        drag_over_tiles(session, (13, 1), (14, 3))
        wait_for_grid(session, set())
        yield session


def test_the_buttons_are_french(french: DesktopSession) -> None:
    assert french.ask("action_text", name="eurosatClassifyRectangle") == "Classer un rectangle"


def test_the_layer_has_a_french_name(french: DesktopSession) -> None:
    (layer,) = (layer for layer in french.ask("layers") if layer["id"] in classified_layers(french))

    assert layer["name"] == "Occupation du sol de scene, 640\u00a0m"


def test_the_dock_writes_words_and_numbers_in_french(french: DesktopSession) -> None:
    headline = french.wait("figures", lambda: french.ask("text", name="EuroSatHeadline"))

    assert headline.startswith("Classe la plus étendue")
    assert "mer ou lac" in headline
    assert "100,0" in headline
