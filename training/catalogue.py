# SPDX-License-Identifier: GPL-2.0-or-later
"""The page that lists the models, ``models/README.md``, written from their cards and nothing else."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnx

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.model_card import METADATA_KEY, ModelCard
from training.settings import MODELS

INTRODUCTION = """\
# The models

Written by `python -m training.catalogue` from the cards inside the files (`make export` runs it); do not edit.
Every figure is recomputed from the files, the way the plugin runs them, by `make evaluate`.

The networks were trained from scratch on the train part of the split named below. Whatever was chosen was chosen on
its val part, temperature and thresholds among it. The test part was looked at only when a network was exported: once
for `seed`, twice for `fast` (training/README.md tells why).
"""


@dataclass(frozen=True)
class ModelFile:
    """One file of the catalogue with its card."""

    name: str
    size: int
    sha256: str
    card: ModelCard


def read_model(path: Path) -> ModelFile:
    """Read the file `path` and its card; :raises ModelError: when the card is missing or wrong."""
    content = path.read_bytes()
    properties = {entry.key: entry.value for entry in onnx.load_model_from_string(content).metadata_props}
    card = ModelCard.from_json(properties.get(METADATA_KEY, ""))
    return ModelFile(path.name, len(content), hashlib.sha256(content).hexdigest(), card)


def render(models: list[ModelFile]) -> str:
    """Return the page of `models` as Markdown, a column per model."""
    rows: list[tuple[str, Callable[[ModelFile], str]]] = [
        ("role", lambda m: str(m.card.config.get("role", ""))),
        ("version", lambda m: m.card.version),
        ("size", lambda m: f"{m.size / 1e6:.2f} MB"),
        ("parameters", lambda m: f"{m.card.parameters:,}"),
        ("multiply-adds a tile", lambda m: f"{m.card.macs / 1e6:.1f} M"),
        ("split", lambda m: measured(m.card)["split"]),
        ("pictures", lambda m: f"{measured(m.card)['n']:,}"),
        ("accuracy", lambda m: f"**{measured(m.card)['accuracy']:.2%}**"),
        ("95 % interval (Wilson)", lambda m: " to ".join(f"{end:.2%}" for end in measured(m.card)["interval"])),
        ("macro-F1", lambda m: f"{measured(m.card)['macro_f1']:.4f}"),
        ("calibration error (ECE, 15 bins)", lambda m: f"{measured(m.card)['ece']:.4f}"),
        ("temperature", lambda m: f"{m.card.temperature:.4f}"),
        ("`uncertain` below confidence", lambda m: f"{m.card.thresholds.confidence:.3f}"),
        ("`unfamiliar` above energy", lambda m: f"{m.card.thresholds.energy:.3f}"),
        ("`bright` above share", lambda m: f"{m.card.thresholds.bright_share:.2f}"),
        ("epochs", lambda m: count_epochs(m.card)),
        ("seed", lambda m: str(m.card.seed)),
        ("commit of the export", lambda m: f"`{m.card.commit[:12]}{'+changes' if '+' in m.card.commit else ''}`"),
        ("licence of the file", lambda m: m.card.license),
        ("licence of the data", lambda m: f"{m.card.data.get('name', '')}: {m.card.data.get('license', '')}"),
    ]
    lines = [INTRODUCTION, *_table("file", [f"`{m.name}`" for m in models])]
    lines += [_row(title, [cell(m) for m in models]) for title, cell in rows]
    lines += ["", "## F1 of each class", "", *_table("class", [f"`{m.name}`" for m in models])]
    for land_cover in CLASSES:
        lines.append(_row(land_cover.name, [f"{measured(m.card)['f1'][land_cover.key]:.4f}" for m in models]))
    lines += ["", "## Fingerprints (sha256)", "", "```", *(f"{m.sha256}  {m.name}" for m in models), "```"]
    notices = sorted({f"{m.card.data['notice']} {m.card.data['citation']}." for m in models if m.card.data})
    return "\n".join([*lines, "", *notices]) + "\n"


def measured(card: ModelCard) -> Mapping[str, Any]:
    """Return the figures that count: those on the test part, or on val where the card has no others."""
    split = card.data["split"]
    figures: Mapping[str, Any] = card.metrics.get(f"{split}-test") or card.metrics[f"{split}-val"]
    return figures


def count_epochs(card: ModelCard) -> str:
    """Return the epochs of each cycle of the run, such as ``28 + 20``."""
    return " + ".join(str(cycle["epochs"]) for cycle in card.config["cycles"])


def write(folder: Path) -> Path:
    """Write the page of all models in `folder` and return its path."""
    page = folder / "README.md"
    page.write_text(render([read_model(path) for path in sorted(folder.glob("*.onnx"))]), encoding="utf-8")
    return page


def _table(title: str, names: list[str]) -> list[str]:
    return [_row(title, names), "|---" * (len(names) + 1) + "|"]


def _row(title: str, cells: list[str]) -> str:
    return "| " + " | ".join([title, *cells]) + " |"


if __name__ == "__main__":
    print(write(MODELS))
    sys.exit(0)
