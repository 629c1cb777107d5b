#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Can a count under five be worked out from what is published together? test_attack.py SITREP

A reader takes all numbers of the public edition of 2014 (data files and sentences of the PDF) and asks what each small
count can be. It must be able to be five or more, and the possible values must be two apart at least. The same reader
finds the small counts of the reproduction, which hides nothing. Other editions would leak if each table, period, measure or
audience were protected by itself."""
import csv, itertools, pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "whole"), str(ROOT / "tests" / "tools")]
import check_example_2014 as example

import scaled
from edition import SMALL_LAYOUT, Score, build, copy_edition, read_export, write_export
from reader import Reader

THRESHOLD, SPREAD = 5, 2
NOT_STATED = "not_stated"

CATEGORIES = {
    "gender": ("men", "women", NOT_STATED),
    "victimization": ("sexual", "labour", "other", NOT_STATED),
    "place": ("finland", "abroad", NOT_STATED),
    "accommodation": ("joutseno", "other_rc", "municipality", "arranged", "other", NOT_STATED),
    "exit_ground": ("not_trafficking", "residence_permit", "need_ended", "entry_refused", "disappeared", "returned", NOT_STATED),
    "requester": ("reception_centres", "police", "counsel", "victim", "rac", "municipalities", "ccp", "border_guard",
                  "organisations", NOT_STATED),
    "round": ("first", "repeat", NOT_STATED),
    "decision": ("positive", "negative", "pending", NOT_STATED),
}
# What is broken down together in some table or sentence. Region stands in nationality.
GROUPS = {
    "clients": [("gender",), ("victimization", "place"), ("accommodation",), ("nationality",)],
    "exits": [("exit_ground",)],
    "new": [("gender",), ("victimization", "place"), ("nationality",)],
    "requests": [("decision", "round"), ("requester",)],
}
TABLES = {
    "gender": ("clients", ("gender",)), "victimization_place": ("clients", ("victimization", "place")),
    "accommodation": ("clients", ("accommodation",)), "exit_grounds": ("exits", ("exit_ground",)),
    "new_gender": ("new", ("gender",)), "new_type": ("new", ("victimization",)), "new_region": ("new", ("region",)),
    "decisions": ("requests", ("decision", "round")), "requesters": ("requests", ("requester",)),
}


# ---- what is true ----

def true_records():
    report = example.Report()
    countries = example.read_regions(ROOT / "layouts" / "countries.csv")
    exports = example.ROOT / "examples" / "2014" / "exports"
    stays = [example.as_stay(row, countries) for row in example.read_export(exports / "cases.csv", example.CASES, report)]
    requests = [example.as_request(row) for row in example.read_export(exports / "requests.csv", example.REQUESTS, report)]
    return example.Records(stays, requests)


class Truth:
    """The counts of one measure by some variables. A cell is a tuple of categories."""

    def __init__(self, records, measure, group):
        self.measure, self.group = measure, group
        rows = records.measure(measure, "2014")
        self.regions = {row["nationality"]: row["region"] for row in rows} if "nationality" in group else {}
        categories = [sorted(self.regions) if one == "nationality" else CATEGORIES[one] for one in group]
        self.counts = {cell: 0 for cell in itertools.product(*categories)}
        for row in rows:
            self.counts[tuple(row[one] for one in group)] += 1

    def knows(self, variable):
        return variable in self.group or (variable == "region" and "nationality" in self.group)

    def category(self, cell, variable):
        if variable == "region":
            return self.regions[cell[self.group.index("nationality")]]
        return cell[self.group.index(variable)]

    def chosen(self, selection):
        """The cells of {variable: (categories, whether they are meant)}."""
        return frozenset(cell for cell in self.counts if all((self.category(cell, variable) in names) == meant
                                                             for variable, (names, meant) in selection.items()))

    def count(self, cells):
        return sum(self.counts[cell] for cell in cells)


# ---- what is published ----

def parsed(selection):
    terms = {}
    for term in selection.split():
        name, sign, names = re.match(r"([a-z_]+)(!?=)(.*)", term).groups()
        terms[name] = frozenset(names.split(",")), sign == "="
    return terms


def labels():
    """English label -> category, for every code list and group of the code book."""
    found, variable = {}, None
    for line in (ROOT / "layouts" / "assistance.codebook.md").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"::: (?:codes|groups) (\w+)", line):
            variable, heading = match.group(1), None
            found.setdefault(variable, {"Not stated": NOT_STATED})
        elif line.startswith("|") and variable and "---" not in line:
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if heading is None:
                heading = cells
            else:
                row = dict(zip(heading, cells))
                if row.get("en"):
                    found[variable][row["en"]] = row["category"]
        elif line.startswith("::: ") or line == ":::":
            variable = None if line == ":::" else variable
    return found


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def share(percent, base):
    """Which counts are so many per cent of the base, rounded half up."""
    fitting = [count for count in range(base + 1) if (200 * count + base) // (2 * base) == percent]
    return min(fitting), max(fitting)


class Ledger:
    """What a reader of some folders of an edition knows of one group."""

    def __init__(self, truth, folders, text=""):
        self.truth = truth
        self.reader = Reader(truth.counts)
        self.sums = {frozenset(truth.counts)}  # published, for the remainders between them
        for folder in folders:
            self.read_figures(folder)
            for name, (measure, variables) in TABLES.items():
                path = folder / "data" / f"{name}.en.csv"
                if measure == truth.measure and path.exists() and all(truth.knows(variable) for variable in variables):
                    self.read_table(path, variables)
        if text:
            self.read_text(re.sub(r"\s+", " ", text))

    def told(self, cells, least, most):
        if cells:
            self.reader.told(cells, least, most)

    def told_sum(self, cells, value):
        """A printed number; without one a sign that stands for a number from 1, since zeros are printed."""
        if value == "":
            self.told(cells, 1, 10 ** 6)
        else:
            self.told(cells, int(value), int(value))
            self.sums.add(cells)

    def read_figures(self, folder):
        for row in rows_of(folder / "data" / "all_figures.en.csv"):
            selection = parsed(row["selection"])
            if (row["measure"], row["period"]) != (self.truth.measure, "2014") or row["kind"] == "categories" \
                    or not all(self.truth.knows(variable) for variable in selection):
                continue
            if row["kind"] == "le":
                self.told(self.truth.chosen(selection), 0, int(row["value"]))
            else:
                self.told_sum(self.truth.chosen(selection), row["value"])

    def read_table(self, path, variables):
        names = labels()
        seen = {variable: set() for variable in variables}
        bases = set()
        for row in rows_of(path):
            selection = {}
            for variable, label in zip(variables, (row["row"], row["column"])):
                if label != "Total":
                    categories = frozenset(names[variable][part] for part in label.split(" + "))
                    seen[variable] |= categories
                    selection[variable] = categories, True
                    for category in categories if len(categories) > 1 else ():
                        self.told(self.truth.chosen({variable: (frozenset([category]), True)}), 1, 10 ** 6)
            cells = self.truth.chosen(selection)
            if base := re.match(r"Per cent \(Base: (\d+)", row["unit"]):
                bases.add(int(base.group(1)))
                if row["value"] and selection:
                    self.told(cells, *share(int(row["value"]), int(base.group(1))))
            else:
                self.told_sum(cells, row["value"])
        for variable in variables:
            # Percentages of those for whom it is known leave the others out; then no row does not mean nobody.
            if bases - {sum(self.truth.counts.values())}:
                seen[variable].add(NOT_STATED)
            for cell in self.truth.counts:
                if self.truth.category(cell, variable) not in seen[variable]:
                    self.told([cell], 0, 0)

    def read_text(self, text):
        """What sentences of the public PDF add to the numbers of the data files."""
        truth = self.truth
        if (truth.measure, truth.group) == ("clients", ("nationality",)):
            states = int(re.search(r"citizens of (\d+) states", text).group(1))
            assert states == len(truth.counts)
            ranked = "Vietnam, Finland and Philippines, each with fewer than ten" in text
            named = [("VN",), ("FI",), ("PH",)] if ranked else []
            for cell in truth.counts:
                self.told([cell], 1, 10 ** 6)
                if cell not in [("NG",), *named]:
                    self.told([cell], 0, truth.counts["PH",] if ranked else truth.counts["NG",])
            for cell in named:
                self.told([cell], 0, 9)
            self.told([("NG",)], *share(int(re.search(r"(\d+)% of all clients, comes from Nigeria", text).group(1)), 85))
        if (truth.measure, truth.group) == ("clients", ("victimization", "place")):
            self.told(truth.chosen(parsed("victimization=sexual place=abroad")),
                      *share(int(re.search(r"Most of them, (\d+)%, were exploited abroad", text).group(1)), 45))
        if (truth.measure, truth.group) == ("new", ("victimization", "place")):
            self.told(truth.chosen(parsed("victimization=sexual place=finland")),
                      *share(int(re.search(r"sexually exploited, (\d+)%, were exploited in Finland", text).group(1)), 32))

    def targets(self):
        """Small sums: cells, categories, and what is between two published numbers."""
        truth = self.truth
        sums = {frozenset([cell]) for cell in truth.counts}
        for variable in (*truth.group, *(["region"] if truth.knows("region") else [])):
            for category in {truth.category(cell, variable) for cell in truth.counts}:
                sums.add(truth.chosen({variable: (frozenset([category]), True)}))
        sums |= {one - two for one in self.sums for two in self.sums if two < one}
        return sorted((cells for cells in sums if 0 < truth.count(cells) < THRESHOLD), key=sorted)

    def leaks(self):
        """(cells, count, least, most) of each target that is not protected."""
        found = []
        for cells in self.targets():
            count = self.truth.count(cells)
            least, most = self.reader.interval(cells, count, enough=max(THRESHOLD, count + SPREAD))
            if most < THRESHOLD or most - least < SPREAD:
                found.append((sorted(cells), count, least, most))
        return found


def text_of(pdf):
    """In the order of reading, as text may stand beside a table."""
    return subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()


def truths(records):
    return [Truth(records, measure, group) for measure, groups in GROUPS.items() for group in groups]


# ---- the edition of 2014 ----

def test_2014(score, records, out):
    text = text_of(out / "public" / "situation-2014.en.pdf")
    targets = 0
    for truth in truths(records):
        name = f"{truth.measure} by {' and '.join(truth.group)}"
        ledger = Ledger(truth, [out / "public"], text)
        score.check(len(ledger.reader.statements) > 1, f"{name}: something is published")
        score.check(not ledger.reader.holds(truth.counts), f"{name}: not true: {ledger.reader.holds(truth.counts)}")
        targets += len(ledger.targets())
        leaks = ledger.leaks()
        score.check(not leaks, f"{name}: can be worked out (cells, count, from, to): {leaks}")
    score.check(targets > 40, f"only {targets} small counts to look for")


def test_reproduction(score, records, out):
    """The reader can read: where nothing is hidden it finds all."""
    found = {}
    for truth in truths(records):
        ledger = Ledger(truth, [out / "as-published"])
        score.check(not ledger.reader.holds(truth.counts), f"{truth.measure} by {truth.group}: not true")
        for cells, count, least, most in ledger.leaks():
            if least == most:
                found[truth.measure, tuple(cells)] = count
    for measure, cells, count in (("exits", (("returned",),), 4), ("clients", (("arranged",),), 3), ("clients", (("other", "abroad"),), 2),
                                  ("requests", (("pending", "first"),), 1), ("requests", (("border_guard",),), 2)):
        score.check(found.get((measure, cells)) == count, f"the reader does not find {measure} {cells} in the reproduction")


# ---- editions that would leak if each table were protected by itself ----

def figures(out, audience="public"):
    return {(row["measure"], row["period"], row["selection"]): int(row["value"]) for row in
            rows_of(out / audience / "data" / "all_figures.en.csv") if row["value"] and row["kind"] == "count"}


def build_layout(sitrep, folder, body, change=None, audiences="public"):
    layout = SMALL_LAYOUT[:SMALL_LAYOUT.index("# Clients")] + body
    edition = copy_edition(folder, audiences=audiences, layout=layout)
    if change:
        heading, rows = read_export(edition / "exports" / "cases.csv")
        change(rows)
        write_export(edition / "exports" / "cases.csv", heading, rows)
    return build(sitrep, edition, folder / "out")


def test_two_audiences(score, records, sitrep, folder):
    """Who holds the public report and the authorities' holds both: joined in one, hidden in the other."""
    edition = copy_edition(folder, audiences="public, authorities")
    layout = folder / "layouts" / "situation.en.md"
    layout.write_text(scaled.simplified(layout.read_text(encoding="utf-8")), encoding="utf-8")
    run = build(sitrep, edition, folder / "out")
    if not score.check(run.returncode == 0, f"two audiences: exit {run.returncode}: {run.stderr.decode()[-300:]}"):
        return
    leaks = []
    for truth in truths(records):
        for folders in (["public"], ["authorities"]):
            alone = Ledger(truth, [folder / "out" / name for name in folders])
            score.check(not alone.leaks(), f"{truth.measure} by {truth.group}: {folders} alone leaks {alone.leaks()}")
        both = Ledger(truth, [folder / "out" / name for name in ("public", "authorities")])
        leaks += [(truth.measure, *leak) for leak in both.leaks()]
    score.check(not leaks, f"public and authorities together: {leaks[:2]}")


