# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.band_words import band_at, band_of, bands_in_file_name
from eurosat_plugin.core.product.bands import choose_bands


@pytest.mark.parametrize(
    ("name", "band"),
    [
        ("B04", "B04"),
        ("B4", "B04"),
        ("b2", "B02"),
        ("B8A", "B8A"),
        ("B12", "B12"),
        ("B4, central wavelength 665 nm", "B04"),
        ("T33UUU_20170216T102101_B03", "B03"),
        ("Red", "B04"),
        ("sur_refl_green", "B03"),
        ("Blue (490 nm)", "B02"),
        ("Band 2 - Blue", "B02"),
        ("s2_B04", "B04"),
        ("B4_median", "B04"),
        ("vis-red", "B04"),
        ("R", "B04"),
        ("g", "B03"),
        ("b", "B02"),
        ("665.0 nm", "B04"),
        ("reflectance at 0.56 µm", "B03"),
        ("SCL", "SCL"),
        ("Scene classification", "SCL"),
        ("Band 4", "B04"),
        ("Band_2", "B02"),
        ("bleu", "B02"),
        ("Vert", "B03"),
        ("rojo", "B04"),
        ("Grün", "B03"),
        ("bande rouge", "B04"),
        ("Bande 2", "B02"),
        ("Banda_3", "B03"),
        ("Canal 4", "B04"),
        ("Kanal-8A", "B8A"),
        ("spectral_2", "B02"),
        ("0.4924", "B02"),
        ("0.56", "B03"),
        ("0.664", "B04"),
        ("1.0", None),
        ("Vermell", "B04"),
        ("roșu", "B04"),
        ("Grön", "B03"),
        ("modrá", "B02"),
        ("kırmızı", "B04"),  # noqa: RUF001
        ("zöld", "B03"),
        ("синий", "B02"),
        ("κόκκινο", "B04"),
        ("أخضر", "B03"),
        ("蓝色", "B02"),
        ("红波段", "B04"),
        ("緑", "B03"),
        ("近红外", None),
        ("赤外", None),
        ("červená hrana", None),
        ("kırmızı kenar", None),  # noqa: RUF001
        ("красный край", None),
        ("piros él", None),
        ("infravörös", None),
        ("Banda ancha", None),
        ("Rotation", None),
        ("verdeggiante", None),
        ("Gray", None),
        ("infrared", None),
        ("coastal blue", None),
        ("coastal_blue", None),
        ("rhot_492", "B02"),
        ("rhos_665", "B04"),
        ("Rrs_560", "B03"),
        ("664.6", "B04"),
        ("559", "B03"),
        ("2019", None),
        ("600", None),
        ("Infra-red", None),
        ("infra rouge", None),
        ("NIR", "B08"),
        ("s2_nir_median", "B08"),
        ("Near infra-red", "B08"),
        ("Near Infrared", "B08"),
        ("proche infrarouge", "B08"),
        ("nir08", "B8A"),
        ("nir09", None),
        ("Narrow NIR", "B8A"),
        ("NIR 864.8 nm", "B8A"),
        ("NIR 2", "B08"),
        ("swir", None),
        ("nirvana", None),
        ("red edge 1", None),
        ("rededge", None),
        ("", None),
    ],
)
def test_a_name_tells_its_band(name: str, band: str | None) -> None:
    assert band_of(name) == band


def test_a_file_name_lists_bands_only_when_their_number_fits() -> None:
    assert bands_in_file_name("L2A_Calais_B04B03B02SCL_3857.tif", 4) == ["B04", "B03", "B02", "SCL"]
    assert bands_in_file_name("L2A_Calais_B04B03B02SCL_3857.tif", 3) is None
    assert bands_in_file_name("S2_B02_B03_B04_B08.tif", 4) == ["B02", "B03", "B04", "B08"]
    assert bands_in_file_name("s2_B04_B03_B02_SceneClassification.tif", 4) == ["B04", "B03", "B02", "SCL"]


def test_named_bands_are_found_in_any_order() -> None:
    choice = choose_bands(["B02", "B03", "B04", "B08"], "scene.tif", [], False)

    assert choice.numbers == (3, 2, 1)


