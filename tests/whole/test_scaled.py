#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example reports with nobody in them, one person, thousands, or so few that nearly everything is hidden: what the finished
PDFs and workbooks say in Finnish, Swedish and English is whole sentences, and every figure and table is there.

    test_scaled.py SITREP
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile
from html import unescape

from edition import ROOT, Score, build
from scaled_editions import EDITIONS, LANGUAGES, SHAPES, scaled_edition

NBSP = "\u00a0"
WORDS = {"en": ("Figure", "Table", "No cases"), "fi": ("Kuvio", "Taulukko", "Ei tapauksia"), "sv": ("Figur", "Tabell", "Inga fall")}

# What must be in no text: why, and how to find it. Blanks stand for no-break spaces, too.
BROKEN = (
    ("two blanks", r"[^\s]  +[^\s]"),
    ("a blank before a sign", r"[^\s] [.,;:!?](?=\s|$)"),
    ("two signs", r",,|\.\.|,\.|\.,|;;|::|,;|:\.|: [.,;]|\. \.|\(\s*\)|\[\s*\]|“”|””"),
    ("something that is not filled in", r"[{}]|#|\?\?|\|"),
    ("one of many", r"(?<![\d.,/])1 (clients|requests|states|minors|asiakasta|esitystä|maan kansalaisia|klienter|framställningar|"
                    r"stater|minderåriga)\b"),
    ("many of one", r"(?<![\d.,] )(?<![\d.,])\b(?!1\b)\d+ (client|request|state|minor|asiakas|esitys|klient|framställning|stat|"
                    r"minderårig)(?=[\s.,;:)])"),
    ("no number", r"\b[Nn]a[Nn]\b|\binf\b|(?<!\w)[-−]0\b|\b0 ?% (of|av) 0\b|0/0"),
    ("an empty list", r"(: |, )(and|och|ja|joista|of which)\b *[.,]|\b(and|och|ja) *[.,]"),
    ("a sentence that begins small", r"(?<=[a-zåäö]{2}[.!?] )[a-zåäö]"),
)


def faults_of(text):
    """What is broken in a text, each with what stands around it."""
    text = text.replace(NBSP, " ")
    return [f"{why}: …{text[max(0, found.start() - 40):found.end() + 40]}…"
            for why, pattern in BROKEN for found in re.finditer(pattern, text)]


def pdf_text(path):
    """The words of a PDF, line by line."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8")


def paragraphs_of(text):
    """Lines that belong together; a number that stands alone is of an axis or a table."""
    alone = re.sub(r"^([\d., \u00a0]+)$", r"\n\1\n", text, flags=re.M)
    return [" ".join(part.split("\n")) for part in re.split(r"\n\n+|\f", alone) if part.strip()]


def workbook_texts(path):
    """Every text of a workbook: cells, names, and what charts are to those who cannot see them."""
    with zipfile.ZipFile(path) as book:
        for name in filter(lambda name: name.endswith(".xml"), book.namelist()):
            for cell, description in re.findall(r"<t(?: [^>]*)?>([^<]*)</t>|descr=\"([^\"]*)\"", book.read(name).decode("utf-8")):
                yield unescape(cell or description)


def blocks_of(layout):
    """Names of the charts and of the tables in a layout."""
    found = re.findall(r"^::: (\w+) (\w+)$", layout.read_text(encoding="utf-8"), re.M)
    return ([name for kind, name in found if kind in ("pie", "bars", "columns", "line")], [name for kind, name in found if kind == "table"])


def headings_of(layout):
    return [heading for heading in re.findall(r"^#+ ([^{\n]+?) \{#", layout.read_text(encoding="utf-8"), re.M) if "{{" not in heading]


def judge_report(score, folder, name, shape, language, what):
    """One report: the PDF, the workbook, the files of its figures."""
    report, _ = EDITIONS[name]
    layout = ROOT / "layouts" / f"{report}.{language}.md"
    text = pdf_text(folder / f"{report}-{name}.{language}.pdf")
    for paragraph in paragraphs_of(text):
        for fault in faults_of(paragraph):
            score.check(False, f"{what}: {fault}")
    for cell in workbook_texts(folder / f"{report}-{name}.{language}.xlsx"):
        for fault in faults_of(cell):
            score.check(False, f"{what}, workbook: {fault}")
    flat = " ".join(text.replace(NBSP, " ").split())
    for heading in headings_of(layout):
        score.check(heading in flat, f"{what}: the heading '{heading}' is missing")
    figure, table, nothing = WORDS[language]
    charts, tables = blocks_of(layout)
    for word, names in ((figure, charts), (table, tables)):
        for number in range(1, len(names) + 1):
            score.check(f"{word} {number}. " in flat, f"{what}: {word} {number} is missing")
    for chart in charts:
        score.check((folder / "charts" / f"{chart}.{language}.svg").stat().st_size > 500, f"{what}: the drawing {chart}")
    for block in charts + tables:
        score.check((folder / "data" / f"{block}.{language}.csv").exists(), f"{what}: the data of {block}")
    empty = flat.count(nothing)
    expected = len(charts) + (1 if "decisions" in tables else 0)
    score.check(empty == expected if shape == "nobody" else empty <= 1, f"{what}: '{nothing}' stands there {empty} times")


def judge_edition(score, sitrep, name, shape, audience):
    with tempfile.TemporaryDirectory() as place:
        edition = scaled_edition(place, name, shape, audience)
        out = pathlib.Path(place) / "out"
        done = build(sitrep, edition, out)
        what = f"{name}, {shape}, {audience}"
        told = set(re.findall(r"(?:error|warning)\[(\w+)\]", done.stderr.decode()))
        hidden = {"W302"} if shape in ("one", "scattered") else set() # of a few people charts may show nothing
        if shape == "nobody": # each export has a heading only, and that is said
            score.check("W589" in told, f"{what}: {done.stderr.decode()}")
            hidden = {"W589"}
        if not score.check(done.returncode == 0 and told <= hidden, f"{what}: {done.stderr.decode()}"):
            return
        for language in LANGUAGES:
            judge_report(score, out / audience, name, shape, language, f"{what}, {language}")


def test_judge(score):
    """What is looked for is found, and nothing in what is well."""
    for text in ("There were  two.", "There were , two.", "Of them,, two.", "Of the ( ) clients.", "On {{period}} it had.", "It had 1 clients.",
                 "Siellä oli 1 asiakasta.", "Det fanns 1 klienter.", "It had 12 client.", "It was NaN.", "It was -0.", "It was 0% of 0.",
                 "The top 3: , and so on.", "Women, men and .", "It ended. and then.", "Pie chart. Clients (0 clients). ."):
        score.check(faults_of(text), f"nothing is found in '{text}'")
    for text in ("On 31. joulukuuta 2014 oli 85 asiakasta (1 asiakas).", "It had 21 clients, 1,001 clients and 1 client.", "The typical client. Next."):
        score.check(not faults_of(text), f"'{text}': {faults_of(text)}")


def main(sitrep):
    score = Score()
    test_judge(score)
    for name in EDITIONS:
        for shape in SHAPES:
            for audience in ("public", "as-published"):
                judge_edition(score, pathlib.Path(sitrep).resolve(), name, shape, audience)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
