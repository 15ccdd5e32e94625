# SPDX-License-Identifier: GPL-2.0-or-later
"""Servers that are busy, silent, break off or die while a scene is fetched."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Timer

import pytest
from osgeo import gdal

from eurosat_plugin.adapters.raster.remote_block_store import empty_store
from tests.catalogue_items import BANDS, earth_search
from tests.catalogue_server import Trouble, catalogue_server, dying_server
from tests.processing.catalogue.conftest import EXTENT, SCENE, WIDE, attributes, block_bytes
from tests.processing.conftest import Log
from tests.temporary_folders import new_folders


def test_a_busy_server_is_asked_again(classify, server, hurried) -> None:
    server.troubles = {"/collections/": [Trouble(429, wait="0"), Trouble(503)], "B03.tif": [Trouble(503), Trouble(429)]}

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT)

    assert run.ok, run.sentence


def test_an_answer_that_breaks_off_is_asked_for_again(classify, server, hurried, archive: Path) -> None:
    whole = classify(INPUT=server.item_address(), EXTENT=EXTENT, PROBABILITIES=True)
    server.troubles = {"B02.tif": [Trouble(sent=10), Trouble(sent=9000), Trouble(sent=20_000)]}
    gdal.VSICurlClearCache()
    empty_store()

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT, PROBABILITIES=True)

    assert run.ok, run.sentence
    assert attributes(run) == attributes(whole)


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (Trouble(503), "B02.tif cannot be read from .* 503.*, also after 4 tries"),
        (Trouble(403), "does not let B02.tif be read .*403"),
        (Trouble(404), "has no file B02.tif"),
        (Trouble(sent=100), "B02.tif could not be read from .* to its end, also after 4 tries"),
    ],
    ids=["down", "refused", "missing", "short"],
)
def test_a_file_that_cannot_be_read_is_told_and_nothing_is_written(
    classify, server, hurried, folder: Path, trouble, sentence
) -> None:
    server.always = {"B02.tif": trouble}
    gdal.VSICurlClearCache()

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT, OUTPUT=str(folder / "grid.gpkg"))

    assert not run.ok
    assert re.search(sentence, run.sentence), run.sentence
    assert list(folder.iterdir()) == []


def test_files_that_have_moved_are_followed(classify, server) -> None:
    server.moved = {f"/files/old/{name}.tif": f"{server.files}/plain/{name}.tif" for name in BANDS}
    server.items[:] = [earth_search(SCENE, f"{server.files}/old", server.api)]

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT)

    assert run.ok, run.sentence


def test_a_run_is_cancelled_while_a_server_is_silent(classify, server) -> None:
    log = Log()
    server.may_answer.clear()
    timer = Timer(0.3, log.cancel)
    timer.start()

    run = classify(log, INPUT=server.item_address(), EXTENT=EXTENT)

    assert not run.ok
    assert "Cancelled" in run.sentence


@pytest.mark.usefixtures("quick_network")
def test_a_server_that_is_killed_in_the_middle_is_told_and_nothing_is_left(
    classify, wide, hurried, folder: Path
) -> None:
    leftovers = new_folders()
    with dying_server(wide, requests=14) as server:
        server.items.append(earth_search(WIDE, server.files, server.api))

        run = classify(
            INPUT=server.item_address(), EXTENT=WIDE.place((100, 100), (1200, 1200)), OUTPUT=str(folder / "grid.gpkg")
        )

    assert not run.ok
    assert "could not be read from 127.0.0.1" in run.sentence
    assert list(folder.iterdir()) == []
    assert leftovers() == set()


@pytest.mark.usefixtures("quick_network")
def test_what_came_before_a_server_was_killed_is_not_fetched_again(classify, wide, hurried, monkeypatch) -> None:
    with dying_server(wide, requests=20) as server:
        server.items.append(earth_search(WIDE, server.files, server.api))
        place = WIDE.place((100, 100), (1200, 1200))
        broken, before = classify(INPUT=server.item_address(), EXTENT=place), server.sent
        port = int(server.url.rpartition(":")[2])
    gdal.VSICurlClearCache()
    with catalogue_server(wide, port) as again:
        again.items[:] = server.items
        run = classify(INPUT=again.item_address(), EXTENT=place)

    assert (broken.ok, run.ok) == (False, True)
    whole = sum(block_bytes(wide / f"{band}.tif", range(0, 5)) for band in ("B04", "B03", "B02"))
    # At least half of what had come before, in whole blocks.
    assert again.sent <= whole - before / 2


def test_a_server_that_breaks_off_while_a_raster_is_fetched_is_told(
    classify, wide_server, hurried, folder: Path
) -> None:
    address = f"/vsicurl/{wide_server.files}/S2_L2A_stack.tif"
    wide_server.troubles = {"S2_L2A_stack.tif": [Trouble(sent=20_000)] * 2 + [Trouble(503)] * 20}

    run = classify(INPUT=address, EXTENT=WIDE.place((300, 300), (700, 700)), OUTPUT=str(folder / "grid.gpkg"))

    assert not run.ok
    assert "S2_L2A_stack.tif" in run.sentence
    assert list(folder.iterdir()) == []
