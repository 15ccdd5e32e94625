# SPDX-License-Identifier: GPL-2.0-or-later
"""Change the plugin in small ways and see which changes no test notices: ``python -m scripts.mutants MODULE...``.

A module is a file or a folder below ``eurosat_plugin``, with or without ``.py``: ``core/tiles/tiling``, ``processing``.
mutmut works on a copy in ``build/mutants`` that it keeps: what has not changed since is not tried again, unless other
modules have been tried meanwhile. Each survivor is shown as a difference; a real one gets a test that kills it, others
change nothing that anybody could see.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.package import PACKAGE

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "mutants"
TESTED_BY = {
    "core": ("tests/core",),
    "adapters": ("tests/adapters", "tests/processing"),
    "processing": ("tests/processing",),
    "gui": ("tests/gui", "tests/plugin"),
}
"""Tests that are to notice a change, by room; of these mutmut runs only those that reach the changed function."""

COPIED = ("models", "metadata.txt", "scripts", "demo", "docs", "eurosat_batch", "training", "LICENSE", "Makefile")
WORDS = (r"""^\s*f?["']""", r"\btr\(")
"""Lines of a text alone: tests of sentences quote the part that matters."""

FRAMES = (
    "tests/processing/test_failures.py::test_another_python_raises_from_an_empty_frame",
    "tests/processing/test_cost_per_tile.py::test_what_is_said_of_tiles_is_worked_out_for_a_row_at_once",
)
"""Tests that look at the frames of calls: mutmut puts some of its own around every function."""

TOOL = Path(sys.executable).with_name("mutmut")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status: 1 when a mutant has survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", metavar="MODULE")
    parser.add_argument("--tests", nargs="*", default=[], help="only these, such as tests/core/tiles/test_tiling.py")
    options = parser.parse_args(arguments)
    patterns = [pattern_of(module) for module in options.modules]
    missing = [module for module, pattern in zip(options.modules, patterns) if not list(ROOT.glob(pattern))]
    if missing:
        print(f"Not below {PACKAGE}/: {', '.join(missing)}.", file=sys.stderr)
        return 2
    survivors = 0
    for room, tests in TESTED_BY.items():
        chosen = [pattern for pattern in patterns if pattern.split("/")[1] == room]
        if chosen:
            survivors += try_room(room, chosen, options.tests or tests)
    print(f"Survivors: {survivors}.")
    return 1 if survivors else 0


def pattern_of(module: str) -> str:
    """Return the pattern of the files that `module` names."""
    path = f"{PACKAGE}/{module.strip('/').removeprefix(PACKAGE + '/').removesuffix('.py')}"
    return path + ("/**/*.py" if (ROOT / path).is_dir() else ".py")


def try_room(room: str, patterns: list[str], tests: list[str] | tuple[str, ...]) -> int:
    """Let mutmut work on the files of `patterns`, show the survivors and return their number."""
    folder = FOLDER / room
    files = sorted({str(path.relative_to(ROOT)) for pattern in patterns for path in ROOT.glob(pattern)})
    forget_other_files(folder, files)
    copy_project(folder)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(settings(room, files, tests))
    environment = {name: value for name, value in os.environ.items() if name != "EUROSAT_DATA"}
    run = subprocess.run([str(TOOL), "run"], cwd=folder, env=environment, check=False)
    if run.returncode:
        raise SystemExit(run.returncode)
    listed = subprocess.run([str(TOOL), "results"], cwd=folder, capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^\s*(\S+): (?:survived|no tests)$", listed, re.MULTILINE)
    for name in names:
        subprocess.run([str(TOOL), "show", name], cwd=folder, check=True)
    return len(names)


def forget_other_files(folder: Path, files: list[str]) -> None:
    """Remove what mutmut has kept in `folder` of a run that was not for `files`.

    It would take the plain copies that it made of these for changed ones, and find no test that reaches a change.
    """
    written = folder / "pyproject.toml"
    if written.exists() and only(files) not in written.read_text(encoding="utf-8").splitlines():
        shutil.rmtree(folder / "mutants", ignore_errors=True)


def only(files: list[str]) -> str:
    """Return the setting that has mutmut change these files alone."""
    return f"only_mutate = {json.dumps(files)}"


def copy_project(folder: Path) -> None:
    """Bring `folder` up to date with the files that git tracks; what mutmut keeps in it stays."""
    for name in (PACKAGE, "tests", "mutants/tests"):
        shutil.rmtree(folder / name, ignore_errors=True)
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listing.split("\0")):
        source, target = ROOT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def settings(room: str, files: list[str], tests: list[str] | tuple[str, ...]) -> str:
    """Return mutmut's part of pyproject.toml.

    Without QGIS a worker begins with all tests collected. A QGIS cannot be shared: each worker starts its own, which
    counts as the worker's time.
    """
    plain = room == "core"
    extra = ["-p", "no:cacheprovider", "--hypothesis-profile=mutants", *(["-p", "no:pytest_qgis"] if plain else [])]
    extra += [f"--deselect={test}" for test in FRAMES]
    return f"""
[tool.mutmut]
source_paths = ["{PACKAGE}"]
{only(files)}
also_copy = {json.dumps(COPIED)}
do_not_mutate_patterns = {json.dumps(WORDS)}
pytest_add_cli_args = {json.dumps(extra)}
pytest_add_cli_args_test_selection = {json.dumps(tests)}
process_isolation = "forkserver"
forkserver_warmup = "{"collect" if plain else "none"}"
timeout_constant = {10.0 if plain else 120.0}
timeout_multiplier = 3.0
"""


if __name__ == "__main__":
    raise SystemExit(main())
