# SPDX-License-Identifier: GPL-2.0-or-later
"""What the log says before a classification begins: of the image, of the network, and of what computes."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback

from eurosat_plugin.adapters.raster.tile_source import TileSource
from eurosat_plugin.core.choices import FLOAT
from eurosat_plugin.core.summary.quantities import percent_text
from eurosat_plugin.core.tiles.classification import sees_at_once
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.processing.grid_settings import GridSettings

_CLASSES_TOLD = 10


def announce(settings: GridSettings, source: TileSource, feedback: QgsProcessingFeedback) -> None:
    """Say in the log what was found."""
    for finding in source.account.findings:
        feedback.pushInfo(finding)
    for warning in source.account.warnings:
        feedback.pushWarning(warning)
    card = settings.classifier.card
    sentence = tr("Model {name} {version}, backend {backend}.")
    feedback.pushInfo(sentence.format(name=card.name, version=card.version, backend=settings.classifier.backend))
    if settings.gain:
        sentence = tr(
            "On this processor the int8 file of the model fast is {times} times as fast, so it was taken; with "
            "the model {other} all computers give the same numbers."
        )
        feedback.pushInfo(sentence.format(times=number(settings.gain, 1), other=FLOAT))
    _announce_model(settings, feedback)
    averaged = source.grid.windows_of_a_cell > 1 or settings.options.tta
    if averaged and not card.averages:
        sentence = tr(
            "The model {name} does not say how averages are to be read: they are read like single tiles, which "
            "makes more of them uncertain."
        )
        feedback.pushInfo(sentence.format(name=card.name))
    if card.dense is not None and sees_at_once(card, settings.options, source.grid):
        sentence = tr(
            "The network sees the image as a whole and not tile by tile, which is several times as fast; of tiles "
            "without a doubt {share} get the same class either way."
        )
        feedback.pushInfo(sentence.format(share=percent_text(card.dense.unflagged)))
    if settings.refusal:
        sentence = tr("The onnxruntime of QGIS's Python does not work here ({reason}), so numpy is used.")
        feedback.pushInfo(sentence.format(reason=settings.refusal.rstrip(".")))


def _announce_model(settings: GridSettings, feedback: QgsProcessingFeedback) -> None:
    """Say what a model of other people's is, and what is not known of it."""
    card = settings.classifier.card
    if not card.is_eurosat:
        sentence = tr(
            "The model has {count} classes ({classes}), sees {bands} and has tiles of {size} × {size} pixels."
        )
        classes = ", ".join(c.name for c in card.scheme.classes[:_CLASSES_TOLD])
        more = " …" if len(card.classes) > _CLASSES_TOLD else ""
        bands = ", ".join(card.bands)
        feedback.pushInfo(
            sentence.format(count=len(card.classes), classes=classes + more, bands=bands, size=card.tile_size)
        )
    if not card.energy_output and settings.options.min_confidence is None:
        feedback.pushInfo(
            tr("It does not say below which confidence a tile is uncertain: none is, unless MIN_CONFIDENCE is set.")
        )
