#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""All faults of all files are told in one run, and nothing that only follows from another: test_faults.py SITREP"""
import pathlib, re, shutil, subprocess, sys, tempfile

from edition import SMALL_LAYOUT, Score, build, copy_edition, read_export, set_conf, write_export

FAULT = re.compile(r"^(\S+?):(?:(\d+):(?:(\d+):)?)? (error|warning)\[(\w+)\]: (.*)$", re.M)


def change(path, *pairs):
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def faults_of(sitrep, edition):
    """(file, code) of each, sorted; and all that was said."""
    done = build(sitrep, edition, edition.parent / "out")
    said = done.stderr.decode("utf-8")
    found = sorted((pathlib.Path(path).name, code) for path, _, _, severity, code, _ in FAULT.findall(said) if severity == "error")
    return done.returncode, found, said


def expect(score, sitrep, edition, what, wanted):
    status, found, said = faults_of(sitrep, edition)
    score.check(status == 1 and found == sorted(wanted), f"{what}: exit {status}, {found}, not {sorted(wanted)}\n{said}")
    return said


def fresh(folder, name, layout=SMALL_LAYOUT):
    edition = copy_edition(folder / name, audiences="public, as-published", layout=layout)
    return edition, edition.parent / "layouts" / "assistance.codebook.md", edition.parent / "layouts" / "situation.en.md"


def test_everything_at_once(score, sitrep, folder):
    """A fault in each file: edition.conf, code book, typed-in figures, language file, layout."""
    edition, codebook, layout = fresh(folder, "all")
    set_conf(edition, date="30.1.2015")
    change(codebook, ("threshold: 5", "threshold: five"))
    change(edition / "typed-in.conf", ("| 2015-01-12\n", "| 12.1.2015\n"))
    change(codebook.parent / "en.language", ("group from: 1000", "group from: many"))
    change(layout, ("clients by gender", "clients by gendr"))
    said = expect(score, sitrep, edition, "a fault in each file",
                  [("edition.conf", "E109"), ("assistance.codebook.md", "E109"), ("typed-in.conf", "E109"),
                   ("en.language", "E109"), ("situation.en.md", "E204")])
    score.check("did you mean 'gender'?" in said, "what was meant is asked for")
    score.check("it can be: a day, written yyyy-mm-dd: value | who counted | yyyy-mm-dd | what" in said, "the parts of a typed-in figure are told")


def test_exports_too(score, sitrep, folder):
    """Where the code book is sound, rows are judged although the layout has a fault."""
    edition, _, layout = fresh(folder, "exports")
    change(layout, ("clients by gender", "clients by gendr"))
    heading, rows = read_export(edition / "exports" / "cases.csv")
    rows[40][5] = "Zyzzyva7Qx"
    write_export(edition / "exports" / "cases.csv", heading, rows)
    said = expect(score, sitrep, edition, "layout and export", [("situation.en.md", "E204"), ("cases.csv", "E504")])
    score.check("Zyzzyva7Qx" not in said, "no cell's text is told")


def test_every_export(score, sitrep, folder):
    """An export that is no CSV does not keep the faults of the next one unsaid."""
    edition, _, _ = fresh(folder, "exports")
    (edition / "exports" / "cases.csv").write_bytes((edition / "exports" / "cases.csv").read_bytes() + b'"never closed')
    heading, rows = read_export(edition / "exports" / "requests.csv")
    rows[3][5] = "Zyzzyva7Qx"
    write_export(edition / "exports" / "requests.csv", heading, rows)
    said = expect(score, sitrep, edition, "both exports", [("cases.csv", "E516"), ("requests.csv", "E504")])
    score.check("Zyzzyva7Qx" not in said, "no cell's text is told")


