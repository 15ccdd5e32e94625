# SPDX-License-Identifier: GPL-2.0-or-later
"""A run in a thread, as QGIS's dialogs start them, leaves the reference systems that it was the first to use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingException

from eurosat_plugin.processing.failures import fails_in_a_sentence
from tests.first_use import SYSTEM, FirstUse, is_usable
from tests.processing.conftest import During, Log, Run
from tests.rasters import ground, write_raster


class Algorithm:
    """Uses a system, and fails where there is a sentence for that."""

    def __init__(self, use: FirstUse, sentence: str) -> None:
        self._use, self._sentence = use, sentence

    @fails_in_a_sentence
    def run(self, parameters: dict[str, object], context: QgsProcessingContext, feedback: Log) -> dict[str, object]:
        self._use.in_thread()
        if self._sentence:
            raise QgsProcessingException(self._sentence)
        return {}


@pytest.mark.parametrize("sentence", ["", "No."], ids=["success", "failure"])
def test_a_run_that_ends_leaves_the_systems(qgis_app: object, sentence: str) -> None:
    use, ends = FirstUse(), []

    def work() -> None:
        try:
            Algorithm(use, sentence).run({}, QgsProcessingContext(), Log())
        except QgsProcessingException as failure:
            ends.append(str(failure))
        else:
            ends.append("")

    thread = Thread(target=work)
    thread.start()
    use.in_main_thread()
    thread.join()

    assert ends == [sentence]
    assert is_usable()


@pytest.mark.usefixtures("quick_network")
def test_the_system_of_an_image_is_left_when_it_was_classified_before_it_was_opened(
    classify: Callable[..., Run], tmp_path: Path
) -> None:
    image = write_raster(tmp_path / "image.tif", ground(200, 300), names=["B04", "B03", "B02"], crs=SYSTEM)
    use, ends = FirstUse(), []

    def work() -> None:
        ends.append(classify(During(use.in_thread), INPUT=str(image), OUTPUT=str(tmp_path / "grid.gpkg")).ok)

    thread = Thread(target=work)
    thread.start()
    use.in_main_thread()
    thread.join()

    assert ends == [True]
    assert is_usable()
