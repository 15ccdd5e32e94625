# SPDX-License-Identifier: GPL-2.0-or-later
"""The translations hold what the package says, all of it, and say it well; QGIS gets what the translators wrote."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from eurosat_plugin.paths import package_folder
from scripts import translations
from scripts.messages import MessageError, extract
from scripts.translations import language_of, read_ts, ts_text
from tests.package_messages import package_messages

FILES = sorted((package_folder() / "i18n").glob("*.ts"))
FRENCH = package_folder() / "i18n" / "eurosat_fr.ts"
SHOWN_AS_TEXT = re.compile(r"\{[^}]*\}")

needs_lrelease = pytest.mark.skipif(
    not any(map(shutil.which, translations.RELEASE_TOOLS)), reason="Qt's lrelease is not installed"
)


def _stem(path: Path) -> str:
    return path.stem


def _placeholders(text: str) -> list[str]:
    """Return what is filled in; a translation may put its own quotation marks in the place of Python's."""
    return sorted(name.replace("!r", "") for name in SHOWN_AS_TEXT.findall(text))


def _module(folder: Path, text: str) -> Path:
    (folder / "module.py").write_text(text, encoding="utf-8")
    return folder


def test_there_is_a_french_translation() -> None:
    assert FRENCH in FILES


@pytest.mark.parametrize("path", FILES, ids=_stem)
def test_a_translation_is_what_make_translations_writes(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == ts_text(language_of(path), package_messages(), read_ts(path))


@pytest.mark.parametrize("path", FILES, ids=_stem)
def test_every_string_of_the_package_is_translated(path: Path) -> None:
    done = read_ts(path)

    assert [m for m in package_messages() if not done.get((m.context, m.source))] == []


@pytest.mark.parametrize("path", FILES, ids=_stem)
def test_a_translation_has_the_placeholders_of_its_source(path: Path) -> None:
    differing = [source for (_, source), text in read_ts(path).items() if _placeholders(source) != _placeholders(text)]

    assert differing == []


@pytest.mark.parametrize("path", FILES, ids=_stem)
def test_a_translation_has_a_key_to_press_where_its_source_has_one(path: Path) -> None:
    assert [source for (_, source), text in read_ts(path).items() if source.count("&") != text.count("&")] == []


@pytest.mark.parametrize("path", FILES, ids=_stem)
def test_the_keys_of_a_menu_differ(path: Path) -> None:
    keys = [
        re.findall(r"&(\w)", text)[0].lower()
        for (context, _), text in read_ts(path).items()
        if context == "ChartMenu" and "&" in text
    ]

    assert keys
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("path", FILES, ids=_stem)
def test_a_translation_of_a_file_type_keeps_its_pattern(path: Path) -> None:
    pattern = re.compile(r"\*\.\w+")

    differing = [
        source for (_, source), text in read_ts(path).items() if pattern.findall(source) != pattern.findall(text)
    ]

    assert differing == []


@pytest.mark.parametrize("path", FILES, ids=_stem)
def test_the_compiled_file_says_what_the_translators_wrote(qgis_app: object, path: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(path.with_suffix(".qm")))
    QCoreApplication.installTranslator(translator)

    stale = [key for key, text in read_ts(path).items() if QCoreApplication.translate(*key) != text]

    QCoreApplication.removeTranslator(translator)
    assert stale == []


def test_french_is_written_with_its_apostrophes_and_spaces() -> None:
    straight = [text for text in read_ts(FRENCH).values() if "'" in text]
    breaking = [text for text in read_ts(FRENCH).values() if re.search(r" [:;?!»%]|« ", text)]
    missing = [text for text in read_ts(FRENCH).values() if re.search(r"[^\W\d_][;?!](?:\s|$)|\w:\s", text)]

    assert (straight, breaking, missing) == ([], [], [])


def test_a_string_has_the_name_of_its_class_and_of_those_that_inherit_it(tmp_path: Path) -> None:
    module = "class Base(QObject):\n    def say(self): return self.tr('Hello')\nclass Child(Base): pass\n"

    found = [(m.context, m.source) for m in extract(_module(tmp_path, module))]

    assert found == [("Base", "Hello"), ("Child", "Hello")]


def test_a_context_may_be_a_constant_of_the_module(tmp_path: Path) -> None:
    module = "_CONTEXT = 'Here'\ndef say(): return QCoreApplication.translate(_CONTEXT, 'Hello' ' there')\n"

    found = [(m.context, m.source) for m in extract(_module(tmp_path, module))]

    assert found == [("Here", "Hello there")]


@pytest.mark.parametrize("call", ["tr(f'{n} tiles')", "tr('a' if n else 'b')", "tr(text)", "widget.tr('Hello')"])
def test_what_cannot_be_looked_up_is_refused_with_its_line(tmp_path: Path, call: str) -> None:
    with pytest.raises(MessageError, match=r"module\.py:2"):
        extract(_module(tmp_path, f"n = 1\nprint({call})\n"))


@needs_lrelease
def test_a_new_language_begins_with_every_string_to_be_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(translations, "FOLDER", tmp_path)

    status = translations.main(["--add", "de"])

    assert status == 0
    assert set(read_ts(tmp_path / "eurosat_de.ts").values()) == {""}
    assert f"{len(package_messages())} to be translated" in capsys.readouterr().out


@pytest.fixture
def found_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not parse the package once more."""
    monkeypatch.setattr(translations, "extract", lambda package: list(package_messages()))


@needs_lrelease
@pytest.mark.usefixtures("found_before")
def test_bringing_up_to_date_keeps_what_was_translated_and_drops_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    kept, *others = package_messages()
    old = {(kept.context, kept.source): "translated", ("Gone", "gone"): "gone"}
    (tmp_path / "eurosat_de.ts").write_text(ts_text("de", [kept], old), encoding="utf-8")

    translations.main([])

    new = read_ts(tmp_path / "eurosat_de.ts")
    assert new == {(kept.context, kept.source): "translated", **{(m.context, m.source): "" for m in others}}


@pytest.mark.usefixtures("found_before")
def test_without_qts_compiler_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    monkeypatch.setattr(translations, "RELEASE_TOOLS", ("no-such-tool",))

    status = translations.main(["--add", "de"])

    assert status == 1
    assert "qttools5-dev-tools" in capsys.readouterr().err