# What is changed in the small edition, and all faults that are to be told. The layout shows clients by gender, and requests
# by decision and round; relations, checks and policies name clients, new, extended, exits and children_of_clients.
NO_FOLLOW_UPS = {
    "a measure of no source": ([("count: cases", "count: case")], [], [("assistance.codebook.md", "E202")]),
    "a measure of a kind that is not known": ([("::: measure clients\n", "::: counting clients\n")], [],
                                             [("assistance.codebook.md", "E106")]),
    "a code list that is not read": ([("::: codes decision", "::: codez decision")], [], [("assistance.codebook.md", "E106")]),
    "a list of another name": ([("::: codes decision", "::: codes decison")], [], [("assistance.codebook.md", "E202")]),
    "a column without a code list": ([("Monesko esitys; round     | code", "Monesko esitys; round     | cod")], [],
                                     [("assistance.codebook.md", "E109")]),
    "no policy of that name": ([("::: policy as-published", "::: policy as published")], [], [("assistance.codebook.md", "E112")]),
    "no file of typed-in figures": ([], [("typed in: typed-in.conf", "typed in: typed.conf")], [("edition.conf", "E114")]),
    "no code book": ([], [("assistance.codebook.md", "assistants.codebook.md")], [("edition.conf", "E114")]),
    "no setting for the code book": ([], [("code book: ../layouts", "kode book: layouts")], [("edition.conf", "E107"), ("edition.conf", "E114")]),
    "a period that is none": ([], [("period: 2014", "period: 20x4")], [("edition.conf", "E136")]),
    "an audience that is not known": ([], [("audiences: public", "audiences: publik")], [("edition.conf", "E202")]),
    "exports that are not there": ([], [("exports: exports", "exports: export")], [("edition.conf", "E114")]),
    "a layout that is not there": ([], [("situation.en.md", "situation.de.md")], [("edition.conf", "E114")]),
    "a translation without its master": ([], [("situation.en.md", "situation.fi.md")], [("situation.fi.md", "E403")]),
}


def test_nothing_follows(score, sitrep, folder):
    for number, (name, (book, conf, wanted)) in enumerate(NO_FOLLOW_UPS.items()):
        edition, codebook, _ = fresh(folder, str(number))
        change(codebook, *book)
        change(edition / "edition.conf", *conf)
        expect(score, sitrep, edition, name, wanted)


def test_two_layouts_of_one_language(score, sitrep, folder):
    edition, _, layout = fresh(folder, "twice")
    shutil.copy(layout, layout.with_name("other.md"))
    set_conf(edition, layouts="../layouts/situation.en.md, ../layouts/other.md")
    said = expect(score, sitrep, edition, "two layouts of one language", [("other.md", "E165")])
    score.check("'en' has a layout already" in said and "situation.en.md" in said, "the other layout is named")


def test_once_for_all_audiences(score, sitrep, folder):
    """A claim that is false for both audiences is told once: 85 clients, so not fewer than 10."""
    edition, _, layout = fresh(folder, "once", SMALL_LAYOUT + "\n[Few.]{claim: clients < 10}\n")
    status, found, said = faults_of(sitrep, edition)
    score.check(status == 1 and found == [("situation.en.md", "E302")], f"a false claim for two audiences: {found}\n{said}")


def test_names_of_a_copy(score, sitrep, folder):
    """A copy of the edition of 2014 whose folder, id and period do not say the same; whatever path leads to it."""
    for name, settings, wanted in (("2014", {}, []), ("reports", {}, []), ("2015H1", {}, ["W113"]), ("2015H1", {"id": "2015H1"}, ["W113"]),
                                   ("reports", {"id": "2015H1"}, ["W114"]), ("2014", {"id": "2014-01"}, ["W114"]), ("2014", {"id": "mine"}, [])):
        place = pathlib.Path(tempfile.mkdtemp(dir=folder))
        edition = copy_edition(place, layout=SMALL_LAYOUT).rename(place / name)
        set_conf(edition, **settings)
        for path, where in ((edition, place), (".", edition), (f"{name}/", place)):
            done = subprocess.run([sitrep, "check", str(path)], cwd=where, capture_output=True, text=True, timeout=60)
            told = [code for _, _, _, _, code, _ in FAULT.findall(done.stderr)]
            score.check(done.returncode == 0 and told == wanted, f"{name} {settings} as {path}: {told}\n{done.stderr}")


