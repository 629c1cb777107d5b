#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the example exports of the first half of 2015 by carrying those of 2014 on.

    python3 examples/2015H1/make_exports.py [OUTDIR]      (OUTDIR: exports/ beside this file)

Synthetic data: no row describes a real person. Every row of 2014 stays; some of those who were clients at the end of
2014 leave, new ones come, and the two requests that were open are decided: so a few figures of 2014 come out otherwise
today, and the build says which. What is fixed stands in the
tables; days and the order of people come from plain counting, so that every machine writes the same bytes.
"""

import csv
import io
import sys
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
FORMER = HERE.parent / "2014" / "exports"

CASE_NO, PERSON, GENDER, BORN, NATION, TYPE, PLACE, ADMITTED, EXTENDED, EXITED, GROUND, HOUSING, STATUS = range(13)

# Who leaves: ground and number, in the order of their stays. Grounds are the raw codes of the register.
LEAVERS = (("1", 9), ("2", 8), ("3", 6), ("5", 5))

# Who comes: nationality, gender, type, place, housing, number.
NEWCOMERS = (
    ("NG", "N", "10", "ULK", "VOK", 11),
    ("VN", "M", "20", "FI", "KUNTA", 7),
    ("PH", "N", "20", "FI", "KUNTA", 5),
    ("RO", "N", "10", "FI", "MUU", 5),
    ("IR", "M", "20", "FI", "VOK", 5),
    ("SO", "N", "90", "ULK", "VOK", 5),
)

# Requests: who made them, round, decision (M made, H refused, empty open), number.
REQUESTS = (
    ("VOK", "1", "M", 17), ("POL", "1", "M", 8), ("ASI", "1", "M", 6), ("UHRI", "1", "M", 5), ("VOK", "2", "M", 2),
    ("VOK", "1", "H", 6), ("UHRI", "1", "H", 5), ("POL", "2", "H", 5), ("ASI", "1", "", 5),
)


def finnish(day):
    return day.strftime("%d.%m.%Y")


def spread(count, first, last):
    """So many days, evenly between the two."""
    length = (last - first).days
    return [first + timedelta(days=(2 * i + 1) * length // (2 * count)) for i in range(count)]


def read(name):
    text = (FORMER / name).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def send_away(rows):
    """Every third of those still there, so that people of all years are among them."""
    staying = [row for row in rows if not row[EXITED]]
    leaving = staying[::3]
    grounds = [ground for ground, count in LEAVERS for _ in range(count)]
    for row, ground, day in zip(leaving, grounds, spread(len(grounds), date(2015, 1, 5), date(2015, 6, 28))):
        row[EXITED], row[GROUND], row[STATUS] = finnish(day), ground, "valmis"


def newcomers(first_person):
    people = [who for *who, count in NEWCOMERS for _ in range(count)]
    for i, day in enumerate(spread(len(people), date(2015, 1, 7), date(2015, 6, 29))):
        # Sevens and the number of people have no common divisor: neighbours in the table arrive weeks apart.
        nation, gender, kind, place, housing = people[7 * i % len(people)]
        yield [f"T-2015-{i + 1:04}", f"A{first_person + i:04}", gender, str(1970 + 11 * i % 25), nation, kind, place,
               finnish(day), "", "", "", housing, "avoin"]


def decide_former(requests):
    for row in requests:
        if row[5] in ("", "V"):
            row[5], row[6] = "M" if row[4] == "1" else "H", "15.1.2015"


def new_requests(arrivals, first_person):
    wanted = [who for *who, count in REQUESTS for _ in range(count)]
    made = 0
    for i, day in enumerate(spread(len(wanted), date(2015, 1, 3), date(2015, 6, 26))):
        requester, turn, decision = wanted[7 * i % len(wanted)]
        decided = day + timedelta(days=9) if decision else None
        if decision == "M" and made < len(arrivals):
            person, made = arrivals[made][PERSON], made + 1
        else:
            person = f"A{first_person + i:04}"
        yield [f"E-2015-{i + 1:03}", person, f"{day.day}.{day.month}.{day.year}", requester, turn, decision,
               f"{decided.day}.{decided.month}.{decided.year}" if decided else ""]


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ';"\r\n') else text


def write(path, rows):
    path.write_bytes("".join(";".join(map(quoted, row)) + "\r\n" for row in rows).encode("utf-8-sig"))


def main(arguments):
    folder = Path(arguments[0]) if arguments else HERE / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    cases, requests = read("cases.csv"), read("requests.csv")
    send_away(cases[1:])
    arrivals = list(newcomers(301))
    decide_former(requests[1:])
    write(folder / "cases.csv", cases + arrivals)
    write(folder / "requests.csv", requests + list(new_requests(arrivals, 401)))


if __name__ == "__main__":
    main(sys.argv[1:])
