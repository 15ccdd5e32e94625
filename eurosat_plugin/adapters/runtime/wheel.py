# SPDX-License-Identifier: GPL-2.0-or-later
"""A wheel, the file that Python packages come in: whether it is the right one, what is inside, and how it gets out.

Standard library only.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable
from email.parser import Parser
from errno import EDQUOT, ENOSPC
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from struct import error as struct_error

from eurosat_plugin.core.errors import InstallationError, StorageError
from eurosat_plugin.core.translation import number, tr

_LARGEST = 1_000_000_000
"""Bytes a wheel may take when unpacked."""
_MOST_FILES = 20_000
_METADATA_LIMIT = 1_000_000
_TOLD = 80
"""Characters that are repeated of what somebody else has written."""
_VERSION = re.compile(r"\d[A-Za-z0-9.+!-]{0,63}")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, LZMAError, struct_error)
"""What zipfile raises of a file that is damaged, or encrypted, or packed in a way that it does not know."""


def check_sha256(content: bytes, sha256: str, file_name: str) -> None:
    """Check that `content` is the file that the package index means; :raises InstallationError: when it is not."""
    digest = hashlib.sha256(content).hexdigest()
    if not hmac.compare_digest(digest, sha256.lower()):
        raise InstallationError(
            tr(
                "The file {name} does not match the package index (its sha256 begins with {found} and not with "
                "{wanted}), so it was deleted. Try again; if it happens again, ask those who run your network."
            ).format(name=file_name, found=digest[:8], wanted=sha256[:8].lower())
        )


class Wheel:
    """The bytes of a wheel.

    :raises InstallationError: when they are no wheel, or one that wants to write outside its folder.
    """

    def __init__(self, content: bytes, file_name: str) -> None:
        self.file_name = file_name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            names = self._archive.namelist()
            metadata = next(n for n in names if n.endswith(".dist-info/METADATA") and n.count("/") == 1)
            with self._archive.open(metadata) as file:
                text = file.read(_METADATA_LIMIT).decode("utf-8", errors="replace")
            self._metadata = Parser().parsestr(text, headersonly=True)
        except (*_DAMAGED, StopIteration) as error:
            raise InstallationError(
                tr("The file {name} is not a wheel, or it is damaged; download it again.").format(name=file_name)
            ) from error
        unsafe = [entry.filename for entry in self._archive.infolist() if not _is_safe(entry)]
        if not _VERSION.fullmatch(self.version):
            unsafe.append(tr("the version {version!r}").format(version=self.version[:_TOLD]))
        if unsafe or self.unpacked_size > _LARGEST or len(names) > _MOST_FILES:
            reason = unsafe[0][:_TOLD] if unsafe else tr("too much")
            raise InstallationError(
                tr("The file {name} is refused: it holds something that a wheel must not hold ({reason}).").format(
                    name=file_name, reason=reason
                )
            )

    @property
    def version(self) -> str:
        """The version of the project, as the wheel states it."""
        return str(self._metadata.get("Version", "")).strip()

    @property
    def unpacked_size(self) -> int:
        """Bytes that :meth:`unpack` writes."""
        return sum(entry.file_size for entry in self._archive.infolist())

    def requirement_on(self, project: str) -> str:
        """Return which versions of `project` the wheel asks for whatever the surroundings, empty for any."""
        requirements = self._metadata.get_all("Requires-Dist") or []
        pattern = re.compile(rf"{re.escape(project)}\s*(?P<versions>[(<>=!~][^;]*)", re.IGNORECASE)
        found = [pattern.fullmatch(str(line).strip()) for line in requirements]
        return next((match["versions"].strip(" ()") for match in found if match), "")

    def unpack(self, folder: Path, progress: Callable[[float], bool]) -> None:
        """Write all files below `folder`, which must not exist yet.

        :param progress: told the share done so far, 0..1; returns False to stop.
        :raises StorageError: when the disk is full or the folder may not be written to.
        :raises InstallationError: when a file is damaged.
        """
        try:
            folder.mkdir(parents=True)
            if shutil.disk_usage(folder).free < self.unpacked_size:
                raise OSError(ENOSPC, os.strerror(ENOSPC))
            done = 0
            for entry in self._archive.infolist():
                self._archive.extract(entry, folder)
                done += entry.file_size
                if not progress(done / max(1, self.unpacked_size)):
                    raise InstallationError(tr("Cancelled; nothing was changed."))
        except OSError as error:
            sentence = (
                tr("{name} cannot be unpacked into {folder} ({reason}); free {size} MB there.")
                if error.errno in (ENOSPC, EDQUOT)
                else tr(
                    "{name} cannot be unpacked into {folder} ({reason}); check the permissions of the folder, and "
                    "that no virus scanner locks it."
                )
            )
            raise StorageError(
                sentence.format(
                    name=self.file_name,
                    folder=folder.parent,
                    reason=error.strerror or error,
                    size=number(self.unpacked_size / 1e6),
                )
            ) from error
        except _DAMAGED as error:
            raise InstallationError(
                tr("The file {name} is damaged; download it again.").format(name=self.file_name)
            ) from error


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    """Refuse what leads out of the folder: a relative path is not enough on Windows, nor a link anywhere."""
    path = PurePosixPath(entry.filename)
    plain = "\\" not in entry.filename and ":" not in entry.filename
    return plain and not path.is_absolute() and ".." not in path.parts and not stat.S_ISLNK(entry.external_attr >> 16)