def test_exports_of_the_last_edition(score, sitrep, folder):
    """The exports of 2014 in a copy for 2015H1: told for each source, until one of its rows begins in the period."""
    settings = {"id": "2015H1", "period": "2015H1", "date": "2015-08-14"}
    row = "E-2015-001;A0001;{};VOK;1;M;\n"
    for name, more, zeros, wanted in (("left", "", "shown", ["cases", "requests"]), ("new", row.format("1.1.2015"), "shown", ["cases"]),
                                      ("day before", row.format("31.12.2014"), "shown", ["cases", "requests"]), ("hidden", "", "hidden", [])):
        edition, codebook, _ = fresh(folder, name, SMALL_LAYOUT)
        set_conf(edition, **settings)
        requests = edition / "exports" / "requests.csv"
        requests.write_text(requests.read_text(encoding="utf-8") + more, encoding="utf-8")
        change(codebook, ("zeros: shown", f"zeros: {zeros}"))
        _, _, said = faults_of(sitrep, edition)
        score.check(re.findall(r"W115\]: no row of '(\w+)' begins on 2015-01-01", said) == wanted, f"{name}: {wanted}\n{said}")


def test_lists_of_earlier_editions(score, sitrep, folder):
    """Lists beside an edition of 2014: those of earlier periods, one of each folder, if no list of that folder is named."""
    edition = copy_edition(folder, layout=SMALL_LAYOUT).rename(folder / "2014")
    for name in ("2012", "2013", "2013H2", "2014H2", "2015", "drafts"):
        (folder / name).mkdir()
        shutil.copy(edition / "all_figures.csv", folder / name / "all_figures.csv")
    (folder / "2012" / "all_figures.csv").unlink()
    (folder / "2013" / "all_figures.fi.csv").write_text("", encoding="utf-8")
    rows = "edition,measure,period,selection,kind,unit,value\n2013,clients,2013,,count,persons,102\n"
    (folder / "2013H2" / "kept.csv").write_text(rows, encoding="utf-8")
    both = ["../2013/all_figures.csv", "../2013H2/all_figures.csv"]
    for named, wanted in (("none", both), ("../2013H2/kept.csv", both[:1]), ("../2014/../2013H2/kept.csv", both[:1])):
        set_conf(edition, earlier_figures=named)
        for path, where in ((edition, folder), (".", edition), ("2014/", folder)):
            done = subprocess.run([sitrep, "check", str(path)], cwd=where, capture_output=True, text=True, timeout=60)
            told = re.findall(r"W116\]: '(\S+)'", done.stderr)
            score.check(done.returncode == 0 and told == wanted, f"{named} as {path}: {told}\n{done.stderr}")
    lists = "../2013/all_figures.csv, ../2013H2/kept.csv, all_figures.csv"
    set_conf(edition, earlier_figures=lists, report_number="7")
    for place, conf, wanted in (("2013H2", "report number: 7\n", ["2013H2"]), ("2013H2", "report number: 17\n", []), ("2013H2", "period: x\n", []),
                                ("2013", "faulty\nreport number: 7\n", ["2013"]), ("2012", "report number: 7\n", [])):
        path = folder / place / "edition.conf"
        path.write_text(conf, encoding="utf-8")
        done = subprocess.run([sitrep, "check", str(edition)], capture_output=True, text=True, timeout=60)
        told = re.findall(r"W123\]: the report number 7 is .*/(\w+)/edition.conf'", done.stderr)
        score.check(told == wanted and "faulty" not in done.stderr, f"{place}, {conf}: {told}\n{done.stderr}")
        path.unlink()
    set_conf(edition, earlier_figures="../2013/none.csv")
    said = expect(score, sitrep, edition, "a list that is not there", [("edition.conf", "E114")])
    score.check("W116" not in said, "what follows from that is not told")


def test_near_paths(score, sitrep, folder):
    """A path that leads to nothing: the nearest name of what is in its folder and could stand there."""
    edition, _, layout = fresh(folder, "paths")
    (layout.parent / "situation.de.md.d").mkdir()
    for name, wrong, near in (("layouts", "../layouts/situation.de.md", "../layouts/situation.en.md"), ("code_book", "../layouts/assistance.codebok", "../layouts/assistance.codebook.md"),
                              ("typed_in", "typed-in.con", "typed-in.conf"), ("exports", "exprots", "exports"), ("typed_in", "counts.txt", None), ("layouts", "../layout/situation.en.md", None)):
        path = edition / "edition.conf"
        kept = path.read_text(encoding="utf-8")
        set_conf(edition, **{name: wrong})
        said = expect(score, sitrep, edition, wrong, [("edition.conf", "E114")])
        score.check((f"of edition.conf; did you mean '{near}'?\n" if near else "of edition.conf\n") in said, f"{wrong}: {said}")
        path.write_text(kept, encoding="utf-8")


