# SPDX-License-Identifier: GPL-2.0-or-later
"""What a map shows: copies of its layers that may be drawn in another thread than the one that owns the layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsMapLayer, QgsMapLayerStyle, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QThread

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid
from eurosat_plugin.adapters.map.network_failures import hosts_of
from eurosat_plugin.adapters.map.warped_layer import warp_onto
from eurosat_plugin.adapters.raster.declared_nodata import copy_nodata
from eurosat_plugin.adapters.raster.virtual_raster import remove_virtual
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.translation import tr


@dataclass(frozen=True)
class Selection:
    """Layers of a project, the topmost first, with the styles (XML) that a theme gives them by layer id.

    `title` says what they are ("the map theme Summer"); `chosen` whether a person named them one by one.
    """

    title: str
    layers: tuple[QgsMapLayer, ...]
    styles: Mapping[str, str]
    chosen: bool


@dataclass(frozen=True)
class MapContent:
    """Copies of layers, owned here, the topmost first; they belong to no thread.

    `virtuals` are files in memory that some of them read, which :meth:`close` removes. `notes` and `warnings` are one
    sentence each.
    """

    title: str
    layers: tuple[QgsMapLayer, ...]
    virtuals: tuple[str, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]

    def enter_thread(self) -> None:
        """Let the calling thread draw the layers."""
        for layer in self.layers:
            layer.moveToThread(QThread.currentThread())

    def leave_thread(self) -> None:
        """Give the layers up, in the thread that drew them, for any other."""
        for layer in self.layers:
            layer.moveToThread(None)  # type: ignore[arg-type]

    def close(self) -> None:
        """Remove the files in memory, when nothing is drawn any more."""
        for name in self.virtuals:
            remove_virtual(name)

    def __del__(self) -> None:
        """Take the layers into the thread that lets go of them: Qt deletes no object that belongs to no thread."""
        self.enter_thread()
        self.close()

    @property
    def has_symbols(self) -> bool:
        """Whether anything is drawn that may reach beyond its own place: symbols, lines, labels."""
        return not all(isinstance(layer, QgsRasterLayer) for layer in self.layers)


def chosen_layers(layers: Sequence[QgsMapLayer]) -> Selection:
    """Select `layers`, the topmost first."""
    return Selection(tr("the chosen layers"), tuple(layers), {}, True)


def theme_layers(project: QgsProject | None, theme: str) -> Selection:
    """Select what a map theme shows; :raises InputError: when there is no such theme, or it shows nothing."""
    known = [] if project is None else sorted(project.mapThemeCollection().mapThemes())
    if project is None or theme not in known:
        if known:
            raise InputError(
                tr("There is no map theme {theme!r}; choose one of {choices}.").format(
                    theme=theme, choices=", ".join(known)
                )
            )
        raise InputError(tr("There is no map theme {theme!r}; the project has none.").format(theme=theme))
    themes = project.mapThemeCollection()
    layers = themes.mapThemeVisibleLayers(theme)
    if not layers:
        raise InputError(tr("The map theme {theme!r} shows no layer; choose another, or layers.").format(theme=theme))
    return Selection(
        tr("the map theme {theme}").format(theme=theme), tuple(layers), themes.mapThemeStyleOverrides(theme), False
    )


def visible_layers(project: QgsProject | None) -> Selection:
    """Select what the layer tree of `project` shows; :raises InputError: when that is nothing."""
    if project is None or not project.mapLayers():
        raise InputError(tr("There is no layer to render; choose layers, or open a project that has some."))
    root = project.layerTreeRoot()
    shown = {layer.id() for layer in root.checkedLayers()}
    layers = tuple(layer for layer in root.layerOrder() if layer.id() in shown)
    if not layers:
        raise InputError(tr("No layer of the project is visible; switch one on in the layer panel, or choose layers."))
    return Selection(tr("the visible layers"), layers, {}, False)


def copy_content(selection: Selection, box: GeoBox) -> MapContent:
    """Copy the layers of `selection` to draw `box`, in the thread that they live in: as a rule the main one.

    Classified grids are left out unless they were chosen, and layers that are broken or not on the map in any case.

    :raises InputError: when nothing is left.
    """
    notes, warnings, virtuals = [], [], []
    copies: list[QgsMapLayer] = []
    for layer in selection.layers:
        name = layer.name()
        if not layer.isValid():
            warnings.append(tr("The layer {name} is left out: its source cannot be read.").format(name=name))
        elif not layer.isSpatial():
            notes.append(tr("The layer {name} is left out: it is a table.").format(name=name))
        elif is_classified_grid(layer) and not selection.chosen:
            notes.append(
                tr("The layer {name} is left out: it is a classified grid, a result and not an image.").format(
                    name=name
                )
            )
        else:
            if is_classified_grid(layer):
                warnings.append(
                    tr("The layer {name} is a classified grid: its class colours are taken for an image.").format(
                        name=name
                    )
                )
            if isinstance(layer, QgsVectorLayer) and layer.isModified():
                warnings.append(
                    tr("The layer {name} is rendered as it was last saved, without the edits since.").format(name=name)
                )
            copy = _copy(layer, selection.styles.get(layer.id()))
            if isinstance(copy, QgsRasterLayer):
                virtuals.append(warp_onto(copy, box))
            copy.moveToThread(None)  # type: ignore[arg-type]
            copies.append(copy)
    if not copies:
        reasons = " ".join((*warnings, *notes))
        raise InputError(
            tr("Nothing of {title} can be rendered. {reasons}").format(title=selection.title, reasons=reasons)
        )
    titles = ", ".join(copy.name() for copy in copies)
    return MapContent(
        f"{selection.title} ({titles})", tuple(copies), tuple(filter(None, virtuals)), tuple(notes), tuple(warnings)
    )


def _copy(layer: QgsMapLayer, style: str | None) -> QgsMapLayer:
    copy = layer.clone()
    if not copy.name():  # as with a source given on the command line, which may hold keys
        copy.setName(", ".join(hosts_of(layer)) or layer.providerType())
    if isinstance(layer, QgsRasterLayer) and isinstance(copy, QgsRasterLayer):
        copy_nodata(layer.dataProvider(), copy.dataProvider())
    if style is not None:
        QgsMapLayerStyle(style).writeToLayer(copy)
    return copy
