# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person wants to know of a classified grid, on one page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import isnan

from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.report_chart import histogram
from eurosat_plugin.core.report_style import STYLE
from eurosat_plugin.core.statistics import ClassShare, ClassStatistics
from eurosat_plugin.core.tally import FLAGS, Tally

SETTINGS: dict[str, str] = {
    "radiometry": "Radiometry",
    "offset": "Offset added to the numbers",
    "bands": "Bands read as red, green, blue",
    "stride": "Stride between windows in pixels",
    "edge": "Tiles at the edges",
    "tta": "Average of eight views",
    "min_confidence": "Confidence below which a tile is uncertain",
    "model": "Model",
    "model_version": "Version of the model",
    "model_sha256": "SHA-256 of the model file",
    "backend": "Backend",
    "plugin_version": "Version of the plugin",
}
"""What the entries of a provenance are called, in the order of the report."""


@dataclass(frozen=True)
class Report:
    """What a report tells of a grid; all texts are plain and are escaped here.

    `provenance` has the entries that are known of how the grid was made: those of SETTINGS, ``source``, and
    ``findings`` and ``warnings`` with one sentence a line. `made` says when and by what the report was made.
    """

    title: str
    tally: Tally
    provenance: Mapping[str, str]
    made: str
    homepage: str

    def html(self) -> str:
        """Return the page."""
        statistics = self.tally.statistics
        body = [
            f"<header><h1>{escape(self.title)}</h1>{self._lead()}</header>",
            self._warnings(),
            _figures(self.tally),
            _chart(statistics),
            _class_table(statistics),
            self._notes(),
            _flag_table(self.tally),
            self._findings(),
            self._settings(),
            self._footer(),
        ]
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
            + "\n".join(filter(None, body))
            + "\n</main>\n</body>\n</html>\n"
        )

    def _lead(self) -> str:
        source = self.provenance.get("source", "")
        said = f"Source: <code>{escape(source)}</code>" if source else "The layer does not say what it was made of."
        return f'<p class="lead">{said}</p>'

    def _warnings(self) -> str:
        lines = self._lines("warnings")
        return f'<section class="warnings"><h2>To be checked</h2>{_list(lines)}</section>' if lines else ""

    def _notes(self) -> str:
        notes = []
        if self.tally.estimated:
            notes.append(
                "The probable hectares and the urban probability are an estimate: the layer does not hold the "
                "probabilities of all ten classes, so what the first two leave is spread evenly over the others."
            )
        if self.tally.unrated:
            notes.append(f"{_count(self.tally.unrated)} without a confidence count wholly for their class.")
        return "".join(f'<p class="note">{note}</p>' for note in notes)

    def _findings(self) -> str:
        lines = self._lines("findings")
        said = _list(lines) if lines else '<p class="note">The layer does not say.</p>'
        return f"<section><h2>How the image was read</h2>{said}</section>"

    def _settings(self) -> str:
        made = self.provenance
        known = [(label, _value(name, made[name])) for name, label in SETTINGS.items() if made.get(name)]
        if not known:
            return '<section><h2>Settings</h2><p class="note">The layer does not say.</p></section>'
        rows = "".join(f"<tr><th>{label}</th><td>{escape(value)}</td></tr>" for label, value in known)
        return f'<section><h2>Settings</h2><table class="settings"><tbody>{rows}</tbody></table></section>'

    def _footer(self) -> str:
        imagery = (
            "The colours of a map as displayed were classified; the terms of its sources hold."
            if self.provenance.get("radiometry") == "display"
            else "Contains modified Copernicus Sentinel data; maps made from it must say so with the image's year."
        )
        link = f'<a href="{escape(self.homepage)}">EuroSAT Land Cover</a>'
        return (
            f"<footer><p>{imagery}</p><p>Classes after EuroSAT (Helber et al. 2019): one class per tile of 640 m, the "
            "most probable one. Shares are of the area of all classified tiles.</p>"
            f"<p>{escape(self.made)} {link}</p></footer>"
        )

    def _lines(self, name: str) -> list[str]:
        return [line for line in self.provenance.get(name, "").split("\n") if line]


