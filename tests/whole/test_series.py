#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight editions after one another in one archive, and what readers who kept all of them could subtract: test_series.py SITREP

What is expected was printed in 2014 (examples/2014/published.csv) or is counted here from the rows."""
import csv, pathlib, re, shutil, sqlite3, subprocess, sys, tempfile, zipfile

from edition import ROOT, Score, build, set_conf
from series_editions import (ADMITTED, CASE_NO, DECIDED, DECISION, EDITIONS, EXITED, EXTENDED, GENDER, GROUND, PERSON, RECEIVED, REQUEST_NO,
                             as_of, day_of, last_day, read, register, series_edition, write)
from test_archive import NAMES, check_hashes, fingerprint_of, outputs_in, run

OLDEST = ("2012H1", "2012")
LIST = "public/data/all_figures.en.csv"


def seal(sitrep, edition, archive, out, on):
    """Both steps; what is approved is also written to `out`."""
    shown = run(sitrep, "seal", edition, "--archive", archive, "-o", out)
    if not re.search("^fingerprint", shown.stdout, re.M):
        return shown
    return run(sitrep, "seal", edition, "--archive", archive, *NAMES, "--fingerprint", fingerprint_of(shown), "--on", on)


def lists_of(names, file=LIST):
    """As `earlier figures` has them."""
    return ", ".join(f"../out-{name}/{file}" for name in names) or "none"


def figures_in(path):
    """(measure, period, selection) -> the count, or None where it is hidden."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {(row["measure"], row["period"], row["selection"]): int(row["value"]) if row["value"] else None
                for row in csv.DictReader(file) if row["kind"] == "count"}


def figures_of(folder, name, audience="public"):
    return figures_in(folder / f"out-{name}" / audience / "data" / "all_figures.en.csv")


def printed():
    """What the report of 2014 printed, by the same names."""
    with (ROOT / "examples" / "2014" / "published.csv").open(encoding="utf-8", newline="") as file:
        return {(row["measure"], row["period"], row["selection"]): int(row["printed"]) for row in csv.DictReader(file)
                if row["verdict"] == "equal" and row["unit"] in ("persons", "requests") and not row["of"]}


# ---- the rows ----

