# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip that users install and that plugins.qgis.org checks."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from eurosat_plugin.core.choices import BUNDLED
from eurosat_plugin.paths import package_folder
from scripts import addresses, package, upload_checks


@dataclass(frozen=True)
class Packed:
    """A zip, and what was said when it was made."""

    path: Path
    said: str


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """Make the zip as `make package` does."""
    path, said = tmp_path_factory.mktemp("package") / "eurosat_plugin.zip", io.StringIO()
    with redirect_stdout(said):
        assert package.main(["zip", str(path)]) == 0
    return Packed(path, said.getvalue())


@pytest.fixture(scope="module")
def archive(packed: Packed) -> zipfile.ZipFile:
    with zipfile.ZipFile(packed.path) as opened:
        return opened


def test_the_zip_has_one_top_folder(archive: zipfile.ZipFile) -> None:
    assert {name.partition("/")[0] for name in archive.namelist()} == {"eurosat_plugin"}


def test_the_zip_holds_every_module_of_the_package(archive: zipfile.ZipFile) -> None:
    root = package_folder().parent

    modules = set(addresses.tracked_files(root, "eurosat_plugin/*.py"))

    assert modules == {name for name in archive.namelist() if name.endswith(".py")}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_zip_holds_a_page_for_beginners_and_the_example_model_it_names(tmp_path: Path, language: str) -> None:
    staged = package.stage(tmp_path)

    page = (staged / "help" / f"first_steps_{language}.html").read_text(encoding="utf-8")

    (model,) = (staged / "examples").iterdir()
    assert f"../examples/{model.name}" in page


@pytest.mark.parametrize("name", ["metadata.txt", "LICENSE", "icons/icon.svg", "models/LICENSE-Apache-2.0.txt"])
def test_the_zip_holds_what_qgis_its_repository_and_licences_ask_for(archive: zipfile.ZipFile, name: str) -> None:
    assert f"eurosat_plugin/{name}" in archive.namelist()


def test_the_zip_holds_the_bundled_models_and_no_other(archive: zipfile.ZipFile) -> None:
    models = {Path(name).stem for name in archive.namelist() if name.endswith(".onnx")}

    assert models == set(BUNDLED)


def test_the_zip_holds_nothing_that_would_block_an_upload(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()

    forbidden = [n for n in names if ".pyc" in n or "__pycache__" in n or ".." in n or "/." in n or "/tests/" in n]

    assert forbidden == []


def test_what_git_does_not_track_is_not_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "checkout"
    for name in ("eurosat_plugin/__init__.py", "eurosat_plugin/stray.py", "metadata.txt", "LICENSE"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("")
    for command in (["init", "-q"], ["add", "eurosat_plugin/__init__.py"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    monkeypatch.setattr(package, "package_folder", lambda: root / "eurosat_plugin")

    staged = package.stage(tmp_path / "staged")

    assert [path.name for path in staged.rglob("*.py")] == ["__init__.py"]


def test_without_git_nothing_is_packed_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(package, "package_folder", lambda: tmp_path / "eurosat_plugin")

    assert package.main(["zip", str(tmp_path / "plugin.zip")]) == 1
    assert "git cannot tell its files" in capsys.readouterr().err


def test_packing_says_which_addresses_are_placeholders(packed: Packed) -> None:
    metadata = (package_folder().parent / "metadata.txt").read_text(encoding="utf-8")
    assert packed.said.count("Still a placeholder") == len(addresses.placeholders(metadata))
    assert addresses.placeholders(f"homepage={addresses.REPOSITORY}\nname=x\nemail={addresses.EMAIL}") == [
        f"homepage={addresses.REPOSITORY}",
        f"email={addresses.EMAIL}",
    ]
    assert addresses.placeholders("homepage=https://example.org/mine\nemail=anna@example.org") == []


def test_the_addresses_are_set_in_all_files_at_once(tmp_path: Path) -> None:
    for name in ("metadata.txt", "README.md", "stray.md"):
        (tmp_path / name).write_text(f"{addresses.REPOSITORY}/issues {addresses.EMAIL}")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    for command in (["init", "-q"], ["add", "metadata.txt", "README.md", "picture.png"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)

    changed = addresses.set_addresses(tmp_path, "https://example.org/mine", "anna@example.org")

    assert changed == ["README.md", "metadata.txt"]
    assert (tmp_path / "README.md").read_text() == "https://example.org/mine/issues anna@example.org"
    assert addresses.REPOSITORY in (tmp_path / "stray.md").read_text()


def test_no_file_of_the_zip_is_executable(archive: zipfile.ZipFile) -> None:
    assert not [entry.filename for entry in archive.infolist() if (entry.external_attr >> 16) & 0o111]


def test_packing_twice_gives_the_same_bytes(packed: Packed, tmp_path: Path) -> None:
    package.write_zip(tmp_path / "second.zip")

    assert packed.path.read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_the_checks_of_plugins_qgis_org_are_a_part_of_every_run(project_folder: Path) -> None:
    lint = subprocess.run(["make", "-C", project_folder, "-n", "lint"], capture_output=True, text=True, check=True)

    # Once a run is enough: they take as long as a thousand tests.
    assert "-m scripts.upload_checks" in lint.stdout
    assert re.search(r"^for target in [a-z ]*\blint\b", (project_folder / ".ci" / "run").read_text(), re.MULTILINE)


def test_what_the_checks_find_is_told_and_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setattr(upload_checks, "check", lambda folder: [f"{len(list(folder.iterdir()))}: assert"])

    assert upload_checks.main() == 1
    assert capsys.readouterr().out == "1: assert\n"


def test_the_checks_see_an_assertion_a_secret_and_a_long_line(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(
        "assert True\nDIGEST = '" + "0123456789abcdef" * 4 + "'\nLINE = '" + "-" * 120 + "'\n"
    )

    findings = "\n".join(upload_checks.check(tmp_path))

    assert "B101" in findings
    assert "Hex High Entropy String" in findings
    assert "E501" in findings


def test_installing_replaces_what_an_older_version_left(tmp_path: Path) -> None:
    old = tmp_path / "python" / "plugins" / "eurosat_plugin" / "old.py"
    old.parent.mkdir(parents=True)
    old.touch()

    folder = package.install(tmp_path)

    assert not old.exists()
    assert (folder / "__init__.py").is_file()


def test_packing_fails_in_a_sentence_when_a_model_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(package, "model_path", lambda name: tmp_path / f"{name}.onnx")

    status = package.main(["zip", str(tmp_path / "plugin.zip")])

    assert status == 1
    assert "make train" in capsys.readouterr().err
    assert not (tmp_path / "plugin.zip").exists()


def test_what_git_does_not_track_is_no_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "tracked_files", lambda root, *below: [])

    with pytest.raises(package.PackageError, match=r"git tracks no file of .*eurosat_plugin\. Make the package in"):
        package.write_zip(tmp_path / "plugin.zip")

    assert not (tmp_path / "plugin.zip").exists()


def test_a_zip_too_large_for_the_repository_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "UPLOAD_LIMIT", 1000)
    monkeypatch.setattr(package, "BUNDLED", ("fast",))  # the large one takes a second to pack

    with pytest.raises(package.PackageError, match="takes less than 1000"):
        package.write_zip(tmp_path / "plugin.zip")
