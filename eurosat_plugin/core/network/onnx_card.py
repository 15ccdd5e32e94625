# SPDX-License-Identifier: GPL-2.0-or-later
"""The card of an ONNX file, wherever it stands, held against its tensors."""

from __future__ import annotations

from pathlib import Path

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.card_text import LONGEST_CARD
from eurosat_plugin.core.network.deepness_card import deepness_card, is_deepness
from eurosat_plugin.core.network.mlm_card import ENDINGS, mlm_card
from eurosat_plugin.core.network.model_card import METADATA_KEY, ModelCard
from eurosat_plugin.core.network.onnx_file import read_model
from eurosat_plugin.core.network.onnx_model import FLOAT, OnnxModel, shape_text
from eurosat_plugin.core.translation import tr


def read_card(path: Path) -> ModelCard:
    """Return the card of the network in the file `path`; :raises ModelError: when there is none, or no network."""
    return card_of(read_model(path), read_item(path))


def telling_item(path: Path) -> str:
    """Return the STAC item that counts for the network in the file `path`; empty where the file describes itself.

    :raises ModelError: when one of them cannot be read.
    """
    return "" if METADATA_KEY in read_model(path).metadata else read_item(path)


def card_of(model: OnnxModel, beside: str = "") -> ModelCard:
    """Return the card of `model`: its own, that of the STAC item `beside` it, or one in the keys of Deepness.

    :raises ModelError: when there is none, or it says other shapes than the graph.
    """
    if METADATA_KEY in model.metadata:
        card = ModelCard.from_json(model.metadata[METADATA_KEY])
    elif beside:
        card = mlm_card(model, beside)
    elif is_deepness(model):
        card = deepness_card(model)
    else:
        raise ModelError(
            tr(
                "The model file {name} does not describe itself: it has no model card ({key}), no STAC item with the "
                "extension MLM beside it ({item}), and no class_names as Deepness has them."
            ).format(name=model.file_name, key=METADATA_KEY, item=Path(model.file_name).stem + ENDINGS[0])
        )
    problem = _shape_problem(model, card)
    if problem:
        raise ModelError(
            tr("The model file {name} cannot be used: {problem}; export the model again.").format(
                name=model.file_name, problem=problem
            )
        )
    return card


def item_files(path: Path) -> list[Path]:
    """Return where the item of the model file `path` may lie, the first one first."""
    return [path.with_name(path.stem + ending) for ending in ENDINGS] if path.stem else []


def file_state(path: Path) -> tuple[int, ...]:
    """Return size and time of the model file `path` and of what may describe it: they differ when one was replaced."""
    found: list[int] = []
    for file in (path, *item_files(path)):
        try:
            status = file.stat()
        except (OSError, ValueError):  # where it is needed, opening it will say so
            found += (0, 0)
        else:
            found += (status.st_size, status.st_mtime_ns)
    return tuple(found)


def read_item(path: Path) -> str:
    """Return the item beside the model file `path`, empty where there is none.

    :raises ModelError: when it cannot be read.
    """
    for item in item_files(path):
        try:
            if item.is_file():
                if item.stat().st_size > LONGEST_CARD:
                    raise ModelError(tr("The file {name} is longer than any card of a model.").format(name=item.name))
                text = item.read_text(encoding="utf-8")
                if item.name.endswith(ENDINGS[0]) or '"mlm:input"' in text:
                    return text
        except (OSError, ValueError) as error:
            sentence = tr("The file {name}, which describes the model, cannot be read ({reason}).")
            raise ModelError(sentence.format(name=item.name, reason=error)) from error
    return ""


def _shape_problem(model: OnnxModel, card: ModelCard) -> str:
    """Compare the declared shapes with the card; sizes that the file leaves open are not held against it."""
    if len(model.inputs) != 1:
        return tr("it has {count} inputs and not one").format(count=len(model.inputs))
    image, outputs = model.inputs[0], {value.name: value for value in model.outputs}
    size, bands, classes = card.tile_size, len(card.bands), len(card.classes)
    expected = (None, bands, size, size) if card.layout == "NCHW" else (None, size, size, bands)
    if image.data_type != FLOAT:
        return tr("its input {input} is not float32").format(input=image.name)
    if image.shape is None or len(image.shape) != 4 or image.shape[0] is not None or not _fits(image.shape, expected):
        return tr("its input {input} has shape {shape} and not {expected} ({layout})").format(
            input=image.name, shape=shape_text(image.shape), expected=shape_text(expected), layout=card.layout
        )
    energy = ((card.energy_output, (None,)),) if card.energy_output else ()
    for name, wanted in ((card.probabilities_output, (None, classes)), *energy):
        if name not in outputs:
            return tr("it has no output {name!r}, which its card names").format(name=name)
        shape = outputs[name].shape
        if shape is not None and not _fits(shape, wanted):
            return tr("its output {name} has shape {shape} and not {wanted}").format(
                name=name, shape=shape_text(shape), wanted=shape_text(wanted)
            )
    return ""


def _fits(shape: tuple[int | None, ...], expected: tuple[int | None, ...]) -> bool:
    return len(shape) == len(expected) and all(a is None or b is None or a == b for a, b in zip(shape, expected))
