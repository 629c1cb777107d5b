#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the example of 2014 against the printed report, without any code of sitrep.

    python3 tests/tools/check_example_2014.py [EXPORTS_DIR]

Reads the two exports with Python's csv module, counts every figure of
examples/2014/published.csv again, judges it as that file does, and then looks at
what no single figure shows: that stays, requests and persons fit together and
that the exports hold the awkward forms they are there to hold. The meanings of
the raw codes are written out here a second time on purpose: this is the second
opinion on both the generator of the exports and the program.

Exit status 0: everything agrees. 1: something does not; each line says what.
"""

import calendar
import csv
import io
import re
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2014
FIRST_YEAR = 2010
NOT_STATED = "not_stated"

CASES = ("Tapausnumero;Asiakasnumero;Sukupuoli;Syntymävuosi;Kansalaisuus;Uhriutumisen muoto;Uhriutumismaa;"
         "Otettu järjestelmään;Jatkopäätös;Poistettu järjestelmästä;Poistamisen peruste;Majoitus;Kirjauksen tila")
REQUESTS = "Esitysnumero;Asiakasnumero;Saapunut;Esittäjä;Monesko esitys;Päätös;Päätetty"

MEANING = {
    "gender": {"N": "women", "nainen": "women", "M": "men", "mies": "men"},
    "victimization": {"10": "sexual", "SEKS": "sexual", "20": "labour", "TYO": "labour",
                      "90": "other", "MUU": "other"},
    "exit_ground": {"1": "not_trafficking", "2": "residence_permit", "3": "need_ended", "4": "entry_refused",
                    "5": "disappeared", "6": "returned"},
    "accommodation": {"JVOK": "joutseno", "VOK": "other_rc", "KUNTA": "municipality", "TUKI": "arranged",
                      "TURVA": "arranged", "MUU": "other"},
    "requester": {"VOK": "reception_centres", "POL": "police", "KRP": "ccp", "RVL": "border_guard", "ASI": "counsel",
                  "UHRI": "victim", "PNK": "rac", "KUN": "municipalities", "JAR": "organisations"},
    "round": {"1": "first", "2": "repeat", "3": "repeat"},
    "decision": {"M": "positive", "K": "positive", "H": "negative", "E": "negative", "": "pending", "V": "pending"},
    "extension": {"kyllä": True, "ei": False, "": False},
}

# What the words of the report say of a bound; all others are "fewer than".
AT_MOST = {"S117"}


class Report:
    """Collects what disagrees; counts what was looked at."""

    def __init__(self):
        self.looked_at = 0
        self.faults = []

    def expect(self, holds, fault):
        self.looked_at += 1
        if not holds:
            self.faults.append(fault)

    def equal(self, what, found, wanted):
        self.expect(found == wanted, f"{what}: {found}, should be {wanted}")


# ---------------------------------------------------------------------------
# Reading

def read_export(path, headings, report):
    """Rows as dictionaries. The bytes must look like those of a register in Finland."""
    raw = path.read_bytes()
    report.expect(raw.startswith(b"\xef\xbb\xbf"), f"{path.name}: no byte order mark")
    report.expect(not re.search(rb"(?<!\r)\n|\r(?!\n)", raw), f"{path.name}: a line end is not CRLF")
    report.expect(raw.endswith(b"\r\n"), f"{path.name}: the last line is not ended")
    report.expect(not re.search(rb"\d{10}", raw), f"{path.name}: a run of ten digits")
    text = io.StringIO(raw.decode("utf-8-sig"), newline="")
    first, *rows = csv.reader(text, delimiter=";", strict=True)
    report.equal(f"{path.name}: headings", ";".join(first), headings)
    report.expect(all(len(row) == len(first) for row in rows), f"{path.name}: a row of another length")
    return [dict(zip(first, row)) for row in rows]


def read_regions(path):
    """Codes of every country -> (alpha-2, set of UN M49 areas)."""
    countries = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for code in ("alpha2", "alpha3", "numeric"):
                if row[code]:
                    countries[row[code]] = (row["alpha2"], set(row["m49"].split()))
    return countries


def read_day(text):
    if text in ("", "-"):
        return None
    day, month, year = re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", text).groups()
    return date(int(year), int(month), int(day))


def coded(name, raw):
    return NOT_STATED if raw in ("", "-") and raw not in MEANING[name] else MEANING[name][raw]


def victimization(raw, admitted):
    if raw == "30":     # the code changed its meaning with the year 2013
        return "sexual" if admitted >= date(2013, 1, 1) else "other"
    return MEANING["victimization"][raw]


def exit_ground(raw, exited):
    if raw == "7" and exited < date(2014, 1, 1):
        return "returned"
    return coded("exit_ground", raw)


def region(areas):
    if not areas:
        return "no_nationality"
    if areas & {"015", "145"}:
        return "mena"
    for category, wanted in (("south_america", {"005", "013", "029"}), ("asia", {"142"}),
                             ("europe_russia", {"150"}), ("africa_sub", {"202"})):
        if areas & wanted:
            return category
    return "elsewhere"


def as_stay(row, countries):
    admitted, exited = read_day(row["Otettu järjestelmään"]), read_day(row["Poistettu järjestelmästä"])
    country, areas = ("stateless", set()) if row["Kansalaisuus"] == "XX" else countries[row["Kansalaisuus"]]
    return {
        "key": row["Tapausnumero"], "person": row["Asiakasnumero"],
        "gender": coded("gender", row["Sukupuoli"]), "birth_year": int(row["Syntymävuosi"]),
        "nationality": country, "region": region(areas),
        "victimization": victimization(row["Uhriutumisen muoto"], admitted),
        "place": "finland" if row["Uhriutumismaa"] in ("FI", "Suomi") else "abroad",
        "admitted": admitted, "extension": MEANING["extension"][row["Jatkopäätös"]],
        "exited": exited, "exit_ground": exit_ground(row["Poistamisen peruste"], exited),
        "accommodation": coded("accommodation", row["Majoitus"]),
        "type_raw": row["Uhriutumisen muoto"], "status": row["Kirjauksen tila"],
    }


def as_request(row):
    return {
        "key": row["Esitysnumero"], "person": row["Asiakasnumero"], "received": read_day(row["Saapunut"]),
        "requester": coded("requester", row["Esittäjä"]), "round": coded("round", row["Monesko esitys"]),
        "round_no": int(row["Monesko esitys"]), "decision": coded("decision", row["Päätös"]),
        "decided": read_day(row["Päätetty"]),
    }


# ---------------------------------------------------------------------------
# Counting

def period_of(text):
    """'2014' or '2014-03' -> first and last day."""
    year, month = (int(part) for part in (text.split("-") + ["0"])[:2])
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def in_system(stay, day):
    return stay["admitted"] <= day and (stay["exited"] is None or stay["exited"] > day)


def is_minor(stay, day):
    return day.year - stay["birth_year"] < 18


class Records:
    """The two exports and the measures that the code book defines on them."""

    def __init__(self, stays, requests):
        self.stays, self.requests = stays, requests

    def stock(self, day):
        return [stay for stay in self.stays if in_system(stay, day)]

    def admitted(self, first, last):
        return [stay for stay in self.stays if first <= stay["admitted"] <= last]

    def new(self, first, last):
        return [stay for stay in self.admitted(first, last) if not stay["extension"]]

    def exits(self, first, last):
        return [stay for stay in self.stays if stay["exited"] and first <= stay["exited"] <= last]

    def measure(self, name, period):
        first, last = period_of(period)
        if name == "clients":
            return self.stock(last)
        if name == "minors":
            return [stay for stay in self.stock(last) if is_minor(stay, last)]
        if name == "new":
            return self.new(first, last)
        if name == "new_minors":
            return [stay for stay in self.new(first, last) if is_minor(stay, last)]
        if name == "exits":
            return self.exits(first, last)
        if name == "requests":
            return [request for request in self.requests if first <= request["received"] <= last]
        raise KeyError(f"no measure called {name}")


def selected(records, selection):
    """'gender=men place=finland', 'nationality!=stateless', 'requester=victim,rac'"""
    for term in selection.split():
        name, unequal, categories = re.fullmatch(r"(\w+)(!?)=(\S+)", term).groups()
        wanted = set(categories.split(","))
        records = [record for record in records if (record[name] in wanted) != bool(unequal)]
    return records


def percent(part, whole):
    """Whole percent, half up, in integers."""
    return (200 * part + whole) // (2 * whole)


def recomputed(row, records):
    everything = records.measure(row["measure"], row["period"])
    chosen = selected(everything, row["selection"])
    if row["unit"] == "categories":
        name = re.match(r"\w+", row["selection"]).group()
        return len({record[name] for record in chosen})
    if row["unit"] == "percent":
        return percent(len(chosen), len(selected(everything, row["of"])))
    if row["unit"] == "persons" and row["measure"] in ("clients", "minors"):
        return len({record["person"] for record in chosen})
    return len(chosen)


def is_about(found, printed, unit):
    """Within a tenth, or within two percentage points, of what the words say."""
    return 10 * abs(found - printed) <= printed or unit == "percent" and abs(found - printed) <= 2


def verdict_holds(row, found, printed):
    verdict = row["verdict"]
    if verdict == "equal":
        return found == printed
    if verdict == "approximate":
        return found != printed and is_about(found, printed, row["unit"])
    if verdict == "bound":
        return found <= printed if row["id"] in AT_MOST else found < printed
    if verdict == "contradicts":
        return found != printed and row["note"] != ""
    return False


# ---------------------------------------------------------------------------
# Checks

def check_figures(path, records, report):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    report.expect(len({row["id"] for row in rows}) == len(rows), "published.csv: an id occurs twice")
    for row in rows:
        name = f"{row['id']} {row['measure']} {row['period']} {row['selection']}".rstrip()
        if row["verdict"] == "not_in_data":
            report.expect(row["recomputed"] == "", f"{name}: recomputed, though said not to be in the data")
            continue
        found = recomputed(row, records)
        report.equal(f"{name}: recomputed", str(found), row["recomputed"])
        if row["verdict"] == "illegible":
            report.expect(row["printed"] == "", f"{name}: illegible, but a printed value is given")
        else:
            report.expect(verdict_holds(row, found, int(row["printed"])),
                          f"{name}: {found} against {row['printed']} printed is not '{row['verdict']}'")
    return len(rows)


def check_stays(stays, report):
    by_person = defaultdict(list)
    for stay in stays:
        by_person[stay["person"]].append(stay)
        key, exited = stay["key"], stay["exited"]
        report.expect(re.fullmatch(rf"T-{stay['admitted'].year}-\d{{4}}", key), f"{key}: form of the case number")
        report.expect(re.fullmatch(r"A\d{4}", stay["person"]), f"{key}: form of the person number")
        report.expect(exited is None or exited > stay["admitted"], f"{key}: left before being admitted")
        report.expect(exited or stay["exit_ground"] == NOT_STATED, f"{key}: a ground, but still there")
        report.expect(0 <= stay["admitted"].year - stay["birth_year"] <= 70, f"{key}: year of birth")
        report.expect(stay["region"] != "elsewhere", f"{key}: nationality in no region")
    for person, of_one in by_person.items():
        facts = {(s["gender"], s["birth_year"], s["nationality"], s["victimization"], s["place"]) for s in of_one}
        report.equal(f"{person}: different descriptions of one person", len(facts), 1)
        for earlier, later in zip(of_one, of_one[1:]):
            ended = earlier["exited"] and earlier["exited"] <= later["admitted"]
            report.expect(ended, f"{person}: two stays at once")
            report.expect(later["extension"], f"{person}: a second stay that is no extension")
        report.expect(not of_one[0]["extension"], f"{person}: an extension of no earlier stay")


def check_order(rows, dates, report):
    keys = [row["key"] for row in rows]
    report.expect(len(set(keys)) == len(keys), "a register number occurs twice")
    report.expect(keys == sorted(keys), "rows are not in the order of their numbers")
    days = [row[dates] for row in rows]
    report.expect(days == sorted(days), f"register numbers do not follow the dates ({dates})")


def check_stock_and_flow(records, report):
    """At every month's end: stock = stock before + admitted - exits."""
    before = 0
    for year in range(FIRST_YEAR, YEAR + 1):
        for month in range(1, 13):
            first, last = period_of(f"{year}-{month}")
            now = len(records.stock(last))
            flow = len(records.admitted(first, last)) - len(records.exits(first, last))
            report.equal(f"{year}-{month:02}: stock from the flows", before + flow, now)
            before = now


