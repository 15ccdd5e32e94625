# SPDX-License-Identifier: GPL-2.0-or-later
"""An accuracy assessment on one page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from eurosat_plugin.core.assessment.accuracy import ClassAccuracy
from eurosat_plugin.core.assessment.assessment import Assessment
from eurosat_plugin.core.assessment.assessment_chart import area_chart, reliability_chart
from eurosat_plugin.core.assessment.assessment_words import (
    accuracy_sentence,
    area_sentence,
    calibration_sentences,
    reference_name,
    with_interval,
)
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.summary.quantities import percent_text
from eurosat_plugin.core.summary.report_page import bullets, report_page, section
from eurosat_plugin.core.translation import number, tr

_MIXED_COLOR = "#9e9e9e"


@dataclass(frozen=True)
class AssessmentReport:
    """All texts are plain and are escaped here; `lead` says what was assessed with what, `made` when and by what."""

    title: str
    lead: str
    found: Assessment
    warnings: Sequence[str]
    made: str
    homepage: str
    colors: Sequence[str] = PALETTES["corine"]

    def html(self) -> str:
        """Return the page."""
        body = [
            f'<header><h1>{escape(self.title)}</h1><p class="lead">{escape(self.lead)}</p></header>',
            self._warnings(),
            self._figures(),
            self._sentences(),
            self._areas(),
            self._accuracies(),
            self._matrix(),
            self._reliability(),
            self._strata(),
            self._methods(),
        ]
        return report_page(self.title, body)

    @property
    def _shown(self) -> list[ClassAccuracy]:
        """The classes that map or sample have."""
        return [c for c in self.found.accuracy.classes if c.mapped_ha or c.sampled or c.area.value]

    def _warnings(self) -> str:
        if not self.warnings:
            return ""
        return f'<section class="warnings"><h2>{tr("To be checked")}</h2>{bullets(self.warnings)}</section>'

    def _figures(self) -> str:
        accuracy = self.found.accuracy
        low, high = percent_text(accuracy.overall.low), percent_text(accuracy.overall.high)
        shown = [
            (percent_text(accuracy.overall.value), tr("overall accuracy, 95 % from {low} to {high}")),
            (percent_text(accuracy.overall.error, 2), tr("its standard error")),
            (number(accuracy.units), tr("reference tiles in {strata} strata")),
            (
                tr("{area}\u00a0ha").format(area=number(sum(self.found.population.hectares), 0)),
                tr("that they stand for"),
            ),
        ]
        values = {"low": low, "high": high, "strata": number(len(self.found.sizes))}
        cards = "".join(f'<div class="figure"><b>{value}</b>{text.format(**values)}</div>' for value, text in shown)
        return f'<div class="figures">{cards}</div>'

    def _sentences(self) -> str:
        lines = [accuracy_sentence(self.found.accuracy, len(self.found.sizes))]
        lines += [area_sentence(c) for c in self._shown]
        return section(tr("Sentences for the paper"), bullets(lines))

    def _areas(self) -> str:
        shown = self._shown
        colors = [(*self.colors, _MIXED_COLOR)[c.number] for c in shown]
        caption = tr("Bars: hectares of the map. Dots: estimate from the sample, with its 95 % interval.")
        figure = f"<figure>{area_chart(shown, colors)}<figcaption>{caption}</figcaption></figure>"
        heads = [tr("Class"), tr("Mapped hectares"), tr("Hectares"), tr("Standard error"), tr("95 % from"), tr("to")]
        rows = [
            [
                reference_name(c),
                *(number(v, 1) for v in (c.mapped_ha, c.area.value, c.area.error, c.area.low, c.area.high)),
            ]
            for c in shown
        ]
        return section(tr("Area of each class"), figure + _table(heads, rows))

    def _accuracies(self) -> str:
        heads = [tr("Class"), tr("User's accuracy"), tr("Producer's accuracy"), tr("F1")]
        rows = [[reference_name(c), *map(with_interval, (c.users, c.producers, c.f1))] for c in self._shown]
        note = tr("In brackets: 95 % intervals.")
        return section(tr("Accuracy of each class"), f'{_table(heads, rows)}<p class="note">{note}</p>')

    def _matrix(self) -> str:
        shown, accuracy = self._shown, self.found.accuracy
        heads = [tr("Map \u2193 reference \u2192"), *map(reference_name, shown)]
        rows = [(reference_name(c), c.number) for c in shown if c.number < len(accuracy.counts)]
        counts = [[name, *(number(int(accuracy.counts[n, c.number])) for c in shown)] for name, n in rows]
        shares = [[name, *(percent_text(float(accuracy.shares[n, c.number])) for c in shown)] for name, n in rows]
        tables = f"{_table(heads, counts)}<h3>{tr('In percent of the area')}</h3>{_table(heads, shares)}"
        return section(tr("Error matrix, in reference tiles"), tables)

    def _reliability(self) -> str:
        lines = "".join(f"<p>{escape(sentence)}</p>" for sentence in calibration_sentences(self.found))
        bands = self.found.bands
        if not bands:
            return section(tr("Is the confidence true here?"), f"<p>{tr('The map tells no confidence.')}</p>")
        heads = [tr("Confidence"), tr("Reference tiles"), tr("Mean confidence"), tr("Right")]
        rows = [
            [
                tr("{low} to {high}").format(low=percent_text(b.low, 0), high=percent_text(b.high, 0)),
                number(b.units),
                percent_text(b.confidence),
                with_interval(b.accuracy),
            ]
            for b in bands
        ]
        figure = f"<figure>{reliability_chart(bands)}</figure>"
        return section(tr("Is the confidence true here?"), lines + figure + _table(heads, rows))

    def _strata(self) -> str:
        strata = self.found.population
        heads = [tr("Stratum"), tr("Reference tiles"), tr("Tiles"), tr("Hectares")]
        rows = [
            [name, number(size), number(int(tiles)), number(float(hectares), 1)]
            for name, size, tiles, hectares in zip(strata.names, self.found.sizes, strata.tiles, strata.hectares)
        ]
        return section(tr("Strata"), _table(heads, rows))

    def _methods(self) -> str:
        lines = [
            tr(
                "Estimators for stratified random sampling, with strata that may differ from the classes of the map: "
                "Stehman (2014), Int. J. Remote Sensing 35(13), 4923-4939; where they are the classes, these are those "
                "of Olofsson et al. (2014), Remote Sensing of Environment 148, 42-57. Inside a stratum tiles count by "
                "their area, and standard errors are corrected for the finite number of tiles."
            ),
            tr(
                "± is 1.96 standard errors. Intervals are Wilson's, carried over to strata, which in large samples is "
                "the same; with few tiles or rare classes they hold more often."
            ),
            tr(
                "Not supported: points that were not drawn from strata of known size, strata that were made after the "
                "sample, and clusters of tiles."
            ),
        ]
        link = f'<a href="{escape(self.homepage)}">{tr("EuroSAT Land Cover")}</a>'
        return f"<footer>{''.join(f'<p>{line}</p>' for line in lines)}<p>{escape(self.made)} {link}</p></footer>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose first column is text, and the others numbers."""
    first, *others = heads
    head = f"<th>{escape(first)}</th>" + "".join(f'<th class="n">{escape(name)}</th>' for name in others)
    body = "".join(
        f'<tr><td class="name">{escape(name)}</td>'
        + "".join(f'<td class="n">{escape(text)}</td>' for text in texts)
        + "</tr>"
        for name, *texts in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
