# SPDX-License-Identifier: GPL-2.0-or-later
"""The end of QGIS, in a quiet moment and during a run; each test ends a QGIS of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from scripts.desktop.scene import SceneFile, classified_layers, drag_over_tiles, show_scene, wait_for_grid
from scripts.desktop.session import DesktopSession
from tests.desktop.conftest import complaints


@pytest.fixture
def own_qgis(start_qgis: Callable[..., DesktopSession], scene: SceneFile) -> Iterator[DesktopSession]:
    """Return a QGIS that shows the scene."""
    with start_qgis() as session:
        show_scene(session, scene)
        yield session


def test_quitting_during_a_run_lets_qgis_cancel_it_and_leaves_no_layer(own_qgis: DesktopSession) -> None:
    own_qgis.ask("prefer", name="stride", value=16)
    own_qgis.ask("slow_down", seconds=0.25)  # or it might end before the question
    own_qgis.press_button("eurosatClassifyLayer")
    own_qgis.wait("a run", lambda: own_qgis.ask("tasks"))

    own_qgis.ask("quit_soon")
    own_qgis.wait("the question", lambda: own_qgis.ask("place_of_window", title="Active Tasks"))
    own_qgis.wait("the answer", lambda: _answer_yes(own_qgis))  # QGIS itself then wants to be quit once more
    own_qgis.wait("the end of the run", lambda: own_qgis.ask("tasks") == 0)

    assert classified_layers(own_qgis) == set()


def test_qgis_quits_with_the_plugin_in_use(own_qgis: DesktopSession) -> None:
    drag_over_tiles(own_qgis, (4, 4), (5, 5))
    wait_for_grid(own_qgis, set())

    status = own_qgis.quit()

    assert status == 0
    assert complaints(own_qgis) == []


def _answer_yes(qgis: DesktopSession) -> bool:
    """Press Return, and tell whether the question is gone: a window that has just opened may not hear it."""
    if qgis.ask("place_of_window", title="Active Tasks"):
        qgis.display.key("Return")
        return False
    return True
