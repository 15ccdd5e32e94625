# SPDX-License-Identifier: GPL-2.0-or-later
"""Cards beside the file: STAC items with the Machine Learning Model extension.

The fields are those of https://github.com/stac-extensions/mlm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from eurosat_plugin.core.network.card_text import LONGEST, is_sensible, load_object, shown
from eurosat_plugin.core.network.foreign_card import Told, make_card, refusal
from eurosat_plugin.core.network.model_card import GREY, REFLECTANCE, BandScaling, ModelCard
from eurosat_plugin.core.network.onnx_model import OnnxModel
from eurosat_plugin.core.spectral_bands import RGB_BANDS, band_named
from eurosat_plugin.core.translation import tr

ENDINGS = (".mlm.json", ".json")
"""What stands in place of ``.onnx`` in the name of the item."""

LAYOUTS: dict[tuple[str, ...], str] = {("channel", "height", "width"): "NCHW", ("height", "width", "channel"): "NHWC"}
_TASKS = {"scene-classification", "classification"}
_PICTURE_WHITE, _FRACTION = 255.0, 2.0
"""Numbers that are scaled by 255 are pictures of 8 bits; where all are below 2, nobody knows what they are of."""


def mlm_card(model: OnnxModel, text: str) -> ModelCard:
    """Return the card of `model` by the item `text`.

    :raises ModelError: when that makes no sense, or describes what cannot be done here.
    """
    item = load_object(text)
    properties = item.get("properties")
    if not isinstance(properties, dict) or "mlm:input" not in properties:
        raise refusal(model, tr("the JSON file beside it is no STAC item with mlm:input"))
    inputs, outputs = _objects(properties.get("mlm:input")), _objects(properties.get("mlm:output"))
    if len(inputs) != 1:
        raise refusal(model, tr("its mlm:input has {count} inputs and not one").format(count=len(inputs)))
    classified = [output for output in outputs if output.get("classification:classes")]
    if len(classified) != 1:
        sentence = tr("its mlm:output has {count} outputs with classes and not one")
        raise refusal(model, sentence.format(count=len(classified)))
    output, image = classified[0], inputs[0]
    _refuse_other_work(model, properties, image, output)
    bands = _bands(model, item, image)
    layout, size = _layout(model, image)
    classes = _classes(model, output)
    values, scaling = _scaling(model, image, bands)
    name, version = output.get("name"), properties.get("version")
    told = Told(
        [name for name, _ in classes],
        bands,
        [color for _, color in classes],
        values,
        scaling,
        size,
        layout,
        name if isinstance(name, str) else "",
        version if isinstance(version, str) and version.isprintable() and len(version) <= LONGEST else "",
    )
    return make_card(model, told)


def _objects(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _refuse_other_work(
    model: OnnxModel, properties: Mapping[str, Any], image: Mapping[str, Any], output: Mapping[str, Any]
) -> None:
    tasks = output.get("tasks") or properties.get("mlm:tasks") or []
    if not isinstance(tasks, list) or not any(task in _TASKS for task in tasks if isinstance(task, str)):
        raise refusal(model, tr("its task is {tasks}, and not scene-classification").format(tasks=shown(tasks)))
    for name in ("resize_type", "pre_processing_function"):
        if image.get(name) is not None:
            raise refusal(model, tr("it wants a {name}, which is not done here").format(name=name))


def _bands(model: OnnxModel, item: Mapping[str, Any], image: Mapping[str, Any]) -> tuple[str, ...]:
    listed = image.get("bands")
    found = []
    for band in listed if isinstance(listed, list) else []:
        name = band.get("name") if isinstance(band, dict) else band
        if isinstance(band, dict) and band.get("expression") is not None:
            raise refusal(model, tr("its band {name} is computed of others").format(name=shown(name)))
        known = _band(name, _defined(item)) if isinstance(name, str) else None
        if known is None:
            raise refusal(model, tr("its band {name} is none of Sentinel-2's").format(name=shown(name)))
        found.append(known)
    return tuple(found)


def _band(name: str, defined: Mapping[str, str]) -> str | None:
    return band_named(defined[name]) if name in defined else band_named(name)


def _defined(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the common names of the bands that the item or one of its assets defines, by their names."""
    assets = item.get("assets")
    places = [item.get("properties"), *(assets.values() if isinstance(assets, dict) else ())]
    names: dict[str, str] = {}
    for place in places:
        for key in ("bands", "eo:bands") if isinstance(place, dict) else ():
            for band in _objects(place.get(key)):
                name, common = band.get("name"), band.get("eo:common_name", band.get("common_name"))
                if isinstance(name, str) and isinstance(common, str):
                    names.setdefault(name, common)
    return names


