# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS on a display of its own, started as a user starts it, that can be asked what it shows."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from scripts.desktop.display import SIZE, Display, Point, missing_programs
from scripts.desktop.profile import make_profile

AGENT = Path(__file__).with_name("agent.py")
START_S = 300.0
PATIENCE_S = 300.0
"""How long something may take before it is called broken: far longer than it does on a slow and busy machine."""
_LOOK_S = 0.05
_LOOK_FOR_ANSWER_S = 0.005
"""How often it is looked for: the tests ask QGIS thousands of times."""

Answer = TypeVar("Answer")


class DesktopError(Exception):
    """QGIS did not do what was waited for."""


def reason_to_skip() -> str:
    """Return what is missing for a desktop on this machine, or an empty string."""
    missing = [name for name in ("qgis",) if shutil.which(name) is None] + missing_programs()
    return f"needs {', '.join(missing)}: run scripts/system_packages.sh" if missing else ""


class DesktopSession:
    """QGIS with the zip installed in a clean profile under `folder`, on a screen of `size`."""

    def __init__(self, folder: Path, plugin_zip: Path, locale: str = "en_US", size: Point = SIZE) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.profile = make_profile(folder, plugin_zip, locale)
        self._post = folder / "post"
        self._post.mkdir()
        self._errors = folder / "stderr.txt"
        self.display = Display(folder / "display", size)
        self._qgis = self._start()

    def __enter__(self) -> DesktopSession:
        try:
            self.wait("QGIS to start", lambda: (self._post / "ready").exists(), START_S)
            self.wait_for_map()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def errors(self) -> str:
        """What QGIS has written to its standard error."""
        return self._errors.read_text(encoding="utf-8", errors="replace")

    def ask(self, question: str, **arguments: Any) -> Any:
        """Return what the function `question` of the agent returns inside QGIS.

        :raises DesktopError: with the traceback, when it fails.
        """
        answer = self._post / "answer.json"
        answer.unlink(missing_ok=True)
        draft = self._post / "draft"
        draft.write_text(json.dumps({"question": question, "arguments": arguments}), encoding="utf-8")
        draft.rename(self._post / "question.json")
        self.wait(f"an answer to {question}", answer.exists, pause=_LOOK_FOR_ANSWER_S)
        told = json.loads(answer.read_text(encoding="utf-8"))
        if "failure" in told:
            raise DesktopError(told["failure"])
        return told["answer"]

    def wait(
        self, what: str, look: Callable[[], Answer], patience: float = PATIENCE_S, pause: float = _LOOK_S
    ) -> Answer:
        """Return what `look` returns as soon as it is true; `pause` seconds lie between two looks.

        :raises DesktopError: when QGIS has ended, or after `patience` seconds.
        """
        end = time.monotonic() + patience
        while True:
            seen = look()
            if seen:
                return seen
            if self._qgis.poll() is not None:
                raise DesktopError(f"QGIS ended with {self._qgis.returncode} before {what}:\n{self.errors}")
            if time.monotonic() > end:
                self.display.save_picture(self.folder / "stuck.png")
                raise DesktopError(f"Waited {patience:.0f} s for {what}; {self.folder / 'stuck.png'}\n{self.errors}")
            time.sleep(pause)

    def wait_for_map(self) -> None:
        """Return when the map has been drawn."""
        self.wait("the map", lambda: not self.ask("is_drawing"))

    def middle(self, name: str) -> Point:
        """Return the middle, on the screen, of the widget or tool button of that object name."""
        left, top, width, height = self.wait(f"{name} on the screen", lambda: self.ask("place", name=name))
        return left + width // 2, top + height // 2

    def press_button(self, name: str) -> None:
        """Click the widget or tool button of that object name."""
        self.display.click(self.middle(name))

    def on_screen(self, x: float, y: float, crs: str) -> Point:
        """Return where on the screen the map shows the place `x`, `y` of `crs`."""
        across, down = self.ask("on_screen", x=x, y=y, crs=crs)
        return across, down

    def quit(self) -> int:
        """Quit QGIS as its menu does; return its exit status."""
        self.ask("quit_soon")
        try:
            return self._qgis.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.display.save_picture(self.folder / "stuck.png")
            raise DesktopError(f"QGIS does not quit; {self.folder / 'stuck.png'}") from None

    def close(self) -> None:
        """End QGIS, however that is done, and the display."""
        if self._qgis.poll() is None:
            self._qgis.kill()
            self._qgis.wait()
        self.display.close()

    def _start(self) -> subprocess.Popen[bytes]:
        command = ["qgis", "--noversioncheck", "--nologo", "--profiles-path", str(self.folder), "--code", str(AGENT)]
        environment = {**self.display.environment(), "EUROSAT_DESKTOP_POST": str(self._post)}
        environment["EUROSAT_DESKTOP_CODE"] = str(AGENT.parent)
        with self._errors.open("wb") as errors, (self.folder / "stdout.txt").open("wb") as output:
            return subprocess.Popen(command, env=environment, stdout=output, stderr=errors)
