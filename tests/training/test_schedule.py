# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from training.schedule import FLOOR, CosineCycles
from training.settings import Cycle, Settings


def test_each_cycle_rises_to_its_rate_and_falls_to_the_floor() -> None:
    schedule = CosineCycles([(100, 0.05), (50, 0.02)], warmup_share=0.2)

    rates = np.array([float(schedule(step)) for step in range(150)])

    assert rates[:100].argmax() == 100 * 0.2
    assert rates[:100].max() == pytest.approx(0.05)
    assert rates[99] == pytest.approx(0.05 * FLOOR, abs=0.05 * 1e-3)
    assert rates[100] == pytest.approx(0.02 * 0.1)
    assert rates[100:].max() == pytest.approx(0.02)
    assert (np.diff(rates[20:100]) < 0).all()


def test_the_last_rate_stays_after_the_end() -> None:
    schedule = CosineCycles([(100, 0.05)], warmup_share=0.2)

    assert float(schedule(120)) == pytest.approx(0.05 * FLOOR)


def test_an_epoch_belongs_to_its_cycle() -> None:
    first, second = Cycle(2, 0.05), Cycle(3, 0.02)
    settings = Settings("x", role="test", cycles=(first, second))

    assert [settings.cycle(epoch) for epoch in range(6)] == [first, first, second, second, second, second]
    assert settings.epochs == 5
