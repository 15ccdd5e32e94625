# SPDX-License-Identifier: GPL-2.0-or-later
"""Search a catalogue for the scenes of a place, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsFeedback

from eurosat_plugin.adapters.catalogue.answers import ask
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.core.catalogue.pages import Question, SceneQuery, parse_page
from eurosat_plugin.core.catalogue.scene_item import SceneItem
from eurosat_plugin.core.translation import number, tr

MOST_PAGES = 50
"""A catalogue that goes on and on is not followed any longer."""


@dataclass(frozen=True)
class Found:
    """Scenes, the latest first, and sentences about what was left out."""

    items: tuple[SceneItem, ...]
    notes: tuple[str, ...] = ()


def search(query: SceneQuery, feedback: QgsFeedback, authcfg: str = "") -> Found:
    """Return the scenes that `query` asks for. Blocks.

    :raises InputError: when the catalogue does not answer, or not as one.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    items: dict[str, SceneItem] = {}
    asked: set[Question] = set()
    left, cloudy, damaged = list(query.questions()), 0, 0
    while left and len(asked) < MOST_PAGES and len(items) < query.limit:
        question = left.pop(0)
        if question in asked:
            continue
        stop_if_cancelled(feedback)
        asked.add(question)
        body = question.body if question.posted else ""
        page = parse_page(ask(question.address, feedback, authcfg, body), question)
        wanted = [item for item in page.items if query.wants(item)]
        cloudy, damaged = cloudy + len(page.items) - len(wanted), damaged + page.damaged
        items.update((item.id, item) for item in wanted)
        # A page with nothing on it has none after it, whatever it says.
        if page.items and page.following is not None:
            left.insert(0, page.following)
    latest = sorted(items.values(), key=lambda item: item.time, reverse=True)
    return Found(tuple(latest[: query.limit]), tuple(_notes(query, bool(left), cloudy, damaged)))


def _notes(query: SceneQuery, more: bool, cloudy: int, damaged: int) -> list[str]:
    notes = []
    if cloudy:
        sentence = tr("Scenes with more than {limit} % under cloud that were left out: {count}.")
        notes.append(sentence.format(limit=number(query.cloud), count=number(cloudy)))
    if damaged:
        notes.append(tr("Entries of the catalogue that describe no scene: {count}.").format(count=number(damaged)))
    if more:
        sentence = tr("There are more than {count} scenes: choose a shorter period or a smaller place to see all.")
        notes.append(sentence.format(count=number(query.limit)))
    return notes
