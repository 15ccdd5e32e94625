# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests in several processes at once (``pytest -n auto``, by pytest-xdist), each with a QGIS and settings of its own.

The tests of a file stay together, for they share what is made for the file; those of the desktop stay together, for
they share the QGIS that is started for them, and those of the batch, for they share a cluster. What takes longest
begins first, in the order of LONGEST, so that nobody waits for it in the end.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

DESKTOP = "tests/desktop"
TOGETHER = (DESKTOP, "tests/batch")
LONGEST = (
    *TOGETHER,
    "tests/house/test_soak.py",
    "tests/processing/catalogue",
    "tests/processing/test_product_forms.py",
    "tests/processing/test_whole_or_not_at_all.py",
    "tests/processing/test_full_disks.py",
    "tests/processing/test_runs_at_once.py",
    "tests/processing/canvas",
    "tests/processing/test_scenes_of_servers.py",
    "tests/processing/test_classify_scenes.py",
    "tests/plugin/test_rectangle_to_dock.py",
    "tests/plugin/counting",
    "tests/processing/test_summary_outputs.py",
    "tests/processing/test_assessment_command_line.py",
    "tests/demo/test_command.py",
    "tests/plugin/test_french_runs.py",
    "tests/core/assessment/test_coverage.py",
    "tests/house/test_stock_qgis.py",
    "tests/plugin/test_selected_polygons.py",
    "tests/processing/test_classify_raster.py",
    "tests/processing/test_ways_to_run.py",
    "tests/house/test_types.py",
    "tests/processing/test_real_data.py",
    "tests/processing/test_memory_per_tile.py",
)

PATIENCE_S = 300
"""How long a worker may take to end: far longer than it does on a slow and busy machine."""

_workers: list[Any] = []


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Start one process more than there are processors where one of them mostly waits for the QGIS of the desktop."""
    desktop = config.rootpath / DESKTOP
    asked = [Path(config.invocation_params.dir, argument.partition("::")[0]) for argument in config.args]
    if any(folder in (desktop, *desktop.parents) for folder in asked):
        return len(os.sched_getaffinity(0)) + 1
    return None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand the tests out by files."""
    from xdist.scheduler import LoadScopeScheduling
    from xdist.workermanage import NodeManager

    # xdist kills a worker that has not ended ten seconds after its last test, which on a busy computer is no crash.
    NodeManager.EXIT_TIMEOUT = PATIENCE_S

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return next((folder for folder in TOGETHER if file.startswith(folder + "/")), file)

        def remove_node(self, node: Any) -> str | None:
            """Give the tests of a worker that crashed to others, but for the one that crashed it."""
            units = self.assigned_work[node]
            waiting = [(unit, test) for unit in units.values() for test, done in unit.items() if not done]
            if waiting:
                unit, test = waiting[0]
                unit[test] = True
            for file in [file for file, unit in units.items() if all(unit.values())]:
                del units[file]
            super().remove_node(node)
            return waiting[0][1] if waiting else None

    config.option.loadscopereorder = False  # by the number of tests, which says nothing about how long they take
    return ByFile(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test of a worker as pytest does, and report of what has passed the test alone, not what is around it.

    To hand a report from one process to the other costs them a millisecond, and more than many a test does.
    """
    if not hasattr(item.config, "workerinput"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest first, whatever the order of the rest is, in a process that shares the work with others."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn(item.nodeid))


def turn(test: str) -> int:
    """Return the place of a test's file in LONGEST; all others come after them."""
    return next((place for place, name in enumerate(LONGEST) if test.startswith(name)), len(LONGEST))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodeready(node: Any) -> None:
    """Keep the process of a worker: it is asked how it ended."""
    _workers.append(node.gateway)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Any:
    """Fail where a worker did not end well: xdist does not look at what happens to it after its last test."""
    result = yield
    for worker in _workers:
        status = worker._io.popen.returncode
        if status and not session.exitstatus:
            print(f"\nThe tests have passed, but then {worker.id} ended with {status}.")
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return result
