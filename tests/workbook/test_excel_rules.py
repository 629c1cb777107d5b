#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No workbook breaks a rule that Excel enforces and other readers do not: test_excel_rules.py SITREP

Those of the three example editions, for all audiences in all languages, and one with charts of every kind and of hidden parts. That each
rule can be broken is shown by workbooks that are spoiled in one place."""
import pathlib, re, sys, tempfile, zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))
from edition import ROOT, Score, build, copy_edition
from excel_rules import faults

EXAMPLES = {"2014": 9, "2014EU": 3, "2015H1": 3}

# Months of which few are shown, and piles of which two are drawn as their totals, have series of several areas.
CHARTS = """---
report: charts
language: en
title: Charts
page number: {n} ({N})
---

# Charts {#charts}

::: columns months
show: new by month
title: New clients by month
:::

::: bars months_in_bars
show: new by month
title: New clients by month, in bars
:::

::: line months_in_a_line
show: clients by month, gender
title: Clients by month, in lines
labels: name
:::

::: columns piles
show: clients by victimization, place
title: Clients by type and place
:::

::: bars places
show: clients by gender, place
title: Clients by gender and place
:::

::: columns shares
show: clients by gender, place
title: Shares of clients
scale: shares
:::

::: pie gender
show: clients by gender
title: Clients by gender
:::
"""

SHEET, BOOK, STYLES, CHART, TABLE = "xl/worksheets/sheet4.xml", "xl/workbook.xml", "xl/styles.xml", "xl/charts/chart1.xml", "xl/tables/table3.xml"
# (rule, part, what is looked for, what is put there): what is written in the part of a workbook of CHARTS, spoiled.
SPOILED = [
    ("xml", SHEET, r"</worksheet>", ""),
    ("type", "[Content_Types].xml", r'<Override PartName="/xl/charts/chart1.xml"[^>]*/>', ""),
    ("type", "[Content_Types].xml", r"/xl/charts/chart1.xml", "/xl/charts/chart99.xml"),
    ("relation", "xl/worksheets/_rels/sheet4.xml.rels", r"drawing1.xml", "drawing99.xml"),
    ("relation", "xl/_rels/workbook.xml.rels", r'"rId2"', '"rId1"'),
    ("order", SHEET, r"(<hyperlinks>.*</hyperlinks>)(<pageMargins[^>]*/>)", r"\2\1"),
    ("order", SHEET, r"<pageSetup", "<conditionalFormatting/><pageSetup"),
    ("order", CHART, r'(<c:grouping val="clustered"/>)(<c:ser>)', r"\2\1"),
    ("order", CHART, r"(<c:dispBlanksAs[^>]*/>)</c:chart>", r"</c:chart>\1"),
    ("order", CHART, r'(<c:orientation[^>]*/>)(<c:min[^>]*/>)', r"\2\1"),
    ("order", STYLES, r'<b/><sz val="14"/>', '<sz val="14"/><b/>'),
    ("sheet name", BOOK, r'name="Figure_2"', 'name="Figure/2"'),
    ("sheet name", BOOK, r'name="Figure_2"', f'name="{"x" * 32}"'),
    ("sheet name", BOOK, r'name="Figure_2"', 'name="figure_1"'),
    ("sheet name", BOOK, r'name="Figure_2"', 'name="History"'),
    ("sheet id", BOOK, r'sheetId="2"', 'sheetId="1"'),
    ("selection", SHEET, r"<sheetView ", '<sheetView tabSelected="1" '),
    ("defined name", BOOK, r'localSheetId="3"', 'localSheetId="4"'),
    ("defined name", BOOK, r"'Figure_1'!\$\d+:\$\d+", "#REF!"),
    ("style", STYLES, r'<cellXfs count="\d+"', '<cellXfs count="3"'),
    ("style", STYLES, r'numFmtId="165" fontId', 'numFmtId="265" fontId'),
    ("style", STYLES, r'fontId="2"', 'fontId="9"'),
    ("style", STYLES, r'"gray125"', '"none"'),
    ("style", SHEET, r'(<c r="A1" s=)"\d+"', r'\1"400"'),
    ("cell", SHEET, r'<c r="A3"', '<c r="A4"'),
    ("cell", SHEET, r'<row r="3"', '<row r="2"'),
    ("cell", SHEET, r"<v>5</v>", "<v>five</v>"),
    ("cell", SHEET, r't="inlineStr"', 't="str"'),
    ("cell", SHEET, r'<dimension ref="A1:B', '<dimension ref="A1:C'),
    ("formula", SHEET, r"<v>5</v>", "<f>2+3</f>"),
    ("text", SHEET, r"<t>Unit", f"<t>{'x' * 32768}Unit"),
    ("text", SHEET, r"<t>Unit", "<t> Unit"),
    ("size", SHEET, r' ht="[\d.]+"', ' ht="410"'),
    ("size", SHEET, r'min="2" max="2"', 'min="1" max="2"'),
    ("size", SHEET, r'width="[\d.]+"', 'width="256"'),
    ("merged", SHEET, r"<hyperlinks>", '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells><hyperlinks>'),
    ("link", SHEET, r"'Contents'!A1", "'Content'!A1"),
    ("page", SHEET, r'orientation="landscape"', 'orientation="across"'),
    ("page", SHEET, r'fitToHeight="0"', 'fitToHeight="40000"'),
    ("table", SHEET, r'<tableParts count="1"', '<tableParts count="2"'),
    ("table", TABLE, r'<tableColumn id="1" name="Month"', '<tableColumn id="1" name="Year"'),
    ("table", TABLE, r'<tableColumn id="2"', '<tableColumn id="1"'),
    ("table", TABLE, r'displayName="\w+"', 'displayName="R2C2"'),
    ("table", TABLE, r' id="3"', ' id="1"'),
    ("table", TABLE, r'ref="A(\d+):B\d+"', r'ref="A\1:B\1"'),
    ("drawing", "xl/drawings/drawing1.xml", r'<xdr:cNvPr id="2"', '<xdr:cNvPr id="0"'),
    ("drawing", "xl/drawings/drawing1.xml", r'cx="\d+"', 'cx="0"'),
    ("axis", CHART, r'<c:crossAx val="\d+"/>', '<c:crossAx val="7"/>'),
    ("axis", CHART, r'(<c:axId val=)"\d+"(/><c:axId)', r'\1"7"\2'),
    ("axis", CHART, r'<c:min val="0"/>', '<c:max val="0"/><c:min val="0"/>'),
    ("axis", CHART, r'<c:majorUnit val="\d+"/>', '<c:majorUnit val="0"/>'),
    ("label", CHART, r'<c:grouping val="clustered"/>', '<c:grouping val="piled"/>'),
    ("label", "xl/charts/chart4.xml", r"<c:overlap[^>]*/>", ""),
    ("label", "xl/charts/chart4.xml", r"(<c:cat>)", r'<c:dLbls><c:dLblPos val="outEnd"/><c:showVal val="1"/></c:dLbls>\1'),
    ("series", "xl/charts/chart4.xml", r'<c:order val="1"/>', '<c:order val="0"/>'),
    ("series", CHART, r"(<c:dLbls>|<c:cat>)", r'<c:dPt><c:idx val="12"/></c:dPt>\1'),
    ("series", "xl/charts/chart4.xml", r"(?s)(.*)<c:cat>.*?</c:cat>", r"\1"),
    ("reference", CHART, r"'Figure_1'!\$A", "'Figure_2'!$A"),
    ("reference", CHART, r"<c:f>\((.*?)\)</c:f>", r"<c:f>\1</c:f>"),
    ("reference", CHART, r"<c:f>'Figure_1'!\$B\$\d+</c:f>", "<c:f>#REF!</c:f>"),
    ("copy", CHART, r'(<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=)"12"', r'\1"11"'),
    ("copy", CHART, r'(<c:v>)January', r"\1Januar"),
    ("copy", CHART, r'(<c:numCache>.*?<c:pt idx="\d+"><c:v>)5', r"\g<1>4"),
    ("copy", CHART, r'(<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="12"/>)', r'\1<c:pt idx="0"><c:v>0</c:v></c:pt>'),
]


def parts_of(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def check_good(score, sitrep, folder):
    for example, count in EXAMPLES.items():
        run = build(sitrep, ROOT / "examples" / example, folder / example)
        score.check(run.returncode == 0, f"{example} builds: {run.stderr.decode()[-400:]}")
        books = sorted((folder / example).glob("*/*.xlsx"))
        score.check(len(books) == count, f"{example}: {len(books)} workbooks")
        for book in books:
            found = faults(parts_of(book))
            score.check(not found, f"{example}, {book.parent.name}, {book.name}: {found[:5]}")


def check_charts(score, parts):
    found = faults(parts)
    score.check(not found, f"charts: {found[:5]}")
    charts = [content.decode() for name, content in parts.items() if name.startswith("xl/charts/")]
    kinds = {kind: sum(f"<c:{kind}" in chart for chart in charts) for kind in ("barChart", "lineChart", "pieChart")}
    kinds["gaps"] = sum("<c:f>(" in chart for chart in charts)
    score.check(kinds == {"barChart": 5, "lineChart": 1, "pieChart": 1, "gaps": 3}, f"the charts are {kinds}")


def check_spoiled(score, parts):
    for rule, part, look_for, put in SPOILED:
        what = f"{rule}, {part}: {look_for}"
        content, count = re.subn(look_for, put, parts[part].decode(), count=1)
        if not score.check(count == 1, f"nothing to spoil: {what}"):
            continue
        found = faults(parts | {part: content.encode()})
        score.check(any(fault.startswith(rule + ":") for fault in found), f"not found: {what}; but {found[:3]}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place).resolve()
        check_good(score, sitrep, folder)
        run = build(sitrep, copy_edition(folder, audiences="public", layout=CHARTS), folder / "out")
        if score.check(run.returncode == 0, f"a layout of charts builds: {run.stderr.decode()[-900:]}"):
            (book,) = (folder / "out" / "public").glob("*.xlsx")
            check_charts(score, parts_of(book))
            check_spoiled(score, parts_of(book))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
