# SPDX-License-Identifier: GPL-2.0-or-later
"""Where there is a QGIS to test in: this machine, and chroots of other Debian releases, made on first use."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CHROOT = Path(__file__).with_name("chroot.sh")
OF_THE_SYSTEM = "pillow"
"""What is pinned in requirements-dev.txt to this machine's release; another has its own."""


class PlaceError(Exception):
    """There is no QGIS in a place; the message says where to read why."""


@dataclass(frozen=True)
class Place:
    """A Debian release with its QGIS, below `root` or, where that is None, this machine's."""

    release: str
    root: Path | None = None

    @property
    def python(self) -> str:
        """QGIS's Python with the tools of the tests."""
        return "/opt/venv/bin/python" if self.root else sys.executable

    def prepare(self) -> None:
        """Install what is missing.

        :raises PlaceError: when that fails.
        """
        if self.root is None:
            return
        self.root.mkdir(parents=True, exist_ok=True)
        log = self.root.with_suffix(".log")
        ready = self.root / ".ready"
        if not ready.exists() or ready.stat().st_mtime < CHROOT.stat().st_mtime:
            print(f"Installing QGIS of Debian {self.release} in {self.root}", flush=True)
            self._install(log, "make", self.release, str(self.root))
        wanted = requirements()
        had = self.root / "opt" / "requirements.txt"
        if not had.exists() or had.read_text(encoding="utf-8") != wanted:
            print(f"Installing the tools of the tests in {self.root}", flush=True)
            file = self.root.with_suffix(".txt")
            file.write_text(wanted, encoding="utf-8")
            self._install(log, "tools", str(self.root), str(file))

    def run(self, project: Path, *command: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder `project` of this machine."""
        if self.root is None:
            return subprocess.run(command, cwd=project, text=True, check=False, **options)
        whole = [str(CHROOT), "run", str(self.root), str(project), *command]
        return subprocess.run(whole, text=True, check=False, **options)

    def _install(self, log: Path, *arguments: str) -> None:
        with log.open("a") as output:
            made = subprocess.run([str(CHROOT), *arguments], stdout=output, stderr=output, check=False)
        if made.returncode:
            raise PlaceError(f"Debian {self.release} could not be prepared, see {log}")


def this_release() -> str:
    """Return the name of this machine's Debian release."""
    told = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(encoding="utf-8"), re.MULTILINE)
    return told[1] if told else "this machine"


def requirements(file: Path = ROOT / "requirements-dev.txt") -> str:
    """Return the packages that the tests need beside those of the system, those of the files that `file` names, too."""
    told = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            told += requirements(file.parent / line[3:].strip())
        elif line and not line.startswith(("#", OF_THE_SYSTEM)):
            told += f"{line}\n"
    return told


def copy_checkout(folder: Path) -> None:
    """Make `folder` a checkout of its own with the files of this one as they are now, without those that git ignores.

    A chroot sees nothing else of this machine, and this checkout may be the work tree of a repository elsewhere.
    """
    git = ["git", "-c", "safe.directory=*"]
    listing = subprocess.run(
        [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    for source in (ROOT / name for name in listing.split("\0") if name):
        if source.is_file() and not source.is_symlink():
            target = folder / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    who = ["-c", "user.name=compat", "-c", "user.email=compat@localhost", "-c", "commit.gpgsign=false"]
    for step in (["init", "-q"], ["add", "--all"], [*who, "commit", "-q", "-m", "test: copy"]):
        subprocess.run(["git", *step], cwd=folder, check=True)
