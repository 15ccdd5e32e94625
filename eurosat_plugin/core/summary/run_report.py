# SPDX-License-Identifier: GPL-2.0-or-later
"""What many images show together, day by day, on one page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.summary.day_areas import DayAreas
from eurosat_plugin.core.summary.quantities import hectares_text
from eurosat_plugin.core.summary.report_page import number_cells, report_page, section
from eurosat_plugin.core.summary.time_chart import time_chart
from eurosat_plugin.core.translation import number, tr, translate

MOST_ROWS = 500
"""Images and refusals that a page lists; the tables beside it have all."""


@dataclass(frozen=True)
class ImageRow:
    """An image that is done; `class_key` is its most frequent class."""

    name: str
    day: str
    class_key: str
    area_ha: float


@dataclass(frozen=True)
class RunReport:
    """What a report tells of a run; all texts are plain and are escaped here.

    `refused` are images and sentences of those that were given up, `waiting` the number of those that are not done yet,
    `settings` names and values; `made` says when and by what the report was made. `scheme` has the classes of all.
    """

    days: Sequence[DayAreas]
    images: Sequence[ImageRow]
    refused: Sequence[tuple[str, str]]
    waiting: int
    settings: Mapping[str, str]
    made: str
    homepage: str
    scheme: ClassScheme = EUROSAT

    def html(self) -> str:
        """Return the page."""
        title = tr("Land cover of many images")
        body = [
            f"<header><h1>{title}</h1>{self._lead()}</header>",
            self._refusals(),
            self._figures(),
            self._chart(),
            self._day_table(),
            self._image_table(),
            self._settings(),
            self._footer(),
        ]
        return report_page(title, body)

    def _dated(self) -> list[DayAreas]:
        return [found for found in self.days if found.day]

    def _lead(self) -> str:
        dated = self._dated()
        if not dated:
            return f'<p class="lead">{tr("The images do not tell their days.")}</p>'
        said = tr("From {first} to {last}").format(first=dated[0].day, last=dated[-1].day)
        return f'<p class="lead">{said}</p>'

    def _refusals(self) -> str:
        lines = [f"<b>{escape(name)}</b>: {escape(sentence)}" for name, sentence in self.refused[:MOST_ROWS]]
        if self.waiting:
            lines.insert(0, tr("Images that are not done yet: {count}.").format(count=number(self.waiting)))
        if not lines:
            return ""
        heading, items = tr("Not in the sums"), "".join(f"<li>{line}</li>" for line in lines)
        return f'<section class="warnings"><h2>{heading}</h2><ul>{items}</ul></section>'

    def _figures(self) -> str:
        overlap = sum(found.overlap_ha for found in self.days)
        shown = [
            (number(len(self.images)), tr("images classified")),
            (number(len(self._dated())), tr("days")),
            (number(len(self.refused)), tr("images given up")),
            (hectares_text(overlap), tr("seen twice on a day, counted once")),
        ]
        cards = "".join(f'<div class="figure"><b>{value}</b>{label}</div>' for value, label in shown)
        return f'<div class="figures">{cards}</div>'

    def _chart(self) -> str:
        dated = [found for found in self._dated() if found.area_ha > 0]
        if not dated:
            return ""
        caption = [
            tr("Columns: hectares of the classes on each day, in the colours of the table below."),
            tr("A low column shows less ground, such as that under the path of a satellite, or between clouds."),
        ]
        return f"<figure>{time_chart(dated, self.scheme)}<figcaption>{' '.join(caption)}</figcaption></figure>"

    def _day_table(self) -> str:
        there = [c for c in self.scheme.classes if any(found.areas.get(c.key, 0.0) > 0 for found in self.days)]
        if not there:
            return f"<p>{tr('No tile has a class.')}</p>"
        heads = "".join(
            f'<th class="n"><span class="swatch" style="background: {self.scheme.colors[c.id]}"></span>'
            f"{escape(translate(c.name))}</th>"
            for c in there
        )
        rows = []
        for found in self.days:
            day = found.day or tr("not told")
            cells = [number(found.images), *(number(found.areas.get(c.key, 0.0), 1) for c in there)]
            rows.append(f'<tr><td class="name">{day}</td>{number_cells([*cells, number(found.area_ha, 1)])}</tr>')
        head = f'<th>{tr("Day")}</th><th class="n">{tr("Images")}</th>{heads}<th class="n">{tr("All")}</th>'
        note = tr(
            "Where images of a day overlap, their ground is counted once: by the image that stands first in the plan."
        )
        return section(
            tr("Hectares by day"),
            f'<table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table><p class="note">{note}</p>',
        )

    def _image_table(self) -> str:
        names = {c.key: translate(c.name) for c in self.scheme.classes}
        rows = [
            f"<tr><td>{escape(row.name)}</td><td>{row.day}</td><td>{escape(names.get(row.class_key, ''))}</td>"
            f"{number_cells([number(row.area_ha, 1)])}</tr>"
            for row in self.images[:MOST_ROWS]
        ]
        if not rows:
            return ""
        heads = (tr("Image"), tr("Day"), tr("Largest class"))
        head = "".join(f"<th>{name}</th>" for name in heads) + f'<th class="n">{tr("Hectares")}</th>'
        more = len(self.images) - len(rows)
        note = tr("Images that are not listed: {count}.").format(count=number(more)) if more else ""
        return section(
            tr("Images"),
            f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
            + (f'<p class="note">{note}</p>' if note else ""),
        )

    def _settings(self) -> str:
        rows = "".join(f"<tr><th>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in self.settings.items())
        return section(tr("Settings"), f'<table class="settings"><tbody>{rows}</tbody></table>')

    def _footer(self) -> str:
        imagery = tr("Contains modified Copernicus Sentinel data; maps made from it must say so with the image's year.")
        link = f'<a href="{escape(self.homepage)}">{tr("EuroSAT Land Cover")}</a>'
        return f"<footer><p>{imagery}</p><p>{escape(self.made)} {link}</p></footer>"
