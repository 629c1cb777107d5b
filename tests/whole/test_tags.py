#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up report with every kind of block, in three languages, as tools of disabled readers find it: test_tags.py SITREP

Words of another language say which; notes and what refers to them lead to each other; each line of the contents and each bookmark
leads to its heading; each row of a table has one heading cell, and heading cells have a scope; the repeated heads of a parted table, running heads and rules are no content; pages
are numbered as printed. Needs python3-pikepdf and poppler-utils."""
import pathlib, re, shutil, subprocess, sys, tempfile

import pikepdf
from pikepdf import Array, Dictionary

from edition import ROOT, Score, build

KINDS = ROOT / "tests" / "golden" / "pages" / "kinds"
FOREIGN = {"en": ("sv", "några ord"), "fi": ("en", "a few words"), "sv": ("fi", "muutama sana")}
HEAD_WORD = {"en": "Row", "fi": "Rivi", "sv": "Rad"}  # of the table that takes more than a page
PAGE_HIGH_PT = 841.89


def kids(node):
    found = node.get("/K", [])
    return [kid for kid in (found if isinstance(found, Array) else [found]) if isinstance(kid, Dictionary)]


def elements(root):
    """All structure elements in the order of reading."""
    found = []
    for kid in kids(root):
        if "/S" in kid:
            found += [kid] + elements(kid)
    return found


def role(node):
    return str(node.S)[1:]


def judge_language(score, name, tree, page, language):
    other, words = FOREIGN[language]
    marked = [node for node in tree if "/Lang" in node]
    score.check([str(node.Lang) for node in marked] == [other], f"{name}: phrases of {[str(node.Lang) for node in marked]}")
    score.check(f'lang="{other}">{words}</span>' in page, f"{name}: no span of {other} in the web page")


def rows_of(node):
    return [row for kid in kids(node) if "/S" in kid for row in ([kid] if role(kid) == "TR" else rows_of(kid))]


def scope(cell):
    attributes = cell.get("/A", Dictionary())
    for one in attributes if isinstance(attributes, Array) else [attributes]:
        if "/Scope" in one:
            return str(one.Scope)[1:]
    return None


def judge_tables(score, name, tree):
    tables = [node for node in tree if role(node) == "Table"]
    score.check(len(tables) >= 3, f"{name}: {len(tables)} tables")
    for table in tables:
        rows = rows_of(table)
        heads = [scope(cell) for cell in kids(rows[0])]
        score.check(set(heads) <= {"Column", "Both"} and heads, f"{name}: a table's head has the scopes {heads}")
        for row in rows[1:]:
            scopes = [scope(cell) for cell in kids(row) if role(cell) == "TH"]
            score.check(scopes == ["Row"], f"{name}: a row's heads have the scopes {scopes}")


def links_of(pdf):
    """(page, top, words, page led to, height led to) of all links within the report."""
    pages = [page.obj.objgen for page in pdf.pages]
    return [(number, PAGE_HIGH_PT - float(link.Rect[3]), str(link.Contents), pages.index(link.Dest[0].objgen),
             PAGE_HIGH_PT - float(link.Dest[3])) for number, page in enumerate(pdf.pages) for link in page.obj.get("/Annots", [])
            if "/Dest" in link]


def judge_notes(score, name, pdf, tree):
    notes = [node for node in tree if role(node) == "Note"]
    score.check(len({str(note.ID) for note in notes}) == len(notes) == 2, f"{name}: {len(notes)} notes")
    for number in range(1, len(notes) + 1):
        pair = sorted(link for link in links_of(pdf) if link[2] == str(number))
        if not score.check(len(pair) == 2, f"{name}: {len(pair)} links of note {number}"):
            continue
        above, below = pair
        for one, other in ((above, below), (below, above)):
            score.check(one[3] == other[0] and abs(one[4] - other[1]) < 20, f"{name}: note {number}: {one} leads not to {other}")


def judge_headings(score, name, pdf, path):
    """Contents, bookmarks and headings agree: where a link leads, its words are printed."""
    contents = {link[2]: link[3] for link in links_of(pdf) if link[0] == 0 and re.match(r"\d+(\.\d+)* |[A-Z]\w+$", link[2])}
    with pdf.open_outline() as outline:
        marks, todo = {}, list(outline.root)
        while todo:
            mark = todo.pop()
            marks[mark.title] = [page.obj.objgen for page in pdf.pages].index(mark.destination[0].objgen)
            todo += mark.children
    score.check(len(contents) >= 6, f"{name}: {len(contents)} lines of contents")
    for words, page in contents.items():
        printed = subprocess.run(["pdftotext", "-f", str(page + 1), "-l", str(page + 1), str(path), "-"], stdout=subprocess.PIPE,
                                 check=True).stdout.decode("utf-8")
        score.check(words.split()[-1] in printed, f"{name}: {words} is not on page {page + 1}")
        score.check(marks.get(words) == page, f"{name}: {words}: the bookmark leads to page {marks.get(words)}, not {page}")


def judge_artifacts(score, name, path, language):
    """Printed on several pages, the table's head is content once; running heads never are."""
    read = subprocess.run(["pdfinfo", "-struct-text", str(path)], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    seen = subprocess.run(["pdftotext", "-layout", str(path), "-"], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    printed = len(re.findall(rf"(?m)^{HEAD_WORD[language]}  +", seen))
    score.check(printed >= 2, f"{name}: the head of the long table is printed {printed} times")
    score.check(read.count(f'"{HEAD_WORD[language]}"') == 1, f"{name}: and read {read.count(HEAD_WORD[language])} times")
    score.check(re.search(r"(?m)\d \(\d\)$", seen) and not re.search(r'\d \(\d\)"', read), f"{name}: page numbers are read aloud")


def main(program):
    score = Score()
    with tempfile.TemporaryDirectory() as place:
        edition = pathlib.Path(place) / "kinds"
        shutil.copytree(KINDS, edition)
        for path in (ROOT / "layouts").glob("*.language"):
            shutil.copy(path, edition)
        (pathlib.Path(place) / "fonts").symlink_to(ROOT / "fonts")
        run = build(program, edition, pathlib.Path(place) / "out")
        score.check(run.returncode == 0, run.stderr.decode("utf-8"))
        for language in FOREIGN:
            name = f"kinds-kinds.{language}"
            path = pathlib.Path(place) / "out" / "public" / f"{name}.pdf"
            with pikepdf.open(path) as pdf:
                tree = elements(pdf.Root.StructTreeRoot)
                score.check(str(pdf.Root.Lang) == language, f"{name}: the report is in {pdf.Root.Lang}")
                labels = pdf.Root.PageLabels.Nums
                score.check(len(labels) == 2 and labels[0] == 0 and str(labels[1].S) == "/D", f"{name}: labels of pages")
                judge_language(score, name, tree, path.with_suffix(".html").read_text(encoding="utf-8"), language)
                judge_tables(score, name, tree)
                judge_notes(score, name, pdf, tree)
                judge_headings(score, name, pdf, path)
                judge_artifacts(score, name, path, language)
    return score.finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
