#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of reports as text, each element on a line, against what a person has read: pages.py SITREP_PAGES

pages/EDITION.LANGUAGE.trace is what SITREP_PAGES, which writes text in place of PDFs, makes of pages/kinds (every kind of block
that a layout can have) and of the two examples' public reports. Where pages change for the better, SITREP_UPDATE=1 writes them
anew: read the difference, and look at the pages."""
import difflib, os, pathlib, re, shutil, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TRACES = HERE / "pages"
EDITIONS = {"kinds": "kinds-kinds", "2014": "situation-2014", "2015H1": "review-2015H1"}
LANGUAGES = ("en", "fi", "sv")
SHOWN = 40  # lines of a difference

# What a page can hold, so that nothing drops out of pages/kinds unseen: a role or a word of a trace, and how often at least.
COVERED = {r"  H1 ": 4, r"  H2 ": 2, r"  H3 ": 1, r"  H4 ": 1, r"  Paragraph ": 20, r"  Label .*•": 5, r'  Label .*"10\.': 1,
           r"  ContentsItem ": 6, r"  Row ": 60, r"  Caption ": 9, r'  Figure .*"gender: ': 1, r'  Figure .*"stack: ': 1,
           r'  Figure .*"shares: ': 1, r'  Figure .*"services: ': 1, r'  Figure .*"years: ': 1, r'  Figure .*"years_gender: ': 1,
           r" -> https://example.org/a/b": 1, r" -> https://example.org/note": 1, r" -> page \d+ at \d+$": 8, r"\[c\]": 1,
           r"filled eef2f7": 1, r"^bookmark 4 ": 1, r"draft\"": 2, r'^  artifact .*\(\d+\)"$': 5}


def build(program, edition, out):
    run = subprocess.run([program, "build", str(edition), "-o", str(out)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, timeout=300)
    return run.returncode, run.stderr.decode("utf-8")


def lay_out(name, folder):
    """The edition's folder: an example where it is, the made-up one with the program's languages and fonts."""
    if name != "kinds":
        return ROOT / "examples" / name
    edition = folder / name
    shutil.copytree(TRACES / name, edition)
    for path in (ROOT / "layouts").glob("*.language"):
        shutil.copy(path, edition)
    (folder / "fonts").symlink_to(ROOT / "fonts")
    return edition


def judge(name, language, found):
    """What is wrong with the pages, or nothing."""
    golden = TRACES / f"{name}.{language}.trace"
    if os.environ.get("SITREP_UPDATE"):
        golden.write_text(found, encoding="utf-8")
    wanted = golden.read_text(encoding="utf-8") if golden.exists() else ""
    lines = list(difflib.unified_diff(wanted.splitlines(), found.splitlines(), str(golden.relative_to(ROOT)), "now", "", "", 2, ""))
    more = [f"and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else []
    return "\n".join(lines[:SHOWN] + more) if found != wanted else None


def judge_coverage(found):
    """What the made-up pages do not show, or nothing. A table that is parted has its head again."""
    counts = {pattern: len(re.findall(pattern, found, re.M)) for pattern in COVERED}
    return [pattern for pattern, least in COVERED.items() if counts[pattern] < least]


def main(program):
    faults = passed = 0
    with tempfile.TemporaryDirectory() as place:
        for name, stem in EDITIONS.items():
            folder = pathlib.Path(place) / name
            folder.mkdir()
            status, said = build(program, lay_out(name, folder), folder / "out")
            traces = {language: folder / "out" / "public" / f"{stem}.{language}.pdf" for language in LANGUAGES}
            for language, path in traces.items():
                found = path.read_text(encoding="utf-8") if path.exists() else ""
                wrong = judge(name, language, found) if status == 0 else said
                if not wrong and name == "kinds" and (missing := judge_coverage(found)):
                    wrong = f"is not shown: {missing}"
                faults += bool(wrong)
                passed += not wrong
                if wrong:
                    print(f"FAILED: {name}.{language}\n{wrong}")
    print(f"{passed} passed, {faults} failed")
    return 1 if faults or not passed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
