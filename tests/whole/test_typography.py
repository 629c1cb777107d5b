#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The public reports of both examples as poppler measures them: test_typography.py SITREP

A full line of running text has 60 to 75 characters, lines stand 15 points apart, and none ends within a date, between a number
and what it counts, before a dash, or in a hyphen. Figures of a column are flush right and equally wide. Needs poppler-utils."""
import pathlib, re, statistics, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

from edition import ROOT, Score, build

XHTML = "{http://www.w3.org/1999/xhtml}"
EDITIONS = {"2014": "situation-2014", "2015H1": "review-2015H1"}
LANGUAGES = ("en", "fi", "sv")
LEFT_PT, MEASURE_PT, LEADING_PT = 62.0, 336.0, 15.0
BODY_HIGH_PT = 11 * 1.424  # a line box of 11 points, as poppler reads the font's ascent and descent
FULL = 0.92           # of the measure: shorter lines end a paragraph, or had no room for a long word
REFERENCE = re.compile(r"(section|figure|table|luku|luvu\w+|kuvio\w*|taulu\w+|avsnitt|figur|tabell)\W\d+$", re.I)
DATE = re.compile(r"(?:^|\D)\d{1,2}(?:\. | )[^\W\d]+$")  # before its year
MONTHS = {"en": "January", "fi": "Tammikuu", "sv": "Januari"}


class Line:
    def __init__(self, element, page):
        self.page = page
        self.left, self.top, self.right, self.bottom = (float(element.get(name)) for name in ("xMin", "yMin", "xMax", "yMax"))
        self.words = [(word.text or "", float(word.get("xMin")), float(word.get("xMax"))) for word in element.iter(XHTML + "word")]
        heights = [float(word.get("yMax")) - float(word.get("yMin")) for word in element.iter(XHTML + "word")]
        is_mark = [height < 0.8 * max(heights) for height in heights]  # of a note: no number of the sentence
        self.text = " ".join(word[0] for word, mark in zip(self.words, is_mark) if not mark)


def lines_of(path):
    found = subprocess.run(["pdftotext", "-bbox-layout", str(path), "-"], stdout=subprocess.PIPE, check=True).stdout
    pages = ET.fromstring(found).iter(XHTML + "page")
    return [Line(line, number) for number, page in enumerate(pages) for line in page.iter(XHTML + "line")]


def running_text(lines):
    return [line for line in lines if abs(line.left - LEFT_PT) < 0.5 and abs(line.bottom - line.top - BODY_HIGH_PT) < 0.1]


def neighbours(body):
    """Lines of one paragraph, each with the next."""
    return [(a, b) for a, b in zip(body, body[1:]) if a.page == b.page and 0 < b.top - a.top < 1.25 * LEADING_PT]


def parts_a_number(end, start):
    """Whether a line ends in a number of at most three digits that the next line's first word belongs to."""
    number = re.search(r"(?:^|[ (–])(\d{1,3})(\.?)$", end)
    if not number or REFERENCE.search(end):
        return False
    return start[0].islower() if number[2] else start[0].isalnum() or start[0] == "%"


def judge_measure(score, name, body):
    widths = [len(line.text) for line in body if line.right - line.left > FULL * MEASURE_PT]
    if not score.check(len(widths) > 2, f"{name}: {len(widths)} full lines"):
        return
    mean, within = statistics.mean(widths), sum(60 <= width <= 75 for width in widths)
    score.check(60 <= mean <= 75 and within >= 0.85 * len(widths) and max(widths) <= 80, f"{name}: {sorted(widths)} characters a line")


def judge_lines(score, name, body):
    pairs = neighbours(body)
    score.check(len(pairs) > 5, f"{name}: {len(pairs)} pairs of lines")
    for above, below in pairs:
        what = f"{name}: …{above.text[-20:]} / {below.text[:20]}…"
        score.check(abs(below.top - above.top - LEADING_PT) < 0.02, what + f" {below.top - above.top} pt apart")
        score.check(not parts_a_number(above.text, below.text), what)
        score.check(not (DATE.search(above.text) and re.match(r"\d{4}\b", below.text)), what)
        score.check(not above.text.endswith(("-", "\u00ad")) and not below.text.startswith(("– ", "%")), what)


def judge_figures(score, name, lines, language):
    """The table of months: a number in each of the rows, below each other to the last digit."""
    rows = [line for line in lines if line.words and line.words[0][0] == MONTHS[language]]
    if not score.check(len(rows) == 1, f"{name}: {len(rows)} rows of {MONTHS[language]}"):
        return
    first = next(word for line in lines if line.page == rows[0].page and abs(line.top - rows[0].top) < 1 for word in line.words
                 if word[0].isdigit())
    column, below = [], rows[0].top
    for line in sorted(lines, key=lambda line: line.top):
        for word in line.words:
            if line.page == rows[0].page and word[0].isdigit() and abs(word[2] - first[2]) < 3 and -1 < line.top - below < 20:
                column, below = column + [word], line.top
    score.check(len(column) in (6, 12), f"{name}: {len(column)} figures in the table of months")
    score.check(all(abs(word[2] - first[2]) < 0.02 and abs(word[1] - first[1]) < 0.02 for word in column), f"{name}: {column}")


def main(program):
    score = Score()
    probes = {("2014 oli 30.", "joulukuuta"): True, ("yhteensä 10.", "Uusi"): False, ("oli 85", "asiakasta"): True,
              ("vuonna 2014", "oli"): False, ("noin 71", "%"): True, ("(40–60", "ihmistä"): True, ("85,", "ja"): False,
              ("Luku 4", "kertoo"): False}
    for (end, start), wanted in probes.items():
        score.check(parts_a_number(end, start) == wanted, f"probe {end} / {start}")
    with tempfile.TemporaryDirectory() as folder:
        for edition, stem in EDITIONS.items():
            out = pathlib.Path(folder) / edition
            run = build(program, ROOT / "examples" / edition, out)
            score.check(run.returncode == 0, run.stderr.decode("utf-8"))
            for language in LANGUAGES:
                name = f"{stem}.{language}"
                lines = lines_of(out / "public" / f"{name}.pdf")
                body = running_text(lines)
                judge_measure(score, name, body)
                judge_lines(score, name, body)
                judge_figures(score, name, lines, language)
    return score.finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
