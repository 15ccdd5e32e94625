# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.network.classifier import open_classifier
from training import teachers
from training.dataset import DataError, Samples
from training.settings import SETTINGS, Cycle
from training.teachers import Teachers, find_file
from training.views import RandomViews

STUDENT = replace(SETTINGS["fast"], batch_size=8, teachers=("fast",), label_smoothing=0.0)
TAUGHT = Cycle(1, 0.05, surface_share=1.0, haze_share=0.0, teacher_share=1.0, shift=0, symmetries=False)


@pytest.fixture
def teacher_file(exported: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the untrained network stand where finished ones do."""
    monkeypatch.setattr(teachers, "MODELS", exported.parent)
    monkeypatch.setattr(teachers, "PREVIEW", tmp_path / "nothing")
    return exported


def test_the_answer_is_that_of_the_file_before_its_calibration(
    teacher_file: Path, make_samples: Callable[[int, int], Samples]
) -> None:
    images = make_samples(6, 3).images
    classifier = open_classifier(teacher_file, "numpy")

    answer = Teachers(("fast",), "aitlas").answer(images)

    # log p of the file = (logits − constant) / temperature; softmax forgets the constant.
    logits = np.log(classifier.classify(images).probabilities) * classifier.card.temperature
    expected = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(answer, expected, atol=1e-4)


def test_the_answer_to_all_views_does_not_depend_on_how_a_tile_is_turned(
    teacher_file: Path, make_samples: Callable[[int, int], Samples]
) -> None:
    images, teacher = make_samples(3, 5).images, Teachers(("fast",), "aitlas")

    answer = teacher.answer_all_views(images)

    turned = np.ascontiguousarray(np.rot90(images, axes=(1, 2))[:, :, ::-1])
    np.testing.assert_allclose(teacher.answer_all_views(turned), answer, atol=1e-5)
    assert (abs(teacher.answer(turned) - teacher.answer(images)) > 1e-4).any()


def test_the_teacher_sees_the_published_picture_and_the_student_another_product(
    teacher_file: Path, make_samples: Callable[[int, int], Samples]
) -> None:
    samples = make_samples(8, 4)
    views = RandomViews(samples, STUDENT, TAUGHT)

    images, targets = views[0]

    order = np.random.default_rng((STUDENT.seed, 0)).permutation(8)
    assert (images != samples.images[order]).any()
    np.testing.assert_allclose(targets[:, :10], Teachers(("fast",), "aitlas").answer(samples.images[order]), atol=1e-6)


def test_a_share_of_the_target_stays_with_the_label(
    teacher_file: Path, make_samples: Callable[[int, int], Samples]
) -> None:
    samples = make_samples(8, 4)
    taught, half, alone = (
        RandomViews(samples, STUDENT, replace(TAUGHT, teacher_share=share))[0][1][:, :10] for share in (1.0, 0.5, 0.0)
    )

    np.testing.assert_allclose(half, (taught + alone) / 2, atol=1e-6)
    assert alone.max(axis=1).tolist() == [1.0] * 8


def test_a_missing_teacher_is_named_with_the_way_to_it() -> None:
    with pytest.raises(DataError, match="make train MODEL=nobody"):
        find_file("nobody")


def test_a_teacher_that_may_have_seen_the_students_test_is_refused(teacher_file: Path) -> None:
    with pytest.raises(DataError, match="not trained on the spatial split"):
        Teachers(("fast",), "spatial")