def _figures(tally: Tally) -> str:
    """Return the numbers that matter most, side by side."""
    statistics, dominant = tally.statistics, tally.statistics.dominant
    unclassified = f"{_count(tally.unclassified)} without a class" if tally.unclassified else "every tile has a class"
    figures = [
        (dominant.land_cover.name if dominant else "None", f"dominant class{_share_of(dominant)}"),
        (_percent(statistics.urban_probability), "urban probability: residential, industrial, highway"),
        (_percent(statistics.mean_confidence), "mean confidence"),
        (f"{statistics.area_ha:,.0f} ha", f"in {_count(statistics.tile_count)}; {unclassified}"),
    ]
    cards = "".join(f'<div class="figure"><b>{value}</b>{label}</div>' for value, label in figures)
    return f'<div class="figures">{cards}</div>'


def _chart(statistics: ClassStatistics) -> str:
    if not statistics.tile_count:
        return "<p>No tile has a class.</p>"
    pale = " The pale part of a bar is uncertain." if statistics.uncertain_ha else ""
    return (
        f"<figure>{histogram(statistics.shares, PALETTES['corine'])}<figcaption>Bars: area of the tiles of each class."
        f"{pale} Ticks: area when every tile counts for each class with its probability.</figcaption></figure>"
    )


def _class_table(statistics: ClassStatistics) -> str:
    heads = ("Tiles", "Hectares", "Share", "Mean confidence", "Probable hectares", "Uncertain hectares")
    head = "<th>Class</th>" + "".join(f'<th class="n">{name}</th>' for name in heads)
    rows = []
    for share, color in zip(statistics.shares, PALETTES["corine"]):
        swatch = f'<span class="swatch" style="background: {color}"></span>'
        kind = "" if share.tiles else ' class="none"'
        rows.append(
            f'<tr{kind}><td class="name">{swatch}{escape(share.land_cover.name)}</td>{_cells(_row_figures(share))}</tr>'
        )
    whole = [
        f"{statistics.tile_count:,}",
        f"{statistics.area_ha:,.1f}",
        _percent(1.0 if statistics.tile_count else 0.0),
        _percent(statistics.mean_confidence),
        f"{sum(s.probable_ha for s in statistics.shares):,.1f}",
        f"{statistics.uncertain_ha:,.1f}",
    ]
    return (
        f"<section><h2>Classes</h2><table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
        f"<tfoot><tr><th>All</th>{_cells(whole)}</tr></tfoot></table></section>"
    )


def _flag_table(tally: Tally) -> str:
    """Return how many tiles carry each flag, with its meaning."""
    others = {flag: "" for flag in tally.flags if flag not in FLAGS}
    rows = []
    for flag, meaning in {**FLAGS, **others}.items():
        count = tally.flags.get(flag, 0)
        kind = "" if count else ' class="none"'
        rows.append(f"<tr{kind}><td><code>{escape(flag)}</code></td>{_cells([f'{count:,}'])}<td>{meaning}</td></tr>")
    head = '<tr><th>Flag</th><th class="n">Tiles</th><th>Meaning: the tile …</th></tr>'
    unflagged = tally.tiles - sum(tally.flags.values())
    rest = f"<tr><td>none</td>{_cells([f'{unflagged:,}'])}<td>gives no reason for doubt</td></tr>"
    return (
        f"<section><h2>Reasons to doubt</h2><table><thead>{head}</thead><tbody>{''.join(rows)}{rest}</tbody></table>"
        "</section>"
    )


def _row_figures(share: ClassShare) -> list[str]:
    return [
        f"{share.tiles:,}",
        f"{share.area_ha:,.1f}",
        _percent(share.share),
        _percent(share.mean_confidence),
        f"{share.probable_ha:,.1f}",
        f"{share.uncertain_ha:,.1f}",
    ]


def _cells(texts: Sequence[str]) -> str:
    return "".join(f'<td class="n">{text}</td>' for text in texts)


def _list(lines: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _value(name: str, text: str) -> str:
    """Return the setting `name` as people write it; layers bring back yes and no in several spellings."""
    if name == "tta":
        return "yes" if text.lower() == "true" else "no"
    return text.removesuffix(".0") if name == "offset" else text


def _percent(share: float) -> str:
    return "\u2013" if isnan(share) else f"{100 * share:.1f}\u00a0%"


def _share_of(dominant: ClassShare | None) -> str:
    return f", {_percent(dominant.share)} of the area" if dominant else ""


def _count(tiles: int) -> str:
    return "1 tile" if tiles == 1 else f"{tiles:,} tiles"
