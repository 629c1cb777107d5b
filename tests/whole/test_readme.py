#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""README's commands are run as they stand, one after the other, in a copy of the project in which examples/run.sh has been run: each
does what is said of it. Installing, building the program and running its tests is left out: test_readme.py SITREP"""
import pathlib, re, subprocess, sys, tempfile

from edition import ROOT, Score
from test_guide import copy_project

README = ROOT / "README.md"
# What a command ends with that tells of small counts, or of what is not as it was printed.
STATUS = {"sitrep audit --figures examples/2014/printed.csv": 3, "sitrep compare examples/2014 tests/reproduction/printed-2014.csv": 4}
SEALED = "0123456789abcdef"  # README's stand-in for the fingerprint that the first step tells


def commands(text):
    """What is set in and calls the program, and what goes on in the next line; without what is said of it on the same line."""
    for block in re.findall(r"(?:^    .*\n)+", text, re.M):
        for line in re.sub(r" *\\\n +", " ", block).splitlines():
            command = re.split(r" {2,}", line.strip())[0]
            if re.match(r"(build/release/)?sitrep ", command):
                yield command


def inline(text):
    """The others, within sentences."""
    return re.findall(r"`(sitrep (?:diff|migrate) [^`]*)`", text)


def run(folder, command):
    path = f"PATH={folder / 'build' / 'release'}:$PATH; export PATH; "
    return subprocess.run(["sh", "-c", path + command], cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def make_project(folder, sitrep):
    copy_project(folder, sitrep)
    (folder / "tests").symlink_to(ROOT / "tests")
    return run(folder, "sitrep build examples/2014 -o out")  # the last line of examples/run.sh


def run_all(score, folder, text):
    said, fingerprint = {}, SEALED
    for command in commands(text):
        done = run(folder, command.replace(SEALED, fingerprint))
        said[command] = done.stdout
        found = re.search(r"^fingerprint +([0-9a-f]{16})$", done.stdout, re.M)
        fingerprint = found.group(1) if found else fingerprint
        score.check(done.returncode == STATUS.get(command, 0) and not done.stderr, f"{command}: exit {done.returncode} {done.stderr[-400:]}")
    return said


def told_by(score, said, start, words):
    """Of the commands that begin so, in the order of README."""
    told = [text for command, text in said.items() if command.startswith(start)]
    score.check(told and all(re.search(words, text) for text in told), f"{start}: {told}")


def test_sealed_years(score, folder, text):
    """`diff` needs two sealed editions: what README says must be done to the older one first is enough."""
    wanted = re.search(r"`(audiences: public)` in `examples/2014/edition.conf`", text)
    conf = folder / "examples" / "2014" / "edition.conf"
    if not score.check(bool(wanted), "README says how 2014 is sealed"):
        return
    conf.write_text(re.sub(r"^audiences: .*$", wanted.group(1), conf.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    (folder / "archive.sitrep").unlink()
    (folder / "archive.sitrep.inputs").unlink(missing_ok=True)
    for edition in ("2014", "2015H1"):
        first = run(folder, f"sitrep seal examples/{edition} --archive archive.sitrep").stdout
        fingerprint = re.search(r"^fingerprint +(\w+)$", first, re.M).group(1)
        run(folder, f"sitrep seal examples/{edition} --archive archive.sitrep --prepared-by A --approved-by B --fingerprint {fingerprint}")
    asked = inline(text)
    score.check(len(asked) == 2, f"commands in sentences: {asked}")
    for command in asked:
        done = run(folder, command)
        score.check(done.returncode == 0 and done.stdout and not done.stderr, f"{command}: {done}")


def main(sitrep):
    score = Score()
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        made = make_project(folder, pathlib.Path(sitrep).resolve())
        score.check(made.returncode == 0, f"the example: {made.stderr}")
        said = run_all(score, folder, text)
        score.check(len(said) == 19, f"commands: {list(said)}")
        told_by(score, said, "build/release/sitrep init", r"^made +reports/2024, ")
        told_by(score, said, "sitrep list categories gender", r"gender=women")
        told_by(score, said, "sitrep explain examples/2014 'requests decision=negative'", r"(?s)requests decision=negative.*in the report: Table 3, page 6")
        told_by(score, said, "sitrep verify", r"Nothing was changed")
        told_by(score, said, "sitrep reproduce", r", 0 different")
        told_by(score, said, "sitrep purge-inputs", r"destroyed ")
        test_sealed_years(score, folder, text)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
