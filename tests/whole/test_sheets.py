#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets of the code book: who gets them, what they tell, and what nobody else notices of them: test_sheets.py SITREP"""
import csv, json, pathlib, re, shutil, subprocess, sys, tempfile

import openpyxl
import pikepdf

from edition import EXAMPLE, ROOT, SMALL_LAYOUT, Score, build, copy_edition, differences, files_of, set_conf

SHEETS = """
::: sheet places
audience: authorities
title: Naiset | Kvinnor | Women by region
show: clients gender=women by region
labels: count, percent
chart: bars
note: Vain naiset. | Bara kvinnor. | Women only.
:::

::: sheet months
audience: authorities, public
title: Kuukaudet | Månader | Clients by month
show: clients by month, gender
:::
"""


def unpacked(path):
    """The bytes of a file, of a PDF those of its objects and streams."""
    if path.suffix != ".pdf":
        return path.read_bytes()
    return subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(path), "-"], capture_output=True, check=True).stdout


def edition_with(folder, sheets, audiences="public, authorities", layout=SMALL_LAYOUT):
    edition = copy_edition(folder, audiences=audiences, layout=layout)
    book = edition.parent / "layouts" / "assistance.codebook.md"
    text = re.sub(r"^::: sheet .*?^:::$", "", book.read_text(encoding="utf-8"), flags=re.M | re.S)
    book.write_text(text + sheets, encoding="utf-8")
    return edition


def built(score, sitrep, edition, out):
    done = build(sitrep, edition, out)
    score.check(done.returncode == 0, f"{edition}: {done.stderr.decode()}")
    return out


