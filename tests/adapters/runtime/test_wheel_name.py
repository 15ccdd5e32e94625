# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import sys

import pytest

from eurosat_plugin.adapters.runtime.wheel_name import Interpreter, WheelName

DEBIAN = Interpreter((3, 11), "cp311", "linux-x86_64", (2, 36))
RASPBERRY = Interpreter((3, 11), "cp311", "linux-aarch64", (2, 36))
CENTOS = Interpreter((3, 9), "cp39", "linux-x86_64", (2, 17))
ALPINE = Interpreter((3, 11), "cp311", "linux-x86_64", (0, 0))
WINDOWS = Interpreter((3, 12), "cp312", "win-amd64", (0, 0))
MAC_ARM = Interpreter((3, 12), "cp312", "macosx-arm64", (14, 5))
MAC_INTEL = Interpreter((3, 9), "cp39", "macosx-x86_64", (13, 6))
FREE_THREADED = Interpreter((3, 13), "cp313t", "linux-x86_64", (2, 41))


def accepts(interpreter: Interpreter, tags: str) -> bool:
    name = WheelName.parse(f"onnxruntime-1.31.1-{tags}.whl")
    assert name is not None
    return interpreter.accepts(name)


@pytest.mark.parametrize(
    ("interpreter", "tags"),
    [
        (DEBIAN, "cp311-cp311-manylinux_2_28_x86_64"),
        (DEBIAN, "cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64"),
        (DEBIAN, "py3-none-any"),
        (RASPBERRY, "cp311-cp311-manylinux_2_28_aarch64"),
        (CENTOS, "cp39-cp39-manylinux2014_x86_64"),
        (WINDOWS, "cp312-cp312-win_amd64"),
        (MAC_ARM, "cp312-cp312-macosx_14_0_arm64"),
        (MAC_INTEL, "cp39-cp39-macosx_11_0_universal2"),
        (FREE_THREADED, "cp313-cp313t-manylinux_2_28_x86_64"),
    ],
)
def test_a_wheel_for_this_computer_is_accepted(interpreter, tags):
    assert accepts(interpreter, tags)


@pytest.mark.parametrize(
    ("interpreter", "tags"),
    [
        (DEBIAN, "cp312-cp312-manylinux_2_28_x86_64"),
        (DEBIAN, "cp311-cp311-manylinux_2_28_aarch64"),
        (DEBIAN, "cp311-cp311-manylinux_2_37_x86_64"),
        (DEBIAN, "cp311-cp311-win_amd64"),
        (DEBIAN, "cp311-cp311-musllinux_1_2_x86_64"),
        (CENTOS, "cp39-cp39-manylinux_2_28_x86_64"),
        (ALPINE, "cp311-cp311-manylinux_2_28_x86_64"),
        (WINDOWS, "cp312-cp312-win_arm64"),
        (WINDOWS, "cp312-cp312-manylinux_2_28_x86_64"),
        (MAC_INTEL, "cp39-cp39-macosx_14_0_universal2"),
        (MAC_INTEL, "cp39-cp39-macosx_11_0_arm64"),
        (FREE_THREADED, "cp313-cp313-manylinux_2_28_x86_64"),
        (Interpreter((3, 13), "cp313", "linux-x86_64", (2, 41)), "cp313-cp313t-manylinux_2_28_x86_64"),
    ],
)
def test_a_wheel_for_another_computer_is_not_accepted(interpreter, tags):
    assert not accepts(interpreter, tags)


@pytest.mark.parametrize(
    "file_name",
    [
        "onnxruntime-1.31.1.tar.gz",
        "onnxruntime-1.32.0rc1-cp311-cp311-win_amd64.whl",
        "onnxruntime-1.32.0.dev20261101-cp311-cp311-win_amd64.whl",
        "onnxruntime.whl",
    ],
)
def test_what_is_no_wheel_of_a_release_has_no_name(file_name):
    assert WheelName.parse(file_name) is None


def test_a_build_number_is_no_part_of_the_tags():
    name = WheelName.parse("onnxruntime-1.31.1-1-cp311-cp311-manylinux_2_28_x86_64.whl")

    assert name == WheelName("onnxruntime", (1, 31, 1), "cp311", "cp311", "manylinux_2_28_x86_64")


def test_the_running_python_accepts_a_wheel_of_its_version():
    here = Interpreter.running()

    tag = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    assert accepts(here, f"{tag}-{here.abi}-any")


def test_the_key_names_python_and_platform_in_a_folder_name():
    assert DEBIAN.key == "cp311-linux_x86_64"
