#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_workbook.py - read a finished workbook with other people's programs.

    test_workbook.py WORKBOOK.xlsx [--data FOLDER --language CODE] [sheetcheck options]

sheetcheck.py must find no error; Python's zipfile and XML parser must read every part; and openpyxl must find
exactly the numbers of the data files (FOLDER/<table>.<language>.csv), which come from another part of the program:
every number and every hidden cell of a sheet, under the headings of its row and column, and no other. Without --data
the figures are compared with the workbook's own sheet of tidy data.

Exit: 0 fine, 1 a difference, 2 usage or unreadable.  Needs openpyxl.
"""
import argparse
import csv
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

try:
    import openpyxl
except ImportError:
    sys.exit("test_workbook: needs openpyxl (Debian: python3-openpyxl)")

HERE = pathlib.Path(__file__).resolve().parent
HIDDEN = "hidden"
TIDY = ["edition", "table", "measure", "period", "where", "row_variable", "row_code", "row", "column_variable", "column_code", "column", "unit",
        "value", "obs_status", "conf_status"]


def table_of(sheet):
    """The headings and rows of the sheet's only table."""
    (table,) = sheet.tables.values()
    first, *rest = [[cell for cell in row] for row in sheet[table.ref]]
    return [cell.value for cell in first], rest


def shown(cell):
    """A number as data files have it: shares in whole per cents."""
    value = cell.value
    if isinstance(value, str):
        return HIDDEN
    if cell.number_format in ("0 %", "0%"):
        share = round(value * 100)
        assert abs(share - value * 100) < 1e-9, f"{cell.coordinate} is more precise than it looks"
        return share
    assert value == int(value), f"{cell.coordinate} is no whole number"
    return int(value)


def figures_of(book):
    """{table id: {(row heading, column heading): value}}, in the order of the sheets."""
    result = {}
    for sheet in book:
        names = list(sheet.tables)
        if len(names) != 1 or not names[0].startswith("data_"):
            continue
        headings, rows = table_of(sheet)
        result[names[0].removeprefix("data_")] = {
            (row[0].value, heading): shown(cell)
            for row in rows for heading, cell in zip(headings[1:], row[1:]) if cell.value is not None}
    return result


def tidy_of(book):
    sheet = next(s for s in book if "observations_list" in s.tables)
    headings, rows = table_of(sheet)
    assert headings == TIDY, f"the tidy data has the headings {headings}"
    result = {}
    for row in rows:
        record = dict(zip(headings, row))
        hidden = (record["obs_status"].value, record["conf_status"].value) == ("Q", "C")
        place = (record["row"].value, record["column"].value)
        value = HIDDEN if hidden else int(record["value"].value)
        result.setdefault(record["table"].value, {})[place] = value
    return result


def files_of(folder, language):
    result = {}
    for path in sorted(folder.glob(f"*.{language}.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            records = csv.DictReader(file)
            if "row" not in records.fieldnames:
                continue  # all figures of the report by their codes: no table
            result[path.name.removesuffix(f".{language}.csv")] = {
                (record["row"], record["column"]):
                    HIDDEN if record["conf_status"] == "C" else int(record["value"])
                for record in records}
    return result


def compare(found, expected, whose):
    faults = [f"{table}: in {whose} only" for table in expected.keys() - found.keys()]
    faults += [f"{table}: not in {whose}" for table in found.keys() - expected.keys()]
    for table in sorted(found.keys() & expected.keys()):
        if len(found[table]) != len(expected[table]):
            faults.append(f"{table}: {len(found[table])} cells, in {whose} {len(expected[table])}")
        # A second column with the same heading is called "… (2)" in the workbook only.
        faults += [f"{table}: the cell {place} differs from {whose}" for place, value in expected[table].items()
                   if place in found[table] and found[table][place] != value]
    return faults


def parse_parts(path):
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None, "a part has a wrong checksum"
        for info in package.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0), f"{info.filename} has a date"
            ElementTree.fromstring(package.read(info))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("workbook", type=pathlib.Path)
    options.add_argument("--data", type=pathlib.Path)
    options.add_argument("--language", default="en")
    given, more = options.parse_known_args()
    if not given.workbook.is_file():
        print(f"test_workbook: {given.workbook}: no such file", file=sys.stderr)
        return 2
    check = subprocess.run([sys.executable, HERE / "sheetcheck.py", given.workbook, *more], check=False)
    try:
        parse_parts(given.workbook)
        book = openpyxl.load_workbook(given.workbook)
        found = figures_of(book)
        faults = compare(found, tidy_of(book), "the tidy data") if found else []
        if given.data:
            faults += compare(found, files_of(given.data, given.language), "the data files")
    except (AssertionError, ElementTree.ParseError, zipfile.BadZipFile, ValueError) as error:
        faults = [str(error)]
    for fault in faults:
        print(f"{given.workbook}: {fault}")
    if not faults:
        print(f"{given.workbook}: {sum(map(len, found.values()))} cells of {len(found)} tables agree")
    return 1 if faults or check.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
