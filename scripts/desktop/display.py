# SPDX-License-Identifier: GPL-2.0-or-later
"""A screen that nobody sees, with a window manager, a mouse and a keyboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

PROGRAMS = ("Xvfb", "openbox", "xdotool", "import")
SIZE = (1440, 900)
_STEPS = 8
_PAUSE_S = 0.03
"""Between two steps of the mouse: a program that is flooded with moves sees only the last one."""

Point = tuple[int, int]


def missing_programs() -> list[str]:
    """Return the names of the programs a display needs that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


class Display:
    """An X server of `size` pixels; a context manager, so that it ends with its work."""

    def __init__(self, folder: Path, size: Point = SIZE) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.size = size
        self._folder = folder
        self._server, self.name = self._start_server()
        self._windows = self._start("openbox", "--sm-disable")

    def __enter__(self) -> Display:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End window manager and server."""
        for process in (self._windows, self._server):
            process.terminate()
            process.wait()

    def environment(self) -> dict[str, str]:
        """Return the variables for a program on this display, free of what make and pytest set for this project."""
        kept = {name: os.environ[name] for name in ("LANG", "TZ") if name in os.environ}
        runtime = self._folder / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        return {
            **kept,
            "DISPLAY": self.name,
            "HOME": str(self._folder),
            "LC_ALL": "C.UTF-8",
            # Threads of numpy that wait for each other take many times as long as one where anything else runs.
            "OPENBLAS_NUM_THREADS": "1",
            "PATH": "/usr/bin:/bin",
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(runtime),
        }

    def save_picture(self, path: Path, place: Sequence[int] = ()) -> Path:
        """Write the screen, or its part `place` (left, top, width, height), to the PNG file `path`; return it."""
        part = ["-crop", "{2}x{3}+{0}+{1}".format(*place), "+repage"] if place else []
        self._run("import", "-window", "root", *part, str(path))
        return path

    def move(self, to: Point) -> None:
        """Move the mouse pointer."""
        self._xdotool("mousemove", *map(str, to))  # --sync would wait for ever where the pointer already is

    def click(self, at: Point, button: int = 1, times: int = 1) -> None:
        """Move to `at` and click there."""
        self.move(at)
        time.sleep(_PAUSE_S)
        self._xdotool("click", "--repeat", str(times), "--delay", "60", str(button))

    def press(self, at: Point) -> None:
        """Move to `at` and press the left button."""
        self.move(at)
        time.sleep(_PAUSE_S)
        self._xdotool("mousedown", "1")

    def pull(self, start: Point, end: Point) -> None:
        """Move from `start` to `end` in steps, as a hand does."""
        for step in range(1, _STEPS + 1):
            self.move(tuple(a + (b - a) * step // _STEPS for a, b in zip(start, end)))  # type: ignore[arg-type]
            time.sleep(_PAUSE_S)

    def release(self) -> None:
        """Release the left button."""
        self._xdotool("mouseup", "1")

    def drag(self, start: Point, end: Point) -> None:
        """Press at `start`, release at `end`."""
        self.press(start)
        self.pull(start, end)
        self.release()

    def key(self, *names: str) -> None:
        """Strike keys by their X names, such as ``Escape`` or ``ctrl+z``."""
        self._xdotool("key", "--delay", "20", *names)

    def key_down(self, name: str) -> None:
        """Press a key and hold it."""
        self._xdotool("keydown", name)

    def key_up(self, name: str) -> None:
        """Release a key."""
        self._xdotool("keyup", name)

    def type(self, text: str) -> None:
        """Type `text`."""
        self._xdotool("type", "--delay", "20", text)

    def _start_server(self) -> tuple[subprocess.Popen[bytes], str]:
        reader, writer = os.pipe()
        width, height = self.size
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
        with (self._folder / "Xvfb.log").open("wb") as log:
            server = subprocess.Popen(command, pass_fds=[writer], stdout=log, stderr=log)
        os.close(writer)
        with os.fdopen(reader) as number:
            name = number.readline().strip()
        if not name:
            raise RuntimeError(f"Xvfb did not start: {(self._folder / 'Xvfb.log').read_text()}")
        return server, f":{name}"

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{command[0]}.log").open("wb") as log:
            return subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)

    def _xdotool(self, *arguments: str) -> None:
        self._run("xdotool", *arguments)

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} failed: {done.stderr}")
