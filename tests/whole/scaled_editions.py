# SPDX-License-Identifier: GPL-3.0-or-later
"""The example editions with other people in them: nobody, one, thousands, or so few of each kind that little may be shown.
All rows are made here, from plain counting."""
import pathlib, shutil

from edition import ROOT, set_conf

CASES = ("case_no;person_no;gender;birth_year;nationality;type_exploitation;country_exploitation;admitted;extension;exited;"
         "exit_ground;accommodation;entry_status")
REQUESTS = "request_no;person_no;received;requester;round;decision;decided"
LANGUAGES = ("en", "fi", "sv")

# The edition -> what its layouts are called, and the year of its period.
EDITIONS = {"2014": ("situation", 2014), "2015H1": ("review", 2015)}


def case(number, gender, born, nationality, kind, place, admitted, exited="", ground="", housing="VOK"):
    return f"T{number};P{number};{gender};{born};{nationality};{kind};{place};{admitted};;{exited};{ground};{housing};"


def request(number, received, requester, times, decision):
    return f"E{number};Q{number};{received};{requester};{times};{decision};"


def of(choices, number):
    """One of the choices, each as often as its neighbours."""
    return choices[number % len(choices)]


def nobody(year):
    return [], []


def one(year):
    """One client, who came by one request."""
    return ([case(1, "N", 1980, "NG", "10", "ULK", f"3.2.{year}")], [request(1, f"20.1.{year}", "VOK", "1", "M")])


def thousands(year):
    """5,000 clients at the end, 1,250 of each year; 900 have left in the period."""
    cases = [case(n, of("NNNM", n // 7), 1960 + n % 35, of(("NG", "NG", "VN", "FI", "PH", "RO", "TH"), n), of(("10", "10", "10", "20", "90"), n // 3),
                  of(("ULK", "ULK", "FI"), n // 11), f"{n % 28 + 1}.{n % 6 + 1}.{year - n % 4}", housing=of(("VOK", "JVOK", "KUNTA", "TUKI", "MUU"), n // 2))
             for n in range(5000)]
    cases += [case(n, of("NM", n), 1970, of(("NG", "VN", "SO"), n), of(("10", "20"), n // 3), of(("ULK", "FI"), n // 5),
                   f"{n % 28 + 1}.{n % 12 + 1}.{year - 2}", f"{n % 27 + 1}.{n % 6 + 1}.{year}", of("1122345", n)) for n in range(5000, 5900)]
    requests = [request(n, f"{n % 28 + 1}.{n % 6 + 1}.{year}", of(("VOK", "VOK", "VOK", "POL", "POL", "ASI", "UHRI", "PNK", "KUN"), n), of("1112", n // 2),
                        of("MMMHHV", n // 3)) for n in range(3000)]
    return cases, requests


def scattered(year):
    """No two of the thirteen alike, so that nearly every count is small."""
    nations = ("NG", "VN", "FI", "PH", "RO", "TH", "SO", "IQ", "IR", "RU", "CN", "GH", "UA")
    cases = [case(n, of("NNNM", n), of((1980, 1990, year - 15), n), of(nations, n), of(("10", "20"), n), of(("ULK", "FI"), n // 2),
                  f"{n + 1}.{n % 6 + 1}.{year - n % 5}", housing=of(("VOK", "JVOK", "KUNTA", "TUKI", "MUU", ""), n)) for n in range(13)]
    cases += [case(n, of("NM", n), 1985, of(nations, n), of(("10", "20"), n), of(("ULK", "FI"), n), f"{n}.3.{year - 2}", f"{n}.4.{year}", of("12", n))
              for n in range(13, 20)]
    requests = [request(n, f"{n + 1}.{n % 6 + 1}.{year}", of(("VOK", "POL", "UHRI"), n), of("12", n // 3),
                        of("MHV", n // 2)) for n in range(11)]
    return cases, requests


SHAPES = {"nobody": nobody, "one": one, "thousands": thousands, "scattered": scattered}
CHILDREN = {"nobody": 0, "one": 1, "thousands": 3400, "scattered": 9}


def scaled_edition(folder, name, shape, audiences):
    """A copy of the example `name` with the rows of a shape; its layouts and code book are those of the project."""
    folder = pathlib.Path(folder)
    _, year = EDITIONS[name]
    edition = folder / name
    shutil.copytree(ROOT / "examples" / name, edition)
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    conf = (edition / "edition.conf").read_text(encoding="utf-8").replace("../../", "../")
    (edition / "edition.conf").write_text(conf, encoding="utf-8")
    set_conf(edition, audiences=audiences, fonts=ROOT / "fonts", earlier_figures="none")
    cases, requests = SHAPES[shape](year)
    (edition / "exports" / "cases.csv").write_text("\n".join([CASES, *cases]) + "\n", encoding="utf-8")
    (edition / "exports" / "requests.csv").write_text("\n".join([REQUESTS, *requests]) + "\n", encoding="utf-8")
    if name == "2014":
        (edition / "typed-in.conf").write_text(f"children_of_clients: {CHILDREN[shape]} | Office of the assistance system | "
                                               "2015-01-12 | count by the social workers\n", encoding="utf-8")
    return edition
