# SPDX-License-Identifier: GPL-2.0-or-later
"""The rooms of the code as an SVG picture: floors one above the other, and in each the rooms that it has."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from math import ceil

from scripts.architecture import House, Room

WIDTH = 1240
MARGIN = 12
BETWEEN = 26
"""Height between two floors, where an arrow stands."""

COLOURS = {
    "plugin": "#6d6d6d", "gui": "#8a3db6", "processing": "#c62c1c", "adapters": "#b96a12", "core": "#1f5fbf",
    "paths": "#6d6d6d",
}  # fmt: skip
LAST = "paths"
"""Stands below all floors, but not every one of them stands on it."""

LEGEND = (
    "Each floor imports from those below only. Arrows: imports between rooms of a floor. Dashed and *: imported when "
    "first used, not when QGIS starts."
)

_LINE = 14
_LETTER = 6.3
"""Height of a line of text and width of a letter, in SVG units, at the size in which modules are named."""


@dataclass(frozen=True)
class _Box:
    """A room as it is drawn: its size, the lines of its text, and the columns of its modules."""

    room: Room
    width: float
    purpose: tuple[str, ...]
    uses: tuple[str, ...]
    columns: int
    x: float = field(default=0.0)

    @property
    def rows(self) -> int:
        return ceil(len(self.room.modules) / self.columns)

    @property
    def height(self) -> float:
        return _LINE * (bool(self.room.name) + len(self.purpose) + self.rows + len(self.uses)) + 22


def draw_house(house: House) -> str:
    """Return the picture; the same house gives the same text."""
    parts: list[str] = []
    top = float(MARGIN)
    for floor, numbered in groupby(enumerate(house.rooms), key=lambda pair: pair[1].floor):
        rooms = dict(numbered)
        if parts:
            parts += [] if floor == LAST else [_arrow_between(top)]
            top += BETWEEN
        drawn, top = _draw_floor(house, floor, rooms, top)
        parts += drawn
    top += 1.5 * _LINE
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + MARGIN:g}" width="{WIDTH}" '
        f'height="{top + MARGIN:g}" font-family="DejaVu Sans, Verdana, sans-serif" font-size="10.5">'
    )
    title = "<title>The rooms of the code, and which imports from which</title>"
    paper = f'<rect width="{WIDTH}" height="{top + MARGIN:g}" fill="#ffffff"/>'
    return "\n".join([head, title, paper, *parts, _text(MARGIN, top, LEGEND, fill="#555555"), "</svg>", ""])


def _draw_floor(house: House, floor: str, rooms: dict[int, Room], top: float) -> tuple[list[str], float]:
    """Draw a frame with the rooms that have modules; return the parts and where it ends."""
    colour, purpose = COLOURS[floor], next((room.purpose for room in rooms.values() if not room.name), "")
    inner = {number: room for number, room in rooms.items() if room.modules}
    boxes = _lay_out(house, inner)
    head, height = top + 1.8 * _LINE, max(box.height for box in boxes.values())
    arcs = list(_arcs(house, boxes, head + height, colour))
    bottom = head + height + (26 + 5 * len(inner) if arcs else MARGIN)
    frame = (
        f'<rect x="2" y="{top:.1f}" width="{WIDTH - 4}" height="{bottom - top:.1f}" rx="6" fill="{colour}" '
        f'fill-opacity="0.08" stroke="{colour}"/>'
    )
    line = top + 1.3 * _LINE
    title = f'<text x="{MARGIN}" y="{line:.1f}" fill="{colour}" font-size="14" font-weight="bold">{floor}</text>'
    about = _text(MARGIN + 10 * len(floor) + 10, line, purpose, fill=colour, style="italic")
    drawn = [part for box in boxes.values() for part in _draw_box(box, head, height, colour)]
    return [frame, title, about, *drawn, *arcs], bottom


def _lay_out(house: House, rooms: dict[int, Room]) -> dict[int, _Box]:
    """Share the width of a floor out: enough for the longest name, and the more the more modules a room has."""
    least = [
        _LETTER * max(map(len, (*room.modules, f"{room.floor}/{room.name}", *_uses(house, number).split()))) + 20
        for number, room in rooms.items()
    ]
    modules = [len(room.modules) for room in rooms.values()]
    free = WIDTH - MARGIN * (len(rooms) + 1) - sum(least)
    boxes, left = {}, float(MARGIN)
    for (number, room), width, count in zip(rooms.items(), least, modules):
        width += max(0.0, free) * count / sum(modules)
        purpose = textwrap.wrap(room.purpose, int((width - 16) / 5.6)) if room.name else []
        uses = textwrap.wrap(_uses(house, number), int((width - 16) / 5.8), subsequent_indent="  ")
        columns = max(1, int((width - 6) / (_LETTER * max(map(len, room.modules)) + 10)))
        boxes[number] = _Box(room, width, tuple(purpose), tuple(uses), columns, left)
        left += width + MARGIN
    return boxes


def _uses(house: House, number: int) -> str:
    """Return the rooms of other floors that room `number` imports from."""
    links = [link for link in house.links if link.source == number]
    others = [(house.rooms[link.target], link.deferred) for link in links]
    names = [
        (f"{room.floor}/{room.name}" if room.name else room.floor) + ("*" if deferred else "")
        for room, deferred in others
        if room.floor != house.rooms[number].floor
    ]
    return "uses " + ", ".join(names) if names else ""


def _draw_box(box: _Box, top: float, height: float, colour: str) -> Iterator[str]:
    yield (
        f'<rect x="{box.x:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{height:.1f}" rx="4" fill="#ffffff" '
        f'stroke="{colour}" stroke-opacity="0.6"/>'
    )
    x, y = box.x + 8, top + 4.0
    if box.room.name:
        y += _LINE
        yield _text(x, y, f"{box.room.floor}/{box.room.name}", fill=colour, weight="bold")
    for line in box.purpose:
        y += _LINE
        yield _text(x, y, line, fill="#555555", style="italic")
    y += _LINE + 2
    step = (box.width - 6) / box.columns
    for i, module in enumerate(box.room.modules):
        across, down = divmod(i, box.rows)
        yield _text(x + across * step, y + down * _LINE, module)
    y += (box.rows - 1) * _LINE + 4
    for line in box.uses:
        y += _LINE
        yield _text(x, y, line.replace("  ", "\u2003"), fill="#777777")


def _arcs(house: House, boxes: dict[int, _Box], foot: float, colour: str) -> Iterator[str]:
    """Yield an arrow below the boxes for each import between two of them."""
    links = [link for link in house.links if link.source in boxes and link.target in boxes]
    ends: dict[int, list[tuple[float, int]]] = {number: [] for number in boxes}
    for i, link in enumerate(links):
        for at, other in ((link.source, link.target), (link.target, link.source)):
            ends[at].append((boxes[other].x, i))
    for i, link in enumerate(links):
        x1, x2 = (_port(boxes[at], sorted(ends[at]), i) for at in (link.source, link.target))
        apart = abs(list(boxes).index(link.source) - list(boxes).index(link.target))
        depth = foot + 14 + 9 * apart
        dashes = ' stroke-dasharray="4 3"' if link.deferred else ""
        yield (
            f'<path d="M{x1:.1f} {foot:.1f}C{x1:.1f} {depth:.1f} {x2:.1f} {depth:.1f} {x2:.1f} {foot + 6:.1f}" '
            f'fill="none" stroke="{colour}" stroke-opacity="0.8"{dashes}/>'
        )
        yield f'<path d="M{x2 - 3:.1f} {foot + 7:.1f}h6l-3 -7z" fill="{colour}"/>'


def _port(box: _Box, ends: Sequence[tuple[float, int]], link: int) -> float:
    """Return where along the foot of `box` a link ends, in the order of the rooms at the other ends."""
    place = [i for _, i in ends].index(link)
    return box.x + box.width * (place + 1) / (len(ends) + 1)


def _arrow_between(top: float) -> str:
    middle = WIDTH / 2
    return f'<path d="M{middle - 5:g} {top + 5:.1f}h10v8h7l-12 10l-12 -10h7z" fill="#9a9a9a"/>'


def _text(x: float, y: float, text: str, fill: str = "#111111", weight: str = "", style: str = "") -> str:
    more = (f' font-weight="{weight}"' if weight else "") + (f' font-style="{style}"' if style else "")
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}"{more}>{escape(text)}</text>'
