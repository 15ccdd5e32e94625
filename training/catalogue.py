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

from eurosat_plugin.core.classes import CLASSES, URBAN_KEYS
from eurosat_plugin.core.network.model_card import METADATA_KEY, ModelCard
from training import mlm
from training.conditions import CONDITIONS, TTA
from training.settings import MODELS

INTRODUCTION = """\
# The models

Written by `python -m training.catalogue` from the cards inside the files (`make export` runs it); do not edit.
Every figure is recomputed from the files, the way the plugin runs them, by `make evaluate`.

The networks were trained on the train part of the split named below, from scratch or from the weights that the table
names. Whatever was chosen was chosen on its val part, temperature and thresholds among it. The test part was looked at
only when a network was exported: training/README.md tells how often. Beside each file lies a STAC item that describes
it (`.mlm.json`, Machine Learning Model extension).
"""

MILLISECONDS = "milliseconds_per_tile"
"""Entry of the card's config: what a tile took one thread of onnxruntime on the machine that made the file."""

DENSE = "dense_agreement"
"""Entry of the card's config: tiles of real scenes whose class is the same when the scene is seen at once."""

TITLES = {
    "": "published pictures",
    "l1c": "L1C without JPEG",
    "l2a": "L2A, mixed air",
    "l2a_clear": "L2A, clear air",
    "l2a_hazy": "L2A, hazy air",
    "tci_l1c": "L1C true colour",
    "tci_l2a": "L2A true colour",
    "tta": "published, mean of 8 views",
}

CONDITIONS_TEXT = """\
The same pictures, turned back into digital numbers and shown as the products that people have: without the traces of
JPEG, corrected for the atmosphere (`(rho − path) / transmittance`, training/conditions.py), as 8-bit true colour.
Simulated, not measured: real products differ in ways that this does not know."""

FIRST = (*URBAN_KEYS, "River", "SeaLake")


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
        ("ms a tile, onnxruntime, one thread of the machine that exported it", lambda m: format_time(m.card)),
        ("split", lambda m: measured(m.card)["split"]),
        ("pictures", lambda m: f"{measured(m.card)['n']:,}"),
        ("accuracy", lambda m: f"**{measured(m.card)['accuracy']:.2%}**"),
        ("95 % interval (Wilson)", lambda m: " to ".join(f"{end:.2%}" for end in measured(m.card)["interval"])),
        ("macro-F1", lambda m: f"{measured(m.card)['macro_f1']:.4f}"),
        ("calibration error (ECE, 15 bins)", lambda m: f"{measured(m.card)['ece']:.4f}"),
        ("temperature", lambda m: f"{m.card.temperature:.4f}"),
        ("`uncertain` below confidence", lambda m: f"{m.card.thresholds.confidence:.3f}"),
        ("`unfamiliar` above energy", lambda m: f"{m.card.thresholds.energy:.3f}"),
        ("means of 4, 16 (and 64) windows, 8 views: temperature", lambda m: format_averages(m.card, "temperature")),
        ("means: `uncertain` below confidence", lambda m: format_averages(m.card, "confidence")),
        ("means: `unfamiliar` above energy", lambda m: format_averages(m.card, "energy")),
        ("`bright` above share", lambda m: f"{m.card.thresholds.bright_share:.3f}"),
        ("epochs", lambda m: count_epochs(m.card)),
        ("seed", lambda m: str(m.card.seed)),
        ("commit of the export", lambda m: f"`{m.card.commit[:12]}{'+changes' if '+' in m.card.commit else ''}`"),
        ("licence of the file", lambda m: m.card.license),
        ("a scene at once, the same class", lambda m: format_dense(m.card, "same", "tiles")),
        ("the same, tiles not flagged", lambda m: format_dense(m.card, "same_not_flagged", "not_flagged")),
        ("begins with", lambda m: format_origin(m.card)),
        ("licence of the data", lambda m: f"{m.card.data.get('name', '')}: {m.card.data.get('license', '')}"),
    ]
    lines = [INTRODUCTION, *_table("file", [f"`{m.name}`" for m in models])]
    lines += [_row(title, [cell(m) for m in models]) for title, cell in rows]
    lines += ["", "## F1 of each class", "", *_table("class", [f"`{m.name}`" for m in models])]
    for land_cover in CLASSES:
        lines.append(_row(land_cover.name, [f"{measured(m.card)['f1'][land_cover.key]:.4f}" for m in models]))
    lines += _render_conditions(models)
    lines += ["", "## Fingerprints (sha256)", "", "```", *(f"{m.sha256}  {m.name}" for m in models), "```"]
    notices = sorted({f"{m.card.data['notice']} {m.card.data['citation']}." for m in models if m.card.data})
    return "\n".join([*lines, "", *notices]) + "\n"


