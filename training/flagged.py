# SPDX-License-Identifier: GPL-2.0-or-later
"""How many tiles the plugin flags, right and wrong ones: ``python -m training.flagged``, over fast or the files named.

The tiles go the way that they go in the plugin. Three kinds are asked:

- every scene of ``EUROSAT_DATA/pool``, tile by tile and as means of windows and views: the share that is flagged should
  not depend on how many are averaged;
- tiles of which a mask tells that cloud, its shadow or snow hides more than half, or that they hold no water at all,
  and scenes of which the eye tells that they are sea, ice, sand or dry land (pool.py);
- tiles with near infrared: EuroSAT's 120 tiles with 13 bands, whose class is known, and the two products of
  ``EUROSAT_DATA/sentinel2`` that have the band.

Each is asked twice: with the limits of single windows, half a tile of saturated pixels and no near infrared (before),
and as the plugin flags now (after). Writes docs/training/flagged.csv.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.product.infrared import cover_by_infrared
from eurosat_plugin.core.summary.flags import BRIGHT, IMPLAUSIBLE
from eurosat_plugin.core.tiles.doubts import HIDDEN_SHARE, MAX_LAND_WATER, MIN_RIVER, MIN_SEA
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, TileGrid, Window
from eurosat_plugin.core.tiles.window_classifier import Options
from training.dataset import DataError
from training.evaluate import find_model
from training.ground import Share
from training.imagery import Pixels, of_scene, read_multispectral, read_products
from training.pool import DRY, DRY_SCENES, SEA_SCENES, STRANGE_SCENES, WATER, Scene, read_scenes
from training.settings import DOCS
from training.single_tiles import TilePrediction, classify_tiles

BEFORE, AFTER = "before", "after"
MEANS = ((64, False), (32, False), (16, False), (64, True), (32, True))
"""Stride, and whether eight views are averaged."""

OLD_BRIGHT_SHARE = 0.5
SOME = 0.2
COVERED, BROKEN = "more than half cloud, shadow or snow", "a fifth to a half cloud, shadow or snow"
BARE, NO_WATER = "ice or sand all over", "no water at all"
CLEAR, NO_CLOUD = "clear by a mask", "no cloud by eye"
WHITE_SCENES = (
    *STRANGE_SCENES,
    "satclip_patch_511198",
    "sen12mscr_ROIs1970_fall_139_p839_cloudy",
    "terramind_609U_541L_3_0_L1C",
    "terramind_609U_541L_3_0_L2A",
    "ben_S2B_MSIL2A_20180204T94161_57_38",
)
"""Cloud, ice, snow or sand by eye, in all or in a part."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", default=["fast"], help="names such as fast, or .onnx files")
    options = parser.parse_args(arguments)
    try:
        scenes = list(read_scenes())
        if not scenes:
            raise DataError("There are no scenes in EUROSAT_DATA/pool.")
        rows = [row for model in options.models for row in measure(find_model(model), scenes)]
        print(write_table(rows, DOCS / "flagged.csv").read_text(encoding="utf-8"), end="")
    except (DataError, EuroSatError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def measure(path: Path, scenes: Sequence[Scene]) -> Iterator[tuple[str, str, Share]]:
    """Yield network, before or after, and each figure."""
    now = open_classifier(path, "onnxruntime")
    for when, classifier in ((BEFORE, forgetful(now)), (AFTER, now)):
        shares = [*flag_means(classifier, scenes), *flag_known(classifier, scenes), *flag_labelled(classifier)]
        shares += [share for product in read_products() for share in flag_proved(classifier, product)]
        yield from ((path.stem, when, share) for share in shares)


class Forgetful:
    """A network whose card knows what cards said before means were calibrated."""

    def __init__(self, classifier: TileClassifier) -> None:
        self.card = replace(
            classifier.card,
            averages=(),
            thresholds=replace(classifier.card.thresholds, bright_share=OLD_BRIGHT_SHARE),
        )
        self.backend, self.batch = classifier.backend, classifier.batch
        self.model_sha256 = classifier.model_sha256
        self.classify, self.dense = classifier.classify, classifier.dense


def forgetful(classifier: TileClassifier) -> TileClassifier:
    """Return `classifier` with the card that it had before."""
    return Forgetful(classifier)


def classify(
    classifier: TileClassifier, pixels: Pixels, stride: int = TILE_SIZE, tta: bool = False
) -> list[TilePrediction]:
    """Classify the whole tiles of an image as the plugin does; what it did not use before is kept from what forgets."""
    if isinstance(classifier, Forgetful):
        classes = pixels.scene_classes
        known = None if classes is None else np.where(np.isin(classes, (4, 5, 6)), 0, classes)
        pixels = replace(pixels, infrared=None, scene_classes=known)
    grid = TileGrid(Window(0, 0, pixels.width, pixels.height), stride, "skip")
    return list(classify_tiles(pixels, grid, pixels.radiometry, classifier, Options(None, tta)))


def flag_means(classifier: TileClassifier, scenes: Sequence[Scene]) -> Iterator[Share]:
    """Yield the share of cells that are flagged, by stride and views, in scenes that mean something at every stride."""
    shown = [of_scene(scene) for scene in scenes if min(scene.valid.shape) >= 2 * TILE_SIZE]
    for stride, tta in MEANS:
        cells = [tile for pixels in shown for tile in classify(classifier, pixels, stride, tta) if tile.classified]
        flags = [tile.flag for tile in cells]
        name = f"scenes, stride {stride}" + (", eight views" if tta else "")
        yield Share(f"{name}: flagged", sum(map(bool, flags)), len(flags))
        yield Share(f"{name}: uncertain", flags.count("uncertain"), len(flags))
        yield Share(f"{name}: unfamiliar", flags.count("unfamiliar"), len(flags))


def flag_known(classifier: TileClassifier, scenes: Sequence[Scene]) -> list[Share]:
    """Count the flags of tiles of which a mask, or the eye, knows something; in both halves of the scenes."""
    found: dict[str, list[TilePrediction]] = {}
    for scene in scenes:
        for tile in classify(classifier, of_scene(scene)):
            for kind in kinds_of(scene, tile.cell) if tile.classified else ():
                found.setdefault(kind, []).append(tile)
    dry = found.get(NO_WATER, [])
    wet = [tile for tile in dry if WATER[tile.land_cover.id]]
    clear = found.get(NO_CLOUD, [])
    return [
        *(count(f"{kind}: not flagged", found.get(kind, []), flagged=False) for kind in (COVERED, BROKEN, BARE)),
        Share(f"{NO_WATER}: called water", len(wet), len(dry)),
        Share(f"{NO_WATER}: called water and not flagged", sum(not tile.flag for tile in wet), len(dry)),
        count(f"{CLEAR}: flagged", found.get(CLEAR, []), flagged=True),
        Share(f"{NO_CLOUD}: bright", sum(tile.flag == BRIGHT for tile in clear), len(clear)),
    ]


def kinds_of(scene: Scene, cell: Window) -> Iterator[str]:
    """Yield what is known of a tile."""
    at = (slice(cell.row, cell.bottom), slice(cell.col, cell.right))
    if scene.mask is not None and scene.codes is not None and scene.codes.hidden:
        cover = float(np.isin(scene.mask[at], scene.codes.hidden).mean())
        if cover > SOME:
            yield COVERED if cover > HIDDEN_SHARE else BROKEN
        elif cover < 0.01:
            yield CLEAR
    elif scene.name not in WHITE_SCENES:
        yield NO_CLOUD
    if scene.name in STRANGE_SCENES:
        yield BARE
    if is_dry(scene, at):
        yield NO_WATER


def is_dry(scene: Scene, at: tuple[slice, slice]) -> bool:
    """Tell whether a tile is known to hold no water."""
    if scene.name in DRY_SCENES:
        return True
    if scene.mask is None or scene.codes is None or scene.name in (*SEA_SCENES, *STRANGE_SCENES):
        return False
    mask = scene.mask[at]
    unknown = np.isin(mask, (*scene.codes.hidden, *scene.codes.unknown)).mean()
    return bool(unknown < 0.1 and np.isin(mask, scene.codes.water).mean() <= DRY)


def flag_labelled(classifier: TileClassifier) -> list[Share]:
    """Count the flags of EuroSAT's tiles with 13 bands, of which the class is known."""
    tiles = [(key, tile) for key, pixels in read_multispectral() for tile in classify(classifier, pixels)]
    right = [tile for key, tile in tiles if tile.land_cover.key == key]
    wrong = [tile for key, tile in tiles if tile.land_cover.key != key]
    return [
        count("EuroSAT with 13 bands, right: flagged", right, flagged=True),
        Share("EuroSAT with 13 bands, right: implausible", sum(t.flag == IMPLAUSIBLE for t in right), len(right)),
        count("EuroSAT with 13 bands, wrong: flagged", wrong, flagged=True),
    ]


def flag_proved(classifier: TileClassifier, pixels: Pixels) -> list[Share]:
    """Count tiles called water that near infrared proves to be none, and land that it proves to be all water."""
    if pixels.infrared is None:
        return []
    tiles = classify(classifier, pixels)
    dry, all_water = [], []
    for tile in tiles:
        at = (slice(tile.cell.row, tile.cell.bottom), slice(tile.cell.col, tile.cell.right))
        layers = (pixels.values[at][..., 0], pixels.infrared[at])
        red, infrared = map(pixels.radiometry.digital_numbers, layers)
        water = float(cover_by_infrared(red, infrared).water.mean())
        if WATER[tile.land_cover.id] and water < (MIN_SEA if tile.land_cover.key == "SeaLake" else MIN_RIVER):
            dry.append(tile)
        if not WATER[tile.land_cover.id] and water > MAX_LAND_WATER:
            all_water.append(tile)
    return [
        Share(
            f"{pixels.name}: called water, none by near infrared, not flagged", sum(not t.flag for t in dry), len(tiles)
        ),
        Share(f"{pixels.name}: called land, all water, not flagged", sum(not t.flag for t in all_water), len(tiles)),
        Share(f"{pixels.name}: implausible", sum(t.flag == IMPLAUSIBLE for t in tiles), len(tiles)),
        Share(f"{pixels.name}: flagged", sum(bool(t.flag) for t in tiles), len(tiles)),
    ]


def count(what: str, tiles: Sequence[TilePrediction], flagged: bool) -> Share:
    """Count those that are flagged, or those that are not."""
    return Share(what, sum(bool(tile.flag) == flagged for tile in tiles), len(tiles))


def write_table(rows: Iterable[tuple[str, str, Share]], path: Path) -> Path:
    """Write one row per network and figure, with the counts before and after; return the path.

    Rows of other networks that are in the file stay there.
    """
    table: dict[tuple[str, str], dict[str, Share]] = {}
    for network, when, share in rows:
        table.setdefault((network, share.what), {})[when] = share
    path.parent.mkdir(parents=True, exist_ok=True)
    head = ["network", "figure", "before", "after", "tiles_before", "tiles_after", "of"]
    kept: list[list[str]] = []
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            kept = [row for row in csv.reader(lines) if row != head and row[0] not in {name for name, _ in table}]
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerows([head, *kept])
        for (network, what), found in table.items():
            shares: list[Any] = [found[when] for when in (BEFORE, AFTER)]
            rates = [f"{share.count / share.total:.3f}" if share.total else "" for share in shares]
            writer.writerow([network, what, *rates, *(share.count for share in shares), shares[1].total])
    return path


if __name__ == "__main__":
    sys.exit(main())