def rows_of(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_sheets_of_hidden_counts(score, sitrep, folder):
    """A sheet of which nothing is shown is told once, in the code book, whatever the languages; one of which something is, is not."""
    few = "\n::: sheet few\naudience: authorities\ntitle: A | B | C\nshow: new_minors by gender\n:::\n"
    edition = edition_with(folder / "few", SHEETS[SHEETS.index("::: sheet months"):] + few)
    set_conf(edition, layouts="../layouts/situation.en.md, ../layouts/situation.fi.md, ../layouts/situation.sv.md")
    for name in ("fi", "sv"):
        layout = SMALL_LAYOUT.replace("language: en", f"language: {name}")
        (edition.parent / "layouts" / f"situation.{name}.md").write_text(layout, encoding="utf-8")
    done = subprocess.run([str(sitrep), "audit", str(edition)], capture_output=True, timeout=120)
    told = done.stderr.decode()
    score.check(told.count("W302") == 1 and "codebook.md:" in told.split(" warning[W302]")[0] and "'few'" in told, f"{told}")


def test_who_gets_what(score, sitrep, folder):
    out = built(score, sitrep, edition_with(folder / "two", SHEETS), folder / "two" / "out")
    data = {audience: {path.name for path in (out / audience / "data").iterdir()} for audience in ("public", "authorities")}
    score.check({"places.en.csv", "places.en.json", "months.en.csv", "months.en.json"} <= data["authorities"], "both for one")
    score.check("months.en.csv" in data["public"] and not any(name.startswith("places") for name in data["public"]),
                f"one for all: {sorted(data['public'])}")
    score.check(not any("places" in name for name in files_of(out / "authorities" / "charts")), "no drawing of a sheet")
    for name in files_of(out / "public"):
        content = unpacked(out / "public" / name)
        score.check(b"places" not in content and b"Women by region" not in content, f"public/{name} knows of the other sheet")
    with pikepdf.open(out / "authorities" / "small-2014.en.pdf") as pdf:
        score.check("places.csv" not in pdf.attachments and "gender.csv" in pdf.attachments,
                    f"the report has no attachment of a sheet: {list(pdf.attachments)}")


def test_what_the_public_gets(score, sitrep, folder):
    """With and without a sheet for others, every byte for the public is the same, and so is what is said of its audit."""
    others = SHEETS.split("::: sheet months")[0]
    one = built(score, sitrep, edition_with(folder / "with", others), folder / "with" / "out")
    two = built(score, sitrep, edition_with(folder / "without", ""), folder / "without" / "out")
    score.check(not differences(files_of(one / "public"), files_of(two / "public")), "the public's files")
    audits = [(out / "restricted" / "public.audit.json").read_bytes() for out in (one, two)]
    score.check(audits[0] == audits[1], "the public's audit")
    score.check(differences(files_of(one / "authorities"), files_of(two / "authorities")), "the others' differ")


def test_of_later_editions(score, sitrep, folder):
    """A sheet that is for the editions from the next one on changes no byte of this one."""
    new = SHEETS.split("::: sheet months")[0].replace("audience:", "editions: 2015H1..\naudience:")
    one = built(score, sitrep, edition_with(folder / "with", new), folder / "with" / "out")
    two = built(score, sitrep, edition_with(folder / "without", ""), folder / "without" / "out")
    for audience in ("public", "authorities"):
        score.check(not differences(files_of(one / audience), files_of(two / audience)), f"the files of {audience}")
    now = new.replace("2015H1..", "2014H2..")
    three = built(score, sitrep, edition_with(folder / "now", now), folder / "now" / "out")
    score.check((three / "authorities" / "data" / "places.en.csv").exists(), "from this one on")


def test_one_reader(score, sitrep, folder):
    """A sheet of the public's has all clients by region; who has the women as well must not get the few men by
    subtraction, though neither sheet tells of them."""
    public = "\n::: sheet regions\naudience: public\ntitle: A | B | Regions\nshow: clients by region\njoin: none\n:::\n"
    out = built(score, sitrep, edition_with(folder / "one", SHEETS + public), folder / "one" / "out")
    score.check(not (out / "authorities" / "data" / "regions.en.csv").exists(), "a sheet of the public's only")
    public = {row["row"]: row["value"] for row in rows_of(out / "public" / "data" / "regions.en.csv")}
    women = {row["row"]: row["value"] for row in rows_of(out / "authorities" / "data" / "places.en.csv") if row["column"] == "Persons"}
    known = [name for name in public if public[name] and women.get(name)]
    men = {name: int(public[name]) - int(women[name]) for name in known}
    score.check(len(known) > 1 and men["Total"] == 25, f"some can be compared: {men}")
    score.check(not any(0 < count < 5 for count in men.values()), f"no small remainder: {men}")
    text = (out / "restricted" / "authorities.audit.json").read_text(encoding="utf-8")
    score.check("sheet places, assistance.codebook.md, line" in text, "the account names the sheet")
    score.check("sheet places" not in (out / "restricted" / "public.audit.json").read_text(encoding="utf-8"),
                "that of the public does not")


OLD_CLIENTS = """
::: measure old_clients
title: A | B | Clients admitted before 2013
like: clients
where: admitted < 2013-01-01
:::

::: sheet months
audience: authorities
title: Kuukaudet | Månader | Clients by month
show: clients by month, gender
:::
"""
OLD_LAYOUT = SMALL_LAYOUT + """
::: table exits
show: exits by month
title: Exits ({{exits | exit | exits}})
:::

{{old_clients | was | were}} admitted before 2013.
"""


def test_a_sheet_beside_an_earlier_list(score, sitrep, folder):
    """Months of a sheet, a measure within clients, exits by month and a list of the year before are tied to each other in other
    ways than without the sheet: the edition is made all the same, and nobody can subtract a small count."""
    edition = edition_with(folder / "old", OLD_CLIENTS, layout=OLD_LAYOUT)
    shutil.copytree(ROOT / "examples" / "2015H1" / "exports", edition / "exports", dirs_exist_ok=True)
    set_conf(edition, id="2015H1", period="2015H1", report_number=8, date="2015-08-14", typed_in=None,
             earlier_figures=ROOT / "examples" / "2014" / "all_figures.csv")
    out = built(score, sitrep, edition, folder / "old" / "out")
    told = {}
    for row in rows_of(out / "authorities" / "data" / "months.en.csv"):
        told.setdefault(row["row"], {})[row["column"]] = row["value"]
    for month, cells in told.items():
        hidden = [name for name, value in cells.items() if value == ""]
        score.check(len(hidden) != 1 and not any(0 < int(value) < 5 for value in cells.values() if value), f"{month}: {cells}")
    score.check(len(told) > 5, f"{len(told)} months")
    totals = json.loads((out / "restricted" / "authorities.audit.json").read_text(encoding="utf-8"))["totals"]
    score.check(totals["held"] > 100 and totals["unsafe"] == 0, f"reckoned with: {totals}")


def test_the_worksheet(score, sitrep, folder):
    out = built(score, sitrep, edition_with(folder / "book", SHEETS), folder / "book" / "out")
    book = openpyxl.load_workbook(out / "authorities" / "small-2014.en.xlsx")
    name = "Women_by_region"
    score.check(name in book.sheetnames and "Clients_by_month" in book.sheetnames, f"sheets: {book.sheetnames}")
    contents = {row[0].value: row[0].hyperlink for row in book["Contents"].iter_rows(min_row=2)}
    score.check(contents.get(name) is not None and contents[name].location == f"'{name}'!A1", "a link in the contents")
    sheet = book[name]
    lines = [row[0].value for row in sheet.iter_rows() if row[0].value]
    score.check(sheet["A1"].value == "Women by region" and "Unit: persons" in lines, f"title and unit: {lines}")
    score.check(any(line.startswith("Women only.") for line in lines) and any("[c]" in line for line in lines), f"notes: {lines}")
    table = sheet.tables["data_places"]
    told = {(row["row"], row["column"]): row["value"] for row in rows_of(out / "authorities" / "data" / "places.en.csv")}
    first = sheet[table.ref][0]
    score.check([cell.value for cell in first] == ["Region", "Persons", "Per cent"], f"headings {[cell.value for cell in first]}")
    for row in sheet[table.ref][1:]:
        count, share = (told[(row[0].value, column)] for column in ("Persons", "Per cent"))
        score.check(row[1].value == (int(count) if count else "[c]"), f"{row[0].value}: {row[1].value}, told {count}")
        score.check(row[2].value == (int(share) / 100 if share else "[c]"), f"{row[0].value}: {row[2].value}, told {share}")
    score.check(any(cell.value == "[c]" for row in sheet[table.ref] for cell in row), "something is hidden")
    chart = sheet._charts[0]
    rows = chart.series[0].val.numRef.f.split("!")[1].replace("$", "").split(":")
    charted = [row[0].value for row in sheet[f"{rows[0]}:{rows[-1]}"]]
    score.check(charted and all(isinstance(value, int) for value in charted), f"no hidden cell is charted: {charted}")
    data = [row for row in book["data"].iter_rows(values_only=True) if row[1] == "places"]
    score.check(len(data) == len(told), f"{len(data)} observations of {len(told)}")


PROSE = """
## A table in the text {#prose}

| Group | Clients | Share | Remark |
|:------|--------:|------:|--------|
| Women | {{clients gender=women}} | {{clients gender=women: percent}} | more than half |
| Minors | {{minors}} | {{minors: percent of clients}} | |
| A year of new | {{average new per year @last 5 years: decimals 1}} | {{new gender=women: percent 1}} | average |
"""


NAMED = {"en": ("Women_by_region", "Clients_by_month"), "fi": ("Naiset", "Kuukaudet"), "sv": ("Kvinnor", "Månader")}


def test_names_in_each_language(score, sitrep, folder):
    """Whoever opens a workbook finds its sheets by words of its language, and programs find its tables by names that are the same."""
    edition = edition_with(folder / "named", SHEETS)
    set_conf(edition, layouts="../layouts/situation.en.md, ../layouts/situation.fi.md, ../layouts/situation.sv.md")
    for name in ("fi", "sv"):
        layout = SMALL_LAYOUT.replace("language: en", f"language: {name}")
        (edition.parent / "layouts" / f"situation.{name}.md").write_text(layout, encoding="utf-8")
    out = built(score, sitrep, edition, folder / "named" / "out")
    tables = {}
    for language, names in NAMED.items():
        book = openpyxl.load_workbook(out / "authorities" / f"small-2014.{language}.xlsx")
        score.check(set(names) < set(book.sheetnames), f"{language}: {book.sheetnames}")
        score.check(all(len(name) <= 31 for name in book.sheetnames), f"{language}: their lengths")
        linked = {link.location for sheet in book for row in sheet.iter_rows() for cell in row if (link := cell.hyperlink)}
        score.check(linked == {f"'{name}'!A1" for name in book.sheetnames[1:]}, f"{language}: links to {linked}")
        score.check(all(sheet.print_title_rows for sheet in book if sheet.tables), f"{language}: headings on every page")
        tables[language] = [name for sheet in book for name in sheet.tables]
    score.check(tables["fi"] == tables["sv"] == tables["en"], f"tables: {tables}")


def test_marks_and_prose(score, sitrep, folder):
    """The policy's mark on every sheet and its recipient on the cover, of that audience only; a table of the text as a sheet."""
    out = built(score, sitrep, edition_with(folder / "marked", SHEETS, layout=SMALL_LAYOUT + PROSE), folder / "marked" / "out")
    for audience, marked in (("authorities", True), ("public", False)):
        book = openpyxl.load_workbook(out / audience / "small-2014.en.xlsx")
        marks = [any(row[0].value == "For official use only" for row in sheet.iter_rows(max_row=3)) for sheet in book]
        score.check(all(marks) if marked else not any(marks), f"{audience}: the mark: {marks}")
        cover = [row[0].value for row in book["Cover"].iter_rows()]
        score.check(("Recipient: Cooperating authorities" in cover) == marked, f"{audience}: the cover: {cover}")
    sheet = book["A_table_in_the_text"]
    table = sheet.tables["data_prose_table"]
    rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    score.check(rows[0] == ["Group", "Clients", "Share", "Remark"] and rows[1] == ["Women", 60, 0.71, "more than half"],
                f"words and numbers: {rows}")
    score.check(rows[3] == ["A year of new", 49.8, 0.76, "average"], f"decimals: {rows[3]}")
    formats = [sheet[table.ref][row][column].number_format for row, column in ((1, 1), (3, 1), (1, 2), (3, 2))]
    score.check(formats == ["#,##0", "#,##0.0", "0%", "0.0%"], f"as they are written: {formats}")
    score.check(sheet["A1"].value == "1.1 A table in the text: Group, Clients, Share, Remark", f"its title: {sheet['A1'].value}")
    score.check(all(row[1] != "prose_table" for row in book["data"].iter_rows(values_only=True)), "it is no figure")


def test_the_list_of_figures(score, sitrep, folder):
    """What a sheet tells stands in the list of those who get it, for the protection of later editions."""
    out = built(score, sitrep, edition_with(folder / "list", SHEETS), folder / "list" / "out")
    lists = {audience: {row["selection"] for row in rows_of(out / audience / "data" / "all_figures.en.csv")}
             for audience in ("public", "authorities")}
    wanted = {selection for selection in lists["authorities"] if "region=" in selection}
    score.check(wanted and not any("region" in selection for selection in lists["public"]), f"{len(wanted)} of regions")
    files = {audience: {one["path"] for one in json.loads((out / audience / "manifest.json").read_text())["outputs"]}
             for audience in lists}
    score.check(any("places" in path for path in files["authorities"]) and not any("places" in path for path in files["public"]),
                "the manifests")


MONTHS = """
::: sheet new_months
audience: authorities
title: Uudet | Nya | New clients by month
show: new by month
:::

# Things that must hold"""


def test_months_of_a_flow(score, sitrep, folder):
    """A month's new clients are few, and tied to stocks by month and gender and to a year by region and gender: what that
    costs is the least that it can cost, and nothing of the other sheets is lost for it."""
    edition = copy_edition(folder, audiences="public, authorities")
    book = edition.parent / "layouts" / "assistance.codebook.md"
    text = book.read_text(encoding="utf-8").replace("\n# Things that must hold", MONTHS)
    book.write_text(text, encoding="utf-8")
    done = subprocess.run([sitrep, "audit", edition, "-o", folder / "account"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=200)
    score.check(done.returncode == 0, f"audit: {done.stderr.decode()}")
    account = json.loads((folder / "account" / "authorities.audit.json").read_text(encoding="utf-8"))
    score.check(account["totals"]["cost"] == account["totals"]["bound"] > 0, f"costs: {account['totals']}")
    hidden = {figure["label"] for figure in account["hidden"]}
    score.check(sum(label.startswith("new @2014-") for label in hidden) >= 9, f"small months: {sorted(hidden)}")
    score.check(not any(label.startswith("clients gender=") and "@2014-" in label for label in hidden), "the stocks are told")


def test_the_starter(score, sitrep, folder):
    """The example in the notes of a first edition is one, once its %% are taken away."""
    first = folder / "first"
    done = subprocess.run([sitrep, "init", first], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    score.check(done.returncode == 0, f"init: {done.stderr.decode()}")
    book = first / "starter.codebook.md"
    text = book.read_text(encoding="utf-8")
    start = text.index("%% ::: sheet")
    end = text.index("%% :::\n", start + 5) + len("%% :::\n")
    sheet = text[start:end].replace("%% ", "").replace("audience: authorities", "audience: public")
    book.write_text(text[:start] + sheet + text[end:], encoding="utf-8")
    out = built(score, sitrep, first, folder / "out")
    score.check((out / "public" / "data" / "clients_by_month.en.csv").exists(), "its data")


def notes_of(out, language):
    book = openpyxl.load_workbook(next((out / "public").glob(f"*.{language}.xlsx")))
    return [[cell.value for cell in row] for row in book.worksheets[2].iter_rows()]


REVISED = {
    "en": ["Counted anew", "New clients, 2012: not the same as in edition 2012"],
    "fi": ["Laskettu uudelleen", "Uudet asiakkaat, 2012: eri luku kuin julkaisussa 2012"],
    "sv": ["Räknat på nytt", "Nya klienter, 2012: inte samma tal som i utgåvan 2012"],
}


def test_counted_anew(score, sitrep, folder):
    """48 were new in 2012. What an earlier edition said otherwise of a printed number is told, but not what it said: nothing of
    one that was the same, was right in the last edition, is hidden or is not printed."""
    heading = "edition,audience,measure,period,selection,unit,value,obs_status,conf_status\r\n"
    (folder / "2012.csv").write_text(heading + "2012,public,new,2012,,persons,47,A,F\r\n2012,public,new,2011,,persons,50,A,F\r\n"
                                     "2012,public,new,2009,,persons,30,A,F\r\n", encoding="utf-8")
    (folder / "2013.csv").write_text(heading + "2013,public,new,2011,,persons,51,A,F\r\n2013,public,new,2013,,persons,,Q,C\r\n", encoding="utf-8")
    edition = folder / "edition"
    shutil.copytree(EXAMPLE, edition)
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    set_conf(edition, code_book="../layouts/assistance.codebook.md", audiences="public", fonts=ROOT / "fonts",
             layouts=", ".join(f"../layouts/situation.{language}.md" for language in REVISED),
             earlier_figures="../2012.csv, ../2013.csv", earlier_periods="counted anew")
    out = built(score, sitrep, edition, folder / "out")
    for language, row in REVISED.items():
        found = [note for note in notes_of(out, language) if note[0] == row[0]]
        score.check(found == [row], f"{language}: {found}")
    (folder / "others.csv").write_text((folder / "2012.csv").read_text(encoding="utf-8").replace(",public,", ",,"), encoding="utf-8")
    set_conf(edition, earlier_figures="../others.csv")
    score.check("Counted anew" not in str(notes_of(built(score, sitrep, edition, folder / "others"), "en")), "a list may be of other readers")
    unchanged = folder / "unchanged"
    set_conf(edition, earlier_figures="../2013.csv")
    score.check("Counted anew" not in str(notes_of(built(score, sitrep, edition, unchanged), "en")), "nothing has changed")


def main():
    score = Score()
    with tempfile.TemporaryDirectory() as place:
        for test in (test_sheets_of_hidden_counts, test_who_gets_what, test_what_the_public_gets, test_of_later_editions,
                     test_one_reader, test_a_sheet_beside_an_earlier_list, test_the_worksheet, test_names_in_each_language,
                     test_marks_and_prose,
                     test_the_list_of_figures, test_months_of_a_flow, test_the_starter, test_counted_anew):
            folder = pathlib.Path(place) / test.__name__
            folder.mkdir()
            test(score, sys.argv[1], folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main())
