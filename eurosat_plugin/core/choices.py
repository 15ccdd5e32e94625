# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be chosen, and what it is called in dialogs. Without numpy: QGIS builds dialogs when it starts."""

from __future__ import annotations

from eurosat_plugin.core.translation import number, tr, tr_noop, translate

FAST, FLOAT, INT8 = "fast", "fast-float32", "fast-int8"

MODELS: tuple[str, ...] = (FAST, "accurate", FLOAT, INT8)
"""Networks to choose from, the default first. FAST is whichever of FLOAT and INT8 is faster on the computer at hand."""

BUNDLED: tuple[str, ...] = (FAST, "accurate", INT8)
"""Files that travel with the plugin: that of FLOAT is FAST's."""

PIXEL_SIZE = 10.0
"""Metres on the ground of the pixels that the networks know; other images are resampled."""

MOST_SEED = 2**31 - 1
"""The largest seed of random numbers: one that every format of table can hold."""

STRIDES: tuple[int, ...] = (64, 32, 16, 8)
"""Pixels from one tile to the next, which people know as the size of a cell; below that of a tile, tiles overlap."""

SEEN_AT_ONCE: tuple[str, ...] = (FAST, FLOAT, INT8)
"""Of :data:`MODELS` those that see an image as a whole where tiles overlap, unless eight views are averaged."""

TIMES_AT_ONCE = {64: 1.0, 32: 1.4, 16: 1.8, 8: 3.5}
"""By stride, how many times as long that takes as tiles side by side; other models look at every tile."""

CELL_SIZE_TIP = tr_noop("Below 640 m the classified tiles overlap, and each cell is the mean of those that cover it")

TTA_LABEL = tr_noop("Average eight views of each tile")
TTA_TIP = tr_noop(
    "Rotated and mirrored views: a little more often right, and the confidence is steadier, but it takes eight times "
    "as long"
)

EDGES: tuple[str, ...] = ("shift", "pad", "skip")
"""What becomes of the tiles that reach over the edge."""

BACKENDS: tuple[str, ...] = ("auto", "onnxruntime", "numpy")
"""Ways to run a network; ``auto`` takes the first of the others that works."""

RADIOMETRY_KEYS: tuple[str, ...] = ("l1c", "l2a", "tci_l1c", "tci_l2a", "reflectance", "display")
"""Keys of :data:`eurosat_plugin.core.product.radiometry.RADIOMETRIES`, in their order."""

OFFSETS = (-1e6, 1e6)
"""Least and largest OFFSET: a hundred times the reflectance of white, times 10000."""

SCALES = (1e-9, 1e9)
"""Least and largest SCALE."""

CONFIDENCES = (0.0, 1.0)
"""Least and largest MIN_CONFIDENCE."""

STRATA: tuple[str, ...] = ("class", "class_confidence", "district")
"""By what a sample puts tiles into strata."""

ALLOCATIONS: tuple[str, ...] = ("proportional", "equal", "neyman")
"""How a sample is shared out among strata."""

AGREEMENTS: tuple[str, ...] = ("first", "either")
"""With which label of a reference tile the map has to agree to be right."""

CATALOGUE_KEYS: tuple[str, ...] = ("earth-search", "copernicus", "planetary-computer")
"""Keys of :data:`eurosat_plugin.core.catalogue.services.CATALOGUES`, in their order."""

