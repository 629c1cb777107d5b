#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the two example exports of the 2014 edition: cases.csv and requests.csv.

    python3 examples/2014/make_exports.py [OUTDIR]      (OUTDIR: exports/ beside this file)

Synthetic data: no row describes a real person. Case records of victims of human
trafficking may not be published or even passed on, so this file invents stays,
requests, dates and years of birth until their sums agree with what the situation
report of 2014 printed. Everything the report does not say is made up, and two
facts about one row belong together only because a table below puts them there.

What is fixed is written in the tables: who (PROFILES), how many in which month
(ADMITTED, EXITED) and which requests failed (REFUSED). What is free, such as
days, ages and the order of rows, comes from a small generator of numbers of our
own, so that every machine and every version of Python writes the same bytes.

The files look like those of an authority's register: UTF-8 with a byte order
mark, semicolons, CRLF, Finnish headings, several raw codes for one meaning, and
a status column whose quoted fields hold separators, quotes and line breaks.
tests/tools/check_example_2014.py counts them again without using this file.
"""

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

YEAR = 2014

# ---------------------------------------------------------------------------
# How many in each month. In 2014 one of those admitted in March is not a new
# client but the returning one; that stay comes on top of this table.

ADMITTED = {
    2010: (3, 3, 4, 4, 3, 4, 2, 3, 5, 4, 5, 4),
    2011: (4, 4, 5, 4, 4, 5, 2, 4, 5, 5, 5, 4),
    2012: (3, 4, 4, 4, 4, 4, 2, 4, 5, 5, 5, 4),
    2013: (4, 5, 5, 4, 4, 5, 3, 4, 6, 6, 6, 4),
    2014: (3, 4, 4, 3, 2, 5, 2, 4, 5, 3, 4, 11),
}
EXITED = {
    2010: (0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1),
    2011: (1, 1, 1, 2, 1, 2, 1, 2, 2, 2, 2, 3),
    2012: (2, 2, 3, 3, 2, 3, 2, 3, 3, 3, 3, 3),
    2013: (3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4),
    2014: (13, 9, 7, 7, 7, 4, 4, 3, 3, 4, 4, 3),
}

# Of those admitted in a year: left before 2014, left during it, still there.
FATE = {2010: (35, 7, 2), 2011: (32, 14, 5), 2012: (20, 17, 11), 2013: (10, 22, 24)}

LAST_ADMISSION = date(2014, 12, 30)

# ---------------------------------------------------------------------------
# Who. One line: nationality, gender, type, place, number of persons, then the
# ground for exit and the months where the table has them.

STILL_THERE_FROM_EARLIER_YEARS = """
NG women sexual abroad  8
NG women sexual finland 1
NG women labour finland 1
NG men   labour finland 1
VN men   labour finland 3
VN women labour finland 2
FI women sexual finland 2
FI women sexual finland 1 minor
FI men   other  finland 1
PH women labour finland 3
PH men   labour finland 2
TH women sexual finland 1
TH women labour finland 1
SO women other  abroad  1
SO women labour abroad  1
CM women sexual abroad  1
RU women sexual finland 1
EE men   labour finland 1
RO men   labour finland 1
RO women other  finland 1
KE women labour abroad  1
BD men   labour finland 1
NP men   labour finland 1
IN men   labour finland 1
CN men   labour finland 1
LT women labour finland 1
IR men   labour abroad  1
AF men   labour abroad  1 minor
"""

NEW_AND_STILL_THERE = """
NG women sexual abroad  16
NG women sexual abroad  1 minor
NG women sexual finland 1
NG men   labour finland 1
SO women other  finland 1 minor
CM women sexual abroad  1
CD women sexual abroad  1
UG women sexual abroad  1
GH men   labour finland 1
GM men   labour abroad  1
ET women labour abroad  1
VN men   labour finland 2
TH women sexual finland 1
IQ men   other  finland 1 minor
IQ women sexual abroad  1
IQ men   other  abroad  1
MA men   labour finland 1
MA women sexual abroad  1
SY men   sexual abroad  1
FI women sexual finland 2
EE men   labour finland 1
RU women sexual finland 1
BG women other  finland 1
LV women other  finland 1
DO women sexual abroad  1
"""

# The last two columns: month admitted, month left.
NEW_AND_LEFT = """
XX men   other  abroad  1 not_trafficking 2 9
SO women other  abroad  1 not_trafficking 1 6
NG women sexual abroad  1 disappeared     3 8
NG women sexual abroad  1 entry_refused   4 11
CM men   labour abroad  1 not_trafficking 1 5
RO women sexual finland 1 returned        6 10
CN women labour finland 1 need_ended      2 11
PH women labour finland 1 need_ended      5 12
"""

LEFT_IN_2014_FROM_EARLIER_YEARS = """
NG women sexual abroad  12 residence_permit
NG women sexual abroad  4  not_trafficking
NG women sexual abroad  2  disappeared
NG women sexual finland 1  residence_permit
VN men   labour finland 3  residence_permit
VN women labour finland 2  not_trafficking
PH women labour finland 2  residence_permit
FI women sexual finland 4  need_ended
EE men   labour finland 2  need_ended
RO women other  finland 2  returned
TH women sexual finland 2  residence_permit
TH women labour finland 2  not_trafficking
RU women sexual finland 1  not_trafficking
BD men   labour finland 3  not_trafficking
CN men   labour finland 2  not_trafficking
IN men   labour finland 1  not_trafficking
TR men   labour finland 1  not_trafficking
IQ men   other  abroad  1  entry_refused
AF men   labour abroad  1  residence_permit
SO women sexual abroad  1  residence_permit
CM women sexual abroad  2  not_trafficking
KE women labour abroad  1  not_trafficking
UA men   labour finland 1  need_ended
GM men   other  abroad  1  entry_refused
MA men   other  finland 1  not_trafficking
LV men   labour finland 1  returned
BG women sexual finland 1  need_ended
DZ men   labour abroad  1  entry_refused
IR men   labour abroad  1  disappeared
ET women labour abroad  1  not_stated
"""

LEFT_BEFORE_2014 = """
NG women sexual abroad  18 residence_permit
NG women sexual abroad  8  not_trafficking
NG women sexual abroad  4  disappeared
NG women sexual finland 2  residence_permit
VN men   labour finland 5  not_trafficking
VN women labour finland 3  residence_permit
PH women labour finland 4  need_ended
TH women sexual finland 4  residence_permit
TH women labour finland 4  not_trafficking
FI women sexual finland 5  need_ended
EE women sexual finland 4  returned
RO women sexual finland 5  returned
RU women sexual finland 3  need_ended
UA men   labour finland 3  returned
BD men   labour finland 5  not_trafficking
CN men   labour finland 4  not_trafficking
TR men   labour finland 2  not_trafficking
IQ men   other  abroad  3  entry_refused
SO women sexual abroad  4  residence_permit
CM women sexual abroad  2  disappeared
MA men   other  finland 2  not_trafficking
LV men   labour finland 2  need_ended
"""

# Left in 2013, admitted again in 2014 with an extension: not a new client.
RETURNING = "NG women sexual abroad 1 need_ended"

# Where the clients of 31 December 2014 live; None: not known.
HOUSING_FROM_EARLIER_YEARS = {"KUNTA": 15, "MUU": 17, "VOK": 7, "JVOK": 2, "TUKI": 1, None: 1}
HOUSING_OF_NEW = {"KUNTA": 1, "MUU": 6, "VOK": 24, "JVOK": 9, "TUKI": 1, "TURVA": 1}

# ---------------------------------------------------------------------------
# Requests. Every admission of 2013 and 2014 has a positive one; REFUSED and
# PENDING are the others. One line of REFUSED: who, round, month received.
# A chain is one person asking again; "won" chains end with a positive request
# (which belongs to a stay), "lost" ones with a refusal, "open" ones pending.

REFUSED = """
2013 won1  1 2
2013 won2  1 5
2013 won5  1 3
2013 won5  2 8
2013 lost1 1 4
2013 lost2 1 6
2013 lost4 1 2
2013 lost4 2 9
2013 open1 1 10
2014 won3  1 2
2014 won4  1 4
2014 lost3 1 3
2014 lost1 2 4
2014 lost2 2 6
2014 lost3 2 9
2014 lost4 3 10
"""
REFUSED_ONCE = {  # months received, of people who never asked again
    2013: (1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11),
    2014: (1, 1, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 11),
}
PENDING = (("open1", 2, date(2014, 12, 17), None), ("open2", 1, date(2014, 12, 10), "V"))

# Which new client of 2014 (counted from the first) had been refused before.
WON = {"won1": 8, "won2": 15, "won5": 21, "won3": 30, "won4": 41}

REQUESTERS_2014 = {
    "VOK": 26, "POL": 12, "ASI": 10, "UHRI": 8, "PNK": 6,
    "KUN": 5, "KRP": 2, "RVL": 2, "JAR": 2, None: 1,
}
REQUESTERS_EARLIER = ("VOK", "POL", "VOK", "ASI", "VOK", "UHRI", "POL", "PNK", "KUN", "JAR", "RVL", "KRP")

# ---------------------------------------------------------------------------
# Raw codes, in the proportions in which they take turns.

GENDER_RAW = {"women": ("N",) * 11 + ("nainen",), "men": ("M",) * 8 + ("mies",)}
SEXUAL_RAW_2013 = ("10", "10", "SEKS", "10", "30")   # 30 means sexual from 2013 on
TYPE_RAW = {"sexual": ("10", "10", "10", "SEKS"), "labour": ("20", "20", "TYO"), "other": ("90", "MUU")}
OTHER_RAW_BEFORE_2013 = ("90", "30", "MUU")          # and other before that
PLACE_RAW = {"finland": ("FI", "FI", "FI", "Suomi"), "abroad": ("ULK", "IT", "ULK", "GR", "ULK", "ES", "ULK")}
GROUND_RAW = {"not_trafficking": ("1",), "residence_permit": ("2",), "need_ended": ("3",),
              "entry_refused": ("4",), "disappeared": ("5",), "returned": ("6",), "not_stated": ("-",)}
RETURNED_RAW_BEFORE_2014 = ("6", "7", "6")           # 7 was in use until the end of 2013
POSITIVE_RAW = ("M", "M", "M", "K")
NEGATIVE_RAW = ("H", "H", "E")
ALPHA3 = {"NG": "NGA", "VN": "VNM", "FI": "FIN", "PH": "PHL", "TH": "THA", "RO": "ROU", "IQ": "IRQ", "EE": "EST"}

CASES_HEADINGS = ("Tapausnumero", "Asiakasnumero", "Sukupuoli", "Syntymävuosi", "Kansalaisuus",
                  "Uhriutumisen muoto", "Uhriutumismaa", "Otettu järjestelmään", "Jatkopäätös",
                  "Poistettu järjestelmästä", "Poistamisen peruste", "Majoitus", "Kirjauksen tila")
REQUESTS_HEADINGS = ("Esitysnumero", "Asiakasnumero", "Saapunut", "Esittäjä", "Monesko esitys",
                     "Päätös", "Päätetty")


# ---------------------------------------------------------------------------
# Tools

class Numbers:
    """A linear congruential generator (Knuth's MMIX constants), the same everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def shuffled(self, items):
        items = list(items)
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]
        return items


