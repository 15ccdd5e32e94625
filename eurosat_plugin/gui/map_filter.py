# SPDX-License-Identifier: GPL-2.0-or-later
"""Hiding tiles of low confidence on the map, without touching the data, the filter or the edits of the layer."""

from __future__ import annotations

import re

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsGraduatedSymbolRenderer,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject

_CONDITION = 'coalesce("confidence", 0) >= {}'
_WRAPPED = re.compile(r"^if\(coalesce\(\"confidence\", 0\) >= [0-9.]+, (.*), 'below'\)$", re.DOTALL)


class ConfidenceFilter(QObject):
    """Hides the tiles of one layer whose confidence is too low, by the renderer's own means.

    A renderer by classes asks for the class of a tile only above the threshold; any other is put under a rule for as
    long as the filter is on. A project is saved without the filter.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer: QgsVectorLayer | None = None
        self._min_confidence = 0.0
        self._original: QgsFeatureRenderer | None = None
        self._busy = False
        project = QgsProject.instance()
        project.writeProject.connect(self._take_off)
        project.projectSaved.connect(self._put_on)

    @property
    def layer(self) -> QgsVectorLayer | None:
        """The layer that is filtered, None when none is."""
        return self._layer

    def apply(self, layer: QgsVectorLayer | None, min_confidence: float) -> None:
        """Hide tiles of `layer` below `min_confidence` (0..1), and none of any other layer."""
        if layer is not self._layer:
            self._let_go()
            if layer is not None:
                layer.rendererChanged.connect(self._put_on)
                layer.willBeDeleted.connect(self.forget)
                self._layer = layer
        elif min_confidence == self._min_confidence:
            return
        self._min_confidence = min_confidence
        self._put_on()

    def forget(self) -> None:
        """Filter no layer, and undo nothing: the layer is being deleted, and disconnects itself."""
        self._layer = self._original = None

    def shut_down(self) -> None:
        """Let go of the layer and of the project."""
        self._let_go()
        project = QgsProject.instance()
        project.writeProject.disconnect(self._take_off)
        project.projectSaved.disconnect(self._put_on)

    def _put_on(self) -> None:
        if self._layer is None or self._busy:
            return
        if self._min_confidence <= 0:
            self._take_off()
            return
        condition = _CONDITION.format(f"{self._min_confidence:.4g}")
        renderer = self._layer.renderer()
        if _is_by_class(renderer):
            attribute = _unwrapped(renderer.classAttribute())
            renderer.setClassAttribute(f"if({condition}, {_as_expression(attribute)}, 'below')")
        elif renderer is not None:
            self._put_under_rule(renderer, condition)
        self._layer.triggerRepaint()

    def _put_under_rule(self, renderer: QgsFeatureRenderer, condition: str) -> None:
        """Show everything under a rule; a renderer that cannot be put under one stays as it is."""
        if self._original is None or not isinstance(renderer, QgsRuleBasedRenderer):
            rules = QgsRuleBasedRenderer.convertFromRenderer(renderer)
            if rules is None:
                return
            self._original = renderer.clone()
            renderer = rules
            self._set_renderer(rules)
        renderer.rootRule().setFilterExpression(condition)

    def _take_off(self) -> None:
        if self._layer is None:
            return
        renderer, original, self._original = self._layer.renderer(), self._original, None
        if isinstance(renderer, QgsRuleBasedRenderer) and original is not None:
            self._set_renderer(original)
        elif _is_by_class(renderer):
            renderer.setClassAttribute(_unwrapped(renderer.classAttribute()))
        self._layer.triggerRepaint()

    def _set_renderer(self, renderer: QgsFeatureRenderer) -> None:
        self._busy = True
        self._layer.setRenderer(renderer)
        self._busy = False

    def _let_go(self) -> None:
        if self._layer is None:
            return
        self._take_off()
        self._layer.rendererChanged.disconnect(self._put_on)
        self._layer.willBeDeleted.disconnect(self.forget)
        self.forget()


def _is_by_class(renderer: QgsFeatureRenderer | None) -> bool:
    if isinstance(renderer, QgsGraduatedSymbolRenderer):
        return True
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return False
    # A category for all other values would show what is to be hidden.
    return not any(category.value() == "" for category in renderer.categories())


def _unwrapped(attribute: str) -> str:
    found = _WRAPPED.match(attribute)
    if not found:
        return attribute
    inner = found.group(1)
    name = re.fullmatch(r'"([^"]+)"', inner)
    return name.group(1) if name else inner


def _as_expression(attribute: str) -> str:
    """Return `attribute`, the bare name of a field or an expression, as an expression."""
    return f'"{attribute}"' if re.fullmatch(r"\w+", attribute) else attribute
