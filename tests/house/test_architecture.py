# SPDX-License-Identifier: GPL-2.0-or-later
"""The page about the code's rooms is true: its picture is drawn from the imports, and what it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eurosat_plugin.paths import package_folder
from scripts.architecture import PICTURE, House, read_house
from scripts.architecture_picture import draw_house

MODULES = {
    "__init__.py": '"""The plugin."""',
    "plugin.py": "def start():\n    from house.gui.dock.panel import Panel\n",
    "paths.py": "import os\n",
    "gui/__init__.py": '"""What people see."""',
    "gui/dock/__init__.py": '"""The dock & its chart.\n\nMore about it."""',
    "gui/dock/panel.py": "from house.core.sums import add\nfrom house.gui.map import tool\n",
    "gui/map/__init__.py": '"""The map tool."""',
    "gui/map/tool.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.core.sums import add\n",
    "core/__init__.py": '"""Arithmetic."""',
    "core/sums.py": "from house.paths import os\nfrom house.core import numbers\n",
    "core/numbers.py": "import math\n",
}


@pytest.fixture
def house(tmp_path: Path) -> House:
    for name, text in MODULES.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_house(tmp_path / "house")


def rooms(house: House) -> list[str]:
    return [f"{room.floor}/{room.name}" for room in house.rooms]


def test_the_rooms_are_the_folders_from_the_top_floor_down(house: House) -> None:
    assert rooms(house) == ["plugin/", "gui/", "gui/dock", "gui/map", "core/", "paths/"]


def test_a_room_tells_its_purpose_and_its_modules(house: House) -> None:
    dock = house.rooms[rooms(house).index("gui/dock")]

    assert (dock.purpose, dock.modules) == ("The dock & its chart.", ("panel",))


def test_a_link_is_deferred_when_it_is_not_needed_to_load_the_room(house: House) -> None:
    names = rooms(house)

    links = {(names[link.source], names[link.target]): link.deferred for link in house.links}

    assert links == {
        ("plugin/", "gui/dock"): True,
        ("gui/dock", "core/"): False,
        ("gui/dock", "gui/map"): False,
        ("gui/map", "core/"): True,
        ("core/", "paths/"): False,
    }


def test_the_picture_names_every_room_and_module_and_what_it_uses(house: House) -> None:
    texts = [element.text for element in ElementTree.fromstring(draw_house(house)).iter() if element.text]

    for text in ("plugin", "gui/dock", "The dock & its chart.", "panel", "uses core*", "uses gui/dock*", "numbers"):
        assert text in texts


def test_the_same_house_gives_the_same_picture(house: House) -> None:
    assert draw_house(house) == draw_house(house)


def test_the_picture_on_the_page_is_that_of_the_code() -> None:
    drawn = draw_house(read_house(package_folder()))

    assert PICTURE.read_text(encoding="utf-8") == drawn, "draw it anew: python3 -m scripts.architecture"


@pytest.fixture(scope="module")
def page(project_folder: Path) -> str:
    return (project_folder / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_place_that_the_page_names_is_in_the_code(page: str) -> None:
    modules = {path.stem: path for path in package_folder().rglob("*.py")}
    text = page.partition("## Names that users")[0]
    places = re.findall(r"`([a-z_]+)\.((?!py`|toml`)(?:_?[A-Z]|[a-z])[A-Za-z_.]+)`", text)

    absent = [f"{module}.{name}" for module, name in places if not _defines(modules.get(module), name.split("."))]

    assert len(places) > 20
    assert absent == []


def test_every_module_that_the_threat_model_names_is_in_the_code(project_folder: Path) -> None:
    modules = {path.stem for path in package_folder().rglob("*.py")}
    rows = re.findall(
        r"^\|.*\| ((?:`\w+`(?:, )?)+) \|$", (project_folder / "SECURITY.md").read_text("utf-8"), re.MULTILINE
    )
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    assert len(named) > 10
    assert named - modules == set()


def test_every_file_that_the_page_names_is_there(page: str, project_folder: Path) -> None:
    files = re.findall(r"`((?:tests|scripts|docs)/[\w/.]+)`", page)

    assert files
    assert [file for file in files if not (project_folder / file).exists()] == []


def _defines(path: Path | None, names: list[str]) -> bool:
    """Tell whether the module at `path` defines a function, or a class and its method."""
    if path is None:
        return False
    body: list[ast.stmt] = ast.parse(path.read_text(encoding="utf-8")).body
    for name in names:
        found = [node for node in body if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == name]
        if not found:
            return False
        body = found[0].body
    return True
