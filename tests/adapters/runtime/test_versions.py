# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.adapters.runtime.versions import satisfies, version_of


def test_zeros_at_the_end_make_no_other_version():
    assert version_of("2.0.0") == version_of("2")


def test_ten_is_newer_than_nine():
    assert version_of("1.10.0") > version_of("1.9.2")


@pytest.mark.parametrize(
    ("version", "requirement"),
    [
        ("1.24.2", ""),
        ("1.24.2", ">=1.21.6"),
        ("1.24.2", "(>=1.21.6,<2.0)"),
        ("2.0", "==2.0.0"),
        ("1.24.2", "~=1.21"),
        ("1.24.2", "~=1.24.0"),
        ("1.24.2", "==1.24.*"),
        ("1.24.2", "!=1.24.1"),
        ("3.11.2", ">=3.8,!=3.9.*"),
    ],
)
def test_a_version_meets_what_it_should(version, requirement):
    assert satisfies(version, requirement)


@pytest.mark.parametrize(
    ("version", "requirement"),
    [
        ("1.24.2", ">=1.26"),
        ("2.4.6", ">=1.26,<2.0"),
        ("2.0", "~=1.21"),
        ("1.25.0", "~=1.24.0"),
        ("1.25", "==1.24.*"),
        ("3.9.18", ">=3.8,!=3.9.*"),
        ("1.24.2", ">1.24.2"),
        ("1.24.2", "in the spring"),
    ],
)
def test_a_version_does_not_meet_what_it_should_not(version, requirement):
    assert not satisfies(version, requirement)
