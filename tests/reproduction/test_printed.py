#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sitrep compare: the printed report of 2014, row by row, against the example edition.

    test_printed.py SITREP

printed-2014.csv holds the figures of the report, and names each as a layout would. What must be found was worked out apart from
the program: with 68 as base no count gives 33 per cent, 67 alone fits all six; of 32 no count gives 20; housing fits 83 and 84,
not 85. Bases are tried here once more, with fractions."""
import csv, json, pathlib, re, subprocess, sys, tempfile
from fractions import Fraction
from itertools import product

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "whole"))
from edition import EXAMPLE, Score, build

HERE = pathlib.Path(__file__).resolve().parent
LIST = HERE / "printed-2014.csv"


def compare(sitrep, figures, *options, edition=EXAMPLE):
    return subprocess.run([str(sitrep), "compare", str(edition), str(figures), *options], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=120, encoding="utf-8")


def told(sitrep, figures, *options):
    done = compare(sitrep, figures, "--format", "json", *options)
    found = json.loads(done.stdout)
    return done.returncode, found, {row["row"]: row for row in found["rows"]}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half_up(part, base):
    return int(Fraction(100 * part, base) + Fraction(1, 2))


def fitting(percentages, most):
    """Every base up to `most`, with counts that give all percentages and add up to it: naively."""
    found = {}
    for base in range(most, 0, -1):
        parts = [[n for n in range(base + 1) if half_up(n, base) == p] for p in percentages]
        if all(parts) and any(sum(chosen) == base for chosen in product(*parts)):
            found[base] = [[min(p), max(p)] for p in parts]
    return found


def group(found, table):
    return next(one for one in found["groups"] if one["table"] == table)


def test_audience(score, sitrep):
    done = compare(sitrep, LIST, "--audience", "publik")
    score.check(done.returncode == 2 and done.stderr == "sitrep: the edition has no audience 'publik'; it has: public, authorities, as-published\n",
                f"an audience that there is not: {done.stderr}")


def test_reproduction(score, sitrep):
    """The audience of which nothing is hidden: all that is wrong with the print is found, and nothing else."""
    status, found, rows = told(sitrep, LIST, "--audience", "as-published")
    score.check(status == 4, f"impossible percentages: exit {status}")
    verdicts = {row: one["verdict"] for row, one in rows.items() if one["verdict"] != "equal"}
    score.check(verdicts == {"S003": "rounding", "S004": "rounding", "S046": "unmatched", "S062": "impossible",
                             "S106": "impossible", "S149": "unpublished", "S150": "unmatched",
                             "S151": "unmatched"}, f"verdicts: {verdicts}")
    score.check("no count of 68 " in rows["S062"]["detail"] and "22 would, rounded up" in rows["S062"]["detail"], rows["S062"])
    score.check(rows["S106"]["detail"] == "no count of 32 comes to it", rows["S106"])
    score.check(rows["S053"]["detail"] == "34 of 45" and rows["S054"]["detail"] == "26 of 32" and rows["S041"]["detail"] == "31 of 85",
                "counts of percentages without counts")
    score.check(rows["S075"]["verdict"] == "equal" and rows["S075"]["detail"] == "42 of 85", "the 49 per cent of the text")
    score.check(rows["S012"]["detail"] is None, "a percentage whose count is printed beside it needs no other")
    score.check(all(row["edition"] is None for row in found["rows"]), "a reproduction's own numbers are not told")
    exits, housing = group(found, "exits"), group(found, "housing")
    score.check(exits["bases"] == [{"base": 67, "counts": [[n, n] for n in (23, 22, 10, 4, 4, 4)]}] and exits["fitting"] == 1, exits)
    bases = {one["base"]: [low for low, _ in one["counts"]] for one in housing["bases"]}
    score.check(bases.get(83) == [3, 11, 31, 16, 22] and bases.get(84) == [3, 11, 31, 16, 23] and 85 not in bases, housing)


def test_sums(score, sitrep):
    """The parties that asked are 73, of 74 requests: printed as such; not where some of them are hidden."""
    sums = told(sitrep, LIST, "--audience", "as-published")[1]["sums"]
    score.check(sums == [{"base": 74, "sum": 73, "table": "requesters"}], f"sums: {sums}")
    score.check(told(sitrep, LIST)[1]["sums"] == [], "a sum that has hidden parts")
    text = compare(sitrep, LIST, "--audience", "as-published").stdout
    score.check("\nrequesters: 9 counts of 74 add up to 73\n" in text, "the same in words")


def test_bases(score, sitrep):
    """The same by going through all there is."""
    found = told(sitrep, LIST, "--audience", "as-published")[1]
    for table, most in (("exits", 68), ("housing", 85)):
        percentages = [int(row["value"]) for row in rows_of(LIST) if row["table"] == table and row["kind"] == "percent"]
        naive = fitting(percentages, most)
        one = group(found, table)
        score.check({base["base"]: base["counts"] for base in one["bases"]} == naive, f"{table}: {one['bases']}, not {naive}")
    score.check([one["table"] for one in found["groups"]] == ["exits", "housing"], "no other group is in doubt")


def test_public(score, sitrep, folder):
    """Of what is hidden nothing is told but that it is."""
    status, found, rows = told(sitrep, LIST)
    score.check(status == 4 and found["differs"] == 0, f"public: exit {status}")
    for row in ("S124", "S125", "S142", "S143", "S110", "S065", "S054"):
        score.check(rows[row]["verdict"] == "hidden" and [rows[row][key] for key in ("printed", "edition", "detail")] == [None] * 3,
                    f"{row}: {rows[row]}")
    score.check(rows["S010"]["verdict"] == "equal" and rows["S010"]["edition"] == "25", rows["S010"])
    score.check(rows["S062"]["detail"] == "no count of 68 comes to it", "a hidden count is not told as one that would fit")
    score.check([one["base"] for one in group(found, "exits")["bases"]] == [67] and
                all(base["counts"] is None for one in found["groups"] for base in one["bases"]),
                "bases of hidden counts are told without these")
    wrong = folder / "wrong.csv"
    text = LIST.read_text(encoding="utf-8")
    for id, value in (("S125", 2), ("S142", 2), ("S124", 21)):
        text = re.sub(rf"(?m)^({id},.*),{value},requests,", r"\1,9,requests,", text)
    wrong.write_text(text, encoding="utf-8")
    score.check(text != LIST.read_text(encoding="utf-8") and compare(sitrep, wrong).stdout == compare(sitrep, LIST).stdout,
                "whoever guesses at a hidden count learns nothing")


def test_differences(score, sitrep, folder):
    """Wrong counts, wrong percentages, other ways of rounding. 12 of 50 are 24 per cent, 25 of 85 are 29.4; 1 to 2 decimals."""
    figures = folder / "few.csv"
    figures.write_text("id;value;unit;base;kind;figure\nA;26;persons;;count;clients gender=men\n"
                       "B;25;percent;50;percent;new gender=men: percent of new\nC;29,4;percent;85;percent;clients gender=men: percent of clients\n"
                       "D;29.41;percent;;percent;clients gender=men: percent of clients\nJ;30;percent;85;approx;clients gender=men: percent of clients\nE;30;percent;85;percent;clients gender=men: percent of clients\n"
                       "F;29.42;percent;;percent;clients gender=men: percent of clients\nG;25;persons;;lt;clients gender=men\n"
                       "H;25;persons;;le;clients gender=men\nI;29.6;percent;;percent;clients gender=men: percent of clients\n", encoding="utf-8")
    status, found, rows = told(sitrep, figures)
    verdicts = {row: one["verdict"] for row, one in rows.items()}
    score.check(status == 4 and verdicts == {"A": "differs", "B": "impossible", "C": "equal", "D": "equal", "E": "rounding",
                                             "F": "rounding", "G": "differs", "H": "equal", "I": "impossible", "J": "rounding"}, f"{verdicts}")
    score.check(rows["A"]["edition"] == "25" and rows["C"]["edition"] == "29.4 %" and rows["E"]["detail"] == "rounded up", "what is told")
    figures.write_text("id,value,unit,table,figure\nA,28,percent,t,clients gender=men: percent of clients\n"
                       "B,72,percent,t,clients gender=women: percent of clients\n"
                       "C,28,percent,u,clients gender=men: percent of clients\n", encoding="utf-8")
    status, found, rows = told(sitrep, figures)
    score.check([rows[row]["verdict"] for row in "ABC"] == ["rounding", "rounding", "differs"] and "adjusted" in rows["A"]["detail"],
                f"moved by one so that the parts add up to 100, which one alone cannot be: {rows}")


def test_categories(score, sitrep, folder):
    """The report printed 29 states of nationality; other numbers, a bound, a round one, and a number that no layout asks for."""
    rows = told(sitrep, LIST)[2]
    score.check(rows["S040"]["verdict"] == "equal" and rows["S040"]["edition"] == "29", f"29 states: {rows['S040']}")
    figures = folder / "categories.csv"
    figures.write_text("id,value,unit,kind,figure\nA,28,states,count,number of nationality in clients nationality!=stateless\n"
                       "B,28,states,ge,number of nationality in clients nationality!=stateless\nC,30,states,approx,number of nationality in clients nationality!=stateless\n"
                       "D,29,states,count,number of nationality in clients @2014\nE,29,percent,percent,number of nationality in clients nationality!=stateless\n", encoding="utf-8")
    status, found, rows = told(sitrep, figures)
    verdicts = {row: one["verdict"] for row, one in rows.items()}
    score.check(status == 4 and verdicts == {"A": "differs", "B": "equal", "C": "rounding", "D": "unpublished", "E": "unmatched"}, f"{verdicts}")
    score.check(rows["A"]["edition"] == "29" and rows["D"]["edition"] is None, f"{rows}")


def test_document(score, sitrep, folder):
    """The example of examples/figures-format.md, as it stands."""
    text = (EXAMPLE.parent / "figures-format.md").read_text(encoding="utf-8").split("# The list that `sitrep compare` reads", 1)[1]
    given, said = re.sub("(?m)^    ", "", text[text.index("    id,table"):]).split("\ngives of `examples/2014`, with exit status 0:\n\n")
    (folder / "example.csv").write_text(given, encoding="utf-8")
    done = compare(sitrep, folder / "example.csv")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    score.check(done.returncode == 0 and lines == said.splitlines(), f"{done.stdout} {done.stderr}")


def test_data(score, sitrep, folder):
    """The list of a run is equal to what it was made of, cell by cell; of another run's changes the row is named."""
    build(sitrep, EXAMPLE, folder / "out")
    figures = folder / "out" / "public" / "data" / "all_figures.en.csv"
    listed = rows_of(figures)
    status, found, rows = told(sitrep, figures)
    hidden = sum(row["conf_status"] == "C" for row in listed)
    score.check(status == 0 and found["equal"] == len(listed) - hidden and found["hidden"] == hidden and hidden > 0,
                f"its own list: exit {status}, {found['equal']} of {len(listed)}")
    changed = folder / "changed.csv"
    changed.write_text(figures.read_text(encoding="utf-8").replace("2014,new,2013,,count,persons,56,", "2014,new,2013,,count,persons,57,"),
                       encoding="utf-8")
    status, found, rows = told(sitrep, changed)
    score.check(status == 4 and [(row["label"], row["printed"], row["edition"]) for row in found["rows"] if row["verdict"] == "differs"]
                == [("new @2013", "57", "56")], "a changed cell")


