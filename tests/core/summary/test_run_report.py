# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import re
from dataclasses import replace

import pytest

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.summary.day_areas import DayAreas
from eurosat_plugin.core.summary.run_report import MOST_ROWS, ImageRow, RunReport
from eurosat_plugin.core.summary.time_chart import HEIGHT, WIDTH, time_chart
from tests.core.summary.test_report import Page

COLORS = [c.color for c in CLASSES]
DAYS = [
    DayAreas("", 1, {"Forest": 5.0}),
    DayAreas("2024-05-01", 2, {"Forest": 300.0, "River": 100.0}, 50.0),
    DayAreas("2024-05-06", 1, {"Forest": 200.0}),
    DayAreas("2024-05-16", 1, {"Pasture": 400.0}),
]
REPORT = RunReport(
    DAYS,
    [ImageRow("S2A <1>", "2024-05-01", "Forest", 400.0)],
    [("broken & gone", "It cannot be read.")],
    3,
    {"STRIDE": "32"},
    "Made today",
    "https://example.org",
)


def columns(svg: str) -> list[list[tuple[float, float, float, float, str]]]:
    """Return x, y, width, height and colour of the parts of each column."""
    found = r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="(#\w+)"'
    return [
        [(float(x), float(y), float(w), float(h), color) for x, y, w, h, color in re.findall(found, group)]
        for group in re.findall(r"<g>(.*?)</g>", svg, re.DOTALL)
    ]


def test_a_column_stacks_the_classes_by_their_hectares() -> None:
    first, second, third = columns(time_chart(DAYS[1:]))

    (forest, river), [pasture] = first, third
    assert forest[3] == pytest.approx(3 * river[3], abs=0.05)
    assert river[1] + river[3] == pytest.approx(forest[1], abs=0.05)
    assert pasture[3] == pytest.approx(forest[3] + river[3], abs=0.05)
    assert second[0][3] == pytest.approx(pasture[3] / 2, abs=0.05)
    assert [part[4] for part in first] == [COLORS[1], COLORS[8]]


def test_columns_stand_where_their_days_are_in_time() -> None:
    first, second, third = (column[0] for column in columns(time_chart(DAYS[1:])))

    # Five days, then ten.
    assert third[0] - second[0] == pytest.approx(2 * (second[0] - first[0]), abs=0.2)
    assert first[0] + first[2] <= second[0]
    assert third[0] + third[2] <= WIDTH


def test_the_axis_tells_hectares_where_a_column_of_as_many_ends() -> None:
    chart = time_chart(DAYS[1:])

    axis = {text: float(y) for y, text in re.findall(r'y="([\d.]+)" dy="0.35em" text-anchor="end">([^<]+)<', chart)}
    [[second]] = columns(chart)[1:2]
    heights = {float(text.split()[0]): y for text, y in axis.items()}
    assert list(heights) == [0.0, 100.0, 200.0, 300.0, 400.0]
    assert heights[200.0] == pytest.approx(second[1], abs=0.1)
    assert heights[0.0] == pytest.approx(second[1] + second[3], abs=0.1)


def test_a_day_stands_in_the_middle_below_its_column() -> None:
    chart = time_chart(DAYS[1:])

    days = re.findall(r'<text x="([\d.]+)" y="(\d+)" text-anchor="middle">([^<]+)<', chart)
    first, *_ = (column[0] for column in columns(chart))
    assert [day for *_, day in days] == [found.day for found in DAYS[1:]]
    assert float(days[0][0]) == pytest.approx(first[0] + first[2] / 2, abs=0.1)
    assert {first[1] + first[3] < int(y) < HEIGHT for _, y, _ in days} == {True}


def test_a_single_day_is_a_column_too() -> None:
    [[part]] = columns(time_chart(DAYS[2:3]))

    assert part[3] > 0


def test_many_days_keep_their_labels_apart() -> None:
    days = [
        DayAreas(f"2024-{month:02d}-{day:02d}", 1, {"Forest": 1.0}) for month in range(1, 13) for day in (1, 11, 21)
    ]

    places = [float(x) for x in re.findall(r'<text x="([\d.]+)" y="\d+" text-anchor="middle">20', time_chart(days))]

    assert len(places) > 3
    assert min(after - before for before, after in zip(places, places[1:])) >= 70


def test_the_page_tells_days_images_and_what_is_missing() -> None:
    page = Page(REPORT.html())

    for text in ("From 2024-05-01 to 2024-05-16", "S2A <1>", "broken & gone", "It cannot be read.", "not told"):
        assert text in page.text
    assert "Images that are not done yet: 3." in page.text
    assert "50.0\u00a0ha" in page.text


def test_a_run_that_tells_no_day_has_a_table_and_no_chart() -> None:
    html = replace(REPORT, days=DAYS[:1]).html()

    assert "The images do not tell their days." in html
    assert "<svg" not in html
    assert "Hectares by day" in html


def test_a_run_of_refusals_alone_is_told_as_well() -> None:
    page = Page(replace(REPORT, days=[], images=[]).html())

    assert "No tile has a class." in page.text


def test_of_very_many_images_some_are_listed_and_the_rest_is_counted() -> None:
    rows = [ImageRow(f"image {number}", "", "Forest", 1.0) for number in range(MOST_ROWS + 7)]

    page = Page(replace(REPORT, images=rows).html())

    assert "image 499" in page.text
    assert "image 500" not in page.text
    assert "Images that are not listed: 7." in page.text