class Turns:
    """Lets the raw codes of each meaning take turns."""

    def __init__(self):
        self.used = {}

    def next(self, codes):
        turn = self.used.get(codes, 0)
        self.used[codes] = turn + 1
        return codes[turn % len(codes)]


@dataclass
class Person:
    nationality: str
    gender: str
    type: str
    place: str
    minor: bool = False
    birth_year: int = 0
    number: str = ""


@dataclass
class Stay:
    person: Person
    admitted: date
    exited: date = None
    ground: str = ""
    housing: str = None
    extension: bool = False


@dataclass
class Request:
    person: Person
    received: date
    round: int
    decision: str
    decided: date = None
    requester: str = None


def profiles(table):
    """Yield (Person, remaining words) for every person a table stands for."""
    for line in table.strip().splitlines():
        nationality, gender, kind, place, count, *rest = line.split()
        for _ in range(int(count)):
            yield Person(nationality, gender, kind, place, minor="minor" in rest), rest


def dealt(counts):
    """{'a': 2, 'b': 1} -> ['a', 'a', 'b']"""
    return [item for item, count in counts.items() for _ in range(count)]


def matched(people, dates):
    """Pair them up; the tables must ask for as many people as they give dates."""
    assert len(people) == len(dates), f"{len(people)} people, {len(dates)} dates"
    return zip(people, dates)


