# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that belong to another one, beside which they lie: styles, coordinate systems, tables of shapes, overviews."""

from __future__ import annotations

from pathlib import Path

_OF_ALL = (
    *(".qml", ".qmd", ".sld", ".aux.xml", ".ovr", ".msk", ".prj", ".hdr", ".wld", ".tfw", ".tifw", ".tiffw", ".j2w"),
    *(".jgw", ".jpgw", ".pgw", ".pngw", ".bpw", ".rpb", ".imd", "_rpc.txt", ".clr", ".stx", ".rrd"),
)
"""What QGIS and GDAL read beside any image or layer."""

_OF_FORMATS = {
    ".shp": (".shx", ".dbf", ".cpg", ".qpj", ".qix", ".sbn", ".sbx", ".idm", ".ind"),
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
    ".csv": (".csvt",),
    ".gml": (".xsd", ".gfs"),
}

WITH_OUTPUTS = {
    ".shp": (".prj", ".qmd", *_OF_FORMATS[".shp"]),
    ".gpkg": (".gpkg-wal", ".gpkg-shm", ".gpkg-journal"),
}
"""What belongs to an older file and would spoil the new one: indexes, and the journals of a file that is gone."""


def belongs_to(name: str, owner: str) -> bool:
    """Tell whether a file called `name` belongs to the one called `owner` in the same folder."""
    name, owner = name.casefold(), owner.casefold()
    suffix = Path(owner).suffix
    endings = (*_OF_ALL, *_OF_FORMATS.get(suffix, ()))
    names = (owner, owner[: len(owner) - len(suffix)])
    return name != owner and any(name.startswith(n) and name[len(n) :] in endings for n in names if n)


def written_beside(path: Path) -> list[Path]:
    """Return the files that whoever writes `path` replaces with it, though they belong to something else."""
    if path.exists():  # then they are its own
        return []
    beside = (path.with_suffix(suffix) for suffix in WITH_OUTPUTS.get(path.suffix.lower(), ()))
    return [file for file in beside if file.is_file()]
