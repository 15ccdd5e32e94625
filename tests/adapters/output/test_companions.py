# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from eurosat_plugin.adapters.output.companions import belongs_to
from eurosat_plugin.adapters.output.file_place import FilePlace, InputFile, check_places
from eurosat_plugin.core.errors import InputError


@pytest.mark.parametrize(
    ("name", "owner", "does"),
    [
        ("scene.qml", "scene.tif", True),
        ("SCENE.QML", "scene.tif", True),
        ("scene.tif.aux.xml", "scene.tif", True),
        ("scene.aux.xml", "scene.img", True),
        ("scene.prj", "scene.asc", True),
        ("scene.tif.ovr", "scene.tif", True),
        ("scene_rpc.txt", "scene.tif", True),
        ("districts.dbf", "districts.shp", True),
        ("districts.dbf", "districts.tif", False),  # a table of its own
        ("districts.map", "districts.tab", True),
        ("scene.gpkg", "scene.tif", False),
        ("scene.html", "scene.tif", False),
        ("scene.tif", "scene.tif", False),
        ("other.qml", "scene.tif", False),
        ("scene2.qml", "scene.tif", False),
        (".qml", ".tif", False),
    ],
)
def test_files_belong_to_another_by_their_names(name: str, owner: str, does: bool) -> None:
    assert belongs_to(name, owner) == does


@pytest.mark.parametrize("name", ["scene.qml", "scene.tif.aux.xml", "Scene.prj"])
def test_what_belongs_to_an_input_is_not_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("precious")

    sentence = f"REPORT cannot be written to {tmp_path / name}: {name} belongs to scene.tif, which is an input"
    with pytest.raises(InputError, match=sentence):
        check_places([FilePlace.of("REPORT", str(tmp_path / name))], [InputFile(tmp_path / "scene.tif")])


def test_a_file_of_such_a_name_may_be_made_where_there_is_none_or_in_another_folder(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "scene.qml").write_text("of another scene")
    places = [FilePlace.of("REPORT", str(tmp_path / name)) for name in ("scene.qml", "other/scene.qml")]

    check_places(places, [InputFile(tmp_path / "scene.tif")])


@pytest.mark.parametrize("older", [False, True])
def test_a_shapefile_does_not_take_the_coordinate_system_of_an_input_away(tmp_path: Path, older: bool) -> None:
    (tmp_path / "scene.prj").write_text("of the image, or of the older shapefile")
    if older:
        (tmp_path / "scene.shp").write_text("of a run before")
    place = FilePlace.of("OUTPUT", str(tmp_path / "scene.shp"))

    try:
        check_places([place], [InputFile(tmp_path / "scene.asc")])
        refused = False
    except InputError as error:
        refused = "scene.prj belongs to scene.asc" in str(error)

    assert refused != older
