# SPDX-License-Identifier: GPL-2.0-or-later
"""Stage the plugin, zip it, or install it into a QGIS profile. Run from the root of the checkout.

``python3 -m scripts.package zip FILE`` or ``install PROFILE``. Standard library and git only, so that it
works with nothing else installed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from eurosat_plugin.core.choices import BUNDLED
from eurosat_plugin.paths import model_path, package_folder, plugin_version
from scripts.addresses import placeholders, tracked_files

PACKAGE = "eurosat_plugin"
PACKAGED_SUFFIXES = (".py", ".svg", ".png", ".qm", ".html")
EXAMPLES = "examples"
WEIGHTS_LICENSE = "LICENSE-Apache-2.0.txt"
"""Of the weights that `accurate` begins with; whoever gets the network gets the licence."""

UPLOAD_LIMIT = 25_000_000
"""Bytes that plugins.qgis.org accepts."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time stamp of every entry, so that the same files give the same zip."""


class PackageError(Exception):
    """The package cannot be made; the message says why and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("zip", "install"))
    parser.add_argument("target", type=Path, help="the zip file, or the folder of the QGIS profile")
    options = parser.parse_args(arguments)
    try:
        if options.action == "zip":
            size = write_zip(options.target)
            print(f"Packaged version {plugin_version()} as {options.target} ({size / 1e6:.1f} MB)")
            for line in placeholders((package_folder().parent / "metadata.txt").read_text(encoding="utf-8")):
                print(f"Still a placeholder, see docs/releasing.md: {line}")
        else:
            folder = install(options.target)
            print(f"Installed version {plugin_version()} in {folder}; enable it in QGIS under Plugins > Manage")
    except (PackageError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def stage(folder: Path) -> Path:
    """Copy what a user gets into ``folder/eurosat_plugin``, replacing it; return that folder.

    Of the package these are the files that git tracks: whatever else lies there is nobody's business.

    :raises PackageError: when a bundled model is missing, or git tracks nothing of the package.
    :raises OSError: when git cannot tell its files, or one of them is missing.
    """
    missing = [str(model_path(name)) for name in BUNDLED if not model_path(name).is_file()]
    if missing:
        raise PackageError(f"Not there: {', '.join(missing)}. Make it with `make train MODEL=NAME`.")
    source = package_folder()
    tracked = tracked_files(source.parent, source.name)
    if not tracked:
        raise PackageError(f"git tracks no file of {source}. Make the package in a checkout of the repository.")
    target = folder / PACKAGE
    if target.exists():
        shutil.rmtree(target)
    for path in (source.parent / name for name in tracked):
        if path.suffix in PACKAGED_SUFFIXES:
            _copy(path, target / path.relative_to(source))
    for name in ("metadata.txt", "LICENSE"):
        _copy(source.parent / name, target / name)
    for path in sorted((source.parent / "docs" / EXAMPLES).glob("*.model3")):
        _copy(path, target / EXAMPLES / path.name)
    models = [model_path(name) for name in BUNDLED]
    for path in (*models, models[0].with_name(WEIGHTS_LICENSE)):
        _copy(path, target / "models" / path.name)
    return target


def write_zip(path: Path) -> int:
    """Write the plugin to the zip file `path`, byte for byte the same for the same files; return its size.

    :raises PackageError: when a model is missing or plugins.qgis.org would refuse the size.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        staged = stage(Path(folder))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(p for p in staged.rglob("*") if p.is_file()):
                entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), EPOCH)
                entry.external_attr = 0o100644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, file.read_bytes())
    size = path.stat().st_size
    if size >= UPLOAD_LIMIT:
        raise PackageError(f"{path} has {size} bytes; plugins.qgis.org takes less than {UPLOAD_LIMIT}.")
    return size


def install(profile: Path) -> Path:
    """Replace the plugin in the QGIS profile folder `profile`; return the plugin's folder there."""
    return stage(profile / "python" / "plugins")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    raise SystemExit(main())
