# SPDX-License-Identifier: GPL-2.0-or-later
"""What all rooms share. Runs in QGIS's Python and in the training's, so it imports neither QGIS nor Keras."""

from __future__ import annotations

import fcntl
import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from qgis.core import QgsProject
    from qgis.gui import QgisInterface

    from demo.scene import Scene
    from tests.stock_qgis import StockQgis

pytest_plugins = ["tests.parallel"]

ZIP = "eurosat_plugin.zip"
LAST = pytest.StashKey[pytest.Function]()

try:
    from hypothesis import Phase, settings
except ImportError:
    # The training's environment has no property tests.
    pass
else:
    settings.register_profile("project", deadline=None, derandomize=True)
    # For scripts/mutants.py: that a test fails is all it asks, and to find the simplest example takes minutes.
    found = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", settings.get_profile("project"), phases=found)
    settings.load_profile("project")


def pytest_configure(config: pytest.Config) -> None:
    """Give QGIS's settings, and what is kept of images, a folder of this run alone.

    pytest-qgis lets all runs in a checkout share one.
    """
    if config.pluginmanager.hasplugin("pytest_qgis"):
        from qgis.PyQt.QtCore import QSettings

        folder = tempfile.TemporaryDirectory(prefix="eurosat-settings-", ignore_cleanup_errors=True)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder.name)
        # Of images on servers the plugin keeps blocks, for programs that tests start as well.
        os.environ["XDG_CACHE_HOME"] = str(Path(folder.name, "cache"))
        # Which file of a network is faster is a matter of the computer, and of luck on a busy one.
        os.environ["EUROSAT_INT8"] = "never"
        config.add_cleanup(folder.cleanup)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage among what is collected, now or later: thousands of tests that all stay to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Function, nextitem: pytest.Item | None) -> None:
    """Keep in mind which test is the last."""
    if nextitem is None:
        item.config.stash[LAST] = item


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how to have the tests in the same order again."""
    seed = config.getoption("randomly_seed", None)
    if seed is not None:
        terminalreporter.write_line(f"The same order again: pytest --randomly-seed={seed}")


@pytest.fixture(autouse=True, scope="session")
def nothing_outlives_qgis(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let go of what only the garbage collector frees before QGIS ends: layers that die after it crash.

    ``pytest.raises(…) as caught`` is enough: the traceback that it keeps holds the frame that holds it. And pytest
    holds what fixtures have returned until the teardown of their test is over, which after the last ends QGIS as well.

    pytest-qgis shows every layer that a test adds to the project on a canvas of its own, drawn in threads whenever the
    test lets Qt work; on a busy computer some drew layers whose file or project was going. So that one draws nothing.
    """
    if request.config.pluginmanager.hasplugin("pytest_qgis"):
        request.getfixturevalue("qgis_canvas").freeze()
    yield
    last = request.config.stash.get(LAST, None)
    if last is not None:
        last.funcargs.clear()
    gc.collect()


@pytest.fixture(autouse=True)
def qgis_show_map() -> None:
    """Show no map: no test asks for it, and pytest-qgis's fixture of that name makes a folder for each of them."""


@pytest.fixture
def qgis_new_project(qgis_iface: QgisInterface) -> QgsProject:
    """Return the project, which is empty; pytest-qgis's fixture of that name clears it twice."""
    from qgis.core import QgsProject

    qgis_iface.newProject()
    return QgsProject.instance()


@pytest.fixture(autouse=True)
def each_test_begins_anew(pytestconfig: pytest.Config) -> Iterator[None]:
    """Undo what a test has left in QGIS and in the plugin: the next one begins as a new user does."""
    if not pytestconfig.pluginmanager.hasplugin("pytest_qgis"):
        yield
        return
    from tests.new_user import forget_the_last_one

    with forget_the_last_one():
        yield


@pytest.fixture(scope="session")
def eurosat_data() -> Path:
    """Return the folder of the real data, or skip the test where it was not fetched."""
    folder = os.environ.get("EUROSAT_DATA")
    if not folder:
        pytest.skip("needs the real data: set EUROSAT_DATA to the folder that training/README.md describes")
    return Path(folder)


@pytest.fixture(scope="session")
def plugin_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the zip that `make package` makes."""
    from scripts.addresses import tracked_files
    from scripts.package import PACKAGE, write_zip

    if not tracked_files(Path(__file__).resolve().parents[1], PACKAGE):
        pytest.skip("the package has what git tracks, which is nothing here")
    return made_once(tmp_path_factory, "zip", lambda folder: write_zip(folder / ZIP)) / ZIP


@pytest.fixture(scope="session")
def stock_qgis(tmp_path_factory: pytest.TempPathFactory, plugin_zip: Path) -> StockQgis:
    """Return QGIS's command line with the packed plugin, started without this project's environment."""
    from tests.stock_qgis import StockQgis

    made = made_once(tmp_path_factory, "stock", lambda folder: StockQgis.with_plugin(folder, plugin_zip))
    return StockQgis(made).copy(tmp_path_factory.mktemp("stock"))


@pytest.fixture(scope="session")
def generated_scene(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Scene]:
    """Return what gives the scene of the demonstration in any `shape`, which takes seconds to be painted."""
    import numpy as np

    from demo.scene import SHAPE, Scene, generate_scene

    def paint(shape: tuple[int, int], folder: Path) -> None:
        scene = generate_scene(shape=shape)
        np.savez(folder / "scene.npz", dn=scene.dn, truth=scene.truth)

    def give(shape: tuple[int, int] = SHAPE) -> Scene:
        name = f"scene-{shape[0]}-{shape[1]}"
        with np.load(made_once(tmp_path_factory, name, partial(paint, shape)) / "scene.npz") as stored:
            return Scene(stored["dn"], stored["truth"])

    return give


@pytest.fixture(scope="session")
def project_folder() -> Path:
    """Return the root of the checkout."""
    return Path(__file__).resolve().parent.parent


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first process of this run to need it has filled by `make`; it is read, not changed."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / f"{name}-of-all"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            draft = factory.mktemp(name)
            make(draft)
            draft.rename(folder)
    return folder