def check_requests(records, report):
    by_person = defaultdict(list)
    for request in records.requests:
        key = request["key"]
        report.expect(re.fullmatch(rf"E-{request['received'].year}-\d{{3}}", key), f"{key}: form of the number")
        pending = request["decision"] == "pending"
        report.equal(f"{key}: pending without a date of decision", pending, request["decided"] is None)
        report.expect(pending or request["decided"] > request["received"], f"{key}: decided before it came")
        earlier = by_person[request["person"]]
        report.equal(f"{key}: round", request["round_no"], len(earlier) + 1)
        if earlier:
            report.expect(earlier[-1]["decided"] and earlier[-1]["decided"] < request["received"],
                          f"{key}: asked again before the first answer")
        earlier.append(request)
    check_admissions(records, by_person, report)


def check_admissions(records, by_person, report):
    """Every admission of the last two years has one positive request, and the other way round."""
    positive = [request for request in records.requests if request["decision"] == "positive"]
    admissions = records.admitted(date(YEAR - 1, 1, 1), date(YEAR, 12, 31))
    report.equal("positive requests", len(positive), len(admissions))
    for stay in admissions:
        mine = [request for request in positive if request["person"] == stay["person"]
                and request["received"].year == stay["admitted"].year
                and request["decided"] <= stay["admitted"] <= request["decided"] + timedelta(7)]
        report.equal(f"{stay['key']}: positive requests", len(mine), 1)
        refused = [request for request in by_person[stay["person"]] if request["decision"] != "positive"]
        report.expect(all(request["decided"] and request["decided"] < stay["admitted"] for request in refused),
                      f"{stay['key']}: refused after being admitted")


