# SPDX-License-Identifier: GPL-2.0-or-later
"""What the name of a wheel says, and whether the Python on a computer can use it. Standard library only."""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from dataclasses import dataclass

from eurosat_plugin.adapters.runtime.versions import Version, version_of

_FILE_NAME = re.compile(
    r"(?P<project>[^-]+)-(?P<version>\d+(?:\.\d+)*)(?:-\d[^-]*)?"
    r"-(?P<python>[^-]+)-(?P<abi>[^-]+)-(?P<platform>[^-]+)\.whl"
)
_GLIBC = re.compile(r"manylinux_(\d+)_(\d+)_(\w+)")
_MACOS = re.compile(r"macosx_(\d+)_(\d+)_(\w+)")
_OLD_GLIBC = {"manylinux1": "manylinux_2_5", "manylinux2010": "manylinux_2_12", "manylinux2014": "manylinux_2_17"}


@dataclass(frozen=True)
class WheelName:
    """What the name of a wheel says; every tag may name several, separated by points."""

    project: str
    version: Version
    python: str
    abi: str
    platform: str

    @classmethod
    def parse(cls, file_name: str) -> WheelName | None:
        """Return None for what is no wheel of a released version: a source archive, a release candidate."""
        match = _FILE_NAME.fullmatch(file_name)
        if match is None:
            return None
        return cls(match["project"], version_of(match["version"]), match["python"], match["abi"], match["platform"])


@dataclass(frozen=True)
class Interpreter:
    """A Python on a computer: `python` as in 3.11, `system` as in ``linux-x86_64``, `release` of glibc or macOS."""

    python: tuple[int, int]
    abi: str
    system: str
    release: tuple[int, int]

    @classmethod
    def running(cls) -> Interpreter:
        """Return the one that runs this."""
        python = sys.version_info[:2]
        threads = "t" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
        system = sysconfig.get_platform()
        if system.startswith("macosx"):
            # The tag of the build names the oldest macOS and maybe both processors; the running one counts.
            system = f"macosx-{platform.machine()}"
        return cls(python, f"cp{python[0]}{python[1]}{threads}", system, _release())

    @property
    def key(self) -> str:
        """Name of the folder for what only this Python can use, such as ``cp311-linux_x86_64``."""
        return f"{self.abi}-{re.sub('[^A-Za-z0-9]+', '_', self.system)}"

    def accepts(self, name: WheelName) -> bool:
        """Tell whether a wheel of this name can be used here."""
        interpreters = {f"cp{self.python[0]}{self.python[1]}", f"py{self.python[0]}"}
        return (
            bool(interpreters.intersection(name.python.split(".")))
            and bool({self.abi, "none"}.intersection(name.abi.split(".")))
            and any(map(self._accepts_platform, name.platform.split(".")))
        )

    def _accepts_platform(self, tag: str) -> bool:
        kind, _, machine = self.system.partition("-")
        if tag == "any":
            return True
        if kind == "macosx":
            match = _MACOS.fullmatch(tag)
            return match is not None and self._is_new_enough(match) and match[3] in (machine, "universal2")
        if kind == "linux":
            old, _, rest = tag.partition("_")
            match = _GLIBC.fullmatch(f"{_OLD_GLIBC.get(old, old)}_{rest}")
            return match is not None and self._is_new_enough(match) and match[3] == machine
        return tag == self.system.replace("-", "_")

    def _is_new_enough(self, match: re.Match[str]) -> bool:
        return self.release >= (int(match[1]), int(match[2]))


def _release() -> tuple[int, int]:
    """Return the version of what binary wheels lean on: glibc's or macOS's, zeros elsewhere and with another libc."""
    if sys.platform == "darwin":
        text = platform.mac_ver()[0]
    else:
        library, text = platform.libc_ver()
        text = text if library == "glibc" else ""
    numbers = [int(part) for part in re.findall(r"\d+", text)[:2]]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)
