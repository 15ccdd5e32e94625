# SPDX-License-Identifier: GPL-2.0-or-later
"""Hiding tiles of low confidence on the map, without touching the data, the filter or the edits of the layer."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from qgis.core import QgsProject, QgsProperty, QgsRenderContext, QgsSymbolLayer, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject

from eurosat_plugin.core.summary.confidence import confident_enough

_LAYOUT = "coalesce(@layout_numpages, 0) > 0"
"""Whether a print layout is drawn: what is hidden for a look at the map must not be missing on paper."""
_THRESHOLD = "[0-9.]+"
_CONDITION = f"({_LAYOUT} OR {confident_enough(0.5)})"
_OURS = re.compile(
    re.escape(_CONDITION).replace(re.escape("0.5"), _THRESHOLD) + r"(?: AND \((?P<theirs>.*)\))?", re.DOTALL
)
_KEPT = 1000
"""As many conditions that were replaced are kept alive: those of some hundred moves of the slider."""
_ENABLED = QgsSymbolLayer.Property.PropertyLayerEnabled  # type: ignore[attr-defined]


class ConfidenceFilter(QObject):
    """Hides the tiles of one layer whose confidence is too low: their symbols are switched off as they are drawn.

    That works with any style, and leaves it as it was when the filter is taken off. Projects are saved without it, and
    print layouts show all tiles.
    """

    def __init__(self, canvas: QgsMapCanvas | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer: QgsVectorLayer | None = None
        self._min_confidence = 0.0
        self._canvas = canvas
        self._drawn_before = False
        # A thread that draws copies its expression while it no longer counts as one who holds it (QgsExpression::detach
        # in all versions so far). Were it let go of here at that moment, the thread would copy freed memory.
        self._replaced: deque[QgsProperty] = deque(maxlen=_KEPT)
        if canvas is not None:
            canvas.mapCanvasRefreshed.connect(self._draw_again)
            canvas.destroyed.connect(self._forget_canvas)
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
        self._layer = None

    def shut_down(self) -> None:
        """Let go of the layer and of the project."""
        self._let_go()
        project = QgsProject.instance()
        project.writeProject.disconnect(self._take_off)
        project.projectSaved.disconnect(self._put_on)
        self._forget_canvas()

    def _forget_canvas(self) -> None:
        """Ask the canvas nothing more; it may be gone before the panel, and Qt lets go of its signals by itself."""
        self._canvas = None

    def _put_on(self) -> None:
        self._set(self._min_confidence)

    def _take_off(self) -> None:
        self._set(0.0)

    def _set(self, min_confidence: float) -> None:
        """Change the symbols in place: the renderer, and all that watches it, stays."""
        if self._layer is None:
            return
        changed = False
        for part in _symbol_layers(self._layer):
            # A copy: what is handed out is the place of the property in the collection, whatever comes to stand there.
            old = QgsProperty(part.dataDefinedProperties().property(_ENABLED))
            theirs = _theirs(old)
            new = theirs if min_confidence <= 0 else _with_condition(theirs, min_confidence)
            if new != old:
                self._replaced.append(old)
                part.setDataDefinedProperty(_ENABLED, new)
                changed = True
        if changed:
            self._drawn_before = self._canvas is not None and self._canvas.isDrawing()
            self._layer.triggerRepaint()

    def _draw_again(self) -> None:
        """Draw the layer once more when it was changed while the map was drawn.

        The drawing that is broken off for the new one can leave its picture of the layer in the map's cache, from where
        the new one takes it.
        """
        if self._drawn_before and self._layer is not None:
            self._drawn_before = False
            self._layer.triggerRepaint()

    def _let_go(self) -> None:
        if self._layer is None:
            return
        self._take_off()
        self._layer.rendererChanged.disconnect(self._put_on)
        self._layer.willBeDeleted.disconnect(self.forget)
        self.forget()


def _symbol_layers(layer: QgsVectorLayer) -> Iterator[QgsSymbolLayer]:
    renderer = layer.renderer()
    for symbol in renderer.symbols(QgsRenderContext()) if renderer is not None else ():
        for index in range(symbol.symbolLayerCount()):
            yield symbol.symbolLayer(index)


def _with_condition(theirs: QgsProperty, min_confidence: float) -> QgsProperty:
    condition = f"({_LAYOUT} OR {confident_enough(min_confidence)})"
    if theirs.isActive():
        condition += f" AND ({theirs.asExpression()})"
    return QgsProperty.fromExpression(condition)


def _theirs(prop: QgsProperty) -> QgsProperty:
    """Return what `prop` was before this filter added its condition."""
    found = _OURS.fullmatch(prop.expressionString()) if prop.isActive() else None
    if found is None:
        return prop
    return QgsProperty.fromExpression(found["theirs"]) if found["theirs"] else QgsProperty()
