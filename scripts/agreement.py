# SPDX-License-Identifier: GPL-2.0-or-later
"""Tell how many tiles of a scene keep their class as another product: ``python -m scripts.agreement SCENE [OTHER]``.

SCENE is a Level-1C raster that QGIS reads. OTHER shows the same ground with the same pixels, such as its Level-2A;
without it, Level-2A is simulated for clear, mixed and hazy air. A mirrored scene changes no class on the ground: what
it changes here is the network's own doubt, beside which the others are to be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import nan
from pathlib import Path

import numpy as np
import numpy.typing as npt
from qgis.core import QgsRectangle

from demo.session import qgis_session
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.adapters.raster.tile_source import TileSource, scene_source
from eurosat_plugin.core.choices import BUNDLED
from eurosat_plugin.core.errors import EuroSatError, InputError
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.product.radiometry import SATURATION_DN
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.tiles.geobox import Bounds
from eurosat_plugin.core.tiles.pixels import PixelBlock, PixelReader
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, TileGrid, Window
from eurosat_plugin.core.tiles.window_classifier import Options
from eurosat_plugin.paths import model_path
from training.augmentation import PATH_HIGH, PATH_LOW, TRANSMITTANCE
from training.single_tiles import classify_tiles

AIRS = {
    "clear air": (PATH_LOW, TRANSMITTANCE[1]),
    "mixed air": ((PATH_LOW + PATH_HIGH) / 2, sum(TRANSMITTANCE) / 2),
    "hazy air": (PATH_HIGH, TRANSMITTANCE[0]),
}
"""Path reflectance (R, G, B) and transmittance of the simulated Level-2A."""

Values = npt.NDArray[np.generic]


@dataclass(frozen=True)
class Answers:
    """The class ids of all tiles, -1 where there is none, and which of them are not flagged; both ``(tiles,)``."""

    classes: npt.NDArray[np.int64]
    sure: npt.NDArray[np.bool_]


class AlteredReader:
    """Reads the pixels of `reader`, their values altered by `change` and, if `mirrored`, from right to left."""

    def __init__(self, reader: PixelReader, change: Callable[[Values], Values], mirrored: bool, width: int) -> None:
        self._reader = reader
        self._change = change
        self._mirrored = mirrored
        self.width, self.height = width, reader.height
        self.block_width, self.block_height = reader.block_width, reader.block_height

    def read(self, window: Window) -> PixelBlock:
        """Read a window; :raises InputError: when the file cannot be read there."""
        if not self._mirrored:
            block = self._reader.read(window)
            return replace(block, values=self._change(block.values))
        block = self._reader.read(replace(window, col=self.width - window.right))
        classes = None if block.scene_classes is None else block.scene_classes[:, ::-1]
        return PixelBlock(self._change(block.values[:, ::-1]), block.valid[:, ::-1], classes)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.agreement", description=__doc__)
    parser.add_argument("scene", metavar="SCENE")
    parser.add_argument("other", metavar="OTHER", nargs="?")
    parser.add_argument("--model", default=BUNDLED[0], help="name of a bundled network, or a file")
    options = parser.parse_args(arguments)
    with qgis_session():
        try:
            named = options.model in BUNDLED
            classifier = open_classifier(model_path(options.model) if named else Path(options.model))
            print(compare(options.scene, options.other, classifier))
        except EuroSatError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def compare(scene: str, other: str | None, classifier: TileClassifier) -> str:
    """Return the table of agreements with `scene`, one line a way to show it.

    :raises EuroSatError: when one cannot be classified, or `other` has other pixels.
    """
    with open_source(scene) as source:
        plain = classify(source, classifier)
        ways = {"mirrored": classify(source, classifier, mirrored=True)}
        if other is None:
            for name, (path, transmittance) in AIRS.items():
                ways[f"Level-2A, {name}"] = classify(source, classifier, correction(source, path, transmittance))
        else:
            with open_source(other) as shown:
                if (shown.grid.area, _ground(shown)) != (source.grid.area, _ground(source)):
                    raise InputError(f"{other} does not have the pixels of {scene}; cut both to the same extent.")
                ways[shown.name] = classify(shown, classifier)
    lines = [f"{(plain.classes >= 0).sum()} tiles, {plain.sure.mean():.0%} of them not flagged"]
    lines.append(f"{'the same class':28}{'all':>8}{'not flagged':>14}")
    for name, answers in ways.items():
        every, sure = agreement(plain, answers)
        lines.append(f"{name:28}{every:8.1%}{sure:14.1%}")
    return "\n".join(lines)


def agreement(one: Answers, other: Answers) -> tuple[float, float]:
    """Return the share of tiles with the same class: of all that both classified, and of those that `one` is sure of.

    Not a number where there is no such tile.
    """
    both = (one.classes >= 0) & (other.classes >= 0)
    same = one.classes == other.classes
    every, sure = (float(same[chosen].mean()) if chosen.any() else nan for chosen in (both, both & one.sure))
    return every, sure


def classify(
    source: TileSource,
    classifier: TileClassifier,
    change: Callable[[Values], Values] = lambda values: values,
    mirrored: bool = False,
) -> Answers:
    """Classify `source` with its values altered or mirrored; the answers come in the order of its own tiles."""
    reader = AlteredReader(source.reader, change, mirrored, source.grid.area.width)
    options = Options(None)
    tiles = list(classify_tiles(reader, source.grid, source.radiometry, classifier, options))
    if mirrored:
        tiles.sort(key=lambda tile: (tile.row, -tile.col))
    return Answers(
        np.array([tile.land_cover.id if tile.classified else -1 for tile in tiles]),
        np.array([tile.classified and not tile.flag for tile in tiles]),
    )


@contextmanager
def open_source(path: str) -> Iterator[TileSource]:
    """Open the whole tiles of a raster; :raises EuroSatError: when it cannot be classified."""
    raster = open_raster(None, path, ())
    scene = prepare_scene(raster, SceneRequest(QgsRectangle(), Reading(), TILE_SIZE, "skip"))
    try:
        source = scene_source(scene)
        width, height = (length // TILE_SIZE * TILE_SIZE for length in (source.reader.width, source.reader.height))
        yield replace(source, grid=TileGrid(Window(0, 0, width, height), TILE_SIZE, "skip"))
    finally:
        scene.close()


def _ground(source: TileSource) -> tuple[str, Bounds]:
    return source.box.crs, source.box.rectangle(source.grid.area)


def correction(
    source: TileSource, path: npt.NDArray[np.float32], transmittance: float
) -> Callable[[Values], npt.NDArray[np.float32]]:
    """Return what turns the raw values of a Level-1C `source` into those of a Level-2A with the same scaling."""
    gain, offset = source.radiometry.gain, source.radiometry.offset

    def correct(values: Values) -> npt.NDArray[np.float32]:
        raw = values.astype(np.float32)
        dn = raw * gain + offset
        # Saturated pixels carry no measurement to correct; 0 stays nodata.
        surface = np.clip((dn - path * 10000.0) / transmittance, 1, None)
        return np.where((dn >= SATURATION_DN) | (raw == 0), raw, (surface - offset) / gain).astype(np.float32)

    return correct


if __name__ == "__main__":
    raise SystemExit(main())