def test_periods(score, records, sitrep, folder):
    """Year less half-year."""
    run = build_layout(sitrep, folder, "# A\n\n{{exits exit_ground=need_ended ?? some}} of whom "
                       "{{exits exit_ground=need_ended @2014H1 ?? some}} in the first half.\n")
    score.check(run.returncode in (0, 3), f"periods: exit {run.returncode}")
    told = figures(folder / "out") if run.returncode == 0 else {}
    year, half = (told.get(("exits", period, "exit_ground=need_ended")) for period in ("2014", "2014H1"))
    score.check(year is None or half is None or not 0 < year - half < THRESHOLD, f"second half of a year = {year} - {half}")


def test_same_day(score, records, sitrep, folder):
    """A stock at the end of December is the stock at the end of the year."""
    run = build_layout(sitrep, folder, "# A\n\n::: pie housing\nshow: clients by accommodation\ntitle: Housing\nlabels: count\n:::\n\n"
                       "{{clients accommodation=joutseno @2014-12 ?? some}} at the end of December.\n")
    score.check(run.returncode in (0, 3), f"same day: exit {run.returncode}")
    told = figures(folder / "out") if run.returncode == 0 else {}
    one = told.get(("clients", "2014-12", "accommodation=joutseno"))
    joined = told.get(("clients", "2014", "accommodation=joutseno,arranged,not_stated"))
    score.check(one is None or joined is None or joined - one >= THRESHOLD,
                f"one stock under two periods: arranged and not stated = {joined} - {one}")


