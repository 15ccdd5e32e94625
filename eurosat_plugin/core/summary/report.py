# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person wants to know of a classified grid, on one page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from math import isnan

from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.summary.estimates import estimate_sentences
from eurosat_plugin.core.summary.flags import FLAGS
from eurosat_plugin.core.summary.grid_figures import ClassShare, GridFigures
from eurosat_plugin.core.summary.quantities import hectares_text, percent_text, tiles_text
from eurosat_plugin.core.summary.report_chart import histogram
from eurosat_plugin.core.summary.report_page import bullets, number_cells, report_page, section
from eurosat_plugin.core.summary.tile_map import TileMap
from eurosat_plugin.core.translation import number, tr, tr_noop, translate

SETTINGS: dict[str, str] = {
    "scene": tr_noop("Image"),
    "date": tr_noop("Date"),
    "radiometry": tr_noop("Radiometry"),
    "offset": tr_noop("Offset added to the numbers"),
    "bands": tr_noop("Bands read as red, green, blue"),
    "stride": tr_noop("Cell size in pixels"),
    "edge": tr_noop("Tiles at the edges"),
    "tta": tr_noop("Average of eight rotated and mirrored views"),
    "min_confidence": tr_noop("Confidence below which a tile is uncertain"),
    "model": tr_noop("Model"),
    "model_version": tr_noop("Version of the model"),
    "model_sha256": tr_noop("SHA-256 of the model file"),
    "backend": tr_noop("Backend"),
    "plugin_version": tr_noop("Version of the plugin"),
}
"""What the entries of a provenance are called, in the order of the report."""


@dataclass(frozen=True)
class Report:
    """What a report tells of a grid; all texts are plain and are escaped here.

    `provenance` has the entries that are known of how the grid was made: those of SETTINGS, ``source``, and
    ``findings`` and ``warnings`` with one sentence a line. `made` says when and by what the report was made; `colors`
    are those of the classes, in class order.
    """

    title: str
    figures: GridFigures
    provenance: Mapping[str, str]
    made: str
    homepage: str
    colors: Sequence[str] = PALETTES["corine"]
    tiles: TileMap = field(default_factory=TileMap)

    def html(self) -> str:
        """Return the page."""
        figures = self.figures
        body = [
            f"<header><h1>{escape(self.title)}</h1>{self._lead()}</header>",
            self._warnings(),
            _figures(figures),
            _chart(figures, self.colors),
            self._map(),
            _class_table(figures, self.colors),
            self._notes(),
            _flag_table(figures),
            self._findings(),
            self._settings(),
            self._footer(),
        ]
        return report_page(self.title, body)

    def _lead(self) -> str:
        source = self.provenance.get("source", "")
        if source:
            said = tr("Source: {source}").format(source=f"<code>{escape(source)}</code>")
        else:
            said = tr("The layer does not record what it was made from.")
        return f'<p class="lead">{said}</p>'

    def _warnings(self) -> str:
        lines, heading = self._lines("warnings"), tr("To be checked")
        return f'<section class="warnings"><h2>{heading}</h2>{bullets(lines)}</section>' if lines else ""

    def _map(self) -> str:
        picture = self.tiles.picture(self.colors)
        if not picture:
            return ""
        caption = [
            tr("Map: each square is a tile in the colour of its class, as in the table below."),
            tr("Dark frames mean that there is a reason to doubt a tile; grey tiles have no class."),
        ]
        return f"<figure>{picture}<figcaption>{' '.join(caption)}</figcaption></figure>"

    def _notes(self) -> str:
        return "".join(f'<p class="note">{sentence}</p>' for sentence in estimate_sentences(self.figures))

    def _findings(self) -> str:
        lines = self._lines("findings")
        return section(tr("How the image was read"), bullets(lines) if lines else _unknown())

    def _settings(self) -> str:
        made = self.provenance
        known = [(translate(label), _value(name, made[name])) for name, label in SETTINGS.items() if made.get(name)]
        rows = "".join(f"<tr><th>{label}</th><td>{escape(value)}</td></tr>" for label, value in known)
        table = f'<table class="settings"><tbody>{rows}</tbody></table>'
        return section(tr("Settings"), table if known else _unknown())

    def _footer(self) -> str:
        imagery = (
            tr("The colours of a map as displayed were classified; the terms of use of its sources apply.")
            if self.provenance.get("radiometry") == "display"
            else tr("Contains modified Copernicus Sentinel data; maps made from it must say so with the image's year.")
        )
        classes = tr(
            "Classes after EuroSAT (Helber et al. 2019): one class per tile of 640 m, the most probable one. Shares "
            "are of the area of all classified tiles."
        )
        if not self.figures.is_eurosat:
            classes = tr(
                "Classes of the model {model}: one class per tile, the most probable one. Shares are of the area of "
                "all classified tiles."
            ).format(model=escape(self.provenance.get("model", "")))
        link = f'<a href="{escape(self.homepage)}">{tr("EuroSAT Land Cover")}</a>'
        return f"<footer><p>{imagery}</p><p>{classes}</p><p>{escape(self.made)} {link}</p></footer>"

    def _lines(self, name: str) -> list[str]:
        return [line for line in self.provenance.get(name, "").split("\n") if line]


