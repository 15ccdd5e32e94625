# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eurosat_plugin.core.catalogue.ranking import SeenScene, clearest, together
from eurosat_plugin.core.catalogue.scene_item import SceneItem

BANDS = {band: f"https://images.example/{band}" for band in ("B04", "B03", "B02")}


def scene(name: str, cloud: float | None, coverage: float = 1.0, day: str = "2025-06-01", **more: object) -> SeenScene:
    item = SceneItem(name, "", "", f"{day}T10:00:00Z", cloud, "", "", None, "", (), more.pop("bands", BANDS))
    return SeenScene(item, coverage, **more)


def best(*scenes: SeenScene) -> str:
    found = clearest(scenes)
    return found.item.id if found is not None else ""


def test_the_least_cloud_wins() -> None:
    assert best(scene("a", 5.0), scene("b", 2.0), scene("c", None)) == "b"


def test_a_whole_place_is_worth_more_than_a_clear_sky() -> None:
    assert best(scene("half", 0.0, coverage=0.5), scene("whole", 60.0)) == "whole"


def test_of_parts_the_larger_one_wins() -> None:
    assert best(scene("small", 0.0, coverage=0.3), scene("large", 40.0, coverage=0.9)) == "large"


def test_cloud_over_the_place_counts_more_than_that_of_the_scene() -> None:
    assert best(scene("a", 1.0, cloud_here=80.0), scene("b", 50.0, cloud_here=0.0)) == "b"


def test_of_two_alike_the_later_one_wins() -> None:
    assert best(scene("old", 3.0, day="2025-05-01"), scene("new", 3.0, day="2025-06-01")) == "new"


def test_a_scene_without_a_band_is_none() -> None:
    assert best(scene("a", 0.0, bands={"B04": "x"})) == ""


def shown(items: Sequence[SceneItem]) -> float:
    """Return what scenes show together whose names tell the tenths of the place that they show: ``left 0123``."""
    return len({tenth for item in items for tenth in item.id.rpartition(" ")[2]}) / 10


def names(scenes: Sequence[SeenScene]) -> list[str]:
    return [scene.item.id.partition(" ")[0] for scene in scenes]


def test_a_scene_that_shows_all_needs_no_other() -> None:
    whole = scene("whole 0123456789", 0.0)

    assert together(whole, [whole, part("part 012", "32TQN")], shown) == [whole]


def test_neighbouring_tiles_of_the_same_day_are_put_together() -> None:
    left, right = part("left 0123", "32TQM"), part("right 456789", "32TQN")
    again, other_day = part("again 0123", "32TQM"), part("old 56789", "32TPM", day="2025-05-01")

    assert names(together(left, [left, right, again, other_day], shown)) == ["left", "right"]


def test_the_part_of_a_tile_that_another_orbit_has_seen_is_put_to_it() -> None:
    left, right = part("left 0123", "32TQM"), part("right 3456789", "32TQM")

    assert names(together(left, [left, right], shown)) == ["left", "right"]


def test_no_more_scenes_are_put_together_than_the_place_needs() -> None:
    left, right, rest = part("left 0123", "32TQM"), part("right 456789", "32TQN"), part("rest 45", "32TPN")

    assert names(together(left, [rest, left, right], shown)) == ["left", "right"]


def part(name: str, tile: str, day: str = "2025-06-01") -> SeenScene:
    found = scene(name, 0.0, day=day)
    return replace(found, item=replace(found.item, tile=tile), coverage=shown([found.item]))
