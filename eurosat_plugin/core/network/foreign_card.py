# SPDX-License-Identifier: GPL-2.0-or-later
"""What the cards of other programs have in common: a card is made of what they say and of the network's tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.card_text import LONGEST
from eurosat_plugin.core.network.model_card import GREY, UNTOLD, BandScaling, ModelCard, Thresholds
from eurosat_plugin.core.network.onnx_model import OnnxModel, shape_text
from eurosat_plugin.core.translation import tr

NO_LIMITS = Thresholds(confidence=0.0, energy=1e6, bright_share=1.0)
"""Of a model that says nothing of when to doubt it: no tile is doubted for what the network says."""


@dataclass(frozen=True)
class Told:
    """What a card of another program tells: `tile_size` and `layout` where it does, `output` by name or empty."""

    classes: Sequence[str]
    bands: tuple[str, ...]
    colors: Sequence[str] = ()
    values: str = GREY
    scaling: tuple[BandScaling, ...] = ()
    tile_size: object = None
    layout: str = ""
    output: str = ""
    version: str = ""


def make_card(model: OnnxModel, told: Told) -> ModelCard:
    """Return the card of `model`; :raises ModelError: when the parts make no sense, alone or together."""
    layout, size = _input_of(model, len(told.bands), told.layout)
    if told.tile_size is not None and size is not None and told.tile_size != size:
        raise refusal(model, tr("its input has tiles of other sizes than its description says"))
    wanted = told.tile_size if size is None else size
    if wanted is None:
        raise refusal(model, tr("neither its input nor its description says how many pixels its tiles have"))
    card = ModelCard(
        name=_name(model),
        version=told.version or f"sha256 {model.sha256[:8]}",
        classes=tuple(told.classes),
        bands=told.bands,
        tile_size=wanted,  # type: ignore[arg-type]  # check() says what it must be
        layout=layout,
        radiometry=told.values,
        probabilities_output=_output_of(model, told.output),
        energy_output="",
        temperature=1.0,
        thresholds=NO_LIMITS,
        parameters=0,
        macs=0,
        license="",
        colors=tuple(told.colors),
        values=told.values,
        scaling=told.scaling,
        activation=UNTOLD,
    )
    card.check()
    return card


def refusal(model: OnnxModel, problem: str) -> ModelError:
    """Return the error that says why `model` cannot be used as it is described."""
    sentence = tr("The model file {name} cannot be used: {problem}; export it again, or describe it otherwise.")
    return ModelError(sentence.format(name=model.file_name, problem=problem))


def _input_of(model: OnnxModel, bands: int, layout: str) -> tuple[str, int | None]:
    """Return layout and size of the tiles that the network declares, None for a free one."""
    shapes = [value.shape for value in model.inputs]
    if len(shapes) != 1 or shapes[0] is None or len(shapes[0]) != 4:
        found = ", ".join(map(shape_text, shapes[:3]))
        raise refusal(model, tr("its input is {shape} and not one of n × bands × rows × columns").format(shape=found))
    _, *sizes = shapes[0]
    fits = {
        "NCHW": sizes[0] in (bands, None) and sizes[1] == sizes[2],
        "NHWC": sizes[2] in (bands, None) and sizes[0] == sizes[1],
    }
    likely = [name for name, fit in fits.items() if fit and (not layout or name == layout)]
    if len(likely) != 1:
        sentence = tr("its input {shape} is not square tiles of {bands} bands, or does not tell where the bands are")
        raise refusal(model, sentence.format(shape=shape_text(shapes[0]), bands=bands))
    return likely[0], sizes[1]


def _output_of(model: OnnxModel, named: str) -> str:
    """Return the name of the output that holds the classes."""
    names = [value.name for value in model.outputs]
    if named in names:
        return named
    if len(names) != 1:
        sentence = tr("it has {count} outputs, and its description does not name the one with the classes")
        raise refusal(model, sentence.format(count=len(names)))
    return names[0]


def _name(model: OnnxModel) -> str:
    stem = model.file_name.rpartition(".")[0] or model.file_name
    return "".join(sign if sign.isprintable() else "?" for sign in stem)[:LONGEST] or "model"
