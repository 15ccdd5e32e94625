# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile

from training.pool import GDAL_METADATA, WATER, cut_likenesses, cut_tiles, read_scenes

RNG = np.random.default_rng(5)


def write_scene(
    folder: Path, name: str, values: np.ndarray, labels: np.ndarray | None = None, offset: int | None = None
) -> None:
    note = f'<GDALMetadata><Item name="LEVEL">L2A</Item><Item name="OFFSET">{offset}</Item></GDALMetadata>'
    tags = [] if offset is None else [(GDAL_METADATA, "s", 0, note, True)]
    tifffile.imwrite(folder / f"{name}.tif", values, photometric="minisblack", planarconfig="contig", extratags=tags)
    if labels is not None:
        tifffile.imwrite(folder / f"{name}_labels.tif", labels)


def ground(rows: int, cols: int) -> np.ndarray:
    return RNG.integers(500, 1500, (rows, cols, 3), dtype=np.uint16)


def test_without_a_pool_there_are_no_tiles(tmp_path: Path) -> None:
    assert len(cut_tiles(read_scenes(tmp_path / "nothing"), "train")) == 0


def test_the_offset_in_the_metadata_is_taken_away(tmp_path: Path) -> None:
    values = ground(64, 64)
    write_scene(tmp_path, "plain", values, offset=0)
    write_scene(tmp_path, "shifted", values + 1000, offset=1000)

    plain, shifted = read_scenes(tmp_path)

    np.testing.assert_array_equal(plain.grey, shifted.grey)


def test_land_without_water_forbids_the_classes_of_water_and_a_cloud_everything_sure(tmp_path: Path) -> None:
    labels = np.full((64, 256), 3, dtype=np.uint8)
    labels[:32, 64:128] = 4
    write_scene(tmp_path, "csmask_made", ground(64, 256), labels)

    tiles = cut_tiles(read_scenes(tmp_path), "train")

    assert tiles.strange.tolist() == [False, True]
    np.testing.assert_array_equal(tiles.allowed, [~WATER, np.ones(10, dtype=bool)])


def test_a_little_water_leaves_nothing_known(tmp_path: Path) -> None:
    labels = np.full((64, 128), 3, dtype=np.uint8)
    labels[30, 10:20] = 1
    write_scene(tmp_path, "csmask_made", ground(64, 128), labels)

    assert len(cut_tiles(read_scenes(tmp_path), "train")) == 0


def test_the_scene_classification_is_the_fourth_band(tmp_path: Path) -> None:
    scene = np.concatenate([ground(64, 128), np.full((64, 128, 1), 9, dtype=np.uint16)], axis=2)
    write_scene(tmp_path, "with_classes", scene)

    assert cut_tiles(read_scenes(tmp_path), "train").strange.tolist() == [True]


def test_tiles_with_missing_pixels_are_left_out(tmp_path: Path) -> None:
    values = ground(64, 128)
    values[5, 5] = 0
    write_scene(tmp_path, "satclip_patch_58000", values)

    assert len(cut_tiles(read_scenes(tmp_path), "train")) == 0


def test_the_ground_of_level_2a_is_shown_with_that_of_level_1c_where_both_are_there(tmp_path: Path) -> None:
    surface, air, alone = ground(64, 256), ground(64, 256), ground(64, 128)
    write_scene(tmp_path, "place_L1C", air)
    write_scene(tmp_path, "place_L2A", surface)
    write_scene(tmp_path, "other_L2A", alone)
    # Neither ice nor sea need be likened to anything: what they are is known.
    write_scene(tmp_path, "satclip_patch_58000", ground(64, 128))
    write_scene(tmp_path, "satclip_patch_74721", ground(64, 128))
    scenes = {scene.name: scene.grey for scene in read_scenes(tmp_path)}

    tiles = cut_likenesses(list(read_scenes(tmp_path)))

    left, right = (slice(None), slice(0, 64)), (slice(None), slice(64, 128))
    expected = [
        (scenes["other_L2A"][left], scenes["other_L2A"][left]),
        *((scenes["place_L1C"][side], scenes["place_L1C"][side]) for side in (left, right)),
        *((scenes["place_L2A"][side], scenes["place_L1C"][side]) for side in (left, right)),
    ]
    np.testing.assert_array_equal(tiles.shown, [pair[0] for pair in expected])
    np.testing.assert_array_equal(tiles.clear, [pair[1] for pair in expected])
    assert tiles.allowed.all(), "nothing is known of these scenes"


def test_what_ground_cannot_be_goes_with_its_likeness(tmp_path: Path) -> None:
    write_scene(tmp_path, "satclip_patch_252161", ground(64, 128))

    np.testing.assert_array_equal(cut_likenesses(list(read_scenes(tmp_path))).allowed, [~WATER])


def test_without_a_pool_there_is_nothing_to_liken() -> None:
    tiles = cut_likenesses([])

    assert [len(values) for values in (tiles.shown, tiles.clear, tiles.allowed)] == [0, 0, 0]


@pytest.mark.parametrize("step", [64, 32, 17])
def test_no_pixel_is_in_both_halves(tmp_path: Path, step: int) -> None:
    # Two columns share a number, whose grey level no other has.
    scene = np.full((64, 320, 3), 500, dtype=np.uint16)
    scene[..., 0] = np.arange(320) // 2 * 16 + 1
    write_scene(tmp_path, "satclip_patch_58000", scene)

    shown, measured = (
        set(cut_tiles(read_scenes(tmp_path), half, step).images[..., 0].ravel()) for half in ("train", "measure")
    )

    assert shown
    assert measured
    assert not shown & measured
