# SPDX-License-Identifier: GPL-2.0-or-later
"""The lines above the histogram: whose figures they are, and those that concern all classes."""

from __future__ import annotations

from collections.abc import Collection
from math import isnan

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.summary.estimates import urban_estimate_sentence
from eurosat_plugin.core.summary.grid_figures import NO_FIGURES, GridFigures, is_mostly_uncertain
from eurosat_plugin.core.summary.quantities import hectares_text, percent_text, tiles_text
from eurosat_plugin.gui.dock.narrow_labels import WrappedLabel
from eurosat_plugin.gui.key_button import KeyButton
from eurosat_plugin.gui.readings.reading_line import ReadingLine


class FiguresHeader(QWidget):
    """Title, how the image was read, headline and details, with a button for `menu` beside the title."""

    read_again = pyqtSignal(Reading)
    """The image is to be classified again, read so."""
    pinned = pyqtSignal(bool)
    """Whether the grid is to stay when another one is selected has changed."""

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = WrappedLabel()
        self._title.setObjectName("EuroSatLayerName")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._headline = _line("EuroSatHeadline")
        self._details = _line("EuroSatDetails")
        self._reading = ReadingLine()
        self._reading.chosen.connect(self.read_again)
        self._pin = KeyButton()
        self._pin.setObjectName("EuroSatPin")
        self._pin.setIcon(QgsApplication.getThemeIcon("/pin.svg"))
        self._pin.setCheckable(True)
        self._pin.setAutoRaise(True)
        self._pin.setToolTip(self.tr("Keep showing this grid when another one is selected"))
        self._pin.setAccessibleName(self._pin.toolTip())
        self._pin.toggled.connect(self.pinned)
        more = KeyButton()
        more.setObjectName("EuroSatChartMenu")
        more.setText("\u2630")
        more.setToolTip(self.tr("Copy, save and arrange the histogram"))
        more.setAccessibleName(more.toolTip())
        more.setAutoRaise(True)
        more.setPopupMode(KeyButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(menu)
        # The arrow beside the three lines would say the same once more.
        more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._pin, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self._reading)
        layout.addWidget(self._headline)
        layout.addWidget(self._details)

    @property
    def is_pinned(self) -> bool:
        """Whether the grid is to stay when another one is selected."""
        return bool(self._pin.isChecked())

    def unpin(self) -> None:
        """Let the grid give way to another one."""
        self._pin.setChecked(False)

    @property
    def title(self) -> str:
        """Whose figures these are."""
        return self._title.text()

    def set_title(self, title: str, account: Account | None, is_grid: bool) -> None:
        """Say whose figures these are, how the image is read if that is known, and whether they can be pinned."""
        self._pin.setEnabled(is_grid)
        self._title.setText(title)
        self.set_account(account)

    def set_account(self, account: Account | None) -> None:
        """Say how the image is read."""
        self._reading.show_account(account, self.title)

    def set_figures(self, figures: GridFigures, hidden: Collection[str] = ()) -> None:
        """Show `figures`; with none at all, which is not the same as figures of no tiles, only the title.

        Of the classes with the keys `hidden` it says that the chart leaves them out.
        """
        for line in (self._headline, self._details):
            line.setVisible(figures is not NO_FIGURES)
        self._headline.setText(self._headline_text(figures))
        self._details.setText("\n".join((*self._details_lines(figures), *self._hidden_lines(figures, hidden))))
        self._details.setToolTip(self._urban_tip(figures))

    def _headline_text(self, figures: GridFigures) -> str:
        dominant = figures.dominant
        if dominant is None:
            return self.tr("No classified tiles")
        text = self.tr("Largest class: {land_cover} ({share})")
        if is_mostly_uncertain(figures.uncertain, figures.classified):
            text = self.tr("Largest class: {land_cover} ({share}); most tiles are uncertain")
        return text.format(land_cover=class_name(dominant.land_cover).lower(), share=percent_text(dominant.share))

    def _urban_tip(self, figures: GridFigures) -> str:
        tip = self.tr("Urban: the mean probability that a tile is residential, industrial or highway.")
        return f"{tip}\n{urban_estimate_sentence()}" if figures.urban_estimated else tip

    def _details_lines(self, figures: GridFigures) -> list[str]:
        extent = [tiles_text(figures.classified), hectares_text(figures.area_ha)]
        if not isnan(figures.urban_probability):
            sentence = self.tr("Urban about {share}") if figures.urban_estimated else self.tr("Urban {share}")
            extent.append(_unbroken(sentence.format(share=percent_text(figures.urban_probability))))
        confidence = percent_text(figures.mean_confidence)
        quality = [
            self.tr("Mean confidence {confidence}").format(confidence=confidence),
            _unbroken(self.tr("{count} uncertain").format(count=figures.uncertain)),
        ]
        if figures.unclassified:
            quality.append(_unbroken(self.tr("{count} without data").format(count=figures.unclassified)))
        return ["\u00a0\u00b7 ".join(extent), "\u00a0\u00b7 ".join(quality)]

    def _hidden_lines(self, figures: GridFigures, hidden: Collection[str]) -> list[str]:
        names = [
            class_name(share.land_cover) for share in figures.shares if share.tiles and share.land_cover.key in hidden
        ]
        return [self.tr("Hidden in the legend: {classes}").format(classes=", ".join(names))] if names else []


def _unbroken(text: str) -> str:
    """Return `text` so that no line ends in it: a number stays with its word."""
    return text.replace(" ", "\u00a0")


def _line(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
