# SPDX-License-Identifier: GPL-2.0-or-later
"""The histogram of a report, as SVG inside HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eurosat_plugin.core.summary.grid_figures import ClassShare, GridFigures
from eurosat_plugin.core.summary.quantities import hectares_text, percent_text
from eurosat_plugin.core.summary.report_page import name_beside
from eurosat_plugin.core.translation import tr, translate

WIDTH = 760
ROW = 30
_NAME, _FIGURES = 190, 150
"""Room for the name at the left and the figures at the right, in SVG units."""


def histogram(figures: GridFigures, colors: Sequence[str]) -> str:
    """Return an ``<svg>`` with a bar for each class that has tiles, the largest first.

    Bars are hectares; their pale part is uncertain, and a tick marks the hectares weighted by probability.

    :param figures: of at least one tile with a class.
    :param colors: ``#rrggbb`` of the classes, in class order.
    """
    rows = sorted((s for s in figures.shares if s.tiles), key=lambda s: (-s.area_ha, s.land_cover.id))
    longest = max(max(s.area_ha, s.probable_ha) for s in rows) or 1.0
    scale = (WIDTH - _NAME - _FIGURES) / longest
    height = ROW * len(rows) + 2
    spoken = "; ".join(f"{translate(s.land_cover.name)} {percent_text(s.share)}" for s in rows)
    label = tr("Histogram of the classes: {shares}").format(shares=spoken)
    parts = [
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{escape(label)}">'
    ]
    for i, share in enumerate(rows):
        parts.append(_row(share, colors[share.land_cover.id], i * ROW + 1, scale, figures.area_ha))
    return "\n".join([*parts, "</svg>"])


def _row(share: ClassShare, color: str, top: float, scale: float, whole_ha: float) -> str:
    middle, bar = top + ROW / 2, top + 5
    certain, whole = (share.area_ha - share.uncertain_ha) * scale, max(1.0, share.area_ha * scale)
    tick = _NAME + share.probable_ha * scale
    name = name_beside(translate(share.land_cover.name))
    figures = f"{percent_text(share.share)} · {hectares_text(share.area_ha, whole_ha)}"
    size = f'y="{bar:g}" height="{ROW - 10}"'
    return (
        f'<g><text x="{_NAME - 10}" y="{middle:g}" dy="0.35em" text-anchor="end">{name}</text>'
        f'<rect x="{_NAME}" {size} width="{whole:.1f}" fill="{color}" fill-opacity="0.4"/>'
        f'<rect x="{_NAME}" {size} width="{max(0.0, certain):.1f}" fill="{color}"/>'
        f'<rect x="{_NAME}" {size} width="{whole:.1f}" fill="none" stroke="#4a4a4a" stroke-width="0.75"/>'
        f'<path d="M{tick:.1f} {bar - 3:g}V{bar + ROW - 7:g}" stroke="#111" stroke-width="1.5"/>'
        f'<text x="{max(_NAME + whole, tick) + 8:.1f}" y="{middle:g}" dy="0.35em">{figures}</text></g>'
    )
