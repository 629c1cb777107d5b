#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the 2014 edition stand up to outside checkers: test_finished_files.py SITREP

PDF: the Matterhorn points and a core of PDF/A (uacheck), qpdf, embedded subset fonts. Workbook: the checklist for
accessible spreadsheets (sheetcheck). Web page: well-formed, nothing in it to run (tests/html asks a browser). SVG:
well-formed. JSON: parses. Images: sharp enough."""
import json, pathlib, re, struct, subprocess, sys, tempfile, zipfile
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tests" / "tools"
PYTHON = sys.executable


class Score:
    passed = failed = 0

    def check(self, good, what):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(what)


def runs(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", errors="replace")


def check_pdf(score, pdf):
    verdict = runs(PYTHON, TOOLS / "uacheck.py", pdf)
    score.check(verdict.returncode == 0 and "failures=0" in verdict.stdout, f"{pdf.name}: {verdict.stdout[-600:]}")
    score.check(runs("qpdf", "--check", pdf).returncode == 0, f"{pdf.name}: qpdf finds faults")
    fonts = runs("pdffonts", pdf).stdout.splitlines()[2:]
    score.check(fonts and all(" yes yes yes" in font for font in fonts), f"{pdf.name}: a font is not embedded as a subset")


def check_workbook(score, workbook, audience):
    threshold = 0 if audience == "as-published" else 5
    verdict = runs(PYTHON, TOOLS / "sheetcheck.py", workbook, "--org", "Example Reception Centre", "--threshold", threshold)
    score.check((verdict.returncode == 0 or " 0 errors" in verdict.stdout) and "N01" not in verdict.stdout, f"{workbook.name}: {verdict.stdout[-900:]}")


def check_page(score, page):
    elements = list(ET.parse(page).getroot().iter())
    names = [element.tag.rsplit("}", 1)[1] for element in elements]
    score.check(names.count("table") == 11 and names.count("svg") > 8, f"{page.name}: {names.count('table')} tables")
    score.check(not {"script", "img", "object", "iframe", "form"} & set(names), f"{page.name}: {set(names)}")
    rels = {element.get("rel") for element, name in zip(elements, names) if name == "link"}
    score.check(rels == {"alternate"}, f"{page.name}: links {rels}")  # of all kinds these are never fetched


def alternative_texts(folder):
    """{where: text} of the charts in workbooks, web pages and SVG; the PDF takes the same."""
    found = {}
    for book in folder.glob("*.xlsx"):
        with zipfile.ZipFile(book) as package:
            for part in package.namelist():
                if part.startswith("xl/drawings/drawing"):
                    found[book.name, part] = re.search(r' descr="([^"]*)"', package.read(part).decode("utf-8"))[1]
    for file in (*folder.glob("*.html"), *(folder / "charts").glob("*.svg")):
        for desc in ET.parse(file).getroot().iter("{http://www.w3.org/2000/svg}desc"):
            found[file.name, desc.get("id")] = "".join(desc.itertext())
    return found


def check_alternatives(score, out):
    """Readers of screens read them in one go."""
    texts = {(folder, *where): text for folder in ("public", "authorities", "as-published")
             for where, text in alternative_texts(out / folder).items()}
    long = {where: len(text) for where, text in texts.items() if not 20 <= len(text) <= 500}
    score.check(len(texts) > 100 and not long, f"{len(texts)} alternative texts, too long or too short: {long}")
    for short in ("Miehet: pienin näytetty luku 23 (Toukokuu), suurin 31 (Tammikuu); Naiset: pienin näytetty luku 51 (Heinäkuu), suurin 61 (Tammikuu). "
                  "Kaikki 24 lukua ovat kaavion tiedoissa.", "Män: minsta visade tal 23 (Maj), största 31 (Januari); Kvinnor: minsta visade tal 51 "
                  "(Juli), största 61 (Januari). Alla 24 tal finns i diagrammets data."):
        score.check(any(text.endswith(short) for text in texts.values()), f"no chart of many figures has: {short}")


def check_figures(score, folder):
    for svg in sorted((folder / "charts").glob("*.svg")):
        root = ET.parse(svg).getroot()
        title = root.find("{http://www.w3.org/2000/svg}title")
        score.check(root.get("role") == "img" and title is not None and title.text, f"{svg.name}: no title for screen readers")
    for png in sorted((folder / "charts").glob("*.png")):
        width = struct.unpack(">I", png.read_bytes()[16:20])[0]
        score.check(width >= 900, f"{png.name}: only {width} pixels wide")
    for data in sorted((folder / "data").glob("*.??.json")):
        score.check(json.loads(data.read_text(encoding="utf-8")).get("observations"), f"{data.name}: no observations")


def main(sitrep):
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        subprocess.run([sitrep, "build", str(ROOT / "examples" / "2014"), "-o", str(out)], check=True,
                       stdout=subprocess.DEVNULL)
        for audience in ("public", "as-published"):
            check_pdf(score, out / audience / "situation-2014.en.pdf")
            check_workbook(score, out / audience / "situation-2014.en.xlsx", audience)
            check_page(score, out / audience / "situation-2014.en.html")
            check_figures(score, out / audience)
        check_alternatives(score, out)
    print(f"{score.passed} passed, {score.failed} failed")
    return 1 if score.failed or not score.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
