#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a second edition tells figures otherwise, reason by reason: test_diff.py SITREP

An edition is sealed; then, each in an archive of its own, one of the same year that differs in one thing."""
import pathlib, re, shutil, sqlite3, sys, tempfile

from edition import SMALL_LAYOUT, Score, copy_edition, read_export, set_conf, write_export
from series_editions import series_edition
from test_archive import copy_archive, mend_hashes, run, seal

LAYOUT = SMALL_LAYOUT + """
New are {{new}}. With them are {{children_of_clients}} children.
"""
FINNISH = """---
report: small
language: fi
title: Pieni katsaus
subtitle: Asiakkaat {{period}}
series: Katsaus {{report.number}}
page number: {n} ({N})
---

# Asiakkaat {#clients}

Asiakkaita on {{clients}}.

::: pie gender
show: clients by gender
title: Asiakkaat sukupuolen mukaan
labels: count, percent
:::
"""
GENDER, ADMITTED, EXITED, GROUND = 2, 7, 9, 10
WOMEN = "clients gender=women @2014"
ONLY_INPUTS = "whether data came late or was corrected, only the case-level inputs of both tell"


def change_rows(edition, change):
    path = edition / "exports" / "cases.csv"
    heading, rows = read_export(path)
    write_export(path, heading, change(rows))


def women_of_2014(rows):
    """Those who came in 2014, and are there."""
    return [row for row in rows if row[GENDER] == "N" and not row[EXITED].strip() and row[ADMITTED].endswith("2014")]


def add_women(edition):
    change_rows(edition, lambda rows: rows + [[f"L{number}", f"Q{number}", *women_of_2014(rows)[0][2:]] for number in range(8)])


def with_cells(rows, cells):
    """Eight of the women with other cells."""
    chosen = women_of_2014(rows)[:8]
    return [[cells.get(place, cell) for place, cell in enumerate(row)] if row in chosen else row for row in rows]


def let_women_leave(edition):
    """In the year, as it became known only later; and others after it, which says nothing of the year."""
    change_rows(edition, lambda rows: with_cells(rows, {EXITED: "15.12.2014", GROUND: "3"}))
    set_conf(edition, date="2015-02-28")
    change_rows(edition, lambda rows: [[*row[:EXITED], "16.2.2015", "3", *row[GROUND + 1:]] if row[GENDER] == "M" and not row[EXITED].strip() else row for row in rows])


def make_men(edition):
    change_rows(edition, lambda rows: with_cells(rows, {GENDER: "M"}))


def take_women_away(edition):
    change_rows(edition, lambda rows: [row for row in rows if row not in women_of_2014(rows)[:8]])


def edit(edition, name, *pairs):
    path = edition.parent / "layouts" / name if name.endswith(".md") else edition / name
    text = path.read_text(encoding="utf-8")
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    path.write_text(text, encoding="utf-8")


def swap_codes(edition):
    edit(edition, "assistance.codebook.md", ("| M, mies, 1          | men", "| N, mies, 1          | men"), ("| N, nainen, F, 2     | women", "| M, nainen, F, 2     | women"))


def split_women(edition):
    edit(edition, "assistance.codebook.md", 
         ("| raw                 | category | fi     | sv      | en    |\n|---------------------|----------|--------|---------|-------|",
          "| raw | category | fi | sv | en | valid |\n|---|---|---|---|---|---|"), ("| Män     | Men   |", "| Män     | Men   | |"),
         ("| N, nainen, F, 2     | women    | Naiset | Kvinnor | Women |", "| nainen, F, 2 | women | Naiset | Kvinnor | Women | |\n"
          "| N | women | | | | ..2013-12-31 |\n| N | females | Naispuoliset | Av kvinnkön | Females | 2014-01-01.. |"))


def count_extended(edition):
    edit(edition, "assistance.codebook.md", ("where: extension != yes\n", ""))


def count_more_children(edition):
    edit(edition, "typed-in.conf", ("children_of_clients: 60", "children_of_clients: 70"))


def hide_more(edition):
    text = edition.parent / "layouts" / "situation.en.md"
    text.write_text(re.sub(r"::: table decisions.*?\n:::\n", "", text.read_text(encoding="utf-8"), flags=re.S), encoding="utf-8")
    edit(edition, "assistance.codebook.md", ("::: policy public\nthreshold: 5", "::: policy public\nthreshold: 30"))


# Of the 85 there are 57 "N" (26 of whom came before 2014), 3 "nainen", 23 "M" and 2 "mies".
# What is changed, a figure that is told otherwise (count before and after), and why.
CASES = {
    "late rows": (add_women, WOMEN, "60", "68", "late data"),
    "late days": (let_women_leave, WOMEN, "60", "52", "late data"),
    "other cells": (make_men, WOMEN, "60", "52", "correction"),
    "rows taken away": (take_women_away, WOMEN, "60", "52", "correction"),
    "codes": (swap_codes, WOMEN, "60", "26", "changed code"),
    "categories": (split_women, WOMEN, "60", "29", "changed classification (break)"),
    "rule": (count_extended, "new @2014", "50", "51", "changed rule"),
    "typed in": (count_more_children, "children_of_clients @2014", "60", "70", "correction"),
    "threshold": (hide_more, "clients gender=men @2014", "25", "hidden", "protection"),
    "two things": (lambda edition: (add_women(edition), swap_codes(edition)), WOMEN, "60", "26", "late data; changed code"),
}


def first_edition(score, sitrep, folder):
    edition, archive = copy_edition(folder / "first", audiences="public", layout=LAYOUT), folder / "a.sitrep"
    done = seal(sitrep, edition, archive)
    score.check(done.returncode == 0, f"the first edition is sealed: {done.stdout} {done.stderr}")
    run(sitrep, "build", edition, "-o", folder / "out")
    return archive


def second_edition(folder, name, layout=LAYOUT):
    edition = copy_edition(folder / name, audiences="public", layout=layout)
    shutil.copy(folder / "out" / "public" / "data" / "all_figures.en.csv", edition / "earlier.csv")
    set_conf(edition, id="2014b", earlier_figures="earlier.csv")
    return edition


def said_of(text, figure):
    """The line on a figure, and the reasons below it."""
    found = re.search(rf"^public +{re.escape(figure)}: (.*)\n((?: {{15}}.*\n)*)", text, re.M)
    return (found.group(1), [line.strip() for line in found.group(2).splitlines()]) if found else (None, [])


def test_reasons(score, sitrep, folder, archive):
    for name, (change, figure, before, after, reason) in CASES.items():
        edition, mine = second_edition(folder, name), copy_archive(archive, folder, f"{name}.sitrep")
        change(edition)
        done = seal(sitrep, edition, mine)
        score.check(done.returncode == 0, f"{name}: sealed: {done.stdout} {done.stderr}")
        done = run(sitrep, "diff", "2014", "2014b", "--archive", mine)
        line, reasons = said_of(done.stdout, figure)
        score.check(line == f"{before} in 2014, {after} in 2014b" and reasons == [f"why: {reason}"], f"{name}: {line} {reasons}: {done.stdout} {done.stderr}")
        pathlib.Path(f"{mine}.inputs").unlink()
        line, reasons = said_of(run(sitrep, "diff", "2014", "2014b", "--archive", mine).stdout, figure)
        expected = {"late data": [ONLY_INPUTS], "protection": ["why: protection"], "late data; changed code": ["why: changed code", ONLY_INPUTS]}
        expected["correction"] = ["why: correction"] if name == "typed in" else [ONLY_INPUTS]
        score.check(reasons == expected.get(reason, [f"why: {reason}", ONLY_INPUTS]), f"{name}: without the inputs: {reasons}")


def test_nothing(score, sitrep, folder, archive):
    """A number that was forged, with all hashes over it; and a code book that no program can read."""
    for name, sql, reason in (("forged", "UPDATE statement SET value = 61 WHERE edition = '2014b' AND selection = 'gender=women' AND measure = 'clients'",
                               "why: nothing that they were made from tells"),
                              ("unread", "UPDATE statement SET value = 61 WHERE edition = '2014b' AND selection = 'gender=women' AND measure = 'clients'; "
                                         "UPDATE input SET content = (SELECT content FROM input WHERE kind = 'edition') WHERE kind = 'code book'",
                               "why: their code books do not tell")):
        edition, mine = second_edition(folder, name), copy_archive(archive, folder, f"{name}.sitrep")
        score.check(seal(sitrep, edition, mine).returncode == 0, f"{name}: sealed")
        base = sqlite3.connect(mine)
        base.executescript(sql)
        base.execute("DELETE FROM content WHERE sha256 NOT IN (SELECT content FROM input UNION SELECT content FROM output)")
        known = base.execute("SELECT sealed FROM protected_with").fetchall()
        score.check(known == [("2014",)], f"{known}")
        base.execute("DELETE FROM protected_with")
        mend_hashes(base)
        done = run(sitrep, "diff", "2014", "2014b", "--archive", mine)
        score.check(said_of(done.stdout, WOMEN) == ("60 in 2014, 61 in 2014b", [reason]), f"{name}: {done.stdout} {done.stderr}")


def test_languages(score, sitrep, folder, archive):
    """What one tells in English and the other one in Finnish are the same figures."""
    both = {}
    for name, layout in (("english", SMALL_LAYOUT), ("finnish", FINNISH)):
        edition, mine = second_edition(folder, name, layout), copy_archive(archive, folder, f"{name}.sitrep")
        if name == "finnish":
            (edition.parent / "layouts" / "situation.en.md").rename(edition.parent / "layouts" / "situation.fi.md")
            set_conf(edition, layouts="../layouts/situation.fi.md")
        add_women(edition)
        done = seal(sitrep, edition, mine)
        score.check(done.returncode == 0, f"{name}: sealed: {done.stdout} {done.stderr}")
        both[name] = run(sitrep, "diff", "2014", "2014b", "--archive", mine).stdout
    for name, text in both.items():
        score.check(said_of(text, WOMEN) == ("60 in 2014, 68 in 2014b", ["why: late data"]), f"{name}: {text}")
    score.check("\nFigures that both editions tell: 4, of these otherwise: 2" in both["finnish"], f"clients, by gender: {both['finnish']}")


def test_days(score, sitrep, folder):
    """Who is there in June is who is there at the end of the half-year; who came in June is not who came in the half-year."""
    archive, told = folder / "days.sitrep", {}
    half = series_edition(folder / "days", "2014H1")
    score.check(seal(sitrep, half, archive).returncode == 0, "the half-year is sealed")
    run(sitrep, "build", half, "-o", folder / "days" / "out")
    for name, text in (("plain", ""), ("june", "\nIn June {{clients @2014-06}}, and {{new @2014-06}} came.\n")):
        mine = copy_archive(archive, folder, f"days-{name}.sitrep")
        year = series_edition(folder / "days", "2014", id=name, earlier_figures="../out/public/data/all_figures.en.csv")
        layout = folder / "days" / "layouts" / "series2014.en.md"
        layout.write_text(layout.read_text(encoding="utf-8") + text, encoding="utf-8")
        done = seal(sitrep, year, mine)
        score.check(done.returncode == 0, f"{name}: sealed: {done.stdout} {done.stderr}")
        told[name] = int(re.search(r"^Figures that both editions tell: (\d+)", run(sitrep, "diff", "2014H1", name, "--archive", mine).stdout, re.M).group(1))
    score.check(told["june"] == told["plain"] + 1, f"one figure more: {told}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        archive = first_edition(score, sitrep, folder)
        test_reasons(score, sitrep, folder, archive)
        test_nothing(score, sitrep, folder, archive)
        test_languages(score, sitrep, folder, archive)
        test_days(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
