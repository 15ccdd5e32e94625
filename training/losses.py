# SPDX-License-Identifier: GPL-2.0-or-later
"""What a network is trained for and judged by, given what is known of each picture: see RandomViews."""

from __future__ import annotations

from typing import Any

from keras import ops


def partial_cross_entropy(known: Any, logits: Any) -> Any:
    """Return the loss of `logits` ``(n, 10)`` for what is `known` of each picture, ``(n, 20)``.

    The cross-entropy of its target, or, where only some classes are possible, of being one of them.
    """
    target, possible = known[:, :10], known[:, 10:]
    log_sum = ops.logsumexp(logits, axis=1, keepdims=True)
    within = ops.logsumexp(ops.where(possible > 0, logits, -1e9), axis=1)
    return ops.sum(target * (log_sum - logits), axis=1) + log_sum[:, 0] - within


def is_right(known: Any, logits: Any) -> Any:
    """Tell for each picture whether the highest of `logits` is that of its target."""
    return ops.cast(ops.argmax(known[:, :10], axis=1) == ops.argmax(logits, axis=1), "float32")
