# SPDX-License-Identifier: GPL-2.0-or-later
"""What a layer says of the classes of its tiles."""

from __future__ import annotations

from qgis.core import QgsVectorLayer

from eurosat_plugin.adapters.grid.provenance import describe_classes, scheme_of
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme

SCHEME = ClassScheme.of(["water", "snow"])


def test_a_layer_that_was_told_twice_says_its_classes_by_its_metadata_alone(qgis_new_project: None) -> None:
    layer = QgsVectorLayer("Polygon?field=label_1:string", "sample", "memory")
    for _ in range(2):
        describe_classes(layer, SCHEME)
    layer.removeCustomProperty("eurosat/classes")

    assert scheme_of(layer) == SCHEME


def test_of_eurosats_classes_nothing_is_said(qgis_new_project: None) -> None:
    layer = QgsVectorLayer("Polygon?field=label_1:string", "sample", "memory")
    describe_classes(layer, EUROSAT)

    assert layer.customPropertyKeys() == []
    assert layer.metadata().history() == []
