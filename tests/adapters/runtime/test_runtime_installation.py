# SPDX-License-Identifier: GPL-2.0-or-later
"""From a package index on this computer to an onnxruntime that has proved itself in a real process."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime.runtime_installation import Installer
from eurosat_plugin.adapters.runtime.wheel_name import Interpreter
from eurosat_plugin.core.errors import InstallationError
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.onnxruntime_search import loaded_onnxruntime, look_for_onnxruntime
from tests.wheels import nothing_imported, wheel_content, wheel_name, working_code

HERE = Interpreter.running()


def test_the_wheel_of_an_index_is_installed_and_proved_in_a_process_of_its_own(installer, place, index):
    index.offer({wheel_name(): wheel_content()})

    receipt = installer.from_index(index.url)

    assert place.receipt() == receipt
    assert (receipt.version, receipt.proof, receipt.source) == ("9.9.0", "process", index.url)
    assert receipt.speed > 0
    assert (place.usable() / "onnxruntime" / "__init__.py").is_file()


def test_the_proof_does_not_import_it_into_this_process(installer, index):
    index.offer({wheel_name(): wheel_content()})

    with nothing_imported():
        installer.from_index(index.url)

        assert loaded_onnxruntime() is None


def test_progress_grows_to_a_hundred(installer, index, feedback):
    index.offer({wheel_name(): wheel_content()})
    told: list[float] = []
    feedback.progressChanged.connect(told.append)

    installer.from_index(index.url)

    assert told == sorted(told)
    assert told[-1] == 100


def test_a_classifier_that_is_opened_later_in_the_session_uses_it(installer, place, index, model):
    index.offer({wheel_name(): wheel_content()})
    look_for_onnxruntime(place.usable)
    try:
        with nothing_imported():
            installer.from_index(index.url)
            classifier = open_classifier(model)

            assert classifier.backend == "onnxruntime"
            assert loaded_onnxruntime() == ("9.9.0", place.usable() / "onnxruntime")
    finally:
        look_for_onnxruntime(None)


def test_the_newest_version_is_installed(installer, index):
    index.offer({wheel_name(version): wheel_content(version) for version in ("1.9.0", "1.10.0", "1.2.0")})

    assert installer.from_index(index.url).version == "1.10.0"


def test_a_version_that_needs_another_numpy_gives_way_to_an_older_one(installer, index):
    newer = f">={int(np.__version__.split('.')[0]) + 1}"
    index.offer({wheel_name("2.0"): wheel_content("2.0", numpy=newer), wheel_name("1.0"): wheel_content("1.0")})

    assert installer.from_index(index.url).version == "1.0"


def test_when_all_need_another_numpy_numpy_is_left_alone(installer, place, index):
    index.offer({wheel_name(): wheel_content(numpy=">=99")})

    with pytest.raises(InstallationError, match=r"needs numpy >=99, and QGIS has .* not changed"):
        installer.from_index(index.url)
    assert not place.path.exists()


def test_no_wheel_for_this_python_is_told(installer, index):
    index.offer({"onnxruntime-1.0-cp27-cp27m-any.whl": wheel_content("1.0")})

    python = f"Python {HERE.python[0]}.{HERE.python[1]}"
    with pytest.raises(InstallationError, match=f"has no onnxruntime for {python}"):
        installer.from_index(index.url)


def test_a_package_that_cannot_be_imported_is_removed_again(installer, place, index):
    index.offer({wheel_name(): wheel_content(code="raise ImportError('DLL load failed')")})

    with pytest.raises(InstallationError, match=r"does not work here.*DLL load failed"):
        installer.from_index(index.url)
    assert not place.path.exists()


def test_a_package_that_crashes_takes_only_the_process_with_it(installer, place, index):
    index.offer({wheel_name(): wheel_content(code="import os\nos.abort()")})

    with pytest.raises(InstallationError, match="does not work here"):
        installer.from_index(index.url)
    assert not place.path.exists()


def test_a_package_that_computes_something_else_is_removed_again(installer, place, index):
    wrong = working_code(answer="probabilities[:, ::-1], energy")
    index.offer({wheel_name(): wheel_content(code=wrong)})

    with pytest.raises(InstallationError, match="gives other probabilities than numpy"):
        installer.from_index(index.url)
    assert not place.path.exists()


def test_a_failed_update_leaves_what_was_there(installer, place, index):
    index.offer({wheel_name("1.0"): wheel_content("1.0")})
    before = installer.from_index(index.url)
    index.offer({wheel_name("2.0"): wheel_content("2.0", code="raise ImportError")})

    with pytest.raises(InstallationError):
        installer.from_index(index.url)

    assert place.receipt() == before
    assert [path.name for path in place.path.glob("onnxruntime-*")] == [before.folder]


def test_an_update_removes_the_older_one(installer, place, index):
    for version in ("1.0", "2.0"):
        index.offer({wheel_name(version): wheel_content(version)})
        receipt = installer.from_index(index.url)

    assert receipt.version == "2.0"
    assert [path.name for path in place.path.glob("onnxruntime-*")] == [receipt.folder]


def test_a_failure_spares_what_another_qgis_has_installed_meanwhile(installer, place, index, tmp_path, model):
    index.offer({wheel_name(): wheel_content(code="raise ImportError")})
    other = tmp_path / wheel_name("1.5")
    other.write_bytes(wheel_content("1.5"))

    def meanwhile(percent: float) -> None:
        if percent > 70 and place.receipt() is None:
            Installer(place, model, QgsFeedback(), HERE).from_file(other)

    installer.feedback.progressChanged.connect(meanwhile)

    with pytest.raises(InstallationError, match="does not work here"):
        installer.from_index(index.url)
    assert place.receipt().version == "1.5"
    assert place.usable() is not None


def test_cancelling_while_it_is_unpacked_leaves_nothing(installer, place, index, feedback):
    index.offer({wheel_name(): wheel_content()})
    feedback.progressChanged.connect(lambda percent: feedback.cancel() if percent > 70 else None)

    with pytest.raises(InstallationError, match="Cancelled"):
        installer.from_index(index.url)
    assert not place.path.exists()
