#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells that hold several codes, from the export to the outputs: each case counts in each of its categories, totals and
bases are cases, the report says that these add up to more, and nothing small is told. Their list stands in a file.

    test_several.py SITREP
"""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from edition import ROOT, Score

BASE = ROOT / "tests" / "golden" / "base"

LAYOUT = """---
report: small
language: en
title: Grounds
---

# Grounds {#left}

{{left ground=ended: percent}} of {{left}} left because it had ended; {{leavers}} left.

::: bars grounds
show: left by ground
title: Grounds
labels: count, percent
base: stated
:::

::: table crossed
show: left by ground, gender
title: By gender
:::

::: table years
show: left by ground, half
title: By half-year
:::
"""

# Ground as the export has it, gender, how many.
ROWS = [("1", "F", 12), ("2", "M", 25), ("1+2", "F", 9), ("2 + 3", "M", 8), ("3", "F", 8), ("", "M", 6)]
NOTE = "A case may have several of these"


def write_edition(folder):
    edition = folder / "edition"
    shutil.copytree(BASE, edition)
    shutil.copy(ROOT / "layouts" / "en.language", edition)
    (folder / "fonts").symlink_to(ROOT / "fonts")
    (edition / "small.en.md").write_text(LAYOUT, encoding="utf-8")
    book = (edition / "small.codebook.md").read_text(encoding="utf-8")
    head, table = book.split("::: source cases", 1)
    lines = []
    for line in table.split("\n"):
        ours = line.startswith("|") and "::: measure" not in "".join(lines)
        sign = " several |" if line.startswith("| column ") else "---|" if line.startswith("|--") else " |"
        lines.append(line + sign if ours else line)
        if line.startswith("| gender "):
            lines.append("| ground | Ground | code | ground | | + |")
    codes = "".join(f"{raw},{name},{name}\n" for raw, name in (("1", "permit"), ("2", "ended"), ("3", "gone")))
    (edition / "grounds.csv").write_text("raw,category,en\n" + codes, encoding="utf-8")
    measures = ("::: measure leavers\ntitle: Leavers\nunit: cases\ncount: cases\ncounted: left during the period\n:::\n\n"
                "::: measure left\ntitle: Grounds\nlike: leavers\nonce per: case and code\n:::\n\n")
    book = (f"{head}::: codes ground\ntitle: Ground\nfile: grounds.csv\n:::\n\n::: source cases"
            + "\n".join(lines)).replace("::: measure children", measures + "::: measure children")
    (edition / "small.codebook.md").write_text(book, encoding="utf-8")
    with open(edition / "exports" / "cases.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Case", "Person", "Gender", "Ground", "Born", "Nationality", "Again", "Admitted", "Left"])
        number = 0
        for ground, gender, count in ROWS:
            for _ in range(count):
                number += 1
                out.writerow([f"C{number}", f"P{number}", gender, ground, 1980, "FI", "no", "2013-05-05", "2014-03-03"])
        for stays in range(7):
            out.writerow([f"S{stays}", f"Q{stays}", "F", "", 1980, "FI", "no", "2013-05-05", ""])
    return edition


def holds(codes, code):
    return code in [part.strip() for part in codes.split("+")]


def check_figures(score, out):
    with open(out / "public" / "data" / "all_figures.en.csv", encoding="utf-8-sig", newline="") as file:
        told = {(row["measure"], row["selection"], row["period"]): row["value"] for row in csv.DictReader(file)
                if row["kind"] == "count"}
    for code, name in (("1", "permit"), ("2", "ended"), ("3", "gone")):
        wanted = sum(count for ground, _, count in ROWS if holds(ground, code))
        score.check(told.get(("left", f"ground={name}", "2014")) == str(wanted), f"{name}: {told}")
    score.check(told.get(("left", "", "2014")) == told.get(("leavers", "", "2014")) == "68", f"the total is all cases: {told}")


def check_words(score, out):
    book = zipfile.ZipFile(next((out / "public").glob("*.xlsx")))
    sheets = "".join(book.read(name).decode("utf-8") for name in book.namelist() if name.startswith("xl/worksheets/"))
    score.check(NOTE in sheets, "the workbook says that they add up to more")
    # of 62 stated, 42 are 68 %, 21 are 34 % and 16 are 26 %: more than all of them
    shares = [f"{share}%" in sheets or f">{share / 100}<" in sheets for share in (68, 34, 26)]
    score.check(all(shares), f"shares are of cases: {shares}")
    drawn = "".join(path.read_text(encoding="utf-8") for path in (out / "public").rglob("*.svg"))
    score.check(drawn, "the chart is there")


def check_manifest(score, edition, out):
    """The list that the code book reads from a file is an input like others."""
    inputs = json.loads((out / "restricted" / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    found = [one["sha256"] for one in inputs if (one["kind"], one["name"]) == ("code list", "grounds.csv")]
    score.check(found == [hashlib.sha256((edition / "grounds.csv").read_bytes()).hexdigest()], f"the list file: {inputs}")


def main(sitrep):
    score = Score()
    sitrep = str(Path(sitrep).resolve())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        edition = write_edition(folder)
        made = [subprocess.run([sitrep, "build", str(edition), "-o", str(folder / name)], capture_output=True, check=False)
                for name in ("out", "again")]
        if score.check(made[0].returncode == 0, f"build: {made[0].stderr.decode()}"):
            check_figures(score, folder / "out")
            check_words(score, folder / "out")
            check_manifest(score, edition, folder / "out")
            for path in sorted((folder / "out").rglob("*")):
                other = folder / "again" / path.relative_to(folder / "out")
                score.check(path.is_dir() or path.read_bytes() == other.read_bytes(), f"the same twice: {path.name}")
        told = subprocess.run([sitrep, "explain", str(edition), "left ground=ended"], capture_output=True, check=False)
        score.check("once in each category" in told.stdout.decode(), f"explain: {told.stdout.decode()}{told.stderr.decode()}")
        audit = subprocess.run([sitrep, "audit", str(edition)], capture_output=True, check=False)
        score.check(audit.returncode == 0, f"audit: {audit.stdout.decode()}{audit.stderr.decode()}")
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
