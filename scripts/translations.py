# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring the translations up to date: collect the strings into the ``.ts`` files, compile these to ``.qm``.

``python3 -m scripts.translations [--add LANGUAGE]``, from the root of the checkout. Standard library and Qt's
``lrelease``. People translate the ``.ts`` files, in Qt Linguist or any editor; QGIS reads the ``.qm`` files.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from eurosat_plugin.paths import package_folder
from scripts.messages import Message, MessageError, extract

FOLDER = package_folder() / "i18n"
RELEASE_TOOLS = ("lrelease", "/usr/lib/qt5/bin/lrelease", "lrelease-qt5", "/usr/lib/qt6/bin/lrelease", "lrelease6")
_SPACES = {"\u00a0": "&#xa0;"}
"""Written so that people see them."""

Translations = Mapping[tuple[str, str], str]
"""Translation by context and source; those that are missing or empty are to be made."""


class TranslationError(Exception):
    """The translations cannot be brought up to date; the message says what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--add", metavar="LANGUAGE", help="begin a translation, for example into de or pt_BR")
    options = parser.parse_args(arguments)
    try:
        if options.add:
            ts_path(options.add).touch(exist_ok=True)
        messages = extract(package_folder())
        for path in sorted(FOLDER.glob("eurosat_*.ts")):
            translations = read_ts(path)
            path.write_text(ts_text(language_of(path), messages, translations), encoding="utf-8")
            compile_ts(path, path.with_suffix(".qm"))
            missing = sum(not translations.get((m.context, m.source)) for m in messages)
            print(f"{path.name}: {len(messages)} strings, {missing or 'none'} to be translated")
    except (MessageError, TranslationError, ElementTree.ParseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def ts_path(language: str) -> Path:
    """Return the file of the translation into `language`."""
    return FOLDER / f"eurosat_{language}.ts"


def language_of(path: Path) -> str:
    """Return the language that the name of a ``.ts`` file states."""
    return path.stem.partition("_")[2]


def read_ts(path: Path) -> Translations:
    """Return the translations in `path`, which may be empty; :raises ParseError: when it is no XML."""
    text = path.read_text(encoding="utf-8")
    if not text:
        return {}
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation", "")
        for context in ElementTree.fromstring(text).iter("context")
        for message in context.iter("message")
    }


def ts_text(language: str, messages: Sequence[Message], translations: Translations) -> str:
    """Return a ``.ts`` file of `messages`, which are in order of context; other `translations` are left out.

    Lines of the sources are not in it, so that it changes only with the strings.
    """
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
    ]
    for context, group in groupby(messages, lambda message: message.context):
        lines += ["<context>", f"    <name>{context}</name>"]
        for message in group:
            translation = translations.get((context, message.source), "")
            state = "" if translation else ' type="unfinished"'
            lines += [
                "    <message>",
                f'        <location filename="../{message.file}"/>',
                f"        <source>{escape(message.source, _SPACES)}</source>",
                f"        <translation{state}>{escape(translation, _SPACES)}</translation>",
                "    </message>",
            ]
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def compile_ts(path: Path, target: Path) -> None:
    """Compile `path` to `target`; :raises TranslationError: when Qt's compiler is missing or fails."""
    tool = next(filter(None, map(shutil.which, RELEASE_TOOLS)), None)
    if tool is None:
        raise TranslationError(
            "Qt's lrelease is missing; install it, on Debian with: apt-get install qttools5-dev-tools"
        )
    done = subprocess.run([tool, "-silent", str(path), "-qm", str(target)], capture_output=True, text=True, check=False)
    if done.returncode or not target.is_file():
        raise TranslationError(f"{tool} could not compile {path}: {done.stderr.strip()}")


if __name__ == "__main__":
    raise SystemExit(main())
