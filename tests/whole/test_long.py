#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of 1, 13, 200 and 2,000 pages: as many pages as were asked for, every word once and in its place, a bookmark for every
section, and a structure that uacheck finds no fault with: test_long.py SITREP"""
import pathlib, re, shutil, subprocess, sys, tempfile

import pikepdf

from edition import ROOT, Score, build

LENGTHS = (1, 13, 200, 2000)
FULL_MAX = 200  # pages that are full of text: a layout may have a megabyte
HEAD = """---
report: long
language: en
title: A report of many pages
series: Sample {{report.number}}
page number: {n} ({N})
---
"""


def word(kind, index):
    """A word that stands nowhere else, of letters, as layouts have no digits: q, the kind, and the digits of the index as a to j."""
    return f"q{kind}" + "".join(chr(ord("a") + int(digit)) for digit in f"{index:04}")


def section(index, is_full):
    """A page of a heading, a paragraph with a note, a list, and by turns a chart, a table, or more text."""
    turns = [f"::: pie gender_{word('x', index)}\nshow: clients by gender\ntitle: Chart {word('c', index)}\nwidth: half\n:::",
             f"| Word | Clients |\n|:-----|-------:|\n| {word('c', index)} | {{{{clients}}}} |",
             f"More {word('c', index)} text. " + "It says nothing but that it is there. " * (20 if is_full else 0)]
    return f"""
# Section {word('h', index)}

This is {word('p', index)}, which has a note.[^{word('x', index)}] {'Words follow on words until the lines are full. ' * (index % 9 if is_full else 0)}

[^{word('x', index)}]: The note {word('n', index)}.

- An item {word('i', index)}.
- Another one {word('j', index)}.

{turns[index % 3]}
"""


def lay_out(folder, pages):
    edition = folder / "edition"
    shutil.copytree(ROOT / "tests" / "golden" / "pages" / "kinds", edition)
    (folder / "fonts").symlink_to(ROOT / "fonts")
    shutil.copy(ROOT / "layouts" / "en.language", edition)
    text = HEAD + "\n::: newpage\n".join(section(index, pages <= FULL_MAX) for index in range(pages))
    (edition / "long.en.md").write_text(text, encoding="utf-8")
    conf = (edition / "edition.conf").read_text(encoding="utf-8")
    (edition / "edition.conf").write_text(re.sub(r"^layouts: .*$", "layouts: long.en.md", conf, flags=re.M), encoding="utf-8")
    return edition


def words_of(path):
    """Those of the test, page by page, as poppler reads them."""
    text = subprocess.run(["pdftotext", str(path), "-"], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    pages = text.split("\f")[:-1]
    return [re.findall(r"\bq[hpncij][a-j]{4}\b", page) for page in pages], pages


def bookmarks(path):
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return [item.title for item in outline.root], len(pdf.pages)


def test_text(score, path, count):
    found, pages = words_of(path)
    wanted = [{word(kind, index) for kind in "hpncij"} for index in range(count)]
    lost = [index + 1 for index in range(min(count, len(found))) if set(found[index]) != wanted[index] or len(found[index]) != 6]
    score.check(len(found) == count and not lost, f"{count} pages: {len(found)} of them; other words on {lost[:5]}")
    heads = [index + 1 for index, page in enumerate(pages) if f"{index + 1} ({count})" not in page]
    score.check(not heads, f"{count} pages: no number on {heads[:5]}")


def test_length(score, sitrep, folder, count):
    folder.mkdir()
    run = build(sitrep, lay_out(folder, count), folder / "out")
    if not score.check(run.returncode == 0, f"{count} pages: {run.stderr.decode()[-500:]}"):
        return
    path = folder / "out" / "public" / "long-kinds.en.pdf"
    titles, pages = bookmarks(path)
    score.check(pages == count, f"{count} pages: {pages}")
    score.check(titles == [f"{index + 1} Section {word('h', index)}" for index in range(count)], f"{count} pages: {len(titles)} bookmarks")
    test_text(score, path, count)
    for tool in (["qpdf", "--check"], [sys.executable, str(ROOT / "tests" / "tools" / "uacheck.py")]):
        done = subprocess.run([*tool, str(path)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        score.check(done.returncode == 0, f"{count} pages: {tool[-1]}: {done.stdout[-500:]}")


def main(sitrep):
    score = Score()
    with tempfile.TemporaryDirectory() as place:
        for count in LENGTHS:
            test_length(score, sitrep, pathlib.Path(place) / str(count), count)
    return score.finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
