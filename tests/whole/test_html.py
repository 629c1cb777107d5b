#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The web pages of the 2014 edition, read by parsers of XML and of HTML: test_html.py SITREP

Both see the same page. Headings are in order, ids once, links lead somewhere, notes lead back; nothing is fetched or run. Each
cell of each table, in words and order, is that of the data file beside it; charts say what the data's title says; the text is
that of the PDF."""
import csv, html.parser, json, pathlib, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

from edition import EXAMPLE, Score, build

XHTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
LANGUAGES, AUDIENCES = ("en", "fi", "sv"), ("public", "authorities", "as-published")
NAMES = {"en": "English", "fi": "suomi", "sv": "svenska"}
VOID = {"meta", "link", "br", "wbr"}
PART_LEAST = 3  # letters of a sentence that a page ends with
ALLOWED = set("html head meta link title style body a aside header p h1 h2 h3 h4 h5 time nav ol ul li span main div figure figcaption "
              "svg desc path g use clipPath defs details summary table caption thead tbody tfoot tr th td abbr section sup strong em "
              "address footer br wbr blockquote".split())


class Reader(html.parser.HTMLParser):
    """Elements with their attributes in order, as a browser's parser meets them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.faults, self.text = [], [], [], []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID and tag not in ("path", "use"):
            self.faults.append(f"<{tag}/> is open in HTML")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        self.text.append(data)


def local(element):
    return element.tag.rsplit("}", 1)[1]


def words(element):
    """What a reader sees: references to notes, and what is read aloud only, are left out."""
    if local(element) == "sup" or element.get("class") == "unseen":
        return ""
    return (element.text or "") + "".join(words(child) + (child.tail or "") for child in element)


def flat(text):
    """On one line; a word joiner keeps "40–60" and "Syd- och" on one, too."""
    return re.sub(r"\s+", " ", text.replace("\u2060", "")).strip()


# ---- the page ----


def check_parsers(score, where, source, root):
    reader = Reader()
    reader.feed(source)
    reader.close()
    score.check(not reader.faults and not reader.open, f"{where}: {reader.faults[:3]}, left open {reader.open[:3]}")
    as_xml = [(local(element).lower(), len(element.attrib)) for element in root.iter()]
    # The parser of XML takes xmlns for no attribute; both names of a language are two.
    as_html = [(tag, len([name for name in attributes if name != "xmlns"])) for tag, attributes in reader.elements]
    score.check(as_xml == as_html, f"{where}: the two parsers see different elements")
    score.check(flat("".join(reader.text)) == flat("".join(root.itertext())), f"{where}: the two parsers see different text")