def is_working_day(day):
    holidays = {(1, 1), (6, 1), (1, 5), (6, 12), (24, 12), (25, 12), (26, 12)}
    return day.weekday() < 5 and (day.day, day.month) not in holidays


def working_days(year, month):
    first = date(year, month, 1)
    days = [first + timedelta(n) for n in range(31)]
    return [day for day in days if day.month == month and is_working_day(day)]


def working_day_from(day, step):
    """The day itself or the nearest working day in the direction of step (1 or -1)."""
    while not is_working_day(day):
        day += timedelta(step)
    return day


# ---------------------------------------------------------------------------
# Stays

def days_for(numbers, year, month, count, admission):
    """Days of one month. Quarters close on their last day: counts at a date must get that right."""
    days = working_days(year, month)
    if admission:
        days = [day for day in days if day <= LAST_ADMISSION]
        if month == 1:      # a request of the same year has to come first
            days = days[7:]
    chosen = sorted(days[numbers.below(len(days))] for _ in range(count))
    if count and month % 3 == 0:
        chosen[-1] = days[-1]
    return chosen


def calendar(numbers, table, admission):
    return {(year, month): days_for(numbers, year, month, count, admission)
            for year, counts in table.items() for month, count in enumerate(counts, 1)}


def of_year(days, year):
    return [day for month in range(1, 13) for day in days[year, month]]


