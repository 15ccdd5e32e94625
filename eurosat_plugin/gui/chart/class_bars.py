# SPDX-License-Identifier: GPL-2.0-or-later
"""The shares of the classes as bars, in a chart or in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.core.summary.grid_figures import ClassShare, GridFigures
from eurosat_plugin.core.summary.quantities import hectares_text, percent_text, tiles_text
from eurosat_plugin.gui.chart.bar_chart import Bar

_CONTEXT = "ClassHistogram"


@dataclass(frozen=True)
class ClassBars:
    """What a chart shows: `figures`, as a part of `whole` where there is one, e.g. the selected tiles of all.

    `colors` by class key take the place of the classes' own. Rows stand largest first unless `by_class`. Without any
    tiles `empty` stands in place of the chart. `hidden` classes have no row; the others keep their shares.
    """

    figures: GridFigures = field(default_factory=GridFigures)
    whole: GridFigures | None = None
    colors: Mapping[str, str] = field(default_factory=dict)
    by_class: bool = False
    empty: str = ""
    hidden: frozenset[str] = frozenset()

    @property
    def empty_sentence(self) -> str:
        """What stands in place of the chart when it is empty."""
        if self.empty:
            return self.empty
        if self._total.classified:
            return QCoreApplication.translate(_CONTEXT, "All classes that have tiles are hidden in the legend.")
        return QCoreApplication.translate(_CONTEXT, "There are no classified tiles to show.")

    @property
    def is_empty(self) -> bool:
        """Whether there is no tile to be shown."""
        return not any(share.tiles for share in self._total.shares if share.land_cover.key not in self.hidden)

    @property
    def bars(self) -> list[Bar]:
        """The rows from top to bottom; classes without tiles come last unless `by_class`."""
        largest = max(share.area_ha for share in self._total.shares) or 1.0
        total = {share.land_cover.key: share for share in self._total.shares}
        return [
            Bar(
                share.land_cover.key,
                class_name(share.land_cover),
                self.colors.get(share.land_cover.key, share.land_cover.color),
                share_figures(share, self.figures),
                share.area_ha / largest,
                total[share.land_cover.key].area_ha / largest,
                total[share.land_cover.key].tiles > 0,
            )
            for share in self._in_order(total)
            if share.land_cover.key not in self.hidden
        ]

    @property
    def _total(self) -> GridFigures:
        return self.figures if self.whole is None else self.whole

    def _in_order(self, total: Mapping[str, ClassShare]) -> list[ClassShare]:
        if self.by_class:
            return list(self.figures.shares)

        def rank(share: ClassShare) -> tuple[float, bool, int]:
            whole = total[share.land_cover.key]
            return -whole.area_ha, not whole.tiles, share.land_cover.id

        return sorted(self.figures.shares, key=rank)


def share_figures(share: ClassShare, figures: GridFigures) -> tuple[str, str, str]:
    """Return tiles, hectares and share of one class of `figures` in words; hectares of all have the same precision."""
    return tiles_text(share.tiles), hectares_text(share.area_ha, figures.area_ha), percent_text(share.share)


def share_text(share: ClassShare, figures: GridFigures) -> str:
    """Return one class of `figures` in words."""
    return ", ".join((class_name(share.land_cover), *share_figures(share, figures)))


def bars_text(bars: ClassBars) -> str:
    """Return the chart in words, one class a line, those without tiles left out."""
    by_key = {share.land_cover.key: share for share in bars.figures.shares}
    rows = (by_key[bar.key] for bar in bars.bars)
    return "\n".join(share_text(share, bars.figures) for share in rows if share.tiles) or bars.empty_sentence
