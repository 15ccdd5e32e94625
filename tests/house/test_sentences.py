# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever a person reads can be translated: no sentence is written past `tr`, and `tr` is called when it is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from eurosat_plugin.paths import package_folder
from tests.house.conftest import Trees

ROOMS = ("core", "adapters", "processing", "gui")

TRANSLATED = ("tr", "tr_noop", "self.tr", "QCoreApplication.translate", "Column", "LandCoverClass")
SHOWS = {
    "pushInfo", "pushWarning", "pushMessage", "reportError", "setText", "setTitle", "setToolTip", "setStatusTip",
    "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setWhatsThis",
    "setSuffix", "setPrefix", "addRow", "addItem", "QLabel", "QPushButton", "QCheckBox", "QGroupBox",
    "QRadioButton", "QAction",
}  # fmt: skip
"""Calls whose texts people see, be they a single word."""

FOR_PROGRAMS = (
    r"\W*(SELECT|CASE|COUNT|MIN|MAX|PRAGMA|CREATE|INSERT|UPDATE|WITH|BEGIN|DELETE|DROP|WHERE|ORDER)\b",  # SQL
    r'"\w+" (=|>=|IN|IS)',  # expressions of QGIS
    r"if\(|set_color_part\(|coalesce\(|case when",
    r"\s*(import|from) \w+",  # code
    r"(application|image)/",  # media types
    r"<tt>",  # commands to type
    r"\s*(html|Q\w+|\w+::[\w-]+|#\w+|\*|\.)\s*\{",  # style sheets
    r"-?-?[a-z-]+$",  # names and options
    r"unknown level$",  # a value of RADIOMETRY_USED
)
FOR_MAINTAINERS = {
    "bug_report.py": "a bug report is for the people who maintain the plugin",
    "report_style.py": "a style sheet",
}
"""Modules, by file name, in whatever room they are."""

FOR_PROGRAMMERS = ("tiles are {} {} and not uint8",)
"""Sentences of errors that only a programmer can make."""

_WORDS = re.compile(r"[^\W\d_]{2,}[,;:.]? +[^\W\d_]{2,}")
_TAG = re.compile(r"<[^>]*>?")


def _called(node: ast.AST) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def _text(node: ast.AST) -> str | None:
    """Return a literal, with ``{}`` for what is filled in; None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _is_signal(node: ast.AST) -> bool:
    """Tell whether this raises what other code waits for; in the core such sentences reach people inside others."""
    return isinstance(node, ast.Raise) and node.exc is not None and _called(node.exc) == "ValueError"


def _literals(node: ast.AST, signals: bool) -> Iterator[tuple[int, str]]:
    """Yield the literals below `node` that are neither translated nor documentation, with their lines."""
    for child in ast.iter_child_nodes(node):
        if signals and _is_signal(child):
            continue
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if _called(child) in TRANSLATED or _called(child) in ("re.compile", "TypeVar"):
            continue
        text = _text(child)
        if text is not None:
            yield child.lineno, text
        if isinstance(child, ast.JoinedStr):
            for part in child.values:
                yield from _literals(part, signals)
        else:
            yield from _literals(child, signals)


def _untranslated(tree: ast.Module, signals: bool = False) -> list[str]:
    """Return what people would read in English whatever their language, with its line; `signals` are let pass."""
    shown = {
        (argument.lineno, text)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _called(call).rpartition(".")[2] in SHOWS
        for argument in call.args
        if (text := _text(argument)) is not None and re.search(r"[^\W\d_]{2,}", _TAG.sub("", text))
    }
    raised = {
        (call.lineno, text)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and not (signals and _is_signal(node))
        for call in [node.exc]
        for argument in call.args
        if (text := _text(argument)) is not None
    }
    sentences = {
        (line, text)
        for line, text in _literals(tree, signals)
        if _WORDS.search(_TAG.sub(" ", text)) and not any(re.match(pattern, text) for pattern in FOR_PROGRAMS)
    }
    found = sorted(shown | raised | sentences)
    return [f"{line}: {text}" for line, text in found if not text.startswith(FOR_PROGRAMMERS)]


@pytest.fixture(scope="module")
def modules(trees: Trees) -> Trees:
    """Return the modules of the rooms."""
    return {name: tree for name, tree in trees.items() if name.startswith(tuple(f"{room}/" for room in ROOMS))}


def test_every_room_has_modules_with_sentences(modules: Trees) -> None:
    translating = [n for n in modules if re.search(r"\btr\(", (package_folder() / n).read_text(encoding="utf-8"))]

    assert {name.partition("/")[0] for name in translating} == set(ROOMS)


def test_the_modules_that_are_let_pass_are_there(modules: Trees) -> None:
    assert {_file(name) for name in modules} >= set(FOR_MAINTAINERS)


def test_no_sentence_is_written_past_the_translation(modules: Trees) -> None:
    past = {
        name: _untranslated(tree, signals=not name.startswith("core/"))
        for name, tree in modules.items()
        if _file(name) not in FOR_MAINTAINERS
    }

    assert {name: sentences for name, sentences in past.items() if sentences} == {}


def _file(name: str) -> str:
    return name.rpartition("/")[2]


@pytest.mark.parametrize(
    "code",
    [
        'raise InputError("The raster is too small; use a larger one.")',
        'raise InputError(f"The raster {name} is too small.")',
        'raise InputError("Oops!")',
        'problem = f"its bands are {bands}"',
        'label.setText("Tiles:")',
        'feedback.pushInfo(f"{count} tiles")',
        'page = f"<h1>{title}</h1><p>No tile has a class.</p>"',
        'said = tr("{what} at {place}").format(what="the darkest pixels", place=place)',
    ],
)
def test_a_sentence_written_past_the_translation_is_found(code: str) -> None:
    assert len(_untranslated(ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code",
    [
        'raise InputError(tr("The raster {name} is too small.").format(name=name))',
        'NAMES = {"corine": tr_noop("EuroSAT classes")}',
        'layer.setSubsetString("SELECT rowid FROM grid")',
        "cell = f'<td class=\"n name\">{text}</td>'",
        '"""A docstring of words."""',
        'label.setText("")',
    ],
)
def test_what_is_translated_or_for_programs_is_let_pass(code: str) -> None:
    assert _untranslated(ast.parse(code)) == []


def test_nothing_is_translated_on_import(modules: Trees) -> None:
    assert {name: calls for name, tree in modules.items() if (calls := list(_translated_on_import(tree)))} == {}


def _translated_on_import(node: ast.AST) -> Iterator[str]:
    """Yield calls that would fix the language before it is known: those outside of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.Lambda)):
            defaults = [*child.args.defaults, *filter(None, child.args.kw_defaults)]
            for default in defaults:
                yield from _translated_on_import(ast.Expr(default))
            continue
        if _called(child) in ("tr", "translate", "QCoreApplication.translate"):
            yield f"{child.lineno}: {ast.unparse(child)}"
        yield from _translated_on_import(child)


@pytest.mark.parametrize(
    "code", ['TITLE = tr("Tiles")', 'class Row:\n    title: str = tr("Tiles")', 'def f(a=tr("Tiles")): pass']
)
def test_a_translation_on_import_is_found(code: str) -> None:
    assert len(list(_translated_on_import(ast.parse(code)))) == 1


def test_translate_takes_constants_only(modules: Trees) -> None:
    literal = [
        f"{name}: {ast.unparse(node)}"
        for name, tree in modules.items()
        for node in ast.walk(tree)
        if _called(node) == "translate" and _text(node.args[0])
    ]

    assert literal == []
