# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the plugin's own files are, in a checkout and in an installed plugin. Standard library only.

An installed plugin holds ``metadata.txt`` and ``models/`` in the package folder, staged there when the zip
is made; in a checkout they lie beside the package.
"""

from __future__ import annotations

from configparser import ConfigParser
from functools import cache
from pathlib import Path

LOG_TAG = "EuroSAT Land Cover"
"""The tab of QGIS's log panel that holds what the plugin says."""


@cache  # a run asks for it dozens of times, and each time the disk would be asked
def package_folder() -> Path:
    """Return the folder of the package ``eurosat_plugin``."""
    return Path(__file__).resolve().parent


def icon_path(name: str) -> str:
    """Return the path of the icon file `name` (with its suffix), as Qt wants it."""
    return str(package_folder() / "icons" / name)


def model_path(name: str) -> Path:
    """Return where the bundled model `name` belongs; whether it is there is for the reader to find out."""
    return _resource_folder() / "models" / f"{name}.onnx"


def plugin_version() -> str:
    """Return the version that ``metadata.txt`` states."""
    return _metadata("version")


def homepage() -> str:
    """Return the address of the project's page that ``metadata.txt`` states."""
    return _metadata("homepage")


def help_page(name: str) -> str:
    """Return the address of the page `name` of the documentation, such as ``outputs.md``."""
    return f"{homepage()}/blob/main/docs/{name}"


def first_steps_page(language: str) -> str:
    """Return the path of the page for beginners, in `language` where it was written in it, or else in English."""
    page = package_folder() / "help" / f"first_steps_{language}.html"
    return str(page if page.is_file() else page.with_name("first_steps_en.html"))


def _metadata(entry: str) -> str:
    metadata = ConfigParser(interpolation=None)
    with (_resource_folder() / "metadata.txt").open(encoding="utf-8") as file:
        metadata.read_file(file)
    return metadata["general"][entry]


@cache
def _resource_folder() -> Path:
    package = package_folder()
    return package if (package / "metadata.txt").is_file() else package.parent
