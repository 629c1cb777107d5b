#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A classification that changes at the turn of a year: what can be followed through it, and what readers of both could subtract:
test_classification.py SITREP

Every expected number is a sum of NEW, which says how many came in each year with each raw code."""
import csv, pathlib, re, shutil, sys, tempfile

from edition import ROOT, Score, build, set_conf
from test_archive import run

BASE = ROOT / "tests" / "golden" / "base"

# By year, raw code -> how many. Until 2014: 20 and 21 are two kinds of work, 30 is crime; from 2015 on 22 is both kinds, 31 and 32
# are kinds of crime.
NEW = {2013: {"10": 16, "20": 17, "21": 15, "30": 19}, 2014: {"10": 18, "20": 16, "21": 14, "30": 17},
       2015: {"10": 19, "22": 24, "31": 15, "32": 16}, 2016: {"10": 17, "22": 20, "31": 18, "32": 15}}

FORMS = """raw,category,en,valid,becomes
10,sexual,Sexual exploitation,,
20,labour,Workforce exploitation,..2014-12-31,work
21,domestic,Domestic servitude,..2014-12-31,work
22,work,Labour exploitation,2015-01-01..,
30,crime,Forced crime,..2014-12-31,"begging, theft"
31,begging,Forced begging,2015-01-01..,
32,theft,Forced theft,2015-01-01..,
"""

# 20 and 21 became 22 and 31 between them: nobody can say who of them would be where.
TANGLED = FORMS.replace(",..2014-12-31,work\n22", ',..2014-12-31,"work, begging"\n22')

# The past recoded: what was labour or domestic servitude is called work, and the old names are kept for nobody.
RECODED = """raw,category,en,valid
10,sexual,Sexual exploitation,
"20, 21, 22",work,Labour exploitation,
-,labour,Workforce exploitation,..2014-12-31
+,domestic,Domestic servitude,..2014-12-31
30,crime,Forced crime,
31,begging,Forced begging,
32,theft,Forced theft,
"""

# A code moved: of 16 with the code 20, four are called crime now.
MOVED = FORMS.replace('30,crime', '"30, 23",crime')

BOOK = """
::: codes form
title: Form
file: forms.csv
:::

::: groups form_series
of: form
title: Form over time
over time: yes
:::

::: source"""

LAYOUT = """---
report: small
language: en
title: A small report
---

# New clients {{#new}}

{{{{new}}}} came.

