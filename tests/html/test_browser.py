#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The web pages of the 2014 edition in a browser: test_browser.py SITREP

Chromium opens them as wide screens and telephones do, light and dark, and prints them. axe-core finds nothing against
WCAG 2.2 A and AA and its own best practice; no page scrolls sideways; nothing is fetched; keys reach everything. What is
needed, tests/run.sh installs: Debian's chromium, and two packages of npm's that package-lock.json names."""
import json, os, pathlib, re, shutil, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))
from edition import EXAMPLE, ROOT, Score, build, copy_edition, install_npm

LANGUAGES = ("en", "fi", "sv")
# Rules that find something to judge in every page: were axe-core blind, they would be missing.
RULES = {"color-contrast", "heading-order", "html-has-lang", "landmark-one-main", "link-in-text-block", "link-name", "region",
         "skip-link", "summary-name", "svg-img-alt", "target-size", "th-has-data-cells"}


# What a layout can have and the example has not.
EVERYTHING = r"""---
report: everything
language: en
title: A report of everything: “quotes” & signs
page number: {n} ({N})
---

::: contents

# Text {#text}

Words in *italics*, in **bold**, a [link](https://example.org/?a=1&b=2), a note[^one] and the same note again.[^one] Then
{{see table gender_table}}, \
after a break.

- one
- two

  more of two

  1. inner
  2. inner too

> A quotation of somebody.[^two]

## Boxes {#boxes}

::: box

Nothing in bold here.

::: pie gender
show: clients by gender
title: Clients by gender
width: half
:::

:::

::: box

## A box with a heading

Text.

:::

### Deep {#deep}

#### Deeper {#deeper}

# Tables {#tables}

| Group       | Clients                  | Share                             | A column with a long heading | Fourth | Fifth |
|:------------|-------------------------:|:---------------------------------:|------------------------------|--------|-------|
| Women[^two] | {{clients gender=women}} | {{clients gender=women: percent}} | Extraordinarily *long* words | text   | text  |

| Number | Value               |
|:-------|--------------------:|
| one    | [3.75]{literal}     |
| two    | [−12.5%]{literal}   |
| three  | {{clients}}         |

::: line months
show: clients by month
title: Clients by month
width: two-thirds
:::

::: bars gender_bars
show: clients by gender
title: Bars
width: third
:::

::: table gender_table
show: clients by gender
title: Table
width: third
:::

Columns without a legend stand beside columns with one above them:

::: columns gender_columns
show: clients by gender
title: Columns
width: half
:::

::: columns place_columns
show: clients by victimization, place
title: Piles
width: half
:::

::: bars behind
show: clients by gender
title: Of another width, and so in no row with these
width: third
:::

[^one]: See [here](https://example.org/), and note two.[^two]

[^two]: Another.
"""


# Short tables of which some stand where a page ends, and long ones that go on over it.
SHORT, LONG = 20, 6
ON_PAPER = """---
report: paper
language: en
title: On paper
page number: {n} ({N})
---

# Tables {#tables}

A text with a note.[^note]

[^note]: Words of the note.
""" + "".join(f"""
{"Words that shift what follows. " * (3 * number)}

A line of text above the table.

::: table short_{number}
show: clients by gender
title: Short
:::
""" for number in range(SHORT)) + "".join(f"""
::: table long_{number}
show: clients by nationality
title: Long
:::
""" for number in range(LONG))

LINES = """---
report: lines
language: en
title: Lines
---

::: line months
show: clients by month, gender
title: Clients by month
:::

::: columns places
show: clients by victimization, place
scale: shares
title: Shares
:::
"""


def environment(folder):
    """The project's fonts, for pages ask for them; nothing else of the user's."""
    fonts = folder / "data" / "fonts"
    fonts.mkdir(parents=True)
    for font in (ROOT / "fonts").glob("*.ttf"):
        shutil.copy(font, fonts / font.name)
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "LANG": "C.UTF-8"}


def look(folder, files):
    command = ["node", HERE / "look.js", install_npm(HERE, folder), shutil.which("chromium"), folder, *files]
    done = subprocess.run([str(part) for part in command], env=environment(folder), capture_output=True, encoding="utf-8",
                          errors="replace", timeout=360)
    if done.returncode != 0:
        raise SystemExit(f"look.js failed: {done.stderr[-900:]}")
    return json.loads(done.stdout)


def check_drawings(score, drawings, folder):
    """An SVG is the picture of the PNG beside it. Painters smooth edges each in their way: in a thousandth of what there is at most.
    It is drawn as wide as on the page, 471.276 points of column or (471.276 - 20) / 2, with margins of 8."""
    for name, width in (("new_region", "487.28"), ("gender", "241.64")):
        drawn = [path.read_text(encoding="utf-8") for path in drawings if path.name == f"{name}.en.svg"]
        score.check(drawn and all(f'viewBox="0 0 {width} ' in text for text in drawn), f"{name}: is not {width} points wide")
    command = ["node", HERE / "drawings.js", install_npm(HERE, folder), shutil.which("chromium"), *drawings]
    done = subprocess.run([str(part) for part in command], env=environment(folder / "drawings"), capture_output=True, encoding="utf-8",
                          timeout=360)
    if not score.check(done.returncode == 0, f"drawings.js failed: {done.stderr[-900:]}"):
        return
    found = {"/".join(pathlib.Path(one["file"]).parts[-3:]): one["far"] for one in json.loads(done.stdout)}
    for name, far in found.items():
        score.check(far < 0.001, f"{name}: another picture than its PNG, in {far:.2%} of it")
    dashed = [path for path in drawings if "stroke-dasharray" in path.read_text(encoding="utf-8")]
    clipped = [path for path in drawings if "clip-path" in path.read_text(encoding="utf-8")]
    score.check(dashed and clipped and len(found) > 8, f"{len(found)} drawings, {len(dashed)} with dashes, {len(clipped)} with hatchings")


def check_rules(score, view, where):
    score.check(not view["violations"], f"{where}: {view['violations']}")
    score.check(not view["undecided"], f"{where}: contrast that cannot be judged: {view['undecided']}")
    # A table is too wide for a telephone only where it has many columns.
    rules = RULES | ({"scrollable-region-focusable"} if view["width"] == 320 and "everything" in where else set())
    missing = rules - set(view["passed"])
    score.check(not missing, f"{where}: rules that judged nothing: {missing}")


def check_colours(score, colours, paper, dark, where):
    """In the light, charts have the colours they are drawn in; in the dark each has another, and white is the page's paper."""
    as_drawn = {colour: f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:], 16)})" for colour in colours}
    kept = [colour for colour in colours if colours[colour] == as_drawn[colour]]
    score.check(len(colours) >= 4 and len(kept) == (0 if dark else len(colours)), f"{where}: colours of charts: {colours}")
    is_apart = colours.get("#ffffff") == paper and len(set(colours.values())) == len(colours)
    score.check(is_apart, f"{where}: colours of charts: {colours}")


