# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

import pytest
from qgis.core import QgsApplication

from eurosat_plugin.gui.background_job import BackgroundJob, stop_jobs
from tests.gui.task_threads import FAST_MS


@pytest.fixture(autouse=True)
def no_job_left(qgis_app: QgsApplication) -> Iterator[None]:
    yield
    stop_jobs()


class Work:
    """Goes on until it is told to stop."""

    def __init__(self) -> None:
        self.begun = Event()
        self.ended = Event()

    def __call__(self, job: BackgroundJob) -> str:
        self.begun.set()
        while not job.isCanceled():
            time.sleep(0.001)
        self.ended.set()
        return "stopped"


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def answers() -> list[object]:
    return []


def test_the_answer_comes_back(answers, qtbot):
    BackgroundJob("counting", lambda job: 6 * 7, answers.append).start()

    qtbot.waitUntil(lambda: answers == [42], timeout=60_000)


def test_a_job_that_nobody_holds_goes_on(answers, qtbot):
    release = Event()
    BackgroundJob("waiting", lambda job: release.wait(300), answers.append).start()

    qtbot.wait(50)
    release.set()

    qtbot.waitUntil(lambda: answers == [True], timeout=60_000)


def test_a_stopped_job_tells_nothing(work, answers, qtbot):
    job = BackgroundJob("endless", work, answers.append)
    job.start()
    assert work.begun.wait(300)

    job.stop()

    qtbot.waitUntil(lambda: job.over, timeout=60_000)
    assert answers == []


def test_stopping_all_jobs_returns_when_no_thread_works_on_them(work, answers):
    jobs = [BackgroundJob("endless", each, answers.append) for each in (work, Work())]
    for job in jobs:
        job.start()
    assert work.begun.wait(300)

    stop_jobs()

    assert work.ended.is_set()
    assert [job.wait(0) for job in jobs] == [True, True]


def test_a_job_that_was_stopped_before_its_turn_never_works(work, qtbot):
    job = BackgroundJob("endless", work, lambda answer: None)
    job.start()
    job.stop()

    qtbot.waitUntil(lambda: job.over, timeout=60_000)

    assert work.begun.is_set() == work.ended.is_set()


def test_waiting_for_a_job_that_goes_on_takes_no_longer_than_it_may(work):
    job = BackgroundJob("endless", work, lambda answer: None)
    job.start()
    assert work.begun.wait(300)

    assert not job.wait(10)


def test_a_job_that_the_task_manager_forgets_begins_anew(answers, qtbot, forgetful_manager):
    works = []
    forgetful_manager(lambda: BackgroundJob("counting", lambda job: works.append(job) or 6 * 7, answers.append).start())

    qtbot.waitUntil(lambda: answers == [42], timeout=60_000)

    assert len(works) == 1


def test_a_forgotten_job_can_be_stopped(work, answers, qtbot, forgetful_manager):
    job = BackgroundJob("endless", work, answers.append)
    forgetful_manager(job.start)

    job.stop()

    qtbot.waitUntil(lambda: job.over, timeout=60_000)
    qtbot.wait(10 * FAST_MS)
    assert not work.begun.is_set()
    assert answers == []


def test_a_job_that_waits_for_its_turn_works_once(answers, qtbot, full_pool):
    works = []
    BackgroundJob("counting", lambda job: works.append(job), answers.append).start()

    qtbot.wait(10 * FAST_MS)
    assert works == []
    full_pool.set()

    qtbot.waitUntil(lambda: answers == [None], timeout=60_000)
    qtbot.wait(10 * FAST_MS)
    assert len(works) == 1
