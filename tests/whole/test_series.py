#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight editions after one another in one archive, and what readers who kept all of them could subtract: test_series.py SITREP

What is expected was printed in 2014 (examples/2014/published.csv) or is counted here from the rows."""
import csv, pathlib, re, shutil, sqlite3, sys, tempfile

from edition import ROOT, Score, build
from series_editions import (ADMITTED, CASE_NO, EDITIONS, EXITED, EXTENDED, GENDER, PERSON, RECEIVED, REQUEST_NO, as_of, day_of, last_day, read,
                             register, series_edition)
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
        figures = figures_in(folder / f"out-{name}" / LIST)
        for year in range(2010, last_day(name).year + (not name.endswith("H1"))):
            key = ("new", str(year), "")
            score.check(key not in told and year == 2015 or figures[key] == told[key], f"{name}: new clients of {year}: {figures[key]}")
    own = figures_in(folder / "out-2014" / LIST)
    both = [key for key in own if key in told and own[key] is not None]
    score.check(len(both) >= 12 and all(own[key] == told[key] for key in both), f"2014 says what was printed: {[(key, own[key]) for key in both]}")
    score.check(figures_in(folder / "out-2014H1" / LIST)["clients", "2014H1", ""] == told["clients", "2014-06", ""], "and 2014H1 what it was in June")


def test_balance(score, folder):
    """Who is there at the end is who was there before, and came, and has not left; where it is hidden, nobody can tell."""
    stock = {name: figures_in(folder / f"out-{name}" / LIST) for name in EDITIONS}
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

def late_rows():
    """Six women more of 2014, of whom the office heard in 2015."""
    (_, cases), _ = register()
    like = next(row for row in cases if row[GENDER] == "N" and not row[EXITED] and row[EXTENDED] != "kyllä" and row[ADMITTED].endswith("2014"))
    return [[f"L{number}", f"Q{number}", *like[2:]] for number in range(6)]


def test_reprint(score, sitrep, folder):
    """The half-year has nothing that the year tells otherwise; a reprint with late rows has. It is made before there is a later edition."""
    archive = folder / "until-2014.sitrep"
    done = run(sitrep, "diff", "2014H1", "2014", "--archive", archive)
    score.check(done.returncode == 0 and "4 figures are told in both editions, 0 of them otherwise" in done.stdout, f"half and year: {done.stdout}")
    reprint = series_edition(folder, "2014", id="2014b", late=late_rows(), earlier_figures=lists_of(EDITIONS[:6]))
    done = seal(sitrep, reprint, archive, folder / "out-2014b", "2015-03-02")
    score.check(done.returncode == 0, f"the reprint is sealed: {done.stdout} {done.stderr}")
    built = build(sitrep, reprint, folder / "again")
    anew = re.findall(r"counted anew, .*: (.*), edition 2014 ", built.stdout.decode())
    score.check({"clients @2014", "new @2014", "clients gender=women @2014", "new gender=women @2014"} <= set(anew)
                and not any("men" in name and "women" not in name for name in anew), f"told as counted anew: {anew} {built.stderr.decode()}")
    done = run(sitrep, "diff", "2014", "2014b", "--archive", archive)
    for line in ("clients @2014: 85 in 2014, 91 in 2014b", "new @2014: 50 in 2014, 56 in 2014b", "clients gender=women @2014: 60 in 2014, 66 in 2014b",
                 "exports/cases.csv: not the same"):
        score.check(line in done.stdout, f"{line}: {done.stdout} {done.stderr}")
    score.check("gender=men" not in done.stdout and "new @2013" not in done.stdout and "exports/requests.csv" not in done.stdout, f"and nothing else: {done.stdout}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    test_register(score)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        archive = make_series(score, sitrep, folder)
        test_figures(score, folder)
        test_balance(score, folder)
        test_purging(score, sitrep, archive)
        test_reprint(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
