#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The yearly tables for the European Union: what they tell is what a plain count of the exports gives, nothing under five
is told, and the values of the data standard are in its lists: test_directive.py SITREP"""
import csv, io, pathlib, shutil, subprocess, sys, tempfile
from collections import Counter

import openpyxl

from edition import ROOT, Score, build

EU = "AT BE BG HR CY CZ DK EE FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()
FORMS = {"10": "Sexual exploitation", "SEKS": "Sexual exploitation", "30": "Sexual exploitation", "20": "Workforce exploitation",
         "TYO": "Workforce exploitation"}
# Of the lists of the Human Trafficking Case Data Standard, those that the layout uses.
STANDARD = {
    "prs_Gender": {"Feminine", "Masculine", "TransgenderFeminine", "TransgenderMasculine", "NonConforming", "NonSpecifiedUnknown"},
    "vic_TypeOfExploitation": {"ForcedLabour", "SexualExploitation", "ChildLabour", "ForcedMarriage", "Servitude",
                               "ForcedMilitaryByNonStateActors", "OrganRemoval", "ForcedBegging", "ForcedAdoption", "Surrogacy",
                               "Other"},
    "vic_TraffickingStatus": {"PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"},
    "cas_Status": {"Active", "FollowUp", "Closed", "ClosedReferred"},
}


def group(code):
    if code in ("FI", "AX"):
        return "Finland"
    return "Another Member State" if code in EU else "No nationality" if code in ("XX", "XXA", "998") else "Third country"


def new_cases():
    text = (ROOT / "examples" / "2014" / "exports" / "cases.csv").read_bytes().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return [row for row in rows if row["Otettu järjestelmään"].endswith(".2014") and row["Jatkopäätös"] != "kyllä"]


def counts_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["row"]: row["value"] for row in csv.DictReader(file) if row["column"] == "Persons"}


def test_tables(score, out):
    cases = new_cases()
    counted = {
        "victims_sex": Counter("Women" if row["Sukupuoli"] in ("N", "nainen", "F", "2") else "Men" for row in cases),
        "victims_form": Counter(FORMS.get(row["Uhriutumisen muoto"], "Other exploitation") for row in cases),
        "victims_citizenship": Counter(group(row["Kansalaisuus"]) for row in cases),
    }
    for name, expected in counted.items():
        told = counts_of(out / "public" / "data" / f"{name}.en.csv")
        for row, value in told.items():
            wanted = len(cases) if row == "Total" else sum(expected[part] for part in row.split(" + "))
            score.check(value in ("", str(wanted)), f"{name}, {row}: {value}, counted {wanted}")
            score.check(value == "" or int(value) == 0 or int(value) >= 5, f"{name}, {row}: {value} is told")
        score.check(sum(value != "" for value in told.values()) > 1, f"{name}: something is told: {told}")


def test_standard(score, out):
    book = openpyxl.load_workbook(out / "public" / "directive-2014EU.en.xlsx")
    rows = [[cell.value for cell in row] for sheet in book for table in sheet.tables.values() for row in sheet[table.ref]
            if sheet[table.ref][0][0].value == "Field"]
    pairs = [row[:2] for row in rows if row[0] != "Field"]
    score.check(len(pairs) == 9, f"rows of the standard: {pairs}")
    for field, value in pairs:
        score.check(value in STANDARD.get(field, ()), f"{field} has no value {value}")


def test_heads(score, out):
    """What a table is broken down by has one word, in its caption and at its head, in every language: the same but for its ending."""
    for language in ("en", "fi", "sv"):
        book = openpyxl.load_workbook(out / "public" / f"directive-2014EU.{language}.xlsx")
        names = ("data_requesting_parties", "data_victims_sex", "data_victims_citizenship", "data_victims_form")
        tables = [(sheet, sheet.tables[name].ref) for sheet in book for name in names if name in sheet.tables]
        score.check(len(tables) == 4, f"{language}: {tables}")
        for sheet, cells in tables:
            head, title = sheet[cells][0][0].value, sheet["A1"].value
            word = head.split(",")[0].lower()
            score.check(word[:max(3, len(word) - 2)] in title.lower() or word.split()[0] in title.lower().split(), f"{language}: '{head}' below '{title}'")


ASKED = {"en": ("By age group, child or adult", "Not published", "Table"), "fi": ("Ikäryhmän mukaan, lapsi tai aikuinen", "Ei julkaista", "Taulukko"),
         "sv": ("Efter åldersgrupp, barn eller vuxen", "Publiceras inte", "Tabell")}


def age_group(out, language):
    """What the workbook says of the age group, in its table of what the directive asks for."""
    book = openpyxl.load_workbook(out / "public" / f"directive-2014EU.{language}.xlsx")
    (sheet,) = (sheet for sheet in book if "data_asked_table" in sheet.tables)
    rows = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    return rows[ASKED[language][0]]


def test_what_is_asked(score, out):
    """Who has the workbook alone reads that children are not told apart, and not how many they are."""
    for language, (_, words, _) in ASKED.items():
        said = age_group(out, language)
        score.check(said.startswith(words) and not any(c.isdigit() for c in said), f"{language}: {said}")


def test_where_children_are_told(score, sitrep, folder):
    """With a threshold of one nothing is small: the table of children is there, and is named in the place of that."""
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    shutil.copytree(ROOT / "examples", folder / "examples")
    book = folder / "layouts" / "assistance.codebook.md"
    book.write_text(book.read_text(encoding="utf-8").replace("threshold: 5", "threshold: 1"), encoding="utf-8")
    conf = folder / "examples" / "2014EU" / "edition.conf"
    conf.write_text(conf.read_text(encoding="utf-8").replace("fonts: ../../fonts", f"fonts: {ROOT / 'fonts'}"), encoding="utf-8")
    done = build(sitrep, folder / "examples" / "2014EU", folder / "all")
    score.check(done.returncode == 0, f"exit {done.returncode}: {done.stderr.decode()}")
    for language, (_, _, table) in ASKED.items():
        said = age_group(folder / "all", language)
        score.check(said == f"{table}\u00a03" or said == f"{table} 3", f"{language}: {said}")


def main(sitrep):
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        done = build(sitrep, ROOT / "examples" / "2014EU", out)
        score.check(done.returncode == 0 and b"warning" not in done.stderr, f"exit {done.returncode}: {done.stderr.decode()}")
        score.check(b"counted anew" not in done.stdout, f"what another edition typed in: {done.stdout.decode()}")
        for language in ("en", "fi", "sv"):
            score.check((out / "public" / f"directive-2014EU.{language}.pdf").exists(), f"a report in {language}")
        test_tables(score, out)
        test_standard(score, out)
        test_heads(score, out)
        test_what_is_asked(score, out)
        test_where_children_are_told(score, sitrep, pathlib.Path(folder))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
