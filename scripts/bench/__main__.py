# SPDX-License-Identifier: GPL-2.0-or-later
"""Compare what a tile costs here and in other ways: ``make bench``, or ``python -m scripts.bench --quick``.

Rasters are generated once and kept in build/bench. Processor time is compared, of the whole process with all its
threads, so that it matters little what else the machine does; each way runs once, alone, in a process of its own. The
table and two curves go into docs/performance.md, with --quick only to the screen.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.bench.costs import Costs
from scripts.bench.curve import draw_curve
from scripts.bench.inputs import GRANULE, make_mosaic, make_raster
from scripts.bench.table import Rasters, compare, markdown, write_into

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
IMAGES = ROOT / "docs" / "images"

SMALL = 2745
CURVE = (1098, SMALL, GRANULE // 2, GRANULE)
MOSAICS = (2 * GRANULE, 5 * GRANULE)
QUICK = 1098


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"only rasters of {QUICK} pixels, and nothing written")
    parser.add_argument("--granule", type=int, default=GRANULE, help="pixels a side of the large rasters")
    parser.add_argument(
        "--no-mosaics", action="store_true", help="leave out rasters larger than that, which take hours"
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench", help="where rasters are kept")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    costs, rasters = Costs(_say), _rasters(options)
    try:
        text = markdown(compare(costs, rasters), rasters, costs.machine())
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    print(text)
    if not options.quick:
        write_into(PAGE, text)
        measured = [(_side(raster), costs.of("plugin", raster)) for raster in rasters.curve]
        curves = (
            ("performance_tile.svg", "Processor time a tile", "ms", [(side, cost.per_tile) for side, cost in measured]),
            ("performance_memory.svg", "Largest memory", "MB", [(side, cost.peak) for side, cost in measured]),
        )
        for name, title, unit, points in curves:
            (IMAGES / name).write_text(draw_curve(title, unit, points), encoding="utf-8")
    return 0


def _rasters(options: argparse.Namespace) -> Rasters:
    folder, large = options.folder, QUICK if options.quick else options.granule
    small = min(SMALL, large)
    sides = sorted({side for side in (*CURVE, large) if side <= large})
    curve = [make_raster(folder, "cog", side) for side in sides]
    if not options.quick and not options.no_mosaics:
        curve += [make_mosaic(folder, side) for side in MOSAICS]
    return Rasters(
        make_raster(folder, "jp2", large),
        make_raster(folder, "cog", large),
        make_raster(folder, "cog", small),
        tuple(curve),
    )


def _side(raster: Path) -> int:
    found = re.search(r"_(\d+)$", raster.stem)
    return int(found[1]) if found else 0


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