def test_register(score):
    """At the end of 2014 it is the register of examples/2014."""
    (_, cases), (_, requests) = register()
    end = last_day("2014")
    with (ROOT / "examples" / "2014" / "exports" / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        example = sorted((row[CASE_NO], row[PERSON], row[ADMITTED], row[EXITED]) for row in list(csv.reader(file, delimiter=";"))[1:])
    ours = sorted((row[CASE_NO], row[PERSON], row[ADMITTED], row[EXITED]) for row in as_of(cases, end, ADMITTED, EXITED, EXITED + 1))
    score.check(ours == example, "the cases of 2014 are those of the example")
    known = {row[REQUEST_NO] for row in as_of(requests, end, RECEIVED, 6, 5) if day_of(row[RECEIVED]).year > 2012}
    with (ROOT / "examples" / "2014" / "exports" / "requests.csv").open(encoding="utf-8-sig", newline="") as file:
        score.check(known == {row[REQUEST_NO] for row in list(csv.reader(file, delimiter=";"))[1:]}, "and so are its requests")
    for name in EDITIONS:
        rows = as_of(cases, last_day(name), ADMITTED, EXITED, EXITED + 1)
        left = {row[CASE_NO] for row in rows if row[EXITED]}
        score.check(left <= {row[CASE_NO] for row in cases if row[EXITED]}, f"{name}: whoever left is gone later, too")


# ---- the archive ----

def make_series(score, sitrep, folder):
    archive, before = folder / "archive.sitrep", []
    for name in EDITIONS:
        edition = series_edition(folder, name, languages=("en", "fi", "sv") if name == "2014" else ("en",), earlier_figures=lists_of(before))
        done = seal(sitrep, edition, archive, folder / f"out-{name}", f"{last_day(name).year + 1}-02-02")
        if not score.check(done.returncode == 0, f"{name}: sealed: {done.stdout} {done.stderr}"):
            raise SystemExit(score.finish())
        before.append(name)
        if name == "2014":
            for suffix in ("", ".inputs"):
                shutil.copy(f"{archive}{suffix}", folder / f"until-2014.sitrep{suffix}")
    check_hashes(score, archive, "eight editions")
    done = run(sitrep, "verify", "--archive", archive)
    score.check(done.returncode == 0 and len(re.findall(r"  seal ", done.stdout)) == len(EDITIONS), f"verified: {done.stdout} {done.stderr}")
    return archive


def test_figures(score, folder):
    """Each edition prints the yearly series as it was printed once, and what it does not hide of its own period."""
    told = printed()
    for name in EDITIONS:
        figures = figures_of(folder, name)
        for year in range(2010, last_day(name).year + (not name.endswith("H1"))):
            key = ("new", str(year), "")
            score.check(key not in told and year == 2015 or figures[key] == told[key], f"{name}: new clients of {year}: {figures[key]}")
    own = figures_of(folder, "2014")
    both = [key for key in own if key in told and own[key] is not None]
    score.check(len(both) >= 12 and all(own[key] == told[key] for key in both), f"2014 says what was printed: {[(key, own[key]) for key in both]}")
    score.check(figures_of(folder, "2014H1")["clients", "2014H1", ""] == told["clients", "2014-06", ""], "and 2014H1 what it was in June")


def test_balance(score, folder):
    """Who is there at the end is who was there before, and came, and has not left; where it is hidden, nobody can tell."""
    stock = {name: figures_of(folder, name) for name in EDITIONS}
    for before, name in (("2012", "2013"), ("2014", "2015")):
        said = {measure: stock[name][measure, name, ""] for measure in ("clients", "new", "extended", "exits")}
        was = stock[before]["clients", before, ""]
        score.check(said["clients"] == was + said["new"] + said["extended"] - said["exits"], f"{name}: {was} before, {said}")


def reproduce_all(score, sitrep, archive, restricted, what):
    for name in EDITIONS:
        for source in ("inputs", "release") if name in restricted else ("release",):
            done = run(sitrep, "reproduce", name, "--archive", archive, "--from", source)
            score.check(done.returncode == 0 and ", 0 different" in done.stdout, f"{what}: {name} from {source}: {done.stdout} {done.stderr}")


def test_purging(score, sitrep, archive):
    reproduce_all(score, sitrep, archive, EDITIONS, "sealed")
    for name in OLDEST:
        done = run(sitrep, "purge-inputs", name, "--archive", archive, *NAMES, "--on", "2016-03-01")
        score.check(done.returncode == 0, f"{name}: destroyed: {done.stdout} {done.stderr}")
    done = run(sitrep, "purge-inputs", "2014", "--archive", archive, *NAMES, "--on", "2016-03-01")
    score.check(done.returncode == 2 and "kept until 2016-12-31" in done.stderr, f"2014 is kept: {done.stderr}")
    base = sqlite3.connect(f"{archive}.inputs")
    kept = {edition for edition, in base.execute("SELECT edition FROM input")}
    base.close()
    score.check(kept == set(EDITIONS) - set(OLDEST), f"the inputs of the oldest are gone: {kept}")
    reproduce_all(score, sitrep, archive, set(EDITIONS) - set(OLDEST), "after destroying")
    done = run(sitrep, "reproduce", "2012", "--archive", archive, "--from", "inputs")
    score.check(done.returncode != 0, "from inputs that are destroyed")
    done = run(sitrep, "verify", "--archive", archive)
    score.check(done.returncode == 0 and done.stdout.count("  purge ") == len(OLDEST), f"and it is written down: {done.stdout}")
    check_hashes(score, archive, "after destroying")


# ---- editions side by side ----

def late_rows(year):
    """Six women more who came in that year, of whom the office heard when its report was out."""
    (_, cases), _ = register()
    like = next(row for row in cases if row[GENDER] == "N" and not row[EXITED] and row[EXTENDED] != "kyllä" and row[ADMITTED].endswith(year))
    return [[f"L{number}", f"Q{number}", *like[2:]] for number in range(6)]


NOTE = "not the same as in edition"


def notes_in(folder, name):
    """What a workbook's notes say of figures that were counted anew."""
    with zipfile.ZipFile(folder / f"out-{name}" / "public" / f"series-{name}.en.xlsx") as book:
        text = " ".join(book.read(part).decode("utf-8") for part in book.namelist() if part.endswith(".xml"))
    return re.findall(f"[^<>]*{NOTE} [^<>]*", text)


def test_reprint(score, sitrep, folder):
    """The half-year has nothing that the year tells otherwise; a reprint with late rows has. It is made before there is a later edition."""
    archive = folder / "until-2014.sitrep"
    done = run(sitrep, "diff", "2014H1", "2014", "--archive", archive)
    score.check(done.returncode == 0 and "Figures that both editions tell: 4, of these otherwise: 0" in done.stdout, f"half and year: {done.stdout}")
    reprint = series_edition(folder, "2014", id="2014b", late=late_rows("2014"), earlier_figures=lists_of(EDITIONS[:6]))
    done = seal(sitrep, reprint, archive, folder / "out-2014b", "2015-03-02")
    score.check(done.returncode == 0, f"the reprint is sealed: {done.stdout} {done.stderr}")
    built = build(sitrep, reprint, folder / "again")
    anew = re.findall(r"counted anew, .*: (.*), edition 2014 ", built.stdout.decode())
    score.check({"clients @2014", "new @2014", "clients gender=women @2014", "new gender=women @2014"} <= set(anew)
                and not any("men" in name and "women" not in name for name in anew), f"told as counted anew: {anew} {built.stderr.decode()}")
    notes = notes_in(folder, "2014b")
    score.check(f"New clients, 2014: {NOTE} 2014" in notes and notes_in(folder, "2014") == [], f"readers are told: {notes}")
    done = run(sitrep, "diff", "2014", "2014b", "--archive", archive)
    for line in ("clients @2014: 85 in 2014, 91 in 2014b", "new @2014: 50 in 2014, 56 in 2014b", "clients gender=women @2014: 60 in 2014, 66 in 2014b",
                 "exports/cases.csv: not the same"):
        score.check(line in done.stdout, f"{line}: {done.stdout} {done.stderr}")
    score.check("gender=men" not in done.stdout and "new @2013" not in done.stdout and "exports/requests.csv" not in done.stdout, f"and nothing else: {done.stdout}")


ASKED = "\nBefore: {{new @2013..2013}}.\n"
OF_MEN = "\nMen: {{new gender=men @2013..2013 ?? nobody says}}.\n"


def after_2013(score, sitrep, folder, name, words=ASKED, list_of_2013="out-2013/" + LIST, **settings):
    """2014 with six rows of 2013 that came late: 56 + 6 = 62 new clients. Returns what the build says, and what stands behind 'Before'."""
    edition = series_edition(folder, "2014", id=name, late=late_rows("2013"), earlier_figures=f"../{list_of_2013}", **settings)
    text = folder / "layouts" / "series2014.en.md"
    text.write_text(text.read_text(encoding="utf-8") + words, encoding="utf-8")
    done = build(sitrep, edition, folder / f"out-{name}")
    score.check(done.returncode == 0, f"{name}: exit {done.returncode} {done.stdout.decode()} {done.stderr.decode()}")
    page = next((folder / f"out-{name}" / "public").glob("*.html")).read_text(encoding="utf-8")
    return done.stdout.decode() + done.stderr.decode(), re.search(r"Before: (?:<[^>]*>)*(\w+)", page).group(1)


def changed_list(folder, name, change):
    """The list of 2013 with other rows; returns its place."""
    path = folder / name
    with open(folder / "out-2013" / LIST, encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    rows = [change(dict(zip(heading, row))) for row in rows]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column for column in heading if column in rows[0]])
        writer.writeheader()
        writer.writerows(rows)
    return name


