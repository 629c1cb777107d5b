# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight editions from 2012 to 2015, one after the other, as their office would have made them: all from one register, in which
everybody who is there at the end of one edition is there at the beginning of the next. The register is the example export of
2015H1, which holds all rows of 2014's; what it does not tell is made here, from plain counting: requests of 2012, and the
second half of 2015. An edition's exports are what the register held on the last day of its period."""
import csv, datetime, io, pathlib, shutil

from edition import ROOT, set_conf

EDITIONS = ("2012H1", "2012", "2013H1", "2013", "2014H1", "2014", "2015H1", "2015")
CASE_NO, PERSON, GENDER, BORN, NATION, TYPE, PLACE, ADMITTED, EXTENDED, EXITED, GROUND, HOUSING, STATUS = range(13)
REQUEST_NO, ASKED_FOR, RECEIVED, REQUESTER, ROUND, DECISION, DECIDED = range(7)

# Who comes in the second half of 2015: nationality, gender, type, place, number; and on what ground so many leave.
NEWCOMERS = (("NG", "N", "10", "ULK", 12), ("VN", "M", "20", "FI", 6), ("IR", "M", "20", "FI", 6), ("RO", "N", "10", "FI", 5))
LEAVERS = (("1", 10), ("2", 9), ("3", 6))

FACTS = """publisher: Esimerkin vastaanottokeskus | Exempelförläggningen | Example Reception Centre
code book: ../layouts/assistance.codebook.md
exports: exports
audiences: public
earlier figures: none
inputs kept until: {kept}
faulty rows allowed: 0
"""

# The words of the layouts, in three languages: what is counted is the same in each.
WORDS = {
    "en": ("Series", "Clients in {{period}}", "Report", "Clients", "Clients at the end", "New", "Left", "Requests",
           "Clients by gender", "Clients by type of victimization", "New clients by gender", "New clients by year", "Requests by decision",
           "Extended", "Clients who left, by gender"),
    "fi": ("Sarja", "Asiakkaat {{period}}", "Katsaus", "Asiakkaat", "Asiakkaita lopussa", "Uusia", "Poistettuja", "Esityksiä",
           "Asiakkaat sukupuolen mukaan", "Asiakkaat hyväksikäytön mukaan", "Uudet asiakkaat sukupuolen mukaan", "Uudet asiakkaat vuosittain",
           "Esitykset päätöksen mukaan", "Jatkettuja", "Poistetut sukupuolen mukaan"),
    "sv": ("Serie", "Klienter {{period}}", "Rapport", "Klienter", "Klienter i slutet", "Nya", "Utskrivna", "Framställningar",
           "Klienter efter kön", "Klienter efter utnyttjande", "Nya klienter efter kön", "Nya klienter per år", "Framställningar efter beslut",
           "Förlängda", "Utskrivna efter kön"),
}
LAYOUT = """---
report: series
language: {language}
title: {0}
subtitle: {1}
series: {2} {{{{report.number}}}}
page number: {{n}} ({{N}})
---

# {3} {{#clients}}

{4}: {{{{clients}}}}. {5}: {{{{new}}}}. {6}: {{{{exits}}}}. {13}: {{{{extended}}}}. {7}: {{{{requests}}}}.

::: pie gender
show: clients by gender
title: {8}
labels: count, percent
:::

::: table type
show: clients by victimization
title: {9}
join: victimization
:::

::: table new_gender
show: new by gender
title: {10}
:::

::: table decisions
show: requests by decision
title: {12}
join: decision
:::
"""
LEFT = """
::: table left
show: exits by gender
title: {title}
:::
"""
YEARS = """
::: columns years
show: new @2010..{year} by year
title: {title}
:::
"""


def layout(language, name, left):
    """`left`: with the table of those who left, from 2015 on. In 2014 its total would tell who was extended."""
    words = WORDS[language]
    text = LAYOUT.format(*words, language=language) + (LEFT.format(title=words[14]) if left else "")
    # A half-year tells of the years before it, so that all of them are whole.
    return text + YEARS.format(year=last_day(name).year - name.endswith("H1"), title=words[11])


def last_day(name):
    year = int(name[:4])
    return datetime.date(year, 6, 30) if name.endswith("H1") else datetime.date(year, 12, 31)