def admissions_by_fate(numbers, admitted):
    """Deal the admissions of 2010-2013 to those who left before 2014, during it, or not at all."""
    fates = {"before": [], "during": [], "stayed": []}
    for year, (before, during, stayed) in FATE.items():
        days = of_year(admitted, year)
        others = numbers.shuffled(["during"] * during + ["stayed"] * stayed)
        # Who came in the second half of 2013 has not left by its end.
        early = len(days) if year < YEAR - 1 else sum(ADMITTED[year][:6])
        first = numbers.shuffled(["before"] * before + others[:early - before])
        for day, fate in zip(days, first + others[early - before:]):
            fates[fate].append(day)
    return fates


def pair_exits(numbers, admissions, exits):
    """Give every admission an exit: first come first out, then mixed as far as a month's stay allows."""
    def long_enough(i, j):
        return (exits[j] - admissions[i]).days >= 28

    admissions, exits = sorted(admissions), sorted(exits)
    for i in range(len(exits)):
        assert long_enough(i, i), "the tables leave no time for a stay"
    for _ in range(20 * len(exits)):
        i, j = numbers.below(len(exits)), numbers.below(len(exits))
        if long_enough(i, j) and long_enough(j, i):
            exits[i], exits[j] = exits[j], exits[i]
    return list(zip(admissions, exits))


def stays_left_before(numbers, admissions, exits):
    """Stays that ended before 2014; the returning client's is the first one of 2013."""
    people = numbers.shuffled(profiles(LEFT_BEFORE_2014))
    pairs = pair_exits(numbers, admissions, exits)
    returning = next(n for n, pair in enumerate(pairs) if pair[0].year == YEAR - 1)
    people.insert(returning, next(profiles(RETURNING)))
    stays = [Stay(person, *pair, ground=rest[0])
             for (person, rest), pair in matched(people, pairs)]
    return stays, stays[returning]


def stays_left_during(numbers, admissions, exits):
    people = numbers.shuffled(profiles(LEFT_IN_2014_FROM_EARLIER_YEARS))
    pairs = pair_exits(numbers, admissions, exits)
    return [Stay(person, *pair, ground=rest[0])
            for (person, rest), pair in matched(people, pairs)]


def stays_come_and_gone(admitted, exited):
    """New in 2014 and left in 2014: takes its days out of both calendars."""
    return [Stay(person, admitted[YEAR, int(start)].pop(0), exited[YEAR, int(end)].pop(0), ground)
            for person, (ground, start, end) in profiles(NEW_AND_LEFT)]


