# SPDX-License-Identifier: GPL-2.0-or-later
"""Measure real images, and draw how their numbers lie to the limits by which the plugin tells what numbers mean.

``python -m scripts.radiometry_limits measure DATA`` writes docs/radiometry_images.csv from a folder of real images (its
pool/ and sentinel2/), and docs/radiometry_tiles.csv from tiles of these and of EuroSAT (its eurosat/);
``python -m scripts.radiometry_limits draw`` makes the figure of the images.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.reflectance_limits import Grade, examine
from eurosat_plugin.core.product.value_facts import QUANTILES, Distribution, distribution

DOCS = Path(__file__).resolve().parents[1] / "docs"
TABLE = DOCS / "radiometry_images.csv"
TILES = DOCS / "radiometry_tiles.csv"
FIGURE = DOCS / "images" / "radiometry-limits.svg"
COLOURS = ("red", "green", "blue")

GRADES = {Grade.ACCEPTED: "#1a7f37", Grade.DOUBTED: "#c69026", Grade.UNLIKELY: "#d1570a", Grade.REJECTED: "#b11030"}
READINGS = ((0.0, 0.0), (0.0, -1000.0), (1000.0, 0.0), (1000.0, -1000.0))
"""What is in the numbers, and what is added on reading."""

TILE, TILES_OF_AN_IMAGE = 64, 12
"""Pixels along a side of a tile, and how many tiles of one image are measured at most, evenly over it."""

ROW, LEFT, PANEL, GAP, TOP = 13, 260, 190, 18, 78
LOWEST, HIGHEST = -1500.0, 3500.0


@dataclass(frozen=True)
class RealImage:
    """A real image: name, level (``l1c``, ``l2a``), where it comes from, and its digital numbers without an offset.

    `cirrus` is the darkest hundredth of its cirrus band (B10), where that is there.
    """

    name: str
    level: str
    source: str
    dn: Distribution
    cirrus: float | None = None


def read_table(path: Path = TABLE) -> list[RealImage]:
    """Read the images that were measured."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_parse(row) for row in csv.DictReader(file)]


def _parse(row: dict[str, str]) -> RealImage:
    def triple(name: str) -> tuple[float, float, float]:
        red, green, blue = (float(row[f"{name}_{colour}"]) for colour in COLOURS)
        return red, green, blue

    quantiles = tuple(triple(f"p{percent:g}") for percent in QUANTILES)
    dn = Distribution(quantiles, triple("shadow"), int(row["pixels"]))
    cirrus = float(row["p1_cirrus"]) if row["p1_cirrus"] else None
    return RealImage(row["image"], row["level"], row["source"], dn, cirrus)


def measure(data: Path) -> None:
    """Write the tables."""
    pictures = list(_pictures(data))
    _write(TABLE, (_image(picture, np.s_[:, :]) for picture in pictures))
    _write(TILES, [*_tiles(pictures), *_eurosat_tiles(data)])


def _write(path: Path, images: Iterable[RealImage]) -> None:
    names = [f"{name}_{colour}" for name in (*(f"p{q:g}" for q in QUANTILES), "shadow") for colour in COLOURS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["image", "level", "pixels", *names, "p1_cirrus", "source"])
        for image in images:
            triples = [*image.dn.quantiles, image.dn.shadow]
            numbers = [f"{value:.0f}" for triple in triples for value in triple]
            cirrus = "" if image.cirrus is None else f"{image.cirrus:.0f}"
            writer.writerow([image.name, image.level, image.dn.pixels, *numbers, cirrus, image.source])


@dataclass(frozen=True)
class _Picture:
    """A real image with its `pixels` ``(bands, rows, cols)``, which carry `offset`; 0 in all bands is missing.

    `cirrus` ``(rows, cols)`` is its cirrus band, where it was found; its pixels are no smaller.
    """

    name: str
    level: str
    source: str
    pixels: npt.NDArray[np.generic]
    offset: float = 0.0
    cirrus: npt.NDArray[np.generic] | None = None


def _pictures(data: Path) -> Iterator[_Picture]:
    from osgeo import gdal

    gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")  # nothing is written beside the data
    gdal.UseExceptions()
    for path in sorted((data / "pool").glob("*.tif")):
        dataset = gdal.Open(str(path))
        tags = dataset.GetMetadata()
        if not path.stem.endswith("_labels") and dataset.GetRasterBand(1).DataType != gdal.GDT_Byte:
            level = "l1c" if tags["LEVEL"].startswith("L1C") else "l2a"
            pixels = dataset.ReadAsArray()[:3]
            yield _Picture(path.stem, level, tags.get("SOURCE", ""), pixels, float(tags["OFFSET"]))
    scenes = data / "sentinel2"
    for name, level, source, pattern in (
        ("T33UUU_20170216", "l1c", "benmack/eo-box @ 06656bc", "L1C_Germany_*/*_{}.jp2"),
        ("T33SVB_20181229", "l2a", "mapchete/mapchete-eo @ e41dc58", "S2A_MSIL2A_2018*/**/*_{}_10m.jp2"),
    ):
        files = [next(scenes.glob(pattern.format(band))) for band in ("B04", "B03", "B02")]
        pixels = np.stack([gdal.Open(str(file)).ReadAsArray() for file in files])
        cirrus = next((gdal.Open(str(file)).ReadAsArray() for file in scenes.glob(pattern.format("B10"))), None)
        yield _Picture(name, level, source, pixels, cirrus=cirrus)
    calais = gdal.Open(str(next(scenes.glob("L2A_TOC_Calais*.tif")))).ReadAsArray()[:3]
    source = "Open-EO/openeo-geotrellis-extensions @ 2a25a26"
    yield _Picture("Calais_20200405", "l2a", source, np.where((calais == 32767).any(axis=0), 0, calais))


