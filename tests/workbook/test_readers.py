#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Three readers find the same in every workbook of the 2014 edition: test_readers.py SITREP

openpyxl, SheetJS and LibreOffice, each cell of each sheet. What is needed, tests/run.sh installs: Debian's
libreoffice-calc, and a package of npm's that package-lock.json names."""
import csv, json, pathlib, shutil, subprocess, sys, tempfile

import openpyxl
from openpyxl.utils import get_column_letter

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))
from edition import EXAMPLE, Score, build, install_npm

# Comma, double quotes, UTF-8, from line 1; no cell as it looks, but as it is; all sheets, each in a file of its own.
CSV_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def with_openpyxl(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
            for sheet in book}


def with_sheetjs(folder, paths):
    command = ["node", HERE / "read.js", install_npm(HERE, folder), *paths]
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", timeout=120)
    if done.returncode != 0:
        raise SystemExit(f"read.js failed: {done.stderr[-900:]}")
    return json.loads(done.stdout)


def with_libreoffice(folder, paths):
    """{file: {sheet: {"A1": text}}}: numbers as LibreOffice prints them."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", CSV_FILTER,
               "--outdir", folder / "csv", *paths]
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", errors="replace", timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"soffice failed: {done.stderr[-900:]}")
    found = {}
    for path in paths:
        sheets = found[str(path)] = {}
        for printed in (folder / "csv").glob(f"{path.stem}-*.csv"):
            with open(printed, encoding="utf-8", newline="") as file:
                sheets[printed.stem.removeprefix(path.stem + "-")] = {
                    f"{get_column_letter(column)}{row}": value for row, record in enumerate(csv.reader(file), 1)
                    for column, value in enumerate(record, 1) if value != ""}
    return found


def number_of(text):
    """25, 0.29 from 29%; None: not a number."""
    digits = text.replace("\u00a0", " ").removesuffix("%").rstrip()
    try:
        return float(digits) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None


def is_printed(value, text):
    number = number_of(text) if isinstance(value, (int, float)) else None
    return text == value if number is None else abs(number - value) < 1e-12


def compare(score, what, expected, found, is_same):
    score.check(found.keys() == expected.keys(), f"{what}: sheets {sorted(found)}")
    for name in expected.keys() & found.keys():
        score.check(found[name].keys() == expected[name].keys(),
                    f"{what}, {name}: not the same cells are filled: {sorted(found[name].keys() ^ expected[name].keys())[:5]}")
        wrong = [place for place, value in expected[name].items()
                 if place in found[name] and not is_same(value, found[name][place])]
        score.check(not wrong, f"{what}, {name}: other values in {wrong[:5]}")


def test_comparison(score):
    """The comparison finds what must not be."""
    score.check(is_printed(25, "25") and is_printed(0.29, "29%") and is_printed("[c]", "[c]"), "what is right")
    for value, text in ((25, "26"), (0.29, "28%"), (0.29, "29"), ("[c]", "3"), (3, "[c]"), ("25", "25 ")):
        score.check(not is_printed(value, text), f"{value} is not {text}")


def main(sitrep):
    score = Score()
    missing = [name for name in ("soffice", "node", "npm") if not shutil.which(name)]
    if missing:
        raise SystemExit(f"{', '.join(missing)} missing: tests/run.sh installs what tests need")
    test_comparison(score)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place).resolve()
        run = build(pathlib.Path(sitrep).resolve(), EXAMPLE, folder / "out")
        score.check(run.returncode == 0, f"the example builds: {run.stderr.decode()[-400:]}")
        paths = []
        for book in sorted((folder / "out").glob("*/*.xlsx")):
            paths.append(folder / f"{book.parent.name}-{book.name}")  # names are the same for all audiences
            shutil.copy(book, paths[-1])
        score.check(len(paths) == 9, f"{len(paths)} workbooks")
        sheetjs, libreoffice = with_sheetjs(folder, paths), with_libreoffice(folder, paths)
        for path in paths:
            expected = with_openpyxl(path)
            numbers = sum(isinstance(value, (int, float)) for sheet in expected.values() for value in sheet.values())
            score.check(numbers > 100, f"{path.name}: {numbers} numbers")
            compare(score, f"{path.name}: SheetJS", expected, sheetjs[str(path)], lambda value, found: value == found)
            compare(score, f"{path.name}: LibreOffice", expected, libreoffice[str(path)], is_printed)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
