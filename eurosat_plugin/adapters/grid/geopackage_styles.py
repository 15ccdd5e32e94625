# SPDX-License-Identifier: GPL-2.0-or-later
"""What travels inside a GeoPackage beside the features: styles, metadata, and what the columns mean.

It is written into a file that has none of it yet: before QGIS 3.24 saving a style that exists asks in a dialog.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from osgeo import ogr
from qgis.core import QgsProviderRegistry, QgsVectorLayer

from eurosat_plugin.adapters.grid.column import Column
from eurosat_plugin.adapters.grid.completeness import check_described
from eurosat_plugin.adapters.grid.grid_columns import grid_columns
from eurosat_plugin.adapters.grid.grid_style import class_renderer, style_name
from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, open_vector_file
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import tr


def save_grid(layer: QgsVectorLayer) -> bool:
    """Save the styles, metadata and descriptions of a grid that was styled in the GeoPackage that `layer` shows.

    Return False, having done nothing, for other formats. :raises OutputError: when they cannot be saved.
    """
    place = _place(layer)
    if place is None:
        return False
    scheme = scheme_of(layer)
    default, *others = scheme.palettes
    for palette in (*others, default):
        # Not by switching styles, which writes all of one down and reads all of the other: they differ in this alone.
        layer.setRenderer(class_renderer(palette, scheme))
        _save_style(layer, style_name(palette), tr("EuroSAT land cover"), palette == default)
    _save_metadata(layer, place)
    _finish(layer, place, grid_columns(True, scheme))
    check_described(Path(place[0]), layer.name(), place[1], styles=len(scheme.palettes), metadata=1)
    return True


def save_table(layer: QgsVectorLayer, columns: Sequence[Column]) -> bool:
    """Save the aliases of `layer` and the descriptions of its columns; False where it is in no GeoPackage.

    Where the layer tells the classes of a model, so does the file.

    :raises OutputError: when they cannot be saved.
    """
    place = _place(layer)
    if place is None:
        return False
    _save_style(layer, tr("EuroSAT statistics"), tr("Names of the columns"), True)
    has_classes = not scheme_of(layer).is_eurosat
    if has_classes:
        _save_metadata(layer, place)
    _finish(layer, place, columns)
    check_described(Path(place[0]), layer.name(), place[1], styles=1, metadata=int(has_classes))
    return True


def _save_style(layer: QgsVectorLayer, name: str, description: str, is_default: bool) -> None:
    if hasattr(layer, "saveStyleToDatabaseV2"):  # since 3.44, which warns of the other
        _, reason = layer.saveStyleToDatabaseV2(name, description, is_default, "")
    else:
        reason = layer.saveStyleToDatabase(name, description, is_default, "")
    if reason:
        raise _failure(layer, reason)


def _save_metadata(layer: QgsVectorLayer, place: tuple[str, str]) -> None:
    # Without the name of the table QGIS finds no place for metadata.
    saved, reason = QgsProviderRegistry.instance().saveLayerMetadata("ogr", "|layername=".join(place), layer.metadata())
    if not saved:
        raise _failure(layer, reason)


def _failure(layer: QgsVectorLayer, reason: str) -> OutputError:
    sentence = tr("Styles and metadata of {name} cannot be saved ({reason}); is the disk full?")
    return OutputError(sentence.format(name=layer.name(), reason=" ".join(reason.split())))


def _finish(layer: QgsVectorLayer, place: tuple[str, str], columns: Sequence[Column]) -> None:
    _save_descriptions(*place, columns)
    # What else wrote to the file has changed its journal, and an algorithm that reads the layer next would stumble.
    layer.dataProvider().reloadData()


def _place(layer: QgsVectorLayer) -> tuple[str, str] | None:
    """Return file and table of a layer in a GeoPackage, None for others."""
    if layer.providerType() != "ogr" or layer.dataProvider().storageType() != "GPKG":
        return None
    path, _, rest = layer.source().partition("|layername=")
    if rest:
        return path, rest.partition("|")[0]
    dataset = open_vector_file(path)  # owns the layer that is asked for its name
    return path, dataset.GetLayer(0).GetName()


def _save_descriptions(path: str, table: str, columns: Sequence[Column]) -> None:
    """Write aliases and descriptions into the table itself, where GDAL can: since 3.7."""
    if not hasattr(ogr, "ALTER_COMMENT_FLAG"):
        return
    dataset = open_vector_file(path, update=True)
    layer = dataset.GetLayerByName(table) if dataset is not None else None
    if layer is None:
        return
    flags = ogr.ALTER_COMMENT_FLAG | ogr.ALTER_ALTERNATIVE_NAME_FLAG
    for column in columns:
        index = layer.FindFieldIndex(column.name, True)
        if index >= 0:
            definition = ogr.FieldDefn(column.name)
            definition.SetAlternativeName(column.alias)
            definition.SetComment(column.description)
            call_gdal(layer.AlterFieldDefn, index, definition, flags)
