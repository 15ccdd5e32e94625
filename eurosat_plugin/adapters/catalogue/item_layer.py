# SPDX-License-Identifier: GPL-2.0-or-later
"""A scene of a catalogue as a layer in natural colours: GDAL reads what the map shows, and nothing is downloaded."""

from __future__ import annotations

from qgis.core import QgsFeedback, QgsRasterLayer

from eurosat_plugin.adapters.catalogue.answers import CatalogueError
from eurosat_plugin.adapters.catalogue.item_access import ItemAccess, open_access
from eurosat_plugin.adapters.raster.band_stack import stack_bands
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, open_raster_file
from eurosat_plugin.adapters.raster.product_layer import ProductImage, product_layer, virtual_text
from eurosat_plugin.adapters.raster.remote_files import READING, options_here
from eurosat_plugin.adapters.raster.virtual_raster import remove_virtual
from eurosat_plugin.core.catalogue.scene_item import SceneItem
from eurosat_plugin.core.catalogue.services import NO_SIGN_IN
from eurosat_plugin.core.product.acquisition import sentinel_notice
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import tr

BLACK, WHITE = 0.0, 3000.0
"""Digital numbers of the ends of the stretch: those that catalogues use for their pictures."""


def read_image(item: SceneItem, feedback: QgsFeedback) -> ProductImage:
    """Return `item` as an image to be shown. Blocks; for a thread in the background.

    :raises InputError: when its files cannot be opened, or only with what a project must not hold.
    """
    if item.catalogue is not None and item.catalogue.sign_in != NO_SIGN_IN:
        sentence = tr(
            "Images of {catalogue} cannot be added to a project, which would have to hold signatures or keys: classify "
            "the scene, or choose another catalogue."
        )
        raise CatalogueError(sentence.format(catalogue=item.catalogue.title))
    access = open_access(item, feedback)
    with options_here(READING):
        return _image(item, access)


def item_layer(image: ProductImage, item: SceneItem) -> QgsRasterLayer:
    """Return `image`, which is that of `item`, as a layer; for the main thread."""
    with options_here(READING):
        layer = product_layer(image)
    metadata = layer.metadata()
    known = item.catalogue
    metadata.setRights([sentinel_notice(item.date), *([] if known is None else [known.credit])])
    metadata.setLicenses([] if known is None else [known.terms])
    layer.setMetadata(metadata)
    return layer


def _image(item: SceneItem, access: ItemAccess) -> ProductImage:
    virtual = stack_bands(item.id, access.files)
    try:
        dataset = open_raster_file(virtual, update=True)
        for key, text in item.tags.items():
            call_gdal(dataset.SetMetadataItem, key, text)
        dataset = None  # writes the file
        lifted = -(item.facts.offset or 0.0)
        stretches = ((BLACK + lifted, WHITE + lifted),) * len(RGB_BANDS)
        return ProductImage(item.address, virtual_text(virtual), item.title, item.date, stretches)
    finally:
        remove_virtual(virtual)
