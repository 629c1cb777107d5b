#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the edition for the audience "as-published" reproduce the printed report of 2014, row by row?

    test_published.py SITREP

Builds examples/2014, reads the numbers it released (all_figures) and the words of the PDF, and holds them against
examples/2014/published.csv. Percentages are worked out here, from the released counts, half up."""
import csv, pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EDITION = ROOT / "examples" / "2014"

# What only the text says: the words that must stand in the PDF.
SENTENCES = {
    "S003": "between 40 and 60 people",
    "S004": "between 40 and 60 people",
    "S040": "citizens of 29 states",
    "S041": "36% of all clients, comes from Nigeria",
    "S042": "Vietnam, Finland and Philippines, each with fewer than ten",
    "S045": "There are five minors among the clients",
    "S046": "about 60 at the end of the period",
    "S053": "Most of them, 76%, were exploited abroad",
    "S054": "81% of them were exploited in Finland",
    "S055": "In all, 43 clients were exploited in Finland",
    "S075": "Almost half of the clients, 49%, lived in a reception centre",
    "S076": "about a fifth, 19%, in a home municipality",
    "S080": "50 new clients were admitted",
    "S082": "Of the new clients, 18 had been exploited in Finland",
    "S106": "sexually exploited, 19%, were exploited in Finland",
    "S116": "21 come from Nigeria",
    "S117": "No other nationality has more than three new clients",
    "S120": "74 requests for admission arrived",
    "S121": "63 were made for the first time",
    "S122": "11 were a second or third request",
    "S123": "Of the requests, 51 led to admission",
    "S124": "21 were refused",
    "S125": "two were still open",
}
NO_DATA = {"S001", "S150", "S151"}  # no part of the exports; S046 is typed in and tested by its sentence


def key(selection):
    terms = []
    for term in selection.split():
        name, sign, values = re.match(r"([a-z_]+)(!?=)(.*)", term).groups()
        terms.append(name + sign + ",".join(sorted(values.split(","))))
    return " ".join(sorted(terms))


def read_counts(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {(row["measure"], row["period"], key(row["selection"]), row["kind"] == "categories"): int(row["value"])
                for row in csv.DictReader(file) if row["kind"] != "le"}


def count_of(counts, row, selection):
    """The released count; a selection of several categories may be the sum of its single ones."""
    found = counts.get((row["measure"], row["period"], key(selection), row["unit"] == "categories"))
    terms = selection.split()
    if found is None and len(terms) == 1 and "," in selection and "!=" not in selection:
        name, values = terms[0].split("=")
        parts = [count_of(counts, row, name + "=" + value) for value in values.split(",")]
        found = None if None in parts else sum(parts)
    if found is None and len(terms) == 1 and "!=" in selection:
        name, value = terms[0].split("!=")
        parts = [count_of(counts, row, ""), counts.get((row["measure"], row["period"], key(name + "=" + value), False), 0)]
        found = None if None in parts else parts[0] - parts[1]
    return found


def recomputed(counts, row):
    part = count_of(counts, row, row["selection"])
    if row["unit"] != "percent" or part is None:
        return part
    whole = count_of(counts, row, row["of"])
    return None if whole is None else (200 * part + whole) // (2 * whole)


def judge(row, value):
    """None if the row is as it should be, else what is wrong."""
    if row["verdict"] == "not_in_data":
        return None
    if value is None:
        return "not among the released numbers"
    if value != int(row["recomputed"]):
        return f"released {value}, expected {row['recomputed']}"
    printed = int(row["printed"]) if row["printed"] else None
    holds = {
        "equal": lambda: printed == value,
        "approximate": lambda: abs(printed - value) <= max(2, printed // 10),
        "bound": lambda: value <= printed if row["id"] == "S117" else value < printed,
        "contradicts": lambda: printed != value,
        "illegible": lambda: printed is None,
    }
    return None if holds[row["verdict"]]() else f"verdict '{row['verdict']}' does not hold: printed {printed}, released {value}"


def main(sitrep):
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        subprocess.run([sitrep, "build", str(EDITION), "-o", str(out)], check=True, stdout=subprocess.DEVNULL)
        audience = out / "as-published"
        counts = read_counts(audience / "data" / "all_figures.en.csv")
        text = subprocess.run(["pdftotext", "-raw", str(audience / "situation-2014.en.pdf"), "-"], check=True,
                              capture_output=True, encoding="utf-8").stdout
        text = re.sub(r"\s+", " ", text)
        with open(EDITION / "published.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            wrong = judge(row, None if row["id"] in NO_DATA or not row["measure"] else recomputed(counts, row))
            if not wrong and row["id"] in SENTENCES and SENTENCES[row["id"]] not in text:
                wrong = f"the PDF does not say \"{SENTENCES[row['id']]}\""
            if not wrong and row["verdict"] == "not_in_data" and row["id"] not in NO_DATA | set(SENTENCES):
                wrong = "said to be in no data, but not known to be so"
            passed, failed = passed + (not wrong), failed + bool(wrong)
            if wrong:
                print(f"{row['id']}: {wrong}")
        for sentence, page in (("Reproduction of printed figures – not for release", None),):
            pages = int(re.search(r"Pages:\s+(\d+)", subprocess.run(
                ["pdfinfo", str(audience / "situation-2014.en.pdf")], check=True, capture_output=True,
                encoding="utf-8").stdout).group(1))
            marked = text.count(sentence) >= pages
            passed, failed = passed + marked, failed + (not marked)
            if not marked:
                print("a page is not marked as a reproduction")
    if len(rows) < 96:
        failed += 1
        print("published.csv has lost rows")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
