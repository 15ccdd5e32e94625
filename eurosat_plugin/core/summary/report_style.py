# SPDX-License-Identifier: GPL-2.0-or-later
"""The style sheet of a report. Plain CSS 2 and little more: QGIS's own viewer is a browser of 2016."""

from __future__ import annotations

STYLE = """
html { background: #eef0ee; }
body { margin: 0; color: #1c1f1d; font: 15px/1.5 "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 800px; margin: 24px auto; padding: 32px 40px 24px; background: #fff; border: 1px solid #d5d9d5; }
h1 { margin: 0; font-size: 27px; line-height: 1.2; font-weight: 600; overflow-wrap: anywhere; word-wrap: break-word; }
h2 { margin: 30px 0 8px; font-size: 18px; font-weight: 600; border-bottom: 1px solid #d5d9d5; padding-bottom: 3px; }
p { margin: 8px 0; }
ul { margin: 8px 0; padding-left: 22px; }
li { margin: 2px 0; }
code { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 13px; overflow-wrap: anywhere;
  word-wrap: break-word; }
a { color: #1f5f8b; }
.lead, .note, footer { color: #555c57; }
.note, footer { font-size: 13px; }
.warnings { margin: 18px 0; padding: 8px 16px; background: #fff6e0; border: 1px solid #d9a400;
  border-left-width: 5px; }
.warnings h2 { margin: 2px 0; border: 0; }
.figures { margin: 20px -6px 4px; font-size: 0; }
.figure { display: inline-block; vertical-align: top; width: 25%; box-sizing: border-box; padding: 0 6px;
  font-size: 13px; color: #555c57; }
.figure b { display: block; font-size: 20px; line-height: 1.25; font-weight: 600; color: #1c1f1d; }
figure { margin: 16px 0 8px; }
figcaption { font-size: 13px; color: #555c57; }
.chart { display: block; max-width: 100%; height: auto; font-size: 14px; }
.map { display: block; max-width: 100%; height: auto; border: 1px solid #8a918c; image-rendering: pixelated; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { padding: 4px 8px; text-align: left; vertical-align: top; border-bottom: 1px solid #e3e6e3; }
th { font-weight: 600; }
thead th { vertical-align: bottom; border-bottom: 2px solid #8a918c; }
tfoot th, tfoot td { border-bottom: 0; border-top: 2px solid #8a918c; font-weight: 600; }
td.name { white-space: nowrap; }
td.n, th.n { text-align: right; white-space: nowrap; }
thead th.n { white-space: normal; }
tr.none { color: #8a918c; }
.settings th { width: 34%; font-weight: 400; color: #555c57; }
.settings td { overflow-wrap: anywhere; word-wrap: break-word; word-break: break-word; }
.swatch { display: inline-block; width: 12px; height: 12px; margin-right: 8px; border: 1px solid #4a4a4a; }
footer { margin-top: 30px; border-top: 1px solid #d5d9d5; padding-top: 8px; }
@media (max-width: 640px) { main { padding: 16px; margin: 0; } .figure { width: 50%; margin-bottom: 10px; } }
@page { margin: 16mm; }
@media print {
  html { background: #fff; }
  body { font-size: 10.5pt; }
  main { max-width: none; margin: 0; padding: 0; border: 0; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h2 { break-after: avoid; page-break-after: avoid; }
  tr, figure, .figures, .warnings, li { break-inside: avoid; page-break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  a { color: inherit; }
}
"""