def test_the_finding_tells_how_the_bands_were_found() -> None:
    by_name = choose_bands(["B02", "B03", "B04"], "scene.tif", [], False)
    by_file = choose_bands(["", "", ""], "S2_B02_B03_B04.tif", [], False)
    by_colour = choose_bands(["Red", "Green", "Blue"], "scene.tif", [], False)

    assert by_colour.finding == "Bands 1, 2, 3 are B04, B03, B02 (by their colours)."
    assert by_name.finding == "Bands 3, 2, 1 are B04, B03, B02 (by name)."
    assert by_file.finding == "Bands 3, 2, 1 are B04, B03, B02 (by the file name)."


def test_three_unnamed_bands_are_red_green_blue() -> None:
    assert choose_bands(["", "", ""], "scene.tif", [], False).numbers == (1, 2, 3)


@pytest.mark.parametrize("count", [12, 13])
def test_a_full_stack_without_names_has_red_fourth(count: int) -> None:
    assert choose_bands([""] * count, "scene.tif", [], False).numbers == (4, 3, 2)


def test_picked_bands_win_over_names_with_a_warning() -> None:
    choice = choose_bands(["B02", "B03", "B04"], "scene.tif", [1, 2, 3], False)

    assert choice.numbers == (1, 2, 3)
    assert len(choice.warnings) == 2  # green is green
    assert "Band 1 is named B02" in choice.warnings[0]


