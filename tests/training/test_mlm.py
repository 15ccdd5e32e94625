# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eurosat_plugin.core.classes import CLASSES
from training import catalogue, mlm
from training.settings import MODELS

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / MODELS).glob("*.onnx"))


@pytest.fixture
def item(exported: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(mlm.write(exported).read_text(encoding="utf-8"))
    return described


def check(item: dict[str, Any]) -> None:
    """Let the extension's own package read the item, and hold what it leaves to the schema."""
    schema = pytest.importorskip("stac_model.schema")
    pystac = pytest.importorskip("pystac")
    schema.MLModelProperties.model_validate(item["properties"])
    read = pystac.Item.from_dict(item)
    assert mlm.SCHEMA in read.stac_extensions
    assert [asset.extra_fields["mlm:artifact_type"] for asset in read.assets.values()] == ["onnx"]
    assert all("mlm:model" in asset.roles for asset in read.assets.values())


def test_the_item_is_one_of_the_extension(item: dict[str, Any]) -> None:
    check(item)


def test_the_item_names_input_and_outputs_with_their_shapes(item: dict[str, Any]) -> None:
    (image,) = item["properties"]["mlm:input"]
    outputs = {output["name"]: output for output in item["properties"]["mlm:output"]}

    assert (image["name"], image["input"]["shape"]) == ("image", [-1, 3, 64, 64])
    assert [band["name"] for band in image["bands"]] == ["B04", "B03", "B02"]
    assert {name: output["result"]["shape"] for name, output in outputs.items()} == {
        "probabilities": [-1, 10],
        "energy": [-1],
        "features": [-1, 96],
    }
    classes = outputs["probabilities"]["classification:classes"]
    assert [(c["value"], c["name"], f"#{c['color_hint']}") for c in classes] == [
        (c.id, c.key, c.color) for c in CLASSES
    ]


def test_the_catalogue_writes_an_item_beside_every_file(exported: Path, tmp_path: Path) -> None:
    (tmp_path / exported.name).write_bytes(exported.read_bytes())

    catalogue.write(tmp_path)

    item = json.loads((tmp_path / "fast.mlm.json").read_text(encoding="utf-8"))
    assert item["assets"]["model"]["href"] == "./fast.onnx"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_has_its_item(path: Path) -> None:
    written = json.loads(path.with_suffix(".mlm.json").read_text(encoding="utf-8"))

    assert written == mlm.describe(path)
    check(written)
