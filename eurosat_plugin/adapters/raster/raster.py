# SPDX-License-Identifier: GPL-2.0-or-later
"""A raster layer as the classification needs it: opened, checked, its bands and its product known."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from osgeo import gdal
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsFeedback, QgsRasterLayer

from eurosat_plugin.adapters.raster.band_cover import doubt_cover
from eurosat_plugin.adapters.raster.band_names import names_of_all
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.data_only_layer import open_layer, why_unreadable
from eurosat_plugin.adapters.raster.data_types import DTYPES
from eurosat_plugin.adapters.raster.declared_nodata import declared_bands, forget_nodata
from eurosat_plugin.adapters.raster.georeference import layer_box
from eurosat_plugin.adapters.raster.grid_spacing import refuse_uneven
from eurosat_plugin.adapters.raster.image_file import ImageFile, doubt_names, read_image_file
from eurosat_plugin.adapters.raster.image_source import origin
from eurosat_plugin.adapters.raster.layer_copy import NamedImage
from eurosat_plugin.adapters.raster.placeless import refuse_placeless, refuse_without_crs
from eurosat_plugin.adapters.raster.product_files import is_metadata
from eurosat_plugin.adapters.raster.products import (
    is_product,
    only_image,
    read_product_facts,
    stack_product,
    stack_variables,
)
from eurosat_plugin.adapters.raster.remote_files import is_remote
from eurosat_plugin.adapters.raster.remote_reading import kind_of_unopened
from eurosat_plugin.adapters.raster.sibling_bands import stack_siblings
from eurosat_plugin.adapters.raster.special_files import refuse_special_files
from eurosat_plugin.adapters.raster.virtual_raster import remove_virtual
from eurosat_plugin.core.catalogue.addresses import RASTERS
from eurosat_plugin.core.errors import EuroSatError, FailureKind, InputError
from eurosat_plugin.core.product.acquisition import Acquisition, first_acquisition, stranger_among
from eurosat_plugin.core.product.bands import BandChoice, choose_bands
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.missing import MissingRule, decide_missing
from eurosat_plugin.core.translation import shortened, tr

_SOURCES_READ = 64
_ENDINGS = (".safe", ".dim", *RASTERS)
_BASE_MAP_DRIVERS = ("WMS", "WMTS", "MBTiles")


@dataclass(frozen=True)
class ExtraBand:
    """A band of the same pixels beside red, green and blue: band `number` of `layer`, which is owned here."""

    layer: QgsRasterLayer
    number: int


@dataclass(frozen=True)
class Raster:
    """An open raster: `layer` is owned here; `virtual` names a virtual file to remove after use, if there is one.

    `source` is what was opened, and can be again. `file` tells what it says of itself. `bands` are those of the file,
    `warped` the numbers of the same in `layer` where that is a warped one. `more` are those beside red, green and blue
    that a network of its own bands asks for. `missing` tells which pixels are; the layer hands out their numbers like
    all others. `dataset` is the file of `layer`, where GDAL reads it.
    """

    layer: QgsRasterLayer
    name: str
    source: str
    file: ImageFile
    bands: BandChoice
    product: ProductFacts
    acquisition: Acquisition
    missing: MissingRule
    virtual: str = ""
    scene_classes: ExtraBand | None = None
    infrared: ExtraBand | None = None
    more: tuple[ExtraBand, ...] = ()
    warped: tuple[int, int, int] | None = None
    dataset: gdal.Dataset | None = None

    @property
    def title(self) -> str:
        """What people call it: the name of its layer, or of its file without the ending."""
        name = Path(self.name)
        return name.stem if name.suffix.lower() in _ENDINGS else self.name

    @property
    def numbers(self) -> tuple[int, int, int]:
        """Numbers of red, green and blue in `layer`."""
        return self.warped or self.bands.numbers

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """Coordinate reference system of the pixels."""
        return self.layer.crs()

    @property
    def box(self) -> GeoBox:
        """Where the pixels of `layer` lie."""
        return layer_box(self.layer)

    def close(self) -> None:
        """Remove the virtual file, if there is one."""
        remove_virtual(self.virtual)


def open_raster(
    layer: QgsRasterLayer | None,
    text: str,
    picked: Sequence[int],
    feedback: QgsFeedback | None = None,
    further: Sequence[str] = (),
) -> Raster:
    """Open a copy of `layer`, or the path or product folder `text` where there is none; see :func:`open_image`."""
    return open_image(NamedImage.of(layer, text), picked, feedback, further)


def open_image(
    image: NamedImage, picked: Sequence[int], feedback: QgsFeedback | None = None, further: Sequence[str] = ()
) -> Raster:
    """Open what the INPUT parameter names, in any thread.

    `picked` are the numbers of the BANDS parameter, `further` the bands that are needed beside red, green and blue.

    :raises InputError: with the reason why this raster cannot be classified.
    :raises Cancelled: when `feedback` is cancelled; a virtual raster of very many files takes seconds, step by step.
    """
    virtual = ""
    refuse_special_files(image.uri, feedback)
    if image.layer is not None:
        opened, name, source = image.layer.open(), image.layer.name, image.layer.source
    else:
        opened, name, source, virtual = _open_text(image.text, further)
    beside = "" if virtual or picked else stack_siblings(opened)
    if beside:
        opened, virtual = open_layer(beside, name), beside
    try:
        stop_if_cancelled(feedback)
        raster = with_bands(_describe(opened, name, picked, image.text, source, virtual, feedback), further)
        stop_if_cancelled(feedback)
        return _with_siblings(raster) if beside else raster
    except EuroSatError:
        remove_virtual(virtual)
        raise


def with_bands(raster: Raster, bands: Sequence[str]) -> Raster:
    """Return `raster` with `bands` beside red, green and blue; :raises InputError: when it has not all of them."""
    missing = [band for band in bands if band not in raster.bands.known]
    if missing:
        raise InputError(
            tr(
                "The model needs {missing} as well, and among the bands of {name} they are not found by their names; "
                "stack all of its bands into one raster (Build virtual raster, with separate bands), and name them."
            ).format(missing=", ".join(missing), name=raster.name)
        )
    numbers = [raster.bands.known.index(band) + 1 for band in bands]
    return replace(raster, more=tuple(ExtraBand(raster.layer, number) for number in numbers))


def open_stacked(virtual: str, name: str, source: str, picked: Sequence[int]) -> Raster:
    """Open the virtual raster `virtual`, which was made of what is called `name` and can be found again at `source`.

    :raises InputError: with the reason why it cannot be classified.
    """
    return _describe(open_layer(virtual, name), name, picked, virtual, source, virtual)


def is_image(layer: QgsRasterLayer) -> bool:
    """Tell whether the bands of `layer` can be red, green and blue of Sentinel-2, by all that is told of them.

    Base maps are none, in whatever way they come.
    """
    file = read_image_file(layer)
    if file.driver in _BASE_MAP_DRIVERS:
        return False
    try:
        _check(layer, file, layer.name())
        _choose_bands(layer, file, (), _read_facts(file, layer.source()))
    except InputError:
        return False
    return True


def _open_text(text: str, further: Sequence[str] = ()) -> tuple[QgsRasterLayer, str, str, str]:
    """Return a file or product, its name, what it can be opened by again, and the virtual raster made of it."""
    path = Path(text)
    there = _exists(path) if text else False
    if there and path.suffix.lower() != ".zip" and not is_metadata(path.name):
        opened = open_layer(text, path.stem)
        if opened.isValid():
            return opened, path.stem, os.path.abspath(path), ""
    if there and is_product(path):
        image = only_image(path)
        if image:
            return open_layer(image, Path(image).stem), Path(image).stem, image, ""
        virtual = stack_product(path, further)
    elif not there and ":" not in text[2:] and not text.startswith("/vsi"):
        raise InputError(
            tr("There is no raster {text!r}; choose a raster layer, a raster file or a product folder.").format(
                text=shortened(text)
            )
        )
    else:
        virtual = stack_variables(text)
    product = path.parent if is_metadata(path.name) else Path(origin(text))
    source = os.path.abspath(product) if there else origin(text)
    name = shortened(product.name)
    return open_layer(virtual or text, name), name, source, virtual


def _with_siblings(raster: Raster) -> Raster:
    finding = tr("{name} is one band of an image: B04, B03 and B02, which lie beside it, are classified.")
    return replace(raster, bands=replace(raster.bands, finding=finding.format(name=raster.name)))


def _describe(
    opened: QgsRasterLayer,
    name: str,
    picked: Sequence[int],
    text: str,
    source: str,
    virtual: str,
    feedback: QgsFeedback | None = None,
) -> Raster:
    if not opened.isValid():
        kind = kind_of_unopened(opened.source()) if is_remote(opened.source()) else FailureKind.REFUSED
        raise InputError(why_unreadable(opened, name, source), kind)
    file = read_image_file(opened, feedback)
    stop_if_cancelled(feedback)
    refuse_uneven(file.dataset, file.sources, name)
    _check(opened, file, name)
    facts = _read_facts(file, text or opened.source())
    acquisition = first_acquisition([source, opened.name(), *_sources(file)])
    bands = _choose_bands(opened, file, picked, facts)
    if file.made_of_files and len(file.files) == file.band_count + 1:
        stranger = stranger_among(name, [file.files[number] for number in bands.numbers])
        if stranger:
            others = (warning for warning in bands.warnings if warning != bands.mixed)
            bands = replace(bands, warnings=(*others, stranger))
    doubts = (*doubt_names(file, () if picked else bands.numbers), *doubt_cover(file.short, bands.numbers))
    bands = replace(bands, warnings=(*bands.warnings, *doubts))
    classes, infrared = (
        ExtraBand(opened, number) if number else None for number in (bands.scene_classes, bands.infrared)
    )
    missing = decide_missing(declared_bands(opened, file, bands.numbers), facts)
    forget_nodata(opened.dataProvider())
    return Raster(
        opened,
        name,
        source,
        file,
        bands,
        facts,
        acquisition,
        missing,
        virtual,
        classes,
        infrared,
        dataset=file.dataset,
    )


def _choose_bands(layer: QgsRasterLayer, file: ImageFile, picked: Sequence[int], facts: ProductFacts) -> BandChoice:
    picture = facts.true_colour or facts.export == "true_color"
    return choose_bands(names_of_all(layer, file.band_names), Path(layer.source()).name, picked, picture)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no file can have such a name
        return False


def _check(layer: QgsRasterLayer, file: ImageFile, name: str) -> None:
    provider = layer.dataProvider()
    kinds = {provider.dataType(number) for number in range(1, provider.bandCount() + 1)}
    if not kinds or kinds & {Qgis.DataType.ARGB32, Qgis.DataType.ARGB32_Premultiplied, Qgis.DataType.UnknownDataType}:
        raise InputError(
            tr(
                "The layer {name} is a picture from a server, not numbers; save it as GeoTIFF (Export, Save As) at "
                "10 m per pixel and classify the file."
            ).format(name=name)
        )
    if not kinds <= set(DTYPES) or file.signed_bytes:  # before GDAL 3.7 these were bytes with a remark
        raise InputError(
            tr(
                "The raster {name} holds complex numbers or signed bytes, and no reflectance is stored like that; "
                "choose a Sentinel-2 image."
            ).format(name=name)
        )
    refuse_placeless(file.dataset, name)
    refuse_without_crs(layer, name)


def _read_facts(file: ImageFile, uri: str) -> ProductFacts:
    return read_product_facts(uri, _sources(file), file.tags)


def _sources(file: ImageFile) -> tuple[str, ...]:
    """Return the files that a virtual raster is made of, itself before them."""
    return file.files[:_SOURCES_READ] if file.made_of_files else ()
