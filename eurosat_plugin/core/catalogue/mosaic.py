# SPDX-License-Identifier: GPL-2.0-or-later
"""Several scenes that make one image: neighbouring tiles of one day, or the parts that two orbits have seen."""

from __future__ import annotations

from collections.abc import Sequence

from eurosat_plugin.core.catalogue.scene_item import SceneItem
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr


def scenes_of_one_image(items: Sequence[SceneItem]) -> tuple[tuple[SceneItem, ...], tuple[str, ...]]:
    """Return those of `items` that go together with the first, and a sentence about each that does not.

    :raises InputError: when they are of several days, or their numbers mean different things.
    """
    first = items[0]
    days = sorted({item.date for item in items})
    if len(days) > 1:
        sentence = tr("The scenes are of several days ({days}), and a map is of one: classify each day by itself.")
        raise InputError(sentence.format(days=", ".join(days)))
    facts = {(item.facts.level, item.facts.offset) for item in items}
    if len(facts) > 1:
        sentence = tr(
            "The scenes {names} were processed in different ways (level or offset), and cannot make one image: "
            "classify each by itself."
        )
        raise InputError(sentence.format(names=", ".join(item.id for item in items)))
    usable = tuple(item for item in items if item.crs == first.crs)
    sentence = tr("The scene {name} lies in another UTM zone than {first}, and is left out.")
    return usable, tuple(sentence.format(name=item.id, first=first.id) for item in items if item.crs != first.crs)
