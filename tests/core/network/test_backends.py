# SPDX-License-Identifier: GPL-2.0-or-later
"""Which backend runs a network: the one that is asked for, or the one that can."""

from __future__ import annotations

import builtins
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import BackendError, ModelError
from eurosat_plugin.core.network.classifier import NumpyTileClassifier, open_classifier
from eurosat_plugin.core.network.model_card import METADATA_KEY
from tests.core.network.onnx_writer import card, model, node, small_classifier, value


def without_onnxruntime(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    real = builtins.__import__

    def refuse(name: str, *arguments: Any, **keywords: Any) -> Any:
        if name == "onnxruntime":
            raise error
        return real(name, *arguments, **keywords)

    monkeypatch.setattr(builtins, "__import__", refuse)


def refusal_of(path: Path) -> str:
    """Return the sentence of the ModelError, empty when the model runs; anything else that is raised goes on."""
    try:
        NumpyTileClassifier(path)
    except ModelError as error:
        return str(error)
    return ""


def test_auto_prefers_onnxruntime(small: Path) -> None:
    assert open_classifier(small).backend == "onnxruntime"


@pytest.mark.parametrize("backend", ["onnxruntime", "numpy"])
def test_a_backend_can_be_asked_for(small: Path, backend: str) -> None:
    assert open_classifier(small, backend).backend == backend


def test_an_unknown_backend_is_refused(small: Path) -> None:
    with pytest.raises(BackendError, match="no backend 'torch'; choose one of auto, onnxruntime, numpy"):
        open_classifier(small, "torch")


@pytest.mark.parametrize("error", [ImportError("No module"), OSError("libstdc++"), RuntimeError("module compiled")])
def test_auto_takes_numpy_where_onnxruntime_cannot_be_imported(
    small: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    without_onnxruntime(monkeypatch, error)

    assert open_classifier(small).backend == "numpy"


@pytest.mark.parametrize("error", [ImportError("No module"), OSError("libstdc++")])
def test_asking_for_a_missing_onnxruntime_says_what_to_do(
    small: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    without_onnxruntime(monkeypatch, error)

    with pytest.raises(BackendError, match=rf"cannot be imported \({re.escape(str(error))}\); install it"):
        open_classifier(small, "onnxruntime")


def test_importing_the_classifiers_does_not_import_onnxruntime(project_folder: Path) -> None:
    code = "import sys, eurosat_plugin.core.network.classifier; sys.exit('onnxruntime' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=project_folder).returncode == 0


def test_a_model_that_only_onnxruntime_knows_runs_there_and_is_explained_by_numpy(tmp_path: Path) -> None:
    path = tmp_path / "later.onnx"
    path.write_bytes(small_classifier(opset=12))

    assert open_classifier(path).backend == "onnxruntime"
    with pytest.raises(ModelError, match=r"operator set 12.*onnxruntime"):
        open_classifier(path, "numpy")


def test_a_model_that_onnxruntime_refuses_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "odd.onnx"
    outputs = [value("probabilities", [None, 10]), value("energy", [None])]
    nodes = [node("NoSuchOperator", "image", "probabilities energy")]
    metadata = {METADATA_KEY: card().to_json()}
    path.write_bytes(model(nodes, [value("image", [None, 3, 64, 64])], outputs, metadata=metadata))

    with pytest.raises(
        BackendError, match=r"^onnxruntime cannot load the model odd\.onnx \(\[ONNXRuntimeError\] .+\); [^\n]*$"
    ):
        open_classifier(path, "onnxruntime")


@pytest.mark.parametrize("backend", ["auto", "onnxruntime", "numpy"])
def test_a_missing_file_is_named_by_every_backend(tmp_path: Path, backend: str) -> None:
    with pytest.raises(ModelError, match=r"absent\.onnx does not exist"):
        open_classifier(tmp_path / "absent.onnx", backend)


@pytest.mark.parametrize("backend", ["auto", "onnxruntime", "numpy"])
def test_a_model_without_a_card_is_refused_by_every_backend(tmp_path: Path, backend: str) -> None:
    (tmp_path / "mute.onnx").write_bytes(small_classifier(metadata={}))

    with pytest.raises(ModelError, match="does not describe itself"):
        open_classifier(tmp_path / "mute.onnx", backend)


@pytest.mark.parametrize("backend", ["auto", "onnxruntime", "numpy"])
def test_a_wrong_number_of_classes_is_found_by_running_when_the_file_does_not_say(tmp_path: Path, backend: str) -> None:
    (tmp_path / "nine.onnx").write_bytes(small_classifier(classes=9, declare_outputs=False))

    with pytest.raises(ModelError, match=r"probabilities of shape \(2, 9\)"):
        open_classifier(tmp_path / "nine.onnx", backend)


@pytest.mark.parametrize("backend", ["auto", "onnxruntime", "numpy"])
def test_outputs_that_are_no_probabilities_are_refused(tmp_path: Path, backend: str) -> None:
    (tmp_path / "sigmoid.onnx").write_bytes(small_classifier(squash="Sigmoid"))

    with pytest.raises(ModelError, match="do not add up to 1"):
        open_classifier(tmp_path / "sigmoid.onnx", backend)


def test_a_damaged_file_is_refused_in_one_line_or_runs(tmp_path: Path) -> None:
    content, path = small_classifier(), tmp_path / "damaged.onnx"
    rng = np.random.default_rng(9)

    for place in range(0, len(content), 23):
        damaged = bytearray(content)
        damaged[place] ^= int(rng.integers(1, 256))
        path.write_bytes(damaged)

        assert "\n" not in refusal_of(path)
