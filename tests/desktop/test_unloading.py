# SPDX-License-Identifier: GPL-2.0-or-later
"""Taking the plugin away, in good and in bad moments, and bringing it back."""

from __future__ import annotations

from pathlib import Path

from scripts.desktop.scene import SceneFile, classified_layers, drag_over_tiles, show_scene, wait_for_grid
from scripts.desktop.session import DesktopSession

PREFIXES = ("eurosat", "EuroSat")
PROMISED = (
    "eurosatClassifyRectangle",
    "eurosatClassifyVisible",
    "eurosatClassifyLayer",
    "eurosatShowHistogram",
    "EuroSatToolBar",
    "EuroSatHistogramDock",
)
TWICE = {"EuroSatReading", "EuroSatReadingDetails"}
"""On two pages of the dock, once it has been seen."""


def test_the_plugin_has_loaded_in_silence(desktop: DesktopSession) -> None:
    assert desktop.ask("versions")["plugin"]
    assert desktop.ask("windows") == []


def test_reloading_the_plugin_leaves_everything_there_once(desktop: DesktopSession) -> None:
    desktop.ask("reload_plugin", times=10)

    assert set(PROMISED) <= set(_single_names(desktop))


def test_installing_the_zip_again_while_it_is_loaded_leaves_one_plugin(
    desktop: DesktopSession, plugin_zip: Path
) -> None:
    desktop.ask("install_zip", path=str(plugin_zip))

    assert set(PROMISED) <= set(_single_names(desktop))
    assert desktop.ask("versions")["plugin"]


def test_the_dock_is_empty_when_its_layer_is_removed(desktop: DesktopSession, scene: SceneFile) -> None:
    show_scene(desktop, scene)
    layer = _draw(desktop)

    desktop.ask("remove_layer", layer=layer)

    assert desktop.wait("an empty dock", lambda: desktop.ask("text", name="EuroSatEmpty"))


def test_closing_the_project_cancels_the_run(desktop: DesktopSession, scene: SceneFile) -> None:
    show_scene(desktop, scene)
    desktop.ask("slow_down", seconds=0.25)  # or it might end before it is seen
    desktop.press_button("eurosatClassifyLayer")
    desktop.wait("a run", lambda: desktop.ask("tasks"))

    desktop.ask("new_project")
    desktop.wait("the end of the run", lambda: desktop.ask("tasks") == 0)
    desktop.ask("slow_down", seconds=0)

    assert classified_layers(desktop) == set()


def test_unloading_the_plugin_during_a_run_leaves_nothing(desktop: DesktopSession, scene: SceneFile) -> None:
    show_scene(desktop, scene)
    desktop.ask("slow_down", seconds=0.25)  # or it might end before it is seen
    desktop.press_button("eurosatClassifyLayer")
    desktop.wait("a run", lambda: desktop.ask("tasks"))

    desktop.ask("unload_plugin")
    desktop.wait("the end of the run", lambda: desktop.ask("tasks") == 0)

    assert _names(desktop) == []
    assert "eurosat" not in desktop.ask("providers")


def test_the_plugin_works_again_when_it_is_loaded_again(desktop: DesktopSession, scene: SceneFile) -> None:
    desktop.ask("unload_plugin")
    assert desktop.ask("load_plugin")
    show_scene(desktop, scene)

    layer = _draw(desktop)

    assert len(desktop.ask("tiles", layer=layer)) == 4


def _draw(desktop: DesktopSession) -> str:
    before = classified_layers(desktop)
    drag_over_tiles(desktop, (4, 4), (5, 5))
    return wait_for_grid(desktop, before)


def _single_names(desktop: DesktopSession) -> list[str]:
    """Return the names of all that is there, as soon as each is there once: Qt deletes widgets a little later."""

    def names() -> list[str]:
        found = [name for name in _names(desktop) if name not in TWICE]
        return found if len(set(found)) == len(found) else []

    return list(desktop.wait("each name once", names))


def _names(desktop: DesktopSession) -> list[str]:
    return [name for prefix in PREFIXES for name in desktop.ask("actions", prefix=prefix)]