def test_faults(score, sitrep, folder):
    figures = folder / "bad.csv"
    for text, code, status in (("id,label\nA,b\n", "E120", 1), ("id,value,unit,figure\nA,x,persons,clients\n", "E109", 1),
                               ("id,value,unit,figure\nA,1,persons,client\n", "did you mean", 1), ("id,value,unit\n", "E155", 1),
                               ('id,value,unit\nA,"1,persons\n', "E516", 1), ("id,value,unit\nA,1,persons,9,9\n", "E117", 1)):
        figures.write_text(text, encoding="utf-8")
        done = compare(sitrep, figures)
        score.check(done.returncode == status and code in done.stderr and not done.stdout, f"{code}: {done.returncode} {done.stderr}")
    score.check(compare(sitrep, LIST, "--audience", "nobody").returncode == 2, "an audience that is none")
    score.check(compare(sitrep, folder / "none.csv").returncode != 0, "a list that is not there")
    text = compare(sitrep, LIST).stdout
    score.check("these rows name no figure of the edition: S046, S150, S151\n" in text and text.count("S046") == 1, "told once")


def main(sitrep):
    score = Score()
    test_audience(score, sitrep)
    test_reproduction(score, sitrep)
    test_sums(score, sitrep)
    test_bases(score, sitrep)
    for test in (test_public, test_differences, test_categories, test_document, test_data, test_faults):
        with tempfile.TemporaryDirectory() as folder:
            test(score, sitrep, pathlib.Path(folder))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
