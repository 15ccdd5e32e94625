# SPDX-License-Identifier: GPL-2.0-or-later
"""Which image a band on the map means: its own, put together from all its bands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsProject

from eurosat_plugin.gui.runs.image_choice import ImageChoice
from tests.gui.runs.images import HERE, UTM, show


@pytest.mark.parametrize("current", ["B04", "B03", "B08"])
def test_one_band_means_the_image_beside_it(iface, images, make_bands, current):
    layers = make_bands(bands=("B04", "B03", "B02", "B08"))
    iface.setActiveLayer(layers[current])

    target = images.choose(HERE)

    assert target.parameters(None) == {"INPUT": layers["B04"].id()}
    assert target.note.startswith(f"{layers[current].name()} is one band of an image")


def test_one_band_means_its_image_where_the_others_are_files_only(iface, images, make_bands):
    layers = make_bands()
    for band in ("B04", "B02"):
        QgsProject.instance().removeMapLayer(layers[band].id())
    iface.setActiveLayer(layers["B03"])

    target = images.choose(HERE)

    assert Path(target.parameters(None)["INPUT"]).name == "T33TUN_20200115T100159_B04_10m.tif"
    assert target.pixels(HERE, UTM) is not None


def test_bands_that_lie_in_different_folders_are_found_among_the_layers(iface, images, make_bands):
    red = make_bands("one", bands=["B04"])["B04"]
    others = {**make_bands("two", bands=["B03"]), **make_bands("three", bands=["B02"])}
    iface.setActiveLayer(red)

    target = images.choose(HERE)

    stack = gdal.Open(target.parameters(None)["INPUT"])
    files = [red.source(), others["B03"].source(), others["B02"].source()]
    assert [path for path in stack.GetFileList() if path.endswith(".tif")] == files
    assert [stack.GetRasterBand(number).GetDescription() for number in (1, 2, 3)] == ["B04", "B03", "B02"]
    assert (target.name, "among the layers" in target.note) == ("T33TUN_20200115T100159_10m", True)


@pytest.mark.parametrize("current", ["B04", "B03", "B02"])
@pytest.mark.parametrize("folders", ["one", "several"])
def test_an_image_of_bands_is_called_after_what_they_share(iface, images, make_bands, current, folders):
    layers = {
        band: make_bands("one" if folders == "one" else band, bands=[band])[band] for band in ("B04", "B03", "B02")
    }
    iface.setActiveLayer(layers[current])

    assert images.choose(HERE).name == "T33TUN_20200115T100159_10m"


def test_bands_whose_layers_have_names_of_their_own_are_called_after_their_files(iface, images, make_bands):
    layers = make_bands()
    for layer, name in zip(layers.values(), ("red", "green", "blue")):
        layer.setName(name)
    iface.setActiveLayer(layers["B04"])

    assert images.choose(HERE).name == "T33TUN_20200115T100159_10m"


def test_a_grid_of_bands_in_different_folders_leads_back_to_them(iface, images, make_bands, make_raster, grid_of):
    red = make_bands("one", bands=["B04"])["B04"]
    make_bands("two", bands=["B03", "B02"])
    iface.setActiveLayer(red)
    target = images.choose(HERE)

    show(iface, grid_of(target.source), make_raster("other"))

    assert images.choose(HERE).source == target.source


def test_bands_of_another_date_do_not_count_and_it_is_said(iface, images, make_bands):
    iface.setActiveLayer(make_bands("one", bands=["B04", "B03"])["B04"])
    make_bands("two", date="20200220T100159", bands=["B02"])

    sentence = images.choose(HERE)

    assert "B04; blue (B02) of the same image is needed" in sentence
    assert "T33TUN_20200220T100159_B02_10m (B02): of another date, 2020-02-20" in sentence


def test_a_band_whose_siblings_are_nowhere_is_refused_also_beside_another_image(iface, images, make_bands, make_raster):
    band = make_bands(bands=["B04"])["B04"]
    show(iface, make_raster("other"), band)
    iface.setActiveLayer(band)

    assert "green (B03), blue (B02) of the same image are needed" in images.choose(HERE)


def test_bands_on_the_map_are_an_image_like_others(iface, images, make_bands, elevation):
    layers = make_bands()
    show(iface, elevation, *layers.values())

    assert images.choose(HERE).parameters(None) == {"INPUT": layers["B04"].id()}


def test_no_file_stays_in_memory(iface, make_bands):
    images = ImageChoice(iface)
    iface.setActiveLayer(make_bands("one", bands=["B04"])["B04"])
    make_bands("two", bands=["B03", "B02"])
    path = images.choose(HERE).source

    images.close()

    assert gdal.VSIStatL(path) is None
    assert os.path.basename(path).endswith(".vrt")
