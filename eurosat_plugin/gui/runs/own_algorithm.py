# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms of the plugin, which somebody may have switched off."""

from __future__ import annotations

from qgis.core import Qgis, QgsApplication, QgsProcessingAlgorithm
from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.gui.runs.message_line import MessageLine


def find_algorithm(algorithm_id: str, messages: MessageLine) -> QgsProcessingAlgorithm | None:
    """Return the algorithm; None where it is missing, which `messages` say."""
    algorithm = QgsApplication.processingRegistry().algorithmById(algorithm_id)
    if algorithm is None:
        sentence = QCoreApplication.translate(
            "OwnAlgorithm",
            "The algorithms of the plugin are missing; switch it off and on again in Plugins, Manage and Install "
            "Plugins.",
        )
        messages.tell(sentence, Qgis.MessageLevel.Critical)
    return algorithm
