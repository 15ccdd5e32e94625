# SPDX-License-Identifier: GPL-2.0-or-later
"""Which failures may pass by themselves."""

from __future__ import annotations

import pytest

from eurosat_plugin.core.errors import EuroSatError, FailureKind, InputError, OutputError, kind_of, kind_of_status


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (InputError("No bands."), FailureKind.REFUSED),
        (InputError("No answer.", FailureKind.PASSING), FailureKind.PASSING),
        (OutputError("The disk is full."), FailureKind.PASSING),
        (EuroSatError("Too large.", FailureKind.MEMORY), FailureKind.MEMORY),
        (MemoryError(), FailureKind.MEMORY),
        (ConnectionResetError(), FailureKind.PASSING),
        (OSError(28, "No space left on device"), FailureKind.PASSING),
        (ZeroDivisionError(), FailureKind.REFUSED),
    ],
)
def test_an_error_tells_whether_another_try_may_succeed(error: Exception, kind: FailureKind) -> None:
    assert kind_of(error) == kind


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 507, 521])
def test_a_server_that_is_busy_or_broken_may_answer_in_a_while(status: int) -> None:
    assert kind_of_status(status) == FailureKind.PASSING


@pytest.mark.parametrize("status", [0, 200, 400, 401, 403, 404, 410])
def test_what_a_server_refuses_it_refuses_again(status: int) -> None:
    assert kind_of_status(status) == FailureKind.REFUSED