def check_series(records, report):
    first = date(YEAR, 1, 1), date(YEAR, 6, 30)
    second = date(YEAR, 7, 1), date(YEAR, 12, 31)
    report.equal("stock at the end of 2013", len(records.stock(date(YEAR - 1, 12, 31))), 102)
    report.equal("new in the first half", len(records.new(*first)), 21)
    report.equal("exits in the first half", len(records.exits(*first)), 47)
    report.equal("exits in the second half", len(records.exits(*second)), 21)
    again = [stay for stay in records.stays if stay["extension"]]
    report.equal("extensions", len(again), 1)
    report.expect(again and first[0] <= again[0]["admitted"] <= first[1], "the extension is not in the first half")
    new = [len(records.new(*period_of(str(year)))) for year in range(FIRST_YEAR, YEAR + 1)]
    report.equal("new by year", new, [44, 51, 48, 56, 50])
    stock = records.stock(date(YEAR, 12, 31))
    report.equal("year of the earliest admission in the stock", min(s["admitted"] for s in stock).year, 2010)
    report.equal("latest admission in the stock", max(s["admitted"] for s in stock), date(YEAR, 12, 30))


def check_small_groups(records, report):
    """What the report says of groups without printing them."""
    stock, new = records.measure("clients", str(YEAR)), records.measure("new", str(YEAR))
    nations = Counter(stay["nationality"] for stay in stock if stay["nationality"] != "stateless")
    report.equal("largest nationalities", nations.most_common(4), [("NG", 31), ("VN", 7), ("FI", 6), ("PH", 5)])
    report.expect(nations.most_common(5)[4][1] <= 4, "a fifth nationality of five or more")
    ranks = Counter(stay["nationality"] for stay in new).most_common(3)
    report.expect(ranks[0] == ("NG", 21) and ranks[1][1] == 3 > ranks[2][1], f"new by nationality: {ranks}")
    other = selected(new, "victimization=other place=finland")
    report.expect(1 <= len(other) <= 4, f"new, other, in Finland: {len(other)} is not under five")
    report.expect(1 <= len(records.measure("new_minors", str(YEAR))) <= 4, "minors among the new are not under five")
    cells = [len(selected(stock, f"victimization={v} place={p}"))
             for v in ("sexual", "labour", "other") for p in ("finland", "abroad")]
    report.equal("stock by type and place", cells, [11, 34, 26, 6, 6, 2])
    housing = Counter(stay["accommodation"] for stay in stock)
    report.equal("stock by housing", housing, Counter(
        joutseno=11, other_rc=31, municipality=16, arranged=3, other=23, not_stated=1))
    grounds = Counter(stay["exit_ground"] for stay in records.measure("exits", str(YEAR)))
    report.equal("exits by ground", grounds, Counter(
        not_trafficking=23, residence_permit=22, need_ended=10, entry_refused=4,
        disappeared=4, returned=4, not_stated=1))
    nobody = selected(records.measure("requests", str(YEAR)), f"requester={NOT_STATED}")
    report.equal("requests without a party", len(nobody), 1)
    repeats = selected(records.measure("requests", str(YEAR)), "round=repeat")
    report.equal("persons with a repeat request", len({request["person"] for request in repeats}), 11)


