# SPDX-License-Identifier: GPL-2.0-or-later
"""How a failure reaches QGIS: as a sentence, and with nothing else.

QGIS keeps every exception until it exits, and an exception keeps the frames that it passed, those of its callers too,
with all that is in them: contexts with the layers that were loaded for a run, data providers with their open files,
networks. Each failure kept a handle on its image, and QGIS crashed at exit when it freed them too late. So what is
raised in the end was never near any of them, and contexts do not keep layers that a call has loaded for itself.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from qgis.core import (
    Qgis,
    QgsMapLayerStore,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)

from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.translation import tr

_Answer = TypeVar("_Answer")
_Parameters = dict[str, Any]
_Call = Callable[[Any, _Parameters, QgsProcessingContext, QgsProcessingFeedback], _Answer]
_Check = Callable[[Any, _Parameters, QgsProcessingContext], None]


def refuses_in_a_sentence(check: _Check) -> Callable[[Any, _Parameters, QgsProcessingContext], tuple[bool, str]]:
    """Make a method that raises what it finds wrong answer as ``checkParameterValues`` has to."""

    @wraps(check)
    def run(algorithm: QgsProcessingAlgorithm, parameters: _Parameters, context: QgsProcessingContext) -> Any:
        store, known = _layers(context)
        _, problem = _attempt(lambda: check(algorithm, parameters, context))
        _remove(store, known)
        return not problem, problem

    return run


def prepares_or_says_why(prepare: _Call[None]) -> _Call[bool]:
    """Make a method that raises what it finds wrong answer as ``prepareAlgorithm`` has to.

    What it needs of the layers that are loaded for it, it copies or takes out of the context.
    """

    @wraps(prepare)
    def run(
        algorithm: QgsProcessingAlgorithm,
        parameters: _Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> bool:
        store, known = _layers(context)
        _, problem = _attempt(lambda: prepare(algorithm, parameters, context, feedback))
        _remove(store, known)
        if problem:
            vars(algorithm).clear()
            QgsMessageLog.logMessage(problem, "Processing", Qgis.MessageLevel.Critical)
            feedback.reportError(problem)
        return not problem

    return run


def fails_in_a_sentence(work: _Call[_Answer]) -> _Call[_Answer]:
    """Make ``processAlgorithm`` raise a QgsProcessingException alone; an algorithm that failed forgets its run."""

    @wraps(work)
    def run(
        algorithm: QgsProcessingAlgorithm,
        parameters: _Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> _Answer:
        store, known = _layers(context)
        answers, problem = _attempt(lambda: work(algorithm, parameters, context, feedback))
        if problem:
            _remove(store, known)
            vars(algorithm).clear()
            del algorithm, parameters, context, feedback, store
            raise QgsProcessingException(problem)
        return answers[0]

    return run


def _attempt(work: Callable[[], _Answer]) -> tuple[list[_Answer], str]:
    """Return what `work` returns, or why it failed."""
    try:
        return [work()], ""
    except (EuroSatError, QgsProcessingException) as error:
        _let_go(error)
        return [], str(error) or tr("The algorithm failed and gave no reason.")
    except Exception as error:
        QgsMessageLog.logMessage(traceback.format_exc(), "EuroSAT", Qgis.MessageLevel.Critical)
        _let_go(error)
        sentence = tr("Unexpected error ({kind}: {reason}); the log messages of EuroSAT say more.")
        return [], sentence.format(kind=type(error).__name__, reason=" ".join(str(error).split()))


def _let_go(error: BaseException | None) -> None:
    """Empty the frames that `error` and its causes have passed: some keep their own exception, and so themselves."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _layers(context: QgsProcessingContext) -> tuple[QgsMapLayerStore, set[str]]:
    store = context.temporaryLayerStore()
    return store, set(store.mapLayers())


def _remove(store: QgsMapLayerStore, known: set[str]) -> None:
    """Remove the layers that are in `store` and were not `known`."""
    for name in set(store.mapLayers()) - known:
        store.removeMapLayer(name)
