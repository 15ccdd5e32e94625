# SPDX-License-Identifier: GPL-2.0-or-later
"""Edges that are mirrored in onnxruntime's own layout: the same digits, or the graph stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.network import onnxruntime_session
from eurosat_plugin.core.network.blocked_padding import BLOCKS, mirrors_edges, pad_in_blocks
from eurosat_plugin.core.network.onnx_file import parse_model
from eurosat_plugin.core.network.onnx_model import OnnxModel
from eurosat_plugin.core.network.onnxruntime_session import SHARE, WORTH, OnnxruntimeSession
from tests.core.network.onnx_writer import field, model, node, small_classifier, value

OUTPUTS = ("probabilities", "energy")
NCHWC = "com.microsoft.nchwc"
ONE_EDGE = np.array([0, 0, 1, 1, 0, 0, 1, 1])


def mirroring_network(mode: str = "reflect", channels: int = 32, seed: int = 3) -> OnnxModel:
    """Return two convolutions of which the second sees the edges of the first as `mode` has them."""
    rng = np.random.default_rng(seed)
    weights = {
        "first": rng.normal(size=(channels, 3, 3, 3)).astype(np.float32) / 255,
        "second": rng.normal(size=(channels, channels, 3, 3)).astype(np.float32) / 9,
        "dense": rng.normal(size=(channels, 10)).astype(np.float32) / 9,
        "pads": ONE_EDGE,
    }
    nodes = [
        node("Conv", "image first", "convolved", strides=[2, 2]),
        node("Relu", "convolved", "rectified"),
        node("Pad", "rectified pads", "padded", mode=mode),
        node("Conv", "padded second", "again"),
        node("Relu", "again", "seen"),
        node("GlobalAveragePool", "seen", "mean"),
        node("Flatten", "mean", "features"),
        node("Gemm", "features dense", "logits"),
        node("Softmax", "logits", "probabilities"),
        node("ReduceLogSumExp", "logits", "energy", axes=[1], keepdims=0),
    ]
    given = [value("probabilities", (None, 10)), value("energy", (None,))]
    return parse_model(model(nodes, [value("image", (None, 3, 64, 64))], given, weights), "mirroring.onnx")


def random_image(count: int) -> np.ndarray:
    return np.random.default_rng(count).uniform(0, 255, (count, 3, 64, 64)).astype(np.float32)


@pytest.fixture
def session() -> OnnxruntimeSession:
    found = OnnxruntimeSession(mirroring_network(), OUTPUTS)
    if not list(onnxruntime_session._sessions_in_blocks(mirroring_network().content)):
        pytest.skip("onnxruntime keeps no channels side by side on this processor")
    return found


def run_so_many(session: OnnxruntimeSession, tiles: int) -> None:
    image = random_image(64)
    for start in range(0, tiles, 64):
        session.run(image[: min(64, tiles - start)])


def test_from_many_tiles_on_another_graph_gives_the_same_digits(session: OnnxruntimeSession) -> None:
    image = random_image(2 * SHARE + 3)
    before, first = session.run(image), session._session

    run_so_many(session, WORTH)
    after = session.run(image)

    assert session._session is not first
    for found, expected in zip(after, before):
        np.testing.assert_array_equal(found, expected)


def test_few_tiles_are_not_worth_it(session: OnnxruntimeSession) -> None:
    first = session._session

    run_so_many(session, WORTH)
    few = session._session
    session.run(random_image(1))

    assert few is first
    assert session._session is not first


def test_it_is_tried_once(session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bytes] = []
    monkeypatch.setattr(onnxruntime_session, "_sessions_in_blocks", lambda content: tried.append(content) or [])

    run_so_many(session, 3 * WORTH)

    assert len(tried) == 1


@pytest.mark.parametrize("made", [mirroring_network("constant"), parse_model(small_classifier(), "small.onnx")])
def test_a_network_that_mirrors_nothing_stays(made: OnnxModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OnnxruntimeSession, "_rebuild", lambda *_: pytest.fail("there is nothing to rebuild"))

    run_so_many(OnnxruntimeSession(made, OUTPUTS), WORTH + 64)


def test_a_graph_that_gives_other_digits_is_not_used(
    session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = OnnxruntimeSession(mirroring_network(seed=4), OUTPUTS)._session
    monkeypatch.setattr(onnxruntime_session, "_sessions_in_blocks", lambda content: [other])
    first = session._session

    run_so_many(session, WORTH + 64)

    assert session._session is first


def test_where_it_cannot_be_made_the_run_goes_on(session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(content: bytes) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(onnxruntime_session, "_sessions_in_blocks", fail)
    first, image = session._session, random_image(4)
    before = session.run(image)

    run_so_many(session, WORTH + 64)

    assert session._session is first
    np.testing.assert_array_equal(session.run(image)[0], before[0])


def test_nothing_is_left_in_the_folder_of_temporary_files(
    session: OnnxruntimeSession, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    run_so_many(session, WORTH + 64)

    assert list(tmp_path.iterdir()) == []


def optimised(
    channels: int = 32,
    order: dict[str, int] | None = None,
    back: dict[str, int] | None = None,
    mode: str = "reflect",
    pads: np.ndarray = ONE_EDGE,
    more: tuple[bytes, ...] = (),
    outputs: tuple[str, ...] = ("seen",),
) -> bytes:
    """Encode what onnxruntime makes of two convolutions with a mirrored edge between them."""
    nodes = [
        node("Conv", "image first", "blocked", domain=NCHWC),
        node("ReorderOutput", "blocked", "usual", domain=NCHWC, channels=channels, **(order or {})),
        node("Pad", "usual pads", "padded", mode=mode),
        node("ReorderInput", "padded", "again", domain=NCHWC, **(back or {})),
        node("Conv", "again second", "seen", domain=NCHWC),
        *more,
    ]
    given = [value(name, (None, channels, 32, 32)) for name in outputs]
    return model(nodes, [value("image", (None, 3, 64, 64))], given, {"pads": pads})


@pytest.mark.parametrize("block", BLOCKS)
def test_three_copies_become_one(block: int) -> None:
    rebuilt = pad_in_blocks(optimised(channels=96), block)

    assert rebuilt is not None
    found = parse_model(rebuilt, "")
    assert [made.op_type for made in found.nodes] == ["Conv", "Reshape", "Pad", "Reshape", "Conv"]
    apart, mirror, together = found.nodes[1:4]
    assert (apart.inputs[0], together.outputs[0]) == ("blocked", "again")
    assert (apart.outputs[0], mirror.outputs[0]) == (mirror.inputs[0], together.inputs[0])
    assert mirror.attributes == {"mode": "reflect"}
    sizes = [found.initializers[made.inputs[1]].tolist() for made in (apart, mirror, together)]
    assert sizes == [[0, 96 // block, 0, 0, -1], [0, 0, 1, 1, 0, 0, 0, 1, 1, 0], [0, 96, 0, 0]]


def test_all_else_stays_as_it_was() -> None:
    before = optimised()

    rebuilt = pad_in_blocks(before, 8)

    assert rebuilt is not None
    old, new = parse_model(before, ""), parse_model(rebuilt, "")
    assert (new.inputs, new.outputs, new.opset) == (old.inputs, old.outputs, old.opset)
    assert new.initializers["pads"].tolist() == ONE_EDGE.tolist()


@pytest.mark.parametrize(
    "changes",
    [
        {"channels": 36},
        {"channels": 0},
        {"order": {"channels_last": 1}},
        {"back": {"channels_last": 1}},
        {"mode": "edge"},
        {"pads": np.array([0, 0, 0, 1, 1, 0, 0, 0, 1, 1])},
        {"more": (node("Relu", "usual", "seen_as_well"),)},
        {"more": (node("Relu", "padded", "seen_as_well"),)},
        {"outputs": ("seen", "usual")},
    ],
    ids=str,
)
def test_what_is_not_quite_so_stays(changes: dict[str, Any]) -> None:
    assert pad_in_blocks(optimised(**changes), 8) is None


def test_an_edge_of_the_input_itself_stays() -> None:
    nodes = [
        node("Pad", "image pads", "padded", mode="reflect"),
        node("ReorderInput", "padded", "again", domain=NCHWC),
        node("Conv", "again second", "seen", domain=NCHWC),
    ]
    given = [value("seen", None)]
    network = model(nodes, [value("image", (None, 32, 64, 64))], given, {"pads": ONE_EDGE})

    assert mirrors_edges(parse_model(network, ""))
    assert pad_in_blocks(network, 8) is None


@pytest.mark.parametrize("damaged", [b"", b"\xff\xff", field(7, b"\x0a"), optimised()[:-3]])
def test_what_cannot_be_read_is_left_alone(damaged: bytes) -> None:
    assert pad_in_blocks(damaged, 8) is None