def check_awkward_forms(stays, cases_rows, report):
    """The example is worth little if these ever disappear from it."""
    in_stock = [stay for stay in stays if in_system(stay, date(YEAR, 12, 31))]
    code_30 = Counter(stay["victimization"] for stay in in_stock if stay["type_raw"] == "30")
    report.expect(code_30["sexual"] and code_30["other"], f"code 30 in the stock in one meaning only: {code_30}")
    statuses = {stay["status"] for stay in stays}
    for mark, what in ((";", "separator"), ('"', "quote"), ("\r\n", "line break")):
        report.expect(any(mark in status for status in statuses), f"no quoted field with a {what}")
    for column, raw in (("Poistamisen peruste", "7"), ("Poistamisen peruste", "-"), ("Sukupuoli", "nainen"),
                        ("Sukupuoli", "mies"), ("Uhriutumismaa", "Suomi"), ("Uhriutumismaa", "GR"),
                        ("Kansalaisuus", "NGA"), ("Kansalaisuus", "XX"), ("Majoitus", ""),
                        ("Jatkopäätös", "kyllä"), ("Jatkopäätös", "ei"), ("Jatkopäätös", "")):
        report.expect(any(row[column] == raw for row in cases_rows), f"{column}: '{raw}' does not occur")
    quarter_ends = {period_of(f"{YEAR}-{month}")[1] for month in (3, 6, 9, 12)}
    for column in ("admitted", "exited"):
        report.expect(any(stay[column] in quarter_ends for stay in stays), f"nobody {column} on a day of counting")


