#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""All readers find the same in every workbook of the 2014 edition, in both of its forms: test_readers.py SITREP

XLSX by openpyxl, SheetJS and LibreOffice, OpenDocument by SheetJS, LibreOffice and a reader of its own: each cell of each
sheet. LibreOffice also makes an XLSX of each OpenDocument: its charts draw the same cells, its links lead to the same sheets.
What is needed, tests/run.sh installs: Debian's libreoffice-calc, and a package of npm's that package-lock.json names."""
import csv, json, pathlib, re, shutil, subprocess, sys, tempfile, zipfile
import xml.etree.ElementTree as ElementTree

import openpyxl
from openpyxl.utils import get_column_letter

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))
from edition import Score, build, copy_edition, install_npm, set_conf, with_ods

# Comma, double quotes, UTF-8, from line 1; no cell as it looks, but as it is; all sheets, each in a file of its own.
CSV_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {name: f"{OPEN_DOCUMENT}{name}:1.0" for name in ("office", "table", "text", "chart", "meta")} | {
    "dc": "http://purl.org/dc/elements/1.1/", "draw": f"{OPEN_DOCUMENT}drawing:1.0", "svg": f"{OPEN_DOCUMENT}svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink", "manifest": f"{OPEN_DOCUMENT}manifest:1.0"}


def with_openpyxl(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
            for sheet in book}


def attribute(element, name):
    space, local = name.split(":")
    return element.get(f"{{{SPACES[space]}}}{local}")


def part_of(path, name):
    with zipfile.ZipFile(path) as package:
        return ElementTree.fromstring(package.read(name))


def value_of(cell):
    if attribute(cell, "office:value-type") in ("float", "percentage"):
        return float(attribute(cell, "office:value"))
    return "\n".join("".join(line.itertext()) for line in cell.findall("text:p", SPACES)) or None


def with_own_reader(path):
    """The sheets as an OpenDocument reader of few lines sees them: rows and cells that stand for several are not expected."""
    found = {}
    for table in part_of(path, "content.xml").iterfind(".//office:spreadsheet/table:table", SPACES):
        cells = found[attribute(table, "table:name")] = {}
        for number, row in enumerate(table.iterfind(".//table:table-row", SPACES), 1):
            for column, cell in enumerate(row.findall("table:table-cell", SPACES), 1):
                if value_of(cell) is not None:
                    cells[f"{get_column_letter(column)}{number}"] = value_of(cell)
    return found


def with_sheetjs(folder, paths):
    command = ["node", HERE / "read.js", install_npm(HERE, folder), *paths]
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", timeout=120)
    if done.returncode != 0:
        raise SystemExit(f"read.js failed: {done.stderr[-900:]}")
    return json.loads(done.stdout)


def convert(folder, form, target, paths):
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form,
               "--outdir", folder / target, *paths]
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", errors="replace", timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"soffice failed: {done.stderr[-900:]}")


def with_libreoffice(folder, paths):
    """{file: {sheet: {"A1": text}}}: numbers as LibreOffice prints them."""
    convert(folder, CSV_FILTER, "csv", paths)
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


def is_same(value, found):
    return type(value) is str and value == found or type(value) is not str and type(found) is not str and value == found


# ---- what else an OpenDocument has ----


def series_of(sheet):
    """(kind, direction, ranges of names and numbers) of each chart of a sheet that openpyxl has read."""
    return [(type(chart).__name__, getattr(chart, "barDir", None),
             sorted((series.cat.strRef or series.cat.numRef).f.replace("$", "").replace("'", "") + " "
                    + series.val.numRef.f.replace("$", "").replace("'", "").strip("()") for series in chart.series)) for chart in sheet._charts]


def is_as_high(sheet, other, row):
    """LibreOffice measures the rows anew, in the font that it has: a row of few words is one line high, one of many has several."""
    height = other.row_dimensions[row].height or 15
    places = [(len(str(cell.value)), sheet.column_dimensions[cell.column_letter].width) for cell in sheet[row]
              if cell.value is not None and cell.alignment.wrap_text]
    if row > 1 and all(length < width / 2 for length, width in places):
        return 11 <= height <= 18
    return height >= 24 or not any(length > 2 * width for length, width in places)


def check_conversion(score, what, own, converted):
    """The workbook that LibreOffice makes of the OpenDocument is as our own XLSX."""
    charts = 0
    for sheet in own:
        other = converted[sheet.title]
        charts += len(sheet._charts)
        score.check(series_of(sheet) == series_of(other), f"{what}, {sheet.title}: charts {series_of(sheet)} {series_of(other)}")
        links, kept = ({cell.coordinate: re.sub("['#$]", "", cell.hyperlink.location or "") for row in one.iter_rows() for cell in row
                        if cell.hyperlink} for one in (sheet, other))
        score.check(links == {place: target.replace(".A1", "!A1") for place, target in kept.items()}, f"{what}, {sheet.title}: links {kept}")
        score.check(other.sheet_state == "visible" and not [row for row, size in other.row_dimensions.items() if size.hidden],
                    f"{what}, {sheet.title}: nothing is hidden")
        wrong = [row for row in range(1, sheet.max_row + 1) if not is_as_high(sheet, other, row)]
        score.check(not wrong, f"{what}, {sheet.title}: heights of rows {wrong[:5]}")
    return charts


def check_package(score, what, path, own):
    """What it says of itself, and that everything in it is named and is of a kind that belongs there."""
    with zipfile.ZipFile(path) as package:
        names, first = package.namelist(), package.infolist()[0]
        score.check(first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED and first.header_offset == 0 and not first.extra
                    and package.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet", f"{what}: its type")
        score.check({item.date_time[:3] for item in package.infolist()} == {(1980, 1, 1)}, f"{what}: no dates of a machine")
    named = [attribute(item, "manifest:full-path") for item in part_of(path, "META-INF/manifest.xml")]
    score.check(sorted(name for name in named if not name.endswith("/")) == sorted(set(names) - {"mimetype", "META-INF/manifest.xml"}),
                f"{what}: the manifest {named}")
    meta = {child.tag.split("}")[1]: child.text for child in part_of(path, "meta.xml")[0]}
    score.check((meta["title"], meta["language"], meta["creator"]) == (own.properties.title, own.properties.language, own.properties.creator)
                and meta["date"].startswith(own.properties.created.strftime("%Y-%m-%d")), f"{what}: {meta}")
    frames = part_of(path, "content.xml").findall(".//draw:frame", SPACES)
    score.check(all((frame.findtext("svg:desc", "", SPACES) or "").strip() for frame in frames), f"{what}: charts are told in words")
    ranges = {attribute(item, "table:name"): attribute(item, "table:target-range-address").replace("'", "")
              for item in part_of(path, "content.xml").iter(f"{{{SPACES['table']}}}database-range")}
    tables = {name: ":".join(f"{sheet.title}.{corner}" for corner in place.split(":")) for sheet in own for name, place in sheet.tables.items()}
    score.check(ranges == tables and tables, f"{what}: tables {ranges}")


# ---- the whole ----


def test_comparison(score):
    """The comparison finds what must not be."""
    score.check(is_printed(25, "25") and is_printed(0.29, "29%") and is_printed("[c]", "[c]"), "what is right")
    for value, text in ((25, "26"), (0.29, "28%"), (0.29, "29"), ("[c]", "3"), (3, "[c]"), ("25", "25 ")):
        score.check(not is_printed(value, text), f"{value} is not {text}")
    score.check(is_same(25, 25.0) and is_same("25", "25") and not is_same(25, "25") and not is_same("25", 25.0), "numbers are no texts")


def copies(folder, ending):
    """Names are the same for all audiences, and for both forms."""
    found = []
    for book in sorted((folder / "out").glob(f"*/*.{ending}")):
        found.append(folder / f"{ending}-{book.parent.name}-{book.name}")
        shutil.copy(book, found[-1])
    return found


def test_forms(score, folder, xlsx, ods):
    sheetjs, libreoffice = with_sheetjs(folder, xlsx + ods), with_libreoffice(folder, xlsx + ods)
    convert(folder, "xlsx", "converted", ods)
    charts = 0
    for path, other in zip(xlsx, ods):
        expected = with_openpyxl(path)
        numbers = sum(isinstance(value, (int, float)) for sheet in expected.values() for value in sheet.values())
        score.check(numbers > 100, f"{path.name}: {numbers} numbers")
        check_definitions(score, path)
        for one in (path, other):
            compare(score, f"{one.name}: SheetJS", expected, sheetjs[str(one)], is_same)
            compare(score, f"{one.name}: LibreOffice", expected, libreoffice[str(one)], is_printed)
        compare(score, f"{other.name}: read here", expected, with_own_reader(other), is_same)
        own = openpyxl.load_workbook(path)
        charts += check_conversion(score, other.name, own, openpyxl.load_workbook(folder / "converted" / f"{other.stem}.xlsx"))
        check_package(score, other.name, other, own)
    score.check(charts > 40, f"{charts} charts")


def check_definitions(score, path):
    """Whatever a code in the sheet of data names, the notes say what it is, and from which registers all of it is."""
    book = openpyxl.load_workbook(path, read_only=True)
    defined = {str(row[0]).rsplit("(", 1)[-1].removesuffix(")") for row in book.worksheets[2].iter_rows(values_only=True) if row[1:] != (None,)}
    rows = list(book["data"].iter_rows(values_only=True))
    heading = next(row for row in rows if row[0] == "edition")
    columns = {name: heading.index(name) for name in ("measure", "row_variable", "column_variable")}
    wanted = {row[place] for row in rows for place in columns.values()} - {None, "_Z", "month", "half", "year", *columns}
    score.check(len(wanted) > 8 and wanted <= defined, f"{path.name}: not defined in the notes: {wanted - defined}")
    score.check({"cases", "requests"} <= defined, f"{path.name}: the notes name both registers: {defined}")


def main(sitrep):
    score = Score()
    missing = [name for name in ("soffice", "node", "npm") if not shutil.which(name)]
    if missing:
        raise SystemExit(f"{', '.join(missing)} missing: tests/run.sh installs what tests need")
    test_comparison(score)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place).resolve()
        edition = with_ods(copy_edition(folder, audiences="public, authorities, as-published"))
        set_conf(edition, layouts=", ".join(f"../layouts/situation.{language}.md" for language in ("en", "fi", "sv")))
        run = build(pathlib.Path(sitrep).resolve(), edition, folder / "out")
        score.check(run.returncode == 0, f"the example builds: {run.stderr.decode()[-400:]}")
        xlsx, ods = copies(folder, "xlsx"), copies(folder, "ods")
        score.check(len(xlsx) == 9 and [path.stem.split("-", 1)[1] for path in xlsx] == [path.stem.split("-", 1)[1] for path in ods],
                    f"{len(xlsx)} workbooks, {len(ods)} of the other form")
        test_forms(score, folder, xlsx, ods)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
