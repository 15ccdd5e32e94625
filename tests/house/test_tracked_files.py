# SPDX-License-Identifier: GPL-2.0-or-later
"""What may lie in the repository: text of the project, its models, its own pictures, and no data of others."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY_HOMES = {".onnx": "models", ".h5": "models", ".png": "docs", ".qm": "eurosat_plugin"}
"""The only binary files, by suffix, and the top folder each may lie in."""

MACHINE_PATH = re.compile(r"(?<![\w.~$)}])/(?:home|root|work|Users)/\w")
SPDX = "# SPDX-License-Identifier: GPL-2.0-or-later"


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    # A build machine may run as another user than the one who made the checkout.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for path in (ROOT / name for name in listing.split("\0") if name) if path.is_file()]


def _is_binary(path: Path) -> bool:
    return b"\0" in path.read_bytes()[:8192]


def test_binary_files_are_models_pictures_and_translations(tracked: list[Path]) -> None:
    binary = [path.relative_to(ROOT) for path in tracked if _is_binary(path)]

    assert [str(path) for path in binary if BINARY_HOMES.get(path.suffix) != path.parts[0]] == []


def test_no_rasters_or_pictures_of_the_data_set_are_kept(tracked: list[Path]) -> None:
    suffixes = {".tif", ".tiff", ".jp2", ".jpg", ".jpeg", ".gpkg", ".zip", ".keras", ".npz", ".npy"}

    assert [str(path.relative_to(ROOT)) for path in tracked if path.suffix.lower() in suffixes] == []


def test_no_file_is_too_large_for_a_source_repository(tracked: list[Path]) -> None:
    assert [str(path.relative_to(ROOT)) for path in tracked if path.stat().st_size > _limit(path)] == []


def test_no_file_names_a_path_of_somebodys_machine(tracked: list[Path]) -> None:
    texts = [path for path in tracked if not _is_binary(path) and path != Path(__file__)]

    naming = [path for path in texts if MACHINE_PATH.search(path.read_text(encoding="utf-8"))]

    assert [str(path.relative_to(ROOT)) for path in naming] == []


def test_every_source_file_states_its_licence_first(tracked: list[Path]) -> None:
    sources = [path for path in tracked if path.suffix == ".py" and path.stat().st_size > 0]

    silent = [path for path in sources if not path.read_text(encoding="utf-8").startswith(SPDX)]

    assert [str(path.relative_to(ROOT)) for path in silent] == []


def test_links_between_the_projects_pages_lead_somewhere(tracked: list[Path]) -> None:
    pages = [path for path in tracked if path.suffix == ".md"]

    dead = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)\s#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]

    assert dead == []


def _limit(path: Path) -> int:
    """Return how many bytes a file may have: two networks have to fit into the 25 MB of an upload."""
    return {".onnx": 15_000_000, ".h5": 2_500_000}.get(path.suffix, 2_000_000)