def test_categories_of_other_editions(score, sitrep, folder):
    """A list of codes has other categories before 2013: in a layout, and in the code book, a wrong period is the likely fault. Where
    it is no period at all, that is told alone."""
    edition, codebook, layout = fresh(folder, "lists", SMALL_LAYOUT + "\n{{clients victimization=other}} {{clients victimization=othr}}\n")
    change(codebook, ("| 20, TYO, 90, MUU, 41, 42 | labour ", "| 20, TYO, 90, MUU, 41, 42 | work "))
    with open(codebook, "a", encoding="utf-8") as book:
        book.write("\n::: measure others\ntitle: A | B | C\nlike: clients\nwhere: victimization = other\n:::\n")
    hint = "it is one in the editions 2013H1..: is the period of this edition wrong?"
    set_conf(edition, period="2012")
    said = expect(score, sitrep, edition, "an earlier period", [("assistance.codebook.md", "E205")] + 2 * [("situation.en.md", "E205")])
    score.check(said.count(hint) == 2 and said.count("there are: sexual, work, not_stated") == 1, f"where the category is: {said}")
    layout.write_text(SMALL_LAYOUT + "\n{{clients victimization=work}}\n", encoding="utf-8")
    set_conf(edition, period="2014")
    said = expect(score, sitrep, edition, "a later period", [("situation.en.md", "E205")])
    score.check("it is one in the editions ..2012H2: is" in said, f"the other way round: {said}")
    heading, rows = read_export(edition / "exports" / "cases.csv")
    rows[3][5] = "Zyzzyva7Qx"
    write_export(edition / "exports" / "cases.csv", heading, rows)
    set_conf(edition, period="20x2")
    expect(score, sitrep, edition, "no period", [("edition.conf", "E136")])


def test_rows_in_the_place_of_texts(score, sitrep, folder):
    """A table of rows that is named where people's own files belong is not read, and no line of it is shown."""
    rows = "Zyzzyva7Qx;C1;2014\r\nVirtanen7Qx: C2\r\n---\r\n"
    edition, codebook, _ = fresh(folder, "rows")
    for path in (edition / "exports" / "notes.txt", edition / "left.CSV", edition.parent / "layouts" / "rows.csv"):
        path.write_text(rows, encoding="utf-8")
    for name in ("exports/cases.csv", "exports/notes.txt", "left.CSV"):
        for key, old in (("typed in", "typed-in.conf"), ("layouts", "../layouts/situation.en.md"), ("code book", "../layouts/assistance.codebook.md")):
            set_conf(edition, **{key: name})
            said = expect(score, sitrep, edition, f"{key}: {name}", [("edition.conf", "E193")])
            score.check("7Qx" not in said, f"{key}: {name}: a line is shown: {said}")
            set_conf(edition, **{key: old})
    change(codebook, ("file: countries.csv", "file: rows.csv"))
    _, found, said = faults_of(sitrep, edition)
    score.check({file for file, _ in found} == {"rows.csv"} and {code for _, code in found} == {"E120"} and "7Qx" not in said,
                f"a list of codes: {found}\n{said}")
    (edition.parent / "layouts" / "rows.csv").write_text("alpha2,fi,en\nFI,Suomi,Finland\n", encoding="utf-8")
    _, found, said = faults_of(sitrep, edition)
    score.check(("rows.csv", "E120") in found and "| alpha2,fi,en" in said, f"the heading of a list is shown: {said}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        for test in (test_everything_at_once, test_exports_too, test_every_export, test_nothing_follows, test_two_layouts_of_one_language,
                     test_once_for_all_audiences, test_names_of_a_copy, test_exports_of_the_last_edition,
                     test_lists_of_earlier_editions, test_near_paths, test_categories_of_other_editions,
                     test_rows_in_the_place_of_texts):
            folder = pathlib.Path(place) / test.__name__
            folder.mkdir()
            test(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