def without(row, column):
    return {key: value for key, value in row.items() if key != column}


def hide_men(row):
    """New men of 2013 and, so that they cannot be worked out, new women."""
    return row | ({"value": "", "obs_status": "Q", "conf_status": "C"} if row["measure"] == "new" and row["selection"].startswith("gender=") else {})


def test_recount(score, sitrep, folder):
    """Of an earlier year what was published is printed again; where its rows say something else today, that is told."""
    make(score, sitrep, folder, "2013", "2013")
    score.check(figures_of(folder, "2013")["new", "2013", ""] == 56, "56 were published")
    said, printed = after_2013(score, sitrep, folder, "2014")
    score.check("counted anew, so that the earlier figure says nothing of today: new @2013, edition 2013 (" in said, f"the build names it: {said}")
    score.check(printed == "56" and figures_of(folder, "2014")["new", "2013", ""] == 56, f"what was published is printed: {printed}")
    line = (folder / "layouts" / "series2014.en.md").read_text(encoding="utf-8").split("\n").index(ASKED.strip()) + 1
    score.check(f"series2014.en.md:{line}:9: warning[W310]" in said and "'new @2013': 56 then, which is printed, and 62 now" in said
                and said.count("[W310]") == 2, f"a warning each for the sentence and the chart: {said}")
    score.check(notes_in(folder, "2014") == [], "nothing was revised")
    done = run(sitrep, "check", folder / "2014")
    score.check(done.returncode == 0 and done.stderr.count("[W310]") == 2 and "62" not in done.stderr.replace(str(folder), "") and f"explain {folder / '2014'} 'new @2013'" in done.stderr,
                f"check tells it without numbers: {done.stderr}")
    done = run(sitrep, "explain", folder / "2014", "new @2013")
    score.check("new @2013: 62\n" in done.stdout and "published earlier: 56, in edition 2013 (" in done.stdout, f"with both numbers: {done.stdout}")
    score.check("printed: 56, as edition 2013 published it\n" in done.stdout, f"and which is printed: {done.stdout}")
    said, printed = after_2013(score, sitrep, folder, "anew", earlier_periods="counted anew")
    score.check(printed == "62" and "[W310]" not in said and figures_of(folder, "anew")["new", "2013", ""] == 62, f"counted anew on demand: {printed} {said}")
    score.check(said.count("series2014.en.md: warning[W575]: a number that edition 2013 published otherwise") == 1, f"the report does not say so: {said}")
    score.check(f"New clients, 2013: {NOTE} 2013" in notes_in(folder, "anew"), f"readers are told: {notes_in(folder, 'anew')}")
    done = run(sitrep, "explain", folder / "anew", "new @2013")
    score.check("new @2013: 62\n" in done.stdout and "printed:" not in done.stdout, f"then the count of today is: {done.stdout}")


