# SPDX-License-Identifier: GPL-2.0-or-later
"""How a failure reaches QGIS: as a sentence, and with nothing else.

QGIS never lets go of an exception that Python raises: with it stay all frames that it passed and those of their
callers, and in them contexts with the layers loaded for a run, data providers with their open files, networks. Each
failure kept a handle on its image, and QGIS crashed at exit when it freed layers too late. So what is raised in the
end was never near any of them, it has no callers, and contexts do not keep layers that a call has loaded for itself.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator
from functools import partial, wraps
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


class fails_in_a_sentence:
    """Make ``processAlgorithm`` raise a QgsProcessingException alone; an algorithm that failed forgets its run.

    The frame of a function leads to those of all its callers for ever, that of a generator to none once it has ended.
    So a generator does the work, and what QGIS calls is written in C: ``max`` hands it the three arguments, and returns
    the first of them, which holds the answer then.
    """

    def __init__(self, work: _Call[dict[str, Any]]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __get__(self, algorithm: QgsProcessingAlgorithm, owner: type | None = None) -> Callable[..., dict[str, Any]]:
        """Return what QGIS calls."""
        steps = _run_in_steps(self._work, algorithm)
        next(steps)
        return partial(max, key=steps.send)


def _run_in_steps(work: _Call[dict[str, Any]], algorithm: QgsProcessingAlgorithm) -> Generator[int, Any, None]:
    """Take parameters, context and feedback, and put the answer into the parameters, which are the first and greatest.

    :raises QgsProcessingException: when `work` fails.
    """
    parameters = yield 0
    context = yield 1
    feedback = yield 0
    store, known = _layers(context)
    answers, problem = _attempt(lambda: work(algorithm, parameters, context, feedback))
    if problem:
        _remove(store, known)
        vars(algorithm).clear()
        del algorithm, parameters, context, feedback, store
        raise QgsProcessingException(problem)
    parameters.clear()
    parameters.update(answers[0])
    yield 0


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