def measured(card: ModelCard) -> Mapping[str, Any]:
    """Return the figures that count: those on the test part, or on val where the card has no others."""
    split = card.data["split"]
    figures: Mapping[str, Any] = card.metrics.get(f"{split}-test") or card.metrics[f"{split}-val"]
    return figures


def format_averages(card: ModelCard, name: str) -> str:
    """Return one number of each kind of mean; empty where the card has none."""
    return ", ".join(f"{getattr(average, name):.3f}" for average in card.averages)


def format_time(card: ModelCard) -> str:
    """Return what a tile took when the file was made; empty where the card does not say."""
    milliseconds = card.config.get(MILLISECONDS)
    return "" if milliseconds is None else f"{milliseconds:.2f}"


def format_dense(card: ModelCard, same: str, among: str) -> str:
    """Return the share of tiles that get the same class when a whole scene is seen at once."""
    counts = card.config.get(DENSE)
    return f"{counts[same] / counts[among]:.1%} of {counts[among]}" if counts and counts[among] else ""


def format_origin(card: ModelCard) -> str:
    """Return where the first weights came from."""
    pretrained, weights = card.data.get("pretrained"), card.data.get("pretrained_license")
    return f"{pretrained} ({weights})" if pretrained else "chance"


def count_epochs(card: ModelCard) -> str:
    """Return the epochs of each cycle of the run, such as ``28 + 20``."""
    return " + ".join(str(cycle["epochs"]) for cycle in card.config["cycles"])


def _render_conditions(models: list[ModelFile]) -> list[str]:
    """Return the accuracy under each condition, and the F1 of each class for the networks that have them."""
    names = ["", *CONDITIONS, TTA]
    rows = {name: [_condition(model.card, name) for model in models] for name in names}
    if not any(cell for name in names[1:] for cell in rows[name]):
        return []
    lines = ["", "## As other products show the test part", "", CONDITIONS_TEXT, ""]
    lines += _table("shown as", [f"`{m.name}`" for m in models])
    for name in names:
        lines.append(_row(TITLES[name], [f"{cell['accuracy']:.2%}" if cell else "" for cell in rows[name]]))
    for index, model in enumerate(models):
        shown = {name: cells[index] for name, cells in rows.items() if cells[index]}
        if len(shown) > 1:
            lines += ["", f"F1 of each class, `{model.name}`, towns and water first:", ""]
            lines += _table("class", [TITLES[name] for name in shown])
            for land_cover in sorted(CLASSES, key=lambda c: (c.key not in FIRST, c.id)):
                lines.append(_row(land_cover.name, [f"{cell['f1'][land_cover.key]:.3f}" for cell in shown.values()]))
    return lines


def _condition(card: ModelCard, name: str) -> Mapping[str, Any]:
    """Return the figures under a condition, empty when they were not taken."""
    suffix = f"+{name}" if name else ""
    figures: Mapping[str, Any] = card.metrics.get(f"{card.data['split']}-test{suffix}", {})
    return figures


def write(folder: Path) -> Path:
    """Write the page of all models in `folder`, and an item of STAC beside each; return the path of the page."""
    for path in folder.glob("*.onnx"):
        mlm.write(path)
    page = folder / "README.md"
    page.write_text(render(read_models(folder)), encoding="utf-8")
    return page


def read_models(folder: Path) -> list[ModelFile]:
    """Read all files of `folder` by name, a network before its variants."""
    return [read_model(path) for path in sorted(folder.glob("*.onnx"), key=lambda path: path.stem)]


def _table(title: str, names: list[str]) -> list[str]:
    return [_row(title, names), "|---" * (len(names) + 1) + "|"]


def _row(title: str, cells: list[str]) -> str:
    return "| " + " | ".join([title, *cells]) + " |"


if __name__ == "__main__":
    print(write(MODELS))
    sys.exit(0)