@pytest.mark.parametrize(
    ("names", "picked", "sentence"),
    [
        (["Gray"], [], "The raster has 1 band; "),
        (["", ""], [], "The raster has 2 bands; "),
        (["", "", "", ""], [], "pick them in BANDS"),
        (["B05", "B06", "B07"], [], "pick them in BANDS"),
        (["", "", ""], [1, 2], "BANDS needs three bands"),
        (["", "", ""], [4, 2, 1], "There is no band 4: the raster has 3 bands."),
        (["", "", ""], [0, 2, 1], "There is no band 0"),
        (["", "", ""], [1, 3, 9], "There is no band 9"),
    ],
)
def test_bands_that_cannot_be_told_are_refused(names: list[str], picked: list[int], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        choose_bands(names, "scene.tif", picked, False)


@pytest.mark.parametrize(
    ("names", "file", "held"),
    [
        (["B04"], "scene.tif", "1 band, B04; classification needs B03, B02 as well"),
        ([""], "T33UUU_20170216T102101_B03.jp2", "1 band, B03; classification needs B04, B02 as well"),
        (["B02", "B04"], "scene.tif", "2 bands, B02, B04; classification needs B03 as well"),
    ],
)
def test_what_is_held_and_what_is_lacking_is_told(names: list[str], file: str, held: str) -> None:
    with pytest.raises(InputError) as refusal:
        choose_bands(names, file, [], False)

    assert str(refusal.value).startswith(f"The raster has {held}, and they are not beside it.")


@pytest.mark.parametrize(
    ("wavelength", "band"),
    [
        (665, "B04"),
        (0.665, "B04"),
        (496.6, "B02"),
        (559.8, "B03"),
        (842, "B08"),
        (865, "B8A"),
        (600, None),
        (10.9, None),
        # 665 nm is 1.2 % more than 657.1 nm and 1.2 % less than 673.1 nm.
        (657, None),
        (658, "B04"),
        (0.673, "B04"),
        (0.674, None),
    ],
)
def test_a_wavelength_in_nanometres_or_micrometres_tells_its_band(wavelength: float, band: str | None) -> None:
    assert band_at(wavelength) == band


def test_the_scene_classification_is_found_among_the_bands() -> None:
    assert choose_bands(["B04", "B03", "B02", "SCL"], "scene.tif", [], False).scene_classes == 4
    assert choose_bands(["", "", "", ""], "L2A_B04B03B02SCL.tif", [], False).scene_classes == 4
    assert choose_bands(["", "", "", ""], "L2A_B04B03B02SCL.tif", [1, 2, 3], False).scene_classes == 4
    assert choose_bands(["B04", "B03", "B02", "B08"], "scene.tif", [], False).scene_classes is None


def test_near_infrared_is_found_among_the_bands_the_coarser_one_first() -> None:
    assert choose_bands(["B04", "B03", "B02", "B08"], "scene.tif", [], False).infrared == 4
    assert choose_bands(["B04", "B03", "B02", "B08", "B8A"], "scene.tif", [], False).infrared == 5
    assert choose_bands(["B04", "B03", "B02", "B08"], "scene.tif", [1, 2, 3], False).infrared == 4
    assert choose_bands(["B04", "B03", "B02", "SCL"], "scene.tif", [], False).infrared is None


@pytest.mark.parametrize("count", [12, 13])
def test_a_full_stack_without_names_is_known_as_far_as_its_eighth_band_near_infrared(count: int) -> None:
    choice = choose_bands([""] * count, "scene.tif", [], False)

    assert choice.infrared == 8
    assert choice.known == ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08")
    assert f"a {count}-band stack without names" in choice.finding


def test_what_each_band_is_is_kept_for_models_that_take_others() -> None:
    assert choose_bands(["B02", "B03", "B04", "x"], "scene.tif", [], False).known == ("B02", "B03", "B04", None)
    assert choose_bands(["B02", "B8A", "x"], "scene.tif", [1, 1, 1], False).known == ("B02", "B8A", None)


def test_two_bands_of_one_name_are_told() -> None:
    choice = choose_bands(["B02", "B03", "B04", "B02", "B03", "B04"], "two dates.tif", [], False)

    assert choice.numbers == (3, 2, 1)
    assert "Several bands are B04, B03, B02" in choice.warnings[0]


def test_a_band_called_a_colour_alone_wins_over_one_called_that_and_more() -> None:
    planet = ["coastal_blue", "blue", "green_i", "green", "yellow", "red", "rededge", "nir"]

    choice = choose_bands(planet, "scene.tif", [], False)

    assert choice.numbers == (6, 4, 2)
    assert choice.infrared == 8
    assert not choice.warnings
    assert choose_bands(["red", "green_i", "green_ii", "blue"], "scene.tif", [], False).warnings


@pytest.mark.parametrize("more", ["B04_stdDev", "b4 err", "NDVI_B04", "B4/B8", "B04_B08_ratio"])
def test_a_band_called_by_its_number_alone_wins_over_one_called_that_and_more(more: str) -> None:
    choice = choose_bands([more, "B02", "B03", "B04"], "scene.tif", [], False)

    assert choice.numbers == (4, 3, 2)
    assert not choice.warnings


@pytest.mark.parametrize("ratio", ["B4/B8", "B04_B08", "B08 minus B04"])
def test_what_is_called_two_bands_is_neither(ratio: str) -> None:
    assert choose_bands(["B02", "B03", "B04", ratio], "scene.tif", [], False).known[3] is None
    with pytest.raises(InputError, match="B04"):
        choose_bands([ratio, "B03", "B02", "x"], "scene.tif", [], False)


def test_the_bands_of_sen2r_start_with_b01() -> None:
    assert choose_bands([""] * 11, "S2A2A_20190723_022_Barbellino_BOA_10.tif", [], False).numbers == (4, 3, 2)


@pytest.mark.parametrize("count", [4, 10, 11])
def test_other_stacks_without_names_are_not_guessed(count: int) -> None:
    with pytest.raises(InputError, match="pick them in BANDS"):
        choose_bands([""] * count, "scene.tif", [], False)


def test_a_band_of_transparency_does_not_count() -> None:
    assert choose_bands(["", "", "", "alpha"], "scene.tif", [], False).numbers == (1, 2, 3)
    assert choose_bands([*[""] * 13, "alpha"], "scene.tif", [], False).numbers == (4, 3, 2)


@pytest.mark.parametrize(
    "names", [["b1", "b2", "b3"], ["Band 1", "Band 2", "Band 3"], ["stack.1", "stack.2", "stack.3"], ["1", "2", "3"]]
)
def test_names_that_only_count_are_none_and_a_guess_is_warned_of(names: list[str]) -> None:
    choice = choose_bands(names, "scene.tif", [], False)

    assert choice.numbers == (1, 2, 3)
    assert "order of the bands is a guess" in choice.warnings[0]


def test_four_bands_that_are_only_counted_are_refused() -> None:
    with pytest.raises(InputError, match="pick them in BANDS"):
        choose_bands(["b1", "b2", "b3", "b4"], "scene.tif", [], False)


@pytest.mark.parametrize("names", [["Band_2", "Band_3", "Band_4"], ["B02", "B03", "B04"], ["azul", "verde", "rojo"]])
def test_names_in_the_order_of_the_files_are_believed(names: list[str]) -> None:
    choice = choose_bands(names, "scene.tif", [], False)

    assert (choice.numbers, choice.warnings) == ((3, 2, 1), ())


def test_names_that_say_nothing_are_refused() -> None:
    with pytest.raises(InputError, match="pick them in BANDS"):
        choose_bands(["one", "two", "many"], "scene.tif", [], False)


def test_three_bands_are_not_the_first_of_those_of_sen2r() -> None:
    with pytest.raises(InputError, match="pick them in BANDS"):
        choose_bands(["one", "two", "many"], "S2A2A_20190723_022_Barbellino_BOA_10.tif", [], False)


def test_all_colours_that_are_missing_are_listed() -> None:
    with pytest.raises(InputError, match=r"there is no green \(B03\), blue \(B02\), without"):
        choose_bands(["NIR", "red", "SCL"], "scene.tif", [], False)


def test_a_missing_blue_is_called_missing() -> None:
    with pytest.raises(InputError, match=r"there is no blue \(B02\)"):
        choose_bands(["NIR", "red", "green"], "scene.tif", [], False)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Sentinel-2_L2A_False_color.tiff", "False_color"),
        ("Sentinel-2_L2A_SWIR.tiff", "SWIR"),
        ("S2A2A_20190723_022_Barbellino_RGB843B_10.tif", "RGB843B"),
        ("S2A1C_20190723_022_Barbellino_RGBb84T_10.tif", "RGBb84T"),
        ("scene_rgb843.tif", "rgb843"),
        ("Sentinel-2_L2A_NDVI.tiff", "NDVI"),
        ("Sentinel-2_L2A_Scene_classification_map_.tiff", "Scene_classification"),
        ("2020-01-01, Sentinel-2B L1C, False color (urban).tiff", "False color"),
    ],
)
@pytest.mark.parametrize("names", [["", "", ""], ["Red", "Green", "Blue"]])
def test_a_picture_that_is_no_true_colour_is_refused(name: str, what: str, names: list[str]) -> None:
    with pytest.raises(InputError, match=f"picture called {what}"):
        choose_bands(names, name, [], False)


