# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether the network `fast` is run from its int8 file: where a trial on this processor has found that it gains.

The trial takes a fifth of a second, once for a processor, onnxruntime and files; its outcome is remembered in the
profile. Whatever goes wrong means the float file.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from eurosat_plugin.adapters.runtime.processor import processor_mark
from eurosat_plugin.adapters.runtime.profile_record import keep_record, read_record
from eurosat_plugin.core.choices import FAST, INT8
from eurosat_plugin.core.network.int8_trial import try_int8
from eurosat_plugin.core.network.onnxruntime_session import onnxruntime_version
from eurosat_plugin.core.network.threads import thread_count
from eurosat_plugin.paths import model_path

RECORD = "int8_tried.json"
SWITCH = "EUROSAT_INT8"
"""Environment variable that can be ``never``: then there is no trial, and the float file is taken everywhere."""

_MOST_KEPT = 20
"""Outcomes that are remembered: a profile on a server may see many computers."""

_known: dict[str, float] = {}
"""Outcomes of this process, where the profile cannot be written to."""


def int8_gain() -> float:
    """Return how many times as fast as the float file the int8 file is here, 0 when the float file is to be taken.

    It imports onnxruntime, and never raises.
    """
    if os.environ.get(SWITCH) == "never":
        return 0.0
    try:
        return _gain(_mark())
    except Exception:  # a trial must never be why a classification fails: a broken onnxruntime raises anything
        return 0.0


def _gain(mark: str) -> float:
    if mark in _known:
        return _known[mark]
    known = read_record(RECORD)
    told = known.get(mark)
    if isinstance(told, (int, float)):
        _known[mark] = float(told)
        return _known[mark]
    # Should QGIS crash now, or the trial fail, this tells not to try again.
    _keep(known, mark, 0.0)
    _keep(known, mark, round(try_int8(model_path(FAST), model_path(INT8)).gain, 2))
    return _known[mark]


def _mark() -> str:
    """Return what the outcome depends on; :raises BackendError: when onnxruntime cannot be imported."""
    files = _digest(*((path, path.stat().st_size, path.stat().st_mtime_ns) for path in map(model_path, (FAST, INT8))))
    return f"{processor_mark()}, {onnxruntime_version()}, {thread_count()}, {files}"


@lru_cache(maxsize=1)
def _digest(*files: tuple[Path, int, int]) -> str:
    """Return what tells files from others; each comes with its size and time, for a run asks many times.

    :raises OSError: when one cannot be read.
    """
    digest = hashlib.sha256()
    for path, _, _ in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _keep(known: dict[str, object], mark: str, gain: float) -> None:
    _known[mark] = gain
    known.pop(mark, None)
    known[mark] = gain
    keep_record(RECORD, dict(list(known.items())[-_MOST_KEPT:]))