def day_of(text):
    day, month, year = map(int, text.split("."))
    return datetime.date(year, month, day)


def written(day):
    return f"{day.day}.{day.month}.{day.year}"


def spread(count, first, last):
    length = (last - first).days
    return [first + datetime.timedelta(days=(2 * i + 1) * length // (2 * count)) for i in range(count)]


def read(name):
    text = (ROOT / "examples" / "2015H1" / "exports" / name).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def dealt(choices):
    return [choice for *choice, count in choices for _ in range(count)]


def second_half(cases, requests):
    """2015 from July on: newcomers, each by a request, and leavers."""
    people, grounds = dealt(NEWCOMERS), dealt(LEAVERS)
    staying = [row for row in cases if not row[EXITED]]
    for row, (ground,), day in zip(staying[::3], grounds, spread(len(grounds), datetime.date(2015, 7, 3), datetime.date(2015, 12, 28))):
        row[EXITED], row[GROUND] = written(day), ground
    for i, day in enumerate(spread(len(people), datetime.date(2015, 7, 6), datetime.date(2015, 12, 21))):
        nation, gender, kind, place = people[7 * i % len(people)]
        cases.append([f"U{i}", f"B{i}", gender, str(1970 + i % 25), nation, kind, place, written(day), "", "", "", "VOK", ""])
        requests.append([f"F{i}", f"B{i}", written(day - datetime.timedelta(days=3)), "VOK", "1", "M", written(day)])
    for i, day in enumerate(spread(9, datetime.date(2015, 7, 8), datetime.date(2015, 11, 30))):
        requests.append([f"G{i}", f"C{i}", written(day), "POL", "1", "H", written(day + datetime.timedelta(days=9))])


def requests_of_2012(cases):
    """One for everybody admitted in that year, and seven refused in each half."""
    for row in cases:
        if day_of(row[ADMITTED]).year == 2012:
            yield [f"D{row[CASE_NO]}", row[PERSON], row[ADMITTED], "VOK", "1", "M", row[ADMITTED]]
    for i, day in enumerate(spread(14, datetime.date(2012, 1, 1), datetime.date(2012, 12, 31))):
        yield [f"H{i}", f"D{i}", written(day), "UHRI", "1", "H", written(day)]


def register():
    """Heading and rows of cases, and of requests."""
    (case_heading, *cases), (request_heading, *requests) = read("cases.csv"), read("requests.csv")
    second_half(cases, requests)
    requests[:0] = requests_of_2012(cases)
    return (case_heading, cases), (request_heading, requests)


def as_of(rows, day, began, ended, result):
    """What a register held on a day: who came later is not in it, and who left later has not left."""
    known = [list(row) for row in rows if day_of(row[began]) <= day]
    for row in known:
        if row[ended] and day_of(row[ended]) > day:
            row[ended] = row[result] = ""
    return known


def write(path, heading, rows):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([heading, *rows])
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def series_edition(folder, name, id=None, languages=("en",), late=(), left=None, **conf):
    """The edition of the period `name` in `folder`/`id`, with layouts and code book in `folder`/layouts. `late`: further rows of cases."""
    folder, (case_heading, cases), (request_heading, requests) = pathlib.Path(folder), *register()
    edition, layouts, day = folder / (id or name), folder / "layouts", last_day(name)
    if not layouts.exists():
        shutil.copytree(ROOT / "layouts", layouts)
    (edition / "exports").mkdir(parents=True)
    write(edition / "exports" / "cases.csv", case_heading, as_of(cases + list(late), day, ADMITTED, EXITED, GROUND))
    write(edition / "exports" / "requests.csv", request_heading, as_of(requests, day, RECEIVED, DECIDED, DECISION))
    for language in languages:
        (layouts / f"series{name}.{language}.md").write_text(layout(language, name, name.startswith("2015") if left is None else left), encoding="utf-8")
    (edition / "edition.conf").write_text(FACTS.format(kept=f"{day.year + 2}-12-31"), encoding="utf-8")
    set_conf(edition, id=id or name, period=name, report_number=str(2 * day.year - 4022 + (not name.endswith("H1"))),
             date=str(day + datetime.timedelta(days=30)), fonts=ROOT / "fonts",
             layouts=", ".join(f"../layouts/series{name}.{language}.md" for language in languages), **conf)
    return edition
