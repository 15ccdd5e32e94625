# SPDX-License-Identifier: GPL-2.0-or-later
"""A report on its way to the disk: written beside its place first, so that there is a whole one or none."""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsProcessingException

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr


def check_report_path(text: str) -> Path:
    """Return the path of a report that can be written; :raises InputError: when it cannot."""
    path = Path(text)
    problem = ""
    if path.is_dir():
        problem = tr("it is a folder; add the name of a file, such as report.html")
    elif not path.parent.is_dir():
        problem = tr("there is no folder {folder}; make it or choose another").format(folder=path.parent)
    elif not os.access(path.parent, os.W_OK):
        problem = tr("the folder {folder} cannot be written to; choose another").format(folder=path.parent)
    if problem:
        raise InputError(tr("The report cannot be written to {path}: {problem}.").format(path=path, problem=problem))
    return path


class ReportFile:
    """The report that is to become the file `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = path.with_name(f".{path.name}.part")

    def write(self, html: str) -> None:
        """Write the page beside its place; :raises QgsProcessingException: when that fails."""
        try:
            self._draft.write_text(html, encoding="utf-8")
        except OSError as error:
            self.discard()
            raise QgsProcessingException(self._sentence(error)) from None

    def publish(self) -> None:
        """Put the page in its place, over an older one; :raises QgsProcessingException: when that fails."""
        try:
            self._draft.replace(self._path)
        except OSError as error:
            self.discard()
            raise QgsProcessingException(self._sentence(error)) from None

    def discard(self) -> None:
        """Remove what is not in its place yet."""
        try:
            self._draft.unlink(missing_ok=True)
        except OSError:
            return  # what cannot be removed could not be written

    def _sentence(self, error: OSError) -> str:
        sentence = tr("The report cannot be written to {path} ({reason}); choose another file.")
        return sentence.format(path=self._path, reason=error.strerror or error)