def _unknown() -> str:
    return f'<p class="note">{tr("The layer does not record this.")}</p>'


def _figures(figures: GridFigures) -> str:
    """Return the numbers that matter most, side by side."""
    dominant = figures.dominant
    share = tr("largest class, {share} of the area").format(share=percent_text(dominant.share)) if dominant else ""
    tiles = tr("in {tiles}; every tile has a class")
    if figures.unclassified:
        tiles = tr("in {tiles}; {others} without a class")
    shown = [
        (translate(dominant.land_cover.name) if dominant else tr("None"), share or tr("largest class")),
        (percent_text(figures.urban_probability), tr("urban probability: residential, industrial, highway")),
        (percent_text(figures.mean_confidence), tr("mean confidence")),
        (
            hectares_text(figures.area_ha),
            tiles.format(tiles=tiles_text(figures.classified), others=tiles_text(figures.unclassified)),
        ),
    ]
    if isnan(figures.urban_probability) and not figures.is_eurosat:
        del shown[1]
    cards = "".join(f'<div class="figure"><b>{value}</b>{label}</div>' for value, label in shown)
    return f'<div class="figures">{cards}</div>'


def _chart(figures: GridFigures, colors: Sequence[str]) -> str:
    if not figures.classified:
        return f"<p>{tr('No tile has a class.')}</p>"
    caption = [
        tr("Bars: area of the tiles of each class."),
        tr("The pale part of a bar is uncertain.") if figures.uncertain_ha else "",
        tr("Ticks: area when every tile counts for each class with its probability."),
    ]
    chart = histogram(figures, colors)
    return f"<figure>{chart}<figcaption>{' '.join(filter(None, caption))}</figcaption></figure>"


def _class_table(figures: GridFigures, colors: Sequence[str]) -> str:
    heads = (
        tr("Tiles"),
        tr("Hectares"),
        tr("Share"),
        tr("Mean confidence"),
        tr("Probable hectares"),
        tr("Uncertain hectares"),
    )
    head = f"<th>{tr('Class')}</th>" + "".join(f'<th class="n">{name}</th>' for name in heads)
    rows = []
    for share, color in zip(figures.shares, colors):
        swatch = f'<span class="swatch" style="background: {color}"></span>'
        name = escape(translate(share.land_cover.name))
        kind = "" if share.tiles else ' class="none"'
        rows.append(f'<tr{kind}><td class="name">{swatch}{name}</td>{number_cells(_row_figures(share))}</tr>')
    whole = [
        number(figures.classified),
        number(figures.area_ha, 1),
        percent_text(1.0 if figures.classified else 0.0),
        percent_text(figures.mean_confidence),
        number(sum(s.probable_ha for s in figures.shares), 1),
        number(figures.uncertain_ha, 1),
    ]
    return section(
        tr("Classes"),
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
        f"<tfoot><tr><th>{tr('All')}</th>{number_cells(whole)}</tr></tfoot></table>",
    )


def _flag_table(figures: GridFigures) -> str:
    """Return how many tiles carry each flag, with its meaning."""
    others = {flag: "" for flag in figures.flags if flag not in FLAGS}
    rows = []
    for flag, meaning in {**FLAGS, **others}.items():
        count, said = figures.flags.get(flag, 0), translate(meaning) if meaning else ""
        kind = "" if count else ' class="none"'
        rows.append(
            f"<tr{kind}><td><code>{escape(flag)}</code></td>{number_cells([number(count)])}<td>{said}</td></tr>"
        )
    unflagged = figures.tiles - sum(figures.flags.values())
    rest, none = tr("gives no reason for doubt"), tr("none")
    rows.append(f"<tr><td>{none}</td>{number_cells([number(unflagged)])}<td>{rest}</td></tr>")
    flag, tiles, meaning = tr("Doubt"), tr("Tiles"), tr("Meaning: the tile …")
    head = f'<tr><th>{flag}</th><th class="n">{tiles}</th><th>{meaning}</th></tr>'
    return section(tr("Reasons to doubt"), f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>")


def _row_figures(share: ClassShare) -> list[str]:
    return [
        number(share.tiles),
        number(share.area_ha, 1),
        percent_text(share.share),
        percent_text(share.mean_confidence),
        number(share.probable_ha, 1),
        number(share.uncertain_ha, 1),
    ]


def _value(name: str, text: str) -> str:
    """Return the setting `name` as people write it; layers bring back yes and no in several spellings."""
    if name == "tta":
        return tr("yes") if text.lower() == "true" else tr("no")
    return text.removesuffix(".0") if name == "offset" else text
