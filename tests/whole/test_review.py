#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The review of the first half of 2015: its exports come from its generator, its earlier figures are those that the 2014
report tells, and what it tells is what a plain count of its exports gives.

    test_review.py SITREP
"""

import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from edition import Score

TOP = Path(__file__).resolve().parents[2]
FIRST, LAST = date(2015, 1, 1), date(2015, 6, 30)


def rows_of(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def day_of(text):
    if not text:
        return None
    day, month, year = text.split(".")
    return date(int(year), int(month), int(day))


def told(path):
    """"measure selection" -> value, of the counts of the period."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {f"{row['measure']} {row['selection']}".strip(): row["value"] for row in csv.DictReader(file)
                if row["period"] == "2015H1" and row["kind"] == "count"}


def build(sitrep, edition, out):
    run = subprocess.run([sitrep, "build", str(TOP / "examples" / edition), "-o", str(out)], capture_output=True, check=False)
    return run.returncode


def counted(exports):
    """What a reader of the exports counts without knowing the program."""
    cases = rows_of(exports / "cases.csv")
    stays = [(day_of(row["Otettu järjestelmään"]), day_of(row["Poistettu järjestelmästä"]), row) for row in cases]
    there = {row["Asiakasnumero"] for begun, ended, row in stays if begun <= LAST and (not ended or ended > LAST)}
    women = {row["Asiakasnumero"] for begun, ended, row in stays
             if begun <= LAST and (not ended or ended > LAST) and row["Sukupuoli"] in ("N", "nainen", "F", "2")}
    return {
        "clients": len(there),
        "clients gender=women": len(women),
        "new": sum(FIRST <= begun <= LAST and row["Jatkopäätös"] != "kyllä" for begun, _, row in stays),
        "exits": sum(bool(ended) and FIRST <= ended <= LAST for _, ended, _ in stays),
        "requests": sum(FIRST <= day_of(row["Saapunut"]) <= LAST for row in rows_of(exports / "requests.csv")),
    }


def test_year_before(score, out):
    """What the review says of the half-year a year before: in the words of its language, and as the exports have it."""
    cases = rows_of(TOP / "examples/2015H1/exports/cases.csv")
    count = sum(date(2014, 1, 1) <= day_of(row["Otettu järjestelmään"]) <= date(2014, 6, 30) and row["Jatkopäätös"] != "kyllä"
                for row in cases)
    for language, words in (("fi", f"Tammi–kesäkuussa 2014 heitä oli {count}."), ("sv", f"Under första halvåret 2014 var de {count}."),
                            ("en", f"In the first half of 2014 there were {count}.")):
        page = next(out.glob(f"*.{language}.html")).read_text(encoding="utf-8").replace("\n", " ").replace("\u2060", "")
        score.check(words in page, f"{language}: {words}")


def test_with_sheets(score, sitrep, folder):
    """With the authorities' sheets: clients by region and sex beside the nationalities that were told the year before."""
    for name in ("examples", "layouts", "fonts"):
        shutil.copytree(TOP / name, folder / name)
    conf = folder / "examples/2015H1/edition.conf"
    conf.write_text(conf.read_text(encoding="utf-8").replace("audiences: public", "audiences: public, authorities"),
                    encoding="utf-8")
    out = folder / "out"
    run = subprocess.run([sitrep, "build", str(conf.parent), "-o", str(out)], capture_output=True, text=True, check=False)
    score.check(run.returncode == 0 and " costs " not in run.stdout, f"what hiding costs is no news for the terminal: {run.stdout}")
    for name in ("public", "authorities"):
        totals = json.loads((out / f"restricted/{name}.audit.json").read_text(encoding="utf-8"))["totals"]
        told = (out / f"restricted/{name}.audit.txt").read_text(encoding="utf-8")
        score.check(totals["cost"] == totals["bound"] and "more than the least" not in told, f"no more is hidden than needed: {totals}")
        score.check(f"costs {totals['cost']}; no safe choice costs less than {totals['bound']}.\n" in told, f"{name}: what it costs")
    with open(out / "authorities/data/region_gender.en.csv", encoding="utf-8-sig", newline="") as file:
        hidden = [row for row in csv.DictReader(file) if row["value"] == ""]
    score.check(len(hidden) == 9, f"{len(hidden)} of the cells are hidden")


def test_without_earlier_rows(score, sitrep, folder):
    """Exports of the half-year alone: most of what was told of 2014 is nobody now, which no late row explains."""
    for name in ("examples", "layouts", "fonts"):
        shutil.copytree(TOP / name, folder / name)
    edition = folder / "examples/2015H1"
    cases = edition / "exports/cases.csv"
    rows = rows_of(cases)
    with open(cases, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(row for row in rows if row["Otettu järjestelmään"].endswith(".2015"))
    run = subprocess.run([sitrep, "build", str(edition), "-o", str(folder / "out")], capture_output=True, text=True, check=False)
    score.check(run.returncode == 1 and "rows of earlier years" in run.stderr and not (folder / "out").exists(),
                f"missing rows: {run.returncode} {run.stderr[-300:]}")


def main(sitrep):
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        made = subprocess.run([sys.executable, str(TOP / "examples/2015H1/make_exports.py"), str(out / "exports")], check=False)
        exports = TOP / "examples/2015H1/exports"
        for name in ("cases.csv", "requests.csv"):
            same = made.returncode == 0 and (out / "exports" / name).read_bytes() == (exports / name).read_bytes()
            score.check(same, f"the generator makes {name}")
        score.check(build(sitrep, "2014", out / "2014") == 0, "the report of 2014 is made")
        score.check((out / "2014/public/data/all_figures.en.csv").read_bytes() ==
                    (TOP / "examples/2014/all_figures.csv").read_bytes(), "the earlier figures are those of 2014")
        score.check(build(sitrep, "2015H1", out / "2015H1") == 0, "the review is made")
        for language in ("fi", "sv", "en"):
            figures = told(out / f"2015H1/public/data/all_figures.{language}.csv")
            for label, value in counted(exports).items():
                score.check(figures.get(label) == str(value), f"{language}: {label}: {figures.get(label)}, counted {value}")
        test_year_before(score, out / "2015H1/public")
        test_with_sheets(score, sitrep, out / "sheets")
        test_without_earlier_rows(score, sitrep, out / "missing")
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
