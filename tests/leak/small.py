# SPDX-License-Identifier: GPL-3.0-or-later
"""Editions of a few dozen people, written from a layout, measures and groups of rows: their counts can be reckoned by hand.
One code book: gender (women, men), place (finland, abroad), kind (alpha to psi)."""
import csv, pathlib, shutil

from edition import ROOT, build

KINDS = {"A": "alpha", "B": "beta", "C": "gamma", "D": "delta", "E": "epsilon", "F": "phi", "G": "chi", "H": "psi"}
COLUMNS = ("case_no", "person_no", "gender", "place", "kind", "birth_year", "admitted", "exited")
ROW = {"gender": "N", "place": "FI", "kind": "A", "birth_year": "1980", "admitted": "2014-03-01", "exited": ""}

HEAD = """---
report: small
language: en
title: A small report
subtitle: Clients in {{period}}
series: Report {{report.number}}
page number: {n} ({N})
---

# A {#a}

"""
CLIENTS = """::: measure clients
title: Clients
unit: persons
count: cases
in system: from admitted until exited
counted: at the end of the period
once per: person_no
:::

"""


def codes(name, rows):
    lines = "".join(f"| {raw} | {category} | {category} |\n" for raw, category in rows.items())
    return (f"::: codes {name}\ntitle: {name}\nunknown: error\n\n| raw | category | en |\n|-----|----------|----|\n{lines}\n"
            ":::\n\n")


def source():
    kinds = {"case_no": "id", "person_no": "id", "birth_year": "year", "admitted": "date", "exited": "date"}
    lines = ""
    for column in COLUMNS:
        kind = kinds.get(column, "code")
        lines += f"| {column} | {column} | {kind} | {column if kind == 'code' else ''} | {'no' if column == 'exited' else 'yes'} |\n"
    return ("::: source cases\nfiles: cases*.csv\nrow: one stay\nkey: case_no\nperson: person_no\nstarts: admitted\nends: exited\n"
            "dates: yyyy-mm-dd\nmissing: -\n\n| column | heading in the export | type | codes | needed |\n|---|---|---|---|---|\n"
            f"{lines}\n:::\n\n")


def measure(name, body):
    return f"::: measure {name}\ntitle: {name}\n{body}\n:::\n\n"


def policy(name, **settings):
    lines = "".join(f"{key.replace('_', ' ')}: {value}\n" for key, value in
                    ({"threshold": 5, "zeros": "shown", "text": "not published", "symbol": "[c]"} | settings).items())
    return f"::: policy {name}\n{lines}:::\n\n"


def table(show, name="t"):
    return f"::: table {name}\nshow: {show}\ntitle: T\n:::\n\n"


def edition(folder, layout, rows, measures="", policies=policy("public"), rules="", kinds=KINDS, **conf):
    """Writes an edition. `rows`: dictionaries of columns that differ from ROW, with n, how many of them. `kinds`: raw code -> kind."""
    folder = pathlib.Path(folder)
    (folder / "exports").mkdir(parents=True)
    (folder / "c.codebook.md").write_text(
        "---\nid: small\nversion: 2015-01\nlanguages: en\ntitle: Code book\nnot stated: Not stated\n---\n\n# Codes\n\n"
        + codes("gender", {"N": "women", "M": "men"}) + codes("place", {"FI": "finland", "ULK": "abroad"})
        + codes("kind", kinds) + source() + "# Measures\n\n" + CLIENTS + measures + "# Rules\n\n" + policies + rules, encoding="utf-8")
    (folder / "l.en.md").write_text(HEAD + layout, encoding="utf-8")
    shutil.copy(ROOT / "layouts" / "en.language", folder)
    settings = {"id": "2014", "period": "2014", "report number": "1", "date": "2015-01-30", "publisher": "X",
                "code book": "c.codebook.md", "layouts": "l.en.md", "audiences": "public", "exports": "exports",
                "earlier figures": "none", "fonts": ROOT / "fonts", "faulty rows allowed": 0}
    settings |= {key.replace("_", " "): value for key, value in conf.items()}
    (folder / "edition.conf").write_text("".join(f"{key}: {value}\n" for key, value in settings.items()), encoding="utf-8")
    people = [ROW | row for row in rows for _ in range(row.get("n", 1))]
    with open(folder / "exports" / "cases.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for number, person in enumerate(people, 1):
            out.writerow([f"T-{number:04d}", f"A{number:04d}", *(person[column] for column in COLUMNS[2:])])
    return folder


def numbers(folder, audience="public"):
    """(measure, selection, kind) -> value, of the audience's list of figures; a hidden one is ''."""
    with open(folder / "out" / audience / "data" / "all_figures.en.csv", encoding="utf-8", newline="") as file:
        return {(row["measure"], row["selection"], row["kind"]): row["value"] for row in csv.DictReader(file)}


def made(sitrep, folder):
    """The exit status of a build into `folder`/out."""
    return build(sitrep, folder, folder / "out").returncode