def test_like(score, records, sitrep, folder):
    """Minors are clients: all less minors."""
    def nearly_all_minors(rows):
        clients = [row for row in rows if row[9] in ("", "-", "n/a", "ei tietoa", "tuntematon")]
        for row in clients[2:]:
            row[3] = "2000"
    run = build_layout(sitrep, folder, "# A\n\n{{clients ?? some}} clients, {{minors ?? some}} minors.\n", nearly_all_minors)
    score.check(run.returncode in (0, 3), f"like: exit {run.returncode}")
    told = figures(folder / "out") if run.returncode == 0 else {}
    clients, minors = told.get(("clients", "2014", "")), told.get(("minors", "2014", ""))
    score.check(clients is None or minors is None or not 0 < clients - minors < THRESHOLD, f"adults = {clients} - {minors}")


def test_stock_and_flow(score, records, sitrep, folder):
    """Stock = stock before + new - exits: the exits, though hidden themselves. Here every admission is a new client."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT[:SMALL_LAYOUT.index("# Clients")] +
                           "# A\n\n{{clients @2014-11 ?? some}}, {{new @2014-12 ?? some}} new, {{exits @2014-12 ?? some}} "
                           "left: {{clients @2014-12 ?? some}}.\n")
    code_book = folder / "layouts" / "assistance.codebook.md"
    text = code_book.read_text(encoding="utf-8")
    text = text.replace("where: extension != yes\n", "").replace("+ new + extended - exits", "+ new - exits")
    code_book.write_text(text, encoding="utf-8")
    run = build(sitrep, edition, folder / "out")
    score.check(run.returncode == 0, f"stock and flow: exit {run.returncode}: {run.stderr.decode()[-300:]}")
    told = figures(folder / "out") if run.returncode == 0 else {}
    before, new, after = (told.get(key) for key in (("clients", "2014-11", ""), ("new", "2014-12", ""), ("clients", "2014-12", "")))
    score.check(None in (before, new, after), f"exits = {before} + {new} - {after}")
    score.check(sum(one is None for one in (before, new, after)) == 1, "one of the three is enough to hide")


# ---- measures that overlap ----

# name: (its condition in the code book, whether a client of (gender, place, age band) meets it). Bands: -14, 15-17, 18-.
OVERLAPPING = {
    "women": ("gender = women", lambda gender, place, band: gender == "women"),
    "abroad": ("place = abroad", lambda gender, place, band: place == "abroad"),
    "women_abroad": ("gender = women and place = abroad",
                     lambda gender, place, band: (gender, place) == ("women", "abroad")),
    "from_15": ("age >= 15", lambda gender, place, band: band > 0),
    "under_18": ("age < 18", lambda gender, place, band: band < 2),
}
# What is asked for, and the people; by hand, what a reader would subtract. Each line: gender, place, birth year, how many.
OVERLAPS = {
    "12 women - 9 of them abroad = 3 in Finland": (
        "{table: women by place}{table: abroad by gender}",
        [("N", "ULK", 1980, 9), ("N", "FI", 1980, 3), ("M", "ULK", 1980, 20), ("M", "FI", 1980, 30)]),
    "39 women - 9 abroad = 30; 33 in Finland - 30 = 3 men": (
        "{women_abroad}{table: clients by gender, place}",
        [("N", "ULK", 1980, 9), ("N", "FI", 1980, 30), ("M", "ULK", 1980, 20), ("M", "FI", 1980, 3)]),
    "20 under 18 + 33 from 15 - 50 = 3 from 15 to 17": (
        "{clients}{under_18}{from_15}",
        [("N", "ULK", 2004, 17), ("N", "FI", 1998, 3), ("M", "FI", 1980, 30)]),
}


def overlap_layout(asked):
    body, number = "# A\n\n", itertools.count()
    for item in re.findall(r"{(.*?)}", asked):
        shown = item.removeprefix("table: ")
        body += (f"::: table t{next(number)}\nshow: {shown}\ntitle: T\n:::\n\n" if shown != item else
                 f"There are {{{{{item} ?? some}}}}.\n\n")
    return SMALL_LAYOUT[:SMALL_LAYOUT.index("# Clients")] + body


def overlap_edition(folder, asked, people):
    edition = copy_edition(folder, audiences="public", layout=overlap_layout(asked))
    code_book = folder / "layouts" / "assistance.codebook.md"
    measures = "".join(f"\n::: measure {name}\ntitle: A | B | C\nlike: clients\nwhere: {condition}\n:::\n"
                       for name, (condition, _) in OVERLAPPING.items())
    code_book.write_text(code_book.read_text(encoding="utf-8") + measures, encoding="utf-8")
    heading, rows = read_export(edition / "exports" / "cases.csv")
    lines = [(gender, place, born) for gender, place, born, count in people for _ in range(count)]
    rows = [[f"T-{n}", f"A{n}", gender, str(born), "VN", "10", place, "03.03.2014", "", "", "", "", ""]
            for n, (gender, place, born) in enumerate(lines)]
    write_export(edition / "exports" / "cases.csv", heading, rows)
    return edition


def overlap_reader(out):
    """All that the list of figures tells of clients by gender, place and band, and the sums: sets of cells. Cells that no
    sum tells apart are one unknown of the reader: a set of cells. Nobody's age is unknown, nobody has more than 100."""
    cells = list(itertools.product(CATEGORIES["gender"], CATEGORIES["place"], range(3)))
    told = []
    for row in rows_of(out / "public" / "data" / "all_figures.en.csv"):
        meets = OVERLAPPING.get(row["measure"], (None, lambda *cell: True))[1]
        chosen = parsed(row["selection"])
        one = frozenset(cell for cell in cells if meets(*cell) and all(
            (cell[("gender", "place").index(name)] in names) == meant for name, (names, meant) in chosen.items()))
        told.append((one, *((int(row["value"]),) * 2 if row["value"] else (1, 100))))
    alike = {}
    for cell in cells:
        alike.setdefault(tuple(cell in one for one, _, _ in told), set()).add(cell)
    reader = Reader(frozenset(group) for group in alike.values())
    for one, least, most in told:
        reader.told([group for group in reader.cells if group <= one], least, most)
    for group in reader.cells:
        reader.told([group], 0, 100)
    return reader, {one for one, _, _ in told}