def stays_still_there(numbers, table, admissions):
    people = numbers.shuffled(profiles(table))
    return [Stay(person, day) for (person, _), day in matched(people, admissions)]


def give_housing(numbers, stays, counts):
    """Finnish citizens are not housed in reception centres; the rest is dealt at random."""
    free = numbers.shuffled(dealt(counts))
    for stay in sorted(stays, key=lambda stay: stay.person.nationality != "FI"):
        fits = [h for h in free if stay.person.nationality != "FI" or h in ("KUNTA", "MUU")]
        stay.housing = fits[0]
        free.remove(fits[0])
    assert not free


def give_birth_year(numbers, stay):
    if stay.person.minor:
        stay.person.birth_year = YEAR - 15 - numbers.below(3)
    else:
        span = 18 if stay.person.type == "sexual" else 28
        stay.person.birth_year = stay.admitted.year - 19 - numbers.below(span)


def make_stays(numbers):
    admitted = calendar(numbers, ADMITTED, admission=True)
    exited = calendar(numbers, EXITED, admission=False)
    fates = admissions_by_fate(numbers, admitted)

    earlier_exits = [day for year in FATE for day in of_year(exited, year)]
    before, first_stay = stays_left_before(numbers, fates["before"], earlier_exits)
    gone = stays_come_and_gone(admitted, exited)
    during = stays_left_during(numbers, fates["during"], of_year(exited, YEAR))
    stayed = stays_still_there(numbers, STILL_THERE_FROM_EARLIER_YEARS, fates["stayed"])
    new = stays_still_there(numbers, NEW_AND_STILL_THERE, of_year(admitted, YEAR))
    back = Stay(first_stay.person, date(YEAR, 3, 18), extension=True)

    give_housing(numbers, stayed + [back], HOUSING_FROM_EARLIER_YEARS)
    give_housing(numbers, new, HOUSING_OF_NEW)
    for stay in gone + during:      # where they lived last
        stay.housing = "MUU" if stay.person.nationality == "FI" else ("VOK", "MUU", "KUNTA")[numbers.below(3)]

    stays = sorted(before + during + stayed + gone + new, key=lambda stay: stay.admitted)
    for stay in stays:
        give_birth_year(numbers, stay)
    return sorted(stays + [back], key=lambda stay: stay.admitted)


# ---------------------------------------------------------------------------
# Requests

def positive_request(numbers, stay, round_no):
    """Decided on the day of admission or just before it, received in the same year."""
    decided = working_day_from(stay.admitted - timedelta(numbers.below(3)), -1)
    start = working_day_from(date(stay.admitted.year, 1, 2), 1)
    received = working_day_from(decided - timedelta(4 + numbers.below(17)), -1)
    return Request(stay.person, max(received, start), round_no, "positive", decided)


def refused_request(numbers, person, year, month, round_no):
    days = working_days(year, month)
    received = days[numbers.below(len(days))]
    decided = working_day_from(received + timedelta(8 + numbers.below(20)), 1)
    return Request(person, received, round_no, "negative", decided)


def stranger():
    """Somebody of whom the exports know nothing but a person number."""
    return Person("", "", "", "")


def make_requests(numbers, stays):
    new = [stay for stay in stays if stay.admitted.year == YEAR and not stay.extension]
    asking = {name: new[place].person for name, place in WON.items()}
    rounds = {}
    requests = []
    for line in REFUSED.strip().splitlines():
        year, name, round_no, month = line.split()
        person = asking.setdefault(name, stranger())
        requests.append(refused_request(numbers, person, int(year), int(month), int(round_no)))
        rounds[id(person)] = int(round_no)
    for year, months in REFUSED_ONCE.items():
        requests += [refused_request(numbers, stranger(), year, month, 1) for month in months]
    for name, round_no, received, raw in PENDING:
        person = asking.setdefault(name, stranger())
        requests.append(Request(person, received, round_no, "V" if raw else ""))
    for stay in stays:
        if stay.admitted.year >= YEAR - 1:
            asked_before = 1 if stay.extension else rounds.get(id(stay.person), 0)
            requests.append(positive_request(numbers, stay, asked_before + 1))
    return sorted(requests, key=lambda request: request.received)


