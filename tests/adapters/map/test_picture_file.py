# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import resource
import signal

import numpy as np
import pytest

from eurosat_plugin.adapters.map.picture_file import PictureFile
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.tiling import Window
from tests.temporary_folders import Leftovers


def test_what_was_written_in_pieces_is_read_across_them(qgis_app: object) -> None:
    picture = np.random.default_rng(2).integers(0, 2, (300, 500, 4)).astype(np.uint8) * 200
    file = PictureFile(500, 300)
    for col in (0, 200, 400):
        piece = picture[:, col : col + 200]
        file.write(piece, Window(col, 0, piece.shape[1], 300))

    block = file.read(Window(150, 100, 100, 200))

    assert (block.values == picture[100:300, 150:250, :3]).all()
    assert (block.valid == (picture[100:300, 150:250, 3] > 0)).all()
    file.close()


def test_nothing_is_drawn_where_nothing_was_written(qgis_app: object) -> None:
    file = PictureFile(300, 300)

    assert not file.read(Window(0, 0, 300, 300)).valid.any()

    file.close()


def test_closing_removes_the_file(leftovers: Leftovers) -> None:
    file = PictureFile(300, 300)
    assert leftovers()

    file.close()

    assert not leftovers()


def test_a_file_that_cannot_be_made_leaves_nothing(leftovers: Leftovers) -> None:
    with pytest.raises(InputError, match="No temporary file can be made"):
        PictureFile(0, 0)

    assert not leftovers()


def test_a_file_that_may_not_grow_is_an_error_when_it_is_met(leftovers: Leftovers) -> None:
    file = PictureFile(3000, 3000)
    full = np.full((3000, 3000, 4), 255, dtype=np.uint8)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # As on a full disk: the system refuses to write beyond this size.
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        with pytest.raises(InputError, match="cannot be kept in a temporary file"):
            file.write(full, Window(0, 0, 3000, 3000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
        file.close()

    assert not leftovers()
