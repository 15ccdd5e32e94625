# SPDX-License-Identifier: GPL-2.0-or-later
"""Classify a scene headless through QGIS and draw the result: ``python -m demo [SCENE]``.

SCENE is any raster that QGIS reads, a ``.SAFE`` folder or its metadata file; without it the project makes a scene.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from qgis.core import QgsProject

from demo.classify import DemoError, classify
from demo.geotiff import write_scene
from demo.image import open_image
from demo.picture import draw_picture
from demo.scene import generate_scene
from demo.session import qgis_session
from demo.summary import summary
from demo.words import captions, facts
from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.core.errors import EuroSatError

GRID, PICTURE, SCENE = "landcover.gpkg", "landcover.png", "scene.tif"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("scene", nargs="?", metavar="SCENE", help="what to classify (default: a generated scene)")
    parser.add_argument("--scene", dest="scene_option", metavar="SCENE", help="the same as an option")
    parser.add_argument("--output", type=Path, default=Path("build/demo"), help="folder for the results")
    options = parser.parse_args(arguments)
    with qgis_session():
        return _attempt(options.scene or options.scene_option, options.output)


def _attempt(scene: str | None, output: Path) -> int:
    """Run and print the summary, or why there is none. No exception may leave the session.

    Its traceback would keep QGIS's objects alive beyond QGIS's end, which crashes.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=output) as workshop:
            print(run(scene, output, Path(workshop)))
    except OSError as error:
        print(f"The results cannot be written to {output} ({error.strerror or error}).", file=sys.stderr)
        return 1
    except (DemoError, EuroSatError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)  # libraries put line breaks into their reasons
        return 1
    return 0


def run(scene: str | None, output: Path, workshop: Path) -> str:
    """Classify and draw `scene` in the folder `workshop`, move the finished files to `output`, return the summary.

    :raises DemoError, EuroSatError, OSError: before anything in `output` has changed.
    """
    names = [GRID, PICTURE]
    if scene:
        source = str(Path(scene).absolute()) if Path(scene).exists() else scene
    else:
        names.append(SCENE)
        source = str(workshop / SCENE)
        write_scene(generate_scene(), workshop / SCENE)
    result = classify(source, workshop / GRID, "auto" if scene else "l1c")
    figures = GridRows.of_layer(result.grid, QgsProject.instance().transformContext()).count().figures()
    with open_image(source, result.outputs) as image:
        words = captions(image, result, figures, generated=not scene)
        picture = draw_picture(image.raster, image.bands, image.radiometry, result.grid, figures, words)
        lines = facts(image, result, figures, generated=not scene)
    if not picture.save(str(workshop / PICTURE)):
        raise DemoError(f"The picture cannot be written to {output}; is the disk full?")
    del result  # closes the GeoPackage
    files = [(workshop / name).replace(output / name) for name in names]
    return summary(lines, figures.shares, files)


if __name__ == "__main__":
    sys.exit(main())