def _tiles(pictures: Iterable[_Picture]) -> Iterator[RealImage]:
    """Measure whole tiles of `pictures`; their names lead to the image."""
    for picture in pictures:
        rows, cols = (range(0, length - TILE + 1, TILE) for length in picture.pixels.shape[1:])
        tiles = [np.s_[row : row + TILE, col : col + TILE] for row in rows for col in cols]
        there = (picture.pixels != 0).any(axis=0)
        whole = [tile for tile in tiles if there[tile].mean() >= 0.99]
        for tile in whole[:: -(-len(whole) // TILES_OF_AN_IMAGE) or 1]:
            yield replace(_image(picture, tile), source="")


def _eurosat_tiles(data: Path) -> Iterator[RealImage]:
    from osgeo import gdal

    archive = f"/vsizip/{data / 'eurosat' / 'EuroSAT_MS_sample.zip'}"
    for name in sorted(gdal.ReadDirRecursive(archive)):
        if name.endswith(".tif"):
            bands = gdal.Open(f"{archive}/{name}").ReadAsArray()
            picture = _Picture(f"EuroSAT_{Path(name).stem}", "l1c", "", bands[[3, 2, 1]], cirrus=bands[9])
            yield _image(picture, np.s_[:, :])


def _image(picture: _Picture, part: tuple[slice, slice]) -> RealImage:
    """Measure `part` of `picture`."""
    pixels = np.stack([band[part].ravel() for band in picture.pixels], axis=1)
    measured = pixels[(pixels != 0).any(axis=1)].astype(np.float64) - picture.offset
    cirrus = None
    if picture.cirrus is not None:
        times = picture.pixels.shape[1] // picture.cirrus.shape[0]
        band = picture.cirrus.repeat(times, 0).repeat(times, 1)[part].astype(np.float64)
        cirrus = float(np.percentile(band, 1.0)) - picture.offset
    return RealImage(picture.name, picture.level, picture.source, distribution(measured), cirrus)


def draw() -> None:
    """Draw each image in each reading: darkest thousandth to middle of its lowest band, coloured by grade."""
    images = sorted(read_table(), key=lambda image: (image.level, min(image.dn.at(5.0))))
    width, height = LEFT + len(READINGS) * (PANEL + GAP), TOP + ROW * len(images) + 40
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="10">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_legend(),
    ]
    for i, (inside, added) in enumerate(READINGS):
        lines += _panel(LEFT + i * (PANEL + GAP), inside, added, images)
    for i, image in enumerate(images):
        text = f"{image.level.upper()} {image.name}"
        lines.append(f'<text x="{LEFT - 8}" y="{TOP + ROW * i + 10}" text-anchor="end">{escape(text[:37])}</text>')
    FIGURE.write_text("\n".join([*lines, "</svg>", ""]), encoding="utf-8")


def _legend() -> Iterator[str]:
    yield (
        '<text x="8" y="16" font-size="13">Reflectance of the darkest band, from its darkest thousandth to its middle; '
        "the dot is its darkest twentieth</text>"
    )
    for i, (grade, colour) in enumerate(GRADES.items()):
        yield f'<rect x="{8 + 90 * i}" y="26" width="10" height="10" fill="{colour}"/>'
        yield f'<text x="{22 + 90 * i}" y="35">{grade.name.lower()}</text>'


def _panel(x: int, inside: float, added: float, images: list[RealImage]) -> Iterator[str]:
    bottom = TOP + ROW * len(images)
    title = "with the offset" if inside else "without an offset"
    yield f'<text x="{x}" y="{TOP - 24}" font-size="12">{title}, read {added:+.0f}</text>'
    for value in (-1000, 0, 1000, 2000, 3000):
        at = x + _at(value)
        yield f'<line x1="{at:.1f}" y1="{TOP - 6}" x2="{at:.1f}" y2="{bottom}" stroke="#dddddd"/>'
        yield f'<text x="{at:.1f}" y="{TOP - 9}" text-anchor="middle">{value / 10000:g}</text>'
    for i, image in enumerate(images):
        dn = image.dn.scaled(1.0, inside + added)
        low, dot, middle = (x + _at(min(dn.at(percent))) for percent in (0.1, 5.0, 50.0))
        y, colour = TOP + ROW * i + 6, GRADES[examine(dn, None).grade]
        yield f'<line x1="{low:.1f}" y1="{y}" x2="{middle:.1f}" y2="{y}" stroke="{colour}" stroke-width="3"/>'
        yield f'<circle cx="{dot:.1f}" cy="{y}" r="3.5" fill="{colour}"/>'


def _at(dn: float) -> float:
    return PANEL * (min(max(dn, LOWEST), HIGHEST) - LOWEST) / (HIGHEST - LOWEST)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"] and len(sys.argv) == 3:
        measure(Path(sys.argv[2]))
        draw()
    elif sys.argv[1:] == ["draw"]:
        draw()
    else:
        sys.exit(__doc__)