def check_layout(score, view, where):
    layout = view["layout"]
    score.check(layout["scrolls"] <= 0 and layout["scrollsOpen"] <= 0, f"{where}: the page scrolls sideways: {layout}")
    of_everything = "everything" in view["file"]
    score.check(not layout["joints"], f"{where}: lines begin with a sign that joins: {layout['joints']}")
    charts = 6 if of_everything else 8
    score.check(len(layout["drawings"]) == charts and set(layout["drawings"]) == {1},
                f"{where}: one drawing of each chart is seen: {layout['drawings']}")
    # Of the window's area; under 0.1 is called good. A busy machine once showed 0.0004, a line of text drawn late.
    score.check(layout["shift"] < 0.001, f"{where}: the layout moves by {layout['shift']}")
    dark = view["scheme"] == "dark"
    score.check(layout["paper"] == ("rgb(20, 24, 29)" if dark else "rgb(255, 255, 255)"), f"{where}: paper {layout['paper']}")
    score.check(set(layout["chartPaper"]) == {layout["paper"]}, f"{where}: charts on {layout['chartPaper']}")
    check_colours(score, layout["colours"], layout["paper"], dark, where)
    levels = layout["levels"]
    rows = 1 if view["width"] > 320 else 0
    score.check(len(levels) == rows and all(len(set(map(tuple, row))) == 1 for row in levels),
                f"{where}: charts side by side begin and end at {levels}")
    bases = layout["bases"]
    score.check(len(bases) == rows and all(max(row) - min(row) < 0.5 for row in bases), f"{where}: charts side by side stand at {bases}")
    # A telephone has one edge for charts and tables; elsewhere narrow tables stay narrow.
    entries = layout["entries"]
    score.check(of_everything or ({children for children, _ in entries} == {1, 2} and len({left for _, left in entries}) == 1),
                f"{where}: words of the contents begin at {entries}")
    limits = set(layout["tableLimits"])
    score.check((limits == {"none"}) == (view["width"] == 320), f"{where}: tables up to {limits}")
    wholes = layout["wholes"]
    score.check(len(wholes) == (3 if of_everything else 0) and max(wholes, default=0) - min(wholes, default=0) < 0.1,
                f"{where}: whole numbers end at {wholes}")
    least = 12 if not of_everything else 11  # on a telephone of 320 pixels, in a box
    score.check(min(layout["letters"]) >= least, f"{where}: letters of charts have {min(layout['letters']):.1f} pixels")
    score.check(min(layout["edges"]) >= 3, f"{where}: tables begin {min(layout['edges']):.1f} pixels from where they are cut off")
    beside = layout["beside"]
    score.check(of_everything or (len(beside) == 1 and (beside[0] > 100) == (view["width"] > 320)),
                f"{where}: text begins {beside} above the end of the table before it")
    is_wide = of_everything and view["width"] == 320
    score.check(all(layout["shaded"]) and len(layout["shaded"]) >= is_wide, f"{where}: tables that go on: {layout['shaded']}")
    sizes = layout["sizes"]
    score.check(len(sizes) >= 3 and all(above > below for above, below in zip(sizes, sizes[1:])),
                f"{where}: the title and headings of each level have {sizes} pixels")
    score.check(view["width"] > 320 or len(set(layout["lefts"])) == 1, f"{where}: charts begin at {layout['lefts']}")
    if view["width"] == 1280 and not of_everything:
        score.check(60 <= layout["lineLength"] <= 75, f"{where}: lines of {layout['lineLength']:.1f} characters")