def check_alone(score, where, source, root):
    unknown = {local(element) for element in root.iter()} - ALLOWED
    score.check(not unknown, f"{where}: elements {unknown}")
    names = {name for element in root.iter() for name in element.attrib}
    score.check(not [name for name in names if name.startswith("on") or name in ("src", "style", "srcset")], f"{where}: attributes {names}")
    score.check(not re.search(r"@import|@font-face|url\((?!#)|javascript:|data:", source), f"{where}: something is fetched")
    score.check("default-src 'none'" in source, f"{where}: no policy")
    score.check(not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", source), f"{where}: signs nobody sees")


def check_structure(score, where, root, language):
    score.check(root.get("lang") == language == root.get("{http://www.w3.org/XML/1998/namespace}lang"), f"{where}: language")
    levels = [int(local(element)[1]) for element in root.iter() if re.fullmatch("h[1-6]", local(element))]
    score.check(levels[0] == 1 and levels.count(1) == 1 and all(two <= one + 1 for one, two in zip(levels, levels[1:])),
                f"{where}: headings {levels}")
    for name in ("main", "nav", "header", "footer", "title", "address"):
        score.check(root.find(f".//{XHTML}{name}") is not None, f"{where}: no <{name}>")
    first = root.find(f"{XHTML}body")[0]
    score.check(first.get("class") == "skip" and first.get("href") == "#main-part", f"{where}: no skip link")


def check_links(score, where, root, page):
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    score.check(len(ids) == len(set(ids)), f"{where}: ids twice: {sorted(name for name in set(ids) if ids.count(name) > 1)}")
    targets = [element.get("href") for element in root.iter() if element.get("href")]
    known = set(ids)
    mail = [target for target in targets if target.startswith("mailto:")]
    lost = [target for target in targets if target not in mail and
            not (target[1:] in known if target.startswith("#") else (page.parent / target).is_file())]
    score.check(len(targets) > 500 and not lost, f"{where}: these lead nowhere: {lost}")
    score.check(len(mail) == 1 and mail[0].endswith("@example.org"), f"{where}: mail to {mail}")
    other_form = page.with_suffix(".ods")
    score.check((other_form.name in targets) == other_form.exists() == (page.parent.name == "authorities"), f"{where}: the workbook's other form")
    labels = [name for element in root.iter() for key in ("aria-labelledby", "aria-describedby") for name in element.get(key, "").split()]
    score.check(labels and set(labels) <= set(ids), f"{where}: labels {set(labels) - set(ids)}")
    contents = root.find(f".//{XHTML}nav[@class='contents']")
    listed = [element.get("href")[1:] for element in contents.iter(f"{XHTML}a")]
    headings = [element.get("id") for element in root.find(f".//{XHTML}main").iter() if re.fullmatch("h[2-4]", local(element))]
    score.check(listed == [name for name in headings if name != "notes-title"], f"{where}: contents {listed}, not {headings}")


def check_languages(score, where, root, page, language):
    """The page's head and its readers find the other languages, each named in its own."""
    others = {f"{page.name.split('.')[0]}.{other}.html": other for other in LANGUAGES if other != language}
    for name in ("link", "a"):
        found = {link.get("href"): link.get("hreflang") for link in root.iter(XHTML + name) if link.get("rel") == "alternate"}
        score.check(found == others, f"{where}: other languages by <{name}>: {found}")
    names = {link.get("lang"): link.text for link in root.iter(XHTML + "a") if link.get("rel") == "alternate"}
    score.check(names == {other: NAMES[other] for other in others.values()}, f"{where}: languages {names}")


def check_notes(score, where, root):
    references = [element for element in root.iter() if element.get("role") == "doc-noteref"]
    back = [element.get("href")[1:] for element in root.iter() if element.get("role") == "doc-backlink"]
    score.check(len(references) >= 4 and sorted(back) == sorted(element.get("id") for element in references),
                f"{where}: ways back {back}")
    notes = root.find(f".//{XHTML}section[@role='doc-endnotes']/{XHTML}ol")
    for reference in references:
        note = notes[int(reference.text) - 1]
        score.check(reference.get("href") == "#" + note.get("id"), f"{where}: reference {reference.text}")
        score.check("#" + reference.get("id") in [link.get("href") for link in note.iter(f"{XHTML}a")], f"{where}: no way back")


def check_mark(score, where, root, audience):
    mark = root.find(f".//{XHTML}aside[@class='mark']")
    score.check((mark is not None) == (audience != "public"), f"{where}: the mark is {mark}")
    if mark is not None:
        body = list(root.find(f"{XHTML}body"))
        score.check(body.index(mark) == 1 and flat(words(mark)), f"{where}: the mark is not on top")
    robots = root.find(f".//{XHTML}meta[@name='robots']")
    score.check((robots is not None) == (audience != "public"), f"{where}: for search machines")


# ---- figures ----


def digits(text):
    """A number as the data has it: no groups, no sign for per cent."""
    return re.sub(r"[\s\u00a0\u202f,%]", "", text)


def observations(table):
    """(row, column, value) of each cell of the body, in order; a hidden one has no value."""
    rows = [list(row) for part in ("thead", "tbody", "tfoot") for row in table.iterfind(f"{XHTML}{part}/{XHTML}tr")]
    heads = [flat(words(cell)).replace("\u00ad", "") for cell in rows[0]]  # long words may be parted
    for row in rows[1:]:
        for column, cell in enumerate(row[1:], 1):
            hidden = cell.find(f"{XHTML}abbr")
            value = "" if hidden is not None else digits(words(cell))
            if hidden is not None or value:
                yield flat(words(row[0])), heads[column], value


def check_form(score, where, table, total):
    cells = list(table.iter())
    score.check(all(cell.get("scope") == "col" for cell in table.iterfind(f"{XHTML}thead/{XHTML}tr/{XHTML}th")), f"{where}: heads")
    rows = [row for row in table.iter(f"{XHTML}tr")][1:]
    score.check(all(local(row[0]) == "th" and row[0].get("scope") == "row" for row in rows), f"{where}: heads of rows")
    score.check(table.find(f"{XHTML}caption") is not None, f"{where}: no caption")
    foot = table.find(f"{XHTML}tfoot/{XHTML}tr")
    score.check((foot is not None) == (flat(words(rows[-1][0])) == total), f"{where}: the total stands in the foot")
    symbols = [cell for cell in cells if local(cell) == "abbr"]
    score.check(all(words(cell) == "[c]" and len(cell.attrib) == 1 and cell.get("title") for cell in symbols), f"{where}: hidden cells")


def check_figure(score, where, figure, data, totals):
    name, language = figure.get("id"), data[1]
    table = figure.find(f".//{XHTML}table")
    with open(data[0] / f"{name}.{language}.csv", encoding="utf-8", newline="") as file:
        expected = [(row["row"], row["column"], row["value"]) for row in csv.DictReader(file)]
    found = list(observations(table))
    score.check(found == expected and found, f"{where}, {name}: {found} is not {expected}")
    check_form(score, f"{where}, {name}", table, totals[language])
    title = json.loads((data[0] / f"{name}.{language}.json").read_text(encoding="utf-8"))["title"]
    score.check(flat("".join(table.find(f"{XHTML}caption").itertext())).endswith(flat(title)), f"{where}, {name}: caption")
    drawings = figure.findall(f".//{SVG}svg")
    kinds, shape = [drawing.get("class") for drawing in drawings], figure.get("class")
    expected = [[]] if "table" in shape else [["only"], ["abreast", "narrow"]] if "half" in shape else [["wide", "narrow"]]
    score.check(kinds in expected, f"{where}, {name}: drawings {kinds}")
    for drawing in drawings:
        score.check(drawing.get("role") == "img" and flat(drawing[0].text) == flat(title) and flat(drawing[1].text)
                    and local(drawing[0]) == "title" and local(drawing[1]) == "desc", f"{where}, {name}: described as {drawing[0].text}")
        places = [value for element in drawing.iter() for key, value in element.attrib.items() if key in ("d", "x", "y", "transform")]
        score.check(len(places) > 10 and not [value for value in places if "nan" in value or "inf" in value], f"{where}, {name}: no place")


def check_figures(score, where, root, data):
    figures = [element for element in root.iter() if element.get("class", "").split()[:1] in (["chart"], ["table"])]
    named = [figure.get("id") for figure in figures]
    # Data files of sheets that stand in the workbook only have no figure here.
    files = {path.name.split(".")[0] for path in data[0].glob(f"*.{data[1]}.csv")} - {"all_figures", "all_figures_sdmx"}
    on_sheets = {name for name in files if not (data[0].parent / "charts" / f"{name}.{data[1]}.svg").exists()} - {"months", "new_by_year", "decisions"}
    score.check(len(named) == 11 and set(named) == files - on_sheets, f"{where}: figures {named}")
    for figure in figures:
        check_figure(score, where, figure, data, {"en": "Total", "fi": "Yhteensä", "sv": "Totalt"})


# ---- the same report as the PDF ----


def stands_in(sentence, printed):
    """Whether it does as a whole, or in two parts, the second of them further on."""
    for cut in range(len(sentence), PART_LEAST - 1, -1):
        first = printed.find(sentence[:cut])
        if first >= 0 and sentence[cut:] in printed[first + cut:]:
            return True
    return sentence in printed


def check_text(score, where, root, pdf):
    """Every paragraph of the page stands in the PDF. There notes and heads of pages may part it: then each sentence does, or each
    of the two parts of one that goes on on the next page."""
    printed = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    printed = re.sub(r"\s|-", "", printed)
    main = root.find(f".//{XHTML}main")
    paragraphs = [words(element) for element in main.iter(f"{XHTML}p") if element.get("class") != "files"
                  and not any(element in list(details.iter()) for details in main.iter(f"{XHTML}details"))]
    score.check(len(paragraphs) > 20, f"{where}: {len(paragraphs)} paragraphs")
    strip = lambda text: re.sub(r"\s|-|\u2060", "", text)  # a word joiner keeps "40–60" on one line
    missing = [text for text in paragraphs if strip(text) not in printed]
    lost = [sentence for text in missing for sentence in re.split(r"(?<=[.:,]) ", flat(text)) if not stands_in(strip(sentence), printed)]
    score.check(not lost, f"{where}: not in the PDF: {lost}")


def check_page(score, page, audience, language):
    where = f"{audience}/{page.name}"
    source = page.read_text(encoding="utf-8")
    score.check(source.startswith("<!DOCTYPE html>\n<html xmlns="), f"{where}: begins with {source[:40]}")
    root = ET.parse(page).getroot()
    check_parsers(score, where, source, root)
    check_alone(score, where, source, root)
    check_structure(score, where, root, language)
    check_links(score, where, root, page)
    check_languages(score, where, root, page, language)
    check_notes(score, where, root)
    check_mark(score, where, root, audience)
    check_figures(score, where, root, (page.parent / "data", language))
    check_text(score, where, root, page.with_suffix(".pdf"))
    score.check(page.stat().st_size < 250_000, f"{where}: {page.stat().st_size} bytes")


def main(sitrep):
    score = Score()
    with tempfile.TemporaryDirectory() as place:
        out = pathlib.Path(place) / "out"
        run = build(pathlib.Path(sitrep).resolve(), EXAMPLE, out)
        if score.check(run.returncode == 0, f"the example builds: {run.stderr.decode()[-400:]}"):
            for audience in AUDIENCES:
                listed = {item["path"] for item in json.loads((out / audience / "manifest.json").read_text(encoding="utf-8"))["outputs"]}
                for language in LANGUAGES:
                    page = out / audience / f"situation-2014.{language}.html"
                    score.check(page.name in listed, f"{audience}/{page.name} is not in the manifest")
                    check_page(score, page, audience, language)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
