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
from functools import cache, partial, wraps
from typing import Any, TypeVar

from qgis.core import (
    Qgis,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)

from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.core.errors import EuroSatError, kind_of
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import LOG_TAG
from eurosat_plugin.processing.run_feedback import ends_quietly, listener

_Answer = TypeVar("_Answer")
_Parameters = dict[str, Any]
_Call = Callable[[Any, _Parameters, QgsProcessingContext, QgsProcessingFeedback], _Answer]
_Check = Callable[[Any, _Parameters, QgsProcessingContext], None]
_Outputs = dict[str, Any]
_Run = Callable[..., tuple[list[_Outputs], str]]
"""Takes parameters, context and feedback; returns the outputs, or why there are none."""


def refuses_in_a_sentence(check: _Check) -> Callable[[Any, _Parameters, QgsProcessingContext], tuple[bool, str]]:
    """Make a method that raises what it finds wrong answer as ``checkParameterValues`` has to."""

    @wraps(check)
    def run(algorithm: QgsProcessingAlgorithm, parameters: _Parameters, context: QgsProcessingContext) -> Any:
        known = _layers(context)
        _, problem = _attempt(lambda: check(algorithm, parameters, context), context.feedback())
        _remove(context, known)
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
        known, work = _layers(context), partial(prepare, algorithm, parameters, context)
        _, problem = _attempt(lambda: _unless_cancelled(feedback, work), feedback)
        _remove(context, known)
        if problem:
            vars(algorithm).clear()
            level = Qgis.MessageLevel.Info if feedback.isCanceled() else Qgis.MessageLevel.Critical
            QgsMessageLog.logMessage(problem, "Processing", level)
            feedback.reportError(problem)
        return not problem

    return run


class fails_in_a_sentence:
    """Make ``processAlgorithm`` raise a QgsProcessingException alone; an algorithm that failed forgets its run."""

    def __init__(self, work: _Call[_Outputs]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __get__(self, algorithm: QgsProcessingAlgorithm, owner: type | None = None) -> Callable[..., _Outputs]:
        """Return what QGIS calls."""
        run = partial(_run, self._work, algorithm)
        return _through_c(run) if _c_throws_alone() else partial(_through_python, run)


def _run(
    work: _Call[_Outputs],
    algorithm: QgsProcessingAlgorithm,
    parameters: _Parameters,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> tuple[list[_Outputs], str]:
    """Return the outputs, or why there are none."""
    known = _layers(context)
    outputs, problem = _attempt(lambda: work(algorithm, parameters, context, feedback), feedback)
    if problem:
        _remove(context, known)
        vars(algorithm).clear()
        if ends_quietly(feedback):
            return [{}], ""
    return outputs, problem


def _through_python(
    run: _Run, parameters: _Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
) -> _Outputs:
    """Return the outputs or raise as any code does: this frame is kept with those of its callers, but is empty."""
    outputs, problem = run(parameters, context, feedback)
    if not problem:
        return outputs[0]
    del run, parameters, context, feedback
    raise QgsProcessingException(problem)


def _through_c(run: _Run) -> Callable[..., _Outputs]:
    """Return what gives the outputs of `run` or raises, and is C.

    An exception that Python code raises holds the frame of that code, and this those of all its callers. One that C
    raises holds nothing. So what QGIS calls is C: ``max`` hands the three arguments to a generator, which does the
    work, and compares what the generator says of them. After a success the first argument is the greatest: it is
    returned, and holds the outputs by then. After a failure the comparison itself throws the exception.
    """
    steps = _run_in_steps(run)
    next(steps)
    return partial(max, key=steps.send)


@cache
def _c_throws_alone() -> bool:
    """Tell whether this Python does what the way through C relies on, for no Python promises it."""
    try:
        outputs = _through_c(lambda *_: ([{"OUTPUT": 1}], ""))({"INPUT": 0}, None, None)
        if outputs == {"OUTPUT": 1}:
            _through_c(lambda *_: ([], "No."))({"INPUT": 0}, None, None)
    except QgsProcessingException as thrown:
        here = thrown.__traceback__
        return str(thrown) == "No." and here is not None and here.tb_next is None
    except Exception:
        return False  # whatever it is, the way through Python remains
    return False


class _Less:
    """What is said of an argument that is not the greatest."""

    def __gt__(self, other: object) -> bool:
        return False


def _nothing() -> Generator[None, None, None]:
    yield from ()


_ended = _nothing()
next(_ended, None)


class _Thrower:
    """Throws what it is compared with: a generator that has ended does that without a frame."""

    __gt__ = _ended.throw


def _run_in_steps(run: _Run) -> Generator[Any, Any, None]:
    """Take parameters, context and feedback, and say of each how great it is; the outputs go into the parameters."""
    refusal = QgsProcessingException("")  # no class of our own: QGIS would put its name before the sentence
    parameters = yield None
    context = yield refusal
    feedback = yield _Less()
    outputs, problem = run(parameters, context, feedback)
    if problem:
        del run, parameters, context, feedback
        refusal.args = (problem,)
        yield _Thrower()
    parameters.clear()
    parameters.update(outputs[0])
    yield _Less()


def _unless_cancelled(feedback: QgsProcessingFeedback, work: Callable[[QgsProcessingFeedback], _Answer]) -> _Answer:
    stop_if_cancelled(feedback)
    return work(feedback)


def _attempt(work: Callable[[], _Answer], feedback: QgsProcessingFeedback | None) -> tuple[list[_Answer], str]:
    """Return what `work` returns, or why it failed; `feedback` is told whether another try may succeed."""
    try:
        return [work()], ""
    except (EuroSatError, QgsProcessingException) as error:
        listener(feedback).take_failure(kind_of(error))
        _let_go(error)
        return [], str(error) or tr("The algorithm failed and gave no reason.")
    except MemoryError as error:
        listener(feedback).take_failure(kind_of(error))
        _let_go(error)
        sentence = tr("There is too little memory ({reason}); close other programs, or classify a smaller extent.")
        return [], sentence.format(reason=" ".join(str(error).split()) or type(error).__name__)
    except Exception as error:
        listener(feedback).take_failure(kind_of(error))
        QgsMessageLog.logMessage(traceback.format_exc(), LOG_TAG, Qgis.MessageLevel.Critical)
        _let_go(error)
        sentence = tr("Unexpected error ({kind}: {reason}); the tab EuroSAT Land Cover of the log messages says more.")
        return [], sentence.format(kind=type(error).__name__, reason=" ".join(str(error).split()))


def _let_go(error: BaseException | None) -> None:
    """Empty the frames that `error` and its causes have passed: some keep their own exception, and so themselves."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _layers(context: QgsProcessingContext) -> set[str]:
    return set(context.temporaryLayerStore().mapLayers())


def _remove(context: QgsProcessingContext, known: set[str]) -> None:
    """Remove the layers that are in the store of `context` and were not `known`.

    The store is asked for anew: a Python object that stood for it while other code ran was seen to stand for nothing
    afterwards, in a thread of QGIS 3.44 under Python 3.14, though context and store were there as before.
    """
    store = context.temporaryLayerStore()
    for name in set(store.mapLayers()) - known:
        store.removeMapLayer(name)