def check_mark(score, view, where):
    """The mark of a reproduction stands on top, and stays there; on paper, on each page."""
    layout = view["layout"]
    is_marked = "as-published" in view["file"]
    score.check((layout["markTop"] == 0 and layout["markTopLater"] == 0) == is_marked, f"{where}: the mark at {layout['markTop']}")
    if view["width"] != 1280 or "situation" not in view["file"]:
        return
    text = subprocess.run(["pdftotext", "-layout", view["printed"], "-"], capture_output=True, check=True).stdout.decode()
    pages = [re.sub(r"\s+", " ", page) for page in text.split("\f")[:-1]]
    marks = {"en": "not for release", "fi": "ei julkaistavaksi", "sv": "inte för publicering"}
    marked = [marks[where.split(".")[1]] in page for page in pages]
    score.check(len(pages) >= 4 and (all(marked) if is_marked else not any(marked)), f"{where}: marked when printed: {marked}")


def check_paper(score, page, folder):
    """A short table is on one page, with its head, its total and the line above it, and a long one has a head on each page, but its
    total once. Nothing leads back."""
    pdf = folder / "paper.pdf"
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}", f"file://{page}"]
    subprocess.run([str(part) for part in command], env=environment(folder / "paper"), capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    pages = [[line.split() for line in page.splitlines() if line.strip()] for page in text.split("\f")]
    firsts = [[words[0] for words in lines] for lines in pages]
    parted = [number for number, words in enumerate(firsts, 1) if len({words.count(name) for name in ("Gender", "Men", "Women")}) > 1]
    score.check(len(pages) > 6 and not parted, f"on paper: tables are parted on pages {parted} of {len(pages)}")
    ends = [[words for words in lines if not words[0].startswith("file:")][-1:] for lines in pages]  # but for the browser's foot
    lonely = [number for number, end in enumerate(ends, 1) if end and end[0][-3:] == ["above", "the", "table."]]
    score.check(not lonely, f"on paper: pages {lonely} end with a line that belongs to a table")
    score.check("Words of the note." in text and "\u21a9" not in text, "on paper: an arrow that leads nowhere")
    heads, totals = (sum(words.count(name) for words in firsts) for name in ("Nationality", "Total"))
    score.check(totals == SHORT + LONG and heads > LONG, f"on paper: {totals} totals, {heads} heads of long tables")


def check_view(score, view):
    where = f"{'/'.join(pathlib.Path(view['file']).parts[-2:])}, {view['width']} px, {view['scheme']}"
    check_rules(score, view, where)
    check_layout(score, view, where)
    check_mark(score, view, where)
    score.check(view["requests"] == ["file://" + view["file"]], f"{where}: fetched {view['requests']}")
    score.check(not view["said"], f"{where}: the browser says {view['said']}")
    score.check(view["keys"] == {"name": "skip", "seen": True, "leadsTo": "MAIN"}, f"{where}: the first key: {view['keys']}")


def main(sitrep):
    score = Score()
    needed = [name for name in ("chromium", "node", "npm") if not shutil.which(name)]
    if needed:
        raise SystemExit(f"{', '.join(needed)} missing: tests/run.sh installs what tests need")
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place).resolve()
        run = build(pathlib.Path(sitrep).resolve(), EXAMPLE, folder / "out")
        if score.check(run.returncode == 0, f"the example builds: {run.stderr.decode()[-400:]}"):
            (folder / "browser").mkdir()
            everything = copy_edition(folder / "everything", audiences="public", layout=EVERYTHING)
            run = build(pathlib.Path(sitrep).resolve(), everything, folder / "out2")
            score.check(run.returncode == 0, f"a layout with everything builds: {run.stderr.decode()[-400:]}")
            on_paper = copy_edition(folder / "paper", audiences="as-published", layout=ON_PAPER)
            run = build(pathlib.Path(sitrep).resolve(), on_paper, folder / "out3")
            if score.check(run.returncode == 0, f"a layout of tables builds: {run.stderr.decode()[-400:]}"):
                check_paper(score, folder / "out3" / "as-published" / "paper-2014.en.html", folder / "browser")
            lines = copy_edition(folder / "lines", audiences="as-published", layout=LINES)
            run = build(pathlib.Path(sitrep).resolve(), lines, folder / "out4")
            score.check(run.returncode == 0, f"a layout of lines builds: {run.stderr.decode()[-400:]}")
            check_drawings(score, [path for audience in ("out/public", "out/authorities", "out4/as-published")
                                   for path in sorted((folder / audience / "charts").glob("*.en.svg"))], folder / "browser")
            files = [folder / "out" / audience / f"situation-2014.{language}.html"
                     for audience, languages in (("public", LANGUAGES), ("as-published", ("en", "sv"))) for language in languages]
            views = look(folder / "browser", files + [folder / "out2" / "public" / "everything-2014.en.html"])
            score.check(len(views) == 24, f"{len(views)} views")
            for view in views:
                check_view(score, view)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