_TEXTS: dict[str, dict[str, str]] = {
    "RADIOMETRY": {
        "auto": tr_noop("Automatic (auto)"),
        "l1c": tr_noop("Level-1C, digital numbers (l1c)"),
        "l2a": tr_noop("Level-2A, digital numbers (l2a)"),
        "tci_l1c": tr_noop("Level-1C true-colour image (tci_l1c)"),
        "tci_l2a": tr_noop("Level-2A true-colour image (tci_l2a)"),
        "reflectance": tr_noop("Reflectance from 0 to 1 (reflectance)"),
        "display": tr_noop("Colours as displayed (display)"),
    },
    "EDGE": {
        "shift": tr_noop("Last window moved back inside (shift)"),
        "pad": tr_noop("Image mirrored at its edge (pad)"),
        "skip": tr_noop("Left out (skip)"),
    },
    "MODEL": {
        "fast": tr_noop("Standard (fast)"),
        "accurate": tr_noop("More often right, slower (accurate)"),
        FLOAT: tr_noop("Standard, the same numbers on every computer (fast-float32)"),
        INT8: tr_noop("Standard, in whole numbers of 8 bits, needs onnxruntime (fast-int8)"),
    },
    "STRATA": {
        "class": tr_noop("Class (class)"),
        "class_confidence": tr_noop("Class, and confidence below or above a limit (class_confidence)"),
        "district": tr_noop("District (district)"),
    },
    "ALLOCATION": {
        "proportional": tr_noop("By the number of tiles (proportional)"),
        "equal": tr_noop("As many in each (equal)"),
        "neyman": tr_noop("More where more is doubtful (neyman)"),
    },
    "AGREEMENT": {
        "first": tr_noop("The first label (first)"),
        "either": tr_noop("The first or the second label (either)"),
    },
    "BACKEND": {
        "auto": tr_noop("Automatic: onnxruntime where it is installed (auto)"),
        "onnxruntime": tr_noop("onnxruntime only: an error where it is missing"),
        "numpy": tr_noop("numpy, which every QGIS has"),
    },
    "CATALOGUE": {
        "earth-search": tr_noop("Earth Search (Element 84): Level-2A, no account (earth-search)"),
        "copernicus": tr_noop("Copernicus Data Space: Level-1C and 2A, with an account's keys (copernicus)"),
        "planetary-computer": tr_noop("Planetary Computer (Microsoft): Level-2A, no account (planetary-computer)"),
    },
    "LEVEL": {
        "auto": tr_noop("The catalogue's usual level (auto)"),
        "l1c": tr_noop("Level-1C (l1c)"),
        "l2a": tr_noop("Level-2A (l2a)"),
    },
}
"""What people read instead of a value, by the name of the parameter; the value stands in it, for scripts."""


def choice_text(parameter: str, value: str) -> str:
    """Return what people read for `value` of `parameter`, ``RADIOMETRY`` for example; the value itself if nothing."""
    if parameter == "STRIDE" and value.isdigit():
        return cell_size_text(int(value))
    return translate(_TEXTS.get(parameter, {}).get(value, value))


def model_name(choice: str) -> str:
    """Return the name of the bundled file that `choice`, one of :data:`MODELS`, stands for; FAST may be INT8's."""
    return FAST if choice == FLOAT else choice


def cell_size(stride: int) -> int:
    """Return the metres on the ground of a stride, or another length, of so many pixels."""
    return round(stride * PIXEL_SIZE)


def times_as_long(stride: int, at_once: bool) -> float:
    """Return how many times as long as tiles side by side this stride takes, seen `at_once` or tile by tile."""
    return TIMES_AT_ONCE[stride] if at_once else float((max(STRIDES) // stride) ** 2)


def cell_size_text(stride: int, at_once: bool | None = None) -> str:
    """Return the size of the cells that a stride of so many pixels makes, and what smaller ones cost.

    That depends on whether the network sees an image `at_once`; None: on what is chosen elsewhere.
    """
    least, most = times_as_long(stride, at_once is not False), times_as_long(stride, at_once is True)
    text = tr("{metres} m ({pixels} pixels)")
    if most > 1:
        text = tr("{metres} m ({pixels} pixels), takes about {times} times as long")
    if least != most:
        text = tr("{metres} m ({pixels} pixels), takes {least} to {times} times as long, by model")
    spoken = {"least": f"{least:g}", "times": f"{most:g}"}
    spoken = {name: number(float(value), int("." in value)) for name, value in spoken.items()}
    return text.format(metres=number(cell_size(stride)), pixels=stride, **spoken)
