# SPDX-License-Identifier: GPL-2.0-or-later
"""What items of MLM may leave out, say elsewhere or say in other words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.network.model_card import BandScaling
from tests.core.network.foreign_networks import BANDS, NAMES, by_item, item, refused, twelve
from tests.core.network.onnx_writer import model, scene_classifier, value

ORDER = ["batch", "channel", "height", "width"]


def with_output(**changes: Any) -> dict[str, Any]:
    """Return an item with `changes` of its output; None leaves an entry out."""
    described = item()
    output = {**described["properties"]["mlm:output"][0], **changes}
    described["properties"]["mlm:output"] = [{key: value for key, value in output.items() if value is not None}]
    return described


def of_classes(*classes: dict[str, Any]) -> dict[str, Any]:
    """Return an item of twelve classes whose first ones are described by `classes`."""
    rest = [{"value": i, "name": NAMES[i]} for i in range(len(classes), 12)]
    return with_output(**{"classification:classes": [*classes, *rest]})


def with_shape(order: list[Any], *shape: int) -> dict[str, Any]:
    return item(input={"dim_order": order, "shape": list(shape)})


@pytest.mark.parametrize("task", ["scene-classification", "classification"])
def test_one_task_that_is_done_here_is_enough(task: str) -> None:
    assert by_item(with_output(tasks=["segmentation", 7, task])).tile_size == 128


def test_a_task_may_be_that_of_the_whole_model() -> None:
    described = with_output(tasks=None)
    described["properties"]["mlm:tasks"] = ["scene-classification"]

    assert by_item(described).tile_size == 128


@pytest.mark.parametrize(
    ("tasks", "told"), [(None, "[]"), ("scene-classification", "scene-classification"), ([], "[]")], ids=str
)
def test_a_task_that_is_not_told_in_a_list_is_none(tasks: Any, told: str) -> None:
    assert f"its task is {told}, and not scene-classification" in refused(with_output(tasks=tasks))


@pytest.mark.parametrize("place", ["properties", "assets"])
@pytest.mark.parametrize("key", ["bands", "eo:bands"])
@pytest.mark.parametrize("common", ["eo:common_name", "common_name"])
def test_a_name_that_is_defined_counts_before_what_it_sounds_like(place: str, key: str, common: str) -> None:
    described = item(bands=["B1", "B02", "B3", "four"])
    bands = [7, {"name": "B1", common: "blue"}, {"name": "B02", common: "green"}, {"name": "B3"}]
    bands += [{"name": "B3", common: "red"}, {"name": "four", common: "nir"}, {"name": "four", common: "swir16"}]
    if place == "properties":
        described["properties"][key] = bands
    else:
        described["assets"] = {"other": 7, "image": {key: bands}}

    assert by_item(described).bands == ("B02", "B03", "B04", "B08")


@pytest.mark.parametrize("assets", [None, 7, ["image"], "image"], ids=str)
def test_assets_that_are_none_define_nothing(assets: Any) -> None:
    assert by_item({**item(), "assets": assets}).bands == BANDS


def test_a_band_that_is_defined_as_none_of_sentinel_2_is_none() -> None:
    described = item()
    described["properties"]["bands"] = [{"name": "B02", "common_name": "pan"}]

    assert "its band B02 is none of Sentinel-2's" in refused(described)


@pytest.mark.parametrize("word", ["channel", "channels", "band", "bands"])
@pytest.mark.parametrize("layout", ["NCHW", "NHWC"])
def test_bands_may_be_the_first_or_the_last_dimension_by_any_of_their_names(word: str, layout: str) -> None:
    order, shape = (["batch", word, "height", "width"], (-1, 4, 128, 128))
    if layout == "NHWC":
        order, shape = (["batch", "height", "width", word], (-1, 128, 128, 4))

    card = by_item(with_shape(order, *shape), twelve(layout=layout))

    assert (card.layout, card.tile_size) == (layout, 128)


def test_the_layout_of_the_item_counts_where_the_file_tells_none_and_must_be_that_of_the_file_elsewhere() -> None:
    free = model([], [value("image", [None] * 4)], [value("scores", [None, 12])])
    bands_last = with_shape(["batch", "height", "width", "channel"], -1, 128, 128, 4)

    assert by_item(bands_last, free).layout == "NHWC"
    assert "its input n × 4 × 128 × 128 is not square tiles of 4 bands" in refused(bands_last)


def test_a_size_that_the_item_leaves_open_is_that_of_the_file() -> None:
    assert by_item(with_shape(ORDER, -1, 4, -1, -1)).tile_size == 128


def test_a_size_that_the_file_leaves_open_is_that_of_the_item() -> None:
    assert by_item(with_shape(ORDER, -1, 4, 64, 64), twelve(size=None)).tile_size == 64


def test_a_size_that_both_leave_open_is_asked_for() -> None:
    sentence = refused(with_shape(ORDER, -1, 4, -1, -1), twelve(size=None))

    assert "neither its input nor its description says how many pixels its tiles have" in sentence


@pytest.mark.parametrize(
    ("order", "shape"),
    [
        (["time", "channel", "height", "width"], (-1, 4, 128, 128)),
        (["batch", "channel", "width", "height"], (-1, 4, 128, 128)),
        (["batch", "width", "height", "channel"], (-1, 128, 128, 4)),
    ],
)
def test_another_order_of_dimensions_is_told(order: list[str], shape: tuple[int, ...]) -> None:
    assert f"its dim_order is {order}, and not batch, channel, height, width" in refused(with_shape(order, *shape))


@pytest.mark.parametrize(
    ("order", "shape"), [(ORDER, (-1, 4, 128)), (ORDER[:3], (-1, 4, 128)), ([*ORDER, "time"], (-1, 4, 128, 128, 1))]
)
def test_another_number_of_dimensions_is_told(order: list[str], shape: tuple[int, ...]) -> None:
    assert "no shape and dim_order of four dimensions" in refused(with_shape(order, *shape))


@pytest.mark.parametrize("structure", [{"dim_order": ORDER}, {"shape": [-1, 4, 128, 128]}, {"shape": "x" * 4}], ids=str)
def test_a_shape_without_its_order_and_an_order_without_a_shape_are_told(structure: dict[str, Any]) -> None:
    assert "no shape and dim_order of four dimensions" in refused(item(input=structure))
    assert "no shape and dim_order of four dimensions" in refused(item(input={"shape": 7, "dim_order": 7, **structure}))


def test_classes_come_in_the_order_of_their_values() -> None:
    described = item()
    described["properties"]["mlm:output"][0]["classification:classes"].reverse()

    card = by_item(described)

    assert (card.classes, card.colors[11]) == (tuple(NAMES), "#00000b")


def test_a_class_without_a_name_is_called_by_its_title_or_its_description() -> None:
    described = of_classes(
        {"value": 0, "title": "Titled", "description": "Long"},
        {"value": 1, "name": 7, "description": "Described"},
        {"value": 2, "name": "Named", "title": "Titled"},
    )

    assert by_item(described).classes[:4] == ("Titled", "Described", "Named", NAMES[3])


@pytest.mark.parametrize(("hint", "color"), [("A1B2C3", "#a1b2c3"), ("", ""), (None, ""), (7, "")])
def test_a_class_has_the_colour_of_its_hint_or_none(hint: Any, color: str) -> None:
    card = by_item(of_classes({"value": 0, "name": "Hinted", "color_hint": hint}))

    assert card.colors == (color, *[""] * 11)


@pytest.mark.parametrize(
    "entry", [{"value": 12, "name": "a"}, {"value": "0", "name": "a"}, {"value": 0}, {"value": 1, "name": "a"}]
)
def test_a_value_that_is_left_out_is_told(entry: dict[str, Any]) -> None:
    assert "not names for the values 0, 1, 2 and so on" in refused(of_classes(entry))


@pytest.mark.parametrize(("version", "expected"), [("2.1", "2.1"), (2.1, None), ("2\n", None), ("9" * 101, None)])
def test_the_version_is_that_of_the_item_or_else_the_file_itself(version: Any, expected: str | None) -> None:
    described = item()
    described["properties"]["version"] = version

    found = by_item(described).version

    assert found == expected if expected else found.startswith("sha256 ")


def test_a_version_of_a_hundred_characters_is_the_longest() -> None:
    described = item()
    described["properties"]["version"] = "9" * 100

    assert by_item(described).version == "9" * 100


def test_of_two_outputs_the_classes_are_in_the_one_that_the_item_names() -> None:
    content = twelve(outputs=("features", "classes"))

    assert by_item(with_output(name="classes"), content).probabilities_output == "classes"
    assert "it has 2 outputs" in refused(with_output(name="scores"), content)
    assert "it has 2 outputs" in refused(with_output(name=7), content)


def test_an_output_without_classes_is_passed_over() -> None:
    described = item()
    described["properties"]["mlm:output"].insert(0, {"name": "features"})

    assert by_item(described).classes == tuple(NAMES)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"type": "min-max", "minimum": 1000, "maximum": 5000}, BandScaling(1000.0, 4000.0)),
        ({"type": "z-score", "mean": 1000, "stddev": 500}, BandScaling(1000.0, 500.0)),
        ({"type": "clip", "minimum": 100, "maximum": 9000}, BandScaling(low=100.0, high=9000.0)),
        ({"type": "clip-min", "minimum": 100}, BandScaling(low=100.0)),
        ({"type": "clip-max", "maximum": 9000}, BandScaling(high=9000.0)),
        ({"type": "offset", "value": 1000}, BandScaling(shift=1000.0)),
        ({"type": "scale", "value": 3000}, BandScaling(scale=3000.0)),
        ({"type": None}, BandScaling()),
        ({}, BandScaling()),
        (None, BandScaling()),
    ],
    ids=str,
)
def test_each_band_is_scaled_by_its_own_entry(entry: Any, expected: BandScaling) -> None:
    card = by_item(item(value_scaling=[{"type": "scale", "value": 10000}, entry, None, entry]))

    assert card.scaling == (BandScaling(scale=10000.0), expected, BandScaling(), expected)
    assert card.values == "reflectance"


@pytest.mark.parametrize("word", ["many", None, [1], 10**400, True], ids=str)
def test_what_a_scaling_has_no_use_for_may_be_anything(word: Any) -> None:
    described = item(value_scaling=[{"type": "scale", "value": 3000, "mean": word, "maximum": word}])

    assert by_item(described).scaling == (BandScaling(scale=3000.0),) * 4


@pytest.mark.parametrize(
    ("entry", "values"),
    [
        ({"type": "scale", "value": 255}, "grey"),
        ({"type": "clip-max", "maximum": 255}, "grey"),
        ({"type": "scale", "value": 254}, "reflectance"),
        ({"type": "scale", "value": 256}, "reflectance"),
        ({"type": "z-score", "mean": 100, "stddev": 255}, "grey"),
        ({"type": "z-score", "mean": 255, "stddev": 100}, "grey"),
        ({"type": "clip-min", "minimum": 255}, "reflectance"),
        ({"type": "scale", "value": 2.1}, "reflectance"),
        ({"type": "clip-max", "maximum": -3}, "reflectance"),
    ],
    ids=str,
)
def test_red_green_and_blue_are_a_picture_where_its_white_is_255(entry: dict[str, Any], values: str) -> None:
    described = with_shape(ORDER, -1, 3, 128, 128)
    described["properties"]["mlm:input"][0].update({"bands": ["red", "green", "blue"], "value_scaling": [entry]})

    assert by_item(described, scene_classifier(np.ones((3, 12)), size=128)).values == values


@pytest.mark.parametrize(
    ("scaling", "values"),
    [
        ([{"value": 100}, {"value": 255}, {"value": 0.5}], "grey"),
        ([{"value": 100}, {"value": 255}, {"type": "offset", "value": 0}], "grey"),
        ([{"value": 100}, {"value": 255}, {"value": -0.5}], "reflectance"),
        ([{"value": 1}, {"value": 255}, {"value": 256}], "reflectance"),
        ([{"value": 1}, {"value": -3}, {"value": 1}], "reflectance"),
    ],
    ids=str,
)
def test_the_largest_number_of_all_bands_says_whether_they_are_a_picture(scaling: list[Any], values: str) -> None:
    described = with_shape(ORDER, -1, 3, 128, 128)
    entries = [{"type": "scale", **entry} for entry in scaling]
    described["properties"]["mlm:input"][0].update({"bands": ["red", "green", "blue"], "value_scaling": entries})

    assert by_item(described, scene_classifier(np.ones((3, 12)), size=128)).values == values


def test_infrared_is_in_no_picture() -> None:
    assert by_item(item(value_scaling=[{"type": "scale", "value": 255}])).values == "reflectance"


@pytest.mark.parametrize("entry", [{"type": "scale", "value": 2}, {"type": "scale", "value": -2}], ids=str)
def test_numbers_up_to_two_may_mean_anything(entry: dict[str, Any]) -> None:
    assert "not one of digital numbers" in refused(item(value_scaling=[entry]))


def test_an_item_that_is_no_stac_item_is_told_so() -> None:
    for described in ({}, {"properties": 7}, {"properties": {"mlm:name": "cover"}}):
        assert "the JSON file beside it is no STAC item with mlm:input" in refused(described)


def test_bands_keep_the_order_of_the_item() -> None:
    assert by_item(item(bands=list(reversed(BANDS)))).bands == tuple(reversed(BANDS))