@pytest.mark.parametrize(
    "name", ["S2A2A_20190723_022_Barbellino_RGB432B_10.tif", "RGB432.tif", "RGB001.tif", "a_RGBA84.tif", "RGB8431.tif"]
)
def test_other_pictures_may_have_digits_in_their_names(name: str) -> None:
    assert choose_bands(["", "", ""], name, [], False).numbers == (1, 2, 3)


def test_a_stack_of_numbered_bands_may_be_called_anything() -> None:
    assert choose_bands(["B04", "B03", "B02"], "for_NDVI.tif", [], False).numbers == (1, 2, 3)


def test_a_file_name_that_lists_other_bands_than_their_names_is_told() -> None:
    choice = choose_bands(["B04", "B03", "B02"], "scene_B02_B03_B04.tif", [], False)

    assert choice.numbers == (1, 2, 3)
    assert "the file name that the bands are B02, B03, B04" in choice.warnings[0]
    assert not choose_bands(["B04", "B03", "B02"], "scene_B04_B03_B02.tif", [], False).warnings


def test_stacks_without_names_are_told_from_those_of_sen2r() -> None:
    assert choose_bands([""] * 13, "a.tif", [], False).unnamed == 13
    assert choose_bands([""] * 13, "S2A1C_20200101_022_Place_TOA_10.tif", [], False).unnamed == 0
    assert choose_bands([f"B{i:02d}" for i in range(13)], "a.tif", [], False).unnamed == 0