def test_overlaps(score, records, sitrep, folder):
    """What measures have in common, and what one leaves of another."""
    for number, (name, (asked, people)) in enumerate(OVERLAPS.items()):
        edition = overlap_edition(folder / str(number), asked, people)
        out = folder / str(number) / "out"
        run = build(sitrep, edition, out)
        if not score.check(run.returncode == 0, f"{name}: exit {run.returncode}: {run.stderr.decode()[-300:]}"):
            continue
        truth = dict.fromkeys(itertools.product(CATEGORIES["gender"], CATEGORIES["place"], range(3)), 0)
        for gender, place, born, count in people:
            band = (2014 - born >= 15) + (2014 - born >= 18)
            truth["women" if gender == "N" else "men", "finland" if place == "FI" else "abroad", band] += count
        reader, sums = overlap_reader(out)
        counts = {group: sum(truth[cell] for cell in group) for group in reader.cells}
        score.check(not reader.holds(counts), f"{name}: not true: {reader.holds(counts)}")
        targets = {cells for one in sums for two in sums for cells in (one & two, one - two)} | sums
        targets = [cells for cells in targets if 0 < sum(truth[cell] for cell in cells) < THRESHOLD]
        score.check(targets, f"{name}: there is no small count to look for")
        for cells in targets:
            count = sum(truth[cell] for cell in cells)
            groups = [group for group in reader.cells if group <= cells]
            least, most = reader.interval(groups, count, enough=max(THRESHOLD, count + SPREAD))
            score.check(most >= THRESHOLD and most - least >= SPREAD, f"{name}: {count} is {least} to {most}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    records = true_records()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        run = build(sitrep, example.ROOT / "examples" / "2014", folder / "out")
        if score.check(run.returncode == 0, f"the example builds: {run.stderr.decode()[-300:]}"):
            test_2014(score, records, folder / "out")
            test_reproduction(score, records, folder / "out")
        for test in (test_two_audiences, test_periods, test_same_day, test_like, test_stock_and_flow, test_overlaps):
            (folder / test.__name__).mkdir()
            test(score, records, sitrep, folder / test.__name__)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
