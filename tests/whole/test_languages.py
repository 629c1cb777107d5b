#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One edition in Finnish, Swedish and English, from data files alone: test_languages.py SITREP"""
import json, pathlib, subprocess, sys, tempfile

from edition import ROOT, Score, build, copy_edition, set_conf

LAYOUT = """---
report: small
language: {language}
title: T
subtitle: {{{{period.from: date}}}} – {{{{period.to: date}}}}
---

# A {{#a}}

a: {{{{period: In}}}} {{{{clients gender=women: percent}}}} "{{{{clients | x | # y}}}}" {{{{see table months: in}}}}

b: {{{{top 1 clients by nationality: name}}}}, {{{{clients gender=women,men: names}}}}

::: table months
show: clients by month
title: M {{{{period: in}}}}
:::
"""
NBSP = "\u00a0"
PUBLISHERS = {"fi": "Esimerkkikeskus", "sv": "Exempelcentralen", "en": "Example Centre"}
# 60 of 85 clients are women
EXPECTED = {
    "fi": {"title": "M vuonna 2014", "row": "Tammikuu",
           "text": ["1. tammikuuta 2014 – 31. joulukuuta 2014", f"a: Vuonna 2014 71{NBSP}% ”85 y” taulukossa{NBSP}1",
                    "b: Nigeria, Miehet ja Naiset", "Taulukko 1. M vuonna 2014", "30. tammikuuta 2015"]},
    "sv": {"title": "M under 2014", "row": "Januari",
           "text": ["1 januari 2014 – 31 december 2014", f"a: Under 2014 71{NBSP}% ”85 y” i tabell{NBSP}1",
                    "b: Nigeria, Män och Kvinnor", "Tabell 1. M under 2014", "30 januari 2015"]},
    "en": {"title": "M in 2014", "row": "January",
           "text": ["1 January 2014 – 31 December 2014", f"a: In 2014 71% “85 y” in Table{NBSP}1",
                    "b: Nigeria, Men and Women", "Table 1. M in 2014", "30 January 2015"]},
}


def make_edition(folder, languages):
    edition = copy_edition(folder, audiences="public")
    for language in languages:
        (folder / "layouts" / f"small.{language}.md").write_text(LAYOUT.format(language=language), encoding="utf-8")
    set_conf(edition, layouts=", ".join(f"../layouts/small.{language}.md" for language in languages),
             publisher=" | ".join(PUBLISHERS.values()))
    return edition


def words_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
    return " ".join(text.replace(NBSP, " ").split())


def test_reports(score, sitrep, folder):
    edition = make_edition(folder, EXPECTED)
    done = build(sitrep, edition, folder / "out")
    if not score.check(done.returncode == 0 and b"warning" not in done.stderr, done.stderr.decode()):
        return
    for language, expected in EXPECTED.items():
        table = json.loads((folder / "out" / "public" / "data" / f"months.{language}.json").read_text(encoding="utf-8"))
        score.check(table["title"] == expected["title"], f"{language}: {table['title']}")
        score.check(table["observations"][0]["row"] == expected["row"], f"{language}: {table['observations'][0]}")
        score.check(table["observations"][0]["obs_status"] == "A", f"{language}: codes stay codes")
        words = words_of(folder / "out" / "public" / f"small-2014.{language}.pdf")
        for line in expected["text"]:
            score.check(line.replace(NBSP, " ") in words, f"{language}: '{line}' is not in: {words}")
        score.check(PUBLISHERS[language] in words, f"{language}: publisher")
        score.check(not any(PUBLISHERS[other] in words for other in EXPECTED if other != language), f"{language}: one publisher")


def test_faults(score, sitrep, folder):
    edition = make_edition(folder, EXPECTED)
    layouts = folder / "layouts"
    sv = layouts / "small.sv.md"
    sv.write_text(sv.read_text(encoding="utf-8").replace("{{period: In}}", "{{period: Inn}}"), encoding="utf-8")
    fi = layouts / "fi.language"
    fi.write_text(fi.read_text(encoding="utf-8").replace("list end:", "list ned:"), encoding="utf-8")
    (layouts / "en.language").unlink()
    done = build(sitrep, edition, folder / "out")
    found = done.stderr.decode()
    score.check(done.returncode == 1 and not (folder / "out").exists(), f"exit {done.returncode}")
    for part in ("small.en.md:3:11: error[E116]: the language 'en' has no file", "small.sv.md:10:14: error[E212]",
                 "error[E107]: a block 'language' has no setting 'list ned'", "did you mean 'list end'?",
                 "3 error(s)"):
        score.check(part in found, f"{part}: {found}")
    for publisher in ("A | B", "A | B | C | D", "A | | C", "| A"):
        set_conf(edition, publisher=publisher)
        done = build(sitrep, edition, folder / "out")
        score.check(done.returncode == 1 and b"error[E146]" in done.stderr and b"fi | sv | en" in done.stderr, publisher)


def main():
    score = Score()
    for test in (test_reports, test_faults):
        with tempfile.TemporaryDirectory() as folder:
            test(score, pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(folder))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main())