REVISED = {"en": ("have been counted anew since:", "New clients, 2013: not the same as in edition 2013"),
           "fi": ("on laskettu uudelleen", "Uudet asiakkaat, 2013: eri luku kuin julkaisussa 2013"),
           "sv": ("har räknats på nytt", "Nya klienter, 2013: inte samma tal som i utgåvan 2013")}


def report_in(folder, name, language):
    """Paragraphs and items of the web page, and the words of the PDF."""
    out = folder / f"out-{name}" / "public"
    page = next(out.glob(f"*.{language}.html")).read_text(encoding="utf-8")
    parts = [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", part)).strip() for part in re.findall(r"<(?:p|li)[ >].*?</(?:p|li)>", page, re.S)]
    words = subprocess.run(["pdftotext", str(next(out.glob(f"*.{language}.pdf"))), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    return parts, re.sub(r"\s+", " ", words)


def test_revisions(score, sitrep, folder):
    """The report itself says which of its figures are not as they were; where there are none, nothing."""
    make(score, sitrep, folder, "2013", "2013")
    for name, settings in (("same", {}), ("anew", {"earlier_periods": "counted anew"})):
        edition = series_edition(folder, "2014", id=name, languages=("en", "fi", "sv"), late=late_rows("2013"), earlier_figures="../out-2013/" + LIST, **settings)
        for language in REVISED:
            text = folder / "layouts" / f"series2014.{language}.md"
            text.write_text(text.read_text(encoding="utf-8") + "\n::: revisions\n", encoding="utf-8")
        done = build(sitrep, edition, folder / f"out-{name}")
        score.check(done.returncode == 0 and "[W575]" not in done.stderr.decode(), f"{name}: {done.stderr.decode()}")
        for language, (lead, figure) in REVISED.items():
            parts, words = report_in(folder, name, language)
            told = [part for part in parts if lead in part or "2013:" in part]
            score.check(len(told) == (2 if name == "anew" else 0) and (not told or lead in told[0] and told[1].endswith(figure)), f"{name}, {language}: {told}")
            score.check((lead in words and figure in words) == (name == "anew"), f"{name}, {language}: the PDF: {words[-300:]}")


GENDERS_2013 = """
There were {{clients @2013H2..2013H2}}.

::: table genders_2013
show: new @2013..2013 by gender
title: New clients of 2013
:::
"""


def test_recounted_table(score, sitrep, folder):
    """A table that was published is printed again with all its cells; a stock is that of its day, whatever the period is called."""
    make(score, sitrep, folder, "2013", "2013")
    told = figures_of(folder, "2013")
    women, men = (told["new", "2013", f"gender={gender}"] for gender in ("women", "men"))
    said, printed = after_2013(score, sitrep, folder, "table", ASKED + GENDERS_2013)
    score.check(printed == "56" and said.count("[W310]") == 4, f"sentence, stock, chart and table are warned of: {said}")
    with open(folder / "out-table" / "public" / "data" / "genders_2013.en.csv", encoding="utf-8", newline="") as file:
        cells = {row["row"]: row["value"] for row in csv.DictReader(file)}
    score.check(cells == {"Women": str(women), "Men": str(men), "Total": "56"} and women + men == 56, f"as published: {cells}")
    parts, _ = report_in(folder, "table", "en")
    score.check(f"There were {told['clients', '2013', '']}." in parts, f"the stock of that day: {told['clients', '2013', '']} {parts[:9]}")


def test_recounted_half(score, sitrep, folder):
    """The first half of the edition's own year is counted with the year, and what was published of it is told."""
    make(score, sitrep, folder, "2014H1", "2014H1")
    before = figures_of(folder, "2014H1")["new", "2014H1", ""]
    late = [row[:ADMITTED] + ["1.3.2014"] + row[ADMITTED + 1:] for row in late_rows("2014")]
    edition = series_edition(folder, "2014", late=late, earlier_figures=lists_of(["2014H1"]))
    text = folder / "layouts" / "series2014.en.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nFirst half: {{new @2014H1..2014H1}}.\n", encoding="utf-8")
    done = build(sitrep, edition, folder / "out-2014")
    score.check(done.returncode == 0 and f"'new @2014H1': {before} then, and {before + 6} now, which is printed, as of all of" in done.stderr.decode(),
                f"told: {done.stdout.decode()} {done.stderr.decode()}")
    parts, _ = report_in(folder, "2014", "en")
    score.check(f"First half: {before + 6}." in parts, f"printed: {parts[:9]}")


def test_recount_in_part(score, sitrep, folder):
    """Published figures are printed with others of their year, or not at all; and only to whom had them."""
    make(score, sitrep, folder, "2013", "2013")
    shown = figures_of(folder, "2013")["new", "2013", "gender=men"]
    said, printed = after_2013(score, sitrep, folder, "more", ASKED + "\nAbroad: {{new place=abroad @2013..2013 ?? hidden}}.\n")
    score.check(printed == "62" and "56 then, and 62 now, which is printed" in said, f"a part that was not published: {printed} {said}")
    score.check(f"New clients, 2013: {NOTE} 2013" in notes_in(folder, "more"), f"readers are told: {notes_in(folder, 'more')}")
    for name, change in (("theirs", lambda row: row | {"audience": "authorities"}), ("nobodys", lambda row: without(row, "audience"))):
        said, printed = after_2013(score, sitrep, folder, name, list_of_2013=changed_list(folder, f"{name}.csv", change))
        score.check(printed == "62" and "[W310]" not in said, f"{name}: the list of other readers: {printed} {said}")
    said, printed = after_2013(score, sitrep, folder, "hidden", ASKED + OF_MEN, list_of_2013=changed_list(folder, "hidden.csv", hide_men), audiences="public, as-published")
    page = next((folder / "out-hidden" / "public").glob("*.html")).read_text(encoding="utf-8")
    score.check(shown is not None and printed == "56" and "Men: nobody says." in page, f"what was hidden stays so: {shown} {printed}")
    score.check(figures_of(folder, "hidden")["new", "2013", "gender=men"] is None, "also in the list")
    score.check(figures_of(folder, "hidden", "as-published")["new", "2013", "gender=men"] == shown, "and a reproduction is not of what the public got")


def test_recounted_overlap(score, sitrep, folder):
    """A year as it was and a half of it as it is now would leave what is neither half: who was in the other one then."""
    make(score, sitrep, folder, "2013", "2013")
    said, printed = after_2013(score, sitrep, folder, "half", ASKED + "\nFirst half: {{new @2013H1..2013H1}}.\n")
    score.check(printed == "62" and "in periods that overlap this one" in said, f"the half was not published, and so the year is not printed again: {printed} {said}")
    said, printed = after_2013(score, sitrep, folder, "span", ASKED + "\nSince: {{new @2013..2014}}.\n")
    score.check(printed == "62", f"nor beside a longer period that goes on until now: {printed} {said}")
    said, printed = after_2013(score, sitrep, folder, "minors", ASKED + "\nMinors: {{new_minors @2013..2013 ?? hidden}}.\n")
    score.check(printed == "62", f"nor beside some of these people, of whom nothing was published: {printed} {said}")


def test_recounted_twice(score, sitrep, folder):
    """A total that another edition counted anew is not printed with the cells of the first one."""
    make(score, sitrep, folder, "2013", "2013")
    for name, total in (("again", "56"), ("anew", "60")):
        later = changed_list(folder, f"{name}.csv", lambda row: row | {"edition": "2013b", "value": total})
        heading, *lines = (folder / later).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / later).write_text(heading + "".join(line for line in lines if ",new,2013,," in line), encoding="utf-8")
        said, printed = after_2013(score, sitrep, folder, name, ASKED + GENDERS_2013, list_of_2013=f"out-2013/{LIST}, ../{later}")
        score.check(printed == ("62" if name == "anew" else "56"), f"{name}: {printed} {said}")


def test_revisions_of_others(score, sitrep, folder):
    """Which numbers of other readers are as they were tells them: of 56 new clients, the men if all but them were counted anew."""
    make(score, sitrep, folder, "2013", "2013")
    theirs = changed_list(folder, "theirs.csv", lambda row: row | {"audience": "authorities"})
    both = changed_list(folder, "public.csv", hide_men) + f", ../{theirs}"
    said, printed = after_2013(score, sitrep, folder, "both", ASKED + GENDERS_2013, list_of_2013=both, earlier_periods="counted anew")
    told = figures_of(folder, "both")
    score.check(printed == "62" and told["new", "2013", "gender=women"] is not None, f"all is shown today: {printed} {said}")
    score.check(notes_in(folder, "both") == [f"New clients, 2013: {NOTE} 2013"], f"and only what the public had is named: {notes_in(folder, 'both')}")


# ---- what readers could subtract ----

SMALL = range(1, 5)


def halves(year, half):
    """What a year and its first half tell of the second: measure, selection -> a small count. Stocks have no halves."""
    told = {(measure, selection): count for (measure, period, selection), count in half.items()
            if count is not None and period.endswith("H1") and measure != "clients"}
    rest = {(measure, selection): count - told[measure, selection] for (measure, period, selection), count in year.items()
            if count is not None and "H" not in period and (measure, selection) in told}
    return {key: count for key, count in rest.items() if count in SMALL}


def balances(now, before, period, former):
    """What two stocks, and who came and left between them, tell of those whose stay was extended: selection -> a small count."""
    found = {}
    for selection in ("", "gender=men", "gender=women"):
        counts = [now.get(("clients", period, selection)), before.get(("clients", former, selection)), now.get(("new", period, selection)),
                  now.get(("exits", period, selection))]
        if None not in counts and counts[0] - counts[1] - counts[2] + counts[3] in SMALL:
            found[selection] = counts[0] - counts[1] - counts[2] + counts[3]
    return found


def test_subtracting(score, folder):
    """From all that was sealed."""
    for year in ("2012", "2013", "2014", "2015"):
        found = halves(figures_of(folder, year), figures_of(folder, f"{year}H1"))
        score.check(found == {}, f"{year} less {year}H1: {found}")
    for former, period in zip(EDITIONS[1::2], EDITIONS[3::2]):
        found = balances(figures_of(folder, period), figures_of(folder, former), period, former)
        score.check(found == {}, f"{period} after {former}: {found}")


def make(score, sitrep, folder, name, id, refused=False, **settings):
    edition = series_edition(folder, name, id=id, **settings)
    done = build(sitrep, edition, folder / f"out-{id}")
    score.check(done.returncode == (3 if refused else 0), f"{id}: exit {done.returncode} {done.stderr.decode()}")
    return done.stdout.decode()


def test_year_before(score, sitrep, folder):
    """One stay was extended in 2014; that cell is hidden. 85 = 102 + 50 + 1 - 68, and 2013 has printed the 102."""
    hidden, shown = ("extended", "2014", ""), ("exits", "2014", "")
    make(score, sitrep, folder, "2013", "2013")
    make(score, sitrep, folder, "2014", "alone")
    alone, former = figures_of(folder, "alone"), figures_of(folder, "2013")
    score.check(alone[hidden] is None and balances(alone, former, "2014", "2013") == {"": 1}, "without the earlier list it can be worked out")
    make(score, sitrep, folder, "2014", "together", earlier_figures=lists_of(["2013"]))
    together = figures_of(folder, "together")
    score.check(together[hidden] is None and together[shown] is None and balances(together, former, "2014", "2013") == {}, "with it, the exits are hidden too")
    # A total that is broken down stays; the build then says what the reader would do.
    said = make(score, sitrep, folder, "2014", "refused", refused=True, left=True, earlier_figures=lists_of(["2013"]))
    for words in ("CAN BE WORKED OUT: extended @2014", "from clients @2013 (edition 2013 (", "from exits @2014 (", "clients_over_time"):
        score.check(words in said, f"refused: {words}: {said}")
    score.check(not (folder / "out-refused").exists(), "and nothing is written")


def test_half_year(score, sitrep, folder):
    """Of the men 8 left in the first half of 2015, and 11 in the year."""
    make(score, sitrep, folder, "2015H1", "2015H1")
    half = figures_of(folder, "2015H1")
    make(score, sitrep, folder, "2015", "alone")
    score.check(halves(figures_of(folder, "alone"), half) == {("exits", "gender=men"): 3}, "without the earlier list, three men left in the second half")
    make(score, sitrep, folder, "2015", "together", earlier_figures=lists_of(["2015H1"]))
    together = figures_of(folder, "together")
    score.check(halves(together, half) == {} and together["exits", "2015", ""] == 53, f"with it, nobody can tell: {together}")
    score.check(together["exits", "2015", "gender=men"] is None and together["exits", "2015", "gender=women"] is None, "since the table is hidden")


SHEET = """
::: sheet left_by_gender
audience: authorities
title: Poistetut sukupuolen mukaan | Utskrivna efter kön | Clients who left, by gender
show: exits by gender
:::
"""


AUTHORITIES = "authorities/data/all_figures.en.csv"


def test_workbook(score, sitrep, folder):
    """The same, where only the authorities' workbook has told the first half."""
    archive = folder / "archive.sitrep"
    half = series_edition(folder, "2015H1", left=False, audiences="public, authorities")
    book = folder / "layouts" / "assistance.codebook.md"
    text = book.read_text(encoding="utf-8")
    book.write_text(re.sub(r"::: sheet .*?\n:::\n", "", text, flags=re.S) + SHEET, encoding="utf-8")
    done = seal(sitrep, half, archive, folder / "out-2015H1", "2015-08-14")
    score.check(done.returncode == 0, f"the half-year is sealed: {done.stdout} {done.stderr}")
    public, sheets = figures_of(folder, "2015H1"), figures_of(folder, "2015H1", "authorities")
    score.check(("exits", "2015H1", "gender=men") not in public and sheets["exits", "2015H1", "gender=men"] == 8, "only the workbook has it")
    make(score, sitrep, folder, "2015", "alone", earlier_figures=lists_of(["2015H1"]))
    score.check(halves(figures_of(folder, "alone"), public) == {} and halves(figures_of(folder, "alone"), sheets) == {("exits", "gender=men"): 3},
                "with the public list alone, whoever holds the workbook can work it out")
    year = series_edition(folder, "2015", id="together",
                          earlier_figures=f"{lists_of(['2015H1'])}, {lists_of(['2015H1'], AUTHORITIES)}")
    done = seal(sitrep, year, archive, folder / "out-together", "2016-02-02")
    score.check(done.returncode == 0, f"with both lists the year is sealed: {done.stdout} {done.stderr}")
    score.check(halves(figures_of(folder, "together"), sheets) == {} and figures_of(folder, "together")["exits", "2015", "gender=men"] is None,
                "and the workbook's holder cannot")
    check_lists(score, sitrep, folder, archive)


def rewritten(folder, name, change):
    """A copy of the authorities' list, its rows changed."""
    with (folder / "out-2015H1" / AUTHORITIES).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(change(rows))
    return f"{lists_of(['2015H1'])}, ../{name}"


def with_eight_men(row, value):
    return [value if row[1:4] == ["exits", "2015H1", "gender=men"] and cell == "8" else cell for cell in row]


RESEARCHERS = """
::: policy researchers
threshold: 5
zeros: shown
small parts: join
exact dates: latest clients.admitted; earliest clients.admitted: year
text: ei julkaista | publiceras inte | not published
symbol: [c]
:::
"""


def rows_in(folder, file):
    """Without the last column, which says whose list it is."""
    lines = (folder / "out-2015H1" / file).read_text(encoding="utf-8-sig").splitlines()[1:]
    return {line.rsplit(",", 1)[0] for line in lines}


def check_lists(score, sitrep, folder, archive):
    """Every list is asked for, whole and as it went out; how it was saved since does not matter."""
    public, told = lists_of(["2015H1"]), "'2015H1' is sealed"
    own = rows_in(folder, AUTHORITIES) - rows_in(folder, LIST)
    some = f"{told}, and of {len(rows_in(folder, AUTHORITIES))} figures that 'authorities' got of it {{}} are not in the lists of 'earlier figures'"
    men, other = "'exits gender=men @2015H1'", ["2015H1", "new", "2015H1", "gender=men", "count", "persons", "7", "A", "F", "authorities"]
    lists = {"public": (public, some.format(len(own)), "that audience's data/all_figures.*.csv as it went out"),
             "none": ("none", f"{told}, and readers have what 'authorities' got of it", "authorities/data/all_figures.*.csv"),
             "row": (rewritten(folder, "row.csv", lambda rows: rows[:2]), some.format(len(own)), "edition.conf"),
             "less": (rewritten(folder, "less.csv", lambda rows: [row for row in rows if row == with_eight_men(row, "")]), some.format(1), men),
             "changed": (rewritten(folder, "changed.csv", lambda rows: [with_eight_men(row, "9") for row in rows]),
                         f"changed.csv: what it says of {men} is not what the sealed edition '2015H1' told", ""),
             "more": (rewritten(folder, "more.csv", lambda rows: [*rows, other]), "more.csv: what it says of 'new gender=men @2015H1'", "")}
    for id, (named, *words) in lists.items():
        year = series_edition(folder, "2015", id=f"with-{id}", earlier_figures=named if id == "none" else f"{named}, ../out-together/{LIST}")
        done = run(sitrep, "seal", year, "--archive", archive)
        score.check(done.returncode == 1 and all(word in done.stderr.splitlines()[-1] for word in words), f"{id}: refused: {done.returncode} {done.stderr}")
    done = run(sitrep, "seal", series_edition(folder, "2015", id="finnish", earlier_figures=lists["less"][0], messages="fi"), "--archive", archive)
    score.check(f"'2015H1' on sinetöity, ja {len(rows_in(folder, AUTHORITIES))} luvusta, jotka 'authorities' siitä sai, 1 ei ole asetuksen 'earlier figures'" in done.stderr,
                f"in Finnish: {done.stderr}")
    whole = rewritten(folder, "excel.csv", lambda rows: [row[::-1] for row in rows])
    for id, named in (("twice", f"{whole}, ../out-2015H1/{AUTHORITIES}"), ("excel", whole)):
        year = series_edition(folder, "2015", id=f"with-{id}", earlier_figures=f"{named}, ../out-together/{LIST}")
        done = run(sitrep, "seal", year, "--archive", archive)
        score.check("fingerprint" in done.stdout, f"{id}: {done.stdout} {done.stderr}")
    check_readers(score, sitrep, folder, archive)


def check_readers(score, sitrep, folder, archive):
    """Nobody reads what researchers get and the authorities' workbook; whether they hold what is public, their policy says."""
    book = folder / "layouts" / "assistance.codebook.md"
    text = book.read_text(encoding="utf-8")
    public = f"{lists_of(['2015H1'])}, ../out-together/{LIST}"
    for id, policy, named, missing in (("some", RESEARCHERS, public, ""), ("less", RESEARCHERS, "none", "what 'public' got"),
                                       ("nothing", RESEARCHERS.replace("threshold", "also holds: nothing\nthreshold"), "none", "")):
        book.write_text(text + policy, encoding="utf-8")
        year = series_edition(folder, "2015", id=f"researchers-{id}", audiences="researchers", earlier_figures=named)
        done = run(sitrep, "seal", year, "--archive", archive)
        score.check(missing in done.stderr if missing else "fingerprint" in done.stdout, f"researchers, {id}: {done.stdout} {done.stderr}")
    book.write_text(text.replace("::: policy authorities\n", "::: policy authorities\nencrypt: yes\n"), encoding="utf-8")
    for id, named in (("none", "none"), ("part", public)):
        done = run(sitrep, "seal", series_edition(folder, "2015", id=f"enclosed-{id}", earlier_figures=named), "--archive", archive)
        score.check(done.returncode == 1 and done.stderr.endswith(": take all_figures.csv out of the encrypted PDF (pdfdetach -saveall) and name it in edition.conf\n"),
                    f"a list inside a PDF, {id}: {done.stdout} {done.stderr}")


def later_register(edition):
    """The exports of today, in an edition of a period that ended a year before."""
    (heading, cases), (request_heading, requests) = register()
    write(edition / "exports" / "cases.csv", heading, as_of(cases, last_day("2015"), ADMITTED, EXITED, GROUND))
    write(edition / "exports" / "requests.csv", request_heading, as_of(requests, last_day("2015"), RECEIVED, DECIDED, DECISION))
    set_conf(edition, date="2016-03-01")


def test_published_before(score, sitrep, folder):
    """The half-year is reported after the year: what counts is what readers have, not which period is the older one."""
    archive, late = folder / "archive.sitrep", f"../out-2015/{LIST}"
    done = seal(sitrep, series_edition(folder, "2015"), archive, folder / "out-2015", "2016-02-02")
    score.check(done.returncode == 0, f"the year is sealed: {done.stdout} {done.stderr}")
    year = figures_of(folder, "2015")
    half = series_edition(folder, "2015H1", id="alone")
    later_register(half)
    done = build(sitrep, half, folder / "out-alone")
    score.check(done.returncode == 0 and halves(year, figures_of(folder, "alone")) == {("exits", "gender=men"): 3},
                f"alone, it tells that three men left in the second half: {done.stderr.decode()}")
    done = run(sitrep, "seal", half, "--archive", archive)
    score.check(done.returncode == 1 and "'2015' is sealed, and readers have" in done.stderr and "among the 'later figures'" in done.stderr,
                f"and is not sealed: {done.returncode} {done.stderr}")
    half = series_edition(folder, "2015H1", id="earlier", earlier_figures=late)
    later_register(half)
    done = run(sitrep, "seal", half, "--archive", archive)
    score.check(done.returncode == 1 and "E134" in done.stderr and "name it in 'later figures'" in done.stderr, f"as an earlier list it is a slip: {done.stderr}")
    half = series_edition(folder, "2015H1", id="old", later_figures=late)
    done = run(sitrep, "seal", half, "--archive", archive)
    score.check(done.returncode == 1 and "E561" in done.stderr, f"exports that end with the half-year tell nothing of the other half: {done.stderr}")
    half = series_edition(folder, "2015H1", id="together", later_figures=late)
    later_register(half)
    done = seal(sitrep, half, archive, folder / "out-together", "2016-03-03")
    together = figures_of(folder, "together")
    score.check(done.returncode == 0 and halves(year, together) == {}, f"with the year's list nobody can tell: {done.stdout} {done.stderr}")
    score.check(together["exits", "2015H1", "gender=men"] is None and together["exits", "2015H1", ""] == 28, f"since the table is hidden: {together}")
    for source in ("inputs", "release"):
        done = run(sitrep, "reproduce", "together", "--archive", archive, "--from", source)
        score.check(done.returncode == 0 and ", 0 different" in done.stdout, f"from {source}: {done.stdout} {done.stderr}")


def test_refused_reprint(score, sitrep, folder):
    """The year 2014 hides the one stay that was extended: 85 = 102 + 50 + 1 - 68. Who reports 2013 after it would print the 102."""
    make(score, sitrep, folder, "2014", "2014")
    reprint = series_edition(folder, "2013", id="2013b", later_figures=lists_of(["2014"]))
    shutil.copy(folder / "2014" / "exports" / "cases.csv", reprint / "exports" / "cases.csv")
    shutil.copy(folder / "2014" / "exports" / "requests.csv", reprint / "exports" / "requests.csv")
    set_conf(reprint, date="2015-03-01")
    done = build(sitrep, reprint, folder / "out-2013b")
    said = done.stdout.decode()
    score.check(done.returncode == 3 and "CAN BE WORKED OUT: extended @2014" in said and "from exits @2014 (edition 2014 (" in said,
                f"refused: {done.returncode} {said} {done.stderr.decode()}")
    score.check(not (folder / "out-2013b").exists(), "and nothing is written")


def test_pairs(score, sitrep, folder):
    """Two editions each, in a folder of their own."""
    tests = (test_recount, test_revisions, test_recounted_table, test_recounted_half, test_recount_in_part, test_recounted_overlap,
             test_recounted_twice, test_revisions_of_others, test_year_before, test_half_year, test_workbook, test_published_before, test_refused_reprint)
    for number, test in enumerate(tests):
        test(score, sitrep, folder / str(number))


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    test_register(score)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        archive = make_series(score, sitrep, folder)
        test_figures(score, folder)
        test_balance(score, folder)
        test_subtracting(score, folder)
        test_purging(score, sitrep, archive)
        test_reprint(score, sitrep, folder)
        test_pairs(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
