# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.summary.flags import FLAGS
from eurosat_plugin.core.summary.grid_figures import NO_FIGURES, GridFigures
from eurosat_plugin.core.summary.report import Report
from eurosat_plugin.core.summary.report_chart import histogram
from eurosat_plugin.core.summary.report_page import name_beside
from eurosat_plugin.core.summary.tile_map import TileMap
from tests.figures import Tile, figures_of

HOMEPAGE = "https://example.org/plugin"
COLORS = [c.color for c in CLASSES]
PROVENANCE = {
    "source": "/data/S2A_<scene>.tif",
    "radiometry": "l2a",
    "offset": "-1000.0",
    "tta": "False",
    "bands": "3, 2, 1",
    "model": "fast",
    "model_version": "2.0",
    "model_sha256": "ab" * 32,
    "findings": "L2A, baseline 05.11.\nSubtracting 1000 (from MTD_MSIL2A.xml).",
    "warnings": "No pixel is darker than 1500 & that is odd.",
}
VOID = {"meta", "rect", "path", "br", "img"}


class Page(HTMLParser):
    """Reads a page; keeps its text, the tags in use and their attributes, and fails where tags do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.attributes: list[tuple[str, str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs] or [(tag, "", "")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.text += data


def figures(*tiles: tuple[str, float, str]) -> GridFigures:
    """Return the figures of tiles of 40 ha, given as class, confidence and flag."""
    return figures_of(*(Tile(*tile) for tile in tiles))


def page_of(shown: GridFigures, provenance: dict[str, str] | None = None, title: str = "Land cover") -> Page:
    return Page(Report(title, shown, PROVENANCE if provenance is None else provenance, "Made today", HOMEPAGE).html())


def test_the_page_needs_nothing_but_itself() -> None:
    page = page_of(figures(("Forest", 0.9, "")))

    assert "script" not in {tag for tag, _, _ in page.attributes}
    links = {value for _, name, value in page.attributes if name in ("href", "src", "srcset", "data", "action")}
    assert links == {HOMEPAGE}
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def test_the_style_loads_nothing() -> None:
    html = Report("", figures(("Forest", 0.9, "")), {}, "", HOMEPAGE).html()

    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize("entry", ["source", "findings", "warnings", "model", "bands"])
def test_whatever_a_name_holds_stays_text(entry: str) -> None:
    page = page_of(figures(("Forest", 0.9, "")), {**PROVENANCE, entry: '<b onclick="x">&amp;'})

    assert '<b onclick="x">&amp;' in page.text


def test_the_title_is_text_too() -> None:
    page = page_of(NO_FIGURES, title="<script>alert(1)</script>")

    assert "<script>alert(1)</script>" in page.text


def test_the_page_tells_how_the_image_was_read_and_what_to_check() -> None:
    text = page_of(figures(("Forest", 0.9, ""))).text

    for sentence in (*PROVENANCE["findings"].split("\n"), PROVENANCE["warnings"], PROVENANCE["source"]):
        assert sentence in text
    assert "To be checked" in text


def test_without_warnings_nothing_is_to_be_checked() -> None:
    assert "To be checked" not in page_of(figures(("Forest", 0.9, "")), {**PROVENANCE, "warnings": ""}).text


def test_settings_are_written_as_people_write_them() -> None:
    text = page_of(figures(("Forest", 0.9, ""))).text

    assert "Offset added to the numbers-1000" in text
    assert "Average of eight rotated and mirrored viewsno" in text
    assert "Version of the model2.0" in text


def test_a_layer_that_does_not_say_how_it_was_made_has_a_report_that_says_so() -> None:
    text = page_of(figures(("Forest", 0.9, "")), {}).text

    assert "The layer does not record what it was made from." in text
    assert text.count("The layer does not record this.") == 2


def test_the_figures_are_those_of_the_tiles() -> None:
    text = page_of(figures(("Forest", 0.9, ""), ("Forest", 0.7, ""), ("Highway", 0.5, "uncertain"))).text

    assert "Forestlargest class, 66.7\u00a0% of the area" in text
    assert f"{(0.9 + 0.7 + 0.5) / 3:.1%}".replace("%", "\u00a0%mean confidence") in text
    assert "120.0\u00a0hain 3 tiles; every tile has a class" in text


def test_all_flags_are_explained_and_counted() -> None:
    text = page_of(figures(("Forest", 0.9, ""), ("Forest", 0.7, "uncertain"), ("Forest", 0.7, "strange"))).text

    for flag, meaning in FLAGS.items():
        assert flag in text
        assert meaning in text
    assert "uncertain1has a confidence" in text
    assert "strange1" in text
    assert "none1gives no reason" in text


def test_an_estimate_is_called_one() -> None:
    exact = figures_of(Tile("Forest", 1.0, probabilities=[float(c.key == "Forest") for c in CLASSES]))

    assert "are estimates" in page_of(figures(("Forest", 0.9, ""))).text
    assert "are estimates" not in page_of(exact).text


def test_a_grid_without_classes_has_a_page_too() -> None:
    text = page_of(figures(("", 0.0, "nodata"))).text

    assert "No tile has a class." in text
    assert "1 tile without a class" in text


def test_imagery_is_credited_unless_a_map_was_classified() -> None:
    credit = "Contains modified Copernicus Sentinel data"

    assert credit in page_of(figures(("Forest", 0.9, ""))).text
    assert credit not in page_of(figures(("Forest", 0.9, "")), {"radiometry": "display"}).text


def test_it_prints_whole_rows_and_filled_bars() -> None:
    html = Report("", NO_FIGURES, {}, "", HOMEPAGE).html()

    printed = html[html.index("@media print") :]
    assert "break-inside: avoid" in printed
    assert "print-color-adjust: exact" in printed


def bars(svg: str) -> list[tuple[str, float]]:
    """Return colour and width of the outlined bars."""
    return [(fill, float(width)) for width, fill in re.findall(r'width="([\d.]+)" fill="(#\w+)" fill-opacity', svg)]


def test_bars_are_as_long_as_their_classes_are_large_the_largest_first() -> None:
    shown = figures(("River", 1.0, ""), ("Forest", 1.0, ""), ("Forest", 1.0, ""))

    (first, longest), (second, shortest) = bars(histogram(shown, COLORS))

    assert (first, second) == (COLORS[1], COLORS[8])
    assert longest == pytest.approx(2 * shortest, abs=0.2)


def test_a_long_name_beside_a_bar_is_shortened_and_whole_when_pointed_at() -> None:
    long = "evergreen <forest> of the lowlands"

    assert name_beside("x" * 25) == "x" * 25
    # Of 34 letters 24 are shown.
    whole, shown = name_beside(long).split("</title>")
    assert whole == "<title>evergreen &lt;forest&gt; of the lowlands"
    assert shown == "evergreen &lt;forest&gt; of th\u2026"
    assert all("title" not in name_beside(c.name) for c in CLASSES)


def test_the_uncertain_part_of_a_bar_is_pale() -> None:
    shown = figures(("Forest", 1.0, ""), ("Forest", 0.2, "uncertain"))

    svg = histogram(shown, COLORS)

    ((_, whole),) = bars(svg)
    solid = re.search(rf'width="([\d.]+)" fill="{COLORS[1]}"/>', svg)
    assert solid is not None
    assert float(solid[1]) == pytest.approx(whole / 2, abs=0.1)


def test_the_picture_speaks_to_those_who_do_not_see_it() -> None:
    shown = figures(("Forest", 1.0, ""), ("River", 1.0, ""))

    assert 'aria-label="Histogram of the classes: Forest 50.0\u00a0%; River 50.0\u00a0%"' in histogram(shown, COLORS)


def test_the_report_has_a_map_in_the_colours_of_the_layer() -> None:
    colors = PALETTES["colourblind"]
    tiles = TileMap()
    tiles.add(0, 0, "Forest", "uncertain")

    page = Page(Report("", figures(("Forest", 0.9, "")), {}, "", HOMEPAGE, colors, tiles).html())

    assert [value for tag, name, value in page.attributes if (tag, name) == ("img", "class")] == ["map"]
    assert "Dark frames mean that there is a reason to doubt a tile" in page.text
    assert {value for tag, name, value in page.attributes if name == "fill" and value.startswith("#")} == {colors[1]}