def _layout(model: OnnxModel, image: Mapping[str, Any]) -> tuple[str, object]:
    """Return the layout and the size of the tiles, None for a free one."""
    structure = image.get("input")
    structure = structure if isinstance(structure, dict) else {}
    order, shape = structure.get("dim_order"), structure.get("shape")
    if not isinstance(order, list) or not isinstance(shape, list) or len(shape) != len(order) or len(order) != 4:
        raise refusal(model, tr("its input has no shape and dim_order of four dimensions"))
    axes = ["channel" if axis in ("bands", "band", "channels") else axis for axis in order]
    layout = LAYOUTS.get(tuple(map(str, axes[1:]))) if axes[0] == "batch" else None
    if layout is None:
        sentence = tr(
            "its dim_order is {order}, and not batch, channel, height, width or batch, height, width, channel"
        )
        raise refusal(model, sentence.format(order=shown(order)))
    height, width = shape[axes.index("height")], shape[axes.index("width")]
    if height != width:
        raise refusal(model, tr("its tiles are not square"))
    return layout, None if height == -1 else height


def _classes(model: OnnxModel, output: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return name and colour (``#rrggbb`` or empty) of each class, in the order of their values."""
    by_value: dict[object, tuple[str, str]] = {}
    listed = _objects(output["classification:classes"])
    for entry in listed:
        value, color = entry.get("value"), entry.get("color_hint")
        name = next((entry[key] for key in ("name", "title", "description") if isinstance(entry.get(key), str)), None)
        if type(value) is int and name is not None:
            by_value[value] = name, f"#{color.lower()}" if isinstance(color, str) and color else ""
    if not listed or sorted(map(repr, by_value)) != sorted(map(repr, range(len(listed)))):
        raise refusal(model, tr("its classification:classes are not names for the values 0, 1, 2 and so on"))
    return [by_value[value] for value in range(len(listed))]


def _scaling(model: OnnxModel, image: Mapping[str, Any], bands: tuple[str, ...]) -> tuple[str, tuple[BandScaling, ...]]:
    """Return of what kind the numbers are that are scaled, and how those of each band are."""
    listed = image.get("value_scaling")
    if listed is None or listed == []:
        return REFLECTANCE, ()
    if not isinstance(listed, list) or len(listed) not in (1, len(bands)):
        sentence = tr("its value_scaling has to be one for all bands, or one for each")
        raise refusal(model, sentence)
    found = [_scaled(model, entry) for entry in listed]
    found = found * len(bands) if len(found) == 1 else found
    ends = [end for entry in listed for end in _ends(entry)]
    if ends and max(ends) == _PICTURE_WHITE and min(ends) >= 0 and set(bands) <= set(RGB_BANDS):
        return GREY, tuple(found)
    if ends and max(map(abs, ends)) <= _FRACTION:
        raise refusal(
            model,
            tr("its value_scaling is not one of digital numbers (reflectance × 10000) or of grey levels from 0 to 255"),
        )
    return REFLECTANCE, tuple(found)


def _ends(entry: object) -> Iterator[float]:
    """Yield a number of about the size of those that are scaled, where a scaling that was read tells one."""
    values = entry if isinstance(entry, dict) else {}
    told = [values.get(name) for name in ("maximum", "value", "mean", "stddev")]
    numbers = [float(number) for number in told if number is not None and is_sensible(number)]
    if numbers:
        yield max(numbers)


def _scaled(model: OnnxModel, entry: object) -> BandScaling:
    kind = entry.get("type") if isinstance(entry, dict) else ""
    if not isinstance(entry, dict) or kind is None:
        return BandScaling()
    names = {
        "min-max": ("minimum", "maximum"),
        "z-score": ("mean", "stddev"),
        "clip": ("minimum", "maximum"),
        "clip-min": ("minimum",),
        "clip-max": ("maximum",),
        "offset": ("value",),
        "scale": ("value",),
    }.get(kind if isinstance(kind, str) else "")
    if names is None:
        raise refusal(model, tr("its value_scaling {kind} is not known").format(kind=shown(kind)))
    values = [entry.get(name) for name in names]
    if not all(map(is_sensible, values)):
        sentence = tr("its value_scaling {kind} needs the numbers {names}")
        raise refusal(model, sentence.format(kind=kind, names=", ".join(names)))
    first, *rest = (float(value) for value in values if value is not None)
    made = {
        "min-max": lambda: BandScaling(first, rest[0] - first),
        "z-score": lambda: BandScaling(first, rest[0]),
        "clip": lambda: BandScaling(low=first, high=rest[0]),
        "clip-min": lambda: BandScaling(low=first),
        "clip-max": lambda: BandScaling(high=first),
        "offset": lambda: BandScaling(shift=first),
        "scale": lambda: BandScaling(scale=first),
    }
    return made[kind]()
