# SPDX-License-Identifier: GPL-2.0-or-later
"""EuroSAT RGB from its zip or its folder, checked file by file, and the published splits.

The set is Helber et al. 2019 (Zenodo record 7711810, MIT); the random split is AiTLAS arena's, the spatial one
TorchGeo's ``EuroSATSpatial``. Both have 16200/5400/5400 images. ``python -m training.dataset`` checks them.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from eurosat_plugin.core.classes import CLASSES, class_by_key
from training.settings import data_folder

SET_SHA256 = "6a274c30837fefaa970cd77896b691ba985fbb8835f3cb81f55b65111dda5fee"
"""sha256 over the sorted lines ``CLASS/CLASS_N.jpg<TAB>sha256<LF>`` of all 27,000 pictures."""

SPLIT_SHA256 = {
    "aitlas-test": "0ccec3f9d7c4aad5f5b88e8b645c19fa1bc1b90cb6a12dad24e3d4d25994f0b5",
    "aitlas-train": "a9bee5ab3816f2dd765074083dc559b69be257642381542432c32901976b08b9",
    "aitlas-val": "48e7fcbb71e22ba379ff6ac0a52a66b7fbb1f88592caf51c4f8056846f9b2fff",
    "spatial-test": "e37f088940701ea2ca1c5a4f01657ed0a892dff44d71220d6db0f1975f645943",
    "spatial-train": "6d607622b3ba6d2f5d2a6f1b26c34efb142203e697e0dfa114680e1774b5d5cd",
    "spatial-val": "96f8bbbcf04f93b9ec0aefb2bd3ad832f68e3a6088f6184ff8bff7c78027ffad",
}
"""sha256 over the sorted names ``CLASS_N.jpg<LF>`` of each split file."""

WHERE = (
    "Download EuroSAT_RGB.zip (https://zenodo.org/records/7711810) into FOLDER/eurosat/ and the splits into "
    "FOLDER/eurosat/splits/ as training/README.md says, and set EUROSAT_DATA=FOLDER."
)


Images = npt.NDArray[np.uint8]
"""Pictures ``(n, 64, 64, 3)``, RGB, as grey levels 1..255."""


class DataError(Exception):
    """The data set is missing or is not the published one; the message says what to do."""


@dataclass(frozen=True)
class Samples:
    """Pictures, their class ids ``(n,)``, and their names such as ``Forest_12.jpg``."""

    images: Images
    labels: npt.NDArray[np.int64]
    names: tuple[str, ...]


def load_parts(split: str, *parts: str, folder: Path | None = None) -> tuple[Samples, ...]:
    """Load `parts` (train, val, test) of `split` (aitlas, spatial), each in the order of its split file.

    The whole set is read and checked once; only the pictures asked for are decoded.

    :raises DataError: when pictures or split are missing or differ from the published ones.
    """
    folder = folder or data_folder()
    lists = [read_split(split, part, folder) for part in parts]
    pictures = _read_checked(folder)
    return tuple(_decode(pictures, names) for names in lists)


def read_split(split: str, part: str, folder: Path | None = None) -> tuple[str, ...]:
    """Return the picture names of one part of a split; :raises DataError: when it is not the published one."""
    path = (folder or data_folder()) / "eurosat" / "splits" / f"eurosat-{split}-{part}.txt"
    if not path.is_file():
        raise DataError(f"The split {path} is missing. {WHERE}")
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    names = tuple(line.strip() for line in lines if line.strip())
    digest = hashlib.sha256("".join(f"{name}\n" for name in sorted(names)).encode()).hexdigest()
    if digest != SPLIT_SHA256[f"{split}-{part}"]:
        raise DataError(f"The split {path} does not hold the published names. {WHERE}")
    return names


def read_pictures(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield ``(CLASS/CLASS_N.jpg, bytes)`` of every picture in the zip or the unpacked folder, by name."""
    archive, unpacked = folder / "eurosat" / "EuroSAT_RGB.zip", folder / "eurosat" / "EuroSAT_RGB"
    if archive.is_file():
        try:
            with zipfile.ZipFile(archive) as container:
                members = {"/".join(m.split("/")[-2:]): m for m in container.namelist() if m.endswith(".jpg")}
                for name in sorted(members):
                    yield name, container.read(members[name])
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DataError(f"{archive} is damaged ({error}). {WHERE}") from error
    elif unpacked.is_dir():
        for path in sorted(unpacked.glob("*/*.jpg"), key=lambda p: f"{p.parent.name}/{p.name}"):
            yield f"{path.parent.name}/{path.name}", path.read_bytes()
    else:
        raise DataError(f"There is neither {archive} nor {unpacked}. {WHERE}")


def check(folder: Path) -> str:
    """Check all pictures and splits and say so in a sentence; :raises DataError: when anything is amiss."""
    count = len(_read_checked(folder))
    for name in SPLIT_SHA256:
        split, part = name.split("-")
        read_split(split, part, folder)
    return f"{count:,} pictures and {len(SPLIT_SHA256)} split files in {folder}, all as published."


def main() -> int:
    """Run the check of the folder in use; return its exit status."""
    try:
        print(check(data_folder()))
    except (DataError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _read_checked(folder: Path) -> dict[str, bytes]:
    """Return the JPEG of every picture by its name ``CLASS_N.jpg``, after checking the digest of the set."""
    lines, pictures = [], {}
    for name, content in read_pictures(folder):
        lines.append(f"{name}\t{hashlib.sha256(content).hexdigest()}\n")
        pictures[name.split("/")[1]] = content
    if hashlib.sha256("".join(lines).encode()).hexdigest() != SET_SHA256:
        raise DataError(f"{_describe_difference(folder, lines)} {WHERE}")
    return pictures


def _decode(pictures: dict[str, bytes], names: tuple[str, ...]) -> Samples:
    images = np.stack([np.asarray(Image.open(io.BytesIO(pictures[name])).convert("RGB")) for name in names])
    labels = np.array([class_by_key(name.split("_")[0]).id for name in names], dtype=np.int64)
    return Samples(images, labels, names)


def _describe_difference(folder: Path, lines: list[str]) -> str:
    """Say which picture is wrong when the per-file list is at hand, else how many there are."""
    reference = folder / "eurosat" / "rgb_sha256.tsv"
    if reference.is_file():
        expected = reference.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
        wrong = sorted({line.split("\t")[0] for line in set(expected) ^ set(lines)})
        if wrong:
            return f"{len(wrong)} of the pictures differ from the published set, the first is {wrong[0]}."
    return f"The {len(lines)} pictures found are not the published 27,000 in {len(CLASSES)} classes."


if __name__ == "__main__":
    sys.exit(main())
