#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other programs read the data files of an edition, and read the same: test_data.py SITREP"""
import csv, io, pathlib, re, sys, tempfile

from edition import EXAMPLE, Score, build

BOM = b"\xef\xbb\xbf"


def records(data, separator=","):
    """Written by RFC 4180 alone, not by what csv forgives: quoted fields may hold anything, others no quote."""
    rows, text = [], data.decode("utf-8")
    field = re.compile(rf'(?:"((?:[^"]|"")*)"|([^"{separator}\r\n]*))({separator}|\r\n)')
    at, row = 0, []
    while at < len(text):
        match = field.match(text, at)
        if not match:
            raise ValueError(f"not RFC 4180 at byte {at}: {text[at:at + 40]!r}")
        row.append(match[1].replace('""', '"') if match[1] is not None else match[2])
        at = match.end()
        if match[3] == "\r\n":
            rows.append(row)
            row = []
    if row:
        raise ValueError("the last record has no end")
    return rows


def test_records(score):
    """The reader above finds what must not be."""
    score.check(records(b'a,"b ""c"", d"\r\n,\r\n') == [["a", 'b "c", d'], ["", ""]], "what is right")
    for wrong in (b"a,b\n", b"a,b", b'a,b"c\r\n', b'"a"b,c\r\n', b"a\rb\r\n", b'"a,b\r\n'):
        try:
            score.check(False, f"{wrong}: {records(wrong)}")
        except ValueError:
            score.check(True, "refused")


def check_csv(score, out):
    for audience in ("public", "authorities", "as-published"):
        tables = sorted((out / audience / "data").glob("*.csv"))
        score.check(len(tables) > 30, f"{audience}: {len(tables)} tables")
        for path in tables:
            data = path.read_bytes()
            rows = records(data)
            score.check(not data.startswith(BOM), f"{path.name}: no byte order mark")
            score.check(len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])}, f"{path.name}: as many fields in each record")
            score.check(rows == list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)), f"{path.name}: csv reads the same")
            formulas = [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?\d+|", cell)]
            score.check(not formulas, f"{path.name}: {formulas}")
            other = out / audience / "excel" / path.name
            if path.name.startswith("all_figures"):
                score.check(not other.exists(), f"{path.name} is for machines")
                continue
            excel = other.read_bytes()
            score.check(excel.startswith(BOM) and records(excel[3:], ";") == rows, f"{other}: the same rows for Excel")


def main(sitrep):
    score = Score()
    test_records(score)
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        run = build(sitrep, EXAMPLE, out)
        if score.check(run.returncode == 0, f"the example builds: {run.stderr.decode()[-400:]}"):
            check_csv(score, out)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
