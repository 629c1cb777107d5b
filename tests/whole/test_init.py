#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sitrep init: a first edition that passes check and is built as it is; where fonts are found: test_init.py SITREP"""
import pathlib, re, shutil, subprocess, sys, tempfile

from edition import ROOT, Score, files_of, modes_of


def run(*arguments, **options):
    return subprocess.run(list(map(str, arguments)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, **options)


def test_starter(score, sitrep, folder):
    starter = folder / "new" / "edition"
    done = run(sitrep, "init", starter)
    score.check(done.returncode == 0 and not done.stderr and b"sitrep check" in done.stdout, f"init: {done}")
    score.check(done.stdout.decode().endswith(f", then sitrep build {starter} -o out-edition; edition.conf tells more\n"), f"init: {done.stdout.decode()}")
    files = files_of(starter)
    named = {"edition.conf", "starter.codebook.md", "countries.csv", "report.en.md", "en.language", "typed-in.conf", "exports/cases.csv"}
    score.check(set(files) == named, f"files: {sorted(files)}")
    for name, source in (("countries.csv", ROOT / "layouts" / "countries.csv"), ("report.en.md", ROOT / "examples" / "starter" / "report.en.md"),
                         ("exports/cases.csv", ROOT / "examples" / "starter" / "exports" / "cases.csv")):
        score.check(files[name] == source.read_bytes(), f"{name} is that of the project")
    score.check({mode for path, mode in modes_of(starter).items() if path in named} == {0o644}, "modes")
    checked = run(sitrep, "check", starter)
    score.check(checked.returncode == 0 and not checked.stderr, f"check: {checked.stderr.decode()}")
    built = run(sitrep, "build", starter, cwd=folder)
    score.check(built.returncode == 0 and not built.stderr, f"build: {built.stderr.decode()}")
    score.check((folder / "out" / "public" / "report-2024.en.pdf").stat().st_size > 10000, "the report is there")
    score.check(files_of(starter) == files, "neither changes the edition")
    pages = run("pdftotext", "-layout", folder / "out" / "public" / "report-2024.en.pdf", "-").stdout.decode().split("\f")
    second = re.sub(r"\s+", " ", pages[1])
    score.check(re.search(r"2 \(2\) 2 Services Table 1 tells .*Table 1\. Clients by service", second), f"a section begins with its words, and its table follows: {second}")
    rows = [line.split(";") for line in files["exports/cases.csv"].decode().splitlines()[1:]]
    there = sum(row[6] <= "2024-12-31" and not (row[7] and row[7] <= "2024-12-31") for row in rows)
    html = (folder / "out" / "public" / "data" / "all_figures.en.csv").read_text(encoding="utf-8-sig")
    score.check(re.search(rf"clients,2024,[^\n]*\b{there}\b", html), f"the {there} clients that the rows have are counted")


def test_refusals(score, sitrep, folder):
    taken = folder / "taken"
    taken.mkdir()
    (taken / ".notes").write_text("mine")
    done = run(sitrep, "init", taken)
    score.check(done.returncode == 2 and b"not empty" in done.stderr and files_of(taken) == {".notes": b"mine"}, f"not empty: {done}")
    (folder / "file").write_text("mine")
    score.check(run(sitrep, "init", folder / "file").returncode == 2 and (folder / "file").read_text() == "mine", "a file")
    empty = folder / "empty"
    empty.mkdir()
    done = run(sitrep, "init", ".", cwd=empty)
    score.check(done.returncode == 0 and len(files_of(empty)) == 7 and b" -o out; " in done.stdout, f"an empty folder is used: {done}")
    for wrong in ([], ["a", "b"], ["--force", "a"], [""]):
        score.check(run(sitrep, "init", *wrong, cwd=folder).returncode == 2, f"wrong usage: {wrong}")
    score.check(run(sitrep, "init", "/proc/no/such").returncode == 5, "where nothing can be made")


def test_fonts(score, sitrep, folder):
    """The project's fonts, or those beside the program as it is installed; else the setting is missing."""
    bin_folder, edition = folder / "usr" / "bin", folder / "home" / "project" / "editions" / "2024"
    bin_folder.mkdir(parents=True)
    program = shutil.copy(sitrep, bin_folder / "sitrep")
    run(program, "init", edition)
    done = run(program, "check", edition)
    score.check(done.returncode == 1 and done.stderr.count(b"error[") == 1 and b"'fonts' is missing" in done.stderr,
                f"no fonts anywhere: {done.stderr.decode()}")
    shutil.copytree(ROOT / "fonts", folder / "usr" / "share" / "sitrep" / "fonts")
    score.check(run(program, "check", edition).returncode == 0, "the fonts of the installed program")
    built = run(program, "build", edition, "-o", folder / "installed")
    score.check(built.returncode == 0, f"a build with them: {built.stderr.decode()}")
    shutil.rmtree(folder / "usr" / "share")
    (edition / "fonts").mkdir()  # without a font in it, it is not the folder that is meant
    shutil.copytree(ROOT / "fonts", edition.parents[1] / "fonts")
    built = run(program, "build", edition, "-o", folder / "project")
    score.check(built.returncode == 0, f"the fonts of the project: {built.stderr.decode()}")
    score.check(files_of(folder / "installed") == files_of(folder / "project"), "the same fonts, the same bytes")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        for test in (test_starter, test_refusals, test_fonts):
            folder = pathlib.Path(place) / test.__name__
            folder.mkdir()
            test(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