def give_requesters(numbers, requests):
    turns = Turns()
    of_2014 = numbers.shuffled(dealt(REQUESTERS_2014))
    for request in requests:
        if request.received.year == YEAR:
            request.requester = of_2014.pop()
        else:
            request.requester = turns.next(REQUESTERS_EARLIER)
    assert not of_2014


# ---------------------------------------------------------------------------
# Rows

def number_people(stays, requests):
    """Person numbers follow the order in which people first appear."""
    seen = [(request.received, request.person) for request in requests]
    seen += [(stay.admitted, stay.person) for stay in stays]
    count = 0
    for _, person in sorted(seen, key=lambda pair: pair[0]):
        if not person.number:
            count += 1
            person.number = f"A{count:04}"


def padded(day):
    return f"{day:%d.%m.%Y}" if day else ""


def unpadded(day):
    return f"{day.day}.{day.month}.{day.year}" if day else ""


def type_codes(stay):
    recent = stay.admitted.year >= 2013
    if stay.person.type == "sexual" and recent:
        return SEXUAL_RAW_2013
    if stay.person.type == "other" and not recent:
        return OTHER_RAW_BEFORE_2013
    return TYPE_RAW[stay.person.type]


def ground_code(turns, stay):
    if not stay.exited:
        return turns.next(("", "", "", "", "", "", "-"))
    if stay.ground == "returned" and stay.exited.year < 2014:
        return turns.next(RETURNED_RAW_BEFORE_2014)
    return turns.next(GROUND_RAW[stay.ground])


def nationality_code(turns, stay):
    code = stay.person.nationality
    return turns.next((code,) * 5 + (ALPHA3[code],)) if code in ALPHA3 else code


def status(turns, stay):
    """The state of the record itself: says nothing about the case."""
    if stay.admitted.year <= 2011:
        return turns.next(("valmis", "valmis;\r\nsiirretty vanhasta järjestelmästä", "valmis; tarkistettu"))
    if not stay.exited:
        return turns.next(("avoin", "avoin", "avoin; tarkistettu"))
    return turns.next(("valmis", "valmis; tarkistettu", "valmis", 'merkitty "valmiiksi"; tarkistamatta'))


def case_row(turns, number, stay):
    person = stay.person
    return (number, person.number, turns.next(GENDER_RAW[person.gender]), str(person.birth_year),
            nationality_code(turns, stay), turns.next(type_codes(stay)), turns.next(PLACE_RAW[person.place]),
            padded(stay.admitted), "kyllä" if stay.extension else turns.next(("", "", "ei")),
            padded(stay.exited), ground_code(turns, stay), stay.housing or "", status(turns, stay))


def request_row(turns, number, request):
    codes = {"positive": POSITIVE_RAW, "negative": NEGATIVE_RAW}.get(request.decision)
    return (number, request.person.number, unpadded(request.received), request.requester or "",
            str(request.round), turns.next(codes) if codes else request.decision, unpadded(request.decided))


def numbered(prefix, digits, rows, day_of):
    """Register numbers, counted from one in every year."""
    counts = {}
    for row in rows:
        year = day_of(row).year
        counts[year] = counts.get(year, 0) + 1
        yield f"{prefix}-{year}-{counts[year]:0{digits}}", row


def quoted(text):
    if any(mark in text for mark in ';"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def write_export(path, headings, rows):
    lines = [";".join(map(quoted, row)) + "\r\n" for row in (headings, *rows)]
    path.write_bytes("".join(lines).encode("utf-8-sig"))


def main(arguments):
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent / "exports"
    folder.mkdir(parents=True, exist_ok=True)

    numbers, turns = Numbers(YEAR), Turns()
    stays = make_stays(numbers)
    requests = make_requests(numbers, stays)
    give_requesters(numbers, requests)
    number_people(stays, requests)

    cases = numbered("T", 4, stays, lambda stay: stay.admitted)
    write_export(folder / "cases.csv", CASES_HEADINGS, [case_row(turns, *case) for case in cases])
    received = numbered("E", 3, requests, lambda request: request.received)
    write_export(folder / "requests.csv", REQUESTS_HEADINGS, [request_row(turns, *one) for one in received])


if __name__ == "__main__":
    main(sys.argv[1:])
