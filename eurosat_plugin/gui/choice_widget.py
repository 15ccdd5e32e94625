# SPDX-License-Identifier: GPL-2.0-or-later
"""How the dialogs of the algorithms show a choice: in words, while its values stay those that scripts use."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterEnum
from qgis.gui import QgsAbstractProcessingParameterWidgetWrapper, QgsGui, QgsProcessingGui
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QWidget

from eurosat_plugin.core.choices import choice_text

_LEAST_LETTERS = 20
"""A list box is at least as wide; wider only where the dialog has room."""


class ChoiceWidget:
    """Makes QGIS's own widget of an enum parameter with static strings, and puts words into it.

    Processing takes a class by its name and calls it, as the metadata of a parameter say. It gets what Processing
    would have made itself. A widget made in Python would not do: QGIS and Python would both delete it.
    """

    def __new__(cls, parameter: QgsProcessingParameterEnum, dialog: Any = None, *position: int) -> Any:
        """Return what `dialog` needs to show `parameter`."""
        registry = QgsGui.processingGuiRegistry()
        window = dialog if isinstance(dialog, QDialog) else None
        if hasattr(dialog, "childId"):  # the designer of models
            designed = registry.createModelerParameterWidget(dialog.model, dialog.childId, parameter, dialog.context)
            _put_words(designed, parameter)
            designed.setDialog(window)
            return designed
        kinds = QgsProcessingGui.WidgetType
        kind = kinds.Batch if type(dialog).__name__ == "BatchAlgorithmDialog" else kinds.Standard
        made = registry.createParameterWidgetWrapper(parameter, kind)
        made.createWrappedWidget = lambda context: _created(made, parameter, context)  # type: ignore[method-assign]
        made.setDialog(window)
        return made


def _created(
    wrapper: QgsAbstractProcessingParameterWidgetWrapper,
    parameter: QgsProcessingParameterEnum,
    context: QgsProcessingContext,
) -> QWidget:
    widget = type(wrapper).createWrappedWidget(wrapper, context)
    _put_words(widget, parameter)
    return widget


def _put_words(widget: QWidget, parameter: QgsProcessingParameterEnum) -> None:
    """Put words into the list box that `widget` is or has, and let the dialog be narrower than the longest."""
    values = parameter.options()
    for box in [widget] if isinstance(widget, QComboBox) else widget.findChildren(QComboBox):
        if [box.itemData(index) for index in range(box.count())] != values:
            continue
        for index, value in enumerate(values):
            box.setItemText(index, choice_text(parameter.name(), value))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LEAST_LETTERS)
