# SPDX-License-Identifier: GPL-2.0-or-later
"""The classes along the days, as SVG inside HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.summary.day_areas import DayAreas
from eurosat_plugin.core.summary.quantities import hectares_text
from eurosat_plugin.core.translation import tr, translate

WIDTH, HEIGHT = 760, 300
_LEFT, _TOP, _BOTTOM, _RIGHT = 96, 12, 30, 16
_WIDEST, _NARROWEST = 40.0, 1.5
_LABEL = 76
"""Room that the label of a day needs, in SVG units."""


def time_chart(days: Sequence[DayAreas], scheme: ClassScheme = EUROSAT) -> str:
    """Return an ``<svg>`` with a column for each day, its hectares stacked class upon class of `scheme`.

    :param days: at least one; each tells its day, and they are in order.
    """
    numbers = [date.fromisoformat(found.day).toordinal() for found in days]
    highest = max(found.area_ha for found in days) or 1.0
    scale = (HEIGHT - _TOP - _BOTTOM) / highest
    centres, width = _columns(numbers)
    spoken = "; ".join(f"{found.day} {hectares_text(found.area_ha)}" for found in days)
    label = escape(tr("Classified area by day: {days}").format(days=spoken))
    parts = [
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{label}">'
    ]
    for quarter in range(5):
        height = HEIGHT - _BOTTOM - scale * highest * quarter / 4
        text = hectares_text(highest * quarter / 4, highest)
        parts.append(f'<path d="M{_LEFT} {height:.1f}H{WIDTH - _RIGHT}" stroke="#e3e6e3"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{height:.1f}" dy="0.35em" text-anchor="end">{text}</text>')
    for found, centre in zip(days, centres):
        parts.append(_column(found, scheme, centre - width / 2, width, scale))
    last = -float("inf")
    for found, centre in zip(days, centres):
        if centre - last >= _LABEL:
            place = min(centre, WIDTH - _LABEL / 2)
            parts.append(f'<text x="{place:.1f}" y="{HEIGHT - 10}" text-anchor="middle">{found.day}</text>')
            last = centre
    return "\n".join([*parts, "</svg>"])


def _columns(numbers: Sequence[int]) -> tuple[list[float], float]:
    """Return the middle of the column of each day, and the width of all."""
    room = float(WIDTH - _LEFT - _RIGHT)
    span = numbers[-1] - numbers[0]
    if not span:
        return [_LEFT + room / 2], _WIDEST
    closest = min(after - before for before, after in zip(numbers, numbers[1:]))
    width = max(_NARROWEST, min(_WIDEST, 0.8 * room * closest / (span + closest)))
    start, room = _LEFT + width / 2, room - width
    return [start + room * (number - numbers[0]) / span for number in numbers], width


def _column(found: DayAreas, scheme: ClassScheme, left: float, width: float, scale: float) -> str:
    top, parts, spoken = float(HEIGHT - _BOTTOM), [], []
    for land_cover in scheme.classes:
        area = found.areas.get(land_cover.key, 0.0)
        height = area * scale
        top -= height
        if height > 0:
            spoken.append(f"{translate(land_cover.name)} {hectares_text(area)}")
            parts.append(
                f'<rect x="{left:.1f}" y="{top:.2f}" width="{width:.1f}" height="{height:.2f}" '
                f'fill="{scheme.colors[land_cover.id]}"/>'
            )
    said = escape("; ".join([found.day, *spoken]))
    return f"<g><title>{said}</title>{''.join(parts)}</g>"