def check_example(exports, report):
    cases_rows = read_export(exports / "cases.csv", CASES, report)
    countries = read_regions(ROOT / "layouts" / "countries.csv")
    stays = [as_stay(row, countries) for row in cases_rows]
    requests = [as_request(row) for row in read_export(exports / "requests.csv", REQUESTS, report)]
    records = Records(stays, requests)

    figures = check_figures(ROOT / "examples" / "2014" / "published.csv", records, report)
    check_stays(stays, report)
    check_order(stays, "admitted", report)
    check_order(requests, "received", report)
    check_stock_and_flow(records, report)
    check_requests(records, report)
    check_series(records, report)
    check_small_groups(records, report)
    check_awkward_forms(stays, cases_rows, report)
    return f"{len(stays)} stays, {len(requests)} requests, {figures} printed figures"


def main(arguments):
    exports = Path(arguments[0]) if arguments else ROOT / "examples" / "2014" / "exports"
    report = Report()
    try:
        summary = check_example(exports, report)
    except (OSError, csv.Error, UnicodeDecodeError, KeyError, AttributeError, ValueError) as fault:
        print(f"FAULT cannot be read: {type(fault).__name__}: {fault}")
        return 1
    for fault in report.faults:
        print(f"FAULT {fault}")
    print(f"{summary}; {report.looked_at} checks, {len(report.faults)} faults")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
