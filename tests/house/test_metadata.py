# SPDX-License-Identifier: GPL-2.0-or-later
"""metadata.txt by the rules of plugins.qgis.org's validator and of QGIS's plugin manager."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path
from urllib.parse import urlparse

import pytest

from eurosat_plugin.paths import plugin_version

REQUIRED = (
    "name",
    "qgisMinimumVersion",
    "description",
    "about",
    "version",
    "author",
    "email",
    "repository",
    "tracker",
)


@pytest.fixture(scope="module")
def metadata(project_folder: Path) -> dict[str, str]:
    # Interpolation is on at plugins.qgis.org: a percent sign would break the upload.
    parser = ConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((project_folder / "metadata.txt").read_text(encoding="utf-8"))
    return dict(parser.items("general"))


@pytest.mark.parametrize("key", REQUIRED)
def test_a_required_entry_is_filled(metadata: dict[str, str], key: str) -> None:
    assert metadata[key].strip()


def test_the_text_is_ascii_because_old_qgis_reads_it_in_the_system_encoding(project_folder: Path) -> None:
    assert (project_folder / "metadata.txt").read_bytes().isascii()


def test_the_versions_of_qgis_span_3_22_to_4(metadata: dict[str, str]) -> None:
    assert (metadata["qgisMinimumVersion"], metadata["qgisMaximumVersion"]) == ("3.22", "4.99")


def test_the_dead_flag_for_qt_6_is_not_used(metadata: dict[str, str]) -> None:
    assert "supportsQt6" not in metadata


def test_qgis_process_is_told_of_the_provider(metadata: dict[str, str]) -> None:
    assert metadata["hasProcessingProvider"] == "yes"


@pytest.mark.parametrize("key", ["homepage", "repository", "tracker"])
def test_a_link_is_a_whole_address(metadata: dict[str, str], key: str) -> None:
    address = urlparse(metadata[key])

    assert address.scheme == "https"
    assert address.netloc


def test_the_author_has_no_slash_and_the_email_one_at_sign(metadata: dict[str, str]) -> None:
    assert "/" not in metadata["author"]
    assert re.fullmatch(r"[^@\s]+@[^@\s]+", metadata["email"])


def test_the_description_is_one_line_without_markup(metadata: dict[str, str]) -> None:
    assert "\n" not in metadata["description"]
    assert "<" not in metadata["description"]


@pytest.mark.parametrize("key", ["experimental", "deprecated", "server"])
def test_a_flag_is_true_or_false(metadata: dict[str, str], key: str) -> None:
    assert metadata[key] in ("True", "False")


def test_the_icon_is_a_file_of_the_package(metadata: dict[str, str], project_folder: Path) -> None:
    assert (project_folder / "eurosat_plugin" / metadata["icon"]).is_file()


def test_the_category_is_the_raster_menu(metadata: dict[str, str]) -> None:
    assert metadata["category"] == "Raster"


def test_the_license_is_the_one_of_every_source_file(metadata: dict[str, str]) -> None:
    assert metadata["license"] == "GPL-2.0-or-later"


def test_the_version_is_the_newest_of_the_changelog(metadata: dict[str, str], project_folder: Path) -> None:
    changelog = (project_folder / "CHANGELOG.md").read_text(encoding="utf-8")

    newest = re.search(r"^## \[?(\d+\.\d+\.\d+)\b", changelog, re.MULTILINE)

    assert newest is not None
    assert metadata["version"] == newest[1]


def test_the_manager_of_plugins_shows_the_newest_version_first(metadata: dict[str, str]) -> None:
    assert metadata["changelog"].split()[0] == metadata["version"]


@pytest.mark.parametrize("key", ["about", "changelog"])
def test_no_sentence_is_broken_where_the_manager_of_plugins_would_begin_a_line(
    metadata: dict[str, str], key: str
) -> None:
    lines = [line for line in metadata[key].split("\n") if line]

    assert [line for line in lines if not re.search(r"\.$|^\d+\.\d+\.\d+$", line)] == []


def test_the_plugin_reads_its_version_from_the_metadata(metadata: dict[str, str]) -> None:
    assert plugin_version() == metadata["version"]
