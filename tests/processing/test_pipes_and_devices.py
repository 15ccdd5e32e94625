# SPDX-License-Identifier: GPL-2.0-or-later
"""Whoever opens a pipe waits for ever, and some devices have no end: they are refused before anything opens them."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
)

from eurosat_plugin.processing.provider import EuroSatProvider

if not hasattr(os, "mkfifo"):
    pytest.skip("this system has no pipes in folders", allow_module_level=True)

EXTENT = "500000,501920,5698080,5700000 [EPSG:32633]"
REFUSAL = "it is a pipe, a device or a socket; choose a file."


@pytest.fixture
def refusal(provider: EuroSatProvider) -> Callable[..., str]:
    """Return what an algorithm says against parameters."""

    def ask(algorithm: str, **parameters: Any) -> str:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {"OUTPUT": QgsProcessing.TEMPORARY_OUTPUT, **parameters}
        run = QgsApplication.processingRegistry().createAlgorithmById(f"eurosat:{algorithm}")
        acceptable, sentence = run.checkParameterValues(parameters, context)
        assert not acceptable
        return sentence

    return ask


@pytest.fixture
def pipe(tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        os.mkfifo(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Path]:
    """Return the path of a socket."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        yield tmp_path / "s"


@pytest.mark.parametrize("name", ["image.tif", "image.vrt", "product.zip", "MTD_MSIL2A.xml", "product.dim", "image"])
def test_a_pipe_is_no_image_whatever_it_is_called(refusal: Callable[..., str], pipe: Any, name: str) -> None:
    path = pipe(name)

    assert refusal("classifyraster", INPUT=str(path)) == f"INPUT cannot be {str(path)!r}: {REFUSAL}"


@pytest.mark.parametrize("form", ["/vsizip/{}", "/vsizip/{}/B04.tif", "/vsigzip/{}", "/vsizip//vsigzip/{}"])
def test_a_pipe_is_no_archive_either(refusal: Callable[..., str], pipe: Any, form: str) -> None:
    assert REFUSAL in refusal("classifyraster", INPUT=form.format(pipe("product.zip")))


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "/dev/fd/0", "/vsistdin/", "/vsistdin?buffer_limit=-1"])
def test_devices_are_no_images(refusal: Callable[..., str], path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "/dev/" in path and Path(path).is_file():
        pytest.skip("the standard input is a file here")

    assert REFUSAL in refusal("classifyraster", INPUT=path)


def test_a_socket_is_no_image(refusal: Callable[..., str], listening: Path) -> None:
    assert REFUSAL in refusal("classifyraster", INPUT=str(listening))


def test_a_link_to_a_pipe_is_one(refusal: Callable[..., str], pipe: Any, tmp_path: Path) -> None:
    (tmp_path / "link.tif").symlink_to(pipe("image"))

    assert REFUSAL in refusal("classifyraster", INPUT=str(tmp_path / "link.tif"))


def test_an_extent_is_not_taken_from_a_pipe(refusal: Callable[..., str], pipe: Any, countryside: Path) -> None:
    assert refusal("classifyraster", INPUT=str(countryside), EXTENT=str(pipe("area.gpkg"))).startswith("EXTENT cannot")


def test_a_pipe_is_no_model(refusal: Callable[..., str], pipe: Any, countryside: Path) -> None:
    sentence = refusal("classifyraster", INPUT=str(countryside), MODEL_FILE=str(pipe("model.onnx")))

    assert sentence.startswith("MODEL_FILE cannot")


@pytest.mark.parametrize("listed", [True, False])
def test_a_pipe_among_layers_is_no_layer(
    refusal: Callable[..., str], pipe: Any, countryside: Path, listed: bool
) -> None:
    layers = [str(countryside), str(pipe("layer.tif"))]

    sentence = refusal("classifycanvas", EXTENT=EXTENT, LAYERS=layers if listed else ";".join(layers))

    assert sentence == f"LAYERS cannot be {layers[1]!r}: {REFUSAL}"


@pytest.mark.parametrize("selected", [True, False])
def test_a_pipe_is_no_grid(refusal: Callable[..., str], pipe: Any, selected: bool) -> None:
    path = f"{pipe('grid.gpkg')}|layername=grid"
    value = QgsProcessingFeatureSourceDefinition(path, True) if selected else path

    assert REFUSAL in refusal("classstatistics", INPUT=value)


@pytest.mark.parametrize("output", ["OUTPUT", "STATISTICS", "REPORT"])
@pytest.mark.parametrize("name", ["grid.gpkg", "grid.csv"])
def test_nothing_is_written_to_a_pipe(
    refusal: Callable[..., str], pipe: Any, countryside: Path, output: str, name: str
) -> None:
    sentence = refusal("classifyraster", **{"INPUT": str(countryside), output: str(pipe(name))})

    assert "it is not a file but a device or a pipe; choose another." in sentence
