# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from eurosat_plugin.gui.dock.run_follower import RunFollower
from tests.gui.docks import Run


def test_the_end_of_a_run_that_was_followed_before_is_not_that_of_the_run_that_is_followed(qgis_app):
    follower, first, second = RunFollower(), Run(), Run()
    follower.follow(first)
    follower.follow(second)

    first.ended.emit()

    assert follower.run is second
    follower.let_go()
