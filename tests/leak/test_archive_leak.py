#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No hidden count is in the archive: test_archive_leak.py SITREP

1. An edition whose hidden counts are five-digit primes is sealed: none of them is in any row of the archive; the restricted file
   has them, and once it is purged nothing has.
2. Editions that differ only in how hidden counts are split leave the same rows, but for one hash over a secret number, which
   differs from one sealing to the next even of the same edition."""
import pathlib, sqlite3, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "whole"))
import scaled
from edition import Score
from search import Search
from test_archive import NAMES, outputs_in, run, seal
from test_leak import PAIRS, changed_edition, hidden_numbers

TABLES = ("edition", "library", "input", "typed_in", "output", "statement", "released", "released_part", "released_cell", "released_rank",
          "released_date", "journal")
SEEN = ("all at once", "crossed table: type and place", "joined: housing", "never printed: housing by everything")


def rows_of(archive):
    """Table -> rows of all that is no compressed file."""
    base = sqlite3.connect(archive)
    rows = {table: base.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    base.close()
    return rows


def words_of(rows):
    """A row a line; hashes hold digits by chance."""
    return "\n".join(" ; ".join(str(value) for value in row if len(str(value)) != 64) for table in rows.values() for row in table)


def test_primes(score, sitrep, folder):
    edition, archive = scaled.scaled_edition(folder, "public"), folder / "a.sitrep"
    done = seal(sitrep, edition, archive)
    if not score.check(done.returncode == 0, f"the scaled edition is sealed: {done.stderr[-400:]}"):
        return
    search, rows = Search(hidden_numbers()), rows_of(archive)
    shown = {f"control {row[-1]}": row[-1] for row in rows["statement"] if row[-1] > 9999}
    score.check(len(Search(shown)(words_of(rows))) >= 10, "the search finds published numbers")
    score.check(not search(words_of(rows)), f"hidden numbers in the archive: {sorted(search(words_of(rows)))}")
    score.check(not search(done.stdout + done.stderr), "hidden numbers on the terminal")
    accounts = "".join(data.decode() for path, data in outputs_in(f"{archive}.inputs").items() if path.endswith(".audit.txt"))
    score.check(len(Search(scaled.primes())(accounts)) > 10, "the restricted file has them")
    done = run(sitrep, "purge-inputs", "2014", "--archive", archive, *NAMES)
    score.check(done.returncode == 0 and outputs_in(f"{archive}.inputs") == {}, f"purged: {done.stderr}")
    score.check(not search(words_of(rows_of(archive))) and not search(done.stdout), "hidden numbers after that")


def without_secrets(rows):
    """All but the hash that has a secret number in it, and those over it."""
    return rows | {"edition": [row[:-1] for row in rows["edition"]], "journal": [row[:6] for row in rows["journal"]]}


def sealed_rows(score, sitrep, place, change, what):
    archive = place / "a.sitrep"
    done = seal(sitrep, changed_edition(place, change, "public"), archive)
    score.check(done.returncode == 0, f"{what} is sealed: {done.stderr[-300:]}")
    return rows_of(archive)


def test_pairs(score, sitrep, folder):
    first = sealed_rows(score, sitrep, folder / "first", lambda cases, requests: None, "the unchanged edition")
    again = sealed_rows(score, sitrep, folder / "again", lambda cases, requests: None, "the unchanged edition again")
    score.check(first["edition"][0][-1] != again["edition"][0][-1], "the hash over what is restricted has a secret in it")
    score.check(without_secrets(first) == without_secrets(again), "nothing else differs")
    for name in SEEN:
        rows = without_secrets(sealed_rows(score, sitrep, folder / name.replace(":", ""), PAIRS[name], name))
        differ = [table for table in TABLES if rows[table] != without_secrets(first)[table]]
        score.check(not differ, f"{name}: these depend on what is hidden: {differ}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        test_primes(score, sitrep, pathlib.Path(one))
        test_pairs(score, sitrep, pathlib.Path(two))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