{blocks}
"""

SERIES = """::: {kind} {name}
show: new @2013..{last} by year, {variable}
title: By {variable}
:::
"""
TABLE = """::: table forms
show: new{period} by {variable}
title: By {variable}
:::
"""


def rows_of(years, renamed):
    number = 0
    for year in years:
        for raw, count in NEW[year].items():
            for i in range(count):
                number += 1
                code = renamed(year, raw, i)
                yield [f"C{number}", f"P{number}", "F", "1980", "NG", code, "no", f"{year}-{i % 12 + 1:02}-15", ""]


def edition_of(folder, year, blocks, forms=FORMS, id=None, renamed=lambda year, raw, i: raw, **conf):
    """The edition of a year, with all rows up to its end."""
    edition = folder / (id or str(year))
    shutil.copytree(BASE, edition)
    shutil.copy(ROOT / "layouts" / "en.language", edition)
    book = (edition / "small.codebook.md").read_text(encoding="utf-8")
    book = book.replace("\n::: source", BOOK if ",becomes" in forms else BOOK.replace(BOOK[BOOK.index("::: groups"):BOOK.index("::: source")], ""), 1)
    book = book.replace("| again       |", "| form        | Form                  | code   | form        | yes    |\n| again       |", 1)
    book = book[:book.index("::: measure children")] + book[book.index("::: policy"):book.index("::: check")]
    (edition / "small.codebook.md").write_text(book, encoding="utf-8")
    (edition / "forms.csv").write_text(forms, encoding="utf-8")
    (edition / "small.en.md").write_text(LAYOUT.format(blocks=blocks), encoding="utf-8")
    with open(edition / "exports" / "cases.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Case", "Person", "Gender", "Born", "Nationality", "Form", "Again", "Admitted", "Left"],
                                    *rows_of([past for past in NEW if past <= year], renamed)])
    set_conf(edition, id=id or str(year), period=str(year), date=f"{year + 1}-01-30", report_number=str(year), fonts=ROOT / "fonts", typed_in=None, **conf)
    return edition


def made(score, sitrep, edition, warned=()):
    """The output; and the codes of what the build warned of must be these."""
    out = edition.parent / f"out-{edition.name}"
    done = build(sitrep, edition, out)
    said = done.stdout.decode() + done.stderr.decode()
    score.check(done.returncode == 0, f"{edition.name}: exit {done.returncode}: {said}")
    told = set(re.findall(r"\[([EW]\d+)\]", said))
    score.check(told == set(warned), f"{edition.name}: told {told}: {said}")
    return out, said


def table_in(out, name):
    """Column -> year -> value, and the years that are marked as after a break."""
    with open(out / "public" / "data" / f"{name}.en.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = {}
    for row in rows:
        table.setdefault(row["column"], {})[int(row["period"])] = int(row["value"]) if row["value"] else None
    return table, {int(row["period"]) for row in rows if row["obs_status"] == "B"}


def test_series(score, sitrep, folder):
    """Work is followed from two categories into one, crime from one into two; by the categories themselves there is a break."""
    blocks = "".join(SERIES.format(kind=kind, name=name, variable=variable, last=2016)
                     for kind, name, variable in (("table", "followed", "form_series"), ("line", "drawn", "form_series"), ("table", "apart", "form")))
    out, _ = made(score, sitrep, edition_of(folder, 2016, blocks))
    followed = {"Sexual exploitation": {2013: 16, 2014: 18, 2015: 19, 2016: 17}, "Labour exploitation": {2013: 32, 2014: 30, 2015: 24, 2016: 20},
                "Forced crime": {2013: 19, 2014: 17, 2015: 31, 2016: 33}}
    for name in ("followed", "drawn"):
        table, marked = table_in(out, name)
        score.check(table == followed and marked == set(), f"{name}: {table} {marked}")
    table, marked = table_in(out, "apart")
    score.check(table["Workforce exploitation"] == {2013: 17, 2014: 16, 2015: 0, 2016: 0} and table["Forced theft"] == {2013: 0, 2014: 0, 2015: 16, 2016: 15}
                and marked == {2015}, f"by categories: {table} {marked}")
    page = next((out / "public").glob("*.html")).read_text(encoding="utf-8")
    score.check(page.count(">2015 [b]<") == 1 and page.count("[b] Cases that began on") == 1, "and the page marks it, once")


def test_tangled(score, sitrep, folder):
    """Several that became several stay as they are, and the series breaks off; crime too, since some of it is begging now."""
    edition = edition_of(folder, 2016, SERIES.format(kind="table", name="followed", variable="form_series", last=2016), TANGLED)
    out, said = made(score, sitrep, edition, ["W571"])
    score.check("'labour', 'domestic', 'crime' cannot be followed in 'form_series'" in said, f"told: {said}")
    table, marked = table_in(out, "followed")
    score.check(table["Workforce exploitation"] == {2013: 17, 2014: 16, 2015: 0, 2016: 0} and table["Labour exploitation"] == {2013: 0, 2014: 0, 2015: 24, 2016: 20}
                and table["Sexual exploitation"] == {2013: 16, 2014: 18, 2015: 19, 2016: 17} and marked == {2015}, f"apart: {table} {marked}")


def test_protected_together(score, sitrep, folder):
    """The report of 2014 told the old categories, that of 2015 the same year by the new ones: one ledger knows both."""
    made(score, sitrep, edition_of(folder, 2014, TABLE.format(period="", variable="form")))
    after = {"earlier_figures": "../out-2014/public/data/all_figures.en.csv"}
    again = TABLE.format(period=" @2014..2014", variable="form_series")
    out, said = made(score, sitrep, edition_of(folder, 2015, again, id="followed", **after))
    score.check("counted anew" not in said, f"nothing is counted anew: {said}")
    with open(out / "public" / "data" / "forms.en.csv", encoding="utf-8", newline="") as file:
        told = {row["row"]: row["value"] for row in csv.DictReader(file) if row["unit"] == "persons"}
    score.check((told["Labour exploitation"], told["Forced crime"]) == ("30", "17"), f"16 + 14, and 17: {told}")
    # Recoded, the old categories have nobody: whoever kept the report of 2014 has both classifications of the same people.
    again = TABLE.format(period=" @2014..2014", variable="form")
    _, said = made(score, sitrep, edition_of(folder, 2015, again, RECODED, id="recoded", **after), ["W312"])
    score.check("published 'new form=labour @2014', of which nothing is counted now" in said, f"named: {said}")


def test_subtraction(score, sitrep, folder):
    """Of 16 in 2014 two are called crime now: 16 - 14 = 19 - 17 = 2 can be subtracted, if both are printed."""
    made(score, sitrep, edition_of(folder, 2014, TABLE.format(period="", variable="form")))
    moved = lambda year, raw, i: "23" if (year, raw) == (2014, "20") and i < 2 else raw
    again = TABLE.format(period=" @2014..2014", variable="form")
    after = {"earlier_figures": "../out-2014/public/data/all_figures.en.csv", "renamed": moved, "forms": MOVED}
    out, said = made(score, sitrep, edition_of(folder, 2015, again, id="same", **after), ["W310"])
    score.check("'new form=crime @2014': 17 then, which is printed, and 19 now" in said, f"as published: {said}")
    out, said = made(score, sitrep, edition_of(folder, 2015, again, id="anew", earlier_periods="counted anew", **after), ["W311", "W575"])
    score.check("published a number for 'new form=crime @2014' that differs by fewer than 5" in said, f"counted anew: {said}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    for test in (test_series, test_tangled, test_protected_together, test_subtraction):
        with tempfile.TemporaryDirectory() as place:
            test(score, sitrep, pathlib.Path(place))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
