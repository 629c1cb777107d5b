#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide for whoever makes the report: its commands are run as they stand, one after the other, in a copy of the project, and
its settings are put into edition.conf where it says so. The rows stay those of the last edition: test_guide.py SITREP"""
import pathlib, re, shutil, subprocess, sys, tempfile

from edition import ROOT, Score, set_conf

GUIDE = ROOT / "examples" / "GUIDE.md"


def steps(text):
    """What is set in, in its order: ("command", line) or ("settings", {name: value})."""
    for block in re.findall(r"(?:^    .*\n)+", text, re.M):
        lines = [line[4:] for line in block.splitlines()]
        if re.match(r"[a-z ]+: ", lines[0]):
            yield "settings", dict(line.split(": ", 1) for line in lines)
        else:
            yield from (("command", line) for line in lines)


def copy_project(folder, sitrep):
    for name in ("examples", "layouts", "fonts"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "build" / "release").mkdir(parents=True)
    (folder / "build" / "release" / "sitrep").symlink_to(sitrep)


def codes_named(text):
    return set(re.findall(r"\b[EW]\d{3}\b", text))


def main(sitrep):
    score = Score()
    text = GUIDE.read_text(encoding="utf-8")
    known = set(re.findall(r"^DIAGNOSTIC\((\w+),", (ROOT / "src" / "base" / "diagnostics.def").read_text(encoding="utf-8"), re.M))
    score.check(codes_named(text) and codes_named(text) <= known, f"codes that there are: {codes_named(text) - known}")
    score.check(len(re.findall(r"^## \d\. ", text, re.M)) == 5, "five steps")
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        copy_project(folder, pathlib.Path(sitrep).resolve())
        said = {}
        for kind, what in steps(text):
            if kind == "settings":
                set_conf(folder / "examples" / "2016H1", **what)
                continue
            done = subprocess.run(["sh", "-c", what], cwd=folder, capture_output=True, text=True, check=False)
            said[what] = done.stdout + done.stderr
            score.check(done.returncode == 0, f"{what}: exit {done.returncode} {said[what]}")
        score.check(len(said) == 8, f"commands: {list(said)}")
        out = folder / "out-2016H1" / "public"
        score.check(sorted(path.name for path in out.glob("*.pdf")) == [f"review-2016H1.{one}.pdf" for one in ("en", "fi", "sv")], "three PDFs")
        one, whole = list(said.values())[-2:]
        score.check("clients gender=women @2016H1: " in one and re.search(r"in the report: \w+ 1, \w+ \d: ", one), f"explained: {one}")
        score.check(whole.startswith("pie gender: clients by gender\n") and "clients gender=men @2016H1: " in whole, f"a whole figure: {whole}")
        score.check(any("numbers that readers have from other publications" in words for words in said.values()), "the earlier lists are reckoned with")
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
