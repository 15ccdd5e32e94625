# SPDX-License-Identifier: GPL-2.0-or-later
"""The drawings of an assessment's report, as SVG inside HTML: areas with intervals, and the reliability diagram."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eurosat_plugin.core.assessment.accuracy import ClassAccuracy
from eurosat_plugin.core.assessment.assessment_words import reference_name
from eurosat_plugin.core.assessment.reliability import Band
from eurosat_plugin.core.summary.quantities import percent_text
from eurosat_plugin.core.summary.report_page import name_beside
from eurosat_plugin.core.translation import number, tr

WIDTH = 760
ROW = 34
_NAME, _FIGURES = 190, 150
_SIDE, _LEFT, _BOTTOM = 320, 56, 44


def area_chart(classes: Sequence[ClassAccuracy], colors: Sequence[str]) -> str:
    """Return an ``<svg>`` with a bar of mapped hectares for each class, and the estimate with its interval over it.

    :param classes: those to show, in their order; at least one.
    :param colors: ``#rrggbb`` of each.
    """
    longest = max(max(c.area.high, c.mapped_ha) for c in classes) or 1.0
    scale, height = (WIDTH - _NAME - _FIGURES) / longest, ROW * len(classes) + 2
    label = tr("Mapped and estimated area of each class")
    rows = "".join(_area_row(c, color, i * ROW + 1, scale) for i, (c, color) in enumerate(zip(classes, colors)))
    return f"{_head(WIDTH, height, label)}{rows}</svg>"


def reliability_chart(bands: Sequence[Band]) -> str:
    """Return an ``<svg>`` with the accuracy of each band of confidence and its interval against its mean confidence."""
    label = tr("Reliability: how often tiles of a confidence are right")
    parts = [_head(_LEFT + _SIDE + 74, _SIDE + _BOTTOM + 12, label)]
    for tick in range(0, 101, 20):
        x, y, text = _x(tick / 100), _y(tick / 100), percent_text(tick / 100, 0)
        parts.append(f'<path d="M{_LEFT} {y:g}H{_LEFT + _SIDE}M{x:g} {_y(0):g}V{_y(1):g}" stroke="#e3e6e3"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y:g}" dy="0.35em" text-anchor="end">{text}</text>')
        parts.append(f'<text x="{x:g}" y="{_y(0) + 16:g}" text-anchor="middle">{text}</text>')
    parts.append(f'<path d="M{_x(0):g} {_y(0):g}L{_x(1):g} {_y(1):g}" stroke="#8a918c" stroke-dasharray="5 4"/>')
    for band in bands:
        x, low, high = _x(band.confidence), _y(band.accuracy.low), _y(band.accuracy.high)
        parts.append(f'<path d="M{x:.1f} {low:.1f}V{high:.1f}M{x - 5:.1f} {low:.1f}h10M{x - 5:.1f} {high:.1f}h10" ')
        parts.append('stroke="#1f5f8b" stroke-width="1.5" fill="none"/>')
        parts.append(f'<circle cx="{x:.1f}" cy="{_y(band.accuracy.value):.1f}" r="4" fill="#1f5f8b"/>')
    axis = escape(tr("Mean confidence of the map; upwards: part that is right"))
    parts.append(f'<text x="8" y="{_y(0) + 36:g}">{axis}</text></svg>')
    return "".join(parts)


def _area_row(found: ClassAccuracy, color: str, top: float, scale: float) -> str:
    middle, bar = top + ROW / 2, top + 7
    low, high, value = (_NAME + limit * scale for limit in (found.area.low, found.area.high, found.area.value))
    mapped, end = max(0.0, found.mapped_ha * scale), max(_NAME + found.mapped_ha * scale, high)
    decimals = 1 if found.area.value < 100 else 0
    figures = f"{number(found.area.value, decimals)} ± {number(found.area.margin, decimals)}"
    said = escape(tr("{area}\u00a0ha").format(area=figures))
    return (
        f'<g><text x="{_NAME - 10}" y="{middle:g}" dy="0.35em" text-anchor="end">'
        f"{name_beside(reference_name(found))}</text>"
        f'<rect x="{_NAME}" y="{bar:g}" height="{ROW - 14}" width="{mapped:.1f}" fill="{color}" fill-opacity="0.55" '
        'stroke="#4a4a4a" stroke-width="0.75"/>'
        f'<path d="M{low:.1f} {middle:g}H{high:.1f}M{low:.1f} {middle - 5:g}v10M{high:.1f} {middle - 5:g}v10" '
        'stroke="#111" stroke-width="1.5" fill="none"/>'
        f'<circle cx="{value:.1f}" cy="{middle:g}" r="4" fill="#111"/>'
        f'<text x="{end + 8:.1f}" y="{middle:g}" dy="0.35em">{said}</text></g>'
    )


def _head(width: int, height: int, label: str) -> str:
    return (
        f'<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(label)}">'
    )


def _x(share: float) -> float:
    return _LEFT + _SIDE * share


def _y(share: float) -> float:
    return 8 + _SIDE * (1 - share)
