#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the audit of a list of numbers find what the printed report of 2014 gives away, and nothing else?

    test_figures_audit.py SITREP

The findings in examples/2014/printed.csv were worked out by hand; other lists try the exit status and the faults."""
import json, pathlib, subprocess, sys, tempfile, unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PRINTED = ROOT / "examples" / "2014" / "printed.csv"
SITREP = sys.argv.pop(1)
HEAD = "id,label,value,unit,base,kind,cell\n"

BASES = ["67", "34 %", "33 %", "15 %", "6 %"]

# kind, low, high, what is counted, and what its arithmetic must speak of.
FINDINGS = [
    ("printed", 1, 1, "new region=none", ["page 7, S110"]),
    ("printed", 1, 1, "new region=south_america", ["page 7, S111"]),
    ("printed", 2, 2, "requests decision=pending", ["page 9, S125"]),
    ("printed", 4, 4, "requests decision=negative round=repeat", ["page 9, S133"]),
    ("printed", 2, 2, "requests requester=organisations", ["page 10, S140"]),
    ("printed", 2, 2, "requests requester=border_guard", ["page 10, S141"]),
    ("printed", 2, 2, "requests requester=ccp", ["page 10, S142"]),
    ("worked out", 4, 4, "exits ground=entry_refused", BASES),
    ("worked out", 4, 4, "exits ground=disappeared", BASES),
    ("worked out", 4, 4, "exits ground=returned", BASES),
    # 68 who left less 23 + 22 + 10 + 4 + 4 + 4
    ("worked out", 1, 1, "exits ground=(not listed)", ["68 exits", "67 listed in 'ground'", "= 1 exits"]),
    # 76 % of 45 is 34, 81 % of 32 is 26; 45 - 34 = 11, 43 - 11 - 26 = 6, 8 - 6 = 2
    ("worked out", 2, 2, "clients type=other place=abroad",
     ["0 clients place=(not listed) (page 3, K001)", "45 clients type=sexual", "34 clients type=sexual place=abroad", "76 % of 45", "= 11 clients type=sexual place=finland",
      "43 clients place=finland", "26 clients type=workforce place=finland", "81 % of 32",
      "= 6 clients type=other place=finland", "8 clients type=other",
      "8 clients type=other - 6 clients type=other place=finland = 2 clients type=other place=abroad"]),
    # 51 positive decisions, 50 new clients
    ("worked out", 1, 1, "extended", ["- 50 new", "requests decision=positive", "since Each positive decision",
                                      "extended is at least 1", "extended is at most 1"]),
    ("worked out", 1, 1, "requests decision=pending round=first", ["63 requests", " - 45 ", " - 17 ", "= 1 "]),
    ("worked out", 1, 1, "requests decision=pending round=repeat", ["11 requests", " - 6 ", " - 4 ", "= 1 "]),
    # 74 requests less 2 + 2 + 2 + 5 + 6 + 8 + 10 + 12 + 26
    ("worked out", 1, 1, "requests requester=(not listed)", ["74 requests", " - 5 ", " - 12 ", " - 26 ", "= 1 "]),
    # 4 % of the bases that fit: 2 of 52, 3 of 70 to 84
    ("small", 2, 3, "clients housing=arranged", ["83, 84", "4 %, 13 %, 37 %, 19 %, 27 %"]),
    ("small", 0, 4, "new minor=yes", ["page 6, S081"]),
    ("small", 0, 4, "new type=other place=finland", ["page 6, S102b"]),
    ("small", 0, 3, "new nationality=next", ["page 7, S117"]),
]
CANNOT_BE = [("no whole number is 20 % of 32: Sexual exploitation, in Finland", "page 6, S106")]


def run(*args):
    return subprocess.run([SITREP, "audit", *map(str, args)], capture_output=True, text=True, timeout=60)


class Printed(unittest.TestCase):
    def test_findings_are_those_worked_out_by_hand(self):
        result = run("--figures", PRINTED, "--format", "json")
        self.assertEqual((result.returncode, result.stderr), (3, ""))
        audit = json.loads(result.stdout)
        self.assertEqual((audit["threshold"], audit["undecided"], audit["left_out"]), (5, 0, 0))
        found = {(f["kind"], f["low"], f["high"], f["label"]): f["arithmetic"]
                 for f in audit["findings"] if f["kind"] != "cannot be"}
        self.assertEqual(sorted(found), sorted(finding[:4] for finding in FINDINGS))  # so none is nearly told or undecided
        for *finding, words in FINDINGS:
            for word in words:
                self.assertIn(word, found[tuple(finding)])
        self.assertEqual([(f["label"], f["where"]) for f in audit["findings"] if f["kind"] == "cannot be"], CANNOT_BE)
        self.assertEqual(len(audit["findings"]), len(FINDINGS) + len(CANNOT_BE))

    def test_people_read_the_same(self):
        result = run("--figures", PRINTED)
        self.assertEqual((result.returncode, result.stderr), (3, ""))
        for kind, low, high, label, _ in FINDINGS:
            number = f"{low} to {high}" if low < high else f"{low}"
            self.assertIn(f"\n  {number}: {label}", result.stdout)
        for label, where in CANNOT_BE:
            self.assertIn(f"\n  {label} ({where})\n", result.stdout)
        self.assertIn(f"\n{len(FINDINGS)} counts under 5 can be told\n", result.stdout)

    def test_a_threshold_of_two_asks_for_ones_only(self):
        result = run("--figures", PRINTED, "--threshold", 2, "--format", "json")
        self.assertEqual(result.returncode, 3)
        self.assertEqual(sorted(f["label"] for f in json.loads(result.stdout)["findings"] if f["kind"] != "cannot be"),
                         sorted(label for _, _, high, label, _ in FINDINGS if high == 1))


class Lists(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, text, name="list.csv"):
        path = pathlib.Path(self.folder.name) / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_numbers_that_contradict_each_other_are_no_quiet_success(self):
        rows = "S,20,persons,,count,r area=south\nN,40,persons,,count,r area=north\nW,36,persons,,count,r gender=women area=north\n"
        head = "id,value,unit,base,kind,cell,label\n"
        result = run("--figures", self.file(head + rows))
        self.assertEqual((result.returncode, result.stderr), (3, ""))
        self.assertIn("\n  4: r gender=(not listed) area=north\n", result.stdout)  # 40 - 36
        # Women are not all there are: 36 of 40. The row that says so is named.
        listed = self.file(head + rows + "K,,,,complete,r gender\n")
        result = run("--figures", listed)
        self.assertEqual((result.returncode, result.stderr), (1, ""))
        self.assertIn("before it: r gender=women area=north (W)\n      it contradicts, all taken together:\n"
                      "      0 r gender=(not listed): K\n      40 r area=north: N\n", result.stdout)
        self.assertTrue(result.stdout.endswith("0 counts under 5 can be told\n\nThe numbers contradict each other: without the 1 "
                                               "that cannot be, this is an audit of the rest only\n"), result.stdout)
        told = json.loads(run("--figures", listed, "--format", "json").stdout)
        self.assertEqual((told["contradictions"], told["findings"][0]["contradicts"]), (1, "0 r gender=(not listed): K\n40 r area=north: N\n"))
        result = run("--figures", self.file(head + rows + "K,,,,complete,r gender\nM,3,persons,,count,m\n"))
        self.assertEqual(result.returncode, 3)  # a leak is more
        self.assertIn("audit of the rest only", result.stdout)

    def test_the_list_of_a_build_is_told_from_one_that_people_write(self):
        made = (ROOT / "examples" / "2014" / "all_figures.csv").read_text(encoding="utf-8")
        words = {"en": "a build made this list", "fi": "build teki tämän luettelon", "sv": "build gjorde denna förteckning"}
        for text in (made, made.replace(",", ";")):
            for language, said in words.items():
                result = run("--figures", self.file(text), "--language", language)
                self.assertEqual((result.returncode, result.stdout), (1, ""))
                self.assertIn(said, result.stderr)
                self.assertIn("examples/figures-format.md", result.stderr)
                self.assertNotIn("E120", result.stderr)
        # One of people's own that has such columns, too; and one that only lacks an id.
        heading, row = "id,label,value,unit,kind,measure,period,selection\n", "A,all,50,persons,count,c,2014,\n"
        self.assertEqual(run("--figures", self.file(heading + row)).returncode, 0)
        result = run("--figures", self.file("label,value,unit,kind\nall,50,persons,count\n"))
        self.assertIn("[E120]: the table has no column 'id'", result.stderr)

    def test_nearly_told_is_told_apart_and_no_success(self):
        rows = "A,all,50,persons,,count,c\nB,w,5,persons,,le,c g=w\nC,w,4,persons,,ge,c g=w\n"
        path = self.file(HEAD + rows)
        result = run("--figures", path)
        self.assertEqual((result.returncode, result.stderr), (3, ""))
        self.assertTrue(result.stdout.endswith("\nNearly told, one of two numbers, and one of them small:\n  4 or 5: c g=w\n"
                                               "      4 to 5 c g=w: C; B\n\n0 counts under 5 can be told, and 1 nearly\n"), result.stdout)
        told = json.loads(run("--figures", path, "--format", "json").stdout)
        self.assertEqual(told["findings"], [{"kind": "nearly told", "label": "c g=w", "where": "", "low": 4, "high": 5,
                                             "arithmetic": "4 to 5 c g=w: C; B\n"}])
        for bounds in ((6, 4), (5, 3)):  # two apart, and five is possible
            rows = "A,all,50,persons,,count,c\nB,w,{},persons,,le,c g=w\nC,w,{},persons,,ge,c g=w\n".format(*bounds)
            self.assertEqual(run("--figures", self.file(HEAD + rows)).returncode, 0)

    def test_a_share_without_a_base_is_of_the_total_or_is_undecided(self):
        share = "B,w,7,percent,,percent,c g=w p=abroad\n"
        result = run("--figures", self.file(HEAD + "A,all,45,persons,,count,c\n" + share))
        self.assertEqual(result.returncode, 3)
        self.assertIn("\n  3: c g=w p=abroad\n      3 c g=w p=abroad: 7 % of 45, B\n", result.stdout)
        path = self.file(HEAD + "A,all,45,persons,,approx,c\n" + share)
        result = run("--figures", path)
        self.assertEqual(result.returncode, 3)
        self.assertIn("\nNot used and so undecided, without a base and without a printed total:\n"
                      "  7 % of an unknown base: c g=w p=abroad (B)\n", result.stdout)
        told = json.loads(run("--figures", path, "--format", "json").stdout)
        self.assertEqual((told["undecided"], told["findings"]),
                         (1, [{"kind": "undecided", "label": "7 % of an unknown base: c g=w p=abroad", "where": "B"}]))

    def test_an_equation_holds_by_category(self):
        rows = ("A,all,50,persons,,count,clients\nB,before,48,persons,,count,before\nC,new,19,persons,,count,new\n"
                "D,new,9,persons,,count,new gender=women\nE,all,30,persons,,count,clients gender=women\n"
                "F,before,24,persons,,count,before gender=women\nX,left,,,,missing,exits\n")
        self.assertEqual(run("--figures", self.file(HEAD + rows)).returncode, 0)
        result = run("--figures", self.file(HEAD + rows + "R,they add up,,,,relation,clients = before + new - exits\n"))
        self.assertEqual(result.returncode, 3)
        self.assertIn("\n  3: exits gender=women\n      added up: 24 before gender=women (F) + 9 new gender=women (D) - "
                      "30 clients gender=women (E), since they add up (gender=women) (R)", result.stdout)
        self.assertIn("\n1 counts under 5 can be told\n", result.stdout)

    def test_misspelt_words_are_told(self):
        rows = "N,north,40,persons,,count,r area=north\nW,women,36,{},,count,r area=north gender=women\nA,all,60,persons,,count,r\n{}"
        result = run("--figures", self.file(HEAD + rows.format("Persons", "")))
        self.assertEqual((result.returncode, result.stderr), (3, ""))
        self.assertIn("\n  4: r area=north gender=(not listed)\n", result.stdout)
        path = self.file(HEAD + rows.format("person", "B,b,30,persons,,count,r area=noth\nE,e,,,,complete,r shade\n"))
        result = run("--figures", path)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        for words in (f"{path}:3:12: error[E151]: there is no unit called 'person'\n      did you mean 'persons'?",
                      f"{path}:5:23: warning[W103]: the name 'noth' stands in the list only once\n      did you mean 'north'?",
                      f"{path}:6:17: error[E154]: no number of the list counts 'r shade'"):
            self.assertIn(words, result.stderr)
        path = self.file(HEAD + rows.format("persons", "B,b,30,persons,,count,r area=noth\n"))
        self.assertEqual(run("--figures", path).returncode, 3)  # a warning stops nothing

    def test_files_that_hold_no_list_are_faults(self):
        path = self.file(HEAD)
        result = run("--figures", path)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn(f"{path}:1:1: error", result.stderr)
        path.write_bytes((HEAD + "A,Järvi,30,persons,,count,c\n").encode("latin-1"))
        result = run("--figures", path)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn(f"{path}:2:4: error[E100]", result.stderr)

    def test_a_harmless_list_is_fine(self):
        result = run("--figures", self.file(HEAD + "A,all,20,persons,,count,c\nB,x,10,persons,,count,c v=x\n"))
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("\n0 counts under 5 can be told\n", result.stdout)

    def test_faults_have_their_place(self):
        for rows, place in (("A,all,many,persons,,count,c\n", "2:7"), ("A,all,3,persons,,number,c\n", "2:18"),
                            ("A,all,3,persons,,count,c\nA,x,3,persons,,count,c\n", "3:1"),
                            ("A,all,3,persons,,count,c v=\n", "2:24")):
            path = self.file(HEAD + rows)
            result = run("--figures", path)
            self.assertEqual((result.returncode, result.stdout), (1, ""))
            self.assertIn(f"{path}:{place}: error", result.stderr)
        cells = self.file("id,cell\nB,c\n", "cells.csv")
        result = run("--figures", self.file(HEAD + "A,all,3,persons,,count,\n"), "--cells", cells)
        self.assertEqual(result.returncode, 1)
        self.assertIn(f"{cells}:2:1: error", result.stderr)

    def test_a_second_file_says_what_is_counted(self):
        result = run("--figures", self.file(HEAD + "A,all,20,persons,,count,\nB,x,18,persons,,count,\n"),
                     "--cells", self.file("id,cell\nA,c\nB,c v=x\n", "cells.csv"))
        self.assertEqual(result.returncode, 3)
        self.assertIn("\n  2: c v=(not listed)\n      20 c (A) - 18 c v=x (B) = 2 c v=(not listed)\n", result.stdout)

    def test_wrong_words_are_a_wrong_use(self):
        path = self.file(HEAD)
        for words in (["--figures"], ["--figures", path, "--threshold", 1], ["--figures", path, "--threshold", "x"],
                      ["--figures", path, "--format", "xml"], ["--figures", path, "more"]):
            result = run(*words)
            self.assertEqual((result.returncode, result.stdout), (2, ""), words)

    def test_a_file_that_is_not_there_is_said_to_be(self):
        result = run("--figures", pathlib.Path(self.folder.name) / "none.csv")
        self.assertNotIn(result.returncode, (0, 3))
        self.assertIn("none.csv", result.stderr)


if __name__ == "__main__":
    unittest.main()
