# SPDX-License-Identifier: GPL-3.0-or-later
"""An edition in the shape of the example, some thousand times as large: the threshold is 20 000, and each count that must
be hidden is a five-digit prime that nothing else equals. Whoever finds one of them in an output has found a leak."""
import itertools, re

from edition import copy_edition

THRESHOLD = 20000

# Category -> (raw code, rows). Primes are the counts to hide.
GENDER = {"men": ("M", 10007), "women": ("N", None)}
KIND = {  # type and place of those who are clients at the end
    ("labour", "finland"): ("20;FI", 27350), ("labour", "abroad"): ("20;ULK", 23594), ("sexual", "finland"): ("10;FI", 31400),
    ("sexual", "abroad"): ("10;ULK", 36000), ("other", "finland"): ("90;FI", 22750), ("other", "abroad"): ("90;ULK", 10009)}
NEW_OTHER, NEW_LABOUR = 10159, 49935  # of the new: the first in this order but for so many who came earlier
KIND_EARLIER = 1009
HOUSING = {"joutseno": ("JVOK", 23100), "other_rc": ("VOK", 41300), "municipality": ("KUNTA", 30300),
           "arranged": ("TUKI", 10037), "other": ("MUU", None), "not_stated": ("", 10039)}
# Of those admitted in 2014, all of whom are clients at the end.
REGION = {"no_nationality": ("XX", 10061), "south_america": ("DO", 10067), "asia": ("TH", 20509), "mena": ("IQ", 21613),
          "europe_russia": ("RU", 25117), "africa_sub": ("NG", 40127)}
MINORS_NEW, MINORS = 10099, 23819
GROUND = {"not_trafficking": ("1", 30119), "residence_permit": ("2", 25621), "need_ended": ("3", 22303),
          "entry_refused": ("4", 10069), "disappeared": ("5", 10079), "returned": ("6", 10091), "not_stated": ("", 10093)}
REQUESTER = {"reception_centres": ("VOK", 40009), "police": ("POL", 25411), "counsel": ("ASI", 21407), "victim": ("UHRI", 20707),
             "rac": ("PNK", 20411), "municipalities": ("KUN", 20323), "ccp": ("KRP", 10103), "border_guard": ("RVL", 10111),
             "organisations": ("JAR", 10133), "not_stated": ("", 10139)}
ROUND = {("first", "positive"): ("1;M", 70001), ("repeat", "positive"): ("2;M", 23003), ("first", "negative"): ("1;H", None),
         ("repeat", "negative"): ("2;H", 21001), ("first", "pending"): ("1;V", 10141), ("repeat", "pending"): ("2;V", 10151)}

NEW = sum(count for _, count in REGION.values())
EXITS = sum(count for _, count in GROUND.values())
CLIENTS = sum(count for _, count in KIND.values())
REQUESTS = sum(count for _, count in REQUESTER.values())


def counts_of(table, total):
    rest = total - sum(count or 0 for _, count in table.values())
    return {key: rest if count is None else count for key, (_, count) in table.items()}


def codes_of(table, total):
    """The raw code of each of `total` rows; what has no count of its own is the rest."""
    counts = counts_of(table, total)
    return itertools.chain.from_iterable(itertools.repeat(code, counts[key]) for key, (code, _) in table.items())


def primes():
    """Label -> each count to hide that is a prime of its own."""
    return {f"{name} {key}": count for name, table in (
        ("gender", GENDER), ("kind", KIND), ("housing", HOUSING), ("region", REGION), ("ground", GROUND),
        ("requester", REQUESTER), ("decision", ROUND)) for key, (_, count) in table.items()
        if count and count < THRESHOLD} | {"new minors": MINORS_NEW, "new other": NEW_OTHER}


def clients_at_the_end():
    """Those who stay: the new of 2014 first, then the earlier ones. Minors are at both ends."""
    kinds = list(codes_of(KIND, CLIENTS))
    kinds = kinds[KIND_EARLIER:] + kinds[:KIND_EARLIER]
    columns = zip(codes_of(GENDER, CLIENTS), kinds, codes_of(HOUSING, CLIENTS),
                  itertools.chain(codes_of(REGION, NEW), itertools.repeat("NG")))
    old_minors = CLIENTS - (MINORS - MINORS_NEW)
    for number, (gender, kind, housing, nationality) in enumerate(columns):
        born = 2001 if number < MINORS_NEW or number >= old_minors else 1980
        year = 2014 if number < NEW else 2010 + number % 4
        yield f";{gender};{born};{nationality};{kind};{number % 28 + 1}.{number % 12 + 1}.{year};;;;{housing};"


def clients_who_left():
    for number, ground in enumerate(codes_of(GROUND, EXITS)):
        admitted = f"{number % 28 + 1}.{number % 12 + 1}.{2010 + number % 4}"
        yield f";N;1975;NG;20;ULK;{admitted};;{number % 27 + 1}.{number % 11 + 2}.2014;{ground};;"


def requests():
    for number, (requester, decision) in enumerate(zip(codes_of(REQUESTER, REQUESTS), codes_of(ROUND, REQUESTS))):
        yield f";{number % 28 + 1}.{number % 12 + 1}.2014;{requester};{decision};"


def write(path, heading, prefix, rows):
    lines = (f"{prefix}{number};P{number}{row}" for number, row in enumerate(rows))
    path.write_text("\n".join(itertools.chain([heading], lines)) + "\n", encoding="utf-8")


def simplified(layout):
    """Without claims (they are not true of these numbers), and with the threshold of the words."""
    layout = re.sub(r"\[([^\]^]*)\]\{claim:[^}]*\}", r"\1", layout)
    return re.sub(r"\]\{claim:[^}]*\}", "]", layout)


def scaled_edition(folder, audiences):
    edition = copy_edition(folder, audiences=audiences)
    book = edition.parent / "layouts" / "assistance.codebook.md"
    text, changed = re.subn(r"^threshold: 5$", f"threshold: {THRESHOLD}", book.read_text(encoding="utf-8"), flags=re.M)
    assert changed == 2
    book.write_text(text, encoding="utf-8")
    layout = edition.parent / "layouts" / "situation.en.md"
    layout.write_text(simplified(layout.read_text(encoding="utf-8")), encoding="utf-8")
    write(edition / "exports" / "cases.csv",
          "case_no;person_no;gender;birth_year;nationality;type_exploitation;country_exploitation;admitted;extension;exited;"
          "exit_ground;accommodation;entry_status", "T", itertools.chain(clients_at_the_end(), clients_who_left()))
    write(edition / "exports" / "requests.csv", "request_no;person_no;received;requester;round;decision;decided", "E", requests())
    return edition
