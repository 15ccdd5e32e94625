# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of ratios: what the plugin costs over what it is held against, with the targets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripts.bench.costs import Cost, Costs

BEGIN, END = "<!-- table -->", "<!-- end of table -->"


@dataclass(frozen=True)
class Row:
    """One comparison: `ours` and `theirs` in words, their ratio, that of the time by the clock, and the target."""

    what: str
    ours: str
    theirs: str
    found: str
    wall: str
    target: str


@dataclass(frozen=True)
class Rasters:
    """What is classified: a `jp2` and a `cog` of one size, a `small` COG for slow ways, `curve` of growing size."""

    jp2: Path
    cog: Path
    small: Path
    curve: tuple[Path, ...]


def compare(costs: Costs, rasters: Rasters) -> list[Row]:
    """Measure all that the table needs."""
    jp2, cog, small = (costs.of("plugin", raster) for raster in (rasters.jp2, rasters.cog, rasters.small))
    int8 = costs.of("plugin", rasters.cog, "MODEL=fast-int8")
    floor = _sum(costs.of("read", rasters.jp2), costs.of("network", rasters.jp2))
    experts = costs.of("expert", rasters.jp2), costs.of("expert", rasters.cog)
    return [
        _row("JPEG 2000, over reading and network", jp2, floor, "≤ 1.10"),
        _row("COG, over the network alone", cog, costs.of("network", rasters.cog), "≤ 1.30"),
        _row("JPEG 2000, over an expert's plain script", jp2, experts[0], "≤ 1"),
        _row("COG, over an expert's plain script", cog, experts[1], "≤ 1"),
        _row("COG, a loop in Deepness' manner over ours", costs.of("loop", rasters.cog), cog, "≥ 2"),
        _row("the same, ours in int8", costs.of("loop", rasters.cog), int8, "≥ 4"),
        _row("COG, int8 over float32", int8, cog, ""),
        _row("small COG, a loop in Deepness' manner over ours", costs.of("loop", rasters.small), small, "≥ 2"),
        _row("the same, its threads do not spin", costs.of("loop", rasters.small, "SPIN=0"), small, ""),
        _row("COG, the seed's manner over ours", costs.of("seed", rasters.cog), cog, "≥ 50"),
        _row("the same with onnxruntime for TensorFlow", costs.of("seed_onnx", rasters.cog), cog, ""),
        _row("small COG, numpy over onnxruntime", costs.of("plugin", rasters.small, "BACKEND=numpy"), small, "≤ 2"),
        _whole("small COG, stride 32 over 64", costs.of("plugin", rasters.small, "STRIDE=32"), small, "≤ 4"),
        _whole("small COG, stride 16 over 64", costs.of("plugin", rasters.small, "STRIDE=16"), small, "≤ 4"),
        _whole("small COG, stride 8 over 64", costs.of("plugin", rasters.small, "STRIDE=8"), small, ""),
        *(
            Row(f"first progress, {name}", _seconds(cost.first or 0.0), "", "", "", "< 1 s")
            for name, cost in (("JPEG 2000", jp2), ("COG", cog))
        ),
        *(
            Row(f"largest memory, {raster.stem}", f"{costs.of('plugin', raster).peak:.0f} MB", "", "", "", "< 820 MB")
            for raster in (rasters.jp2, *rasters.curve)
        ),
    ]


def markdown(rows: list[Row], rasters: Rasters, machine: str) -> str:
    """Return the table, with where it was measured."""
    header = "| | this | that | ratio | by the clock | target |\n|---|---|---|---|---|---|\n"
    lines = (f"| {row.what} | {row.ours} | {row.theirs} | {row.found} | {row.wall} | {row.target} |" for row in rows)
    where = f"\n\n{machine}; `{rasters.jp2.name}`, `{rasters.cog.name}`, small: `{rasters.small.name}`."
    return header + "\n".join(lines) + where


def write_into(page: Path, text: str) -> None:
    """Put `text` between the marks of a page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def _row(what: str, ours: Cost, theirs: Cost, target: str) -> Row:
    """Compare the processor time of a tile: some ways leave out the rest at the edge."""
    wall = (ours.wall / ours.tiles) / (theirs.wall / theirs.tiles)
    return Row(what, _tile(ours), _tile(theirs), f"{ours.per_tile / theirs.per_tile:.2f}", f"{wall:.2f}", target)


def _whole(what: str, ours: Cost, theirs: Cost, target: str) -> Row:
    wall = f"{ours.wall / theirs.wall:.2f}"
    return Row(what, _seconds(ours.cpu), _seconds(theirs.cpu), f"{ours.cpu / theirs.cpu:.2f}", wall, target)


def _sum(one: Cost, other: Cost) -> Cost:
    return Cost(other.tiles, one.cpu + other.cpu, one.wall + other.wall, max(one.peak, other.peak), None)


def _tile(cost: Cost) -> str:
    return f"{cost.per_tile:.2f} ms a tile"


def _seconds(value: float) -> str:
    return f"{value:.1f} s"
