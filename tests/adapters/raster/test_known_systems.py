# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from threading import Thread

import pytest

from eurosat_plugin.adapters.raster import known_systems
from eurosat_plugin.adapters.raster.known_systems import keep_systems
from tests.first_use import FirstUse, is_usable


def test_a_system_outlives_the_thread_that_was_the_first_to_use_it(qgis_app: object) -> None:
    use = FirstUse()

    def work() -> None:
        use.in_thread()
        keep_systems()

    thread = Thread(target=work)
    thread.start()
    use.in_main_thread()
    thread.join()

    assert is_usable()


def test_the_main_thread_forgets_nothing(qgis_app: object, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: list[str] = []

    class Watched:
        @staticmethod
        def invalidateCache() -> None:
            forgotten.append("all")

    for name in ("QgsCoordinateReferenceSystem", "QgsCoordinateTransform"):
        monkeypatch.setattr(known_systems, name, Watched)
    keep_systems()
    here = list(forgotten)
    thread = Thread(target=keep_systems)
    thread.start()
    thread.join()

    assert here == []
    assert forgotten == ["all", "all"]
