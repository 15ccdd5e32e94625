# SPDX-License-Identifier: GPL-2.0-or-later
"""Draw how a quantity grows with the side of the raster, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 40, 50
_STEPS = 4


def draw_curve(title: str, unit: str, points: Sequence[tuple[float, float]]) -> str:
    """Return a line through `points`, (side in pixels, value in `unit`); both axes begin at nought."""
    widest, highest = max(x for x, _ in points), _round_up(max(y for _, y in points))

    def place(x: float, y: float) -> tuple[float, float]:
        across, down = (WIDTH - LEFT - RIGHT) * x / widest, (HEIGHT - TOP - BOTTOM) * y / highest
        return round(LEFT + across, 1), round(HEIGHT - BOTTOM - down, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="DejaVu Sans, Verdana, sans-serif" font-size="12">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="24" font-size="14">{title} ({unit})</text>',
    ]
    for i in range(_STEPS + 1):
        value = highest * i / _STEPS
        x, y = place(0, value)
        parts.append(f'<path d="M{x} {y}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        parts.append(f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{value:g}</text>')
    line = " ".join(f"{x},{y}" for x, y in (place(*point) for point in points))
    parts.append(f'<polyline points="{line}" fill="none" stroke="#1f5fa8" stroke-width="2"/>')
    for side, value in points:
        x, y = place(side, value)
        parts.append(f'<circle cx="{x}" cy="{y}" r="3.5" fill="#1f5fa8"><title>{value:.4g}</title></circle>')
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{side:.0f}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">pixels a side</text>')
    return "\n".join((*parts, "</svg>", ""))


def _round_up(value: float) -> float:
    """Return the next number of one digit that is not smaller: 1, 2, 5 times a power of ten."""
    power = 10.0 ** (len(str(int(value))) - 1 if value >= 1 else -1)
    return next((step * power for step in (1, 2, 5, 10) if step * power >= value), 10 * power)
