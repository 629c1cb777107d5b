#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data and the workbook have the shares that a chart prints, and no others; and a chart, or why not: test_shares.py SITREP

What a chart prints is read in the report, by pdftotext; each chart has a page of its own."""
import collections, csv, pathlib, re, subprocess, sys, tempfile

import openpyxl

from edition import Score, build, copy_edition, set_conf

LAYOUT = """---
report: small
language: {language}
title: A small report
---

# Shares {{#shares}}
"""

# Of charts by two variables: what each is of. Piles and all; shares alone and beside counts; in time; counts and words alone.
CHARTS = {
    "piles": "columns|clients by victimization, place|scale: shares",
    "both": "columns|clients by victimization, place|scale: shares\nlabels: count, percent",
    "all": "bars|clients by victimization, place|labels: percent",
    "all_both": "columns|clients by victimization, place|labels: count, percent, name",
    "years": "columns|new @2013..2014 by year, place|scale: shares",
    "counts": "columns|clients by victimization, place|scale: shares\nlabels: count",
    "names": "bars|clients by victimization, place|labels: name",
}
SHARELESS = ("counts", "names")
WORDS = {"en": ("In Finland, per cent of the row", "In Finland, per cent"),
         "fi": ("Suomessa, prosenttia rivistä", "Suomessa, prosenttia"),
         "sv": ("I Finland, procent av raden", "I Finland, procent")}

WHY = {"en": "There is no chart here, since it would need numbers that are not shown ([c]). The chart is in the report.",
       "fi": "Tässä ei ole kaaviota, koska siihen tarvittaisiin lukuja, joita ei näytetä ([c]). Kaavio on raportissa.",
       "sv": "Här finns inget diagram, eftersom det skulle kräva tal som inte visas ([c]). Diagrammet finns i rapporten."}


def write_layouts(edition):
    for language in WORDS:
        text = LAYOUT.format(language=language)
        for name, chart in CHARTS.items():
            kind, show, settings = chart.split("|")
            text += f"\n::: newpage\n\n::: {kind} {name}\nshow: {show}\ntitle: Chart {name}.\n{settings}\n:::\n"
        (edition.parent / "layouts" / f"situation.{language}.md").write_text(text, encoding="utf-8")
    set_conf(edition, layouts=", ".join(f"../layouts/situation.{language}.md" for language in WORDS))


def printed_shares(report):
    """{chart: its shares, each as often as it stands there}."""
    text = subprocess.run(["pdftotext", "-layout", report, "-"], capture_output=True, encoding="utf-8", check=True, timeout=60).stdout
    found = {}
    for page in text.split("\f"):
        name = re.search(r"Chart (\w+)\.", page)
        if name:
            found[name[1]] = collections.Counter(int(share) for share in re.findall(r"(\d+)[ \u00a0]?%", page))
    return found


def told_shares(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "%" in row["column"] or "cent" in row["column"] or "prosent" in row["column"]]
    return rows, collections.Counter(int(row["value"]) for row in rows if row["value"])


def sheet_shares(book, name):
    for sheet in book:
        if f"data_{name}" in sheet.tables:
            cells = [cell for row in sheet[sheet.tables[f"data_{name}"].ref] for cell in row]
            return sheet, collections.Counter(round(cell.value * 100) for cell in cells if "%" in cell.number_format)
    raise SystemExit(f"no sheet of {name}")


def check_chart(score, what, sheet, why, is_whole):
    """There is a chart, or it is said why there is none, which is no wonder where numbers are hidden only."""
    lines = [row[0] for row in sheet.iter_rows(values_only=True)]
    score.check((why in lines) == (not sheet._charts), f"{what}: {len(sheet._charts)} charts, {lines}")
    score.check(len(sheet._charts) == 1 or not is_whole, f"{what}: all numbers are shown")


def test_what_is_printed(score, out, language):
    seen = {"shown": 0, "hidden": 0, "without": 0}
    for audience in ("public", "as-published"):
        folder = out / audience
        printed = printed_shares(folder / f"small-2014.{language}.pdf")
        book = openpyxl.load_workbook(folder / f"small-2014.{language}.xlsx")
        score.check(printed.keys() == CHARTS.keys(), f"{audience}, {language}: pages {sorted(printed)}")
        for name in CHARTS:
            what = f"{audience}, {language}, {name}"
            rows, told = told_shares(folder / "data" / f"{name}.{language}.csv")
            sheet, on_sheet = sheet_shares(book, name)
            score.check(told == on_sheet, f"{what}: data {told}, sheet {on_sheet}")
            check_chart(score, what, sheet, WHY[language], audience == "as-published")
            score.check(bool(rows) == (name not in SHARELESS), f"{what}: {len(rows)} shares")
            if audience == "as-published" or name in SHARELESS or CHARTS[name].startswith("bars"): # no piles drawn as totals
                score.check(told == printed[name], f"{what}: data {told}, printed {printed[name]}")
            score.check(told <= printed[name], f"{what}: data {told}, printed {printed[name]}")
            score.check(all((row["value"] == "") == (row["obs_status"] == "Q") == (row["conf_status"] == "C") for row in rows), f"{what}: marks")
            score.check(not rows or rows[0]["column"] == WORDS[language]["piles both years".split().count(name) == 0], f"{what}: {rows[:1]}")
            seen["without"] += not sheet._charts
            seen["shown"] += sum(told.values())
            seen["hidden"] += sum(row["value"] == "" for row in rows)
    score.check(seen["shown"] > 30 and seen["hidden"] > 10 and seen["without"] > 3, f"{language}: {seen}")


def main():
    score = Score()
    with tempfile.TemporaryDirectory() as place:
        edition = copy_edition(place)
        write_layouts(edition)
        out = pathlib.Path(place) / "out"
        run = build(sys.argv[1], edition, out)
        if score.check(run.returncode == 0, f"the edition builds: {run.stderr.decode()[-900:]}"):
            for language in WORDS:
                test_what_is_printed(score, out, language)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main())
